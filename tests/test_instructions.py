"""What a person instructions about a document happens, in this run and in every later one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hostile
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from anonymize.officer import InstructionLost, obey
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Span
from corpus.events import Change, Events
from corpus.instructions import HIDE, SHOW, Instruction
from corpus.review import DECIDE
from flows.cli import main

LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft Register

Ik zal uw Kamer voor de zomer informeren over het project Kievitsnest.
Het Bureau Zonnebloem schreef het plan. Contactpersoon: Hanneke Terpwijkstra.
Het project Kievitsnest loopt tot 2026.

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""


def instruction(what: str, text: str, page: int = 0, ground: str = "5.1.2e") -> Instruction:
    hidden = what == HIDE
    return Instruction(
        what, text, page, ground if hidden else "", "other" if hidden else "", "reden", "ada", "2026-01-01"
    )


def decided(text: str, *hidden: str) -> tuple[Any, tuple[Decision, ...]]:
    """A document and its decisions: each wording in `hidden` goes."""
    document = write(text)
    spans = [Span(at := document.text.index(each), at + len(each)) for each in hidden]
    rule = (Category.PERSON, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.9)
    return document, tuple(Decision(span, *rule) for span in spans)


def published(text: str, hidden: tuple[str, ...], *instructions: Instruction) -> str:
    document, decisions = decided(text, *hidden)
    return Published(document, obey(document, decisions, instructions).decisions).text.strip()


@pytest.mark.parametrize(
    ("hidden", "instructions", "expected"),
    [
        ((), [instruction(HIDE, "Jan Vos")], "Brief van [5.1.2e] aan Piet Vos"),
        ((), [instruction(HIDE, "Vos")], "Brief van Jan [5.1.2e] aan Piet [5.1.2e]"),
        ((), [instruction(HIDE, "Jan  Vos", ground="5.1.2i")], "Brief van [5.1.2i] aan Piet Vos"),
        (("Jan Vos",), [instruction(SHOW, "Jan Vos")], "Brief van Jan Vos aan Piet Vos"),
        (("Jan Vos aan Piet",), [instruction(SHOW, "aan")], "Brief van [5.1.2e] aan [5.1.2e] Vos"),
        (("Jan Vos",), [instruction(HIDE, "Jan Vos", ground="5.2.1")], "Brief van [5.2.1] aan Piet Vos"),
        (
            ("Jan Vos",),
            [instruction(SHOW, "Jan Vos"), instruction(HIDE, "Vos")],
            "Brief van Jan [5.1.2e] aan Piet [5.1.2e]",
        ),
        ((), [instruction(HIDE, "Vos"), instruction(SHOW, "Piet Vos")], "Brief van Jan [5.1.2e] aan Piet Vos"),
    ],
)
def test_order_beats_the_rules_and_the_later_the_earlier(
    hidden: tuple[str, ...], instructions: list[Instruction], expected: str
) -> None:
    assert published("Brief van Jan Vos aan Piet Vos", hidden, *instructions) == expected


@pytest.mark.parametrize("text", ["Bos", "an Vos", "jan vos", "Jan Vos Piet"])
def test_only_whole_words_as_they_stand_are_meant(text: str) -> None:
    with pytest.raises(InstructionLost, match="niet teruggevonden"):
        published("Bosbouw van Jan Vos aan Piet Vos", (), instruction(HIDE, text))


def test_order_for_a_page_is_lost_on_another() -> None:
    with pytest.raises(InstructionLost, match="Pagina 2"):
        published("Brief van Jan Vos", (), instruction(HIDE, "Jan Vos", page=2))


def test_what_was_shown_and_is_gone_is_a_remark() -> None:
    document, decisions = decided("Brief van Jan Vos", "Jan Vos")
    obeyed = obey(document, decisions, [instruction(SHOW, "Piet Bos")])
    assert (obeyed.decisions, len(obeyed.remarks)) == (decisions, 1)


@given(st.lists(st.sampled_from(["Jan", "Vos", "Piet", "Jan Vos", "aan", "Brief van"]), max_size=4), st.data())
def test_orders_to_hide_never_open_anything(texts: list[str], data: st.DataObject) -> None:
    """Whatever else was hidden stays hidden when a person hides more."""
    document, decisions = decided(
        "Brief van Jan Vos aan Piet Vos", *data.draw(st.sets(st.sampled_from(["Jan Vos", "Piet"])))
    )
    before = Published(document, decisions)
    after = Published(document, obey(document, decisions, [instruction(HIDE, text) for text in texts]).decisions)
    for at in range(len(document.text)):
        if not document.text[at].isspace():
            assert after.hides(Span(at, at + 1)) >= before.hides(Span(at, at + 1))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instructions")
    (folder / "in").mkdir()
    (folder / "in" / "brief.txt").write_text(LETTER)
    hostile.plain(folder / "in" / "nota.pdf")
    assert again(folder / "out") == 0
    return folder / "out"


def again(out: Path) -> int:
    return main(["run", str(out.parent / "in"), "--out", str(out), "--jobs", "1"])


def decide(out: Path, *arguments: str) -> int:
    return main(["decide", *arguments, "--out", str(out)])


def text(out: Path) -> str:
    return (out / "redacted" / "brief.txt").read_text()


def test_order_is_carried_out_by_the_next_run_and_undone(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hidden in the file, in the record and in the search; back after it is taken back. Nothing else is done again."""
    before = text(out)
    assert "Kievitsnest" in before
    other = (out / "redacted" / "nota.pdf").stat().st_mtime_ns
    assert (
        decide(out, "brief", "--hide", "Kievitsnest", "--ground", "5.1.2i", "--category", "other", "--why", "lek") == 0
    )
    assert "2 plaatsen" in capsys.readouterr().out
    assert again(out) == 0
    assert text(out) == before.replace("Kievitsnest", "[5.1.2i]")
    public = [path for path in out.rglob("*") if path.is_file() and "confidential" not in path.parts]
    assert not [path for path in public if b"kievitsnest" in path.read_bytes().lower()]
    (finding,) = {
        (each["ground"], each["reason"].partition(": ")[2], each["recogniser"])
        for each in json.loads((out / "confidential" / "brief.json").read_text())["findings"]
        if each["text"] == "Kievitsnest"
    }
    assert finding == ("5.1.2i", "lek", "officer")
    assert (out / "redacted" / "nota.pdf").stat().st_mtime_ns == other
    assert decide(out, "brief", "--list") == 0
    assert 'met de hand gelakt: "Kievitsnest" (overal, 5.1.2i, lek' in capsys.readouterr().out
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
    assert text(out) == before


def test_what_a_rule_hid_can_be_shown(out: Path) -> None:
    assert "Terpwijkstra" not in text(out)
    assert decide(out, "brief", "--show", "Hanneke Terpwijkstra", "--why", "woordvoerder") == 0
    assert again(out) == 0
    assert "Contactpersoon: Hanneke Terpwijkstra." in text(out)
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
    assert "Terpwijkstra" not in text(out)


def test_trail_tells_of_instructions_without_their_wording(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(out, "brief", "--hide", "Zonnebloem") == 0
    assert decide(out, "brief", "--undo") == 0
    capsys.readouterr()
    assert main(["trail", "--out", str(out), "--document", "brief"]) == 0
    told = capsys.readouterr().out
    assert "met de hand gelakt" in told
    assert "met de hand teruggedraaid" in told
    assert "Zonnebloem" not in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["brief", "--hide", "Kiewitsnest"], "staat niet in de leesbare tekst"),
        (["brief", "--hide", "Kievitsnest", "--page", "9"], "staat niet in de leesbare tekst"),
        (["brief", "--show", "Kievitsnest"], "staat niet in wat gelakt is"),
        (["brief", "--hide", "  "], "Geef met --hide of --show"),
        (["brief", "--hide", "Kievitsnest", "--ground", "9.9"], "geef een grond van de Woo"),
        (["weg", "--hide", "x"], "dit stuk is er niet"),
        (["brief", "--undo"], "niets terug te draaien"),
    ],
)
def test_order_that_can_do_nothing_is_refused(
    out: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert decide(out, *arguments) == 2
    assert told in capsys.readouterr().err


def id_of(out: Path) -> str:
    told: dict[str, Any] = json.loads((out / "records" / "brief.json").read_text())
    return str(told["document"]["id"])


def test_hidden_by_hand_and_not_found_again_is_held(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader that reads the word otherwise must not let it out: the document waits for a person."""
    told = {"instructions": [instruction(HIDE, "Kievltsnest")._asdict()]}
    Events(out / "confidential" / "events.db").append("ada", [Change(id_of(out), DECIDE, told)])
    assert again(out) == 1
    assert not (out / "redacted" / "brief.txt").exists()
    assert json.loads((out / "quarantine" / "brief.json").read_text())["reason"] == "instruction_lost"
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
    assert "Kievitsnest" in text(out)


def test_damaged_orders_stop_a_run(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(out, "brief", "--hide", "Kievitsnest") == 0
    file = out / "confidential" / "events.db"
    whole = file.read_bytes()
    file.write_bytes(b"x" * 40)
    assert again(out) == 2
    assert "events.db" in capsys.readouterr().err
    file.write_bytes(whole)
    assert file.stat().st_mode & 0o077 == 0
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0


def test_orders_of_the_first_version_are_taken_over(out: Path) -> None:
    """What lay in a file for each document becomes events, with who said it and when; the file goes."""
    folder = out / "confidential" / "instructions"
    folder.mkdir()
    told = instruction(HIDE, "Kievitsnest")._asdict()
    del told["nth"]
    (folder / f"{id_of(out)}.json").write_text(json.dumps({"instructions": [told]}))
    before = Events(out / "confidential" / "events.db")
    before.forget(id_of(out))
    assert again(out) == 0
    assert "Kievitsnest" not in text(out)
    assert not folder.exists()
    (event,) = before.of(id_of(out))
    assert (event.who, event.at) == ("ada", "2026-01-01")
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digital page as it is, turned in three ways, and cut; the same of a scan."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "in").mkdir()
    made = hostile.plain(folder / "plain.pdf")
    for turn in (0, 90, 180, 270):
        with pikepdf.open(made) as pdf:
            pdf.pages[0].Rotate = turn
            pdf.save(folder / "in" / f"turned-{turn}.pdf")
    with pikepdf.open(made) as pdf:
        left, bottom, right, top = map(float, pdf.pages[0].MediaBox)
        pdf.pages[0].CropBox = [left + 20, bottom + 10, right - 30, top - 40]
        pdf.save(folder / "in" / "cut.pdf")
    page = pdfium.PdfDocument(made)[0].render(scale=200 / 72).to_pil().convert("L")
    page.save(folder / "in" / "scan.png", dpi=(200, 200))
    assert again(folder / "out") == 0
    return folder / "out"


def black(out: Path, stem: str, box: tuple[float, float, float, float]) -> float:
    """The share of dark pixels in a place on the first page of a redacted file, as it is displayed."""
    drawn = pdfium.PdfDocument(out / "redacted" / f"{stem}.pdf")[0].render(scale=2).to_pil().convert("L")
    part = np.asarray(drawn.crop(tuple(round(2 * edge) for edge in box)))
    return float((part < 90).mean())


@pytest.mark.parametrize("stem", ["turned-0", "turned-90", "turned-180", "turned-270", "cut", "scan"])
def test_box_is_black_where_it_was_drawn(drawn: Path, stem: str) -> None:
    """To the point, however the page lies, also where no word is."""
    box = (90.0, 90.0, 300.0, 130.0)
    assert decide(drawn, stem, "--box", "1:90,90,300,130", "--category", "other", "--ground", "5.1.2i") == 0
    assert again(drawn) == 0
    after = json.loads((drawn / "records" / f"{stem}.json").read_text())
    boxes = [each["bbox"] for each in after["redactions"] if each["ground"] == "5.1.2i"]
    assert any(all(abs(a - b) <= 1 for a, b in zip(each, box, strict=True)) for each in boxes), boxes
    # The label of the box is white.
    assert black(drawn, stem, (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)) > 0.93
    assert decide(drawn, stem, "--undo") == 0


def test_words_under_a_box_leave_the_file_and_the_record(drawn: Path) -> None:
    """Those that it covers in part too; what stands beside it stays."""
    with pdfplumber.open(drawn.parent / "in" / "turned-0.pdf") as pdf:
        words = {word["text"]: word for word in pdf.pages[0].extract_words()}
    first, last = words["informeert"], words["Kamer"]
    edges = (first["x0"] + 2, first["top"] - 1, last["x1"] - 2, last["bottom"] + 1)
    assert (
        decide(drawn, "turned-0", "--box", "1:" + ",".join(f"{edge:.1f}" for edge in edges), "--category", "other") == 0
    )
    assert again(drawn) == 0
    told = json.loads((drawn / "records" / "turned-0.json").read_text())["sections"][0]["text"]
    assert told.startswith("Het kabinet [5.1.2e] voor de zomer")
    with pdfplumber.open(drawn / "redacted" / "turned-0.pdf") as pdf:
        left = {word["text"] for word in pdf.pages[0].extract_words()}
    assert "informeert" not in left
    assert "kabinet" in left
    assert decide(drawn, "turned-0", "--undo") == 0


@pytest.mark.parametrize("told", ["1:1,2,3", "0:1,2,3,4", "1:9,2,3,4", "x", "1:1,2,3,nan"])
def test_odd_place_is_refused(drawn: Path, capsys: pytest.CaptureFixture[str], told: str) -> None:
    assert decide(drawn, "cut", "--box", told) == 2
    assert "--box" in capsys.readouterr().err


def test_text_file_has_no_places(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(out, "brief", "--box", "1:1,2,3,4") == 2
    assert "tekstbestand" in capsys.readouterr().err


def test_hidden_passage_may_share_words_with_the_rest(out: Path) -> None:
    """Of a passage its runs of words and its names must be gone, not each of its everyday words."""
    before = text(out)
    assert decide(out, "brief", "--hide", "loopt tot 2026", "--category", "other", "--ground", "5.2.1") == 0
    assert decide(out, "brief", "--hide", "Ik zal uw Kamer voor de zomer informeren", "--category", "other") == 0
    assert again(out) == 0
    assert text(out) == before.replace("loopt tot 2026", "[5.2.1]").replace(
        "Ik zal uw Kamer voor de zomer informeren", "[5.1.2e]"
    )
    for _ in range(2):
        assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
