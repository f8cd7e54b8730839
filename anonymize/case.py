"""What the gate's engines look at: the file, what may be in it, and what may not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from anonymize import structure
from anonymize.boxes import Cut, Drawn, Piece, cut
from anonymize.redact import kept
from anonymize.wording import Secret, Secrets, Text
from corpus.decisions import Category, Published
from corpus.document import Box, Page


class Spot(NamedTuple):
    """Where an engine found what may not be there, or could not look. It never holds the wording itself.

    `page` is 0 where the place is the file and no page; `fault` is a code without content. `blind` is set where
    the engine could not look, and says in Dutch why.
    """

    engine: str
    page: int
    box: Box | None = None
    category: Category = Category.OTHER
    ground: str = ""
    fault: str = "found"
    blind: str = ""


@dataclass(frozen=True)
class Case:
    """One redacted file and the decisions it was made from."""

    target: Path
    published: Published
    drawn: tuple[Drawn, ...]
    secrets: Secrets

    @cached_property
    def title(self) -> str:
        """The title that the file gives itself; the gate holds it against the published text."""
        return structure.title(self.target)

    @cached_property
    def parted(self) -> Cut:
        return cut(self.published)

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.published.document.pages

    @cached_property
    def faults(self) -> tuple[str, ...]:
        return tuple(structure.faults(self.target, len(self.pages)))

    def drawn_on(self, page: int) -> list[Drawn]:
        return [one for one in self.drawn if one.box.page == page]

    def kept_on(self, page: int) -> list[Piece]:
        return kept(self.parted, page, [one.box for one in self.drawn_on(page)])

    def excess(self, engine: str, page: int, text: str) -> list[Spot]:
        """A spot for each secret that a page's text says more often than its kept words do."""
        found = Text(text)
        allowed = Text(" ".join(piece.text for piece in self.kept_on(page)))
        return [
            spot(engine, page, secret)
            for secret in self.secrets.all
            if (count := found.count(secret)) and count > allowed.count(secret)
        ]


def spot(engine: str, page: int, secret: Secret, box: Box | None = None) -> Spot:
    """Where a secret was found."""
    return Spot(engine, page, box, secret.category, secret.ground)
