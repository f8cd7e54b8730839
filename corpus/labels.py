"""Labels with their values in the head and the side column: beside each other, below each other, in rows of labels.

A label is known by its wording; or by its look, where it is set as the known labels of the same place are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.document import Draft, Part, Word
from corpus.head import KIND, STEP, label_and_rest
from corpus.label_look import UNKNOWN, LabelLook, face_of, look_of, step_between, wording
from corpus.sheet import Line, Segment
from corpus.words import label_of

LABEL, VALUE = 1, 0  # Block.level inside HEAD and COLOPHON: the label of a field, and its value or other text
LONGEST = 40  # letters of a label that is known by its look only
ALIGNED = 4.0  # points
APART = 1.25  # times the step of a group: what is further below opens another one
SUBJECTS = frozenset({"Onderwerp", "Betreft"})


def drafts(lines: Sequence[Line], part: Part) -> list[Draft]:
    """Lines of a head or side column as drafts: a label (level 1) followed by its value, or groups of lines."""
    look = look_of(lines)
    builder = Builder(part, look)
    lines = [_parted(line, look.second) for line in lines]
    at = 0
    while at < len(lines):
        at += builder.add(lines, at)
    builder.flush()
    return builder.done


@dataclass
class Builder:
    """Takes the lines of one place in order."""

    part: Part
    look: LabelLook
    done: list[Draft] = field(default_factory=list)
    group: list[Line] = field(default_factory=list)
    value_x: float | None = None
    beside: tuple[int, float, Line] | None = (
        None  # of a row of two fields the first value's draft, its x, the last line
    )

    def add(self, lines: Sequence[Line], at: int) -> int:
        """Take the line at an index; how many lines were taken comes back."""
        line = lines[at]
        if self._is_row_of_labels(line, lines[at + 1] if at + 1 < len(lines) else None):
            return self._add_row(lines, at)
        found = label_and_rest(line)
        if found and found[0].value == "none" and self._is_value(lines, at) and not line.bold:
            self._add_text(line)  # "Status / Ter beslissing"
        elif found and (cut := self._next_label(line)):
            self._add_two(line, cut, found[1], found[2])
        elif found:
            self._add_field(line, found[1], found[2])
        elif (cut := self._next_label(line)) and self._is_in_grid(line, cut):
            self._add_two(
                line, cut, _words(line.segments[:1]), _words(line.segments[1:cut])
            )  # "Via | SG | Datum | 3 mei"
        elif count := self._looks_like_label(lines, at):
            words = [token.word for token in line.tokens]
            if cut := self._next_label(line):
                self._add_two(line, cut, words[:count], words[count:])
            else:
                self._add_field(line, words[:count], words[count:])
        else:
            self._add_text(line)
        return 1

    def _next_label(self, line: Line) -> int:
        """The index of the second label in a row of a grid, "Aan | de minister | Datum | 3 mei 2025"; 0 for none."""
        for at, segment in enumerate(line.segments[2:], 2):
            below = any(abs(segment.box.x0 - x) < ALIGNED for x in self.look.second)
            if segment.text[:1].isupper() and (label_of(segment.text) or below):
                return at
        return 0

    def _is_in_grid(self, line: Line, cut: int) -> bool:
        """True for a row whose first label nobody knows, and whose second stands where those of other rows do."""
        x = line.segments[cut].box.x0
        return len(line.segments[0].text) < LONGEST and any(abs(x - other) < ALIGNED for other in self.look.second)

    def _add_two(self, line: Line, cut: int, label: list[Word], value: list[Word]) -> None:
        first, second = line.segments[:cut], line.segments[cut:]
        self._add_field(Line(first), label, [word for word in value if word in _words(first)])
        has_value = bool(self.group)
        self._add_field(Line(second), _words(second[:1]), _words(second[1:]))
        if has_value:  # it was put before the second label
            self.beside = len(self.done) - 2, self.done[-2].words[0].box.x0, line

    def flush(self) -> None:
        if self.group:
            self._put([_cells(line) for line in self.group], VALUE)
        self.group = []

    def _put(self, lines: Sequence[Sequence[Word]], level: int) -> None:
        self.done.append(Draft(self.part, _with_breaks(lines), level))

    def _add_field(self, line: Line, label: list[Word], value: list[Word]) -> None:
        self.flush()
        self.beside = None
        self._put([label], LABEL)
        self.value_x = value[0].box.x0 if value else None
        if second := _second_label(value):
            self._put([value[:second]], VALUE)
            self._put([value[second : second + 1]], LABEL)
            value, self.value_x = value[second + 1 :], None
        parts = [[token for token in segment.tokens if token.word in value] for segment in line.segments]
        if value:
            self.group = [Line([Segment(part) for part in parts if part])]

    def _add_text(self, line: Line) -> None:
        if self._goes_on_beside(line):
            return
        before = self.group[-1] if self.group else None
        if before and KIND.fullmatch(line.text.strip()):
            self.flush()  # "nota", with its subject below it, stands below whom it is to
            self.value_x = before = None
        if before and (
            before.box.page != line.box.page
            or line.box.top - before.box.top > STEP * max(line.box.height, before.box.height, self.look.height)
            or (
                self.part is Part.HEAD
                and self.value_x is not None
                and line.box.x0 < self.value_x - 5
                and not self._goes_on(line)
            )
        ):
            self.flush()
            self.value_x = None
        self.group.append(line)

    def _goes_on_beside(self, line: Line) -> bool:
        """Take a line right below the first value of a row of two fields, at its x, into that value."""
        if self.beside is None or len(line.segments) > 1:
            return False
        at, x, last = self.beside
        if abs(line.box.x0 - x) > ALIGNED or not 0 < step_between(last, line) <= STEP * line.box.height:
            return False
        before = self.done[at]
        words = [*before.words[:-1], before.words[-1]._replace(after="\n"), *_words(line.segments)]
        self.done[at] = Draft(before.part, words, before.level)
        self.beside = at, x, line
        return True

    def _goes_on(self, line: Line) -> bool:
        """True for a subject that goes on below its label in small letters."""
        label = self.done[-1] if self.done and self.done[-1].level == LABEL else None
        found = label_of(wording(label.words)) if label else None
        return found is not None and found.key == "subject" and line.text[:1].islower()

    def _is_row_of_labels(self, line: Line, below: Line | None) -> bool:
        """True for labels side by side, whose values stand below them."""
        known = [segment for segment in line.segments if len(segment.text) > 3 and label_of(segment.text)]
        faces = {face_of(segment.tokens[0]) for segment in known}
        small = bool(line.size and below and below.size > line.size)  # the labels of a form, above what is filled in
        set_apart = line.bold or small
        alike = set_apart and all(face_of(token) in faces for segment in line.segments for token in segment.tokens)
        others = len(line.segments) - len(known)
        return len(known) > 1 and (not others or (others == 1 and alike)) and self.part is Part.HEAD

    def _add_row(self, lines: Sequence[Line], at: int) -> int:
        """The labels of a row, each with what stands below it; a column may have more labels further down.

        How many lines were taken comes back.
        """
        self.flush()
        labels = lines[at].segments
        below: list[list[tuple[int, list[Word]]]] = [[(LABEL, _words([label]))] for label in labels]
        faces = {face_of(token) for label in labels for token in label.tokens} - {UNKNOWN}
        taken = 1
        while at + taken < len(lines):
            line, before = lines[at + taken], lines[at + taken - 1]
            places = [_below(segment, labels) for segment in line.segments]
            near = line.box.page == before.box.page and line.box.top - before.box.top < 2 * STEP * line.box.height
            if not near or None in places or (label_and_rest(line) and not label_of(line.segments[0].text)):
                break
            for segment, place in zip(line.segments, places, strict=True):
                alike = all(token.bold and face_of(token) in faces for token in segment.tokens)
                below[place or 0].append((LABEL if alike or label_of(segment.text) else VALUE, _words([segment])))
            taken += 1
        for column in below:
            for level, group in groupby(column, key=lambda each: each[0]):
                rows = [words for _, words in group]
                for lines_ in [[row] for row in rows] if level == LABEL else [rows]:
                    self._put(lines_, level)
        self.value_x = None
        return taken

    def _looks_like_label(self, lines: Sequence[Line], at: int) -> int:
        """How many words at the start of a line are a label by their look; 0 for none."""
        line, tokens = lines[at], lines[at].tokens
        if not tokens[0].word.text[:1].isupper() and self.part is not Part.COLOPHON:
            return 0
        first = line.segments[0]
        if len(line.segments) > 2 and all(face_of(token) == self.look.face for token in tokens):
            return 0  # the header of a table
        if any(abs(first.box.x0 - x) < ALIGNED and self._is_beside(line, y) for x, y in self.look.beside):
            return len(first.tokens)
        if len(first.text) > LONGEST or not (line.size or first.bold):
            return 0
        if not line.size and (self._is_value(lines, at) or not self._opens_group(lines, at, first)):
            return 0  # bold by the look of its letters, or a part of the sender's name
        if self.look.face and all(face_of(t) == self.look.face for t in first.tokens) and self._is_lone(lines, at):
            return len(first.tokens)
        bold = self.part is Part.COLOPHON and line.bold and at + 1 < len(lines) and not lines[at + 1].bold
        return len(tokens) if bold and self._is_lone(lines, at) else 0

    def _is_beside(self, line: Line, value_x: float) -> bool:
        parts, (first, last) = line.segments, self.look.rows
        if parts[0].box.x1 >= value_x or not first <= line.box.top <= last + 2 * STEP * line.box.height:
            return False
        return len(parts) == 1 or abs(parts[1].box.x0 - value_x) < ALIGNED

    def _is_value(self, lines: Sequence[Line], at: int) -> bool:
        """True for a line right below a label that has no value yet."""
        line, before = lines[at], lines[at - 1] if at else None
        bare = bool(before and self.done and self.done[-1].level == LABEL and not self.group)
        return (
            bare
            and before is not None
            and line.box.top - before.box.top <= STEP * max(line.box.height, self.look.height)
        )

    def _opens_group(self, lines: Sequence[Line], at: int, first: Segment) -> bool:
        """True in a scan for a line further below the one before than lines of a group are; for a first one of a word.

        The first line of a column is the sender's name, which is bold as well.
        """
        if first.text.endswith(":"):
            return True
        if not at or lines[at - 1].box.page != lines[at].box.page:
            return len(lines[at].tokens) == 1
        return step_between(lines[at - 1], lines[at]) > APART * self.look.step

    def _is_lone(self, lines: Sequence[Line], at: int) -> bool:
        """True for a line that is not one of several set alike."""
        line, before = lines[at], lines[at - 1] if at else None
        if before is None or before.box.page != line.box.page or face_of(before.tokens[-1]) != face_of(line.tokens[0]):
            return True
        return line.box.top - before.box.top > STEP * line.box.height or bool(label_and_rest(before))


def _parted(line: Line, places: Sequence[float]) -> Line:
    """A line cut before a label that stands where labels do further on in rows, however near the value before it."""
    segments: list[Segment] = []
    for segment in line.segments:
        at = next(
            (
                i
                for i, token in enumerate(segment.tokens)
                if i and any(abs(token.word.box.x0 - x) < ALIGNED for x in places) and label_of(token.word.text)
            ),
            0,
        )
        segments += [Segment(segment.tokens[:at]), Segment(segment.tokens[at:])] if at else [segment]
    return Line(segments)


def _words(segments: Iterable[Segment]) -> list[Word]:
    return [token.word for segment in segments for token in segment.tokens]


def _below(segment: Segment, labels: Sequence[Segment]) -> int | None:
    return next((i for i, label in enumerate(labels) if abs(segment.box.x0 - label.box.x0) < ALIGNED), None)


def _second_label(value: Sequence[Word]) -> int:
    """Where a subject starts that was run into the value before it: "25 maart 2024 Onderwerp Uitstelbrief"; else 0."""
    return next((i for i, word in enumerate(value) if i and word.text.rstrip(":") in SUBJECTS), 0)


def _cells(line: Line) -> list[Word]:
    words: list[Word] = []
    for segment in line.segments:
        if words:
            words[-1] = words[-1]._replace(after=" | ")
        words += [token.word for token in segment.tokens]
    return words


def _with_breaks(lines: Sequence[Sequence[Word]]) -> list[Word]:
    words: list[Word] = []
    for line in lines:
        if words:
            words[-1] = words[-1]._replace(after="\n")
        words += line
    return words
