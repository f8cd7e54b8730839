"""A nota as some OCR wrote it down: odd bullets, slips in letters, and side column words in the lines of the body."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

from examples.content import Item, Paper, Part, Row, plain

# Slip for what stands on the page; the kind of slips that OCR of Dutch notas is known for.
SLIPS = (
    ("Geadviseerd", "Geadyviseerd"),
    ("coördinerende", "codrdinerende"),
    ("financiële", "financiéle"),
    ("AI en", "Al en"),
)
BULLETS = ("¢ ", "e ")
WIDTH = 80
FEED = "\f"
PAGE = 20  # lines on the first page


def write(paper: Paper, path: Path) -> int:
    """Write the text; the number of pages, parted by form feeds, comes back."""
    lines: list[str] = []
    for part in paper.parts:
        lines += _part(part, len(lines))
    first, second = lines[:PAGE], lines[PAGE:]
    remains = [line for field in paper.later_column for line in (field.label or "", *field.lines)]
    first, second = _slipped(first), _slipped(second)
    text = "\n".join(first) + f"\n{FEED}" + "\n".join(_beside(second, remains)) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return 2


def _part(part: Part, count: int) -> list[str]:
    lines = ["", part.heading or ""] if count else [part.heading or ""]
    for i, block in enumerate(part.blocks):
        if isinstance(block, Row):
            lines.append(" ".join(block.cells))
            continue
        text = plain(getattr(block, "text", ""))
        if isinstance(block, Item):
            lines += wrap(BULLETS[i % 2] + text, WIDTH, break_on_hyphens=False)
        else:
            lines += ["", *wrap(text, WIDTH, break_on_hyphens=False)]
    return lines


def _slipped(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    for right, wrong in SLIPS:
        text = text.replace(right, wrong)
    return text.split("\n")


def _beside(lines: list[str], remains: list[str]) -> list[str]:
    """The words of the side column at the end of the first lines: a wide gap before the first, then a blank."""
    found, rest = [], list(remains)
    for line in lines:
        if rest and line:
            gap = "  " if len(rest) == len(remains) else " "
            line = f"{line}{gap}{rest.pop(0)}"
        found.append(line)
    return found
