"""Sheets to blocks in reading order: head, running text, then side column, furniture and footnotes.

The running text of the whole document comes first and in one stretch, so that a sentence which a page break or
a repeated side column cuts on paper is whole in the text, and a section is one span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from corpus import columns, footnotes, forms, furniture, head, labels, tables
from corpus.document import Block, Box, Draft, NoteMark, Part, Source, Word, compose
from corpus.gutters import gutters, head_end, is_letter, ordered
from corpus.paragraphs import Builder
from corpus.repair import mend
from corpus.sheet import Line, Segment, Sheet, Token, lines_of
from corpus.style import Look, Style, faces_of, style_of, top_face


class Laid(NamedTuple):
    words: tuple[Word, ...]
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...]


def lay_out(sheets: Sequence[Sheet], *, hanging: bool = True) -> Laid:
    """Order the words of all pages once.

    `hanging` is False for plain text: its items are not indented, and some OCR may have made it.
    """
    sheets = [tables.cut_at_cells(sheet) for sheet in sheets]
    parted = columns.split(sheets)
    found = gutters([(s, None if side else body) for s, (body, side) in zip(sheets, parted, strict=True)])
    bodies = [
        ordered(body, found[s.page.number]) if s.page.number in found else lines_of(body)
        for s, (body, _) in zip(sheets, parted, strict=True)
    ]
    columns_ = [lines_of(side) for _, side in parted]
    size = _body_size(bodies)
    pages = furniture.part(sheets, bodies, size)
    ocr = frozenset(s.page.number for s in sheets if s.page.source is Source.OCR or not hanging)
    scans = frozenset(s.page.number for s in sheets if s.page.source is Source.OCR)
    sides = [[line for line in _mended(side, scans) if not _is_page_number(line)] for side in columns_]
    drafts = _running(sheets, pages, Look(ocr, found, hanging))
    for side in sides:
        drafts += labels.drafts(side, Part.COLOPHON)
    for page, column in zip(pages, columns_, strict=True):
        drafts += _plain_drafts(page.header, Part.HEADER)
        drafts += _plain_drafts([*page.footer, *filter(_is_page_number, column)], Part.FOOTER)
    notes = [footnotes.note_drafts(_mended(page.notes, scans)) for page in pages]
    drafts += [draft for page in notes for draft in page]
    drafts += [Draft(Part.PICTURE, [t.word for t in s.tokens]) for sheet in sheets for s in sheet.pictures]
    words, blocks = compose(drafts)
    return Laid(words, blocks, footnotes.marks(words, blocks))


def _mended(lines: Iterable[Line], ocr: Collection[int]) -> list[Line]:
    """Lines beside the running text, without the slips of OCR on pages that it read."""
    return [_of_words(line, mend) if line.box.page in ocr else line for line in lines]


def _of_words(line: Line, change: Callable[[Sequence[Word]], Sequence[Word]]) -> Line:
    def changed(tokens: Sequence[Token]) -> list[Token]:
        words = change([token.word for token in tokens])
        return [token._replace(word=word) for token, word in zip(tokens, words, strict=True)]

    return Line([Segment(changed(segment.tokens)) for segment in line.segments])


def _body_size(bodies: Sequence[Sequence[Line]]) -> float:
    return style_of([line for lines in bodies for line in lines]).size


def _is_page_number(line: Line) -> bool:
    return bool(re.match(r"^(?:Pagina|Blad)\s+\d+", line.text))


def _running(sheets: Sequence[Sheet], pages: Sequence[furniture.Parted], look: Look) -> list[Draft]:
    """Drafts of the head and of the running text."""
    every = [line for page in pages for line in page.body]
    style = style_of(every, look)
    start = _body_start(pages[0].body, style) if pages else 0
    scans = look.ocr_pages if look.hanging else frozenset()
    own, column = head.beside(pages[0].body[:start], sheets[0].page.width) if pages else ([], [])
    own = forms.by_field(sheets[0], head.unparted(own)) if own else own
    drafts = labels.drafts(_mended(own, scans), Part.HEAD) + labels.drafts(_mended(column, scans), Part.COLOPHON)
    stream: list[Line | tables.Row] = []
    for sheet, page in zip(sheets, pages, strict=True):
        lines = page.body[start:] if page is pages[0] else page.body
        rest, rows = tables.take_ruled(sheet, lines)
        stream += _by_place([*tables.take_unruled(rest, by_place=look.hanging)], rows, lines)
    body = [item for item in stream if isinstance(item, Line)]
    style = style_of(body, look) if len(body) > 3 else style
    face = faces_of(body, style)
    numbers = {sheet.page.number: footnotes.numbers_of(page.notes) for sheet, page in zip(sheets, pages, strict=True)}
    builder = Builder(style, face, top_face(body, face), _unbroken(body))
    for item in stream:
        if isinstance(item, Line):
            builder.add(
                footnotes.without_glued(item, numbers[item.box.page])
                if style.is_ocr(item)
                else footnotes.without_marks(item)
            )
        else:
            builder.add_row(item.cells)
    return drafts + builder.finish()


def _body_start(lines: Sequence[Line], style: Style) -> int:
    """Where the running text of the first page starts; in two columns, below its head and lines over its full width."""
    gutter_ = style.look.gutters.get(1)
    if gutter_ is None or is_letter(lines):
        return head.body_start(lines, style.right)
    if (end := head_end([s for line in lines for s in line.segments])) > 0:
        return next((i for i, line in enumerate(lines) if line.box.top >= end), len(lines))
    return next((i for i, line in enumerate(lines) if not line.box.x0 < gutter_ < line.box.x1), 0)


def _by_place(
    items: list[Line | tables.Row], rows: Iterable[tables.Row], lines: Sequence[Line]
) -> list[Line | tables.Row]:
    """What is left of the lines with the rows of tables taken out of them, in the order of the lines."""
    places = {token.word.box: at for at, line in enumerate(lines) for token in line.tokens}
    for row in rows:
        place = places.get(_first(row), 0)
        at = next((i for i, item in enumerate(items) if places.get(_first(item), -1) > place), len(items))
        items.insert(at, row)
    return items


def _first(item: Line | tables.Row) -> Box:
    return item.tokens[0].word.box if isinstance(item, Line) else next(cell[0].box for cell in item.cells if cell)


def _unbroken(lines: Iterable[Line]) -> frozenset[str]:
    """Hyphenated words inside lines: they tell which hyphen at a line end is real."""
    return frozenset(
        re.sub(r"^\W+|\W+$", "", token.word.text).lower()
        for line in lines
        for token in line.tokens
        if re.search(r"\w-\w", token.word.text)
    )


def _plain_drafts(lines: Iterable[Line], part: Part) -> list[Draft]:
    return [Draft(part, [token.word for token in line.tokens]) for line in lines]
