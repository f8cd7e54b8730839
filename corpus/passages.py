"""What of a record can be found: its sections, commitments, motions and deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Passage(NamedTuple):
    """A findable text; `head` is searched too, but not shown. `due` is the last day of its first deadline."""

    kind: str
    record: str | None
    page: int
    text: str
    due: str | None
    head: str


def passages(record: dict[str, Any]) -> Iterator[Passage]:
    """The passages of a record (records/<stem>.json) in order."""
    title = record["document"]["title"] or ""
    for section in record["sections"]:
        text = "\n".join(filter(None, (section["heading"], section["text"])))
        yield Passage("document", None, section["page"], text, None, title)
    for each in record["commitments"]:
        head = _head(title, each["actor"], each["recipient"])
        yield Passage("commitment", each["id"], each["page"], each["sentence"], _due(record, each["id"]), head)
    for each in record["motions"]:
        paper = f"{each['dossier'] or ''} {each['number'] or ''}"
        head = _head(title, " ".join(each["movers"]), each["subject"], paper)
        yield Passage("motion", each["id"], each["page"], each["sentence"], _due(record, each["id"]), head)
    for each in record["deadlines"]:
        yield Passage("deadline", each["id"], each["page"], each["sentence"], each["latest"], title)


def _head(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _due(record: dict[str, Any], id: str) -> str | None:
    days = [each["latest"] for each in record["deadlines"] if id in each["applies_to"] and each["latest"]]
    return min(days, default=None)
