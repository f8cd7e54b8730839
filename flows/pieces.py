"""The documents of DIR as the paperwork lists them: judgement and grounds by the boxes, families, one number each."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from anonymize.grounds import in_order
from corpus.row import QUARANTINE, Row
from flows.folder import Folder
from flows.judgements import Given, Judgement
from flows.outcome import clean
from flows.place import ENDINGS, ID_DIGITS
from flows.settings import WrongUsage


class Drawn(NamedTuple):
    """A box as the record tells it."""

    page: int
    ground: str
    category: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A document. `id` is its number on the platform; `file` its name below redacted/, "" where it has none.

    `family` is the number that a mail and its attachments share, `parent` the ID of what it hangs on.
    """

    id: str
    row: Row
    source: str
    title: str
    file: str
    drawn: tuple[Drawn, ...]
    judgement: Judgement
    grounds: tuple[str, ...]
    given: Given = Given()  # noqa: RUF009 - frozen
    family: int | None = None
    parent: str = ""

    @property
    def is_published(self) -> bool:
        """Whether this decision makes it public, at once."""
        return self.judgement in (Judgement.OPEN, Judgement.PARTLY) and not self.given.suspended

    @property
    def is_partly(self) -> bool:
        """Whether its boxes are what hides the rest of it."""
        return self.judgement is Judgement.PARTLY

    @property
    def day(self) -> str:
        """YYYY-MM-DD; what the document does not say the officer may."""
        return self.row.date or self.given.day

    @property
    def ending(self) -> str:
        return self.file[self.file.rindex(".") :] if self.file else ""


def gather(folder: Folder, rows: Mapping[str, Row], given: Mapping[str, Given]) -> tuple[Piece, ...]:
    """Every document of DIR, attachments after what they hang on; raises WrongUsage where DIR is not whole."""
    names = platform_ids(rows)
    if unknown := sorted(given.keys() - set(names.values())):
        raise WrongUsage(f"{unknown[0]}: dit ID is er niet. De ID's staan in productierapport.xlsx.")
    records = {id: _record(folder, row) for id, row in rows.items() if row.state != QUARANTINE}
    parents = _parents(records)
    pieces = {
        id: _piece(folder, row, records.get(id), names[id], given.get(names[id], Given())) for id, row in rows.items()
    }
    numbers = _families(rows, parents)
    return tuple(
        replace(pieces[id], family=numbers.get(_root(id, parents)), parent=names.get(parents.get(id, ""), ""))
        for id in _in_order(rows, parents)
    )


def platform_ids(ids: Iterable[str]) -> dict[str, str]:
    """The numbers of documents on the platform, which takes letters, digits and dots only, and small letters.

    They stay the same when documents are added, and the letter keeps a spreadsheet from taking 12e45 for a number.
    """
    known = list(ids)
    short = Counter(id[:ID_DIGITS] for id in known)
    return {id: "w" + (id[:ID_DIGITS] if short[id[:ID_DIGITS]] == 1 else id) for id in known}


def _record(folder: Folder, row: Row) -> dict[str, Any]:
    file = folder.records / f"{row.stem}.json"
    try:
        record: dict[str, Any] = json.loads(file.read_text("utf-8"))
        _drawn(record)
        record["document"].get("parent")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        told = f"records/{file.name}: dit bestand ontbreekt of is beschadigd. Verwerk het stuk opnieuw."
        raise WrongUsage(told) from None
    return record


def _drawn(record: Mapping[str, Any]) -> tuple[Drawn, ...]:
    return tuple(Drawn(each["page"], each["ground"], each["category"]) for each in record["redactions"])


def _piece(folder: Folder, row: Row, record: Mapping[str, Any] | None, name: str, given: Given) -> Piece:
    source, title = clean(row.source), clean(row.title or "")
    if record is None:
        judgement = given.judgement or Judgement.UNDECIDED
        if judgement in (Judgement.OPEN, Judgement.PARTLY):
            raise WrongUsage(f"{name}: dit stuk staat in quarantaine en kan niet {judgement.value.lower()} worden.")
        return Piece(name, row, source, title, "", (), judgement, given.grounds, given)
    drawn = _drawn(record)
    computed = Judgement.PARTLY if drawn else Judgement.OPEN
    judgement = given.judgement or computed
    if judgement in (Judgement.OPEN, Judgement.PARTLY) and judgement is not computed:
        raise WrongUsage(f"{name}: naar de gelakte vakken is dit stuk {computed.value.lower()}.")
    grounds = in_order({each.ground for each in drawn}) if judgement is Judgement.PARTLY else given.grounds
    return Piece(name, row, source, title, _file(folder, row), drawn, judgement, grounds, given)


def _file(folder: Folder, row: Row) -> str:
    for ending in ENDINGS:
        if (folder.redacted / f"{row.stem}{ending}").is_file():
            return f"{row.stem}{ending}"
    raise WrongUsage(f"redacted/{row.stem}: het gelakte bestand ontbreekt. Verwerk het stuk opnieuw.")


def _parents(records: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The id that each attachment hangs on: as its own record says, or as that of its parent does."""
    found: dict[str, str] = {}
    for id, record in sorted(records.items()):
        for child in record["document"].get("attachments") or ():
            found.setdefault(child, id)
    for id, record in records.items():
        if parent := record["document"].get("parent"):
            found[id] = parent
    return found


def _root(id: str, parents: Mapping[str, str]) -> str:
    seen = {id}
    while (parent := parents.get(id)) and parent not in seen:
        seen.add(parent)
        id = parent
    return id


def _families(rows: Mapping[str, Row], parents: Mapping[str, str]) -> dict[str, int]:
    """A number for each family of two or more, by its root, in the order of the list."""
    sizes = Counter(_root(id, parents) for id in rows)
    roots = dict.fromkeys(_root(id, parents) for id in _in_order(rows, parents))
    return {root: number for number, root in enumerate((root for root in roots if sizes[root] > 1), 1)}


def _in_order(rows: Mapping[str, Row], parents: Mapping[str, str]) -> list[str]:
    """By name, numbers in names as numbers; each attachment after what it hangs on."""
    ordered = sorted(rows, key=lambda id: (_natural(rows[id].stem), id))
    inside: dict[str, list[str]] = defaultdict(list)
    for id in ordered:
        inside[parents.get(id, "")].append(id)
    done: dict[str, None] = {}

    def emit(id: str) -> Iterator[str]:
        if id not in done:
            done[id] = None
            yield id
            for child in inside[id]:
                yield from emit(child)

    tops = [id for id in ordered if parents.get(id) not in rows]
    return [each for id in (*tops, *ordered) for each in emit(id)]


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]
