"""What the gate's engines look at: the file, what may be in it, and what may not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from anonymize import structure
from anonymize.boxes import Cut, Drawn, Piece, cut
from anonymize.opened import Opened
from anonymize.proven import Proven
from anonymize.redact import Redacted
from anonymize.wording import Secret, Secrets, Text
from corpus.decisions import Category, Decision, Published
from corpus.document import Box, Document, Page

Look = Callable[[Document], tuple[Decision, ...]]


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
    """One redacted file, what it was made from, and what its maker says that it holds.

    `source` is the file as it came, to hold the pages against; `thorough` reads every page with OCR. `look` finds and
    decides, for text that nobody read before; `proven` are shapes of letters that earlier documents had.
    """

    target: Path
    published: Published
    made: Redacted
    secrets: Secrets
    source: Path | None = None
    thorough: bool = False
    look: Look | None = None
    proven: Proven | None = None

    @cached_property
    def opened(self) -> Opened:
        """The file in PDFium; raises what `corpus.render.opened` raises."""
        return Opened(self.target)

    def close(self) -> None:
        """Let go of the file."""
        if "opened" in vars(self):
            vars(self).pop("opened").close()

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

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        return self.made.boxes

    @cached_property
    def faults(self) -> tuple[str, ...]:
        return tuple(structure.faults(self.target, len(self.pages), frozenset(self.made.bands)))

    def is_drawn(self, page: int) -> bool:
        """True for a page that was drawn anew, false for a picture of a page."""
        return page in self.made.bands

    def drawn_on(self, page: int) -> list[Drawn]:
        return self._by_page[0].get(page, [])

    def kept_on(self, page: int) -> list[Piece]:
        return self._by_page[1].get(page, [])

    @cached_property
    def _by_page(self) -> tuple[dict[int, list[Drawn]], dict[int, list[Piece]]]:
        """Boxes and kept words: every engine asks for those of every page."""
        boxes: dict[int, list[Drawn]] = {}
        pieces: dict[int, list[Piece]] = {}
        for one in self.drawn:
            boxes.setdefault(one.box.page, []).append(one)
        for piece in self.made.pieces:
            pieces.setdefault(piece.box.page, []).append(piece)
        return boxes, pieces

    def due_on(self, page: int) -> Counter[str]:
        """The letters of a drawn page: those of its kept words and of the labels of its boxes."""
        if page not in self._due:
            told = [*(piece.text for piece in self.kept_on(page)), *(one.ground for one in self.drawn_on(page))]
            self._due[page] = letters("".join(told))
        return self._due[page]

    def _allowed_on(self, page: int) -> Text:
        """The kept words of a page."""
        if page not in self._allowed:
            self._allowed[page] = Text(" ".join(piece.text for piece in self.kept_on(page)))
        return self._allowed[page]

    @cached_property
    def searched(self) -> dict[bytes, tuple[Secret, ...]]:
        """What stands in bytes that were searched, by their SHA-256: a stream is met as an object and in the file."""
        return {}

    @cached_property
    def unread(self) -> dict[int, tuple[Box, ...]]:
        """The places of drawn pages with ink that nothing explains, of those that were looked at (`likeness`)."""
        return {}

    @cached_property
    def _due(self) -> dict[int, Counter[str]]:
        return {}

    @cached_property
    def _allowed(self) -> dict[int, Text]:
        return {}

    def excess(self, engine: str, page: int, text: str) -> list[Spot]:
        """A spot for each secret that a page's text says more often than its kept words do."""
        found, allowed = Text(text), self._allowed_on(page)
        return [
            spot(engine, page, secret)
            for secret in self.secrets.all
            if (count := found.count(secret)) and count > allowed.count(secret)
        ]


def letters(text: str) -> Counter[str]:
    """The letters and digits of a text, whatever their order."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def spot(engine: str, page: int, secret: Secret, box: Box | None = None) -> Spot:
    """Where a secret was found."""
    return Spot(engine, page, box, secret.category, secret.ground)
