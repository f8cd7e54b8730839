"""What bears on whether a word with a capital is somebody's name: itself, its neighbours, its line, its document.

Each sign is a short text ("before: volgens"), weighed by anonymize/weigh.py. A word of the language stands in a sign as
itself, any other as what the lists know of it, so that no sign holds a name that nobody but its bearer has.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from anonymize import cues, words
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.lexicon import word_class

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W_]+(?:['’-](?=[^\W_])[^\W_]+)*|[^\w\s]|_|\n")
_MONOGRAM = re.compile(r"(?:v|d|t|vd|vdr|vh|de|vt|tn)[A-Z][a-z]?")
_BREAK = "\n"
_TOLD, _OF_CAPITALS = 2.0, 3.5  # Zipf: from here on a word of small letters, and one with a capital, is told as itself
_SHORT = 5  # letters of an abbreviation
_MOST = 40  # words of a line that are looked at
_PARENTHESIS = 60  # characters that one is long at most


class Token(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def known(word: str) -> str:
    """What the lists know of a word: its capitals, its class as a name and a word, and which lists it stands in."""
    if not any(letter.isalpha() for letter in word):
        return "#" if word.isdigit() else word
    if word.endswith("."):
        capitals = "I"
    elif word.isupper():
        capitals = "U" if len(word) > 1 else "u"
    elif word[0].isupper():
        capitals = "C" if word[1:].islower() or len(word) == 1 else "X"
    else:
        return f"l{word_class(word)}"
    low = word.lower()
    listed = {
        "s": words.is_stop(word),
        "t": words.is_thing(word),
        "c": words.is_compound(word),
        "j": len(word) > _SHORT + 1 and words.is_joined(low),
        "u": word in words.listed("units"),
        "k": low in words.listed("capitals"),
        "a": low in words.listed("actors"),
        "b": words.is_abbreviation(word),
        "f": low in cues.INTERFIX_WORDS,
    }
    return f"{capitals}{word_class(word)}{''.join(sign for sign, holds in listed.items() if holds)}"


@lru_cache(maxsize=1 << 16)
def told(word: str) -> str:
    """A word as a neighbour is told: a word of the language as itself, any other as what is known of it."""
    if not any(letter.isalpha() for letter in word):
        return "#" if word.isdigit() else word
    low = word.lower()
    if not word[0].isupper():
        return low if words.frequency(low) >= _TOLD else f"rare {low[-3:]}"
    if words.frequency(low) >= _OF_CAPITALS and len(word) > 1:
        return f"^{low}"
    return f"^{known(word)}"


class Page:
    """A text as words, with those that were found and those that the recogniser saw."""

    def __init__(self, look: Scene, seen: Sequence[Span], found: Sequence[Hit]) -> None:
        self.look = look
        self.tokens = [Token(match.group(), *match.span()) for match in _TOKEN.finditer(look.text)]
        self.capitals = [at for at, token in enumerate(self.tokens) if is_capital(token.text)]
        self._starts = [token.start for token in self.tokens]
        self.rules = {at: hit.rule for hit in found for at in self.inside(hit.span)}
        self.seen = {at for span in seen for at in self.inside(span)}
        self._lines = self._first_of_lines()
        self._times = Counter(token.text for token in self.tokens)
        self._small = {token.text for token in self.tokens if token.text.islower()}
        self._found_words = {self.tokens[at].text.lower() for at in self.rules if is_capital(self.tokens[at].text)}
        self._seen_words = {self.tokens[at].text.lower() for at in self.seen if is_capital(self.tokens[at].text)}

    def inside(self, span: Span) -> range:
        """The words that a span touches."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        return range(first, bisect_right(self._starts, span.end - 1))

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else _BREAK

    def is_beside(self, at: int) -> bool:
        """Whether one blank stands between a word and the next."""
        return self.look.text[self.tokens[at].end : self.tokens[at + 1].start] == " "

    def signs(self, at: int) -> Iterator[str]:
        """All that bears on a word, each sign once."""
        yield from _own(self, at)
        yield from _beside(self, at)
        yield from self._of_line(at)
        yield from self._of_document(at)

    def _first_of_lines(self) -> list[int]:
        first, found = 0, []
        for at, token in enumerate(self.tokens):
            found.append(first)
            if token.text == _BREAK:
                first = at + 1
        return found

    def _of_line(self, at: int) -> Iterator[str]:
        first = self._lines[at]
        line = [token.text for token in self.tokens[first : first + _MOST]]
        line = line[: line.index(_BREAK)] if _BREAK in line else line
        own, place, long = known(self.tokens[at].text), at - first, len(line)
        opening = told(line[0])
        yield f"line {opening}"
        yield f"line {opening} {':' in line[:4]}"
        yield f"long {min(long, 8)}"
        yield f"place {min(place, 6)}"
        yield f"place {min(place, 4)} of {min(long, 6)}"
        yield f"{own} long {min(long, 5)}"
        if place == 0 and first:
            yield f"above {told(self.word(first - 2))}"
            yield f"above {told(self.word(first - 3))} {told(self.word(first - 2))}"

    def _of_document(self, at: int) -> Iterator[str]:
        word = self.tokens[at].text
        own, low = known(word), word.lower()
        rule, seen = self.rules.get(at), at in self.seen
        opens = self.look.opens(self.tokens[at].start)
        yield f"seen {seen}"
        yield f"seen {seen} {own}"
        yield f"seen {seen} {opens} {own}"
        yield f"seen beside {at - 1 in self.seen} {at + 1 in self.seen} {seen}"
        yield f"rule {rule}"
        yield f"rule before {self.rules.get(at - 1)}"
        yield f"rule behind {self.rules.get(at + 1)}"
        if rule:
            yield f"rule {rule} {own}"
        elif low in self._found_words:
            yield "found elsewhere"
            yield f"found elsewhere {own}"
            yield f"found elsewhere {opens}"
        if not seen and low in self._seen_words:
            yield "seen elsewhere"
            yield f"seen elsewhere {own}"
        if low in self._small:
            yield "small elsewhere"
            yield f"small elsewhere {own}"
        yield f"times {min(self._times[word], 4)}"


def is_capital(word: str) -> bool:
    """A word that may be a name by its letters; letters that sign may begin with small ones: "vdK", "dHa".

    >>> is_capital("Bos"), is_capital("vdK"), is_capital("van"), is_capital("iPad")
    (True, True, False, False)
    """
    return word[0].isupper() or bool(_MONOGRAM.fullmatch(word))


def _own(page: Page, at: int) -> Iterator[str]:
    """The word itself."""
    word = page.tokens[at].text
    low, own = word.lower(), known(word)
    opens = page.look.opens(page.tokens[at].start)
    yield "any"
    yield f"own {own}"
    yield f"opens {opens}"
    yield f"own {own} {opens}"
    yield f"ends {low[-3:]}"
    yield f"ends {low[-2:]}"
    yield f"begins {low[:2]}"
    yield f"letters {min(len(word), 12)}"
    if words.frequency(low) >= _TOLD:
        yield f"word {low}"
        yield f"word {low} {opens}"
    if word.isupper() and len(word) <= _SHORT:
        yield f"capitals {len(word)}"
    if "-" in word:
        yield "hyphen"
        yield from dict.fromkeys(f"half {known(part)}" for part in word.split("-") if part)


def _beside(page: Page, at: int) -> Iterator[str]:
    """What stands before and behind."""
    word = page.word
    own, opens = known(word(at)), page.look.opens(page.tokens[at].start)
    before, second, third = (told(word(at - step)) for step in (1, 2, 3))
    behind, next_, last = (told(word(at + step)) for step in (1, 2, 3))
    yield f"-1 {before}"
    yield f"-2 {second}"
    yield f"-3 {third}"
    yield f"+1 {behind}"
    yield f"+2 {next_}"
    yield f"+3 {last}"
    yield f"-2-1 {second} {before}"
    yield f"+1+2 {behind} {next_}"
    yield f"-1+1 {before} {behind}"
    yield f"{own} -1 {before}"
    yield f"{own} +1 {behind}"
    yield f"{own} -1 {known(word(at - 1))}"
    yield f"{own} +1 {known(word(at + 1))}"
    yield f"{opens} +1 {behind} {own[:1]}"
    yield f"{opens} -1 {before}"
    if word(at - 1).lower() in cues.INTERFIX_WORDS:
        yield f"fix {word(at - 1)} {own}"
        yield f"fix {second} {before}"
        yield f"before fix {second}"
    first, end = at, at
    while is_capital(word(first - 1)):
        first -= 1
    while is_capital(word(end + 1)):
        end += 1
    run = f"run {min(end - first + 1, 4)} {min(at - first, 3)}"
    yield run
    yield f"{run} {own}"
    start, text = page.tokens[at].start, page.look.text
    if text.rfind("(", max(0, start - _PARENTHESIS), start) > text.rfind(")", max(0, start - _PARENTHESIS), start):
        yield "within"
        yield f"within {own}"
