"""The ministry's page: letterhead, addressee, body, and a side column in a smaller font that returns on each page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from examples import fonts, scrawl
from examples.content import NOTE_DIGIT, Field, Paper
from examples.lines import NOTE_LEADING, NOTE_SIZE, SIZE, Line, paginate, set_notes, set_parts, wrap

WIDTH, HEIGHT = A4
BODY, LIMIT = 79.0, 362.0
COLUMN, COLUMN_LIMIT = 465.0, 102.0
COLUMN_SIZE, COLUMN_LEADING = 6.6, 8.8
TOP, BOTTOM = 92.0, 782.0
FOOT = 796.0
LETTERHEADS = {
    "BZK": ("Ministerie van Binnenlandse Zaken en", "Koninkrijksrelaties"),
    "VWS": ("Ministerie van Volksgezondheid,", "Welzijn en Sport"),
    "JenV": ("Ministerie van Justitie en Veiligheid",),
    "OCW": ("Ministerie van Onderwijs, Cultuur en", "Wetenschap"),
}


class Signature(NamedTuple):
    """Where ink was drawn: a box in points, origin at the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Sheet:
    """A canvas with the origin at the top left that remembers where it drew signatures."""

    def __init__(self, path: Path, paper: Paper) -> None:
        fonts.register()
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(paper.title or "")
        self.canvas.setAuthor(paper.properties.author)
        self.canvas.setSubject("")
        self.canvas.setCreator("Microsoft Word")
        self.canvas.setKeywords(paper.properties.keywords)
        self.page = 1
        self.signatures: list[Signature] = []

    def text(self, x: float, top: float, text: str, font: str = "Sans", size: float = SIZE) -> None:
        """Write a text whose baseline lies at `top`; footnote digits are raised."""
        pieces = NOTE_DIGIT.split(text)
        for i, piece in enumerate(pieces):
            raised = i % 2 == 1
            shown = size * 0.65 if raised else size
            self.canvas.setFont(font, shown)
            self.canvas.drawString(x, HEIGHT - top + (size * 0.35 if raised else 0), piece)
            x += fonts.width(piece, font, shown)

    def rule(self, x0: float, x1: float, top: float, thickness: float = 0.5, dashed: bool = False) -> None:
        self.canvas.setLineWidth(thickness)
        self.canvas.setDash(3, 2) if dashed else self.canvas.setDash()
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - top)
        self.canvas.setDash()

    def sign(self, x: float, top: float, size: tuple[float, float], seed: int) -> None:
        scrawl.draw(self.canvas, x, HEIGHT - top - size[1], size, seed)
        self.signatures.append(Signature(self.page, x, top, x + size[0], top + size[1]))

    def turn(self) -> None:
        """Go on to the next page."""
        self.canvas.showPage()
        self.page += 1

    def lines(self, lines: Iterable[Line], top: float, size: float = SIZE, x: float = BODY) -> float:
        """Write lines from `top` down; the next free `top` comes back."""
        for line in lines:
            if line.ink is not None:
                self.sign(x + 4, top + 4, (96, line.height - 12), line.ink)
            for piece in line.pieces:
                self.text(x + piece.x, top + size, piece.text, piece.font, size)
            top += line.height
        return top


def draw(paper: Paper, path: Path) -> tuple[int, tuple[Signature, ...]]:
    """Draw a nota or a letter of a ministry; its number of pages and the boxes of its signatures come back."""
    sheet = Sheet(path, paper)
    top = _first_head(sheet, paper)
    pages = paginate(set_parts(paper.parts, LIMIT), (BOTTOM - top, BOTTOM - TOP), paper.notes, LIMIT)
    for number, lines in enumerate(pages, 1):
        if number > 1:
            sheet.turn()
            top = TOP
        sheet.lines(lines, top)
        _notes(sheet, lines, paper)
        _column(sheet, paper.column if number == 1 else paper.later_column, 100 if number == 1 else TOP)
        sheet.text(COLUMN, FOOT, f"Pagina {number} van {len(pages)}", size=COLUMN_SIZE)
        if number == 1:
            _properties(sheet, paper)
    sheet.canvas.save()
    return len(pages), tuple(sheet.signatures)


def _first_head(sheet: Sheet, paper: Paper) -> float:
    """Letterhead, addressee and subject; where the body starts comes back."""
    sheet.canvas.setFillColorRGB(0.08, 0.26, 0.45)
    sheet.canvas.rect(WIDTH / 2 - 24, HEIGHT - 74, 26, 74, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    for i, line in enumerate(LETTERHEADS[paper.ministry or ""]):
        sheet.text(WIDTH / 2 + 10, 54 + 11.5 * i, line, "Serif", 10)
    return _nota_head(sheet, paper) if paper.kind == "beslisnota" else _letter_head(sheet, paper)


def _nota_head(sheet: Sheet, paper: Paper) -> float:
    top = 150.0
    for label, value in paper.head:
        sheet.text(BODY + 4, top, label)
        for line in wrap(value, LIMIT - 88):
            sheet.text(BODY + 88, top, line)
            top += 12.6
        top += 4
    top += 22
    sheet.text(BODY, top + 6, "nota", "Sans", 24)
    for line in wrap(paper.title or "", LIMIT - 88):
        sheet.text(BODY + 88, top, line)
        top += 12.6
    return _route(sheet, paper, top + 26)


def _route(sheet: Sheet, paper: Paper, top: float) -> float:
    if not paper.route:
        return top
    sheet.text(BODY, top, "Parafenroute", "Sans-Bold", 8)
    for row, cells in enumerate((("Functie", "Naam", "Paraaf", "Datum"), *paper.route)):
        sheet.rule(BODY, BODY + LIMIT, top + 5, dashed=True)
        top += 16 if row else 15
        for x, cell in zip((0, 108, 232, 304), cells, strict=True):
            sheet.text(BODY + x, top, cell, "Sans-Bold" if row == 0 else "Sans", 7.5)
        if row:
            sheet.sign(BODY + 256, top - 10, (34, 13), 40 + row)
    sheet.rule(BODY, BODY + LIMIT, top + 6, dashed=True)
    return top + 32


def _letter_head(sheet: Sheet, paper: Paper) -> float:
    sheet.text(BODY, 100, "> Retouradres " + " ".join(paper.letterhead), size=6.6)
    top = 128.0
    for line in paper.address:
        sheet.text(BODY, top, line)
        top += 12.6
    top = max(top, 226.0)
    for label, value in paper.head:
        sheet.text(BODY, top, label)
        for line in wrap(value, LIMIT - 62):
            sheet.text(BODY + 62, top, line)
            top += 12.6
    return top + 26


def _column(sheet: Sheet, fields: Iterable[Field], top: float) -> None:
    top += COLUMN_SIZE
    for field in fields:
        if field.label:
            for line in wrap(field.label, COLUMN_LIMIT, "Sans-Bold", COLUMN_SIZE):
                sheet.text(COLUMN, top, line, "Sans-Bold", COLUMN_SIZE)
                top += COLUMN_LEADING
        for text in field.lines:
            for line in wrap(text, COLUMN_LIMIT, "Sans", COLUMN_SIZE):
                sheet.text(COLUMN, top, line, size=COLUMN_SIZE)
                top += COLUMN_LEADING
        top += 5


def _notes(sheet: Sheet, lines: Iterable[Line], paper: Paper) -> None:
    numbers = [number for line in lines for number in line.notes]
    if numbers:
        notes = set_notes(numbers, paper.notes, LIMIT)
        top = BOTTOM + 4 - NOTE_LEADING * len(notes)
        sheet.rule(BODY, BODY + 110, top - 3)
        sheet.lines(notes, top, NOTE_SIZE)


def _properties(sheet: Sheet, paper: Paper) -> None:
    """A bookmark and a sticky note on the first page; what needs the whole file is added by `examples.properties`."""
    if paper.properties.bookmark:
        sheet.canvas.bookmarkPage("begin")
        sheet.canvas.addOutlineEntry(paper.properties.bookmark, "begin", 0)
    if paper.properties.remark:
        author, wording = paper.properties.remark
        place = (BODY + LIMIT + 4, HEIGHT - 330, BODY + LIMIT + 20, HEIGHT - 314)
        sheet.canvas.textAnnotation(wording, place, addtopage=1, T=PDFString(author))
