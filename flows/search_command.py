"""`lakwerk search`: hits on the screen, or as JSON for other programs."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from corpus.query import BadQuery
from corpus.search import Filters, Hit, NoStore, search
from flows.progress import say, warn
from flows.words import KINDS

FOUND, WRONG_USAGE = 0, 2
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def show(arguments: Namespace) -> int:
    """Search DIR and print what was found."""
    filters = Filters(arguments.kind, arguments.due_before, arguments.ministry, arguments.limit)
    try:
        hits = search(arguments.out / "lakwerk.db", " ".join(arguments.words), filters)
    except (BadQuery, NoStore) as error:
        warn(str(error))
        return WRONG_USAGE
    if arguments.json:
        say(json.dumps([as_json(hit) for hit in hits], ensure_ascii=False, indent=2))
        return FOUND
    for number, hit in enumerate(hits, 1):
        say(as_text(number, hit, bold=sys.stdout.isatty()))
    say("Niets gevonden." if not hits else f"{len(hits)} gevonden.")
    return FOUND


def as_json(hit: Hit) -> dict[str, Any]:
    """A hit with the keys of the record format."""
    return {
        "kind": hit.kind,
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


def as_text(number: int, hit: Hit, bold: bool) -> str:
    """A hit as three or four lines; the searched words stand out, as **words** where nothing is bold."""
    before, after = (BOLD, PLAIN) if bold else ("**", "**")
    facts = ", ".join(filter(None, (hit.source, hit.ministry, hit.date, f"p. {hit.page}")))
    lines = [f"{number}. [{KINDS[hit.kind]}] {hit.title or hit.source}", f"   {facts}"]
    lines += [f"   {line}" for line in _marked(hit, before, after).splitlines()]
    if hit.deadline:
        lines.append(f"   Termijn: {hit.deadline.text}{_interval(hit)}")
    return "\n".join([*lines, ""])


def _marked(hit: Hit, before: str, after: str) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in hit.marks:
        pieces += [hit.sentence[at:start], before, hit.sentence[start:end], after]
        at = end
    return "".join([*pieces, hit.sentence[at:]])


def _interval(hit: Hit) -> str:
    if not hit.deadline or not (hit.deadline.earliest or hit.deadline.latest):
        return ""
    earliest, latest = hit.deadline.earliest, hit.deadline.latest
    if earliest == latest:
        return f" ({latest})"
    return f" ({' '.join(filter(None, (earliest and f'vanaf {earliest}', latest and f'uiterlijk {latest}')))})"
