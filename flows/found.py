"""All that a search finds, for feeds and saved searches. Of their files only this one asks the store."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from flows.asked_parser import NARROWING
from flows.settings import WrongUsage
from review.find import Find
from review.words import KINDS

DAYS = {"due_before": "termijn voor", "due_from": "termijn vanaf", "overdue": "open en over de termijn op"}
_PAGE = 1000  # hits that are asked for at a time


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed: words, and the filters of `lakwerk search`; `facets` are (name, value)."""

    words: str
    kind: str | None = None
    due_before: date | None = None
    due_from: date | None = None
    overdue: date | None = None
    facets: tuple[tuple[str, str], ...] = ()

    @classmethod
    def typed(cls, arguments: Namespace) -> Self:
        """The search of a command line made by flows/asked_parser.py."""
        facets = tuple((name, value) for name in NARROWING for value in getattr(arguments, name) or ())
        days = {name: getattr(arguments, name) for name in DAYS}
        return cls(" ".join(arguments.words).strip(), arguments.only_kind, **days, facets=facets)

    def __str__(self) -> str:
        days = (f"{label} {getattr(self, name)}" for name, label in DAYS.items() if getattr(self, name))
        return ", ".join(
            filter(None, (self.words, self.kind and KINDS[self.kind], *(v for _, v in self.facets), *days))
        )


def found(root: Path, asked: Asked) -> tuple[Find, ...]:
    """All that a search finds in DIR, the newest document first and undated ones last.

    Raises WrongUsage, in Dutch, for words that cannot be searched and where there is nothing to search in.
    """
    hits = {hit.key: hit for hit in reversed(_hits(root, asked))}
    ordered = sorted(hits.values(), key=lambda hit: (hit.stem, hit.page, hit.record or "", hit.key))
    return tuple(sorted(ordered, key=lambda hit: hit.date or "", reverse=True))


def _hits(root: Path, asked: Asked) -> list[Find]:
    """Page after page, newest first: in that order a search is exact, and leaves nothing out."""
    from corpus.database import StoreTrouble  # here: the list of saved searches needs no search
    from corpus.search import BadQuery, Filters, search_in

    filters = Filters(
        kind=asked.kind, due_before=asked.due_before, due_from=asked.due_from, late_on=asked.overdue,
        facets=asked.facets, limit=_PAGE, order="newest",
    )  # fmt: skip
    hits: list[Find] = []
    try:
        while True:
            page = search_in(root / "lakwerk.db", asked.words, filters)
            hits += map(Find.of, page.hits)
            if not page.next:
                return hits
            filters = replace(filters, cursor=page.next)
    except (BadQuery, StoreTrouble) as error:
        raise WrongUsage(str(error)) from None
