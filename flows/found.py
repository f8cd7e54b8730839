"""All that a search finds, for feeds and saved searches. Of their files only this one asks the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from flows.settings import WrongUsage
from flows.words import KINDS

_ALL = 1_000_000  # more than any store holds
_AS_THEY_ARE = ("stem", "source", "kind", "title", "date", "ministry", "page", "sentence")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed: words, and the filters of `lakwerk search`."""

    words: str
    kind: str | None = None
    due_before: date | None = None
    ministry: str | None = None

    def __str__(self) -> str:
        before = f"termijn voor {self.due_before}" if self.due_before else None
        return ", ".join(filter(None, (self.words, self.kind and KINDS[self.kind], self.ministry, before)))


class Found(NamedTuple):
    """A sentence that was found, redacted as in the record; `due` is its deadline, "voor de zomer" and its days."""

    document: str
    stem: str
    source: str
    kind: str
    title: str | None
    date: str | None
    ministry: str | None
    page: int
    record: str | None
    sentence: str
    due: tuple[str, str | None, str | None] | None

    @property
    def key(self) -> str:
        """Stays the same as long as the document says this sentence, whatever else is read in it."""
        told = f"{self.document}\n{' '.join(self.sentence.split())}"
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


def found(root: Path, asked: Asked) -> tuple[Found, ...]:
    """All that a search finds in DIR, the newest document first and undated ones last.

    Raises WrongUsage, in Dutch, for words that cannot be searched and where there is nothing to search in.
    """
    hits = {hit.key: hit for hit in reversed(_hits(root, asked))}
    ordered = sorted(hits.values(), key=lambda hit: (hit.stem, hit.page, hit.record or "", hit.key))
    return tuple(sorted(ordered, key=lambda hit: hit.date or "", reverse=True))


def _hits(root: Path, asked: Asked) -> list[Found]:
    from corpus.query import BadQuery  # here: the list of saved searches needs no search
    from corpus.search import Filters, NoStore, search

    try:
        hits = search(root / "lakwerk.db", asked.words, Filters(asked.kind, asked.due_before, asked.ministry, _ALL))
    except (BadQuery, NoStore) as error:
        raise WrongUsage(str(error)) from None
    return [_found(hit) for hit in hits]


def _found(hit: Any) -> Found:
    due = hit.deadline
    return Found(
        document=hit.id,
        record=getattr(hit, "record", None),
        due=(due.text, due.earliest, due.latest) if due else None,
        **{name: getattr(hit, name) for name in _AS_THEY_ARE},
    )
