"""The side column of plain text: where in a line it starts, whether it ran into the body or stands behind wide gaps.

A text that kept its blanks shows the column at one place of many lines. Some OCR prints a part of it on lines of their
own, between two lines of the body: a label whose value follows in the column, a value that a label waits for, or a
short line that interrupts a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.style import TERMINAL
from corpus.words import Label, label_of, labels

# Labels that also end ordinary lines of a text.
NEVER_INLINE = frozenset({"term", "subject", "project", "attachments", "public", "together", "sent"})
VALUES = {
    "reference": re.compile(r"(?:[A-Z][A-Z&-]{1,12}\s?[/-]\s?)?[\w./-]*\d{4,}[\w./-]*$"),
    "date": re.compile(r"\d{1,2}(?:\s+[a-z]{3,9}\s+|[-/.]\d{1,2}[-/.])(?:19|20)\d{2}$"),
    "number": re.compile(r"\d{1,2}$"),
    # A name below "Opgesteld door" stands after a sentence, or is two capitalised words or more.
    "text": re.compile(
        r"(?:(?<=[.;:!?] )[A-ZÀ-Ý][\w.'’-]+|(?<= )(?:[A-ZÀ-Ý]\.)+)"
        r"(?: (?:van|de|den|der|el|ten|ter|[A-ZÀ-Ý][\w.'’-]+)){0,4}$"
        r"|(?<=[a-z,] )[A-ZÀ-Ý][\w'’-]+(?: (?:van|de|den|der|el|ten|ter))*(?: [A-ZÀ-Ý][\w'’-]+)+$"
    ),
    "phone": re.compile(r"(?<=\s)[TMF]:? (?:0|\+31)[\d\s()-]{8,14}$"),
}
RUN = re.compile(r"(?:(?<=\s\s)|^)\S+(?:\s\S+)*")  # words without a wide gap
_SHOWN = {  # what stands in a side column without a label; a table has one kind of it in a column
    "post code": re.compile(r"\d{4} ?[A-Z]{2}\b"),
    "telephone": re.compile(r"[TMF]:? (?:0|\+31)"),
    "site": re.compile(r"www\."),
    "mail": re.compile(r"\S+@\S+$"),
    "unit": re.compile(r"(?:Directie|Directoraat|Afdeling|Postbus|Bezoekadres)\b"),
}
OFTEN, FEWEST = 4, 2  # lines that have something at one place, and different labels among them
VARIED = 4  # different kinds of contents where there is but one label
RIGHT, FULL, SHORT = 0.55, 0.75, 0.7  # shares of the measure: where a column may start, a full line, a short one
OFF = 1  # characters that a line of the column may start beside its place
REACH = 6  # lines below a label in which the column goes on


class Column(NamedTuple):
    """Where in a line the side column starts, on the pages of a text, and the length of a full line beside it."""

    at: tuple[int, ...]
    measure: int

    def start(self, line: str) -> int:
        """Where the column starts in a line; its length where it does not."""
        starts = (run.start() for run in RUN.finditer(line) if run.start())
        return next((x for x in starts if any(abs(x - at) <= OFF for at in self.at)), len(line))


def column_of(text: str) -> Column | None:
    """The side column that a text shows by its blanks, None for a text in one column."""
    lines, measure = _lines(text), measure_of(text)
    runs = [run for line in lines for run in RUN.finditer(line) if run.start() >= max(1.0, RIGHT * measure)]
    counts = Counter(run.start() for run in runs)
    known = [(run.start(), label.key) for run in runs if (label := column_label(run[0])) and label.key != "public"]
    shown = {(run.start(), kind) for run in runs for kind, form in _SHOWN.items() if form.match(run[0])} | {*known}
    for at, count in counts.most_common(3):
        named, kinds = ({key for x, key in some if x == at} for some in (known, shown))
        if count >= OFTEN and (len(named) >= FEWEST or (named and len(kinds) >= VARIED)):
            others = (x for x in counts if sum(x == place for place, _ in known) >= FEWEST)
            return Column(tuple({at, *others}), measure)
    return None


def measure_of(text: str) -> int:
    """The length of a full line of a text, in characters, without what stands behind a wide gap."""
    first = sorted(len(re.split(r"\s{2}", line)[0]) for line in _lines(text) if line[:1].strip())
    return first[int(0.8 * (len(first) - 1))] if first else 0


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\f", "\n").split("\n")]


def column_label(text: str) -> Label | None:
    """The label that a line or a run of words is, where a value may follow it."""
    found = label_of(text.strip())
    return found if found and found.value != "none" and len(text.strip()) > 3 else None


def kind_after(text: str, waiting: list[str]) -> None:
    """Note what a line of the column is: a label, of which the value is now waited for, or that value."""
    label = column_label(text)
    if label and label.value in VALUES:
        waiting.append(label.value)
    elif waiting and _is_value(text, waiting[0]):
        waiting.pop(0)


def _is_value(text: str, kind: str) -> bool:
    return kind == "text" or bool(VALUES[kind].fullmatch(text.strip()))


def is_apart(lines: Sequence[str], at: int, before: str, waiting: Sequence[str], column: Column) -> bool:
    """True for a line on its own that belongs to the column; `before` is the line of the body right above it."""
    text = lines[at].strip()
    if not text or len(text) > FULL * column.measure:
        return False
    if label := column_label(text):
        return label.value in VALUES and _goes_on(label, lines[at + 1 : at + 1 + REACH], waiting, column)
    if waiting and waiting[0] != "text" and _is_value(text, waiting[0]):
        return True
    return _interrupts(lines, at, before, column)


def _goes_on(label: Label, below: Sequence[str], waiting: Sequence[str], column: Column) -> bool:
    """True where the value of a label comes below it, behind those waited for, in the column or on a line."""
    pending = [*waiting, label.value]
    for down, line in enumerate(below):
        part = line[column.start(line) :].strip()
        alone = line.strip() if pending[0] in {"date", "reference"} else ""
        if (part or alone) and not column_label(part) and _is_value(part or alone, pending[0]):
            if pending.pop(0) == "text" and down:
                return False  # a name stands right below its label
        elif part:
            return False
        if not pending:
            return True
    return False


def _interrupts(lines: Sequence[str], at: int, before: str, column: Column) -> bool:
    """True for a short line in the midst of a sentence, which the next word would have fitted, beside the column."""
    text, below = lines[at].strip(), lines[at + 1] if at + 1 < len(lines) else ""
    after = below[: column.start(below)].split()
    near = lines[max(0, at - 3) : at + 4]
    return (
        bool(after)
        and len(before.rstrip()) >= FULL * column.measure
        and not TERMINAL.search(before.rstrip())
        and not TERMINAL.search(text)
        and len(text) + len(after[0]) < SHORT * column.measure
        and any(line[column.start(line) :].strip() for line in near)
    )


def run_in(line: str, waiting: Sequence[str]) -> tuple[int, str]:
    """Where a side column that ran into the body starts in a line, its length if nowhere; what a label waits for."""
    stripped = line.rstrip()
    for form, label in labels().items():
        if (
            label.value not in VALUES
            or label.key in NEVER_INLINE
            or len(form) < 5
            or not stripped.lower().endswith(form)
        ):
            continue
        cut = len(stripped) - len(form)
        if cut and stripped[cut - 1].isspace() and stripped[cut].isupper() and stripped[:cut].strip():
            return cut, label.value
    kind = waiting[0] if waiting else "phone"
    if (match := VALUES[kind].search(stripped)) and stripped[: match.start()].strip():
        return match.start(), ""
    return len(line), ""
