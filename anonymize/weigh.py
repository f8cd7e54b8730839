"""weigh(look, seen, found) -> the names found, less what hardly is one, and more words that their signs make one.

The weights were learned from papers that were written for it, every person in them marked (`anonymize/weighing.py`): a
sum of what each sign of a word counts for, as in logistic regression. Doubt hides: a word is taken for a name though it
is as likely none, and a name that rules with a cue found is never given up; what is no name may be cut from its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from anonymize import cues, words
from anonymize.bearing import Page, is_capital
from anonymize.extents import lettered, tailed
from anonymize.likely import Likelihoods
from anonymize.reach import INITIALS, reached, trimmed
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import SURE

RULE = "weighed"
_SCORE = 0.5
# A word is a name from here on, a word of the language or an abbreviation only where that is likely.
TAKEN, TAKEN_WORD = 0.3, 0.8
TAKEN_LETTER, TAKEN_LETTERS, TAKEN_DOUBTFUL = 0.9, 0.6, 0.9  # one letter; several; what opens a sentence as a word
TAKEN_THING = 0.95  # what else is the name of a thing
# What these rules found by lists or the recogniser alone is none below; two words together are sooner somebody.
GIVEN_UP = frozenset({"model", "lone-surname", "first-name", "bare-first-name", "bare-surname"})
HARDLY, HARDLY_WHOLE = 0.04, 0.015
_NO_NAME = "@\\=<>"
_OF_CAPITALS = re.compile(r"[A-Z]{2,}(?:['’][a-z]+|s)")  # "ETF's"
_MIXED = re.compile(r".*[a-zß-ÿ](?<!Mc)(?<!Mac)(?<!De)(?<!Van)[A-Z].*|[A-Z]{2,}[a-z].*")  # "LegalAIR"
_SHORT = 5  # letters of an abbreviation
# What these find may lack what belongs to it.
REACHING = frozenset({*GIVEN_UP, RULE, "initials", "salutation"})
_USUAL = 3.5  # Zipf: of a word that opens a sentence
_CALLED = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words.listed('called')))})[ ]['’\"‘“(]?\Z", re.IGNORECASE)
_HEADING = -2.0  # nameness of a word that opens lines everywhere: "Bijlage"


def weigh(look: Scene, seen: Sequence[Span], known: Sequence[Hit]) -> list[Hit]:
    """All hits, in no order."""
    page = Page(look, seen, known)
    likely = Likelihoods(page)
    sure = [hit for hit in known if hit.rule not in GIVEN_UP or not _is_hardly_one(page, likely, hit)]
    kept = [trimmed(page, likely, hit) if hit.rule in REACHING else hit for hit in sure]
    found = [reached(page, likely, hit) if hit.rule in REACHING else hit for hit in (*kept, *_taken(page, likely))]
    return list(_apart(found))


def _apart(found: Iterable[Hit]) -> Iterator[Hit]:
    """The hits but for those that a longer name holds: what was found apart is one after all."""
    longest = Span(0, 0)
    for hit in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if hit.rule in REACHING and longest.covers(hit.span) and longest != hit.span:
            continue
        yield hit
        longest = hit.span if hit.span.end > longest.end else longest


def _is_hardly_one(page: Page, likely: Likelihoods, hit: Hit) -> bool:
    capitals = [at for at in page.inside(hit.span) if is_capital(page.word(at))]
    least = HARDLY if len(capitals) == 1 else HARDLY_WHOLE
    return bool(capitals) and all(likely.of(at) < least for at in capitals)


def _taken(page: Page, likely: Likelihoods) -> Iterator[Hit]:
    """Words that nobody found, those that belong together as one name."""
    open_words = (at for at in page.capitals if at not in page.rules and _may_be_one(page, at))
    taken = [at for at in open_words if likely.of(at) >= _least(page, at)]
    for first, last in _together(page, taken):
        span = Span(page.tokens[_with_fix(page, first)].start, page.tokens[last].end)
        yield tailed(page.look, lettered(page.look, Hit(span, RULE, _SCORE)))


def _least(page: Page, at: int) -> float:
    """How likely a word must be a name to be taken for one."""
    word, least = page.word(at), TAKEN
    core = word.rstrip(".")
    if len(core) == 1:
        return TAKEN_LETTER
    if (core.isupper() and len(core) <= _SHORT) or core[0].islower():
        least = TAKEN_LETTERS
    elif words.is_ordinary(word) or _MIXED.fullmatch(word):
        least = TAKEN_WORD
    if _is_of_thing(page, at):
        return TAKEN_THING
    token = page.tokens[at]
    before, behind = page.look.text[max(0, token.start - 1) : token.start], page.look.text[token.end : token.end + 1]
    of_unit = before == "(" and behind == ")" and least == TAKEN_LETTERS  # "minister Jetten (KE)"
    doubtful = "/" in (before, behind) or of_unit or opens_as_word(page.look, Span(token.start, token.end))
    return max(least, TAKEN_DOUBTFUL) if doubtful else least


def opens_as_word(look: Scene, span: Span) -> bool:
    """A word of the language that opens a sentence: nothing but a verb behind it tells that it is a name there."""
    word = look.text[span.start : span.end]
    return look.opens(span.start) and words.frequency(word) >= _USUAL and words.trust(word) < SURE


def _with_fix(page: Page, first: int) -> int:
    """Where a name begins: with the interfix before it if that has a capital, or initials before it.

    A small interfix may as well say whose something is.
    """
    start = at = first
    while page.word(at - 1).lower() in cues.INTERFIX_WORDS and at - 1 not in page.rules and page.is_beside(at - 1):
        at -= 1
        start = at if is_capital(page.word(at)) else start
    while INITIALS.fullmatch(page.word(at - 1)) and at - 1 not in page.rules and page.is_beside(at - 1):
        start = at = at - 1
    return start


def _may_be_one(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if _OF_CAPITALS.fullmatch(token.text) or _is_set_apart(page, at):
        return False
    if words.is_stop(token.text) and words.nameness(token.text) < _HEADING:
        return False
    if token.text.lower() in cues.INTERFIX_WORDS:
        return False
    if _CALLED.search(page.look.text, max(0, token.start - 20), token.start):
        return False
    if cues.is_unit_in_row(page.look.text, token.start, token.end):
        return False
    around = page.look.text[max(0, token.start - 1) : token.end + 1]
    return not any(sign in around for sign in _NO_NAME)


def _is_of_thing(page: Page, at: int) -> bool:
    """By its ending or its neighbours a word of a thing's name: "Van Nelle Fabriek"."""
    token = page.tokens[at]
    beside = {page.word(at + 1).lower(), token.text.lower()} & words.listed("named_after")
    return bool(beside) or words.is_thing(token.text) or words.in_thing(page.look.text, token.start)


def _is_set_apart(page: Page, at: int) -> bool:
    """One letter of a word that is printed as letters, "V O O R", or against the surname: "Q.WOBBELSTRA"."""
    if len(page.word(at).rstrip(".")) > 1:
        return False
    single = any(len(page.word(step)) == 1 and page.word(step).isalpha() for step in (at - 1, at + 1))
    return single or page.look.text[page.tokens[at].end : page.tokens[at].end + 1].isalpha()


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
        page.is_beside(at)
        and page.tokens[at + 1].text != "\n"
        and (page.word(at + 1).lower() in cues.INTERFIX_WORDS or is_capital(page.word(at + 1)))
    )
