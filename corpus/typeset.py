"""A mail as plain A4 pages, so that it is read, redacted and checked as every other document is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from corpus.errors import TooLarge
from corpus.mail import Mail
from corpus.typeface import Typeface
from corpus.words import visible

WIDTH, HEIGHT = 595.0, 842.0  # A4, in points
MARGIN, SIZE, STEP = 60.0, 10.0, 13.0
VALUE = 85.0  # from the margin to the values beside the labels
INDENT, DEEPEST = 14.0, 6  # a quoted text steps in, so many times at most
MAX_LETTERS = 3_000_000
_FORMS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # say which form a letter has
_QUOTES = re.compile(r"^(?:> ?)+")


class _Line(NamedTuple):
    """A line of the page; `label` is printed bold at the margin."""

    text: str
    x: float
    label: str = ""


def typeset(mail: Mail, target: Path) -> int:
    """Write the pages of a mail; gives the number of letters that no installed font has."""
    head = [(label, _clean(value)) for label, value in mail.head()]
    text = _clean(mail.text)
    if len(text) > MAX_LETTERS:
        raise TooLarge("De tekst van de mail is te lang om te verwerken. Splits de mail.")
    face = Typeface("\n".join([*(value for _, value in head), text]))
    lines = [*_head(head, face), _Line("", MARGIN), *_body(text, face)]
    canvas = Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    y = HEIGHT - MARGIN
    for line in lines:
        if y < MARGIN:
            canvas.showPage()
            y = HEIGHT - MARGIN
        _draw(canvas, line, y, face)
        y -= STEP
    canvas.save()
    return face.missing


def _clean(text: str) -> str:
    """The text in composed letters, without what does not print; nobody may hide a name behind a sign unseen."""
    composed = unicodedata.normalize("NFC", text).expandtabs(8)
    printed = (
        sign for sign in composed if sign == "\n" or not (unicodedata.category(sign)[0] == "C" or sign in _FORMS)
    )
    return "".join("\n" if sign in "\u2028\u2029" else " " if sign.isspace() and sign != "\n" else sign
                   for sign in visible("".join(printed)))  # fmt: skip


def _head(head: Iterable[tuple[str, str]], face: Typeface) -> Iterator[_Line]:
    for label, value in head:
        for number, line in enumerate(wrapped(value.replace("\n", " "), WIDTH - 2 * MARGIN - VALUE, face)):
            yield _Line(line, MARGIN + VALUE, "" if number else label)


def _body(text: str, face: Typeface) -> Iterator[_Line]:
    blank = False
    for line in text.split("\n"):
        mark = _QUOTES.match(line)
        depth = min(mark[0].count(">"), DEEPEST) if mark else 0
        content = line[mark.end() :] if mark else line
        if not content.strip():
            if not blank:
                yield _Line("", MARGIN)
            blank = True
            continue
        blank = False
        x = MARGIN + INDENT * depth
        own = min(len(content) - len(content.lstrip(" ")), 12) * SIZE / 4  # lists stay indented
        yield from (_Line(piece, x + own) for piece in wrapped(content.strip(), WIDTH - MARGIN - x - own, face))


def wrapped(text: str, room: float, face: Typeface) -> Iterator[str]:
    """The text in lines that fit; a word that is too long for a line is cut."""
    line, used = "", 0.0
    for word in re.findall(r"\S+ *", text):
        width = face.width(word.rstrip(), SIZE)
        if line and used + width > room:
            yield line.rstrip()
            line, used = "", 0.0
        while width > room:
            at = max(1, int(len(word) * room / width) - 1)
            yield word[:at]
            word = word[at:]
            width = face.width(word.rstrip(), SIZE)
        line += word
        used += face.width(word, SIZE)
    yield line.rstrip()


def _draw(canvas: Canvas, line: _Line, y: float, face: Typeface) -> None:
    if line.label:
        canvas.setFont(face.bold, SIZE)
        canvas.drawString(MARGIN, y, line.label)
    x = line.x
    for run in face.runs(line.text):
        canvas.setFont(run.font, SIZE)
        canvas.drawString(x, y, run.text)
        x += canvas.stringWidth(run.text, run.font, SIZE)
