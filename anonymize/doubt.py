"""look_at(published) -> words that stay readable and that nothing explains: "look at these", the likeliest first.

What the recognisers missed is nearly always among them, so they are the first thing that a Woo officer reads. A word is
explained by a decision, by being a place, an abbreviation, or a word of the language where a capital says nothing; not
by the register of office alone where no word about the House or the cabinet stands near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anonymize import cues, words
from anonymize.bearing import Page
from anonymize.files import stems
from anonymize.likely import Likelihoods
from anonymize.names import scene
from anonymize.person import parse
from anonymize.runs import UP
from anonymize.scene import Hit, Scene
from anonymize.weigh import opens_as_word
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Document, Span
from nlp.gazetteer import FAIR
from nlp.recognise import people

_CAPITAL = re.compile(rf"(?<![^\W_]|@)(?:[{UP}](?:[^\W_]|['’])*(?:[-‑][^\W_]+)*|[vdt]{{1,2}}[{UP}][a-z]?)(?![^\W_]|@)")
_LETTERS = re.compile(r"(?:[A-Z]\.?){1,4}|[A-Z]{1,3}[vdte]{1,3}[A-Z][a-z]?|[vdt]{1,2}[A-Z][a-z]?")
_SIGNING = re.compile(
    r"para[af]|gezien|akkoord|opm|verslag|vastgesteld|notulen|steller|handtekening|initialen|groet", re.IGNORECASE
)
_PERSONAL = re.compile(
    rf"[ ](?:{cues.any_of('verbs_of_persons')}|{cues.any_of('verbs_of_anybody')})(?!\w)"
    r"|[ ]wk[ ]\d|s[ ][a-z]|[ ]\(?06[ -]?\d"
)
_BY_SETTING = re.compile("volgens de instelling")
_BESIDE = re.compile(r"[ ]?(?:\([A-Z]|c\.s\.)|-")
_ASIDE = re.compile(r"(?:zelfde persoon als elders|\(register\))", re.IGNORECASE)
_KNOWN_TO_ALL = re.compile("algemeen bekend")
_OF_FILES = frozenset({"opm", "def", "rev", "bijl", "memo", "kopie"})
_FIX_BEFORE = re.compile(rf"[ ](?:{cues.INTERFIX})[ ]\Z")
_TOKEN = re.compile(r"[^\W\d_]{2,}")
_COMMON, _USUAL = 3.0, 4.5  # Zipf: a word of the language, one of every day
_KNOWN_LETTERS = 3.9  # Zipf
_FEWEST = 100  # bearers of a surname
_MANY = 500
_WORD = -2.6  # nameness of what is rather a word
_NEAR = 40  # characters
_DOUBTFUL = 0.03  # likelihood from which a word is listed that is otherwise explained


class Likely(NamedTuple):
    """How likely an open word is somebody's, by what speaks for it; higher first."""

    seen: int = 6  # the trained recogniser saw a person
    register: int = 5  # kept for the register alone
    signed: int = 5  # letters where something is signed
    elsewhere: int = 5  # hidden elsewhere in the document
    within: int = 4  # a capital within a sentence that nothing explains
    opening: int = 3  # opens a sentence, a name of many, and somebody acts
    weighed: int = 2  # all that bears on it makes it a name sooner than most words
    file: int = 2  # in the name of a file
    letters: int = 1  # other letters


_LIKELY = Likely()


class Word(NamedTuple):
    """A word to look at: where it first stands, how often it stands open, and how likely it is a name."""

    text: str
    span: Span
    times: int
    likely: int = 0


def look_at(published: Published) -> tuple[Word, ...]:
    """The words to look at, once each, the likeliest first, then in text order."""
    document = published.document
    look = scene(document)
    saw = people(document.text)
    hidden = _hidden_words(published)
    page = Page(look, saw, [Hit(d.span, d.rule, 1.0) for d in published.decisions if d.category is Category.PERSON])
    weighed = Likelihoods(page)
    found: dict[str, Word] = {}
    for span, decision in _open(document, published):
        text = document.at(span)
        likely = _likely(look, span, text, decision, saw)
        if not likely and (text in hidden or text.removesuffix("s") in hidden or _goes_on(look.text, span, published)):
            likely = _LIKELY.elsewhere
        if not likely and not opens_as_word(look, span):
            likely = _LIKELY.weighed * any(weighed.of(at) >= _DOUBTFUL for at in page.inside(span))
        old = found.get(text)
        if old:
            found[text] = old._replace(times=old.times + 1, likely=max(old.likely, likely))
        elif likely:
            found[text] = Word(text, span, 1, likely)
    for span in _in_files(look, published):
        text = document.at(span)
        found.setdefault(text, Word(text, span, 1, _LIKELY.file))
    return tuple(sorted(found.values(), key=lambda word: (-word.likely, word.span)))


def open_capitals(published: Published) -> list[str]:
    """Every word with a capital that is in no decision, once, sorted."""
    spans = (span for span, decision in _open(published.document, published) if decision is None)
    return sorted({published.document.at(span) for span in spans})


def _open(document: Document, published: Published) -> Iterator[tuple[Span, Decision | None]]:
    """Words with a capital in no decision, or in one that keeps a bare name on the register's word alone."""
    decided = sorted(published.decisions)
    at = 0
    for match in _CAPITAL.finditer(document.text):
        span = Span(*match.span())
        while at < len(decided) and decided[at].span.end <= span.start:
            at += 1
        own = [decision for decision in decided[at : at + 3] if decision.span.overlaps(span)]
        if not own:
            yield span, None
        elif all(_is_register_only(document, decision) for decision in own):
            yield span, own[0]


def _is_register_only(document: Document, decision: Decision) -> bool:
    """A bare surname kept because an office holder is called so, with nothing near that speaks of the House."""
    if decision.verdict is not Verdict.KEEP or decision.category is not Category.PERSON:
        return False
    if _BY_SETTING.search(decision.reason):
        return True
    name = parse(document.at(decision.span))
    bare = name.bare and decision.rule not in _CUED
    if _KNOWN_TO_ALL.search(decision.reason):
        return bare and words.bearers(name.interfix, name.family) > 0  # somebody else may be called so
    return bare and bool(_ASIDE.search(decision.reason)) and not _BESIDE.match(document.text, decision.span.end)


_CUED = frozenset(cue.value for cue in (*cues.PUBLIC, cues.Cue.SALUTATION))


def _hidden_words(published: Published) -> frozenset[str]:
    """The words with a capital of the persons that are hidden."""
    spans = (d.span for d in published.decisions if d.verdict is Verdict.REDACT and d.category is Category.PERSON)
    parts = (match[0] for span in spans for match in _CAPITAL.finditer(published.document.at(span)))
    return frozenset(part for part in parts if len(part) > 2)


def _goes_on(text: str, span: Span, published: Published) -> bool:
    """The second half of a hidden name: "I. Groenewegen van Wijk"."""
    fix = _FIX_BEFORE.search(text, max(0, span.start - 12), span.start)
    ends = fix and any(d.span.end == fix.start() and d.verdict is Verdict.REDACT for d in published.decisions)
    return bool(ends) and words.is_surname(text[span.start : span.end])


def _likely(look: Scene, span: Span, text: str, decision: Decision | None, saw: Sequence[Span]) -> int:
    """0 for a word that is explained."""
    if decision is not None:
        return _LIKELY.register
    core = re.sub(r"['’]s?$", "", text)
    if _LETTERS.fullmatch(core):
        return _of_letters(look, span, core)
    seen = any(other.covers(span) for other in saw if other.start <= span.start)
    if seen and not words.is_stop(core) and core not in words.listed("units") and not _is_known_place(core):
        return _LIKELY.seen
    if look.opens(span.start) or look.in_heading(span.start):
        return _of_opening(look, span, core)
    return 0 if _explained(look, span, core) else _LIKELY.within


def _is_known_place(core: str) -> bool:
    return words.is_place(core) and (words.bearers("", core) < _FEWEST or words.frequency(core) >= _USUAL)


def _of_letters(look: Scene, span: Span, core: str) -> int:
    """Letters are listed where something is signed, or where they are nobody's department that anybody knows."""
    bare = core.replace(".", "")
    listed = bare in words.listed("units") or bare in words.listed("abbreviations")
    near = look.text[max(0, span.start - _NEAR) : span.end + _NEAR // 2]
    if len(bare) == 1:
        alone = re.search(r"(?:^|[\n>(.!?,] ?|\w )\Z", look.text[max(0, span.start - 3) : span.start])
        follows = re.match(r"\.?(?:[,\n]|[ ]?\Z)", look.text[span.end : span.end + 2])
        return _LIKELY.signed if alone and follows and not look.in_heading(span.start) else 0
    if any(sign.islower() for sign in bare) and not listed:
        return _LIKELY.signed
    if _SIGNING.search(near) and not listed:
        return _LIKELY.signed
    return 0 if listed or words.frequency(bare) >= _KNOWN_LETTERS or len(bare) > 3 else _LIKELY.letters


def _of_opening(look: Scene, span: Span, core: str) -> int:
    """A word that opens a sentence counts where it is a name of many and somebody acts there."""
    low = core.lower()
    many = words.bearers("", core) >= _FEWEST and low not in words.listed("actors")
    if words.trust(core) >= FAIR or (words.trust(core) and not words.is_common(core)):
        return _LIKELY.within
    if words.frequency(core) >= _COMMON:
        acts = many and words.nameness(core) > _WORD and _PERSONAL.match(look.text, span.end)
        return _LIKELY.opening if acts else 0
    return 0 if _explained(look, span, core) else _LIKELY.within


def _explained(look: Scene, span: Span, core: str) -> bool:
    before = look.text[max(0, span.start - 12) : span.start].rsplit("\n", 1)[-1].split(" ")
    if core in words.listed("units") or (words.is_stop(core) and words.bearers("", core) < _FEWEST):
        return True
    known = core.lower() in words.listed("capitals") or core.lower() in words.listed("actors")
    surname = words.bearers("", core) >= _FEWEST and not known
    if words.is_place(core) or (len(before) > 1 and words.is_place(f"{before[-2]} {core}")):
        rare = surname and words.bearers("", core) >= _MANY and words.frequency(core) < _USUAL
        acts = _PERSONAL.match(look.text, span.end)
        return not (rare and acts)  # "Den Haag", but "Vermeulen"
    if words.trust(core) >= FAIR or (words.trust(core) and not words.is_common(core)):
        return False
    if words.frequency(core) >= _COMMON:
        return not surname
    return words.is_compound(core) or (words.is_stop(core) and not surname)


def _in_files(look: Scene, published: Published) -> Iterator[Span]:
    """Words in the names of files that no language and no list knows, and letters there."""
    gone = sorted(decision.span for decision in published.decisions)
    for stem in stems(look.text):
        for found in _TOKEN.finditer(look.text, *stem):
            span = Span(*found.span())
            word = found[0]
            if any(span.overlaps(other) for other in gone) or word.lower() in _OF_FILES or words.is_stop(word):
                continue
            short = len(word) < 5
            if (
                words.frequency(word) < (_COMMON if short else 2.0)
                and not words.is_compound(word)
                and not words.is_joined(word.lower())
            ):
                yield span
