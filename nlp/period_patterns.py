"""The pieces of the grammar of Dutch periods: small named patterns, built from the lists in `lists/times.toml`.

In a pattern " " stands for white space; `spaced` says so to `re`. Texts are matched in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from corpus.knowledge import load_list


def words() -> dict[str, Any]:
    """The word lists of `lists/times.toml`."""
    return load_list("nlp", "times")


def either(names: Iterable[str]) -> str:
    """One of these words, the longest first."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


def spaced(pattern: str) -> str:
    """A pattern in which " " matches white space and " ?" may be absent."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


_LETTERS = re.compile(r"\\.|\(\?P<\w+>|[A-ZÀ-Ý]+")


def small(pattern: str) -> str:
    """A pattern for texts in small letters: its own become small, but not those of its groups and classes."""
    return _LETTERS.sub(lambda found: found[0] if found[0][0] in "\\(" else found[0].lower(), pattern)


MONTHS = {name.rstrip("."): row["number"] for row in words()["month"] for name in row["names"]}
SEASONS = {name: row["first_month"] for row in words()["season"] for name in row["names"]}
PARTS = {name: row for row in words()["part"] for name in row["names"]}
RECESSES = {name: row["name"] for row in words()["recess"] for name in row["names"]}
WEEKDAYS = {name: number for number, name in enumerate(words()["weekdays"]["names"])}
ORDINALS: dict[str, int] = words()["ordinals"]

MONTH = either(name for row in words()["month"] for name in row["names"])
WEEKDAY, SEASON, ORDINAL = either(WEEKDAYS), either(SEASONS), either(ORDINALS)
# "24 juni 202214": the digits after the year are a footnote's.
NUMBER = r"(?:19|20)\d\d(?=\d{0,2}(?!\d))"
NAMED_YEAR = r"(?:dit|deze|het lopende|het komende|komend|het volgende|volgend|aankomend) (?:kalender)?jaar"
YEAR = rf"(?:{NUMBER}|{NAMED_YEAR})"
OF = rf"(?: (?:van )?(?P<year>{YEAR}))?"
THIS = r"(?P<this>dit|deze|het lopende|de lopende|lopende)"
NEXT = r"(?P<next>(?:de |het )?(?:volgend|komend|aankomend|aanstaand|eerstvolgend)e?)"
NEAR = rf"(?:{THIS}|{NEXT})"
SOON = r"(?: (?P<soon>a\.\s?s\.?|aanstaande?))?"

INNER_MONTH = rf"(?:de maand )?(?P<month>{MONTH}){OF}{SOON}"
INNER_QUARTER = rf"(?:het )?(?:(?P<nth>{ORDINAL}) kwartaal|Q(?P<q>[1-4])|(?P<n>[1-4])(?:e|ste|de) kwartaal){OF}"
INNER_SEASON = rf"(?:de |het )?(?P<season>{SEASON}){OF}"
INNER_YEAR = rf"(?:het jaar )?(?P<year>{YEAR})|het (?:kalender)?jaar"
INNER_NEAR = rf"{NEAR} (?P<unit>weekend|week|maand|kwartaal|{SEASON}|{WEEKDAY}|{MONTH})"
INNER = "|".join((INNER_MONTH, INNER_QUARTER, INNER_SEASON, INNER_YEAR, INNER_NEAR, "de maand|het kwartaal"))


def bare(pattern: str) -> str:
    """A pattern without its names, to be used inside another."""
    return "(?:" + re.sub(r"\(\?P<\w+>", "(?:", pattern) + ")"


PART = rf"(?:(?:aan |in )?het )?(?P<part>{either(PARTS)})(?: van)? (?P<inner>{bare(INNER)})"
HALF = rf"(?:de )?(?P<nth>eerste|tweede) helft(?: van)? (?P<inner>{bare(INNER)})"
ALONE = rf"(?:(?:{WEEKDAY} )?(?P<d>\d{{1,2}})(?:e|ste|de)? (?P<month>{MONTH}){OF}{SOON})"
