"""Empty a store, so that it can be made anew."""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import inspect

from corpus.database import open_database, place_of, writing
from corpus.schema import metadata


def wipe(file: Path) -> None:
    """Remove all tables of the store, in PostgreSQL, or its file; raises StoreTrouble where that cannot be done."""
    url = place_of(file)
    if url.get_backend_name() == "sqlite":
        for path in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm", "-journal"))):
            path.unlink(missing_ok=True)
        return
    sql = open_database(url)
    with writing(sql):
        if inspect(sql).has_table("words"):
            sql.exec_driver_sql("DROP TABLE words")
        metadata.drop_all(sql)
        if MigrationContext.configure(sql).get_current_revision():
            sql.exec_driver_sql("DROP TABLE alembic_version")
    sql.close()
