"""Names without a capital: "khalid is langs geweest", "Kun je dit checken lotte?", as in chats and some letters.

Lines without a single capital that begin a sentence, or what stands behind "Mieke:" in a chat, are by somebody who
writes none. There the lists alone must tell a name, so only surely known first names count, what follows them as a
surname, and surnames of many that are hardly a word. Elsewhere a first name is one that no text has as a word, or who
speaks in a chat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anonymize import cues, words
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import FAIR, SURE

RULE = "uncapitalised"
_SCORE = 0.5
_FEWEST = 4  # words that tell how somebody writes
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_SMALL = re.compile(rf"^(?P<all>(?:(?!.*{_CAPITAL}).+\n?)+)", re.MULTILINE)
# A new sentence in small letters, not behind an abbreviation
_NEW_SENTENCE = re.compile(r"[a-zß-ÿ]{4,}[.!?][ \n][a-zß-ÿ]{2,}")
_SAID = re.compile(r"^(?:\[[^\]\n]{1,30}\][ ])?[^\n:]{1,40}:[ ](?P<all>[a-zß-ÿ][^\n]*)", re.MULTILINE)
_WORD = re.compile(r"(?<![\w@./-])[a-zß-ÿ]{3,}(?:-[a-zß-ÿ]{2,})?(?![\w@/-]|\.\w)")
_SURNAME = re.compile(rf"[ ](?P<fix>(?:{cues.INTERFIX})[ ])?(?P<core>[a-zß-ÿ]{{3,}}(?:-[a-zß-ÿ]+)?)(?![\w@-])")
_INITIAL = re.compile(rf"(?<![\w.])(?:[a-z]\.){{1,4}}[ ]?(?:(?:{cues.INTERFIX})[ ])?(?P<core>[a-zß-ÿ]{{3,}})(?![\w@])")
# "[09:45] imane: ik check het": who speaks
_SPEAKER = re.compile(
    r"(?:^[>\[( ]*|\[|\d[-/]\d{1,2}[-/]\d{2,4},?[ ])\d{1,2}:\d{2}(?::\d{2})?[\])]?[ ](?:-[ ])?"
    r"(?P<it>(?!uur\b)[a-zß-ÿ]{2,}(?:[ ][a-zß-ÿ]{2,})?):[ ]",
    re.MULTILINE,
)
_NO_WORD = 3.0  # Zipf: of a first name that is hardly a word as well
_EVERYDAY, _WELL_KNOWN = 4.0, 4.6  # Zipf: of a first name, of a surname beside one
_MANY, _HARDLY = 1000, 0.3


def small_names(look: Scene, found: Sequence[Hit]) -> Iterator[Hit]:
    """The names in paragraphs without capitals and those in small letters elsewhere, disjoint, in text order."""
    taken = [hit.span for hit in found]
    spans: list[Span] = []
    for span in (*_in_passages(look.text), *_anywhere(look.text)):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            spans.append(span)
    yield from (Hit(span, RULE, _SCORE) for span in sorted(spans))


def _in_passages(text: str) -> Iterator[Span]:
    end = 0
    for start, stop in sorted(set(_passages(text))):
        for span in _names(text, max(start, end), stop):
            yield span
            end = span.end


def _anywhere(text: str) -> Iterator[Span]:
    for match in _SPEAKER.finditer(text):
        if not any(words.is_stop(part) for part in match["it"].split()):
            yield Span(*match.span("it"))
    for match in _WORD.finditer(text):
        word = match.group()
        sure = words.trust(word) >= SURE or words.frequency(word) < _NO_WORD
        if sure and _is_given(word) and word not in words.listed("small"):
            yield Span(*match.span())


def _passages(text: str) -> Iterator[tuple[int, int]]:
    for match in _SMALL.finditer(text):
        opens = not match.start() or text[: match.start()].rstrip()[-1:] in ".!?:,"
        if (opens or _NEW_SENTENCE.search(match["all"])) and len(match["all"].split()) >= _FEWEST:
            yield match.span("all")
    for match in _SAID.finditer(text):
        if not re.search(_CAPITAL, match["all"]) and len(match["all"].split()) >= _FEWEST:
            yield match.span("all")


def _names(text: str, start: int, stop: int) -> Iterator[Span]:
    at = start
    while match := min(
        filter(None, (form.search(text, at, stop) for form in (_WORD, _INITIAL))), key=lambda m: m.start(), default=None
    ):
        at = match.end()
        if match.re is _INITIAL:
            if words.is_surname(match["core"]):
                yield Span(*match.span())
            continue
        if _is_given(match.group()):
            at = _with_surname(text, match.end(), stop)
            yield Span(match.start(), at)
        elif words.bearers("", match.group()) >= _MANY and words.nameness(match.group()) > _HARDLY:
            yield Span(*match.span())


def _is_given(word: str) -> bool:
    trust = words.trust(word)
    return not words.is_stop(word) and (
        trust >= SURE or (trust >= FAIR and words.frequency(word) < _EVERYDAY and not words.is_joined(word))
    )


def _with_surname(text: str, at: int, stop: int) -> int:
    """Where a name ends: behind the surname that follows the first name, if one does."""
    match = _SURNAME.match(text, at, stop)
    if match is None or words.is_stop(match["core"]) or not words.is_surname(match["core"]):
        return at
    return match.end() if match["fix"] or words.frequency(match["core"]) < _WELL_KNOWN else at
