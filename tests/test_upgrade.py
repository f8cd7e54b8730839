"""A DIR of an earlier version is brought up to date by the next run without loss; one of a newer version is let be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from aging import AGES, as_revised, as_told, said
from batching import WORK, fill, state
from kept import doctor
from postgres import new_database
from recording import COMMITMENT, record
from sqlalchemy import text

import corpus.word_index
import corpus.word_rules
import flows.settings
from corpus.check import faults
from corpus.database import HEAD, REVISIONS, SETTING, NewerStore, open_database, place_of
from corpus.events import Events
from corpus.facets import Filters
from corpus.migrate import settings_of
from corpus.review import review
from corpus.search import search_in
from corpus.store import DONE, Placed, Store
from corpus.trail import Trail
from flows.cli import main
from flows.folder import Folder
from flows.instructions import events_of

LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft Register

Ik zal uw Kamer voor de zomer informeren over het project Kievitsnest.
Het project Roerdomp loopt tot 2026.

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""


@pytest.fixture
def out(kept: Path) -> Path:
    """A DIR of today by the stand-in engine: two released documents and one in quarantine."""
    return kept


def again(out: Path, patch: pytest.MonkeyPatch, engine: str = "tests") -> int:
    patch.setattr(flows.settings, "engine_hash", lambda: engine)
    return main(["run", str(out.parent / "in"), "--out", str(out), "--jobs", "1"], work=WORK)


def rows(out: Path) -> dict[str, tuple[str, str, int, int]]:
    with closing(Store(out / "lakwerk.db")) as store:
        return {row.id: (row.stem, row.state, row.redactions, row.commitments) for row in store.rows().values()}


def found(out: Path, words: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    assert main(["search", words, "--out", str(out), "--json"]) == 0
    return {hit["document"]["stem"] for hit in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("engine", ["tests", "a later one"])
@pytest.mark.parametrize("age", AGES)
def test_next_run_brings_an_older_folder_up_to_date(
    age: str, engine: str, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every document is there under the same id and name, is found, and nothing is left to complain of."""
    before, key = rows(out), (out / "confidential" / "key").read_bytes()
    AGES[age](out)
    assert again(out, monkeypatch, engine) == 1
    assert rows(out) == before
    assert (out / "confidential" / "key").read_bytes() == key
    capsys.readouterr()
    assert found(out, "algoritmeregister", capsys) == {"a", "b"}
    status, told = doctor(out, capsys)
    assert (status, "versie" in told) == (0, False)
    with closing(Trail(out / "confidential" / "trail.db")) as trail:
        assert trail.broken() is None


@pytest.mark.parametrize("age", AGES)
def test_document_whose_original_is_gone_is_kept(
    age: str, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows(out)
    AGES[age](out)
    (out.parent / "in" / "b.txt").unlink()
    again(out, monkeypatch, "a later one")
    assert rows(out) == before
    capsys.readouterr()
    assert found(out, "algoritmeregister", capsys) == {"a", "b"}


def test_second_run_has_nothing_to_do(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    as_revised(out)
    again(out, monkeypatch)
    capsys.readouterr()
    again(out, monkeypatch)
    assert capsys.readouterr().out.count("eerder gedaan") == 3


def test_what_people_parted_stays_apart(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction of threads, which lies in a file of its own in every version."""
    assert main(["threads", "--out", str(out), "--part", "a#c1", "b#c1"]) == 0
    apart = (out / "corrections.json").read_bytes()
    AGES["first"](out)
    again(out, monkeypatch, "a later one")
    assert (out / "corrections.json").read_bytes() == apart
    assert len(json.loads((out / "threads.json").read_text("utf-8"))["threads"]) == 2


def test_early_store_gets_the_lengths_that_a_new_one_has(out: Path) -> None:
    asked = "SELECT passage, length FROM filings ORDER BY passage"
    with closing(sqlite3.connect(out / "lakwerk.db")) as sql:
        lengths = sql.execute(asked).fetchall()
    as_revised(out)
    with closing(Store(out / "lakwerk.db")):
        pass
    with closing(sqlite3.connect(out / "lakwerk.db")) as sql:
        assert sql.execute(asked).fetchall() == lengths
        assert sql.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


def test_words_that_other_rules_took_apart_are_taken_apart_anew(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is removed must leave the index as it went in: no stem of it may stay behind."""
    with monkeypatch.context() as patch:
        patch.setattr(corpus.word_index, "stem", lambda word: f"anders{word.lower()}")
        patch.setattr(corpus.word_index, "parts", lambda word: ())
        patch.setattr(corpus.word_rules, "rules", lambda: "other rules")
        with closing(Store(out / "lakwerk.db")):
            pass
    assert "door een andere versie ontleed" in doctor(out, capsys)[1]
    assert found(out, "algoritmeregister", capsys) == set()
    with closing(Store(out / "lakwerk.db")) as store:
        assert found(out, "algoritmeregister", capsys) == {"a", "b"}
        for id in rows(out):
            store.remove(id)
        store.tidy()
    assert doctor(out, capsys)[1].count("zoekindex") == 0
    with closing(sqlite3.connect(out / "lakwerk.db")) as sql:
        assert sql.execute("SELECT count(*) FROM words").fetchone() == (0,)
        assert sql.execute("SELECT count(*) FROM stems").fetchone() == (0,)
    assert not any(b"anders" in path.read_bytes() for path in out.glob("lakwerk.db*"))


def test_postgresql_is_brought_up_to_date_and_a_newer_one_let_be(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, new_database(address))
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        store.save(Placed("a" * 32, "f", "nota", "nota.pdf", DONE), record(commitments=[COMMITMENT]))

    def ask(*commands: str) -> None:
        with closing(open_database(place_of(file))) as sql, sql.begin():
            for command in commands:
                sql.execute(text(command))

    early = ("DROP INDEX threads_by_day", "ALTER TABLE filings DROP COLUMN length", "DELETE FROM facts")
    ask(*early, "DELETE FROM words", "UPDATE alembic_version SET version_num = '0001'")
    with closing(Store(file)):
        assert faults(file) == []
        assert search_in(file, "algoritmeregister", Filters()).total == 1
    ask("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStore, match="van een nieuwere versie"):
        Store(file)


def test_every_revision_is_known_in_order() -> None:
    """A database with another revision is taken for one of a newer version."""
    from alembic.script import ScriptDirectory

    found = [script.revision for script in ScriptDirectory.from_config(settings_of()).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter that the engine itself did."""
    folder = tmp_path_factory.mktemp("letter")
    fill(folder / "in", {"brief.txt": LETTER})
    assert main(["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    return folder / "out"


def instruction(text: str, at: str = "2026-01-01") -> dict[str, object]:
    told = {"what": "hide", "text": text, "page": 0, "ground": "5.1.2i", "category": "other", "why": "loopt nog"}
    return {**told, "who": "ada", "at": at}


def id_of(out: Path) -> str:
    return str(json.loads((out / "records" / "brief.json").read_text("utf-8"))["document"]["id"])


def test_decisions_of_both_earlier_kinds_count_and_can_be_undone(letter: Path, tmp_path: Path) -> None:
    """What a person ordered to hide must not be published because the form of the file changed since."""
    out = tmp_path / "out"
    shutil.copytree(letter, out)
    as_told(out)
    said(out, "orders", id_of(out), instruction("Kievitsnest"))
    said(out, "instructions", id_of(out), instruction("Roerdomp", "2026-01-02"))
    run = ["run", str(letter.parent / "in"), "--out", str(out), "--jobs", "1"]
    assert main(run) == 0
    published = (out / "redacted" / "brief.txt").read_text("utf-8")
    assert ("Kievitsnest" in published, "Roerdomp" in published) == (False, False)
    told = review(Events(out / "confidential" / "events.db").of(id_of(out))).instructions
    assert [(each.text, each.who, each.at) for each in told] == [
        ("Kievitsnest", "ada", "2026-01-01"),
        ("Roerdomp", "ada", "2026-01-02"),
    ]
    assert not list((out / "confidential").glob("orders")) + list((out / "confidential").glob("instructions"))
    assert main(["decide", "brief", "--undo", "--out", str(out)]) == 0
    assert main(run) == 0
    published = (out / "redacted" / "brief.txt").read_text("utf-8")
    assert ("Kievitsnest" in published, "Roerdomp" in published) == (False, True)


def test_taking_over_that_was_ended_half_way_is_finished(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of two decisions was stored when the program was ended: the second must not be lost."""
    as_told(out)
    id = next(iter(rows(out)))
    said(out, "orders", id, instruction("Kievitsnest"), instruction("Roerdomp"))
    append = Events.append

    def ended(self: Events, *arguments: object) -> None:
        append(self, *arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Events, "append", ended)
        with pytest.raises(KeyboardInterrupt):
            events_of(Folder.at(out))
    told = review(events_of(Folder.at(out)).of(id)).instructions
    assert [each.text for each in told] == ["Kievitsnest", "Roerdomp"]


def _newer_form(out: Path) -> None:
    (out / "confidential" / "version").write_text('{"form": 2, "lakwerk": "9.0"}\n')


def _newer_ledger(out: Path) -> None:
    with closing(sqlite3.connect(out / "confidential" / "ledger.sqlite")) as sql:
        sql.execute("PRAGMA user_version = 2")


def _newer_store(out: Path) -> None:
    with closing(sqlite3.connect(out / "lakwerk.db")) as sql, sql:
        sql.execute("UPDATE alembic_version SET version_num = '9999'")


def seen(out: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below DIR but SQLite's log, which comes and goes with who reads."""
    return {path: told for path, told in state(out).items() if not path.endswith(("-wal", "-shm"))}


@pytest.mark.parametrize(
    "command",
    [
        ["run", "IN", "--out", "OUT"],
        ["threads", "--out", "OUT"],
        ["decide", "a", "--hide", "een", "--out", "OUT"],
        ["forget", "a", "--permitted-by", "lijst", "--out", "OUT"],
        ["publish", "--out", "OUT", "--to", "SITE"],
        ["review", "--no-browser", "--port", "0", "--out", "OUT"],
        ["doctor", "--rebuild", "--out", "OUT"],
        ["backup", "--out", "OUT", "--to", "SITE"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("newer", [_newer_form, _newer_ledger, _newer_store])
def test_folder_of_a_newer_version_is_refused_and_not_touched(
    newer: Callable[[Path], None], command: list[str], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(out)
    before = seen(out)
    paths = {"IN": out.parent / "in", "OUT": out, "SITE": out.parent / "site"}
    assert main([str(paths.get(word, word)) for word in command], work=WORK) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), "van een nieuwere versie van Lakwerk" in told) == (1, True)
    assert seen(out) == before
    assert not (out.parent / "site").exists()


@pytest.mark.parametrize("newer", [_newer_form, _newer_ledger, _newer_store])
def test_doctor_says_that_a_newer_version_was_at_work(
    newer: Callable[[Path], None], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer(out)
    status, told = doctor(out, capsys)
    assert (status, "van een nieuwere versie van Lakwerk" in told) == (1, True)


def test_search_of_a_newer_store_is_refused(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _newer_store(out)
    assert main(["search", "register", "--out", str(out)]) == 2
    assert "van een nieuwere versie van Lakwerk" in capsys.readouterr().err
