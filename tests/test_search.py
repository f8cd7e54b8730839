"""What a user types finds what they mean: Dutch endings, accents, phrases, choices and refusals."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recording import COMMITMENT, DEADLINE, MOTION, record, section

from corpus.database import StoreTrouble
from corpus.query import BadQuery, parse
from corpus.search import Filters, search_in
from corpus.stem import fold, stem
from corpus.store import DONE, Placed, Store
from flows.cli import main

SENTENCES = {
    "a": "De toezeggingen over coördinatie in Nijmegen zijn nagekomen.",
    "b": "De begroting van het ministerie wordt voor de zomer vastgesteld.",
    "c": "Voor de begroting komt de zomer te vroeg.",
    "d": "Het toezicht op AI-systemen volgt de AI-verordening.",
    "e": "Een burger vroeg naar de IJssel en naar mogelijkheden.",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("out") / "lakwerk.db"
    store = Store(file)
    for letter, sentence in SENTENCES.items():
        _save(store, letter, sections=[section(f"Een andere zin.\n{sentence} Nog een zin.")], title=None)
    _save(
        store, "f", ministry="JenV", title="Verzamelbrief", commitments=[COMMITMENT], motions=[MOTION],
        deadlines=[DEADLINE, DEADLINE | {"id": "d2", "text": "in 2026", "latest": "2026-12-31", "applies_to": []}],
        sections=[section(f"Intro.\n{COMMITMENT['sentence']}", "Register", page=2)],
    )  # fmt: skip
    store.close()
    return file


def _save(store: Store, letter: str, **changes: object) -> None:
    id = letter * 32
    store.save(Placed(id, "f", letter, f"{letter}.pdf", DONE), record(id, **changes))


def found(database: Path, words: str, **filters: object) -> str:
    """The letters of the documents that were found."""
    hits = search_in(database, words, Filters(**filters)).hits  # type: ignore[arg-type]
    return "".join(sorted({hit.stem for hit in hits}))


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("toezegging", "a"),
        ("TOEZEGGEN", "a"),
        ("coordinatie", "a"),
        ("nymegen", "a"),
        ("Nijmegen", "a"),
        ("ijssel", "e"),
        ("mogelijk", "e"),
        ("begroting zomer", "bc"),
        ('"voor de zomer"', "bf"),
        ('"voor de begroting"', "c"),
        ("begroting -ministerie", "c"),
        ("begroting NIET ministerie", "c"),
        ('begroting -"voor de zomer"', "c"),
        ("toezegging OF IJssel", "ae"),
        ("toezegging OR IJssel OF verordening", "ade"),
        ("zomer ministerie OF vroeg", "bc"),
        ("begroting EN zomer", "bc"),
        ("toezeggi*", "a"),
        ("coördin*", "a"),
        ("AI-verordening", "d"),
        ("AI-ver*", "d"),
        ("bestaatniet*", ""),
        ("bestaatniet", ""),
        ("verzamelbrief", "f"),
        ("Esch", "f"),
        ("26643 21", "f"),
    ],
)
def test_words_find_documents(database: Path, words: str, letters: str) -> None:
    assert found(database, words) == letters


def answered(database: Path, words: str) -> bool:
    """True for hits or a Dutch reason; any other exception is a failure."""
    try:
        return isinstance(found(database, words), str)
    except BadQuery as error:
        return str(error).endswith(".")


@pytest.mark.parametrize("words", ['"', "-", "OF", "-begroting", "NIET begroting", '""', "*", "()", "; DROP"])
def test_odd_words_are_answered(database: Path, words: str) -> None:
    assert answered(database, words)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.sampled_from(list("abéijIJ\"*-() :^{}+,.\\'OFNIET½²\0")), max_size=20))
def test_no_words_break_the_search(database: Path, words: str) -> None:
    if words.strip():
        assert answered(database, words)


@given(st.text())
def test_accents_and_capitals_make_no_other_stem(word: str) -> None:
    """What a user types without them finds the word."""
    assert stem(fold(word)) == stem(word)


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({"kind": "commitment"}, ["commitment"]),
        ({"kind": "motion"}, ["motion"]),
        ({"kind": "deadline"}, ["deadline", "deadline"]),
        ({"due_before": date(2024, 7, 5)}, ["commitment"]),
        ({"due_before": date(2024, 7, 4)}, []),
        ({"due_before": date(2027, 1, 1), "kind": "deadline"}, ["deadline"]),
        ({"ministry": "jenv", "kind": "motion"}, ["motion"]),
        ({"ministry": "BZK", "kind": "motion"}, []),
    ],
)
def test_filters_alone(database: Path, filters: dict[str, object], kinds: list[str]) -> None:
    hits = search_in(database, "", Filters(**filters)).hits  # type: ignore[arg-type]
    # Two deadlines in one sentence are shown once.
    assert [hit.kind for hit in hits] == kinds[:1]


def test_sentence_is_shown_once_with_its_marks_and_deadline(database: Path) -> None:
    (hit,) = search_in(database, "algoritmeregisters informeren", Filters()).hits
    assert hit.kind == "commitment"
    assert (hit.source, hit.title, hit.date, hit.page) == ("f.pdf", "Verzamelbrief", "2024-03-01", 2)
    assert hit.sentence == COMMITMENT["sentence"]
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["algoritmeregister", "informeren"]
    assert hit.deadline == ("voor de zomer", None, "2024-07-04")


def test_section_shows_the_sentence_that_was_meant(database: Path) -> None:
    (hit,) = search_in(database, "nijmegen", Filters()).hits
    assert hit.sentence == SENTENCES["a"]


def test_long_sentence_is_cut_around_the_words(tmp_path: Path) -> None:
    store = Store(tmp_path / "lakwerk.db")
    _save(store, "a", sections=[section("woord " * 300 + "doelwit " + "woord " * 300)])
    store.close()
    (hit,) = search_in(tmp_path / "lakwerk.db", "doelwit", Filters()).hits
    assert len(hit.sentence) <= 400
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["doelwit"]


def test_limit(database: Path) -> None:
    assert len(search_in(database, "een", Filters(limit=2)).hits) == 2


def test_nothing_to_search_in_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        search_in(tmp_path / "lakwerk.db", "x", Filters())
    (tmp_path / "lakwerk.db").write_text("geen database")
    with pytest.raises(StoreTrouble):
        search_in(tmp_path / "lakwerk.db", "x", Filters())
    assert [path.name for path in tmp_path.iterdir()] == ["lakwerk.db"]


def test_search_writes_nothing(database: Path) -> None:
    before = database.read_bytes(), database.stat().st_mtime_ns
    search_in(database, "begroting", Filters())
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before
    assert [path.name for path in database.parent.iterdir()] == ["lakwerk.db"]


def test_refused_stems_are_never_marked() -> None:
    assert parse("kamer -brief", lambda beginning: []).wanted == {"kamer"}


def test_command_prints_dutch_lines(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "algoritmeregister", "--out", str(database.parent)]) == 0
    shown = capsys.readouterr().out
    assert "[toezegging] Verzamelbrief" in shown
    assert "f.pdf, JenV, 2024-03-01, p. 2" in shown
    assert "**algoritmeregister**" in shown
    assert "Termijn: voor de zomer (uiterlijk 2024-07-04)" in shown


def test_command_prints_json(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "algoritmeregister", "--json", "--out", str(database.parent)]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["document"]["source"] == "f.pdf"
    assert hit["deadline"]["latest"] == "2024-07-04"


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["begroting", "-ministerie"], "1"),
        (["begroting", "--limit", "5", "zomer"], "2"),
        (["--kind", "motion"], "1"),
    ],
)
def test_command_takes_words_in_any_place(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], number: str
) -> None:
    assert main(["search", *arguments, "--out", str(database.parent)]) == 0
    assert f"{number} gevonden" in capsys.readouterr().out


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "x", "--out", str(tmp_path)]) == 2
    assert "nog niets verwerkt" in capsys.readouterr().err


def test_threads_do_not_mix_their_words() -> None:
    """The search site asks many questions at once; the stemmer keeps the word that it is busy with."""
    words = [
        f"{begin}{end}" for begin in ("toezegg", "regel", "onderzoek", "besluit") for end in ("ingen", "en", "s", "de")
    ]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        for made in pool.map(lambda _: [stem.__wrapped__(word) for word in words], range(200)):
            assert made == alone
