"""The pen: sentences from the bank, their open places filled from a seed, set in the outline of a document.

An outline has a block a line:

    # Heading, ## Sub-heading, > a paragraph as it stands, >+ the same without white above it, ! a bold one,
    4               a paragraph of the next four sentences on the subject (g4: of the general ones)
    - 3, g- 3       that many items, or `- An item as it stands`; two blanks before it: an item of the second level
    1. 3, a. 2      the same, numbered from there
    |grid 1 4 2     a table and the shares of its columns; its rows follow as `| cell | cell`
    : Label: text   a label with its text beside it; `:1. Label: text` has a number and is bold
    = Motie         a word between two rules; `^30 text` a paragraph with 30 points of white above; @5 ink; / a new page
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from random import Random

from made_blocks import Block, Ink, Item, Labelled, Paragraph, Ruled, Section, Subheading, Table, Turn
from made_slots import Slots

BANK = Path(__file__).with_name("cases") / "made_texts.txt"
_LIST = re.compile(r"(?P<inner>  )?(?P<general>g)?(?P<marker>-|\d+\.|[a-z]\.|\([ivx]+\)) (?P<rest>.+)")
_DATE = re.compile(r"\d \w+ 20\d\d\b")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


def bank() -> dict[str, list[str]]:
    """Subject -> its sentences, in an order in which they follow from one another."""
    found: dict[str, list[str]] = {}
    for line in BANK.read_text("utf-8").split("\n"):
        if line.startswith("# "):
            subject = found.setdefault(line[2:], [])
        elif line:
            subject.append(line)
    return found


class Pen:
    """Writes the sections of one document with sentences from its decks."""

    def __init__(
        self, slots: Slots, subject: Sequence[str], general: Sequence[str], notes: Sequence[str], every: int
    ) -> None:
        # Nothing is said twice in one document, but for a note.
        self._slots, self._subject, self._general, self._notes = slots, iter(subject), iter(general), cycle(notes)
        self._every, self._said, self.used = every, 0, 0

    def sections(self, outline: str) -> tuple[Section, ...]:
        found: list[tuple[str | None, list[Block]]] = [(None, [])]
        for line in outline.strip("\n").split("\n"):
            if line.startswith("# "):
                found.append((self._slots.fill(line[2:]), []))
            elif line.startswith("| "):
                table = found[-1][1].pop()
                assert isinstance(table, Table)
                row = tuple(self._slots.fill(cell.strip()) for cell in line[2:].split(" | "))
                found[-1][1].append(table._replace(rows=(*table.rows, row)))
            else:
                found[-1][1].extend(self._blocks(line))
        return tuple(Section(heading, tuple(blocks)) for heading, blocks in found if heading or blocks)

    def _blocks(self, line: str) -> Iterator[Block]:
        if match := re.fullmatch(r"(g?)(\d+)", line):
            yield Paragraph(self._say(int(match[2]), bool(match[1])))
        elif match := _LIST.fullmatch(line):
            yield from self._items(match)
        elif line.startswith("|"):
            look, *shares = line[1:].split()
            yield Table((), look, tuple(float(share) for share in shares))
        elif match := re.fullmatch(r"\^(\d+) (.+)", line):
            yield Paragraph(self._slots.fill(match[2]), white=float(match[1]))
        elif match := re.fullmatch(r":(\S*) ([^:]+:) (.+)", line):
            yield Labelled(match[2], self._slots.fill(match[3]), match[1], bool(match[1]))
        else:
            mark, _, rest = line.partition(" ")
            yield self._marked(mark, rest)

    def _marked(self, mark: str, rest: str) -> Block:
        if mark.startswith("@"):
            return Ink(int(mark[1:]))
        if re.fullmatch(r"g?\d+", rest) and mark == ">+":
            rest = self._say(int(rest.strip("g")), rest.startswith("g"))
        made: dict[str, Callable[[str], Block]] = {
            "##": Subheading,
            ">": Paragraph,
            ">+": lambda text: Paragraph(text, joined=True),
            "!": lambda text: Paragraph(text, "bold", joined=True),
            "=": Ruled,
            "/": lambda _: Turn(),
        }
        return made[mark](self._slots.fill(rest))

    def _items(self, match: re.Match[str]) -> Iterator[Item]:
        level, rest = int(bool(match["inner"])), match["rest"]
        count = int(rest) if rest.isdecimal() else 1
        for marker in _markers(match["marker"], count):
            text = self._say(1, bool(match["general"])) if rest.isdecimal() else self._slots.fill(rest)
            yield Item(text, level, marker)

    def _say(self, count: int, general: bool) -> str:
        return " ".join(self._noted(self._slots.fill(self._next(general))) for _ in range(count))

    def _next(self, general: bool) -> str:
        if not general and (sentence := next(self._subject, None)):
            self.used += 1
            return sentence
        return next(self._general)

    def _noted(self, sentence: str) -> str:
        """Each `every`-th sentence has a footnote: at a date in it if there is one, else after its full stop."""
        self._said += 1
        if not self._every or self._said % self._every or "[^" in sentence:
            return sentence
        note = f"[^{self._slots.fill(next(self._notes))}]"
        place = match.end() if (match := _DATE.search(sentence)) else len(sentence)
        return sentence[:place] + note + sentence[place:]


def _markers(first: str, count: int) -> list[str]:
    if first == "-":
        return [""] * count
    if first.startswith("("):
        start = _ROMAN.index(first.strip("()"))
        return [f"({roman})" for roman in _ROMAN[start : start + count]]
    if first[0].isdecimal():
        return [f"{int(first[:-1]) + i}." for i in range(count)]
    return [f"{chr(ord(first[0]) + i)}." for i in range(count)]


def shuffled(sentences: Sequence[str], seed: int) -> list[str]:
    """The sentences in an order of their own, neighbours together."""
    pairs = [sentences[i : i + 2] for i in range(0, len(sentences), 2)]
    return [sentence for pair in Random(seed).sample(pairs, len(pairs)) for sentence in pair]
