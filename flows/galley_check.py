"""Whether the workspace shows what the rules of now propose: its galley may be of an earlier run, or of older rules."""

from __future__ import annotations

from pathlib import Path

from corpus.decisions import Published
from corpus.document import Box, Span
from corpus.errors import Damaged
from corpus.galley import read_galley


def is_of_now(shown: Path, made: Path) -> bool:
    """False where another text was read, other words or other ink are hidden; and where one cannot be read."""
    try:
        return _told(shown) == _told(made)
    except (OSError, Damaged):
        return False


def _told(file: Path) -> tuple[str, list[Span], list[Box]]:
    galley = read_galley(file)
    gaps = Published(galley.document, galley.decisions).gaps
    return galley.document.text, [gap.span for gap in gaps], [mark.box for mark in galley.marks]
