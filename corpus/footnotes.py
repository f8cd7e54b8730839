"""Footnotes: each with its number, and the marks in the text that lead to it.

A digital page has raised digits. OCR reads few of them right: it ties them to a word, makes a sign of them, or leaves
them out; what opens a footnote is then known by its place, and its number by those around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Block, Draft, NoteMark, Part, Span, Word
from corpus.sheet import Line, Segment, Token

_DIGITS = re.compile(r"^\d{1,3}$")
# OCR ties a note's number to its first word, "7_Stb."; a page may have it set close, "1ABRvS 31 januari 2018"
_OPENING_DIGITS = re.compile(r"^(\d{1,3})(?:_(?=\S)|(?=[A-ZÀ-Ý][A-Za-z]{2})|$)")
_WITH_STOP = re.compile(r"^(\d{1,3})\.$")  # on a scan, where no size tells a note, the number of an item of the text
_OPENING_SIGN = re.compile(r"^\S{1,2}_(?=[A-ZÀ-Ý‘“])")  # and may misread it: "Ì_Kamerstuk"
# "levensgevaar leidt.3", "24 juni 202214" and, where OCR makes a sign of a raised digit, "per liter.®" or "jaar.>"
_GLUED = re.compile(
    r"^(?P<word>(?:.*[a-zà-ÿ)\]%’”][.,;:)]?|.*\d[;:)]|(?:19|20)\d\d[.,]?))(?P<mark>\d{1,2}|[!?]?[®©°*²³¹]+)$"
    r"|^(?P<word2>.*[a-zà-ÿ)\]%\d][.,;:])(?P<mark2>[?!>*\"'”’t]{1,2})$"
)
_OPENING_QUOTE = re.compile(r"(?:^|[\s(])[‘“\"'„]")
UNREAD = 0  # a number that nobody read
SMALL, LITTLE = 0.8, 0.95  # times the letters of a line: a footnote digit in it; the same, where it is raised
RAISED = 0.25  # sizes of the letters of a line
HIGHEST_NOTE = 0.3  # share of the page above which no footnote stands


def note_drafts(lines: Sequence[Line]) -> list[Draft]:
    """Footnotes, each from its number up to the next; the number is seen but not text."""
    starts = [at for at, line in enumerate(lines) if not at or number_of(line) is not None]
    numbers = _filled([number_of(lines[at]) for at in starts])
    drafts = []
    for (first, last), number in zip(pairwise([*starts, len(lines)]), numbers, strict=True):
        words = [token.word for line in lines[first:last] for token in line.tokens]
        drafts.append(Draft(Part.NOTE, _with_number(words, number)))
    return drafts


def number_of(line: Line) -> int | None:
    """The number that opens a line of a footnote; UNREAD for one that cannot be told, None for a line that goes on."""
    word = line.tokens[0].word
    if digits := _OPENING_DIGITS.match(word.text) or (_WITH_STOP.match(word.text) if line.size else None):
        return int(digits[1])
    return UNREAD if not (word.text or word.seen) or _OPENING_SIGN.match(word.text) else None


def _filled(numbers: Sequence[int | None]) -> list[int | None]:
    """The numbers of a page's footnotes with those between and beside them that nobody read."""
    filled = list(numbers)
    for steps, places in ((1, range(1, len(filled))), (-1, range(len(filled) - 2, -1, -1))):
        for at in places:
            beside = filled[at - steps]
            if filled[at] == UNREAD and beside:
                filled[at] = max(UNREAD, beside + steps)
    return filled


def _with_number(words: list[Word], number: int | None) -> list[Word]:
    """The words of a footnote, of which the first is its number: seen, but no text."""
    first = words[0]
    tied = _OPENING_DIGITS.match(first.text) or _WITH_STOP.match(first.text) or _OPENING_SIGN.match(first.text)
    if number is None:
        return words
    seen = str(number or "")
    if not tied or tied.end() == len(first.text):
        return [first._replace(text="", seen=seen or first.seen, after=""), *words[1:]]
    x = first.box.x0 + first.box.width * tied.end() / len(first.text)
    mark = first._replace(text="", seen=seen or tied[0], box=first.box._replace(x1=x), after="")
    return [mark, first._replace(text=first.text[tied.end() :], box=first.box._replace(x0=x)), *words[1:]]


def numbers_of(notes: Sequence[Line]) -> frozenset[str]:
    """The numbers of the footnotes of a page, one more on either side among them; "" where none was read."""
    numbers = _filled([number for line in notes if (number := number_of(line)) is not None])
    known = [number for number in numbers if number]
    if not known:
        return frozenset({""} if notes else ())
    return frozenset(map(str, range(max(1, min(known) - 1), max(known) + 2)))


def without_marks(line: Line) -> Line:
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


def without_glued(line: Line, numbers: frozenset[str]) -> Line:
    """The line of a scan without the footnote digits that OCR glued to its words; they are seen, but no text."""
    if not numbers:
        return line
    tokens: list[Token] = []
    for token in line.tokens:
        kept, sign = _cut_mark(token.word.text, numbers, line.text)
        if not sign:
            tokens.append(token)
            continue
        word = token.word  # its box stays: where the digit starts is a guess, and what is hidden must be covered
        cut = word.box.x0 + word.box.width * len(kept) / len(word.text)
        tokens.append(token._replace(word=word._replace(text=kept)))
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
    """True for digits far smaller than their line, or a little smaller and raised above its foot."""
    if not _DIGITS.match(token.word.seen) or len(line.tokens) < 2:
        return False
    raised = line.box.bottom - token.word.box.bottom > RAISED * line.size
    return 0 < token.size < (LITTLE if raised else SMALL) * line.size


def marks(words: Sequence[Word], blocks: Sequence[Block]) -> tuple[NoteMark, ...]:
    """Footnote digits in the running text, each with the footnote of that number on or after its page."""
    at = 0
    found: list[NoteMark] = []
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
            found.append(NoteMark(start, notes[word.seen]))
    return tuple(found)
