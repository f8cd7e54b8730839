"""Labels and headings as data, and the small questions about Dutch words that layout asks."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list


class Label(NamedTuple):
    key: str
    value: str


@cache
def labels() -> dict[str, Label]:
    """Wording in small letters -> typed label."""
    rows = load_list("corpus", "labels")["label"]
    return {form: Label(row["key"], row["value"]) for row in rows for form in row["forms"]}


@cache
def _with_colon() -> dict[str, Label]:
    """The labels that are words of a text where no colon stands after them."""
    rows = load_list("corpus", "labels")["with_colon"]
    return {form: Label(row["key"], row["value"]) for row in rows for form in row["forms"]}


@cache
def headings() -> dict[str, int]:
    """Wording in small letters -> level (1 opens a section)."""
    rows = load_list("corpus", "headings")["heading"]
    return {form: int(row["level"]) for row in rows for form in row["forms"]}


_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVX]+\.)\s+")


def plain(text: str) -> str:
    """Small letters, one blank between words, no colon or numbering: the form in which wordings are compared."""
    return _NUMBERING.sub("", " ".join(text.split())).rstrip(" :.").lower()


@cache
def label_of(text: str) -> Label | None:
    """The label that a text is, as a whole; a long one also with a letter that OCR misread ("Onze reterentie")."""
    form = " ".join(text.split()).rstrip(" :").lower()
    if form in _with_colon():
        return _with_colon()[form] if text.rstrip().endswith(":") else None
    if form in labels() or not 7 <= len(form) <= 24:
        return labels().get(form)
    near = get_close_matches(form, [name for name in labels() if len(name) >= 7], n=1, cutoff=0.88)
    return labels()[near[0]] if near else None


def heading_level(text: str, *, numbered: bool = True) -> int:
    """1 or 2 for a known heading, 0 for any other text, also where it is the end of a sentence: "bijlage.".

    Without `numbered` those that are known but for their number ("Vraag 3") count as other text.
    """
    if text[:1].islower() and text.endswith("."):
        return 0
    if len(text) >= 80:
        return 0
    return headings().get(plain(text), 0) or (_numbered(text.strip()) if numbered else 0)


def _numbered(text: str) -> int:
    """The level of a heading that is known but for its number: "Vraag 3"."""
    rows = load_list("corpus", "headings")["pattern"]
    return next((int(row["level"]) for row in rows if re.fullmatch(row["pattern"], text)), 0)


@cache
def _openings(kind: str) -> tuple[re.Pattern[str], ...]:
    rows = (row for row in load_list("corpus", "openings")["opening"] if row["kind"] == kind)
    return tuple(re.compile(row["pattern"] if row.get("anywhere") else rf"^{row['pattern']}") for row in rows)


def opens_as(text: str, kind: str) -> bool:
    """True for a line that opens as a salutation, sender, house, series, speaker or question does.

    >>> opens_as("Geachte voorzitter,", "salutation"), opens_as("De heer Paternotte (D66):", "speaker")
    (True, True)
    """
    return any(pattern.search(text) for pattern in _openings(kind))


@cache
def commonness(word: str) -> float:
    """How common a Dutch word is, on the Zipf scale (0 unknown, 3 a word in a newspaper a day, 7 'de')."""
    from wordfreq import zipf_frequency  # loads 0.4 s of data that `lakwerk search` never needs

    return float(zipf_frequency(word.lower(), "nl", wordlist="large"))


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def visible(word: str) -> str:
    """A word without signs that nobody sees, such as soft hyphens: they would keep a name from being known.

    >>> visible("Jan\u200bsen")
    'Jansen'
    """
    return _UNSEEN.sub("", word) or word
