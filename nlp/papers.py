"""Kamerstuk numbers: the papers of both Houses that a text cites, in every form in which they are printed.

A paper is a dossier of five digits ("36 600"), perhaps a chapter ("VII", "A", "(R2114)"), and a number:
digits for the Tweede Kamer ("nr. 21"), capitals for the Eerste Kamer ("N").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Span


class Paper(NamedTuple):
    """One cited paper: dossier "36600-VII", number "21" ("" for a whole dossier), chamber "I", "II" or ""."""

    dossier: str
    number: str
    span: Span
    chamber: str

    @property
    def serial(self) -> int | None:
        """The number as a count, for a paper of the Tweede Kamer."""
        return int(self.number) if self.number.isdigit() else None


_BLANK = r"[ \u00a0\u202f]"
# Printed "36 600", "36600", and by OCR "36.600"; dossiers of the digital age run from about 15000 to 39999.
_DOSSIER = rf"(?<![\d/€-])(?<!\d[.,])(?<!€ )[123]\d(?:{_BLANK}|\.)?\d{{3}}(?!\d)"
# A budget chapter is a small roman number with at most a letter ("IXB"), a fund's letter, or a rijkswet's R number.
_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})[AB]?"
# The Raad dossiers have a chapter in digits: "21501-20, nr. 1234".
_RAAD = r"(?<=501-)\d{2}(?=-\d|,?\s+[Nn]rs?\.|\))"
_CHAPTER = rf"(?:{_ROMAN}|[A-CFHJ]|\(?R\d{{4}}\)?|{_RAAD})"
_NR = r"(?:nrs?\.?|nummers?|Nrs?\.?)"
_YEAR = r"(?:(?:19|20)\d\d\s?[-/–]\s?(?:(?:19|20)\d\d|\d\d),?\s+)?"
_CUE = (
    r"(?:[Kk]amerstuk(?:ken|nummers?|dossiers?)?|[Dd]ossier(?:nummer)?|[Ww]etsvoorstel)\s*:?\s+"
    rf"(?:(?P<chamber>II?),?\s+)?(?:vergaderjaar\s+)?{_YEAR}"
)

_KST = re.compile(
    rf"\b(?:kst|KST|Kst)[-\s]\s?(?P<dossier>\d{{5}})(?:-(?P<chapter>{_ROMAN}|\(?R\d{{4}}\)?|[A-Z](?=-\d)|{_RAAD}))?"
    r"-(?P<number>\d{1,4}|[A-Z]{1,3})\b"
)
_AND = r"(?:\s*,\s*|\s+en\s+|\s*/\s*|\s+tot en met\s+|\s*t/m\s*)"
# "36 600 VII, nr. 21", "36600-VII nr. 21", "36200 IV, nrs. 12, 13 en 14", "(36 410, nr. 12)"
_NUMBERED = re.compile(
    rf"(?P<dossier>{_DOSSIER})(?:\s?[-,]?\s?(?P<chapter>{_CHAPTER}))?(?:,|;)?\s+(?P<nr>{_NR})\s*"
    rf"(?P<number>\d{{1,4}}(?!\d)(?:{_AND}(?:nrs?\.?\s*)?\d{{1,4}}(?![\d-]|\.\d|\s\d{{3}}\b))*)"
)
_THROUGH = re.compile(r"tot en met|t/m")
# "30 950-413", "36600-VII-12", "33328-N"
_HYPHENED = re.compile(
    rf"(?P<dossier>{_DOSSIER})(?:[-\s](?P<chapter>{_ROMAN}|\(?R\d{{4}}\)?|[A-CFHJ](?=-\d)|{_RAAD}))?"
    r"\s?[-–]\s?(?P<number>\d{1,4}|[A-Z]{1,3})(?![\w]|-\d)"
)
# "Kamerstukken I 2020/21, 33 328, N" and "Kamerstukken I 2008/09, 22 112 / 31 544, CK"
_SENATE = re.compile(
    rf"(?:{_CUE}|(?<=[\d,] )|(?<=\())(?P<dossier>{_DOSSIER})(?:\s?/\s?(?P<second>{_DOSSIER}))?"
    rf"(?:\s(?P<chapter>{_ROMAN}))?,\s+(?P<number>[A-Z]{{1,3}})(?!\w|\.(?:\w|\s?[A-Z]\.))"
)
# "nr. 22 (30196)", as the Handelingen have it
_REVERSED = re.compile(
    rf"\b{_NR}\s*(?P<number>\d{{1,4}})\s+\((?P<dossier>{_DOSSIER})(?:[-\s](?P<chapter>{_CHAPTER}))?\)"
)
# A whole dossier needs a word before it, or the brackets in which a bill is cited: "(36 410)".
_WHOLE = re.compile(
    rf"(?:{_CUE}(?P<dossier>{_DOSSIER})|\((?P<bill>[23]\d{_BLANK}\d{{3}})\))(?:[-\s](?P<chapter>{_ROMAN})\b)?"
)
_CHAMBER = re.compile(r"[Kk]amerstuk(?:ken)?\s+(?P<chamber>II?),?\s[^;()]{0,25}$")
# "(29 628, nr. 1294) ... die van het lid X (nr. 1295)", "nr. 149, ter vervanging van die gedrukt onder nr. 144"
_SAME = re.compile(
    rf"\({_NR}\s*(?P<number>\d{{1,4}})\)"
    rf"|\b(?:t\.\s?v\.\s?v\.|ter vervanging van(?: die)?)(?: gedrukt onder)?\s+{_NR}\s*(?P<replaced>\d{{1,4}})(?!\d)"
)
_OF_PAPER = re.compile(r"\b(?:[Mm]oties?|[Aa]mendement\w*|[Kk]amerstuk\w*|gedrukt)\b|t\.v\.v\.|motie-")
_BACK, _NEAR = 600, 160  # characters back to the dossier, and to the word that tells what the number is of
_FORMS = (_KST, _SENATE, _NUMBERED, _REVERSED, _HYPHENED, _WHOLE)
_GAZETTE = re.compile(
    r"(?:Stcrt|Stb|Trb|Stcr|Staatscourant|Staatsblad)\.?[\s,]+(?:nr\.\s+)?(?:(?:19|20)\d\d,?\s+)?(?:nr\.\s*)?$"
)


def papers_in(text: str) -> tuple[Paper, ...]:
    """All papers that a text cites, in the order in which it cites them.

    >>> [key(paper) for paper in papers_in("Kamerstuk 36 600 VII, nr. 21 en kst-33328-AI")]
    ['36600-VII-21', '33328-AI']
    """
    found: list[Paper] = []
    for form in _FORMS:
        for match in form.finditer(text):
            span = Span(match.start(), match.end())
            if not any(paper.span.overlaps(span) for paper in found) and not _GAZETTE.search(text[: span.start]):
                found.extend(_papers(match))
    found.extend([*_in_same_dossier(text, found)])
    return tuple(sorted(found, key=lambda paper: paper.span))


@lru_cache(maxsize=2)
def by_number(text: str) -> tuple[Paper, ...]:
    """The papers that a text cites by their number in brackets alone: "(nr. 1295)"."""
    cited = ((paper, _SAME.match(text, paper.span.start)) for paper in papers_in(text))
    return tuple(paper for paper, alone in cited if alone and alone["number"])


def _in_same_dossier(text: str, found: Sequence[Paper]) -> Iterator[Paper]:
    """Papers cited by their number alone, in the dossier of the paper that was cited last."""
    for match in _SAME.finditer(text):
        span = Span(match.start(), match.end())
        before = [one for one in found if one.number.isdigit() and span.start - _BACK < one.span.end <= span.start]
        if any(one.span.overlaps(span) for one in found) or not before:
            continue
        if match["replaced"] or _OF_PAPER.search(text, max(0, span.start - _NEAR), span.start):
            last = max(before, key=lambda one: one.span)
            yield last._replace(number=match["number"] or match["replaced"], span=span)


def key(paper: Paper) -> str:
    """A paper's key in records: dossier, chapter and number with hyphens, "36600-VII-21"."""
    return f"{paper.dossier}-{paper.number}" if paper.number else paper.dossier


def _papers(match: re.Match[str]) -> Iterator[Paper]:
    groups = match.groupdict()
    numbers = _numbers(groups.get("number") or "")
    chapter = f"-{groups['chapter']}" if groups.get("chapter") else ""
    if (
        not chapter
        and match[0].replace(" ", "")[2:5] == "501"
        and re.fullmatch(r"\d\d", numbers[0])
        and not groups.get("nr")
    ):
        # "21501-20" is a Raad, not its twentieth paper.
        chapter, numbers = f"-{numbers[0]}", [""]
    budget = "," not in match[0] or _digits(groups.get("dossier") or "").endswith("00")
    if not chapter and re.fullmatch(_ROMAN, numbers[0]) and budget:
        # "36 600-VII" is a whole chapter of the budget, not a paper of the Senate.
        chapter, numbers = f"-{numbers[0]}", [""]
    dossiers = [_digits(d) for d in (groups.get("dossier") or groups.get("bill"), groups.get("second")) if d]
    for dossier in dossiers:
        for number in numbers:
            chamber = "I" if number.isalpha() else groups.get("chamber") or _chamber_before(match)
            yield Paper(dossier + chapter, number, Span(match.start(), match.end()), chamber)


def _numbers(printed: str) -> list[str]:
    """The numbers of "12, 13 en 14", and all of "125 tot en met 127"."""
    found = re.findall(r"\d+|[A-Z]+", printed) or [""]
    if len(found) == 2 and _THROUGH.search(printed) and 0 < int(found[1]) - int(found[0]) < 30:
        return [str(number) for number in range(int(found[0]), int(found[1]) + 1)]
    return found


def _chamber_before(match: re.Match[str]) -> str:
    before = _CHAMBER.search(match.string[max(0, match.start() - 60) : match.start()])
    return before["chamber"] if before else ""


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", printed)
