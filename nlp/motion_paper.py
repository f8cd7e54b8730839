"""A motion paper's own motion: its printed title, its number, its signatories and what it asks (the dictum)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.records import Motion, MotionStatus, Mover
from nlp.dutch import Reading
from nlp.movers import NAME, capitalised, in_capitals
from nlp.papers import papers_in

# Titles are typed: "GEWIJZIGE MOTIE", "MOTIE VAN LID X", "MOTIE VAN HET DE LEDEN VELTMAN" and "MOTIE VAN HET EL ABASSI"
# are in print.
_TITLE = re.compile(
    r"(?P<amended>(?:NADER |NOGMAALS |TWEEDE )*GEWIJZIGD?E )?MOTIE VAN "
    r"(?:(?:(?:HET|DE)\s+){1,2}(?:(?:LID|LEDEN)\s+)?|(?:LID|LEDEN)\s+)(?P<names>[^a-z|]+?)"
    r"(?=\s*(?:TER VERVANGING|Ter vervanging|t\.v\.v|T\.V\.V|\(|Voorgesteld|$|\n| [A-Z][a-z]))"
)
_REPLACED = re.compile(r"TER VERVANGING VAN DIE GEDRUKT ONDER NR\.?\s*(?P<number>\d+)", re.IGNORECASE)
_DICTUM = re.compile(
    r"(?:[Vv]erzoekt|[Rr]oept|[Ss]preekt|[Dd]raagt|[Nn]odigt|[Bb]esluit)\s+(?P<subject>.+)",
    re.DOTALL,
)
_ADDRESSED = re.compile(r"(?:het kabinet|de regering|het Presidium|de Voorzitter)\s*(?:,\s*)?")
_CLOSE = re.compile(r"[,;.]?\s*en gaat over tot de (?:orde van de )?dag[.,]?|[,;.]\s*$")
_ORDER = re.compile(r"gaat over tot de (?:orde van de )?dag[.,]?")
_FOOT = re.compile(r"\b(?:kst|KST)-(\d{5})(?:-([IVX]+[AB]?|[A-Z]|\d\d(?=-\d)))?-(\d{1,4})\b")
# "36 410" and below it "VI"; the Raad dossiers stand as "21 501 - 20"
_HEAD = re.compile(r"(?<!\d)(\d{2}[ \u00a0]?\d{3})(?!\d)(?:\s+([IVX]+[AB]?|[A-CFHJ])(?!\w)|\s*[-–]\s*(\d{2})(?!\d))?")
_NR = re.compile(r"\b[Nn]r\.?\s*(\d{1,4})\b")


def own_motion(reading: Reading) -> Motion | None:
    """The motion that a motion paper is, or None where no title is found."""
    document = reading.document
    title = _TITLE.search(document.text)
    if not title:
        return None
    asks = tuple(dicta(document, Span(0, len(document.text))))
    dossier, number = _number(document, title.start())
    replaced = _REPLACED.search(document.text)
    titled = tuple(in_capitals(title["names"], title.start("names")))
    signed = tuple(_signatories(document)) or titled
    return Motion(
        id="m1",
        sentence=_sentence(reading, asks, Span(title.start(), title.end())),
        movers=signed if _agree(signed, titled) else titled,
        and_others=bool(re.search(r"\bC\.?\s?S\b", title["names"])),
        dossier=dossier,
        number=number,
        subject=asks,
        replaces=f"{dossier}-{replaced['number']}" if replaced and dossier else None,
        status=MotionStatus.AMENDED if title["amended"] else MotionStatus.SUBMITTED,
        confidence=0.98,
        rule="paper",
    )


def own_paper(document: Document) -> str | None:
    """The key of a motion paper in its dossier, "36410-XV-52", or None where the head does not tell it."""
    title = _TITLE.search(document.text)
    dossier, number = _number(document, title.start() if title else 0)
    return f"{dossier}-{number}" if dossier and number is not None else None


def _sentence(reading: Reading, asks: tuple[Span, ...], title: Span) -> Span:
    if asks:
        return next((s.span for s in reading.sentences if s.span.covers(asks[0])), title)
    return title


def dicta(document: Document, within: Span) -> Iterator[Span]:
    """What a motion asks, each request a span without "verzoekt de regering" and without the closing words."""
    for block in document.running():
        if not block.span.overlaps(within):
            continue
        text = document.at(block.span)
        pieces = re.split(r"(?<=[;,.])\s+(?=(?:[Vv]erzoekt|[Rr]oept|[Ss]preekt|[Dd]raagt|[Nn]odigt)\s)", text)
        at = block.span.start
        for piece in pieces:
            start = document.text.index(piece, at)
            at = start + len(piece)
            if match := re.match(r"\s*(?:" + _DICTUM.pattern + ")", piece, re.DOTALL):
                subject = match["subject"]
                lead = _ADDRESSED.match(subject)
                left = start + match.start("subject") + (lead.end() if lead else 0)
                wording = _CLOSE.split(document.text[left : start + len(piece)])[0].rstrip(" ,;.\n")
                if wording:
                    yield Span(left, left + len(wording))


def _number(document: Document, title_at: int) -> tuple[str | None, int | None]:
    if foot := _FOOT.search(document.text):
        chapter = f"-{foot[2]}" if foot[2] else ""
        return foot[1] + chapter, int(foot[3])
    for paper in papers_in(document.text[:title_at]):
        if paper.serial is not None:
            return paper.dossier, paper.serial
    before = document.text[:title_at]
    dossier, number = _HEAD.search(before), _NR.search(before)
    if not dossier:
        return None, int(number[1]) if number else None
    name = re.sub(r"\D", "", dossier[1]) + (f"-{dossier[2] or dossier[3]}" if dossier[2] or dossier[3] else "")
    return name, int(number[1]) if number else None


def _signatories(document: Document) -> Iterator[Mover]:
    """The names below "en gaat over tot de orde van de dag.", one a line."""
    end = _ORDER.search(document.text)
    if not end:
        return
    for block in document.running():
        if block.span.end <= end.end():
            continue
        for line in _lines(document, block):
            wording = document.at(line).strip().rstrip(".")
            if line.start < end.end():
                continue
            if not re.fullmatch(NAME, wording) or len(wording) > 40:
                return
            yield Mover(capitalised(wording), Span(line.start, line.start + len(wording)))


def _lines(document: Document, block: Block) -> Iterator[Span]:
    """The printed lines of a block, told by where its words stand on the page."""
    indices = [i for i in document.indices(block.span) if document.words[i].text]
    line: list[int] = []
    for i in indices:
        if line and document.words[i].box.top > document.words[line[-1]].box.top + 2:
            yield document.span_of(line[0], line[-1])
            line = []
        line.append(i)
    if line:
        yield document.span_of(line[0], line[-1])


def _agree(signed: tuple[Mover, ...], titled: tuple[Mover, ...]) -> bool:
    """True when the first signatory is the first in the title: else the lines below were not names."""
    # "CEDER EEN BREKELMANS" is in print: what was typed for "EN" made one name of two.
    return bool(signed and titled) and f"{titled[0].name} ".casefold().startswith(f"{signed[0].name} ".casefold())
