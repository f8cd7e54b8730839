"""Makes the pictures of docs/handleiding.md from the example documents (`python -m examples.guide DIR TARGET`).

It runs `lakwerk run` and `lakwerk review` in DIR, which must be new, and works there by keyboard as two invented readers
would, in the Chromium of this machine. Only the times in the pictures differ from one run to the next.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCUMENTS = Path(__file__).parent / "documents"
LOCKED = "nota-met-wachtwoord.pdf"  # cannot be read, so that quarantine has something to show
NOTA, MEDICINES, MAILS = "beslisnota-bzk-algoritmeregister.pdf", "nota-vws-geneesmiddelentekorten.pdf", "mails-nota"
LETTER, TEXT = "brief-gelakt-toeslagen.pdf", "nota-bzk-gelijke-behandeling.txt"
PROXY = ("--user-header", "X-Remote-User", "--role-header", "X-Remote-Role")
OFFICER, SECOND = ("Els de Boer", "behandelaar"), ("Karim Bos", "tweede lezer")
SIZE = {"width": 1280, "height": 800}  # pixels
COLOURS = 96
PATIENCE = 180_000  # milliseconds, for a preview on a machine that is busy
IN_VIEW = """() => [...document.images].every(each => {
  const edge = each.getBoundingClientRect()
  return edge.top > innerHeight || edge.bottom < 0 || (each.complete && each.naturalWidth > 0)
})"""


def main(folder: Path, target: Path) -> int:
    """Make all pictures; 2 where DIR has something in it."""
    if folder.exists() and any(folder.iterdir()):
        sys.stderr.write(f"{folder} is niet leeg. Geef een nieuwe map.\n")
        return 2
    from playwright.sync_api import sync_playwright  # here: only who makes pictures needs it

    target.mkdir(parents=True, exist_ok=True)
    out = _processed(folder)
    with _serving(out) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        els, karim = (_seated(browser, address, target, *who) for who in (OFFICER, SECOND))
        for scene in (_finding, _extent, _frame, _first, _away, _handed, _released, _sample, _refused, _listed):
            scene(els, karim)
        browser.close()
    return 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody before a browser, who works by keyboard; `address` is that of the workspace."""

    page: Page
    address: str
    target: Path

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def open(self, name: str, tab: str = "") -> None:
        """A document by its name, as far as that tells it from others, or one of its tabs."""
        self.page.goto(self.address)
        found = self.page.locator(f"table.list a[href^='/stuk/']:text('{name}')").first
        self.page.goto(f"{self.address}{found.get_attribute('href')}{tab}")
        if not tab:
            self.page.locator("[role=option][aria-selected=true]").wait_for()

    def walk(self, name: str, key: str = "n") -> None:
        """Through the findings until the selected one is called so."""
        while self.page.locator("[role=option][aria-selected=true] .text").inner_text() != name:
            self.press(key)

    def see(self, text: str) -> None:
        """Wait until it stands there."""
        self.page.get_by_text(text).first.wait_for(timeout=PATIENCE)

    def accept(self, times: int) -> None:
        """Take so many proposals as they are."""
        for _ in range(times):
            self.press("Enter")
        self.page.locator("#storing[data-state=saved]").wait_for()

    def take(self, name: str) -> None:
        """A picture of what is seen now, in few colours."""
        self.page.wait_for_function(IN_VIEW)
        self.page.wait_for_timeout(600)  # milliseconds; what fades or is said late
        drawn = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(self.target / f"{name}.png", optimize=True)


def _processed(folder: Path) -> Path:
    """The examples, and one that is locked, as `lakwerk run` leaves them."""
    source, out = folder / "in", folder / "out"
    shutil.copytree(DOCUMENTS, source)
    with pikepdf.open(DOCUMENTS / NOTA) as pdf:
        pdf.save(source / LOCKED, encryption=pikepdf.Encryption(owner="lakwerk", user="lakwerk"))
    # Its status is 1: something is in quarantine.
    subprocess.run([sys.executable, "-m", "flows.cli", "run", source, "--out", out, "--jobs", "1"], check=False)
    return out


@contextmanager
def _serving(out: Path) -> Iterator[str]:
    """The workspace over DIR, for two who sign in; its address."""
    command = [sys.executable, "-m", "flows.cli", "review", "--out", str(out), "--port", "0", "--no-browser"]
    with subprocess.Popen([*command, "--four-eyes", *PROXY], stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://[\d.:]+", said)
            if found is None:
                raise SystemExit("De werkplek begint niet.")
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)


def _seated(browser: Browser, address: str, target: Path, name: str, role: str) -> Reader:
    headers = {"X-Remote-User": name, "X-Remote-Role": role}
    page = browser.new_context(
        viewport=SIZE, locale="nl-NL", timezone_id="Europe/Amsterdam", extra_http_headers=headers
    ).new_page()
    page.set_default_timeout(PATIENCE)
    return Reader(page, address, target)


def _finding(els: Reader, karim: Reader) -> None:
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


def _extent(els: Reader, karim: Reader) -> None:
    """Of a name on the second page, a word further."""
    els.walk("De Jonge")
    els.press("e", "Shift+ArrowLeft")
    els.take("omvang")
    els.press("Escape")


def _frame(els: Reader, karim: Reader) -> None:
    """A box by keyboard."""
    els.press("b", *["ArrowUp"] * 3, *["Shift+ArrowRight"] * 4)
    els.take("kader")
    els.press("Escape")


def _first(els: Reader, karim: Reader) -> None:
    """Somebody else was first: the page of Els does not hear of it before she decides herself."""
    els.page.route("**/versie.json", lambda route: None)
    for reader in (els, karim):
        reader.open(MEDICINES)
        reader.walk("GMT")
    karim.press("t")
    karim.see("Leesbaar: GMT")
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
    while not els.page.get_by_text("Geen twijfel meer").count():
        els.accept(1)
    els.press("c")
    els.see("Toezeggingen")
    els.page.get_by_role("button", name="Klopt").first.click()
    els.see("bevestigd")
    els.take("toezeggingen")
    els.open(NOTA, "/voorbeeld")
    els.see("De poort is groen")
    els.take("voorbeeld")
    els.press("d")
    els.page.locator(".state-tweede-lezer").wait_for()
    els.open(NOTA, "/verloop")
    els.page.locator("summary").click()
    els.take("verloop")


def _released(els: Reader, karim: Reader) -> None:
    """The second reader lets go."""
    karim.open(NOTA, "/voorbeeld")
    karim.page.get_by_role("button", name="Geef vrij").wait_for()
    karim.take("vrijgeven")
    karim.press("y")
    karim.page.locator(".state-vrijgegeven").wait_for()


def _sample(els: Reader, karim: Reader) -> None:
    """A page without findings that is offered for a look."""
    els.open(TEXT)
    els.press("Home")
    els.take("steekproef")


def _refused(els: Reader, karim: Reader) -> None:
    """A document that stays closed, and one that could not be read."""
    els.open(LETTER, "/voorbeeld")
    els.page.locator("summary").click()
    els.page.locator("#ground").select_option("5.1.2e")
    els.page.locator("#refuse").fill("Een brief van een burger over haar eigen zaak")
    els.page.get_by_role("button", name="Weiger het hele stuk").click()
    els.see("Het hele stuk gaat niet naar buiten")
    els.press("d")
    els.page.locator(".state-tweede-lezer").wait_for()
    karim.open(LETTER, "/voorbeeld")
    karim.page.get_by_role("button", name="Weiger het hele stuk").wait_for()
    karim.press("y")
    karim.page.locator(".state-geweigerd").wait_for()
    els.open(LOCKED, "?")
    els.take("quarantaine")


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
