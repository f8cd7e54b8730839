"""What is said of a motion behind its name: its paper, its footnote, what it asks and which motion it replaces."""

from __future__ import annotations

import re

from corpus.document import Document, Part, Span
from corpus.knowledge import load_list
from nlp.fates import Place
from nlp.papers import Paper, by_number, key, papers_in

_NUMBER = re.compile(r"[\s(]*(?:op stuk |met |onder |stuk )?(?:nrs?\.?|nummer|Nr\.)\s*(?P<number>\d{1,4})\b(?! ?\()")
_REPLACES = re.compile(
    r"(?:t\.?\s?v\.?\s?v\.?|[Tt]er vervanging van|in de plaats (?:kwam |komt |is gekomen )?van|\bvervangt\b|,\s*was\b)"
    r"\s*(?P<what>[^)]{0,60})"
)
_SUBJECT_END = re.compile(
    r"\s*(?:\((?:Motie ?#|[Kk]amerstuk|KST|kst|zie |t\.v\.v|\d{2}[ .]?\d{3})[^)]*\)?|\s[-–]\s(?=[A-Z])|[;|]"
    r"|,? ?\b[Kk]amerstuk|\s(?:(?:is|zijn|wordt|worden|werd|werden)\b[^.]{0,40})?"
    r"\b(?:aangenomen|verworpen|ingetrokken|aangehouden|afgedaan|uitgevoerd|ontraden|ingediend|overgenomen)\b).*$",
    re.DOTALL,
)
_REQUEST = re.compile(r"[.;]?\s*Verzoek(?:t|en) de regering,?\s+(?P<what>[^\n.|]+)")
_EDGE = " \t\n.,;:\u00a0"


def first_paper(text: str) -> Paper | None:
    return next((paper for paper in papers_in(text) if paper.number), None)


def paper_of(document: Document, place: Place, start: int, until: int, alone: bool) -> Paper | None:
    """The paper of a motion: in a footnote at the name, behind it, or elsewhere in its table row."""
    if note := note_at(document, start, start + 2):
        return first_paper(document.at(note))
    text = re.sub(
        r"(?:t\.?\s?v\.?\s?v\.?|[Tt]er vervanging van)[^)]*", lambda m: " " * len(m[0]), document.text[start:until]
    )
    if paper := first_paper(text):
        return paper
    # The footnote of a motion may stand at the end of what is said about it.
    if alone and (note := note_at(document, start, until + 1)) and (paper := first_paper(document.at(note))):
        return paper
    if alone and place.part is Part.ROW:
        return first_paper(document.text[place.span.start : start])
    return next((paper for paper in by_number(document.text) if start <= paper.span.start < until), None)


def note_at(document: Document, start: int, until: int) -> Span | None:
    return next((mark.note for mark in document.marks if start <= mark.at <= until), None)


def number_at(text: str, start: int, until: int) -> int | None:
    found = _NUMBER.match(text, start, until)
    return int(found["number"]) if found else None


def subject_of(document: Document, rest: Span) -> tuple[Span, ...]:
    rows = enumerate(load_list("nlp", "motions")["subject"])
    found = [(m, i) for i, row in rows if (m := re.search(row["pattern"], document.at(rest)))]
    if not found:
        # A register puts the request in a sentence of its own: "De motie van het lid X. Verzoekt de regering, om ..."
        next_one = _REQUEST.match(document.text, rest.end)
        return (Span(next_one.start("what"), next_one.end("what")),) if next_one else ()
    match = min(found, key=lambda pair: (pair[0].start(), pair[1]))[0]
    wording = _SUBJECT_END.sub("", match["subject"])
    wording = re.sub(r"(?:,|\s+en)\s+(?:de\s+|het\s+)?$", "", wording)
    start = rest.start + match.start("subject")
    end = start + len(wording.rstrip(_EDGE))
    return (Span(start, end),) if end > start else ()


def replaced_by(document: Document, rest: Span, paper: Paper | None) -> str | None:
    """The motion that one replaces, by what is said behind its name or in the footnote there."""
    found = _REPLACES.search(document.text, rest.start, rest.end)
    if not found and (note := note_at(document, rest.start, rest.end + 1)):
        found = _REPLACES.search(document.text, note.start, note.end)
    if not found:
        return None
    number = re.match(r"\s*(?:die )?(?:gedrukt onder |stuk )?nr\.?\s*(\d+)", found["what"])
    if not number and (old := first_paper(found["what"])):
        return key(old)
    return f"{paper.dossier}-{number[1]}" if number and paper else None
