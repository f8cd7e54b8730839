"""A sentence that was found, as feeds and digests tell it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, Self

from corpus.hits import Hit

_AS_THEY_ARE = ("stem", "source", "kind", "title", "date", "ministry", "page", "record", "sentence")


class Find(NamedTuple):
    """A sentence, redacted as in the record; `due` is its deadline: "voor de zomer" and its days."""

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

    @classmethod
    def of(cls, hit: Hit) -> Self:
        due = (hit.deadline.text, hit.deadline.earliest, hit.deadline.latest) if hit.deadline else None
        return cls(document=hit.id, due=due, **{name: getattr(hit, name) for name in _AS_THEY_ARE})

    @property
    def key(self) -> str:
        """Stays the same as long as the document says this sentence, whatever else is read in it."""
        told = f"{self.document}\n{' '.join(self.sentence.split())}"
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]
