"""A canvas with the origin at the top left that remembers what it printed, and as what."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from made_layout import BLACK, Colour, Layout
from made_lines import Line
from made_words import Type, font
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from examples import scrawl

WIDTH, HEIGHT = A4
LIGATURES = {"fi": "ﬁ", "fl": "ﬂ"}


class Sheet:
    def __init__(self, path: Path, layout: Layout) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self.layout = layout
        self.page = 1
        self.printed: dict[str, list[str]] = defaultdict(list)
        self.fields: dict[str, str] = {}

    def write(self, x: float, y: float, text: str, type_: Type, colour: Colour = BLACK) -> None:
        """Write text whose baseline is `y` points below the top of the page."""
        if self.layout.ligatures:
            for letters, one in LIGATURES.items():
                text = text.replace(letters, one)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.setFont(font(type_.family, type_.face), type_.size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def print(self, part: str, x: float, y: float, text: str, type_: Type, colour: Colour = BLACK) -> None:
        """Write a line outside the text and remember it as `part`: head, side or furniture."""
        self.printed[part].append(text)
        self.write(x, y, text, type_, colour)

    def label(self, x: float, y: float, text: str, type_: Type, face: str, colour: Colour) -> str:
        """Write a label; what it reads as comes back."""
        if face != "capitals":
            self.write(x, y, text, Type(*type_[:2], face), colour)
            return text
        for word in text.split(" "):
            small = Type(type_.family, type_.size * 0.78)
            self.write(x, y, word[0].upper(), type_, colour)
            x += type_.width(word[0].upper())
            self.write(x, y, word[1:].upper(), small, colour)
            x += small.width(word[1:].upper()) + type_.width(" ")
        return text.upper()

    def field(self, label: str, value: str) -> None:
        if self.page == 1:
            self.fields.setdefault(label, value)

    def rule(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.5, dashed: bool = False) -> None:
        self.canvas.setStrokeColorRGB(*BLACK)
        self.canvas.setLineWidth(thickness)
        self.canvas.setDash(3, 2) if dashed else self.canvas.setDash()
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        self.canvas.setDash()

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def ink(self, x: float, y: float, size: tuple[float, float], seed: int) -> None:
        scrawl.draw(self.canvas, x, HEIGHT - y - size[1], size, seed)

    def line(self, line: Line, left: float, top: float, right: float) -> None:
        """Draw a line of the text."""
        if line.bar:
            self.fill(left, top + 1, right, top + line.height, (0.85, 0.85, 0.85))
        for rule in line.rules:
            self.rule(left + rule.x0, top + rule.y0, left + rule.x1, top + rule.y1, rule.thickness)
        for piece in line.pieces:
            self.write(left + piece.x, top + piece.y, piece.text, piece.type_, piece.colour)
        if line.ink is not None:
            self.ink(left + 4, top + 2, (92, line.height - 6), line.ink)

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1
