"""What a person orders about a document happens, in this run and in every later one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hostile
import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from anonymize.officer import OrderLost, obey
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Span
from corpus.orders import HIDE, SHOW, Order
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


def order(what: str, text: str, page: int = 0, ground: str = "5.1.2e") -> Order:
    hidden = what == HIDE
    return Order(what, text, page, ground if hidden else "", "other" if hidden else "", "reden", "ada", "2026-01-01")


def decided(text: str, *hidden: str) -> tuple[Any, tuple[Decision, ...]]:
    """A document and its decisions: each wording in `hidden` goes."""
    document = write(text)
    spans = [Span(at := document.text.index(each), at + len(each)) for each in hidden]
    rule = (Category.PERSON, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.9)
    return document, tuple(Decision(span, *rule) for span in spans)


def published(text: str, hidden: tuple[str, ...], *orders: Order) -> str:
    document, decisions = decided(text, *hidden)
    return Published(document, obey(document, decisions, orders).decisions).text.strip()


@pytest.mark.parametrize(
    ("hidden", "orders", "expected"),
    [
        ((), [order(HIDE, "Jan Vos")], "Brief van [5.1.2e] aan Piet Vos"),
        ((), [order(HIDE, "Vos")], "Brief van Jan [5.1.2e] aan Piet [5.1.2e]"),
        ((), [order(HIDE, "Jan  Vos", ground="5.1.2i")], "Brief van [5.1.2i] aan Piet Vos"),
        (("Jan Vos",), [order(SHOW, "Jan Vos")], "Brief van Jan Vos aan Piet Vos"),
        (("Jan Vos aan Piet",), [order(SHOW, "aan")], "Brief van [5.1.2e] aan [5.1.2e] Vos"),
        (("Jan Vos",), [order(HIDE, "Jan Vos", ground="5.2.1")], "Brief van [5.2.1] aan Piet Vos"),
        (("Jan Vos",), [order(SHOW, "Jan Vos"), order(HIDE, "Vos")], "Brief van Jan [5.1.2e] aan Piet [5.1.2e]"),
        ((), [order(HIDE, "Vos"), order(SHOW, "Piet Vos")], "Brief van Jan [5.1.2e] aan Piet Vos"),
    ],
)
def test_order_beats_the_rules_and_the_later_the_earlier(
    hidden: tuple[str, ...], orders: list[Order], expected: str
) -> None:
    assert published("Brief van Jan Vos aan Piet Vos", hidden, *orders) == expected


@pytest.mark.parametrize("text", ["Bos", "an Vos", "jan vos", "Jan Vos Piet"])
def test_only_whole_words_as_they_stand_are_meant(text: str) -> None:
    with pytest.raises(OrderLost, match="niet teruggevonden"):
        published("Bosbouw van Jan Vos aan Piet Vos", (), order(HIDE, text))


def test_order_for_a_page_is_lost_on_another() -> None:
    with pytest.raises(OrderLost, match="Pagina 2"):
        published("Brief van Jan Vos", (), order(HIDE, "Jan Vos", page=2))


def test_what_was_shown_and_is_gone_is_a_remark() -> None:
    document, decisions = decided("Brief van Jan Vos", "Jan Vos")
    obeyed = obey(document, decisions, [order(SHOW, "Piet Bos")])
    assert (obeyed.decisions, len(obeyed.remarks)) == (decisions, 1)


@given(st.lists(st.sampled_from(["Jan", "Vos", "Piet", "Jan Vos", "aan", "Brief van"]), max_size=4), st.data())
def test_orders_to_hide_never_open_anything(texts: list[str], data: st.DataObject) -> None:
    """Whatever else was hidden stays hidden when a person hides more."""
    document, decisions = decided(
        "Brief van Jan Vos aan Piet Vos", *data.draw(st.sets(st.sampled_from(["Jan Vos", "Piet"])))
    )
    before = Published(document, decisions)
    after = Published(document, obey(document, decisions, [order(HIDE, text) for text in texts]).decisions)
    for at in range(len(document.text)):
        if not document.text[at].isspace():
            assert after.hides(Span(at, at + 1)) >= before.hides(Span(at, at + 1))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("orders")
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


def test_trail_tells_of_orders_without_their_wording(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_hidden_by_hand_and_not_found_again_is_held(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader that reads the word otherwise must not let it out: the document waits for a person."""
    assert decide(out, "brief", "--hide", "Kievitsnest") == 0
    (file,) = (out / "confidential" / "orders").glob("*.json")
    file.write_text(file.read_text().replace("Kievitsnest", "Kievltsnest"))
    assert again(out) == 1
    assert not (out / "redacted" / "brief.txt").exists()
    assert json.loads((out / "quarantine" / "brief.json").read_text())["reason"] == "order_lost"
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
    assert "Kievitsnest" in text(out)


def test_damaged_orders_stop_a_run(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(out, "brief", "--hide", "Kievitsnest") == 0
    (file,) = (out / "confidential" / "orders").glob("*.json")
    whole = file.read_text()
    file.write_text(whole[:40])
    assert again(out) == 2
    assert "beschadigd" in capsys.readouterr().err
    file.write_text(whole)
    assert file.stat().st_mode & 0o077 == 0
    assert decide(out, "brief", "--undo") == 0
    assert again(out) == 0
