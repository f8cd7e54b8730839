"""reached(page, likely, hit) -> the hit with what belongs to the same name beside it, by how likely that is.

Rules that find a surname or a first name leave what stands around it: "S. Lewandowski", "Jansen, P.", "Met de Graaf heb
ik", "Ans de Laat". A letter or an interfix that stays open beside a box tells who is under it.
"""

from __future__ import annotations

import re

from anonymize import cues, words
from anonymize.bearing import Page, is_capital
from anonymize.likely import Likelihoods
from anonymize.scene import Hit
from corpus.document import Span
from nlp.gazetteer import FAIR

INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_LETTER, _FIX, _SURNAME = 0.5, 0.2, 0.5  # likelihood from which each belongs to the name
_HARDLY = 0.05  # below it is none
_USUAL, _TIMES = 1000, 5  # so many bear the surname with its interfix, and so many times as many as without
_LONGEST = 3  # words of an interfix
# Before "van Oorschot" these make "van" a part of the name: of two such words in a row the second is one.
_LEADS = frozenset({",", "\n", ";", "(", "en", "met", "door", "bij", "aan", "voor", "namens", "volgens", "of", ":"})
_FIXES = frozenset({"de", "den", "der", "van", "ten", "ter", "'t"})
_ANYBODYS = frozenset({"van", "van de"})  # may say whose something is


def reached(page: Page, likely: Likelihoods, hit: Hit) -> Hit:
    """The same hit where nothing belongs to it."""
    inside = page.inside(hit.span)
    if not inside:
        return hit
    first, last = inside[0], inside[-1]
    start, end = _start(page, likely, first, last), _end(page, likely, first, last)
    # A hit may end within a word: "Anton de Kom-leerstoel"
    begins = page.tokens[start].start if start < first else hit.span.start
    ends = page.tokens[end].end if end > last else hit.span.end
    return hit._replace(span=Span(begins, ends))


def trimmed(page: Page, likely: Likelihoods, hit: Hit) -> Hit:
    """The hit without words at its ends that next to nothing makes a name: "Bente van BPZ"."""
    capitals = [at for at in page.inside(hit.span) if is_capital(page.word(at))]
    mine = [at for at in capitals if likely.of(at) >= _HARDLY or _is_some_name(page.word(at))]
    if "," in page.look.text[hit.span.start : hit.span.end] or not any(likely.of(at) >= _SURNAME for at in mine):
        return hit
    first = mine[0]
    while page.word(first - 1) in cues.INTERFIX_WORDS:
        first -= 1
    begins = page.tokens[first].start if mine[0] > capitals[0] else hit.span.start
    ends = page.tokens[mine[-1]].end if mine[-1] < capitals[-1] else hit.span.end
    return hit._replace(span=Span(begins, ends))


def _is_some_name(word: str) -> bool:
    """A letter, a word that no list knows as one, or what anybody is called: such is never cut off."""
    core = word.rstrip(".")
    called = words.trust(core) > 0 or words.is_surname(core) or any(map(words.is_surname, core.split("-")))
    return len(core) == 1 or called or (words.frequency(core) == 0 and not words.is_compound(core))


def _start(page: Page, likely: Likelihoods, first: int, last: int) -> int:
    if first == last and (fixed := _with_interfix(page, likely, first)) < first:
        return fixed
    while _is_open(page, first - 1) and is_capital(page.word(first - 1)):
        word, chance = page.word(first - 1), likely.of(first - 1)
        against = page.tokens[first - 1].end == page.tokens[first].start  # "Q.WOBBELSTRA"
        letters = INITIALS.fullmatch(word) and (chance >= _LETTER or against)
        if not against and not page.is_beside(first - 1):
            break
        if not letters and not (word.lower() in cues.INTERFIX_WORDS and chance >= _FIX):
            break
        first -= 1
    return first


def _with_interfix(page: Page, likely: Likelihoods, at: int) -> int:
    """Where a bare surname begins with the small interfix before it that most of its bearers have."""
    core, fix, begins = page.word(at), "", at
    if not is_capital(core) or likely.of(at) < _SURNAME:
        return at
    for step in range(1, _LONGEST + 1):
        word = page.word(at - step)
        if word not in _FIXES or not _is_open(page, at - step) or not page.is_beside(at - step):
            break
        fix = f"{word} {fix}".strip()
        many = words.bearers(fix, core)
        whose = fix in _ANYBODYS and (page.word(at - step - 1) not in _LEADS or words.trust(core) >= FAIR)
        if many >= _USUAL and many >= _TIMES * words.bearers("", core) and not whose:
            begins = at - step
    return begins


def _end(page: Page, likely: Likelihoods, first: int, last: int) -> int:
    letters = last + 2
    if page.word(last + 1) == "," and _is_open(page, letters) and INITIALS.fullmatch(page.word(letters)):
        close = page.tokens[letters].start - page.tokens[last].end <= len(", ")
        return letters if close and likely.of(letters) >= _LETTER else last
    at = last + 1
    while page.word(at) in cues.INTERFIX_WORDS and page.is_beside(at - 1) and at - last <= _LONGEST:
        at += 1
    if not _is_open(page, at) or not page.is_beside(at - 1) or not is_capital(page.word(at)):
        return last
    if INITIALS.fullmatch(page.word(last)) and not INITIALS.fullmatch(page.word(at)):
        return at  # "C. van Wezep"
    fix, core = " ".join(page.word(step) for step in range(last + 1, at)), page.word(at)
    given, many = words.trust(page.word(last)), words.bearers(fix, core) >= _USUAL and not core.isupper()
    thing = re.search(r"[-‑][a-zß-ÿ]", core) or words.is_thing(core)
    if not fix or not given or thing:
        return last  # "Anton de Kom-leerstoel"
    return at if many or (given >= FAIR and likely.of(at) >= _SURNAME) else last  # "Marieke van BPZ"


def _is_open(page: Page, at: int) -> bool:
    return 0 <= at < len(page.tokens) and at not in page.rules
