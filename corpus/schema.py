"""The tables of the store: what is published, and no more. All text is redacted text; of the redactions only counts.

Rows are derived from records/*.json and threads.json. `corpus/migrations` makes and changes these tables; the index of
words beside them is the database's own kind (`corpus/fts5.py`, `corpus/tsvector.py`). Every date is "YYYY-MM-DD".
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData()
NO_DAY = "none"
# A database may sort by the rules of a language, in which digits come behind letters.
_BY_BYTES = Text().with_variant(Text(collation="C"), "postgresql")


def _number(name: str, **more: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **more)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _maybe(name: str) -> Column[str]:
    return Column(name, Text)


def _of_document() -> Column[int]:
    """The document that a row belongs to; first column of its key, so that both are found and removed by it."""
    return Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True)


def _table(name: str, *columns: Any) -> Table:
    # Rows that lie in the order of their key need no second tree (SQLite).
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("id", unique=True),  # HMAC-SHA-256 of the input's bytes, first 32 hex
    _text("fingerprint"),  # keyed hash of the settings and rules it was done with
    _text("stem", unique=True),  # name of its files below redacted/ and records/ or quarantine/
    _text("source"),  # file name of the input, without personal data
    _text("state"),
    _maybe("reason"),  # of a document in quarantine
    _maybe("detail"),
    _maybe("redacted"),  # file name below redacted/
    _maybe("kind"),
    _maybe("title"),
    _maybe("date"),
    _maybe("our_reference"),
    _maybe("your_reference"),
    _maybe("ministry"),
    _number("pages"),
    _number("ocr_pages"),
    _number("kept"),  # findings that stay readable
    CheckConstraint("state IN ('done', 'quarantine')", name="documents_state"),
)

# One row for each input path, in sorted path order; the paths themselves are confidential.
listings = Table(
    "listings",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("document"),
    _text("source"),
)

dossiers = _table("dossiers", _of_document(), _text("dossier", primary_key=True))

warnings = _table("warnings", _of_document(), _number("position", primary_key=True), _text("text"))

redactions = _table(
    "redactions", _of_document(), _text("ground", primary_key=True), _text("category", primary_key=True),
    _number("amount"),
)  # fmt: skip

# What can be found: every section, and every sentence of a record, once for each document.
passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
    _number("page"),
    _text("text"),
    _text("extra"),  # searched too, but not shown: actor, movers, number of a paper
    Index("passages_of_document", "document"),
)

commitments = _table(
    "commitments", _of_document(), _text("id", primary_key=True), _number("passage"), _text("action"),
    _maybe("actor"), _maybe("recipient"), _maybe("made_on"),
    _maybe("deadline"),  # id of the first of its deadlines
    _text("status"), Column("confidence", Float, nullable=False),
)  # fmt: skip

motions = _table(
    "motions", _of_document(), _text("id", primary_key=True), _number("passage"),
    _text("movers"),  # "Marijnissen, Van Esch"
    _number("and_others"), _maybe("dossier"),
    Column("paper", Integer),  # number of the paper in its dossier
    _maybe("subject"), _maybe("replaces"), _text("status"), Column("confidence", Float, nullable=False),
)  # fmt: skip

deadlines = _table(
    "deadlines", _of_document(), _text("id", primary_key=True), _number("passage"), _text("text"),
    _maybe("earliest"), _maybe("latest"), _maybe("recurrence"), Column("confidence", Float, nullable=False),
)  # fmt: skip

# Which commitments and motions a deadline binds.
applications = _table(
    "applications", _of_document(), _text("deadline", primary_key=True), _text("applies_to", primary_key=True)
)

# Each commitment and motion through all documents, as threads.json tells it.
threads = _table(
    "threads", _text("id", primary_key=True), _text("kind"), _text("what"), _maybe("actor"), _text("state"),
    _maybe("earliest"), _maybe("latest"), Index("threads_by_day", "latest", "id"),
)  # fmt: skip

memberships = _table(
    "memberships", _of_document(), _text("record", primary_key=True), _text("thread")
)  # fmt: skip

# What a list of hits is narrowed and counted by; narrow, since thousands of rows of it are read for one query.
filings = Table(
    "filings",
    metadata,
    Column(
        "passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    # Last day of its first deadline, of those that are still open if any is; "none" sorts behind all days.
    Column("due", _BY_BYTES, nullable=False),
    Column("day", _BY_BYTES, nullable=False),  # of its document; "" where unknown
    _maybe("state"),  # of its commitments and motions: open, fulfilled, adopted, ...
    _number("length"),  # of its text, in words
    _text("tags"),  # numbers in `facet_values`, with blanks between them
    Index("filings_by_due", "due", "passage"),
    Index("filings_by_day", "day", "passage"),
)

# The values of facets, by the number that stands for them: ("ministry", "BZK") is 12.
facet_values = Table(
    "facet_values",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("facet"),
    _text("value"),
    Index("facet_values_by_value", "facet", "value", unique=True),
)

# Which words a stem stands for, so that "toezeggi*" finds "toezegging" though its stem is "toezeg".
vocabulary = _table("vocabulary", _text("word", primary_key=True), _text("stem", primary_key=True))

# In how many passages a stem occurs, or the number of a value ("#12").
stems = _table("stems", _text("stem", primary_key=True), _number("passages"))

# The next free numbers, and by which rules the words were taken apart.
facts = _table("facts", _text("name", primary_key=True), _text("value"))
