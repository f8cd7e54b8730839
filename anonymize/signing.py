"""Where on a page somebody may have signed: below a closing, beside "Paraaf", in a column for parafen.

Told by the words around, not by the ink. Coordinates: points, as displayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from corpus.document import Block, Box, Document, Part, Source, Span, Word
from corpus.views import View
from corpus.words import label_of

BELOW_CLOSING, ABOVE_NAME, BELOW_ROUTE = 130.0, 20.0, 90.0  # points
TOP_OF_PAGE = 0.35  # of its height: how far a signature may stand below a closing on the page before
BESIDE = 2.0  # points left of a side column
_SIGNED_HEAD = re.compile(r"(?:[Pp]ara(?:af|fen)|[Hh]andtekening|[Aa]kkoord)\W?")
# "Paraaf opsteller", "Paraaf DGCZ": a cell of a form, with what is drawn below or beside it
_SIGNED_LABEL = re.compile(r"(?:Para(?:af|fen)|Handtekening|Akkoord|Voor gezien)\b")
# "Memo | gezien / akkoord HID:", with what is drawn beside it
_SIGNED_CELL = re.compile(
    r"(?:^|\n|\| )(?P<it>(?:[Vv]oor )?(?:[Gg]ezien|[Aa]kkoord|[Pp]araaf|[Hh]andtekening|[Gg]etekend)\b[^\n|.]{0,25}:)"
    r"(?= \||\n|$)"
)
_ASIDE = frozenset({Part.HEAD, Part.COLOPHON})
_DRAWN_LABEL = re.compile(
    r"Para(?:af|fen)\b|Handtekening\b"
)  # also where bold labels beside each other read as a heading
_SENTENCE = re.compile(r".{60}[.!?]$", re.DOTALL)
MOST_HEADS = 6  # words of the head of a table that was read as a line of text
BESIDE_HEAD, RIGHT_OF_HEAD, BELOW_LAST = 12.0, 60.0, 30.0  # points around the column below such a head
_CLOSING = re.compile(
    r"^(?:De |DE )?(?:[Mm]inister(?:-president)?|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS)\b"
    r"|^(?:Hoogachtend|Met (?:de meeste |bijzondere |verschuldigde )?hoogachting|(?:Met )?[Vv]riendelijke groet(?:en)?"
    r"|Met (?:hartelijke|collegiale|beste) groet(?:en)?|[Nn]amens|Voor akkoord|Akkoord|Getekend|Was getekend"
    r"|(?:Het )?[Cc]ollege van (?:burgemeester|dijkgraaf)|Burgemeester en [Ww]ethouders|Gedeputeerde [Ss]taten)\b"
)


class Laid:
    """What stands on each page, looked up once: a document of hundreds of pages asks for every one of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: dict[int, list[tuple[int, Word]]] = {}
        for at, word in enumerate(document.words):
            self.words.setdefault(word.box.page, []).append((at, word))
        self.blocks: dict[int, list[tuple[Block, tuple[Box, ...]]]] = {}
        for block in document.blocks:
            boxes = document.boxes(block.span)
            for page in dict.fromkeys(box.page for box in boxes):
                self.blocks.setdefault(page, []).append((block, boxes))
        pictures = document.parts(Part.PICTURE)
        self.in_pictures = {at for block in pictures for at in document.indices(block.span)}


def zones(laid: Laid, view: View) -> Iterator[Box]:
    """Where a signature may stand: below a closing line, and below and beside a label such as "Parafenroute"."""
    number, document = view.number, laid.document
    here = [(block, [box for box in boxes if box.page == number]) for block, boxes in laid.blocks.get(number, ())]
    if _closed_before(laid, number):
        yield Box(number, 0, 0, view.width, TOP_OF_PAGE * view.height)
    side = [box for block, boxes in here if block.part is Part.COLOPHON for box in boxes]
    if side and document.pages[number - 1].source is Source.OCR:  # of a scan the label "Paraaf" may be unread
        left, top = min(box.x0 for box in side) - BESIDE, min(box.top for box in side)
        yield Box(number, left, top, view.width, max(box.bottom for box in side) + BELOW_ROUTE)
    for block, boxes in here:
        text = document.at(block.span)
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        label = label_of(text) if block.level == 1 else None
        if block.part is Part.PARAGRAPH and _is_closing(text):
            yield Box(number, 0, top - ABOVE_NAME, view.width, bottom + BELOW_CLOSING)
        elif (label and label.key == "route") or _is_signed_label(block.part, text):
            # of boxes one below the other in a side column the label heads them all
            column = [box.bottom for box in side if abs(box.x0 - boxes[0].x0) < RIGHT_OF_HEAD and box.top >= top]
            yield Box(number, 0, top - 4, view.width, max([bottom, *column]) + BELOW_ROUTE)
        elif block.part in _ASIDE and (signed := _SIGNED_CELL.search(text)):
            cell = document.boxes(Span(block.span.start + signed.start("it"), block.span.start + signed.end("it")))[0]
            yield Box(number, cell.x1, cell.top - ABOVE_NAME, view.width, cell.bottom + ABOVE_NAME)
    if document.pages[number - 1].source is Source.OCR:
        yield from _signed_columns(laid, number)
        if number == len(document.pages):
            yield from _below_text(laid, view)


def _below_text(laid: Laid, view: View) -> Iterator[Box]:
    """What is left of a scan's last page below its last sentence: there functions and names stand beside parafen."""
    ended = [
        box.bottom
        for block, boxes in laid.blocks.get(view.number, ())
        if block.part in {Part.PARAGRAPH, Part.ITEM} and _SENTENCE.search(laid.document.at(block.span))
        for box in boxes
        if box.page == view.number
    ]
    if ended:
        yield Box(view.number, 0, max(ended), view.width, view.height)


def _is_signed_label(part: Part, text: str) -> bool:
    signed = _SIGNED_LABEL if part in _ASIDE else _DRAWN_LABEL
    return part in _ASIDE | {Part.HEADING} and bool(signed.match(text))


def _signed_columns(laid: Laid, number: int) -> Iterator[Box]:
    """Below the head of a table's column for parafen or signatures, as far down as its rows go."""
    blocks = laid.blocks.get(number, ())
    for at, (block, _) in enumerate(blocks):
        heads = _heads_of_signed(laid.document, block)
        rows = list(takewhile(lambda other: other[0].part is Part.ROW, blocks[at + 1 :])) if heads else []
        for head in (box for box in heads if box.page == number):
            # Where OCR saw the lines of a table as text, its rows are as many as a route has
            low = max((box.bottom for _, boxes in rows for box in boxes if box.page == number), default=0.0)
            low = low + BELOW_LAST if low else head.bottom + BELOW_CLOSING
            yield Box(number, head.x0 - BESIDE_HEAD, head.bottom, head.x1 + RIGHT_OF_HEAD, low)


def _heads_of_signed(document: Document, block: Block) -> list[Box]:
    words = [document.words[at] for at in document.indices(block.span)]
    row = block.part is Part.ROW and " | " in document.at(block.span)
    if not row and (block.part is not Part.PARAGRAPH or not 2 <= len(words) <= MOST_HEADS):
        return []
    return [word.box for word in words if _SIGNED_HEAD.fullmatch(word.text)]


def _is_closing(text: str) -> bool:
    return len(text) < 160 and bool(_CLOSING.match(text))


def _closed_before(laid: Laid, number: int) -> bool:
    """True when the page before ends in a closing line: the signature then stands at the top of this one."""
    last = [(block, boxes) for block, boxes in laid.blocks.get(number - 1, ()) if block.part is Part.PARAGRAPH]
    lowest = max(last, key=lambda place: max(box.bottom for box in place[1]), default=None)
    return lowest is not None and _is_closing(laid.document.at(lowest[0].span))


def fields_of(laid: Laid, view: View) -> tuple[float, float]:
    """From where to where the fields of the head go, below any logo: parafen stand beside and among them."""
    first, last = view.height, 0.0
    for block, boxes in laid.blocks.get(view.number, ()):
        here = [box for box in boxes if box.page == view.number]
        if here and (block.part is Part.COLOPHON or (block.part is Part.HEAD and block.level == 1)):
            first = min(first, *(box.top for box in here), view.height)
        if here and block.part is Part.HEAD:
            last = max(last, *(box.bottom for box in here), 0.0)
    return first, last + BELOW_LAST


def rows_of_tables(laid: Laid, view: View) -> Iterator[Box]:
    for block, boxes in laid.blocks.get(view.number, ()):
        if block.part is Part.ROW:
            here = [box for box in boxes if box.page == view.number]
            yield Box(view.number, 0, min(box.top for box in here), view.width, max(box.bottom for box in here))
