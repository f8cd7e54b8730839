"""Blocks to lines in the type of a layout; nothing is drawn yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from made_blocks import (
    Block,
    Ink,
    Item,
    Labelled,
    Paragraph,
    Ruled,
    Section,
    Subheading,
    Table,
    Turn,
    notes,
)
from made_layout import Heading, Layout
from made_lines import Line, Piece, Rule, piece_of, white
from made_tables import table_lines, typed_lines
from made_words import Type, Word, fill, length, words

INK_HEIGHT = 40.0


class Setter:
    """Sets one document; footnotes are numbered as they come by."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.limit = layout.frames[0][1] - layout.frames[0][0]
        self.notes: list[str] = []

    def sections(self, sections: Iterable[Section]) -> list[Line]:
        lines: list[Line] = []
        for section in sections:
            if section.heading is not None:
                lines += self._heading(section.heading, 0)
            before: Block | None = None
            for i, block in enumerate(section.blocks):
                lines += self._gap(before, block)
                lines += self._block(block, before)
                if any(isinstance(after, Ink) for after in section.blocks[i + 1 : i + 2]):
                    lines[-1] = lines[-1]._replace(room=INK_HEIGHT + 2 * self.layout.leading)
                before = block
        return lines

    def note(self, number: int) -> list[Line]:
        layout = self.layout
        lines = fill(words(self.notes[number - 1]), [self.limit - 10], layout.note)
        mark = Piece(0, 0, str(number), Type(layout.note.family, layout.note.size * 0.7))
        set_lines = [self.line(line, 8, self.limit - 8, layout.note, layout.note_leading) for line in lines]
        first = set_lines[0]
        raised = mark._replace(y=first.pieces[0].y - layout.note.size * 0.35)
        return [first._replace(pieces=(raised, *first.pieces)), *set_lines[1:]]

    def _gap(self, before: Block | None, block: Block) -> list[Line]:
        layout = self.layout
        match before, block:
            case None, _:
                return white(4 if isinstance(block, Table) else 0)
            case _, Paragraph(white=asked) if asked:
                return white(asked)
            case _, Paragraph(joined=True):
                return []
            case Item(), Item():
                return white(layout.item_gap)
            case (Paragraph() | Item() | Table() | Ruled(), Paragraph() | Ruled()):
                return white(layout.gap)
            case Paragraph(), Item():
                return white(layout.item_gap)
            case (_, Table()) | (Table(), _):
                return white(layout.leading * 0.6)
            case ((Labelled() | Item()), Labelled(number=number)) if number:
                return white(layout.leading * 1.5)
        return []

    def _block(self, block: Block, before: Block | None) -> Iterator[Line]:
        layout = self.layout
        match block:
            case Paragraph(text, face, asked, joined):
                first = joined or asked or not isinstance(before, Paragraph | Item | Table)
                indent = 0.0 if first else layout.indent
                yield from self.text(text, 0, self.limit, Type(*layout.body[:2], face), indent)
            case Item(text, level, marker):
                x = layout.inset + level * layout.hang
                lines = self.text(text, x + layout.hang, self.limit - x - layout.hang)
                bullet = Piece(x, lines[0].pieces[0].y, marker or layout.bullets[level], layout.body)
                yield lines[0]._replace(pieces=(bullet, *lines[0].pieces))
                yield from lines[1:]
            case Subheading(text):
                yield from self._heading(text, 1)
            case Table():
                yield from typed_lines(block, layout) if block.look == "typed" else table_lines(block, self)
            case Labelled():
                yield from self._labelled(block)
            case Ruled(text):
                (line,) = self.text(text, 0, self.limit)
                ends = tuple(Rule(0, y, self.limit, y, 0.7) for y in (1, line.height + 2))
                yield Line(line.pieces, line.height + 5, rules=ends, room=3 * layout.leading)
            case Ink(seed):
                yield Line((), INK_HEIGHT, room=2 * layout.leading, ink=seed)
            case Turn():
                yield Line((), 0, turn=True)

    def text(
        self, text: str, x: float, limit: float, type_: Type | None = None, indent: float = 0.0, *, cell: bool = False
    ) -> list[Line]:
        """A text as lines within `limit` points from `x`; those of a table's cell are neither spread nor hyphenated."""
        layout, type_ = self.layout, type_ or self.layout.body
        marks = range(len(self.notes) + 1, len(self.notes) + 1 + len(notes(text)))
        self.notes += notes(text)
        lines = fill(words(text, marks), [limit - indent, limit], type_, layout.soft and not cell)
        leading = type_.size * 1.3 if cell else layout.leading
        set_lines = []
        for i, line in enumerate(lines):
            start = indent if i == 0 else 0.0
            last = cell or i == len(lines) - 1
            set_lines.append(self.line(line, x + start, limit - start, type_, leading, last))
        return set_lines

    def line(
        self, line: Sequence[Word], x: float, limit: float, type_: Type, leading: float, last: bool = True
    ) -> Line:
        """One line, its words spread to `limit` in a justified layout."""
        blank, y = type_.width(" "), (leading + type_.size * 0.72) / 2
        spread = 0.0
        if self.layout.justified and not last and len(line) > 1:
            used = sum(length(word, type_) for word in line) + blank * (len(line) - 1)
            spread = (limit - used) / (len(line) - 1)
        pieces: list[Piece] = []
        for i, word in enumerate(line):
            x += (blank + spread) if i else 0
            for j, span in enumerate(word):
                piece = piece_of(x, y, span.text, span.face, type_)
                if i and j == 0 and not self.layout.apart:
                    left = pieces.pop()
                    left = left._replace(text=left.text + " ")
                    if spread or (left.y, left.type_) != (piece.y, piece.type_):
                        pieces.append(left)
                    else:
                        piece = left._replace(text=left.text + piece.text)
                pieces.append(piece)
                x += type_.width(span.text, span.face)
        marks = tuple(int(span.text) for word in line for span in word if span.face == "note")
        return Line(tuple(pieces), leading, marks)

    def _heading(self, text: str, level: int) -> list[Line]:
        layout, style = self.layout, self.layout.headings[level]
        type_ = Type(layout.body.family, layout.body.size + style.larger, style.face)
        leading = layout.leading + style.larger * 1.2
        lines = [
            line._replace(height=leading, room=2.5 * layout.leading) for line in self.text(text, 0, self.limit, type_)
        ]
        lines = [_dressed(line, style, self.limit) for line in lines]
        return [*white(style.before), *lines, *white(style.after)]

    def _labelled(self, block: Labelled) -> Iterator[Line]:
        layout, at = self.layout, 128.0
        type_ = Type(*layout.body[:2], "bold" if block.bold else "")
        lines = self.text(block.text, at, self.limit - at, type_)
        y, small = lines[0].pieces[0].y, Type(layout.body.family, layout.body.size - 1.2)
        front = [Piece(24, y, block.label, small)]
        if block.number:
            front.insert(0, Piece(0, y, block.number, small))
        yield lines[0]._replace(pieces=(*front, *lines[0].pieces))
        yield from lines[1:]


def _dressed(line: Line, style: Heading, limit: float) -> Line:
    pieces = tuple(piece._replace(colour=style.colour) for piece in line.pieces)
    end = max(piece.x + piece.type_.width(piece.text) for piece in pieces)
    y = pieces[0].y + 1.8
    rules = (Rule(0, y, end, y, 0.6),) if style.underlined else ()
    if style.bar:
        pieces = tuple(piece._replace(x=piece.x + (limit - end) / 2) for piece in pieces)
    return line._replace(pieces=pieces, rules=rules, bar=style.bar)
