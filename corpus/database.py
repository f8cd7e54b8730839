"""The database behind the store: SQLite in a file of DIR, or PostgreSQL where LAKWERK_DATABASE names one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool

SETTING = "LAKWERK_DATABASE"
REVISIONS = ("0001", "0002")  # those of corpus/migrations/versions, the oldest first
HEAD = REVISIONS[-1]
NEWER = "van een nieuwere versie van Lakwerk. Werk met die versie verder; hier is niets veranderd."
WAIT_SECONDS = 15  # for another program that writes
READERS = 16  # connections that wait for the next question
LOCKED, FULL, READ_ONLY = ("locked", "busy"), ("full", "no space"), ("readonly", "read-only", "permission denied")
DAMAGED = ("malformed", "not a database", "corrupt", "disk i/o")
# A corrected document leaves nothing behind: what is removed is overwritten.
WRITING = ("foreign_keys = ON", "secure_delete = ON", "cache_size = -65536")
# Readers see the file where the system keeps it in memory, once for all of them, instead of a copy of each.
READING = ("query_only = ON", "cache_size = -16384", "mmap_size = 2147418112")
AWAY = "de database kan niet worden bereikt of gelezen. Kijk met 'lakwerk doctor'."
ONE_WRITER = 0x6C616B77  # "lakw": the number of PostgreSQL's advisory lock


class StoreTrouble(Exception):  # noqa: N818 - said as what is wrong
    """The store cannot be used; the message is Dutch and says what to do."""


class StoreAway(StoreTrouble):
    """A database on another machine does not answer; it may be back soon."""


class AnotherVersionError(Exception):
    """The database holds tables that are none of ours."""


class NewerVersionError(Exception):
    """The database holds tables that a newer Lakwerk made: to write in them could spoil what we do not know of."""


class NewerStore(StoreTrouble):
    """A newer Lakwerk made the store."""


class StoreRefusal(ValueError):  # noqa: N818 - said as what is wrong
    """What was to be stored breaks a rule of the tables: the fault is of one document, not of the store."""


def place_of(file: Path) -> URL:
    """Where the store of DIR is: `file`, unless the environment names a PostgreSQL database."""
    told = os.environ.get(SETTING, "").strip()
    if not told:
        return URL.create("sqlite", database=str(file))
    try:
        url = make_url(told)
        if url.drivername != "postgresql+psycopg":
            raise ArgumentError(url.drivername)
    except ArgumentError:
        # Not what was told: it may hold a password.
        raise StoreTrouble(f"{SETTING}: geef postgresql+psycopg://gebruiker@machine/database.") from None
    return url


def is_there(file: Path) -> bool:
    """Whether DIR has a store; one in PostgreSQL is taken to be there. Raises StoreTrouble for an odd setting."""
    return place_of(file).get_backend_name() != "sqlite" or file.is_file()


def connect(file: Path) -> Connection:
    """The one connection of a writer, with all tables; they are made or brought up to date first.

    Raises StoreTrouble where the database cannot be used.
    """
    connection = open_database(place_of(file))
    try:
        with translated(connection.engine.url):
            _bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_database(url: URL) -> Connection:
    """A connection that may write, to a database as it is; raises StoreTrouble where it cannot be reached."""
    with translated(url):
        return _engine(url, poolclass=NullPool).connect()


def readers(file: Path) -> Engine:
    """Connections that only read, for as many questions at once as come; raises StoreTrouble where there is nothing."""
    url = place_of(file)
    if url.get_backend_name() == "sqlite":
        if not file.is_file():
            raise StoreTrouble(f"{file.parent}: hier is nog niets verwerkt (geen {file.name}).")
        url = _read_only(file)
    with translated(url):
        engine = _engine(
            url, only_reads=True, poolclass=QueuePool, pool_size=READERS, max_overflow=READERS, pool_use_lifo=True
        )
        with engine.connect() as connection:
            if _known(connection) != HEAD:
                engine.dispose()
                raise StoreTrouble(f"{shown(url)}: van een eerdere versie. Werk hem bij met 'lakwerk threads --out'.")
    return engine


def look_into(file: Path) -> Connection:
    """A connection that only reads, to a database as it is; raises StoreTrouble where it is not there."""
    url = place_of(file)
    if url.get_backend_name() == "sqlite":
        if not file.is_file():
            raise StoreTrouble(f"{file}: dit bestand is er niet. Draai eerst 'lakwerk run'.")
        url = _read_only(file)
    with translated(url):
        return _engine(url, only_reads=True, poolclass=NullPool).connect()


def shown(url: URL) -> str:
    """A database as it may be named on a screen."""
    if url.get_backend_name() == "sqlite":
        return str(url.database).removeprefix("file://").partition("?")[0]
    return url.render_as_string(hide_password=True)


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Say in Dutch what is wrong with a database, and what to do."""
    try:
        yield
    except IntegrityError:
        raise StoreRefusal(f"{shown(url)}: een stuk past niet in de database. Kijk met 'lakwerk doctor'.") from None
    except (DBAPIError, sqlite3.Error) as error:
        why = _reason(str(getattr(error, "orig", error)).lower())
        trouble = StoreAway if why == AWAY and url.get_backend_name() != "sqlite" else StoreTrouble
        raise trouble(f"{shown(url)}: {why}") from None
    except AnotherVersionError:
        raise StoreTrouble(f"{shown(url)}: {_reason('another version')}") from None
    except NewerVersionError:
        raise NewerStore(f"{shown(url)}: {NEWER}") from None
    except (NoSuchModuleError, ModuleNotFoundError):
        raise StoreTrouble(f"{shown(url)}: psycopg ontbreekt of werkt niet. Installeer Lakwerk opnieuw.") from None


def whole_file(file: Path) -> None:
    """Let SQLite look through its whole file, and find out whether it could be written; raises StoreTrouble."""
    url = place_of(file)
    if url.get_backend_name() != "sqlite":
        return
    with translated(url):
        driver = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=1, isolation_level=None)
        try:
            told = driver.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if told != "ok":
                raise sqlite3.DatabaseError("malformed")
            driver.execute("BEGIN IMMEDIATE")
            driver.execute("ROLLBACK")
        finally:
            driver.close()


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """A transaction of the only writer: all or nothing."""
    with translated(connection.engine.url), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ONE_WRITER})
        yield


def _reason(told: str) -> str:
    """What to do about the driver's words, which hold no text of a document: only the sort of trouble is told."""
    if any(word in told for word in LOCKED):
        return "een ander programma schrijft erin. Wacht tot dat klaar is en probeer het opnieuw."
    if any(word in told for word in FULL):
        return "de schijf is vol; er is niets half geschreven. Maak ruimte en geef hetzelfde commando nog eens."
    if any(word in told for word in READ_ONLY):
        return "hier mag niet worden geschreven. Controleer de rechten van het bestand en de map."
    if any(word in told for word in DAMAGED):
        return (
            "het bestand is beschadigd. Kijk met 'lakwerk doctor'; verwijder het en draai 'lakwerk run' opnieuw, "
            "dan wordt het opnieuw gemaakt."
        )
    if "no such table" in told or "does not exist" in told:
        return "hier staan geen gegevens van Lakwerk. Draai eerst 'lakwerk run'."
    if "another version" in told:
        return "gemaakt door een andere versie van Lakwerk. Verwijder het en draai 'lakwerk run' opnieuw."
    return AWAY


def _engine(url: URL, only_reads: bool = False, **pool: Any) -> Engine:
    if url.get_backend_name() != "sqlite":
        # Its guesses at how many passages hold some words are poor; all that readers ask is best looked up row by row.
        options = " ".join(f"-c enable_{way}=off" for way in ("hashjoin", "mergejoin", "seqscan")) + " -c jit=off"
        # And a plan that is kept for all words is good for none.
        reading = {"options": options, "prepare_threshold": None}
        return create_engine(url, connect_args=reading if only_reads else {}, **pool)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": WAIT_SECONDS}, **pool)
    pragmas = READING if only_reads else WRITING
    # IMMEDIATE: two writers must not both read first and then wait for each other.
    start = "BEGIN" if only_reads else "BEGIN IMMEDIATE"

    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(start))
    return engine


def _read_only(file: Path) -> URL:
    """A reader needs the log beside the file; where nothing may be written there, nobody writes."""
    folder = file.resolve().parent
    alone = not os.access(folder, os.W_OK) and not file.with_name(f"{file.name}-wal").exists()
    mode = "mode=ro&immutable=1" if alone else "mode=rw" if os.access(file, os.W_OK) else "mode=ro"
    return make_url(f"sqlite:///{file.resolve().as_uri()}?{mode}&uri=true")


def _known(connection: Connection) -> str | None:
    """The revision of the tables, None before there were any; raises NewerVersionError for one that is not ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    told: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if told is not None and told not in REVISIONS:
        raise NewerVersionError
    return told


def _bring_up_to_date(connection: Connection) -> None:
    from corpus.word_rules import are_ours, renew_words  # here: it needs the tables, which need this

    with connection.begin():
        if _known(connection) == HEAD:
            if not are_ours(connection):
                renew_words(connection)
            return
    if connection.dialect.name == "sqlite":
        # Outside a transaction, and kept by the file: readers do not wait for a writer, nor it for them.
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.cursor().execute("PRAGMA journal_mode = WAL")
    from corpus.migrate import upgrade  # here: alembic takes a quarter of a second, which few runs need

    with connection.begin():
        upgrade(connection)
        renew_words(connection)
