"""A day of two readers at the workspace: from the list to what was released, by keyboard, in a real browser."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdf
import pypdfium2 as pdfium
import pytest
from desk_folder import NOTA, SCAN, TEXT
from desk_serving import OFFICER, PROXY, SECOND, Client, Seated, Served, released, seated, serving

from corpus.events import Events
from flows.cli import main

SCALE = 4  # pixels for a point
MOUSE = (100.0, 480.0, 300.0, 510.0)  # points, on the scan


@pytest.fixture(scope="module")
def served(desk_dir: Path) -> Iterator[Served]:
    with serving(desk_dir, *PROXY, "--four-eyes") as started:
        yield started


@pytest.fixture(scope="module")
def ids(served: Served) -> dict[str, str]:
    return Client(served, OFFICER).documents()


@pytest.fixture(scope="module")
def nota(browser: Any, served: Served, ids: dict[str, str]) -> Any:
    """What the second reader downloads, after the first one corrected, confirmed and handed over, all by keyboard."""
    with seated(browser, served, OFFICER, bypass_csp=True) as first:
        first.tab_to(NOTA)
        first.press("Enter")
        _corrected(first)
        _confirmed(first)
        first.tab_to("Voorbeeld en vrijgeven")
        first.press("Enter")
        first.page.get_by_text("De poort is groen").wait_for(timeout=120_000)
        assert first.barriers() == []
        first.press("d")
        first.page.locator(".state-tweede-lezer").wait_for()
        first.press("y")
        assert first.page.get_by_text("iemand anders dan wie eraan werkte").count() == 1
        assert first.page.get_by_role("button", name="Geef vrij").count() == 0
        first.page.wait_for_timeout(300)
    client = Client(served, OFFICER)
    version = client.stand(ids[NOTA])["version"]
    assert client.send(f"/stuk/{ids[NOTA]}/vrijgeven", versie=str(version)).status_code == 403
    with seated(browser, served, SECOND, bypass_csp=True) as second:
        return _let_go(second)


def _corrected(seat: Seated) -> None:
    """One shown, one on another ground, one that goes on a word further, the others taken as proposed."""
    seat.walk_to("06 4567 8912")
    seat.press("t")
    seat.stored("Leesbaar: 06 4567 8912")
    seat.walk_to("TLN", "n")
    seat.press("g")
    seat.page.locator("#ground-dialog").wait_for()
    seat.page.keyboard.type("5.1.2i")
    seat.press("Enter")
    seat.stored("Grond 5.1.2i: TLN")
    seat.walk_to("Thi Lan Nguyen", "n")
    seat.press("e")
    seat.page.locator("#mode", has_text="Omvang").wait_for()
    seat.press("ArrowRight", "Enter")
    seat.stored("Omvang: Thi Lan Nguyen stemt")
    seat.walk_to("Beeld op bladzijde 1", "n")
    seat.press("Enter")
    seat.page.locator("#storing[data-state=saved]").wait_for()
    seat.stored("Geen twijfel meer")


def _confirmed(seat: Seated) -> None:
    """The first commitment, on the records tab."""
    seat.press("c")
    seat.page.locator("#kop-commitment").wait_for()
    seat.tab_to("Klopt")
    seat.press("Enter")
    seat.page.locator("article.record .state", has_text="Bevestigd").wait_for()


def _let_go(seat: Seated) -> bytes:
    seat.tab_to(NOTA)
    seat.press("Enter")
    seat.selected()
    seat.press("v")
    seat.page.get_by_role("button", name="Geef vrij").wait_for(timeout=120_000)
    seat.press("y")
    seat.page.locator(".state-vrijgegeven").wait_for()
    seat.tab_to("Gelakt stuk (PDF)")
    with seat.page.expect_download() as coming:
        seat.press("Enter")
    downloaded = Path(coming.value.path()).read_bytes()
    assert seat.barriers() == []
    return downloaded


def test_what_was_hidden_is_gone_from_the_download_and_what_was_shown_is_there(nota: bytes) -> None:
    """Told by two readers; the word that the extent took in went too, and stands elsewhere still."""
    with pdfplumber.open(io.BytesIO(nota)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    texts += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(nota)).pages]
    told = "\n".join(texts)
    gone = ["Nguyen", "TLN", "Yıldız", "Hoekstra", "340 04 56", "m.yildiz"]
    assert [text for text in gone if text in told or text.encode() in nota] == []
    assert told.count("06 4567 8912") == 2
    assert "stemt de woordvoering af" not in " ".join(told.split())
    assert "de woordvoering af" in " ".join(told.split())
    assert "5.1.2i" in told


def test_released_holds_each_file_and_a_row(nota: bytes, desk_dir: Path) -> None:
    stem = NOTA.removesuffix(".pdf")
    folder = desk_dir / "released"
    assert (folder / f"{stem}.pdf").read_bytes() == nota
    record = json.loads((folder / f"{stem}.json").read_text())
    assert {each["ground"] for each in record["redactions"]} == {"5.1.2e", "5.1.2i"}
    assert "Nguyen" not in (folder / f"{stem}.html").read_text()
    rows = [line for line in (folder / "inventory.csv").read_text("utf-8-sig").splitlines() if stem in line]
    assert len(rows) == 1


def test_trail_is_whole_and_says_who_did_what(nota: bytes, desk_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of it names what is hidden."""
    assert main(["trail", "--out", str(desk_dir)]) == 0
    told = capsys.readouterr().out
    assert Events(desk_dir / "confidential" / "events.db").broken() is None
    said = [OFFICER[0], SECOND[0], "door een mens vrijgegeven", f"voorgelegd door {OFFICER[0]}"]
    assert [text for text in said if text not in told] == []
    assert [text for text in ("Nguyen", "TLN") if text in told] == []


def test_boxes_on_a_scan_that_lies_on_its_side(
    browser: Any, served: Served, ids: dict[str, str], desk_dir: Path
) -> None:
    """By keyboard and by mouse, undone and done again; they are black in what the second reader releases."""
    id = ids[SCAN]
    client = Client(served, OFFICER)
    page = client.stand(id)["pages"][0]
    with seated(browser, served, OFFICER) as seat:
        seat.open(id)
        for _ in range(8):
            seat.press("Enter")
        seat.stored("Geen twijfel meer")
        seat.press("b", *["ArrowUp"] * 4, *["Shift+ArrowDown"] * 2, *["Alt+ArrowLeft"] * 3, "s", "Enter", "Enter")
        seat.stored("Vak op bladzijde 1")
        seat.drag(1, MOUSE, page["width"])
        seat.press("Enter")
        seat.until(lambda: len(drawn(client, id)) == 2)
        seat.page.locator("#storing[data-state=saved]").wait_for()
        seat.press("u")
        seat.stored("Teruggedraaid: Vak op bladzijde 1")
        assert len(drawn(client, id)) == 1
        seat.press("r")
        seat.stored("Opnieuw gedaan: Vak op bladzijde 1")
        seat.tab_to("Klaar: tweede lezer")
        seat.press("Enter")
        seat.tab_to("Ja, doe dit", "dialog")
        seat.press("Enter")
        seat.stored("Doorgegeven")
    boxes = drawn(client, id)
    assert any(np.abs(np.subtract(box, MOUSE)).max() <= 1 for box in boxes)
    released(Client(served, SECOND), id)
    shown = pdfium.PdfDocument(desk_dir / "released" / SCAN)[0].render(scale=SCALE).to_pil().convert("L")
    dark = np.asarray(shown) < 90
    for x0, top, x1, bottom in boxes:
        inside = [round(SCALE * edge) for edge in (x0 + 1, top + 1, x1 - 1, bottom - 1)]
        assert dark[inside[1] : inside[3], inside[0] : inside[2]].mean() > 0.85  # its label is white


def drawn(client: Client, id: str) -> list[list[float]]:
    """The boxes that are drawn by hand."""
    return [each["boxes"][0] for each in client.stand(id)["findings"] if each["id"].startswith("b")]


def test_text_file_is_decided_and_released(browser: Any, served: Served, ids: dict[str, str], desk_dir: Path) -> None:
    with seated(browser, served, OFFICER) as seat:
        seat.open(ids[TEXT])
        seat.walk_to("Fenna Abma")
        seat.press("t")
        seat.stored("Leesbaar: Fenna Abma")
    client = Client(served, OFFICER)
    assert client.do(ids[TEXT], "ready", client.stand(ids[TEXT])["version"]).status_code == 200
    released(Client(served, SECOND), ids[TEXT])
    told = (desk_dir / "released" / TEXT).read_text()
    assert "Fenna Abma" in told
    assert "070 426 07 89" not in told
