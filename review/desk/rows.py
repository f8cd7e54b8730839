"""The records of a published record with corrections laid over them, on what can be seen of both.

A reviewer must see what they did at once, before the document is made anew. What counts in the end is made by
corpus/corrected.py, out of the document itself; what that cannot find again only shows once it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.corrections import FIELDS, Correction, Sort, What
from corpus.found_again import find_stretch, is_readable, plain, says

NEW = "nieuw"  # how the keys begin of what the record does not hold
DAYS = ("earliest", "latest")


@dataclass
class Row:
    """A record while corrections are laid over it; `id` is its number, "" for what has none yet.

    `tells` are the wordings that told it from others of its sentence, the last one now; `found` is None for what the
    record does not hold: not made yet, or rejected by now. `added` says that a person made it.
    """

    key: str
    id: str
    kind: Sort
    sentence: str
    page: int
    tells: list[str]
    values: dict[str, str | None]
    found: Mapping[str, Any] | None = None
    said: Correction | None = None
    added: bool = False
    facts: list[tuple[str, str]] = field(default_factory=list)


def rows_of(record: Mapping[str, Any], corrections: Iterable[Correction]) -> list[Row]:
    """The rows of a record, commitments first, what was added or rejected behind those of its kind."""
    rows = [_row(record, sort, found) for sort in Sort for found in record[f"{sort}s"]]
    for each in corrections:
        _lay(rows, each)
    order = list(Sort)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _row(record: Mapping[str, Any], sort: Sort, found: Mapping[str, Any]) -> Row:
    due: Mapping[str, Any] = next((each for each in record["deadlines"] if each["id"] == found.get("deadline")), {})
    values = {name: found.get(name, due.get(name)) for name in FIELDS[sort]}
    row = Row(found["id"], found["id"], sort, found["sentence"], found["page"], [_tell(sort, found)], values, found)
    row.added = found.get("by_hand") == "added"
    if sort == Sort.MOTION:
        movers = ", ".join(found["movers"]) + (" c.s." if found["and_others"] else "")
        paper = f"{found['dossier']}, nr. {found['number']}" if found["number"] else "niet genoemd"
        row.facts = [("Indieners", movers or "niet genoemd"), ("Kamerstuk", paper)]
        row.facts.append(("Vraagt", found["subject"] or "niet gezegd"))
    elif sort == Sort.DEADLINE:
        row.facts = [("Bewoording", found["text"])]
    elif due:
        row.facts = [("Termijn", due["text"])]
    return row


def _tell(sort: Sort, found: Mapping[str, Any]) -> str:
    """What tells a record from others of its sentence (corpus/corrections.py, `action`)."""
    if sort == Sort.MOTION:
        return f"{found['dossier']}-{found['number']}" if found["number"] else ", ".join(found["movers"])
    return str(found["action"] if sort == Sort.COMMITMENT else found["text"])


def _lay(rows: list[Row], each: Correction) -> None:
    fields = dict(each.fields)
    row = _find(rows, each, fields.get("action"))
    if row is None:
        row = _unheld(each, f"{NEW}-{len(rows)}")
        if row.added:
            row.values |= _free_days(rows, each)
        rows.append(row)
    row.values |= fields
    if action := fields.get("action"):
        row.tells.append(action)
    row.said = each
    if row.kind == Sort.DEADLINE or fields.keys() & set(DAYS):
        _share(rows, row, fields)


def _unheld(each: Correction, key: str) -> Row:
    """A row for what the record does not hold; what is not known of it stays empty."""
    added = each.what == What.ADD
    values: dict[str, str | None] = dict.fromkeys(FIELDS[Sort(each.kind)])
    if added:
        values |= {"action": each.sentence, "status": "unknown"}
    tells = [each.sentence if added else each.action]
    return Row(key, each.id, Sort(each.kind), each.sentence, each.page, tells, values, added=added)


def _free_days(rows: Sequence[Row], each: Correction) -> dict[str, str | None]:
    """The days of a deadline in the words of an added commitment that binds nothing yet."""
    free = [row for row in rows if row.kind == Sort.DEADLINE and row.found and not row.found["applies_to"]]
    mine = [row for row in free if row.page == each.page and find_stretch(row.tells[0], each.sentence)]
    return {name: mine[0].values[name] for name in DAYS} if mine else {}


def _share(rows: Sequence[Row], row: Row, fields: Mapping[str, str | None]) -> None:
    """A commitment and the deadline that is its own show the same days; a rejected deadline has none."""
    is_due = row.kind == Sort.DEADLINE
    is_gone = row.said is not None and row.said.what == What.REJECT
    days = {name: None if is_gone else row.values[name] for name in DAYS if is_due or name in fields}
    for other in rows:
        deadline, bound = (row, other) if is_due else (other, row)
        applies_to = (deadline.found or {}).get("applies_to", [])
        if (bound.found or {}).get("deadline") == deadline.key and (is_due or applies_to == [bound.key]):
            other.values |= days
            # Who dates a commitment dates its deadline; the other way round the commitment is as it was.
            deadline.said = row.said


def _find(rows: Sequence[Row], each: Correction, action: str | None) -> Row | None:
    """The row that a correction is about: on its page before any other, the one of its number before any other."""
    found = [row for row in rows if row.kind == each.kind and _are_one(each.sentence, row.sentence)]
    found = [row for row in found if row.page == each.page] or found
    if each.what == What.ADD:
        same = [row for row in found if not action or _is_told(row, action)]
        return same[0] if same else None
    own = [row for row in found if _may_be(row, each)]
    same = [row for row in own if not each.action or action in row.tells or _is_told(row, each.action)]
    if not same and len(own) == 1 and own[0].found and own[0].found.get("by_hand"):
        same = own  # the rules word its action otherwise by now
    return min(same, key=lambda row: row.id != each.id, default=None)


def _may_be(row: Row, each: Correction) -> bool:
    """Whether a row may be what was corrected, and not another that reads the same.

    What was corrected before the record was made shows in it, and what was rejected is gone from it; what was corrected
    since bears its number.
    """
    if row.found is None or not each.id or row.id == each.id:
        return True
    return each.what != What.REJECT and bool(row.found.get("by_hand"))


def _is_told(row: Row, wording: str) -> bool:
    return any(_are_one(wording, told) for told in row.tells)


def _are_one(a: str, b: str) -> bool:
    """Whether two published wordings may be one, of which more or less is hidden by now."""
    return plain(a) == plain(b) or any(is_readable(one) and says(one, other) for one, other in ((a, b), (b, a)))
