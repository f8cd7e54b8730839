"""`lakwerk search`: hits on the screen, or as JSON for other programs."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from corpus.database import StoreTrouble
from corpus.export import as_json
from corpus.facets import FACETS
from corpus.search import BadQuery, Filters, Found, Hit, search_in
from flows.progress import say, warn
from review.remarks import remarks
from review.words import KINDS, STATES

FOUND, WRONG_USAGE = 0, 2
WORDS = KINDS | STATES
SHOWN = 20  # hits, where nobody says how many
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def show(arguments: Namespace) -> int:
    """Search DIR and print what was found."""
    try:
        found = search_in(arguments.out / "lakwerk.db", " ".join(arguments.words), filters_of(arguments))
    except (BadQuery, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    for remark in remarks(found):
        warn(remark)
    if arguments.json:
        hits = [as_json(hit) for hit in found.hits]
        told = {"hits": hits, **_around(found)} if arguments.facets else hits
        say(json.dumps(told, ensure_ascii=False, indent=2))
        return FOUND
    for number, hit in enumerate(found.hits, 1):
        say(as_text(number, hit, bold=sys.stdout.isatty()))
    if arguments.facets:
        _say_facets(found)
    say(_total(found))
    return FOUND


def filters_of(arguments: Namespace) -> Filters:
    """What was asked for beside words."""
    facets = ((name, value) for name in FACETS for value in getattr(arguments, name, None) or ())
    return Filters(
        limit=arguments.limit or SHOWN,
        facets=tuple(facets),
        due_before=arguments.due_before,
        due_from=arguments.due_from,
        late_on=arguments.overdue,
        order=arguments.order or "",
        kind=arguments.only_kind,
    )


def _around(found: Found) -> dict[str, Any]:
    return {
        "total": found.total,
        "more": found.more,
        "facets": {facet.name: {each.value: each.amount for each in facet.counts} for facet in found.facets},
    }


def _say_facets(found: Found) -> None:
    for facet in found.facets:
        say(f"{facet.label}: {', '.join(f'{WORDS.get(value, value)} ({amount})' for value, amount in facet.counts)}")


def _total(found: Found) -> str:
    if not found.hits:
        return "Niets gevonden."
    shown = len(found.hits)
    # One sentence may be found twice, in its section and as a commitment, and is shown once.
    return f"{shown} gevonden." if shown >= found.total or not found.next else f"{shown} getoond; er is meer."


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
