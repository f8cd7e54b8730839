"""Our own Markdown as a Word file: headings, paragraphs, items, tables. [Blanks] in paragraphs come out yellow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from flows.draft import Draft

WIDTH = 16.0  # centimetres between the margins
FIRST = 4.5  # of the first column, where there are others
_MARKS = re.compile(r"\*\*|`|\\(?=\*)")
_HEADING = re.compile(r"(#+) (.*)")


def as_word(text: str, title: str) -> bytes:
    """The Word file; the same text gives the same bytes."""
    draft = Draft(title)
    for block in text.split("\n\n"):
        for kind, lines in groupby(_joined(block), key=_kind):
            if kind == "|":
                _table(draft, list(lines))
                continue
            for line in lines:
                if found := _HEADING.fullmatch(line):
                    draft.heading(found[2], min(3, len(found[1])))
                elif kind == "-":
                    draft.item(_plain(line[2:]))
                else:
                    draft.paragraph(_plain(line))
    return draft.content()


def _joined(block: str) -> Iterator[str]:
    """The lines of a block, those that go on put together."""
    held = ""
    for line in filter(None, block.split("\n")):
        begins = not held or _kind(line) or _kind(held) in ("|", "#")
        if begins and held:
            yield held
        held = line.strip() if begins else f"{held} {line.strip()}"
    if held:
        yield held


def _kind(line: str) -> str:
    """What a line begins: a row, a heading, an item; "" for running text."""
    return next((sign[0] for sign in ("| ", "|-", "#", "- ") if line.startswith(sign)), "")


def _table(draft: Draft, lines: list[str]) -> None:
    head, _, *rows = ([_plain(cell) for cell in line.strip("|").split("|")] for line in lines)
    rest = (WIDTH - FIRST) / max(1, len(head) - 1)
    draft.table(head, rows, [FIRST, *[rest] * (len(head) - 1)])


def _plain(text: str) -> str:
    return _MARKS.sub("", text).strip()
