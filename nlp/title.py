"""The title of a document: the subject that a label names, a line of the head, or the heading that it opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Block, Document, Part, Span
from corpus.records import Kind
from corpus.words import label_of, opens_as
from nlp.fields import Labelled, is_near
from nlp.kinds import MOTION

TITLE_WORDS, TITLE_LETTERS = 12, 150
_TITLE_START = re.compile(r"[A-ZÀ-Ý0-9‘“]\w")
_NO_TITLE = re.compile(
    r"(?:Ministerie|Directoraat|Directie|Aan\b|(?i:(?:beslis|opleg)?nota) aan\b|Van\b|De\b|Mede namens|Postbus|"
    r"TER |Kabinet Minister|Vereniging|Ret?our)"
)
_LETTERHEAD = re.compile(r"Ministerie|www\.|\b[1-9]\d{3}\s?[A-Z]{2}\b|Postbus|Directoraat")
_SUBJECT_CUE = re.compile(
    r"(?:Kamerbrief|Beslisnota|Oplegnota|Nota|Beantwoording|Reactie|Aanbieding|Brief|Verzamelbrief|Antwoord|Besluit)",
    re.IGNORECASE,
)
_NOTA_BESIDE = r"^(?:nota(?=\s)|Nota(?: \([^)\n]*\))?(?=\s+[A-ZÀ-Ý]))"
LARGE = 1.3  # times the next word: a word printed as a mark of its own
# A line, and those of capitals in which it goes on
_CAPITALS = re.compile(r"[^\n]*(?:\n(?=[^\n]*[A-ZÀ-Þ]{3})[^a-zà-ÿ\n]+$)*", re.MULTILINE)
_MEETINGS = frozenset({"overleg", "vergadering", "bijeenkomst"})  # labels that name what minutes are of


def title_of(document: Document, fields: Sequence[Labelled], kind: Kind) -> Span | None:
    """What a document is about: its subject, else what it or its head calls it; None where nothing does."""
    for item in fields:
        if item.key == "subject" and document.at(item.field.value).strip():
            return item.field.value
    for item in fields:
        if item.field.label.lower() in _MEETINGS and document.at(item.field.value).strip():
            return item.field.value
    if kind in {Kind.BESLISNOTA, Kind.MOTIE}:
        return _loose_title(document, kind)
    return _heading(document, kind)


def _heading(document: Document, kind: Kind) -> Span | None:
    """The heading that a document opens with; in plain text a short first line that is no sentence."""
    running = list(document.running())
    heads = list(document.parts(Part.HEAD))
    if kind is Kind.OVERIG and len(heads) == 1 and not heads[0].level and (alone := _short_title(document, heads[0])):
        return alone
    if kind is Kind.OVERIG and (named := next(_named(document, heads), None)):
        return named
    if running and running[0].part is Part.HEADING:
        # Above the name of the paper may stand that of the programme, in letters as large
        others = (b.span for b in running[1:6] if b.part is Part.HEADING and opens_as(document.at(b.span), "paper"))
        lone = " " not in document.at(running[0].span).strip() and not opens_as(document.at(running[0].span), "paper")
        return next(others, running[0].span) if lone else running[0].span
    if kind is Kind.OVERIG and (paper := next((b.span for b in running[:6] if names_paper(document, b)), None)):
        return paper
    if (
        kind is Kind.OVERIG
        and len(running) > 2
        and running[0].part is Part.PARAGRAPH
        and not any(document.parts(Part.HEAD))
    ):
        text = document.at(running[0].span)
        if _TITLE_START.match(text) and not re.search(r"[.:,;?!]|\d{4}", text) and 2 <= len(text.split()) <= 10:
            return running[0].span
    return None


def _named(document: Document, heads: Sequence[Block]) -> Iterator[Span]:
    """What stands in the head below no label and says what the paper is: "Besluitenlijst directieoverleg"."""
    for before, head in pairwise((None, *heads)):
        if head is None or head.level or (before and before.level):
            continue
        at = head.span.start
        for line in document.at(head.span).split("\n"):
            if " " in line and len(line) < TITLE_LETTERS and opens_as(line, "paper"):
                yield Span(at, head.span.end if at == head.span.start else at + len(line))
                break
            at += len(line) + 1


def _short_title(document: Document, head: Block) -> Span | None:
    """A line or two over the columns of a page, as above the minutes of a debate."""
    text = document.at(head.span)
    start = _title_start(text) if len(text.split()) <= TITLE_WORDS else None
    return None if start is None else Span(head.span.start + start, head.span.end)


def _loose_title(document: Document, kind: Kind) -> Span | None:
    """The subject of a nota or motion that no label names: a block of the head of its own."""
    blocks = [block for block in document.blocks if block.part is Part.HEAD]
    found: list[Span] = []
    for i, block in enumerate(blocks):
        text = document.at(block.span)
        if kind is Kind.MOTIE and (match := MOTION.search(text)):
            title = _CAPITALS.match(text, match.start())
            return Span(block.span.start + match.start(), block.span.start + (title.end() if title else len(text)))
        before = blocks[i - 1] if i else None
        labelled = block.level == 1 or (
            before and _is_label(document, before) and is_near(document, before.span, block.span)
        )
        start = _title_start(text, large=_is_large(document, block))
        if kind is Kind.BESLISNOTA and not labelled and start is not None:
            found.append(Span(block.span.start + start, block.span.end))
    found.sort(key=lambda span: not _SUBJECT_CUE.match(document.at(span)))
    return found[0] if found else None


def _is_label(document: Document, block: Block) -> bool:
    """True for a label that has a value below it: "TER INFORMATIE" has none."""
    known = label_of(document.at(block.span).strip()) if block.level == 1 else None
    return block.level == 1 and not (known and known.value == "none")


def _is_large(document: Document, block: Block) -> bool:
    """True for a block that opens with a word printed far larger than the next one: "nota" beside its subject."""
    first, *others = document.boxes(block.span)[:2]
    return bool(others) and first.height > LARGE * others[0].height


def _title_start(text: str, *, large: bool = False) -> int | None:
    """Where the subject starts in a block of the head: after the word "nota" beside it.

    "Nota naar aanleiding van het verslag" begins a title, unless the word is printed `large`.
    """
    if _LETTERHEAD.search(text):
        return None
    beside = r"^[Nn](?i:ota)(?=\s)" if large else _NOTA_BESIDE
    shown = re.sub(beside, lambda found: " " * len(found[0]), text)
    for piece in re.finditer(r"[^|\n]+", shown):
        start = piece.start() + len(piece[0]) - len(piece[0].lstrip())
        words = piece[0].split()
        named = _TITLE_START.match(piece[0].strip()) or text.lower().startswith("nota ")
        if len(words) >= 3 and named and not _NO_TITLE.match(piece[0].strip()):
            return start
    return None


def names_paper(document: Document, block: Block) -> bool:
    """What names the paper, though a scan shows no heading in it: "Besluitenlijst stuurgroep van 14 mei 2024"."""
    text = document.at(block.span)
    return block.part is Part.PARAGRAPH and len(text) < TITLE_LETTERS and opens_as(text, "paper") and text[-1:] != "."
