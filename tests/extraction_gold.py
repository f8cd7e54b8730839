"""What people read in real documents (tests/extraction/*.jsonl), held against what extraction makes of them.

Two readers labelled each document apart, a third settled where they differed, all before any output was seen. A gold
row holds a few words that tell the place; the documents themselves stay in the shared folder beside the project.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from figures import Tally
from reading import folded

from corpus.document import Document, Span
from corpus.records import Commitment, Deadline, Motion, Records
from nlp.actors import office_in

GOLD = Path(__file__).parent / "extraction"
Row = dict[str, Any]


class Seen(NamedTuple):
    """A document and what was extracted from it."""

    document: Document
    records: Records

    def at(self, span: Span) -> str:
        return fold(self.document.at(span))


def gold(name: str) -> dict[str, list[Row]]:
    """The labels of one set, by document."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["doc"]].append(row)
    return rows


def fold(text: str) -> str:
    """Small letters, plain quotes, dashes and blanks: where OCR and print differ without a difference in meaning."""
    return folded(text).lower()


def bare(name: str) -> str:
    """A name without its accents: the House's own open data leave some out."""
    folded = unicodedata.normalize("NFKD", name.strip().casefold().replace("ı", "i"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


KINDS = ("commitment", "deadline", "motion")


def score(rows: Sequence[Row], seen: Seen, name: str, tally: Tally, kinds: Sequence[str] = KINDS) -> None:
    """Hold one document's records against its labels, of the kinds that were labelled in it."""
    judges = {"commitment": _commitments, "deadline": _deadlines, "motion": _motions}
    for kind in kinds:
        judges[kind](rows, seen, name, tally)


def _of(rows: Iterable[Row], kind: str, optional: bool = False) -> list[Row]:
    return [row for row in rows if row["type"] == kind and bool(row.get("optional")) is optional]


def _commitments(rows: Sequence[Row], seen: Seen, name: str, tally: Tally) -> None:
    free = list(seen.records.commitments)
    deadlines = {each.id: each for each in seen.records.deadlines}

    def take(row: Row) -> Commitment | None:
        near = [one for one in free if fold(row["quote"]) in seen.at(one.sentence)]
        found = max(near, key=lambda one: _shared(row["quote"], seen, one), default=None)
        if found:
            free.remove(found)
        return found

    wanted, count = _of(rows, "commitment"), len(free)
    for row in wanted:
        found = take(row)
        tally.add(f"{name}: commitments, found", found is not None, 1, *_if(found is None, row["quote"]))
        if row.get("doubt") is None:
            tally.add(f"{name}: commitments that nobody doubts, found", found is not None, 1)
        if found:
            if row["actor"]:
                right = _actor(found.actor) in {_actor(each) for each in (row["actor"], *row.get("actor_also", ()))}
                told = f"{row['quote']}: {found.actor!r}, not {row['actor']!r}"
                tally.add(f"{name}: actor right", right, 1, *_if(not right, told))
            due, want = deadlines.get(found.deadline or ""), row.get("deadline")
            right = _days(want) == (_when(due) if due else (None, None, None))
            told = f"{row['quote']}: {due and _when(due)}, not {want}"
            tally.add(f"{name}: deadline of a commitment right", right, 1, *_if(not right, told))
    count -= sum(take(row) is not None for row in _of(rows, "commitment", True))
    extra = [f"{one.rule}: {seen.document.at(one.sentence)[:200]}" for one in free]
    tally.add(f"{name}: commitments, right", count - len(free), count, *extra)
    let = [row for row in _of(rows, "near_miss") if any(fold(row["quote"]) in seen.at(one.sentence) for one in free)]
    tally.add(f"{name}: false friends let through", len(let), len(_of(rows, "near_miss")))


def _shared(quote: str, seen: Seen, one: Commitment) -> int:
    """How many words of a quote the promised action has: tells apart two promises of one sentence."""
    words = {word for span in one.action for word in seen.at(span).split()}
    return len(words & set(fold(quote).split()))


def _if(condition: bool, text: str) -> list[str]:
    return [text] if condition else []


def _actor(name: str | None) -> str:
    # "minister van Financiën" and "minister van Fin" are one.
    office = office_in(name or "")
    return "kabinet" if name == "regering" else (office if office and " " in office else name or "").casefold()


def _days(row: Row | None) -> tuple[str | None, ...]:
    return tuple((row or {}).get(each) for each in ("earliest", "latest", "recurrence"))


def _when(one: Deadline) -> tuple[str | None, ...]:
    days = (one.earliest, one.latest)
    return (*(day.isoformat() if day else None for day in days), one.recurrence)


def _deadlines(rows: Sequence[Row], seen: Seen, name: str, tally: Tally) -> None:
    free = list(seen.records.deadlines)

    def take(row: Row, exact: bool) -> Deadline | None:
        for one in free:
            text, sentence = seen.at(one.expression), one.sentence
            about = seen.at(Span(max(0, sentence.start - 80), sentence.end + 80))
            same = fold(row["text"]) in text or text in fold(row["text"])
            if same and fold(row["near"]) in about and (not exact or _days(row) == _when(one)):
                free.remove(one)
                return one
        return None

    wanted, count = _of(rows, "deadline"), len(free)
    # Those that are right are taken first: one sentence may have the same words twice.
    exact = [row for row in wanted if take(row, True)]
    rest = [row for row in wanted if row not in exact]
    loose = {id(row): found for row in rest if (found := take(row, False))}
    count -= sum(take(row, False) is not None for row in _of(rows, "deadline", True))
    missed = [f"{row['near']}: {_when(loose[id(row)]) if id(row) in loose else '-'}, not {_days(row)}" for row in rest]
    extra = [f"extra {one.rule} {seen.document.at(one.expression)!r}: {_around(seen, one)}" for one in free]
    tally.add(f"{name}: deadlines, found", len(exact) + len(loose), len(wanted))
    tally.add(f"{name}: deadlines, found and exact", len(exact), len(wanted), *missed)
    tally.add(f"{name}: deadlines, right", len(exact), count, *extra)


def _around(seen: Seen, one: Deadline) -> str:
    start = max(one.sentence.start, one.expression.start - 90)
    return " ".join(seen.document.text[start : one.expression.end + 60].split())


def _motions(rows: Sequence[Row], seen: Seen, name: str, tally: Tally) -> None:
    # A motion paper's own motion is held against its official metadata, not here.
    told = [_told(one) for one in seen.records.motions if one.rule != "paper"]
    free = list(told)
    for row in _of(rows, "motion") + _of(rows, "motion", True):
        right = _named(row) in free
        if right:
            free.remove(_named(row))
        if not row.get("optional"):
            tally.add(f"{name}: motions, found", right, 1, *_if(not right, f"{row.get('quote')}: {_named(row)}"))
    tally.add(f"{name}: motions, right", len(told) - len(free), len(told), *(f"extra {key}" for key in free))


Named = tuple[tuple[str, ...], str | None, int | None]


def _named(row: Row) -> Named:
    return tuple(bare(name) for name in row["movers"]), row.get("dossier"), row.get("number")


def _told(one: Motion) -> Named:
    return tuple(bare(mover.name) for mover in one.movers), one.dossier, one.number
