"""Make the tables of the store, or bring those of an earlier version up to date (Alembic)."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from corpus.adopt import adopt, set_aside


def upgrade(connection: Connection) -> None:
    """Run every revision that is new to this database, in the transaction that is open; all of it or nothing."""
    old = set_aside(connection)
    settings = settings_of()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
    if old:
        adopt(connection)


def settings_of() -> Config:
    """Where Alembic finds the revisions."""
    settings = Config()
    settings.set_main_option("script_location", "corpus:migrations")
    return settings
