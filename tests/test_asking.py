"""Questions as people ask them: narrowed, counted, page by page, misspelt, loosely; and what is no question."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recording import COMMITMENT, DEADLINE, MOTION, record, section
from sqlalchemy import Connection

import corpus.matching
from corpus.compounds import split
from corpus.database import readers
from corpus.facets import MOST_VALUES, Filters, narrow
from corpus.passages import LONGEST, dossier_of, pieces
from corpus.query import MAX_LENGTH, BadQuery
from corpus.search import Found, search
from corpus.spelling import changes
from corpus.store import DONE, Placed, Store, ThreadRow
from flows.cli import main

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def commitment(number: int, sentence: str, **more: Any) -> dict[str, Any]:
    return COMMITMENT | {"id": f"c{number}", "sentence": sentence, "deadline": None, **more}


LETTERS: dict[str, dict[str, Any]] = {
    "bzk": {
        "ministry": "BZK",
        "commitments": [
            commitment(1, "Ik zal de discriminatietoets voor de zomer naar de Kamer sturen."),
            commitment(2, "Het kabinet onderzoekt de gevolgen voor gemeenten.", actor="kabinet", status="fulfilled"),
        ],
        "deadlines": [DEADLINE | {"sentence": "Ik zal de discriminatietoets voor de zomer naar de Kamer sturen."}],
        "dossiers": ["26643-21", "36600-VII-12"],
    },
    "jenv": {
        "ministry": "JenV",
        "date": "2023-02-01",
        "kind": "kamerbrief",
        "motions": [MOTION],
        "sections": [
            section("Een toets op discriminatie is zeer wenselijk. De politie meet het geluid van helikopters.")
        ],
    },
    "ienw": {
        "ministry": "IenW",
        "sections": [section("De geluidsnormen rond Schiphol worden aangescherpt. Omwonenden slapen slecht.")],
    },
}


@pytest.fixture(scope="module")
def sql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    file = tmp_path_factory.mktemp("asking") / "lakwerk.db"
    with closing(Store(file)) as store:
        for number, (stem, told) in enumerate(LETTERS.items()):
            id = f"{number:032x}"
            store.save(Placed(id, "f", stem, f"{stem}.pdf", DONE), record(id, **{"title": None, **told}))
    with readers(file).connect() as connection:
        yield connection


def ask(sql: Connection, words: str, *facets: tuple[str, str], **more: Any) -> Found:
    return search(sql, words, Filters(facets=facets, **more))


def stems(found: Found) -> str:
    return " ".join(sorted({hit.stem for hit in found.hits}))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("discriminatie", "bzk jenv"),  # in a compound and by itself
        ("toets", "bzk jenv"),
        ("geluid", "ienw jenv"),
        ("normen", "ienw"),
        ('"toets op discriminatie"', "jenv"),
        ("discriminatie -toets", "bzk"),  # refused as a word of its own, not as a part
        ("toets NABIJ wenselijk", "jenv"),
        ("toets NABIJ helikopters", ""),  # eleven words between them
        ("helikopters NABIJ politie", "jenv"),  # in either order
        ("toest", "bzk jenv"),  # two letters turned
        ("helicopters", "jenv"),
        ("geluidsnormenonderzoek", ""),  # its parts stand nowhere together
        ("schipholomwonenden", "ienw"),  # written as one word
        ("wat is de geluidsnorm", "ienw"),  # words of no meaning are left out
        ("welke omwonenden hebben last van vliegtuigen rond Schiphol", "ienw"),  # no passage has all words
        ("36600-VII", ""),
    ],
)
def test_question_finds(sql: Connection, words: str, expected: str) -> None:
    assert stems(ask(sql, words)) == expected


def test_of_a_facet_of_many_values_the_most_frequent_are_counted(tmp_path: Path) -> None:
    """Values are looked up in two turns, the frequent ones first: what is shown is as if all were looked up at once."""
    file, amounts = tmp_path / "lakwerk.db", Counter[str]()
    with closing(Store(file)) as store:
        for number in range(160):
            dossiers = {
                str(30_000 + number),
                *(str(20_000 + small) for small in range(20) if number % (small + 2) == 0),
            }
            amounts.update(dossiers)
            told = {"dossiers": sorted(dossiers), "sections": [section("Omwonenden slapen slecht.")]}
            store.save(Placed(f"{number:032x}", "f", f"s{number}", "s.pdf", DONE), record(f"{number:032x}", **told))
    with readers(file).connect() as connection:
        facets = {facet.name: facet.counts for facet in ask(connection, "omwonenden").facets}
    assert facets["dossier"] == tuple(sorted(amounts.items(), key=lambda each: (-each[1], each[0]))[:MOST_VALUES])
    assert [amount for _, amount in facets["kind"]] == [160]


def test_how_a_question_was_read_is_said(sql: Connection) -> None:
    assert ask(sql, "helicopters").read_as == (("helicopters", "helikopters"),)
    assert ask(sql, "schipholomwonenden").read_as == (("schipholomwonenden", "schiphol omwonenden"),)
    assert ask(sql, "omwonenden vliegtuigen").relaxed
    assert not ask(sql, "omwonenden geluidsnorm").relaxed


def test_exact_question_is_not_read_loosely(sql: Connection) -> None:
    """Quotes and signs say that just this is meant."""
    assert stems(ask(sql, '"omwonenden van vliegvelden" slapen')) == ""
    assert stems(ask(sql, "omwonenden vliegtuig*")) == ""


@pytest.mark.parametrize(
    ("facets", "more", "expected"),
    [
        ([("ministry", "BZK")], {}, "bzk"),
        ([("ministry", "BZK"), ("ministry", "jenv")], {}, "bzk jenv"),
        ([("ministry", "BZK"), ("year", "2023")], {}, ""),
        ([("year", "2023")], {}, "jenv"),
        ([("sort", "kamerbrief")], {}, "jenv"),
        ([("dossier", "36600-VII")], {}, "bzk"),
        ([("actor", "kabinet")], {}, "bzk"),
        ([("recipient", "Tweede Kamer")], {}, "bzk"),
        ([("member", "Van Esch")], {}, "jenv"),
        ([("state", "fulfilled")], {}, "bzk"),
        ([("state", "fulfilled"), ("state", "adopted")], {}, "bzk jenv"),
        ([("kind", "motion")], {}, "jenv"),
        ([], {"due_before": date(2024, 7, 5)}, "bzk"),
        ([], {"due_from": date(2024, 7, 5)}, ""),
        ([], {"late_on": date(2024, 7, 5)}, "bzk"),
        ([], {"late_on": date(2024, 7, 4)}, ""),
    ],
)
def test_hits_are_narrowed(sql: Connection, facets: list[tuple[str, str]], more: dict[str, Any], expected: str) -> None:
    assert stems(ask(sql, "", *facets, **more)) == expected


MANY = [(name, f"{name} {number}") for name in ("ministry", "year") for number in range(8)]


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ([("ministry", "JenV"), ("year", "2023")], "jenv"),
        ([("ministry", "JenV"), ("year", "2024")], ""),
        ([("ministry", "JenV"), ("ministry", "BZK"), ("year", "2023")], "jenv"),
        ([("ministry", "JenV"), ("year", "2023"), ("year", "2024")], "jenv"),
        ([("ministry", "nergens"), ("year", "2023")], ""),
        ([("ministry", "JenV"), ("year", "2023"), *MANY], "jenv"),
    ],
)
def test_words_are_narrowed_by_ministry_and_year_together(
    sql: Connection, monkeypatch: pytest.MonkeyPatch, facets: list[tuple[str, str]], expected: str
) -> None:
    """The index holds both as one word; more pairs than it is asked for are looked at apart."""
    monkeypatch.setattr(corpus.matching, "SELECTIVE", 2.0)  # of four passages no filter leaves few
    assert stems(ask(sql, "toets", *facets)) == expected


def test_hits_are_counted_by_their_values(sql: Connection) -> None:
    found = ask(sql, "", ("kind", "commitment"))
    counts = {facet.name: {each.value: each.amount for each in facet.counts} for facet in found.facets}
    assert counts["ministry"] == {"BZK": 2}
    assert counts["state"] == {"fulfilled": 1, "open": 1}
    assert counts["actor"] == {"kabinet": 1, "staatssecretaris van BZK": 1}
    assert counts["kind"] == {"commitment": 2, "deadline": 1}
    assert counts["dossier"] == {"26643": 2, "36600-VII": 2}


def test_value_that_nothing_has_is_a_remark_with_the_nearest(sql: Connection) -> None:
    found = ask(sql, "", ("ministry", "BKZ"))
    assert (found.hits, found.remarks) == ((), ("Er is niets met ministerie 'BKZ'. Bedoelt u 'BZK'?",))


def test_unknown_facet_is_refused_and_the_known_ones_named(sql: Connection) -> None:
    with pytest.raises(BadQuery, match="ministry"):
        ask(sql, "x", ("colour", "red"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("x" * (MAX_LENGTH + 1), "te lang"),
        ("woord " * 100, "Te veel woorden"),
        ('"' * 50, "ten minste één woord"),
        ("OF OF", "ten minste één woord"),
        ("NIET begroting", "ook één woord"),
        ('a NABIJ "b c"', "twee losse woorden"),
        ("a NABIJ b NABIJ c", "twee losse woorden"),
        ("x NIET a OF b", "NIET geldt voor één woord"),
        ("x -a NABIJ b", "NIET geldt voor één woord"),
    ],
)
def test_what_is_no_question_gets_a_dutch_answer(sql: Connection, words: str, told: str) -> None:
    with pytest.raises(BadQuery, match=told) as error:
        ask(sql, words)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    "cursor", ["x", "1.2.x", "9" * 40, "-1", "1;DROP TABLE documents", "٣", "2024-01-01.1", "..", "1" * 5000]
)
@pytest.mark.parametrize("order", ["best", "due", "newest"])
def test_odd_cursor_is_refused(sql: Connection, order: str, cursor: str) -> None:
    with pytest.raises(BadQuery, match="volgende bladzijde"):
        ask(sql, "kamer", order=order, cursor=cursor)


def test_thread_says_whether_a_promise_is_kept(tmp_path: Path) -> None:
    """What a later letter fulfilled is found as fulfilled, and is not late any more."""
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        store.save(Placed("a" * 32, "f", "a", "a.pdf", DONE), record(commitments=[COMMITMENT], deadlines=[DEADLINE]))
        late = Filters(late_on=date(2025, 1, 1))
        with readers(file).connect() as sql:
            assert len(search(sql, "", late).hits) == 1
        row = ThreadRow("t1", "commitment", "x", None, "fulfilled", None, "2024-07-04", ("a#c1", "weg#c1"))
        store.save_threads([row])
        with readers(file).connect() as sql:
            assert not search(sql, "", late).hits
            (hit,) = search(sql, "", Filters(facets=(("state", "fulfilled"),))).hits
            assert (hit.thread, hit.state) == ("t1", "fulfilled")


@pytest.mark.parametrize("order", ["best", "due", "newest"])
def test_pages_stay_the_same_while_documents_come_and_go(tmp_path: Path, order: str) -> None:
    """Nothing is shown twice and nothing is lost but what was removed, whatever is stored between two pages."""
    file = tmp_path / "lakwerk.db"

    def save(store: Store, number: int) -> None:
        id, due = f"{number:032x}", f"2025-{1 + number % 12:02}-01"
        told = commitment(1, f"Ik zal de Kamer over zaak {number} informeren.")
        days = [DEADLINE | {"sentence": told["sentence"], "latest": due}]
        day = f"20{10 + number % 15}-01-01"
        made = record(id, commitments=[told], deadlines=days, date=day, title=f"Zaak {number % 5}")
        store.save(Placed(id, "f", f"n{number}", "x.pdf", DONE), made)

    with closing(Store(file)) as store:
        for number in range(50):
            save(store, number)
        seen: list[str] = []
        cursor, extra = "", 50
        while True:
            with readers(file).connect() as sql:
                found = search(sql, "kamer informeren", Filters(order=order, limit=7, cursor=cursor))
            seen += [hit.stem for hit in found.hits]
            if not found.next:
                break
            cursor = found.next
            for number in range(extra, extra + 5):
                save(store, number)
            extra += 5
            store.remove(f"{extra - 60:032x}")
    assert len(seen) == len(set(seen))
    removed = {f"n{number}" for number in range(0, 50)} - set(seen)
    assert removed <= {f"n{number}" for number in range(extra)}
    kept = {f"n{number}" for number in range(50)} - {f"n{number - 60}" for number in range(55, extra + 1, 5)}
    assert kept <= set(seen) <= {f"n{number}" for number in range(50)}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("discriminatietoets", ("discriminatie", "toets")),
        ("geluidsnormen", ("geluid", "normen")),
        ("zonnepanelen", ("zonne", "panelen")),
        ("gemeenteraadsverkiezingen", ("gemeente", "raad", "verkiezingen")),
        ("belangrijk", ()),
        ("regering", ()),
        ("onderzoeken", ()),
        ("Kamerbrief", ("kamer", "brief")),
        ("36600", ()),
    ],
)
def test_compound_is_taken_apart(word: str, expected: tuple[str, ...]) -> None:
    assert split(word) == expected


@given(st.text(alphabet="abcdefghij", min_size=2, max_size=8), st.data())
def test_each_typing_error_can_be_undone(word: str, data: st.DataObject) -> None:
    """Whatever one error makes of a word, the word is among the changes of the result."""
    wrong = data.draw(st.sampled_from(sorted(changes(word))))
    assert not wrong or word in changes(wrong)


@pytest.mark.parametrize(
    ("paper", "dossier"),
    [("36600-VII-21", "36600-VII"), ("26643-21", "26643"), ("26643", "26643"), ("33328-N", "33328")],
)
def test_dossier_of_a_paper(paper: str, dossier: str) -> None:
    assert dossier_of(paper) == dossier


@given(st.lists(st.integers(1, LONGEST // 2), min_size=1, max_size=8))
def test_long_section_is_cut_between_paragraphs_and_nothing_is_lost(lengths: list[int]) -> None:
    told = "\n".join("x" * length for length in lengths)
    found = list(pieces(told))
    assert all(len(piece) <= LONGEST for piece in found)
    assert "\n".join(found) == told


def test_command_counts_and_says_how_words_were_read(sql: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    out = Path(str(sql.engine.url.database).removeprefix("file:").partition("?")[0]).parent
    assert main(["search", "discriminatietoest", "--facets", "--state", "open", "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert "ministerie: BZK (1)" in shown.out
    assert "'discriminatietoest' komt niet voor; gezocht is op 'discriminatietoets'." in shown.err
    assert main(["search", "toets", "--facets", "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["facets"]["ministry"] == {"BZK": 1, "JenV": 1}


@pytest.mark.parametrize(
    ("facets", "marks"),
    [
        ([("ministry", "JenV"), ("year", "2023")], 1),  # one word of the index for both
        ([("ministry", "JenV")], 1),
        ([("ministry", "JenV"), ("year", "2023"), ("sort", "kamerbrief")], 2),
        ([("ministry", "JenV"), ("year", "2023"), *MANY], 2),  # too many pairs: each facet by itself
    ],
)
def test_ministry_and_year_are_one_choice(sql: Connection, facets: list[tuple[str, str]], marks: int) -> None:
    assert len(narrow(sql, Filters(facets=tuple(facets))).choices) == marks
