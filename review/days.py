"""Days as they are told in Dutch."""

from __future__ import annotations

from datetime import date

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def day(told: str | None) -> str:
    """A day in words.

    >>> day("2024-07-04")
    '4 juli 2024'
    """
    if not told:
        return "datum onbekend"
    read = date.fromisoformat(told)
    return f"{read.day} {MONTHS[read.month - 1]} {read.year}"


def month(told: str) -> str:
    """The month of a day.

    >>> month("2024-07-04")
    'juli 2024'
    """
    read = date.fromisoformat(told)
    return f"{MONTHS[read.month - 1]} {read.year}"


def interval(earliest: str | None, latest: str | None) -> str:
    """When something must happen.

    >>> interval("2024-05-01", "2024-08-31")
    'van 1 mei 2024 tot en met 31 augustus 2024'
    >>> interval(None, "2024-07-04")
    'uiterlijk 4 juli 2024'
    """
    if not (earliest or latest):
        return "geen dag te bepalen"
    if earliest == latest:
        return f"op {day(latest)}"
    if earliest and latest:
        return f"van {day(earliest)} tot en met {day(latest)}"
    return f"uiterlijk {day(latest)}" if latest else f"vanaf {day(earliest)}"
