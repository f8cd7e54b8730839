"""What is usual on the pages of a document, and by which type face its headings are told. Points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from corpus.sheet import Line
from corpus.words import heading_level

TERMINAL = re.compile(r"[.!?:;]['’”\")\]]*$")
RANK = ("large", "bold", "lined", "italic")  # heading faces, strongest first


class Look(NamedTuple):
    """What is known of pages before their lines are measured."""

    ocr_pages: frozenset[int] = frozenset()  # their letters were read by OCR: no type face, slips to mend
    gutters: Mapping[int, float] = {}  # pages in two columns: x of the middle of the gutter
    hanging: bool = True  # list items hang: their further lines are indented


PLAIN = Look()


@dataclass(frozen=True)
class Style:
    """What is usual in the body of a document. Points."""

    size: float
    step: float
    left: float
    right: float
    look: Look

    def is_ocr(self, line: Line) -> bool:
        return line.box.page in self.look.ocr_pages

    def edges(self, line: Line) -> tuple[float, float]:
        """Left and right of the column that a line stands in."""
        gutter = self.look.gutters.get(line.box.page)
        if gutter is None or line.box.x0 < gutter < line.box.x1:
            return self.left, self.right
        return (self.left, gutter) if line.box.x1 <= gutter else (gutter, self.right)


def style_of(lines: Sequence[Line], look: Look = PLAIN) -> Style:
    """Measure the body; lines from all pages together."""
    sizes: dict[float, int] = {}
    for line in lines:
        size = line.size or round(line.box.height)
        sizes[size] = sizes.get(size, 0) + len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 10.0
    steps = [b.box.top - a.box.top for a, b in pairwise(lines) if a.box.page == b.box.page]
    close = [step for step in steps if 0 < step < 3 * size]
    lefts = sorted(line.box.x0 for line in lines)
    rights = sorted(line.box.x1 for line in lines)
    return Style(
        size,
        sorted(close)[len(close) // 3] if close else 1.2 * size,  # many paragraphs of one line: the median is a gap
        lefts[len(lefts) // 10] if lefts else 0.0,
        rights[int(len(rights) * 0.9)] if rights else 0.0,
        look,
    )


def faces_of(lines: Iterable[Line], style: Style) -> Callable[[Line], str]:
    """A function that names the heading face of a line: "large", "bold", "italic" or "" for running text."""

    def face(line: Line) -> str:
        if not re.search(r"[A-Za-zÀ-ÿ]", line.text) or len(line.text) > 160:
            return ""
        if style.is_ocr(line):  # a scan shows faces by its ink, slant surest; a bold sentence is more likely a smudge
            left, right = style.edges(line)
            short = line.box.width < 0.9 * (right - left) and not TERMINAL.search(line.text)
            found = (("italic", line.italic), ("bold", line.bold), ("lined", line.lined))
            return next((name for name, has in found if has), "") if short else ""
        if line.size > (1.05 if line.bold else 1.14) * style.size:
            return "large"
        if line.bold:
            return "bold"
        if line.lined and len(line.text) < 100 and not line.text.endswith((".", ";", ",", ":")):
            return "lined"
        if line.italic and len(line.text) < 100 and not line.text.endswith((".", ";", ",", ":")):
            return "italic"
        return ""

    every = list(lines)
    bold_share = sum(len(line.text) for line in every if face(line) == "bold") / max(1, sum(len(x.text) for x in every))
    return face if bold_share < 0.6 else lambda line: ""


def top_face(lines: Iterable[Line], face: Callable[[Line], str]) -> str:
    """The face of section headings: that of most known ones, of as many the strongest; else the strongest there is."""
    every = list(lines)
    known = [face(line) for line in every if heading_level(line.text) == 1]
    faces = [name for name in known if name]
    if 2 * len(faces) < len(known):
        return ""
    if faces:
        return max(RANK, key=faces.count)
    present = [face(line) for line in every]
    # One line that is set larger is the title, or the name of an appendix
    return next((name for name in RANK if present.count(name) > 1), next((n for n in RANK if n in present), ""))
