"""What the doctor says of one thing: how it is, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Grade(StrEnum):
    GOOD = "goed"
    ODD = "let op"
    WRONG = "fout"


class Remark(NamedTuple):
    """What was looked at, how it is, and what to do about it."""

    grade: Grade
    what: str
    told: str
