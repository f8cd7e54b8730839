"""Text of a digital page that does not stand upright: which way the page lies, and the words that stand askew on it.

A reader of upright lines jumbles these letters, and a jumbled name is a name that nobody hides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.document import Box, Word, around
from corpus.sheet import Segment, Token

ASKEW = 5.0  # degrees: less is a crooked scan or a slanted face
MAIN_SHARE = 0.5  # of a page's letters: more of them lying one way means that the page lies that way
NEAR = 0.3  # of the size: letters farther from where the next one belongs start a new word
APART = 1.5  # sizes: words farther apart than this are no line


def angle(char: dict[str, Any]) -> float:
    """Degrees, counterclockwise, of the way a letter runs; 0 for upright text."""
    a, b = char["matrix"][:2]
    return math.degrees(math.atan2(b, a))


def is_upright(item: dict[str, Any]) -> bool:
    return item["object_type"] != "char" or abs(angle(item)) < ASKEW


def turn_of(chars: Iterable[dict[str, Any]]) -> int:
    """The quarter turns in degrees, clockwise, after which most letters of a page stand upright."""
    turns = Counter(round(angle(char) / 90) * 90 % 360 for char in chars if char["text"].strip())
    turn, amount = max(turns.items(), key=lambda each: each[1], default=(0, 0))
    return turn if amount > MAIN_SHARE * turns.total() else 0


def segments(chars: Iterable[dict[str, Any]], number: int, x: float, y: float) -> tuple[Segment, ...]:
    """The words of letters that stand askew, line by line; `x` and `y` are the offset of the displayed page."""
    lines: list[list[Token]] = []
    last: list[dict[str, Any]] = []
    for word in _words(chars):
        boxes = [Box(number, c["x0"] - x, c["top"] - y, c["x1"] - x, c["bottom"] - y) for c in word]
        text = "".join(c["text"] for c in word)
        token = Token(Word(text, text, around(boxes)), round(_size(word[0]), 1))
        if last and _follows(last[-1], word[0], APART):
            lines[-1].append(token)
        else:
            lines.append([token])
        last = word
    return tuple(Segment(line) for line in lines)


def _words(chars: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    word: list[dict[str, Any]] = []
    for char in chars:
        blank = not char["text"].strip()
        if word and (blank or not _follows(word[-1], char, NEAR)):
            yield word
            word = []
        if not blank:
            word.append(char)
    if word:
        yield word


def _follows(one: dict[str, Any], other: dict[str, Any], slack: float) -> bool:
    """True when a letter stands on the line of another one, no farther on than `slack` sizes."""
    if abs(angle(one) - angle(other)) > 1:
        return False
    way = math.radians(angle(one))
    right, up = other["matrix"][4] - one["matrix"][4], other["matrix"][5] - one["matrix"][5]
    along = right * math.cos(way) + up * math.sin(way) - one["adv"]
    across = up * math.cos(way) - right * math.sin(way)
    size = _size(one)
    return bool(-NEAR * size <= along <= slack * size and abs(across) < NEAR * size)


def _size(char: dict[str, Any]) -> float:
    """The height of a letter, across the way it runs."""
    way = math.radians(angle(char))
    width, height, adv = char["x1"] - char["x0"], char["bottom"] - char["top"], char["adv"]
    across = abs(math.cos(way))
    return float(max(1.0, (height - adv * abs(math.sin(way))) / across if across > 0.5 else width - adv * across))
