"""Hits as a file: a table for people (CSV, XLSX), or values for programs (JSON Lines, Parquet)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from corpus import spreadsheet
from corpus.gather import Line, Who
from corpus.hits import Hit
from corpus.spreadsheet import Cell

TITLE = "Vondsten"


class Sort(Enum):
    """What stands in a column."""

    TEXT, TEXTS, DAY, NUMBER, TRUTH = range(5)


class Column(NamedTuple):
    """A column: its key for programs and its title and width for people; without one it is not for those."""

    key: str
    title: str
    width: int
    sort: Sort
    take: Callable[[Line], Any]


COLUMNS = (
    Column("kind", "Soort", 12, Sort.TEXT, lambda line: line.hit.kind),
    Column("sentence", "Zin", 70, Sort.TEXT, lambda line: line.hit.sentence),
    Column("", "Wie", 26, Sort.TEXT, lambda line: _spoken(line.who)),
    Column("actor", "", 0, Sort.TEXT, lambda line: line.who.actor),
    Column("movers", "", 0, Sort.TEXTS, lambda line: line.who.movers),
    Column("and_others", "", 0, Sort.TRUTH, lambda line: line.who.and_others),
    Column("recipient", "Aan", 16, Sort.TEXT, lambda line: line.who.recipient),
    Column("deadline", "Termijn", 22, Sort.TEXT, lambda line: line.hit.deadline and line.hit.deadline.text),
    Column("earliest", "Vanaf", 12, Sort.DAY, lambda line: line.hit.deadline and line.hit.deadline.earliest),
    Column("latest", "Uiterlijk", 12, Sort.DAY, lambda line: line.hit.deadline and line.hit.deadline.latest),
    Column("state", "Stand", 16, Sort.TEXT, lambda line: line.hit.state),
    Column("title", "Stuk", 44, Sort.TEXT, lambda line: line.hit.title),
    Column("document_kind", "Soort stuk", 12, Sort.TEXT, lambda line: line.hit.document_kind),
    Column("date", "Datum", 12, Sort.DAY, lambda line: line.hit.date),
    Column("ministry", "Ministerie", 12, Sort.TEXT, lambda line: line.hit.ministry),
    Column("page", "Bladzijde", 10, Sort.NUMBER, lambda line: line.hit.page),
    Column("source", "Bestand", 32, Sort.TEXT, lambda line: line.hit.source),
    Column("record", "Kenmerk van de vondst", 28, Sort.TEXT, lambda line: _record(line.hit)),
    Column("thread", "Draad", 28, Sort.TEXT, lambda line: line.hit.thread),
    Column("document", "", 0, Sort.TEXT, lambda line: line.hit.id),
)
# Their values are words of ours, which a person reads in Dutch.
TRANSLATED = ("kind", "state")


def as_csv(lines: Sequence[Line], words: Mapping[str, str]) -> bytes:
    """A table for a spreadsheet program; `words` gives the Dutch of kinds and states."""
    return spreadsheet.as_csv(_heads(), _table(lines, words))


def as_xlsx(lines: Sequence[Line], words: Mapping[str, str]) -> bytes:
    """The same table as a workbook, at most spreadsheet.MOST_ROWS lines."""
    return spreadsheet.as_xlsx(TITLE, _heads(), _table(lines, words))


def as_jsonl(lines: Sequence[Line]) -> bytes:
    """One JSON object a line, with the keys of `lakwerk search --json`."""
    told = "".join(json.dumps(as_json(line.hit), ensure_ascii=False) + "\n" for line in lines)
    return told.encode("utf-8", "replace")


def as_parquet(lines: Sequence[Line]) -> bytes:
    """A Parquet file with typed columns under English keys; a day is date32, movers are a list of strings."""
    # Here: they take half a second, which no other command needs.
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        Sort.TEXT: pa.string(),
        Sort.TEXTS: pa.list_(pa.string()),
        Sort.DAY: pa.date32(),
        Sort.NUMBER: pa.int32(),
        Sort.TRUTH: pa.bool_(),
    }
    keyed = [column for column in COLUMNS if column.key]
    schema = pa.schema([(column.key, types[column.sort]) for column in keyed])
    values = {column.key: [_value(column, line) for line in lines] for column in keyed}
    out = io.BytesIO()
    parquet.write_table(pa.table(values, schema=schema), out, compression="zstd")
    return out.getvalue()


def as_json(hit: Hit) -> dict[str, Any]:
    """A hit with the keys of the record format."""
    return {
        "kind": hit.kind,
        "record": _record(hit),
        "thread": hit.thread,
        "state": hit.state,
        "document": {
            "id": hit.id,
            "stem": hit.stem,
            "source": hit.source,
            "kind": hit.document_kind,
            "title": hit.title,
            "date": hit.date,
            "ministry": hit.ministry,
        },
        "page": hit.page,
        "sentence": hit.sentence,
        "marks": hit.marks,
        "deadline": hit.deadline._asdict() if hit.deadline else None,
    }


def _heads() -> list[spreadsheet.Column]:
    return [spreadsheet.Column(column.title, column.width) for column in COLUMNS if column.title]


def _table(lines: Sequence[Line], words: Mapping[str, str]) -> list[list[Cell]]:
    shown = [column for column in COLUMNS if column.title]
    return [[_cell(column, line, words) for column in shown] for line in lines]


def _cell(column: Column, line: Line, words: Mapping[str, str]) -> Cell:
    told = column.take(line)
    if column.key in TRANSLATED:
        told = words.get(told, told)
    # What is no day is better shown than lost.
    return (_day(told) or told) if column.sort is Sort.DAY else told


def _value(column: Column, line: Line) -> Any:
    told = column.take(line)
    return _day(told) if column.sort is Sort.DAY else told


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told or "")
    except ValueError:
        return None


def _record(hit: Hit) -> str | None:
    return f"{hit.stem}#{hit.record}" if hit.record else None


def _spoken(who: Who) -> str | None:
    """Who promised, or the movers as one names them: "Marijnissen, Van Esch c.s."."""
    movers = ", ".join(who.movers)
    return who.actor or (f"{movers} c.s." if movers and who.and_others else movers) or None
