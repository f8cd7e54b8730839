"""What tables lack that were made while the first revision was still being written: a column and an index."""

from alembic import op
from sqlalchemy import Column, Integer, inspect

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    """Add what is missing; a store that has all of it stays as it is."""
    sql = op.get_bind()
    if "length" not in {column["name"] for column in inspect(sql).get_columns("filings")}:
        # Filled when the words are taken apart anew (corpus/word_rules.py), as after every change of its rules.
        op.add_column("filings", Column("length", Integer, nullable=False, server_default="0"))
    if "threads_by_day" not in {index["name"] for index in inspect(sql).get_indexes("threads")}:
        op.create_index("threads_by_day", "threads", ["latest", "id"])


def downgrade() -> None:
    """Nothing to take back: the first revision made both by the time that it was done."""
