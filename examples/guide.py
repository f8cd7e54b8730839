"""Makes the pictures of docs/handleiding.md from the example documents (`python -m examples.guide DIR TARGET`).

It runs `lakwerk run` and `lakwerk review` in DIR, which must be new, and works there as two invented readers would,
in the Chromium of this machine. Only the times in the pictures differ from one run to the next.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from examples.seat import Reader, seated, serving

DOCUMENTS = Path(__file__).parent / "documents"
NOTA, MEDICINES, MAILS = "beslisnota-bzk-algoritmeregister.pdf", "nota-vws-geneesmiddelentekorten.pdf", "mails-nota"
LETTER = "brief-gelakt-toeslagen.pdf"
LOCKED = "nota-met-wachtwoord.pdf"  # cannot be read, so that quarantine has something to show
REPORT = "verslag-briefing-algoritmeregister.pdf"  # its second page names nobody
PAGES = (
    (
        "Verslag technische briefing Algoritmeregister",
        "Datum: 6 mei 2024",
        "Verslag: Petra de Jonge, 070 426 02 34",
        "Jeroen Bos opent de briefing en dankt de gemeenten voor hun komst.",
        "Samira Kern licht toe hoe een algoritme in het register komt.",
    ),
    (
        "Afspraken",
        "De gemeenten krijgen voor de zomer een handreiking over de registratieplicht.",
        "Het ministerie werkt de kosten uit in drie varianten.",
        "De volgende briefing is in het najaar.",
    ),
)
CHROMIUM = ["--no-sandbox", "--lang=nl"]
OFFICER, SECOND = ("Els de Boer", "behandelaar"), ("Karim Bos", "tweede lezer")
ORGANISATION = "Fraudehelpdesk"  # stays, by a rule


def main(folder: Path, target: Path) -> int:
    """Make all pictures; 2 where DIR has something in it."""
    if folder.exists() and any(folder.iterdir()):
        sys.stderr.write(f"{folder} is niet leeg. Geef een nieuwe map.\n")
        return 2
    from playwright.sync_api import sync_playwright  # here: only who makes pictures needs it

    target.mkdir(parents=True, exist_ok=True)
    out = _processed(folder)
    with serving(out) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        els, karim = (seated(browser, address, target, *who) for who in (OFFICER, SECOND))
        for scene in (_found, _drawn, _first, _away, _handed, _released, _looked, _refused, _ruled, _listed):
            scene(els, karim)
        browser.close()
    return 0


def _processed(folder: Path) -> Path:
    """The examples and two more documents, as `lakwerk run` leaves them."""
    source, out = folder / "in", folder / "out"
    shutil.copytree(DOCUMENTS, source)
    with pikepdf.open(DOCUMENTS / NOTA) as pdf:
        pdf.save(source / LOCKED, encryption=pikepdf.Encryption(owner="lakwerk", user="lakwerk"))
    canvas = Canvas(str(source / REPORT), pagesize=(595, 842), invariant=True)
    for lines in PAGES:
        for number, line in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 12)
            canvas.drawString(80, 740 - 26 * number, line)
        canvas.showPage()
    canvas.save()
    # Its status is 1: something is in quarantine.
    subprocess.run([sys.executable, "-m", "flows.cli", "run", source, "--out", out, "--jobs", "1"], check=False)
    return out


def _found(els: Reader, karim: Reader) -> None:
    """A document with its first doubt; a person everywhere; a wording that is sought."""
    els.open(NOTA)
    els.take("stuk")
    els.press("a")
    els.see("Doe dit overal")
    els.take("overal")
    els.press("Escape", "/")
    els.page.keyboard.type("pilot")
    els.press("Enter")
    els.see("keer gevonden")
    els.take("zoeken")
    els.press("Escape")


def _drawn(els: Reader, karim: Reader) -> None:
    """The extent of a name, and a box by keyboard."""
    els.walk("Fatima el Ouali", page=2)
    els.press("e")
    els.see("Omvang:")
    els.press("ArrowRight")
    els.take("omvang")
    els.press("Escape", "b", *["ArrowUp"] * 3, *["Alt+ArrowUp"] * 4, *["Shift+ArrowRight"] * 3)
    els.take("kader")
    els.press("Escape")


def _first(els: Reader, karim: Reader) -> None:
    """Somebody else was first: the page of Els does not hear of it before she decides herself."""
    els.page.route("**/versie.json", lambda route: None)
    for reader in (els, karim):
        reader.open(MEDICINES)
        reader.walk("Wytske Hoekstra")
    karim.press("t")
    karim.see("Leesbaar: Wytske Hoekstra")
    els.press("Enter")
    els.see("Het stuk is intussen gewijzigd")
    els.take("collega")
    els.press("Escape")
    els.page.unroute("**/versie.json")


def _away(els: Reader, karim: Reader) -> None:
    """The network is gone."""
    els.open(NOTA)
    els.page.context.set_offline(True)
    els.press("Enter")
    els.see("Niet bewaard")
    els.take("verbinding")
    els.page.context.set_offline(False)
    els.page.get_by_role("button", name="Probeer opnieuw").click()
    els.page.locator("#storing[data-state=saved]").wait_for()


def _handed(els: Reader, karim: Reader) -> None:
    """All doubts are looked at; the records, the preview, and on to the second reader."""
    while not els.page.locator("#progress", has_text="Geen twijfel meer").count():
        els.accept(1)
    els.press("c")
    els.page.get_by_role("button", name="Klopt").first.wait_for()
    els.take("toezeggingen")
    els.page.get_by_role("button", name="Klopt").first.click()
    els.see("bevestigd")
    els.open(NOTA, "/voorbeeld")
    els.see("De poort is groen")
    _take_with_side(els, "voorbeeld")
    els.press("d")
    els.page.locator(".state-tweede-lezer").wait_for()
    els.open(NOTA, "/verloop")
    els.page.locator("summary").click()
    els.take("verloop")


def _take_with_side(reader: Reader, name: str) -> None:
    """A preview, with what can be done below its report."""
    reader.page.evaluate("scrollTo(0, document.querySelector('.headline').offsetTop)")
    reader.take(name)


def _released(els: Reader, karim: Reader) -> None:
    """The second reader lets go."""
    karim.open(NOTA, "/voorbeeld")
    karim.page.get_by_role("button", name="Geef vrij").wait_for()
    _take_with_side(karim, "vrijgeven")
    karim.press("y")
    karim.page.locator(".state-vrijgegeven").wait_for()


def _looked(els: Reader, karim: Reader) -> None:
    """A page without findings that is offered for a look."""
    els.open(REPORT)
    els.press("End")
    els.take("steekproef")


def _refused(els: Reader, karim: Reader) -> None:
    """A document that stays closed, and one that could not be read."""
    els.open(LETTER, "/voorbeeld")
    els.see("De poort is groen")  # the page is loaded anew then
    els.page.locator("summary").click()
    els.page.locator("#ground").select_option("5.1.2e")
    els.page.locator("#refuse").fill("Een brief van een burger over haar eigen zaak")
    els.page.get_by_role("button", name="Weiger het hele stuk").click()
    els.page.get_by_role("button", name="Geef door").click()
    els.page.locator(".state-tweede-lezer").wait_for()
    karim.open(LETTER, "/voorbeeld")
    karim.page.get_by_role("button", name="Weiger het hele stuk").click()
    karim.page.locator(".state-geweigerd").wait_for()
    els.open(LOCKED, "?")
    els.take("quarantaine", high=290)


def _ruled(els: Reader, karim: Reader) -> None:
    """A rule for all documents."""
    els.page.goto(f"{els.address}/regels")
    els.page.locator("#tekst").fill(ORGANISATION)
    els.page.locator("#wat").select_option("show")
    els.page.locator("#soort").select_option("")
    els.page.locator("#waarom").fill("Een organisatie, geen persoon")
    els.page.get_by_role("button", name="Maak deze regel").click()
    els.page.locator("article.rule", has_text=ORGANISATION).wait_for()
    els.take("regels")


def _listed(els: Reader, karim: Reader) -> None:
    """The list, in which each document stands somewhere else."""
    els.open(MAILS)
    els.accept(2)
    els.page.goto(f"{els.address}/?sorteer=laatst")
    els.take("lijst")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python -m examples.guide DIR TARGET")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
