"""Commitments and motions through all documents: a list from the store, and one of them whole from threads.json."""

from __future__ import annotations

import mmap
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, and_, func, or_, select

from corpus.database import StoreTrouble
from corpus.facets import SETTLED
from corpus.schema import threads as t
from review.documents import are_released
from review.place import Place

NAMES = "id kind what actor state earliest latest".split()
_COLUMNS = [t.c[name] for name in NAMES]
_ID = re.compile(r"t[0-9a-f]{4,40}(?:-[0-9]{1,6})?")
_END = b"\n    }"


def listed(
    sql: Connection, limit: int, cursor: str = "", kind: Sequence[str] = (), state: Sequence[str] = ()
) -> tuple[list[dict[str, Any]], str | None]:
    """Threads in the order of their ids, and the cursor of what comes after."""
    asked = select(*_COLUMNS).where(t.c.id > cursor)
    asked = asked.where(t.c.kind.in_(kind)) if kind else asked
    asked = asked.where(t.c.state.in_(state)) if state else asked
    rows = _rows(sql, asked.order_by(t.c.id).limit(limit + 1))
    return rows[:limit], rows[limit - 1]["id"] if len(rows) > limit else None


def due(
    sql: Connection, limit: int, cursor: tuple[str, str] | None, since: date | None, before: date | None
) -> tuple[list[dict[str, Any]], tuple[str, str] | None]:
    """What is still waited for and has a last day, the first day first; and the cursor of what comes after."""
    asked = select(*_COLUMNS).where(*_waited(since, before))
    if cursor:
        day, id = cursor
        asked = asked.where(or_(t.c.latest > day, and_(t.c.latest == day, t.c.id > id)))
    rows = _rows(sql, asked.order_by(t.c.latest, t.c.id).limit(limit + 1))
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], (last["latest"], last["id"]) if last else None


def how_many_due(sql: Connection, since: date | None, before: date | None) -> int:
    return sql.execute(select(func.count()).select_from(t).where(*_waited(since, before))).scalar() or 0


def _rows(sql: Connection, asked: Any) -> list[dict[str, Any]]:
    return [dict(zip(NAMES, row, strict=True)) for row in sql.execute(asked)]


def _waited(since: date | None, before: date | None) -> list[Any]:
    conditions: list[Any] = [t.c.latest.is_not(None), t.c.state.not_in(SETTLED)]
    if since:
        conditions.append(t.c.latest >= since.isoformat())
    if before:
        conditions.append(t.c.latest < before.isoformat())
    return conditions


def whole(sql: Connection, place: Place, id: str) -> dict[str, Any] | None:
    """A thread as threads.json tells it, without documents that are not released any more; None where there is none."""
    if not _ID.fullmatch(id) or sql.execute(select(t.c.id).where(t.c.id == id)).first() is None:
        return None
    told = _read(place.threads, id)
    if told is None:
        return None
    seen = are_released(sql, {record.rpartition("#")[0] for record in told["records"]})

    def is_seen(record: str | None) -> bool:
        return record is None or record.rpartition("#")[0] in seen

    records = [each for each in told["records"] if is_seen(each)]
    if not records:
        return None
    return told | {
        "records": records,
        "events": [each for each in told["events"] if is_seen(each["record"])],
        "joins": [each for each in told["joins"] if is_seen(each["a"]) and is_seen(each["b"])],
        "claimed_executed_by": told["claimed_executed_by"] if is_seen(told["claimed_executed_by"]) else None,
    }


def _read(file: Path, id: str) -> dict[str, Any] | None:
    """One thread of the file, found by how `write_json` sets it: a million threads are not read for one."""
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
            # No string of JSON holds a line end, so this stands nowhere else.
            start = content.find(b'\n    {\n      "id": "%b",' % id.encode())
            end = content.find(_END, start)
            if start < 0 or end < 0:
                return None
            told: dict[str, Any] = orjson.loads(content[start : end + len(_END)])
            return told
    except (OSError, ValueError):
        raise StoreTrouble(f"{file.name}: dit bestand ontbreekt of is beschadigd. Draai 'lakwerk threads'.") from None
