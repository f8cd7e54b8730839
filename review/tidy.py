"""Text of a document as other formats may hold it."""

from __future__ import annotations

import re

# What XML 1.0 has no place for (section 2.2), and the control characters of the upper half.
_NOWHERE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def one_line(text: str) -> str:
    """The text on one line, without signs that XML and iCalendar forbid."""
    return " ".join(_NOWHERE.sub("", text).split())


def short(text: str, length: int) -> str:
    """The text on one line of at most `length` characters; "…" stands for the rest."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
