"""Body lines to headings, paragraphs, list items and table rows, also where a page break cuts a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Draft, Part, Word
from corpus.hyphens import join_lines
from corpus.repair import is_bullet, mend
from corpus.sheet import Line
from corpus.style import RANK, TERMINAL, Style
from corpus.words import heading_level, opens_as

_ENUMERATED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z])[.)]|\(?[ivx]{1,4}[.)])$")
_MISREAD = re.compile(r"^(?:\d{1,2}|[a-z]),$")  # a full stop that OCR took for a comma
_SENTENCE_END = re.compile(r"[.!?]['’”\")\]]*$")
_DEEP = re.compile(r"^\d{1,2}[.,]\d")  # "4.1 Politieke context" stands inside section 4; OCR may read a comma
SHORT = 0.2  # share of the measure
LONG = 130  # letters: what is longer is no heading
LOOSE = 1.45  # a step to the next line this many times the usual one parts paragraphs


@dataclass
class Open:
    """A block that still takes lines."""

    part: Part
    lines: list[Line]
    level: int = 0
    indent: float = 0.0


def _breaks(before: Line, line: Line) -> bool:
    """True where the reader turns the page or goes up to the next column."""
    return before.box.page != line.box.page or line.box.bottom < before.box.top


def _closes_bracket(lines: Sequence[Line], number: str) -> bool:
    """True for a number that closes a bracket opened above: "(Kamerstuk 36 410 VI, nr. 71, t.v.v. nr. / 58)"."""
    text = " ".join(line.text for line in lines)
    return number.endswith(")") and "(" not in number and text.count("(") > text.count(")")


class Builder:
    """Takes lines in reading order and gives drafts; one use a document."""

    def __init__(self, style: Style, face: Callable[[Line], str], top: str, unbroken: frozenset[str]) -> None:
        self.style, self.face, self.top, self.unbroken = style, face, top, unbroken
        self.asked = False  # the last heading was that of a question
        self.drafts: list[Draft] = []
        self.open: Open | None = None

    def add(self, line: Line) -> None:
        """One more line of the body."""
        if level := self._heading(line):
            self._add_heading(line, level)
        elif self._item_start(line):
            self.close()
            self.open = Open(Part.ITEM, [line], indent=self._item_text_x(line))
        elif self.open and not self.open.level and self._continues(line):
            self.open.lines.append(line)
        else:
            self.close()
            self.open = Open(Part.PARAGRAPH, [line], indent=line.box.x0)

    def add_row(self, cells: Sequence[Sequence[Word]]) -> None:
        """A table row; cells in order, each the words of the cell."""
        self.close()
        filled = [self._mended(cell) for cell in cells if any(word.text for word in cell)]
        words: list[Word] = []
        for i, cell in enumerate(filled):
            words += cell
            if i + 1 < len(filled):
                words[-1] = words[-1]._replace(after=" | ")
        if words:
            self.drafts.append(Draft(Part.ROW, words))

    def _mended(self, cell: Sequence[Word]) -> list[Word]:
        return mend(cell) if cell[0].box.page in self.style.look.ocr_pages else list(cell)

    def close(self) -> None:
        if self.open is None:
            return
        numbered = self.open.part if self.open.part in (Part.ITEM, Part.HEADING) else None
        lines = [self._words(line, numbered if i == 0 else None) for i, line in enumerate(self.open.lines)]
        level = self.open.level if self.open.part is Part.HEADING else 0
        self.drafts.append(Draft(self.open.part, join_lines(lines, self.unbroken), level))
        self.open = None

    def finish(self) -> list[Draft]:
        self.close()
        return self.drafts

    def _words(self, line: Line, opened: Part | None) -> list[Word]:
        """The words of a line, mended; `opened` is the part of an item or heading whose first line it is."""
        words = [token.word for token in line.tokens]
        if self.style.is_ocr(line):
            words = mend(words)
        if opened is Part.ITEM and is_bullet(words[0].seen, ocr=self.style.is_ocr(line)):
            words[0] = words[0]._replace(text="", after="")
        elif opened and self.style.is_ocr(line) and _MISREAD.match(words[0].text):
            words[0] = words[0]._replace(text=words[0].text[:-1] + ".")
        elif opened is Part.HEADING and self.style.is_ocr(line) and _DEEP.match(words[0].text):
            words[0] = words[0]._replace(text=words[0].text.replace(",", "."))
        return words

    def _heading(self, line: Line) -> int:
        """The level of a line that is, or goes on with, a heading; 0 for running text."""
        known, face = heading_level(line.text), self.face(line)
        if known:
            weaker = face and self.top and RANK.index(face) > RANK.index(self.top)
            weaker = weaker or bool(self.top and self.style.is_ocr(line) and face != self.top)
            raised = known == 2 and face and face == self.top and line.text.isalpha()  # "Motivering" as a section
            return 2 if weaker or _DEEP.match(line.text) else 1 if raised else known
        if opens_as(line.text, "speaker") or self._goes_on_bold(line) or self._is_question(line):
            return 0
        if self._more_heading(line):
            return self.open.level if self.open else 0
        if not face or not re.match(r"[\dA-ZÀ-Ý‘“'\"(]", line.text) or (face == "italic" and self._item_start(line)):
            return 0
        return 1 if face == self.top and not _DEEP.match(line.text) else 2

    def _goes_on_bold(self, line: Line) -> bool:
        """True for a bold line that goes on with the bold end of the line above it."""
        last = self.open.lines[-1] if self.open and not self.open.level else None
        if last is None or last.bold or not last.tokens[-1].bold or self._ends(last):
            return False
        return 0 < self._step(last, line) <= LOOSE * max(self.style.step, line.box.height)

    def _is_question(self, line: Line) -> bool:
        """True below a heading "Vraag 3": what is bold there is what the House asks."""
        if self.open and not self.open.level:
            return self.open.part is Part.PARAGRAPH and self.asked and not self._is_apart(line)
        return self.asked

    def _is_apart(self, line: Line) -> bool:
        return bool(self.open and self._step(self.open.lines[-1], line) > 2 * LOOSE * self.style.step)

    def _more_heading(self, line: Line) -> bool:
        """True when a heading of more than one line goes on here."""
        last = self.open
        alike = last and (self.face(last.lines[-1]) == self.face(line) != "" or self._are_bold(last.lines[-1], line))
        return bool(
            last
            and last.level
            and alike
            and 0 < self._step(last.lines[-1], line) <= LOOSE * max(self.style.step, line.box.height)
            and len(" ".join(x.text for x in last.lines)) > 40
        )

    def _are_bold(self, before: Line, line: Line) -> bool:
        """True in a scan also for a bold line over the whole measure."""
        return self.style.is_ocr(line) and before.bold and line.bold

    def _add_heading(self, line: Line, level: int) -> None:
        """A long bold run, or one that ends as a sentence does, is a bold paragraph (a question of the House)."""
        if self.open and self._more_heading(line) and not heading_level(line.text):
            self.open.lines.append(line)
        else:
            self.close()
            self.open = Open(Part.HEADING, [line], level)
            self.asked = opens_as(line.text, "question")
        text = " ".join(x.text for x in self.open.lines)
        sentence = (bool(_SENTENCE_END.search(text)) and len(text) > 60) or len(text) > LONG
        self.open.part = Part.PARAGRAPH if sentence or len(self.open.lines) > 3 else Part.HEADING

    def _item_start(self, line: Line) -> bool:
        first = line.tokens[0].word
        if len(line.tokens) < 2:
            return False
        if is_bullet(first.seen, ocr=self.style.is_ocr(line)):
            return not first.seen.isalpha() or self._opens_item(line)
        ocr = self.style.is_ocr(line)
        number = mend([first])[0].text if ocr else first.text  # "(üi)"
        if not (_ENUMERATED.match(number) or (ocr and _MISREAD.match(number))):
            return False
        last = self.open
        if last and not last.level and _closes_bracket(last.lines, number):
            return False
        if (
            last is None
            or last.level
            or self._is_short(last.lines[-1])
            or self._ends(last.lines[-1])
            or self._step(last.lines[-1], line) >= LOOSE * self.style.step
        ):
            return True
        opener = last.lines[0].tokens[0].word
        return last.part is Part.ITEM and bool(_ENUMERATED.match(opener.text)) and abs(opener.box.x0 - first.box.x0) < 3

    def _is_short(self, line: Line) -> bool:
        """True for a line that had room for the next word: what follows is no part of it."""
        left, right = self.style.edges(line)
        return line.box.x1 < right - SHORT * (right - left)

    def _opens_item(self, line: Line) -> bool:
        """True when a letter that OCR made of a bullet stands apart from what follows, or before a capital."""
        after = next((t.word for t in line.tokens[1:] if t.word.seen.strip("_")), line.tokens[1].word)
        apart = after.box.x0 - line.tokens[0].word.box.x1 > 0.8 * line.box.height
        return apart or bool(re.match(r"[A-Z‘“(]", after.seen)) or len(line.tokens[1].word.seen.strip("_")) == 0

    def _item_text_x(self, line: Line) -> float:
        return next((t.word.box.x0 for t in line.tokens[1:] if t.word.seen.strip("_")), line.tokens[1].word.box.x0)

    def _ends(self, line: Line) -> bool:
        return bool(TERMINAL.search(line.text))

    def _step(self, before: Line, line: Line) -> float:
        """Distance between tops; the usual step over a page break or from one column to the next."""
        return self.style.step if _breaks(before, line) else line.rise - before.rise

    def _continues(self, line: Line) -> bool:
        """True when the open block goes on in this line."""
        opened = self.open
        assert opened is not None
        before = opened.lines[-1]
        if _breaks(before, line):
            return not self._ends(before) or line.text[:1].islower()
        if self._step(before, line) > LOOSE * self.style.step:
            return False
        outdented = line.box.x0 < min(opened.indent - 4, opened.lines[0].box.x0 + 4)
        if opened.part is Part.ITEM and self.style.look.hanging and outdented and self._ends(before):
            return False
        if len(line.segments) > 1 and line.segments[0].text.endswith(":"):
            return False  # a word in the margin: "Besluit:"
        left, right = self.style.edges(before)
        measure = right - left
        short = self._is_short(before)
        starts_new = bool(re.match(r"[A-ZÀ-Ý‘“\"•]", line.text))
        if opened.part is Part.PARAGRAPH and starts_new and max(before.box.width, line.box.width) < 0.45 * measure:
            return False  # lines of a closing, a signature or an address
        return not (short and starts_new and self._ends(before) and opened.part is Part.PARAGRAPH)
