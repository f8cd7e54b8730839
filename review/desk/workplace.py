"""What the workspace works on: DIR, as the command hands it over, and what only the pipeline can do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from corpus.events import Events
from corpus.trail import Entry, Fact

HERE = ("127.0.0.1", "::1")


class Role(StrEnum):
    """What somebody may do; the value is what a proxy says in its header."""

    READER = "lezer"
    OFFICER = "behandelaar"
    SECOND = "tweede lezer"
    ADMINISTRATOR = "beheerder"


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come in. Without `user_header` one person works here, who has the secret address.

    `roles` maps what the proxy says (of which a user may have several, parted by commas) to roles.
    """

    local_user: str
    four_eyes: bool = False
    user_header: str = ""
    role_header: str = ""
    proxies: tuple[str, ...] = HERE
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "::1")


class Listed(NamedTuple):
    """A document of DIR. `stem` and `name` have no personal data in them; `held` says why it is in quarantine."""

    id: str
    stem: str
    name: str
    kind: str
    title: str
    date: str
    ministry: str
    pages: int
    boxes: int
    held: str
    parent: str


class Running(NamedTuple):
    """A run of `lakwerk run` that goes on in DIR: how many documents it had to do, and how many are left."""

    total: int
    left: int


class Preview(NamedTuple):
    """A document as it would be released at a version of its review.

    `state` is "bezig", "klaar" or "mislukt"; `detail` says in Dutch what stood in the way. `report` is what the checks
    looked at, one sentence each, and whether it is well.
    """

    version: int
    state: str
    detail: str = ""
    report: tuple[tuple[bool, str], ...] = ()
    files: tuple[str, ...] = ()  # of pdf, txt, html, json


class Workplace(Protocol):
    """DIR and the pipeline; every method may be called from many threads. Raises StoreTrouble where DIR has trouble."""

    @property
    def events(self) -> Events: ...

    @property
    def rules(self) -> Rules: ...

    @property
    def index_file(self) -> Path: ...

    def documents(self) -> tuple[Listed, ...]:
        """All documents of DIR, attachments after what they came with."""
        ...

    def document(self, id: str) -> Listed | None: ...

    def galley(self, id: str) -> Path:
        """Where its galley lies, or would lie."""
        ...

    def pages(self, id: str) -> Path | None:
        """The PDF or picture file with the original pages; None where it is not there any more."""
        ...

    def record(self, id: str) -> dict[str, Any] | None:
        """The public record as it is now."""
        ...

    def placed(self, id: str, ending: str) -> Path | None:
        """A file as the last run or release made it, whatever a person thinks of it."""
        ...

    def running(self) -> Running | None: ...

    def note(self, fact: Fact) -> None:
        """Add a fact to the trail."""
        ...

    def trail(self) -> Iterable[Entry]: ...

    def preview(self, id: str, *, again: bool = False) -> Preview:
        """How it would be released; begins to make it where that was not done for what counts now, or `again`."""
        ...

    def seen_preview(self, id: str) -> Preview | None:
        """The newest preview, whatever its version."""
        ...

    def previewed(self, id: str, ending: str) -> Path | None:
        """A file of the newest preview."""
        ...

    def release(self, id: str, version: int, who: str) -> str:
        """Let it go as previewed; "" where that is done, else a Dutch sentence that says why not."""
        ...

    def withdraw(self, id: str, who: str, why: str) -> None:
        """Take back what was released."""
        ...

    def released(self, id: str, ending: str) -> Path | None:
        """A file that was released."""
        ...
