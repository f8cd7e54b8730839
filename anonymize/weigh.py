"""weigh(look, seen, found) -> the names found, less what hardly is one, and more words that their signs make one.

The weights were learned from papers that were written for it, every person in them marked (`anonymize/weighing.py`): a
sum of what each sign of a word counts for, as in logistic regression. Doubt hides: a word is taken for a name though it
is as likely none, and a name that rules with a cue found is never given up.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from anonymize import cues, words
from anonymize.bearing import Page, is_capital
from anonymize.extents import lettered, tailed
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import SURE

RULE = "weighed"
ROWS = 1 << 17  # of the table of weights; signs share one where their hashes meet
_SCORE = 0.5
# A word is a name from here on, a word of the language or an abbreviation only where that is likely; what the
# recogniser gave is none below.
TAKEN, TAKEN_WORD, GIVEN_UP = 0.3, 0.8, 0.015
_GIVES_WAY = "model"
_NO_NAME = "@/\\=<>"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_OF_CAPITALS = re.compile(r"[A-Z]{2,}(?:['’][a-z]+|s)")  # "ETF's"
_MIXED = re.compile(r".*[a-zß-ÿ](?<!Mc)(?<!Mac)(?<!De)(?<!Van)[A-Z].*|[A-Z]{2,}[a-z].*")  # "LegalAIR"
_SHORT = 5  # letters of an abbreviation
_USUAL = 3.5  # Zipf: of a word that opens a sentence
_CALLED = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words.listed('called')))})[ ]['’\"‘“(]?\Z", re.IGNORECASE)
_HEADING = -2.0  # nameness of a word that opens lines everywhere: "Bijlage"


@lru_cache(maxsize=1 << 18)
def row_of(sign: str) -> int:
    """The row of a sign in the table."""
    return zlib.crc32(sign.encode()) % ROWS


@cache
def _weights() -> NDArray[np.float32]:
    with np.load(BytesIO((files("anonymize") / "lists" / "weights.npz").read_bytes())) as told:
        weights: NDArray[np.float32] = told["weights"].astype(np.float32)
    return weights


def likelihood(page: Page, at: int) -> float:
    """How likely a word is somebody's name, from 0 to 1."""
    total = float(_weights()[list({row_of(sign) for sign in page.signs(at)})].sum())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def weigh(look: Scene, seen: Sequence[Span], found: Sequence[Hit]) -> list[Hit]:
    """All hits, in no order."""
    page = Page(look, seen, found)
    kept = [hit for hit in found if hit.rule != _GIVES_WAY or not _is_hardly_one(page, hit)]
    return [*kept, *_taken(page)]


def _is_hardly_one(page: Page, hit: Hit) -> bool:
    capitals = [at for at in page.inside(hit.span) if is_capital(page.word(at))]
    return bool(capitals) and all(likelihood(page, at) < GIVEN_UP for at in capitals)


def _taken(page: Page) -> Iterator[Hit]:
    """Words that nobody found, those that belong together as one name."""
    capitals = (at for at, token in enumerate(page.tokens) if token.text[0].isupper() and at not in page.rules)
    open_words = [at for at in capitals if _may_be_one(page, at)]
    likely = [at for at in open_words if likelihood(page, at) >= _least(page.word(at))]
    for first, last in _together(page, likely):
        span = Span(page.tokens[_with_fix(page, first)].start, page.tokens[last].end)
        yield tailed(page.look, lettered(page.look, Hit(span, RULE, _SCORE)))


def _least(word: str) -> float:
    """How likely a word must be a name to be taken for one."""
    short = word.isupper() and len(word) <= _SHORT
    return TAKEN_WORD if short or words.is_ordinary(word) or _MIXED.fullmatch(word) else TAKEN


def opens_as_word(look: Scene, span: Span) -> bool:
    """A word of the language that opens a sentence: nothing but a verb behind it tells that it is a name there."""
    word = look.text[span.start : span.end]
    return look.opens(span.start) and words.frequency(word) >= _USUAL and words.trust(word) < SURE


def _with_fix(page: Page, first: int) -> int:
    """Where a name begins: with the interfix before it if that has a capital, or initials before it.

    A small interfix may as well say whose something is.
    """
    start = at = first
    while page.word(at - 1).lower() in cues.INTERFIX_WORDS and at - 1 not in page.rules and _beside(page, at - 1):
        at -= 1
        start = at if is_capital(page.word(at)) else start
    while _INITIALS.fullmatch(page.word(at - 1)) and at - 1 not in page.rules and _beside(page, at - 1):
        start = at = at - 1
    return start


def _may_be_one(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if len(token.text.rstrip(".")) < 2 or _OF_CAPITALS.fullmatch(token.text):
        return False
    if words.is_stop(token.text) and words.nameness(token.text) < _HEADING:
        return False
    if (
        token.text.lower() in cues.INTERFIX_WORDS
        or words.is_thing(token.text)
        or words.in_thing(page.look.text, token.start)
    ):
        return False
    if _CALLED.search(page.look.text, max(0, token.start - 20), token.start):
        return False
    if page.word(at + 1).lower() in words.listed("named_after") or token.text.lower() in words.listed("named_after"):
        return False  # "Van Nelle Fabriek"
    if opens_as_word(page.look, Span(token.start, token.end)):
        return False
    around = page.look.text[max(0, token.start - 1) : token.end + 1]
    return not any(sign in around for sign in _NO_NAME)


def _together(page: Page, likely: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of words with only blanks, initials and interfixes between them."""
    run: list[int] = []
    for at in likely:
        if run and all(_joins(page, between) for between in range(run[-1], at)):
            run.append(at)
            continue
        if run:
            yield run[0], run[-1]
        run = [at]
    if run:
        yield run[0], run[-1]


def _joins(page: Page, at: int) -> bool:
    """Whether a word belongs to the same name as the next."""
    return (
        _beside(page, at)
        and page.tokens[at + 1].text != "\n"
        and (page.word(at + 1).lower() in cues.INTERFIX_WORDS or is_capital(page.word(at + 1)))
    )


def _beside(page: Page, at: int) -> bool:
    return page.look.text[page.tokens[at].end : page.tokens[at + 1].start] == " "
