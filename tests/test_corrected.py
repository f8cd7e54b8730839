"""What a person says about an extracted record holds in every later run, and gives nothing away."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from correcting import FREE, HIDDEN, LABEL, LIST, MOTIONS, REGISTER, SHOWN, TWICE, correction, laid, made, published
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.corrected import LOST, corrected
from corpus.corrections import BadCorrection, Correction
from flows.explain_command import explain
from flows.job import Job
from flows.outcome import RECORD, REDACTED_TEXT, Done
from flows.pipeline import process
from flows.record import WITHHELD
from flows.settings import Settings
from nlp import reasons

CALLS = "uw Kamer voor de zomer informeren"
MAIL = "stuurt in mei een brief"
FREE_SHOWN = FREE.replace("DSM", LABEL)


def row(found: Any, id: str) -> Any:
    """A record by its id, of records or of a published record."""
    sort = {"c": "commitments", "m": "motions", "d": "deadlines"}[id[0]]
    rows = found[sort] if isinstance(found, dict) else getattr(found.records, sort)
    return next((each for each in rows if (each["id"] if isinstance(each, dict) else each.id) == id), None)


def test_without_corrections_nothing_changes() -> None:
    document, records = made()
    assert corrected(document, records, ()) == (records, {}, ())


def test_confirmed_record_is_sure_and_keeps_its_rule() -> None:
    found = laid(correction("confirm", SHOWN, CALLS))
    assert (row(found, "c1").confidence, row(found, "c1").rule) == (1.0, "zal")
    assert found.by_hand == {"c1": "confirmed"}
    assert row(found, "c2").confidence == 0.8


@pytest.mark.parametrize(("action", "id"), [(CALLS, "c1"), (MAIL, "c2")])
def test_action_tells_commitments_of_one_sentence_apart(action: str, id: str) -> None:
    assert set(laid(correction("confirm", SHOWN, action)).by_hand) == {id}


def test_action_that_is_not_there_names_neither_of_two() -> None:
    found = laid(correction("reject", SHOWN, "iets anders"))
    assert (found.records, found.remarks) == (made()[1], (LOST,))


def test_mover_tells_motions_of_one_sentence_apart() -> None:
    found = laid(correction("correct", MOTIONS, "Kathmann", "motion", status="adopted"))
    assert (row(found, "m1").status, row(found, "m2").status) == ("unknown", "adopted")
    assert found.by_hand == {"m2": "corrected"}


def test_expression_tells_deadlines_of_one_sentence_apart() -> None:
    found = laid(correction("correct", SHOWN, "in mei", "deadline", earliest="2026-05-01", latest="2026-05-31"))
    due = row(found, "d2")
    assert (due.earliest, due.latest, due.warning) == (date(2026, 5, 1), date(2026, 5, 31), None)
    assert row(found, "d1").latest == date(2026, 7, 2)


def test_record_is_found_on_its_page_first() -> None:
    """The same sentence stands on two pages; on a third page that it left, the first of them is meant."""
    document, records = made()
    last = document.words[-1].box.top
    words = tuple(w._replace(box=w.box._replace(page=2)) if w.box.top == last else w for w in document.words)
    document = replace(document, words=words)
    for page, id in ((1, "c3"), (2, "c5"), (3, "c3")):
        each = Correction("confirm", "commitment", TWICE, page)
        assert set(corrected(document, records, [each]).by_hand) == {id}


def test_number_tells_apart_what_reads_the_same() -> None:
    for id in ("c3", "c5"):
        assert set(laid(replace(correction("confirm", TWICE), id=id)).by_hand) == {id}
    assert set(laid(replace(correction("confirm", SHOWN, CALLS), id="c2")).by_hand) == {"c1"}


def test_every_field_can_be_corrected() -> None:
    fields = {"actor": "minister", "recipient": None, "action": "de Kamer schrijven", "made_on": "2026-01-02"}
    found = laid(correction("correct", TWICE, status="fulfilled", **fields))
    each = row(found, "c3")
    assert (each.actor, each.recipient, each.typed) == ("minister", None, "de Kamer schrijven")
    assert (each.made_on, each.status, each.confidence, each.rule) == (date(2026, 1, 2), "fulfilled", 1.0, "zal")


def test_action_in_the_words_of_the_sentence_stays_a_place_in_the_document() -> None:
    document, _ = made()
    each = row(laid(correction("correct", SHOWN, MAIL, action=f"informeren en {LABEL} stuurt")), "c2")
    assert [document.at(span) for span in each.action] == ["informeren en Hanneke Terpwijkstra stuurt"]
    assert each.typed is None
    each = row(laid(correction("correct", SHOWN, MAIL, action=f"{LABEL} stuurt in mei")), "c2")
    assert each.typed == f"{LABEL} stuurt in mei"


def test_record_is_found_by_its_action_before_and_after_that_was_corrected() -> None:
    new = correction("correct", SHOWN, MAIL, action="de Kamer schrijven")
    for action in (MAIL, "de Kamer schrijven"):
        found = laid(new, correction("correct", SHOWN, action, actor="minister"))
        assert (row(found, "c2").actor, found.remarks) == ("minister", ())


def test_later_correction_beats_an_earlier_one_field_by_field() -> None:
    found = laid(
        correction("correct", TWICE, actor="een", recipient="Tweede Kamer"), correction("correct", TWICE, actor="twee")
    )
    assert (row(found, "c3").actor, row(found, "c3").recipient) == ("twee", "Tweede Kamer")


def test_rejected_record_leaves_a_hole_and_comes_back_when_confirmed() -> None:
    reject = correction("reject", TWICE)
    assert [each.id for each in laid(reject).records.commitments] == ["c1", "c2", "c4", "c5"]
    back = laid(reject, correction("confirm", TWICE))
    assert row(back, "c3") is not None
    assert back.by_hand == {"c3": "confirmed"}


def test_nothing_points_at_what_was_rejected() -> None:
    found = laid(
        correction("reject", LIST.replace("Ruurd Zwaagstra", LABEL)),
        correction("reject", MOTIONS, "Van Esch", "motion"),
    )
    assert row(found, "d3").applies_to == ()
    found = laid(correction("reject", SHOWN, "voor de zomer", "deadline"))
    assert row(found, "c1").deadline is None


def test_own_deadline_is_changed_and_a_shared_one_is_not() -> None:
    found = laid(correction("correct", SHOWN, CALLS, latest="2026-06-01"))
    assert row(found, "d1").latest == date(2026, 6, 1)
    assert found.by_hand == {"c1": "corrected", "d1": "corrected"}
    found = laid(correction("correct", LIST, latest="2026-06-01"))
    assert (row(found, "c4").deadline, row(found, "d5").latest) == ("d5", date(2026, 6, 1))
    assert (row(found, "d3").latest, row(found, "d3").applies_to) == (date(2026, 7, 2), ("m1",))


def test_deadline_that_was_not_there_has_the_sentence_for_its_wording() -> None:
    found = laid(correction("correct", TWICE, latest="2026-06-01"))
    due = row(found, "d5")
    assert (row(found, "c3").deadline, due.rule, due.applies_to) == ("d5", "by_hand", ("c3",))
    assert due.expression == due.sentence == row(found, "c3").sentence


def test_deadline_made_for_a_commitment_goes_with_it() -> None:
    found = laid(correction("correct", TWICE, latest="2026-06-01"), correction("reject", TWICE))
    assert row(found, "d5") is None
    assert found.by_hand == {}


def test_day_that_cannot_be_true_beside_the_new_one_goes() -> None:
    found = laid(correction("correct", SHOWN, CALLS, earliest="2027-01-01"))
    assert (row(found, "d1").earliest, row(found, "d1").latest) == (date(2027, 1, 1), None)


def test_added_commitment_gets_the_next_number_and_the_deadline_of_its_words() -> None:
    found = laid(correction("reject", TWICE), correction("add", FREE_SHOWN, actor="kabinet", status="open"))
    each = row(found, "c6")
    assert (each.rule, each.confidence, each.actor, each.status) == ("by_hand", 1.0, "kabinet", "open")
    assert (each.deadline, row(found, "d4").applies_to) == ("d4", ("c6",))
    assert found.by_hand == {"c6": "added"}


def test_commitment_added_twice_is_there_once_and_can_be_corrected_and_rejected() -> None:
    add = correction("add", FREE_SHOWN)
    found = laid(add, add, correction("correct", FREE_SHOWN, FREE_SHOWN, actor="kabinet"))
    assert len(found.records.commitments) == 6
    assert (row(found, "c6").actor, found.by_hand) == ("kabinet", {"c6": "added"})
    assert len(laid(add, correction("reject", FREE_SHOWN)).records.commitments) == 5


@pytest.mark.parametrize(
    "lost",
    [
        correction("add", "Deze zin staat er niet."),
        correction("confirm", "Deze zin staat er niet."),
        correction("reject", LABEL),
        correction("reject", LABEL, "iets"),
    ],
)
def test_what_is_not_found_again_is_a_remark_and_no_more(lost: Correction) -> None:
    found = laid(lost, correction("confirm", TWICE))
    assert (found.remarks, found.by_hand) == ((LOST,), {"c3": "confirmed"})


@pytest.mark.parametrize("name", [*HIDDEN, "terpwijkstra", "Zwaag-stra", "namens DSM", "arkts Hanneke"])
@pytest.mark.parametrize("field", ["actor", "recipient", "action"])
def test_typed_name_that_is_hidden_does_not_come_out(field: str, name: str) -> None:
    """The field is as if nothing were typed, and the document says so. "DSM" was hidden by hand, as a passage."""
    record = published([correction("correct", TWICE, **{field: name})])
    told = row(record, "c3")
    assert told[field] == (TWICE.removeprefix("De minister ").rstrip(".") if field == "action" else None)
    assert WITHHELD in record["warnings"]
    assert name.lower() not in json.dumps(record).lower()


def test_added_sentence_is_published_with_its_gaps() -> None:
    record = published([correction("add", FREE)])
    assert (row(record, "c6")["sentence"], row(record, "c6")["action"]) == (FREE_SHOWN, FREE_SHOWN)


def test_record_says_what_a_person_did() -> None:
    record = published([correction("confirm", TWICE), correction("correct", SHOWN, CALLS, latest="2026-06-01")])
    told = [(each["id"], each["by_hand"]) for each in record["commitments"] + record["deadlines"] if "by_hand" in each]
    assert told == [("c1", "corrected"), ("c3", "confirmed"), ("d1", "corrected")]


SENTENCES = [
    REGISTER,
    SHOWN,
    TWICE,
    LIST,
    FREE,
    FREE_SHOWN,
    MOTIONS,
    LABEL,
    "Stand",
    "in mei",
    f"{LABEL} maakt een lijst.",
]
TYPED = st.sampled_from(
    [*HIDDEN, "kabinet", "Tweede Kamer", "Ruurd", "dsm", "H. Terpwijkstra", MAIL, f"{LABEL} stuurt", None]
)
DAY = st.sampled_from(["2026-05-01", "2026-06-01", None])
VALUES = {
    "commitment": {"actor": TYPED, "recipient": TYPED, "action": TYPED, "made_on": DAY, "earliest": DAY, "latest": DAY},
    "motion": {"status": st.sampled_from(["adopted", "held"])},
    "deadline": {"earliest": DAY, "latest": DAY},
}


@st.composite
def corrections(draw: st.DrawFn) -> Correction | None:
    what = draw(st.sampled_from(["confirm", "correct", "add", "reject"]))
    kind = draw(st.sampled_from(sorted(VALUES)))
    fields = draw(st.fixed_dictionaries({}, optional=VALUES[kind])) if what in {"correct", "add"} else {}
    action = draw(st.sampled_from(["", CALLS, MAIL, "voor de zomer", "in mei", "Van Esch", LABEL]))
    try:
        return correction(what, draw(st.sampled_from(SENTENCES)), action, kind, **fields)
    except BadCorrection:
        return None


@given(st.lists(corrections(), max_size=6))
@settings(max_examples=300, deadline=None)
def test_whatever_is_said_nothing_hidden_comes_out_and_all_references_hold(said: list[Correction | None]) -> None:
    record = published([each for each in said if each])
    text = json.dumps(record, ensure_ascii=False).casefold()
    assert [name for name in HIDDEN if any(word.casefold() in text for word in name.split())] == []
    ids = [each["id"] for sort in ("commitments", "motions", "deadlines") for each in record[sort]]
    assert len(set(ids)) == len(ids)
    assert {each["deadline"] for each in record["commitments"]} <= {*ids, None}
    for each in record["deadlines"]:
        assert set(each["applies_to"]) <= set(ids)
        assert not each["earliest"] or not each["latest"] or each["earliest"] <= each["latest"]


LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft Register

Ik zal uw Kamer voor de zomer informeren over het register.
Het rapport over de pilot volgt later. Contactpersoon: Hanneke Terpwijkstra.

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""
PROMISE = "Ik zal uw Kamer voor de zomer informeren over het register."
REPORT = "Het rapport over de pilot volgt later."


def done(folder: Path, *said: Correction) -> tuple[dict[str, Any], bytes, bytes]:
    """The record of the letter, and the bytes of the record and of the redacted text."""
    staging = folder / "staging"
    staging.mkdir(parents=True)
    source = folder / "brief.txt"
    source.write_text(LETTER)
    outcome = process(Job(source, staging, b"k" * 32, Settings(), corrections=said))
    assert isinstance(outcome, Done), outcome
    record = (staging / RECORD).read_bytes()
    return json.loads(record), record, (staging / REDACTED_TEXT).read_bytes()


def test_corrections_hold_in_every_run_and_change_no_letter_of_the_text(tmp_path: Path) -> None:
    """Twice the same bytes; the redacted text is that of a run without corrections."""
    _, _, plain = done(tmp_path / "plain")
    said = (
        correction("correct", PROMISE, latest="2024-06-01", actor="Hanneke Terpwijkstra"),
        correction("add", REPORT, actor="minister van BZK", action="het rapport sturen", latest="2024-12-31"),
        correction("confirm", "Deze zin is er niet meer."),
    )
    record, first, text = done(tmp_path / "first", *said)
    _, second, again = done(tmp_path / "second", *said)
    assert first == second
    assert plain == text == again
    assert b"Terpwijkstra" not in first
    promise, report = record["commitments"]
    assert (promise["by_hand"], promise["actor"], promise["confidence"]) == ("corrected", None, 1.0)
    assert (report["by_hand"], report["rule"], report["action"]) == ("added", "by_hand", "het rapport sturen")
    due = {each["id"]: each["latest"] for each in record["deadlines"]}
    assert (due[promise["deadline"]], due[report["deadline"]]) == ("2024-06-01", "2024-12-31")
    assert {WITHHELD, LOST} <= set(record["warnings"])


def test_rule_of_a_person_is_told_in_words() -> None:
    for tell in (reasons.of_commitment, reasons.of_deadline):
        assert tell("by_hand").text == "Door een mens toegevoegd"


def test_explain_says_what_a_person_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from argparse import Namespace

    (tmp_path / "records").mkdir()
    record = published([correction("add", FREE, latest="2026-04-01")])
    (tmp_path / "records" / "nota.json").write_text(json.dumps(record))
    assert explain(Namespace(record="nota#c6", out=tmp_path)) == 0
    told = capsys.readouterr().out
    assert "Door een mens toegevoegd" in told
    assert "door een mens gewijzigd" in told
