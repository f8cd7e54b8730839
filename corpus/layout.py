"""Sheets to blocks in reading order: head, running text, then side column, furniture and footnotes.

The running text of the whole document comes first and in one stretch, so that a sentence which a page break or
a repeated side column cuts on paper is whole in the text, and a section is one span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from corpus import columns, furniture, head, labels, tables
from corpus.document import Block, Draft, NoteMark, Part, Source, Span, Word, compose
from corpus.gutters import gutter, ordered
from corpus.paragraphs import Builder
from corpus.repair import mend
from corpus.sheet import Line, Segment, Sheet, Token, lines_of
from corpus.style import Look, Style, faces_of, style_of, top_face

_DIGITS = re.compile(r"^\d{1,3}$")
_OPENING_DIGITS = re.compile(r"^\d{1,3}(?=_|$)")  # OCR ties a note's number to its first word: "7_Stb."
# "levensgevaar leidt.3", "24 juni 202214" and, where OCR makes a sign of a raised digit, "per liter.®" or "jaar.>"
_GLUED = re.compile(
    r"^(?P<word>(?:.*[a-zà-ÿ)\]%’”][.,;:)]?|.*\d[;:)]|(?:19|20)\d\d[.,]?))(?P<mark>\d{1,2}|[!?]?[®©°*²³¹]+)$"
    r"|^(?P<word2>.*[a-zà-ÿ)\]%\d][.,;:])(?P<mark2>[?!>*\"'”’t]{1,2})$"
)
_OPENING_QUOTE = re.compile(r"(?:^|[\s(])[‘“\"'„]")


class Laid(NamedTuple):
    words: tuple[Word, ...]
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...]


def lay_out(sheets: Sequence[Sheet], *, hanging: bool = True) -> Laid:
    """Order the words of all pages once.

    `hanging` is False for plain text: its items are not indented, and some OCR may have made it.
    """
    parted = columns.split(sheets)
    found = [(s.page.number, None if side else gutter(s, body)) for s, (body, side) in zip(sheets, parted, strict=True)]
    gutters = {number: x for number, x in found if x is not None}
    bodies = [
        ordered(body, gutters[s.page.number]) if s.page.number in gutters else lines_of(body)
        for s, (body, _) in zip(sheets, parted, strict=True)
    ]
    columns_ = [lines_of(side) for _, side in parted]
    size = _body_size(bodies)
    pages = furniture.part(sheets, bodies, size)
    ocr = frozenset(s.page.number for s in sheets if s.page.source is Source.OCR or not hanging)
    sides = [[line for line in _mended(side, ocr) if not _is_page_number(line)] for side in columns_]
    drafts = _running(sheets, pages, Look(ocr, gutters, hanging))
    for side in sides:
        drafts += labels.drafts(side, Part.COLOPHON)
    for page, column in zip(pages, columns_, strict=True):
        drafts += _plain_drafts(page.header, Part.HEADER)
        drafts += _plain_drafts([*page.footer, *filter(_is_page_number, column)], Part.FOOTER)
    notes = [_note_drafts(_mended(page.notes, ocr)) for page in pages]
    drafts += [draft for page in notes for draft in page]
    drafts += [Draft(Part.PICTURE, [t.word for t in s.tokens]) for sheet in sheets for s in sheet.pictures]
    words, blocks = compose(drafts)
    return Laid(words, blocks, _marks(words, blocks))


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
    drafts = labels.drafts(_mended(pages[0].body[:start], look.ocr_pages), Part.HEAD) if pages else []
    stream: list[Line | tables.Row] = []
    for sheet, page in zip(sheets, pages, strict=True):
        lines = page.body[start:] if page is pages[0] else page.body
        rest, rows = tables.take_ruled(sheet, lines)
        stream += _by_place([*tables.take_unruled(rest, by_place=look.hanging)], rows)
    body = [item for item in stream if isinstance(item, Line)]
    style = style_of(body, look) if len(body) > 3 else style
    face = faces_of(body, style)
    numbers = {sheet.page.number: _numbers(page.notes) for sheet, page in zip(sheets, pages, strict=True)}
    builder = Builder(style, face, top_face(body, face), _unbroken(body))
    for item in stream:
        if isinstance(item, Line):
            builder.add(_without_glued(item, numbers[item.box.page]) if style.is_ocr(item) else _without_marks(item))
        else:
            builder.add_row(item.cells)
    return drafts + builder.finish()


def _body_start(lines: Sequence[Line], style: Style) -> int:
    """Where the running text of the first page starts; in two columns, below the lines over its full width."""
    gutter_ = style.look.gutters.get(1)
    if gutter_ is None:
        return head.body_start(lines, style.right)
    return next((i for i, line in enumerate(lines) if not line.box.x0 < gutter_ < line.box.x1), 0)


def _by_place(items: list[Line | tables.Row], rows: Iterable[tables.Row]) -> list[Line | tables.Row]:
    for row in rows:
        at = next((i for i, item in enumerate(items) if _top(item) > row.top), len(items))
        items.insert(at, row)
    return items


def _top(item: Line | tables.Row) -> float:
    return item.box.top if isinstance(item, Line) else item.top


def _unbroken(lines: Iterable[Line]) -> frozenset[str]:
    """Hyphenated words inside lines: they tell which hyphen at a line end is real."""
    return frozenset(
        re.sub(r"^\W+|\W+$", "", token.word.text).lower()
        for line in lines
        for token in line.tokens
        if re.search(r"\w-\w", token.word.text)
    )


def _without_marks(line: Line) -> Line:
    """The line with its raised footnote digits taken out of the text (they keep their box and what was seen)."""
    if not line.size or not any(_is_mark(token, line) for token in line.tokens):
        return line
    tokens: list[Token] = []
    for token in line.tokens:
        goes_on = bool(tokens) and tokens[-1].word.after == ""  # the 2 of CO2
        if goes_on or not _is_mark(token, line):
            tokens.append(token)
            continue
        tokens.append(token._replace(word=token.word._replace(text="", after="")))
    return Line([Segment(_closed_up(tokens))])


def _numbers(notes: Sequence[Line]) -> frozenset[str]:
    """The numbers of the footnotes of a page, also those between two that were read; "" where none was read."""
    read = [int(found[0]) for line in notes if (found := _OPENING_DIGITS.match(line.tokens[0].word.text))]
    if not read:
        return frozenset({""} if notes else ())
    return frozenset(map(str, range(max(1, min(read) - 1), max(read) + 2)))


def _without_glued(line: Line, numbers: frozenset[str]) -> Line:
    """The line of a scan without the footnote digits that OCR glued to its words; they are seen, but no text."""
    if not numbers:
        return line
    tokens: list[Token] = []
    for token in line.tokens:
        kept, sign = _cut_mark(token.word.text, numbers, line.text)
        if not sign:
            tokens.append(token)
            continue
        word = token.word
        cut = word.box.x0 + word.box.width * len(kept) / len(word.text)
        tokens.append(token._replace(word=word._replace(text=kept, box=word.box._replace(x1=cut))))
        tokens.append(token._replace(word=word._replace(text="", seen=sign, box=word.box._replace(x0=cut), after="")))
    return _kept(line, tokens) if len(tokens) > len(line.tokens) else line


def _cut_mark(text: str, numbers: frozenset[str], line: str) -> tuple[str, str]:
    """A word and the footnote's mark behind it, "" for none; a quotation mark is one where no quotation was opened."""
    match = _GLUED.match(text)
    if not match:
        return text, ""
    kept, sign = match["word"] or match["word2"], match["mark"] or match["mark2"]
    if sign.isdigit() and sign not in numbers:
        return text, ""
    if re.search(r"[\"'”’]", sign) and _OPENING_QUOTE.search(line):
        return text, ""
    return kept, sign


def _kept(line: Line, tokens: Sequence[Token]) -> Line:
    """The line with other tokens, in as many parts as it had."""
    parts = [
        [t for t in tokens if s.box.x0 - 0.1 <= t.word.box.x0 and t.word.box.x1 <= s.box.x1 + 0.1]
        for s in line.segments
    ]
    return Line([Segment(part) for part in parts if part]) if sum(map(len, parts)) == len(tokens) else line


def _closed_up(tokens: list[Token]) -> list[Token]:
    """A full stop that a footnote digit parted from its word is put back against it."""
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1].word.text
        last = next((j for j in range(i, -1, -1) if tokens[j].word.text), None)
        if token.word.text == "" and last is not None and re.match(r"^[.,;:)]", following):
            tokens[last] = tokens[last]._replace(word=tokens[last].word._replace(after=""))
    return tokens


def _is_mark(token: Token, line: Line) -> bool:
    return bool(_DIGITS.match(token.word.seen)) and 0 < token.size < 0.8 * line.size and len(line.tokens) > 1


def _note_drafts(lines: Sequence[Line]) -> list[Draft]:
    """Footnotes, each from its digit up to the next; the digit is seen but not text."""
    notes: list[list[Line]] = []
    for line in lines:
        if _OPENING_DIGITS.match(line.tokens[0].word.text) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    drafts = []
    for note in notes:
        words = [token.word for line in note for token in line.tokens]
        if _DIGITS.match(words[0].text):
            words[0] = words[0]._replace(text="", after="")
        drafts.append(Draft(Part.NOTE, words))
    return drafts


def _plain_drafts(lines: Iterable[Line], part: Part) -> list[Draft]:
    return [Draft(part, [token.word for token in line.tokens]) for line in lines]


def _marks(words: Sequence[Word], blocks: Sequence[Block]) -> tuple[NoteMark, ...]:
    """Footnote digits in the running text, each with the footnote of that number on or after its page."""
    at = 0
    marks: list[NoteMark] = []
    notes: dict[str, Span] = {}
    starts: list[int] = []
    for word in words:
        starts.append(at)
        at += len(word.text) + len(word.after)
    note_at = {block.span.start: block.span for block in blocks if block.part is Part.NOTE}
    running_end = max((b.span.end for b in blocks if b.part in (Part.PARAGRAPH, Part.ITEM, Part.HEADING)), default=0)
    for start, word in zip(starts, words, strict=True):
        if word.text == "" and _DIGITS.match(word.seen) and start in note_at:
            notes.setdefault(word.seen, note_at[start])
    for start, word in zip(starts, words, strict=True):
        if word.text == "" and start <= running_end and word.seen in notes:
            marks.append(NoteMark(start, notes[word.seen]))
    return tuple(marks)
