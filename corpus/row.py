"""A document as the store tells it; apart from the store, so that who only shows it need not wait for a database."""

from __future__ import annotations

from typing import NamedTuple

DONE, QUARANTINE = "done", "quarantine"


class Row(NamedTuple):
    """One document as the inventory and the screen show it."""

    id: str
    stem: str
    source: str
    state: str
    reason: str | None
    detail: str | None
    kind: str | None
    title: str | None
    date: str | None
    ministry: str | None
    pages: int
    redactions: int
    grounds: tuple[str, ...]
    commitments: int
    motions: int
    deadlines: int
    warnings: int
