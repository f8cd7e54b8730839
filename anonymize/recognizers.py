"""Numbers that lead to a person: the rows of lists/numbers.toml, each with a pattern and a check.

A check sees the match and the text around it, and answers how sure it is (0: it is something else).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import phonenumbers
from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number
from wordfreq import zipf_frequency

from corpus.decisions import Category
from corpus.document import Span
from corpus.knowledge import load_list
from nlp.gazetteer import first_names, surnames


class Match(NamedTuple):
    """What a check may look at."""

    text: str
    before: str
    after: str


class Row(NamedTuple):
    """A kind of number, with the reason and ground on which it is hidden.

    `needs` are words in small letters of which one must stand in a text for the pattern to match at all;
    `digits` is how many stand close together in each match.
    """

    rule: str
    category: Category
    pattern: re.Pattern[str]
    check: Callable[[Match], float]
    example: str
    reason: str
    ground: str
    needs: tuple[str, ...] = ()
    digits: int = 0


class Number(NamedTuple):
    """A found number or address."""

    span: Span
    category: Category
    rule: str
    score: float


def _table() -> Mapping[str, Any]:
    return load_list("anonymize", "numbers")


@cache
def rows() -> tuple[Row, ...]:
    """The rows of lists/numbers.toml; privacy is the ground where a row names none."""
    return tuple(
        Row(
            row["rule"],
            Category(row["category"]),
            re.compile("".join(line.lstrip(" ") for line in row["pattern"].splitlines())),
            _CHECKS[row["check"]],
            row["example"],
            row["reason"],
            row.get("ground", "5.1.2e"),
            tuple(row.get("needs", ())),
            int(row.get("digits", 0)),
        )
        for row in _table()["row"]
    )


@cache
def _before(key: str, flags: int = 0) -> re.Pattern[str]:
    """One of the table's words right before a number, on this line or the one above."""
    words = "|".join(sorted(map(re.escape, _table()[key]), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})[ \t]*[:|]?[ \t]*\n?[ \t]*$", flags)


def _is_reference(match: Match) -> bool:
    return bool(_before("references", re.IGNORECASE).search(match.before))


def _is_amount(match: Match) -> bool:
    before = re.search(r"(?:€|(?<!\w)(?:EUR|euro|bedrag van))[ ]?$", match.before, re.IGNORECASE)
    after = re.match(r"[ ]?(?:euro|mln|miljoen|miljard|%|m[²2]\b|kg\b|ton\b)", match.after, re.IGNORECASE)
    return bool(before or after)


def _is_apart(match: Match) -> bool:
    """Not a piece of a longer number or code."""
    joined = re.search(r"\w[-./–]?\Z|[€$]\s?\Z|\+\Z", match.before)
    labelled = re.search(r"(?:^|\s)[TMF][.:]?\Z|[A-Za-z]{3,}[.:]\Z", match.before)
    return not (joined and not labelled) and not re.match(r"[-–/.,]?\d|[A-Za-z_]", match.after)


def _always(_: Match) -> float:
    return 0.9


def _apart(match: Match) -> float:
    # "dossier T13-80274411": the T is of the dossier, no label
    labelled = re.search(r"\b(?:dossier|zaak|kenmerk|nr\.?|nummer)[ ][TMF]\Z", match.before, re.IGNORECASE)
    return 0.85 if _is_apart(match) and not labelled else 0.0


def _phone(match: Match) -> float:
    cued = bool(_before("telephone").search(match.before))
    # "Vanaf nummer 010-2839416 is gebeld": a number of the plan is one, also behind a word for any number
    plain = re.search(r"\bnummer[ ]$", match.before, re.IGNORECASE) and match.text[0] in "0(+"
    if not _is_apart(match) or _is_amount(match) or (_is_reference(match) and not cued and not plain):
        return 0.0
    account = re.search(r"[A-Z]{2}\d{2}[ ]?[A-Z]{4}[ ]?$", match.before)
    if account or re.match(r"\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d", match.text):
        return 0.0
    if cued:
        return 0.95
    try:
        possible = phonenumbers.is_possible_number(phonenumbers.parse(re.sub(r"\s+", " ", match.text), "NL"))
    except phonenumbers.NumberParseException:
        return 0.0
    return 0.8 if possible and sum(map(str.isdigit, match.text)) >= 10 else 0.0


def _bsn(match: Match) -> float:
    digits = re.sub(r"\D", "", match.text)
    cue = r"(?:bsn|burgerservicenummer|burger service nummer|sofi-?nummer)\W{0,4}(?:is|van|:|\w+ )?[^\d]{0,25}$"
    if re.search(cue, match.before, re.IGNORECASE):
        return 1.0 if bsn_number.is_valid(digits.zfill(9)) else 0.8
    if len(digits) != 9 or not _is_apart(match) or not bsn_number.is_valid(digits):
        return 0.0
    # "haar echtgenoot heeft nummer 178544851": whoever has a number is no paper
    has = re.search(r"\b(?:heeft|met)[ ]nummer[ ]$", match.before)
    if (_is_reference(match) and not has) or _is_amount(match):
        return 0.0
    # 123.456.782 may be an amount in a table: only a cue makes it a BSN
    return 0.0 if re.fullmatch(r"\d{3}\.\d{3}\.\d{3}", match.text) else 0.5


_DUTCH_ACCOUNT = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")


def _iban(match: Match) -> float:
    if iban_number.is_valid(match.text, check_country=False):
        return 1.0
    cued = re.search(r"(?:iban|rekening(?:nummer)?|bankrekening)[^.\n]{0,20}$", match.before, re.IGNORECASE)
    # A slip of the pen or of OCR leaves an account number that somebody may still put right
    return 0.8 if cued or _DUTCH_ACCOUNT.fullmatch("".join(match.text.split())) else 0.0


def _plate(match: Match) -> float:
    groups = match.text.split("-")
    if not _is_apart(match) or re.search(r"[-/_]$", match.before) or re.match(r"[-/_]", match.after):
        return 0.0
    if re.search(r"(?:kenteken|kentekennummer|voertuig|auto)[^.\n]{0,25}$", match.before, re.IGNORECASE):
        return 0.95
    letters = {letter for group in groups if group.isalpha() for letter in group}
    months = {"JAN", "FEB", "MRT", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC"}
    # "36-VII-2" is a chapter of a budget, "1-JAN-20" a date
    return 0.0 if _is_reference(match) or letters <= set("IVXLC") or months & set(groups) else 0.6


def _login(match: Match) -> float:
    """What follows "gebruiker" or "gewijzigd door" is an account where it is no word: with digits, or unheard of."""
    signs = match.text
    if any(sign.isdigit() for sign in signs):
        return 0.8
    if not signs.islower():
        return 0.0
    parts = re.split(r"[-._]", signs)
    return 0.6 if len(signs) > 5 and all(zipf_frequency(part, "nl") < 1.5 for part in parts if len(part) > 3) else 0.0


def _born(match: Match) -> float:
    """A date in brackets right behind a surname or first name, not behind a paper ("Besluit (01-02-1998)")."""
    name = re.search(r"([^\W\d_][\w'’-]*)[ ]\($", match.before)
    word = name[1].lower() if name else ""
    known = zipf_frequency(word, "nl")
    return 0.8 if word and (known < 3.0 or word in surnames() or word in first_names()) else 0.0


def _room(match: Match) -> float:
    chamber = re.search(r"(?<!\w)(?:tweede|eerste|enkelvoudige|meervoudige|uw|de|der)\s$", match.before, re.IGNORECASE)
    return 0.0 if chamber or re.search(r"(?:19|20)\d\d$", match.text) else 0.8


_CHECKS: Mapping[str, Callable[[Match], float]] = {
    "always": _always,
    "apart": _apart,
    "phone": _phone,
    "bsn": _bsn,
    "iban": _iban,
    "plate": _plate,
    "room": _room,
    "login": _login,
    "born": _born,
}


_LABEL, _AFTER = 60, 30  # characters


@lru_cache(maxsize=4)
def _small(text: str) -> str:
    return text.lower()


@lru_cache(maxsize=16)
def _near_digits(text: str, digits: int) -> list[Span]:
    """Where so many digits stand close together, with what may be the label before them."""
    places: list[Span] = []
    for run in re.finditer(rf"(?:\d\D{{0,4}}){{{digits},}}", text):
        start, end = max(0, run.start() - _LABEL), min(len(text), run.end() + _AFTER)
        if places and start <= places[-1].end:
            places[-1] = Span(places[-1].start, end)
        else:
            places.append(Span(start, end))
    return places


def find_numbers(row: Row, text: str, within: Span | None = None) -> Iterator[Number]:
    """The matches of one row that its check believes; nothing is looked for where none of its words stands."""
    if row.needs and not any(word in _small(text) for word in row.needs):
        return
    places = [within or Span(0, len(text))] if within or not row.digits else _near_digits(text, row.digits)
    for found in (found for place in places for found in row.pattern.finditer(text, *place)):
        group = next((name for name, value in found.groupdict().items() if value), None)
        start, end = found.span(group) if group else found.span()
        # "Tweede Kamer 2022" is told from "kamer 2.22" by what stands before the word itself
        anchor = found.start() if row.rule == "room" else start
        score = row.check(Match(text[start:end], text[max(0, anchor - 60) : anchor], text[end : end + 20]))
        if score > 0:
            yield Number(Span(start, end), row.category, row.rule, score)
