"""The tables of documents, records, threads and words."""

from typing import Any

from alembic import op
from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Integer, Text

revision, down_revision = "0001", None

FTS5 = """
CREATE VIRTUAL TABLE words USING fts5 (
    head, body, parts, tags, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '#'"
)
"""
TSVECTOR = """
CREATE TABLE words (
    rowid integer PRIMARY KEY REFERENCES passages ON DELETE CASCADE, stems tsvector NOT NULL
)
"""


def upgrade() -> None:
    """Make all tables and the index of words."""
    _documents()
    _records()
    _findable()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.execute(TSVECTOR)
        op.execute("CREATE INDEX words_by_stem ON words USING gin (stems)")


def downgrade() -> None:
    """Remove all of it; everything in it can be made again from the records."""
    names = "words facts stems vocabulary facet_values filings memberships threads applications deadlines motions"
    for name in f"{names} commitments passages redactions warnings dossiers listings documents".split():
        op.drop_table(name)


def _number(name: str, **more: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **more)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _of_document(**more: Any) -> Column[int]:
    return Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, **more)


def _keyed(name: str, *columns: Any) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def _documents() -> None:
    op.create_table(
        "documents",
        Column("number", Integer, primary_key=True, autoincrement=False),
        _text("id", unique=True),
        _text("fingerprint"),
        _text("stem", unique=True),
        _text("source"),
        _text("state"),
        *(Column(name, Text) for name in "reason detail redacted kind title date".split()),
        *(Column(name, Text) for name in "our_reference your_reference ministry".split()),
        *(_number(name) for name in ("pages", "ocr_pages", "kept")),
        CheckConstraint("state IN ('done', 'quarantine')", name="documents_state"),
    )
    op.create_table(
        "listings",
        Column("position", Integer, primary_key=True, autoincrement=False),
        _text("document"),
        _text("source"),
    )
    _keyed("dossiers", _of_document(primary_key=True), _text("dossier", primary_key=True))
    _keyed("warnings", _of_document(primary_key=True), _number("position", primary_key=True), _text("text"))
    key = (_text("ground", primary_key=True), _text("category", primary_key=True))
    _keyed("redactions", _of_document(primary_key=True), *key, _number("amount"))


def _records() -> None:
    op.create_table(
        "passages",
        Column("number", Integer, primary_key=True, autoincrement=False),
        _of_document(),
        _number("page"),
        _text("text"),
        _text("extra"),
    )
    op.create_index("passages_of_document", "passages", ["document"])
    made = (_text("action"), *(Column(name, Text) for name in "actor recipient made_on deadline".split()))
    _keyed("commitments", *_key(), *made, _text("status"), _confidence())
    named = (_text("movers"), _number("and_others"), Column("dossier", Text), Column("paper", Integer))
    told = (Column("subject", Text), Column("replaces", Text), _text("status"))
    _keyed("motions", *_key(), *named, *told, _confidence())
    days = (Column(name, Text) for name in "earliest latest recurrence".split())
    _keyed("deadlines", *_key(), _text("text"), *days, _confidence())
    pair = (_text("deadline", primary_key=True), _text("applies_to", primary_key=True))
    _keyed("applications", _of_document(primary_key=True), *pair)
    facts = (_text("kind"), _text("what"), Column("actor", Text), _text("state"))
    _keyed("threads", _text("id", primary_key=True), *facts, Column("earliest", Text), Column("latest", Text))
    op.create_index("threads_by_day", "threads", ["latest", "id"])
    _keyed("memberships", _of_document(primary_key=True), _text("record", primary_key=True), _text("thread"))


def _key() -> tuple[Column[int], Column[str], Column[int]]:
    return _of_document(primary_key=True), _text("id", primary_key=True), _number("passage")


def _confidence() -> Column[float]:
    return Column("confidence", Float, nullable=False)


def _findable() -> None:
    by_bytes = Text().with_variant(Text(collation="C"), "postgresql")
    op.create_table(
        "filings",
        Column(
            "passage",
            Integer,
            ForeignKey("passages.number", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("due", by_bytes, nullable=False),
        Column("day", by_bytes, nullable=False),
        Column("state", Text),
        _number("length"),
        _text("tags"),
    )
    for name in ("due", "day"):
        op.create_index(f"filings_by_{name}", "filings", [name, "passage"])
    op.create_table(
        "facet_values",
        Column("number", Integer, primary_key=True, autoincrement=False),
        _text("facet"),
        _text("value"),
    )
    op.create_index("facet_values_by_value", "facet_values", ["facet", "value"], unique=True)
    _keyed("vocabulary", _text("word", primary_key=True), _text("stem", primary_key=True))
    _keyed("stems", _text("stem", primary_key=True), _number("passages"))
    _keyed("facts", _text("name", primary_key=True), _text("value"))
