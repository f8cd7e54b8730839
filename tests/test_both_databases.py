"""SQLite and PostgreSQL keep the same, find the same and forget the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_store import Maker, questions
from postgres import new_database
from recording import COMMITMENT, DEADLINE, MOTION, record, section
from sqlalchemy import Connection, text

from corpus.database import SETTING, StoreTrouble, connect, readers
from corpus.facets import Filters
from corpus.query import BadQuery
from corpus.schema import metadata
from corpus.search import CANDIDATES, Found, search
from corpus.store import DONE, Placed, Store, ThreadRow

MADE = 60
# Words that the questions of hypothesis are made of: they stand in the texts below in many orders.
WORDS = "kamer brief zomer toets algoritme algoritmetoets register ij ën 36600 t12 de".split()

PHRASES = [f'"{first} {second}"' for first, second in pairwise(WORDS)] + ['"de kamer brief"']
SIGNS = ["-brief", "OF", "NABIJ", "NIET", "alg*", "algoritmetoetsen", "registr", "'", "\\", ":*", "&", "!"]


@pytest.fixture(scope="module")
def both(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Connection]]:
    """The same documents in SQLite and in PostgreSQL."""
    folder = tmp_path_factory.mktemp("both")
    patch = pytest.MonkeyPatch()
    made = [*Maker(3).documents(MADE), *mixed()]
    fill(folder / "lakwerk.db", made)
    small = readers(folder / "lakwerk.db")
    patch.setenv(SETTING, new_database(address))
    fill(folder / "lakwerk.db", made)
    large = readers(folder / "lakwerk.db")
    with small.connect() as one, large.connect() as other:
        yield one, other
    patch.undo()


def mixed() -> Iterator[tuple[Placed, dict[str, Any]]]:
    """Documents of a few words in many orders, so that phrases and neighbourhoods differ."""
    pick = random.Random(5)
    for number in range(40):
        id = f"{number + 900:032x}"
        told = ". ".join(" ".join(pick.choices(WORDS, k=pick.randrange(1, 20))) for _ in range(3))
        entries = {"commitments": [COMMITMENT], "motions": [MOTION], "deadlines": [DEADLINE]} if number % 4 == 0 else {}
        title = " ".join(pick.choices(WORDS, k=3))
        yield (
            Placed(id, "f", f"m{number}", f"m{number}.pdf", DONE),
            record(id, sections=[section(told, "Kop", 2)], title=title, **entries),
        )


def fill(file: Path, made: list[tuple[Placed, dict[str, Any]]]) -> None:
    with closing(Store(file)) as store:
        store.save_many(made)


def told(found: Found) -> tuple[Any, ...]:
    """What must be the same: how much, which facets, and what was remarked."""
    return found.total, found.more, found.facets, found.read_as, found.remarks, found.relaxed


def asked(sql: Connection, words: str, filters: Filters) -> tuple[str, Any, list[int]]:
    try:
        found = search(sql, words, filters)
    except BadQuery as error:
        return str(error), None, []
    return "", told(found), [hit.number for hit in found.hits]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(WORDS) | st.sampled_from(PHRASES) | st.sampled_from(SIGNS),
        min_size=1,
        max_size=5,
    ).map(" ".join),
    filters=st.builds(
        Filters,
        kind=st.none() | st.sampled_from(["commitment", "motion", "document"]),
        ministry=st.none() | st.just("BZK"),
        order=st.sampled_from(["best", "due", "newest"]),
        due_before=st.none() | st.just(date(2025, 1, 1)),
        limit=st.just(200),
    ),
)
def test_both_find_the_same(both: tuple[Connection, Connection], words: str, filters: Filters) -> None:
    """Whatever is asked: the same hits, counts and remarks; in the same order where all hits are ranked."""
    one, other = (asked(sql, words, filters) for sql in both)
    assert one[:2] == other[:2]
    if one[1] and (one[1][0] <= CANDIDATES or filters.order != "best"):
        assert one[2] == other[2]


def test_first_ten_of_many_hits_are_much_the_same(both: tuple[Connection, Connection]) -> None:
    """Where more is found than is ranked word by word, the first ten share at least eight."""
    for words in ("kamer", "kabinet onderzoeken", "brief tweede kamer", "informeren aandacht"):
        first = [[hit.number for hit in search(sql, words, Filters(limit=10)).hits] for sql in both]
        assert len(set(first[0]) & set(first[1])) >= 8, words


def test_promise_is_found_by_three_of_its_words(both: tuple[Connection, Connection]) -> None:
    pick = random.Random(2)
    for _, made in Maker(3).documents(MADE):
        words, facets = questions(made, pick)
        for sql in both:
            assert search(sql, words, Filters(facets=facets)).hits


def test_tables_are_as_the_revisions_make_them(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Alembic makes is what the code believes: no table, column, key or index differs."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for setting in ("", new_database(address)):
        monkeypatch.setenv(SETTING, setting)
        with connect(tmp_path / "lakwerk.db") as sql, sql.begin():
            options = {
                "include_object": lambda thing, name, kind, *_: not (kind == "table" and name.startswith("words"))
            }
            assert compare_metadata(MigrationContext.configure(sql, opts=options), metadata) == []


def test_what_is_taken_back_is_gone(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from PostgreSQL's index, vocabulary and counts."""
    monkeypatch.setenv(SETTING, new_database(address))
    with closing(Store(tmp_path / "lakwerk.db")) as store:
        for number in range(3):
            id = f"{number:032x}"
            told = "Vraag het aan Zeldzaamnaam zelf." if number else "Vraag het zelf."
            store.save(Placed(id, "f", f"n{number}", "x.pdf", DONE), record(id, sections=[section(told)]))
        for number in (1, 2):
            store.remove(f"{number:032x}")
        store.tidy()
        store.save_threads([ThreadRow("t1", "commitment", "x", None, "open", None, None, ())])
    assert not (tmp_path / "lakwerk.db").exists()
    with readers(tmp_path / "lakwerk.db").connect() as sql:
        for table in ("vocabulary", "stems", "passages", "words"):
            rows = sql.execute(text(f"SELECT * FROM {table}")).fetchall()
            assert "zeldzaamna" not in str(rows).lower()
        assert [hit.stem for hit in search(sql, "vraag", Filters()).hits] == ["n0"]


@pytest.mark.parametrize("setting", ["mysql://x/y", "postgresql://u:geheim@127.0.0.1/x", "onzin"])
def test_odd_setting_is_told_without_its_password(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, setting)
    with pytest.raises(StoreTrouble) as told:
        Store(tmp_path / "lakwerk.db")
    assert "geheim" not in str(told.value)
    assert "postgresql+psycopg://" in str(told.value)


def test_server_that_is_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    with pytest.raises(StoreTrouble, match="kan niet worden bereikt") as told:
        Store(tmp_path / "lakwerk.db")
    assert "geheim" not in str(told.value)
