"""A file's name as it may be published: personal data in it reads `gelakt`.

>>> safe_name("nota-Jan_de_Vries-definitief", [])
'nota-gelakt-definitief'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from stdnum.nl import bsn as bsn_number

from anonymize import cues, words
from anonymize.person import families, fold, parse
from anonymize.public import built_in
from corpus.document import Span
from corpus.words import visible
from nlp.gazetteer import FAIR, SURE

COVER = "gelakt"

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\.?|\d+")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_MAIL = re.compile(r"[\w.+-]{1,64}(?=@[\w-]+\.)")
_PHONE = re.compile(r"(?<!\d)(?<!\d[-_. ])(?:(?:\+|00)31[-_. ]?|0)[1-9](?:[-_. ]?\d){8}(?!\d)")
_NINE = re.compile(r"(?<!\d)(?<!\d[-_.])\d{9}(?![-_.]?\d)")
_SALUTATIONS = frozenset({"mevrouw", "meneer", "heer", "dhr", "mw", "mevr", "familie"})
# More people bear such a surname than one office holder and namesakes among officials would be chance.
_FREQUENT = 10_000
_FIXES = frozenset(fold(word) for fix in cues.table()["interfixes"] for word in fix.split())
_GLUED_FIXES = ("vander", "vanden", "vande", "van", "de", "den", "der", "ter", "ten", "el")

# What an undone "%2F" may not bring into a name.
_SEPARATORS = re.compile(r"[/\\\x00-\x1f]")


def safe_name(stem: str, hidden: Iterable[str]) -> str:
    """The stem without what was hidden in the document, and without what looks like a person or a number of one.

    The same name again for a name that is already safe.
    """
    stem = visible(_SEPARATORS.sub("_", unquote(stem)))
    name, at = [], 0
    for span in personal(stem, hidden):
        name.append(stem[at : span.start])
        name.append(COVER)
        at = span.end
    name.append(stem[at:])
    return re.sub(rf"{COVER}(?:[\W_]*{COVER})+", COVER, "".join(name))


def personal(stem: str, hidden: Iterable[str]) -> list[Span]:
    """Where a file's name says who: hidden wordings, numbers, and what looks like a person; sorted, disjoint."""
    return _merged(stem, [*_wordings(stem, hidden), *_numbers(stem), *_people(stem), *_glued(stem)])


def _merged(stem: str, spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return [span for span in merged if fold(stem[span.start : span.end]) != COVER]


def _plain(text: str) -> str:
    """Small letters without accents, one character for one, so that places stay the same."""
    return "".join(unicodedata.normalize("NFKD", character)[0].lower()[:1] or " " for character in text)


def _wordings(stem: str, hidden: Iterable[str]) -> Iterator[Span]:
    """Every hidden wording and, of a name, its surname: in any case, with any separator or none."""
    plain = _plain(stem)
    for wording in {form for text in hidden for form in _forms(text)}:
        pieces = re.findall(r"[^\W_]+", _plain(wording))
        letters = sum(len(piece) for piece in pieces)
        if letters < 3 or wording == COVER or not all(piece in plain for piece in pieces):
            continue
        # A short wording only as a word of its own: "Bos" is not in "bosbeheer".
        left, right = (r"(?<![^\W\d_])", r"(?![^\W\d_])") if letters < 8 else ("", "")
        for found in re.finditer(left + r"[\W_]*".join(pieces) + right, plain):
            yield Span(*found.span())
        for found in re.finditer(r"[\W_]*".join(pieces), plain):
            if _camel_word(stem, found.start(), found.end()):
                yield Span(*found.span())


def _camel_word(stem: str, start: int, end: int) -> bool:
    """A word set off by capitals only: "notaJansenDefinitief"."""
    opens = start == 0 or not stem[start - 1].isalpha() or (stem[start].isupper() and stem[start - 1].islower())
    closes = end == len(stem) or not stem[end].isalpha() or (stem[end].isupper() and stem[end - 1].islower())
    return opens and closes


def _forms(text: str) -> Iterator[str]:
    yield text
    if re.search(r"\d", text) or (" " not in text.strip() and "." not in text):
        return
    name = parse(text)
    letters = " ".join(name.initials.replace(".", ""))
    for family in families(name):
        if letters:
            yield from (f"{family} {letters}", f"{letters} {family}")
        if not words.is_ordinary(family):
            yield family


def _numbers(stem: str) -> Iterator[Span]:
    for found in _MAIL.finditer(stem):
        if not words.is_functional(found[0]):
            yield Span(*found.span())
    for found in _PHONE.finditer(stem):
        yield Span(*found.span())
    for found in _NINE.finditer(stem):
        if bsn_number.is_valid(found[0]):
            yield Span(*found.span())


def _tokens(stem: str) -> list[tuple[Span, str]]:
    tokens = []
    for found in _TOKEN.finditer(stem):
        at = found.start()
        for piece in _CAMEL.split(found[0]):
            tokens.append((Span(at, at + len(piece)), piece.rstrip(".")))
            at += len(piece)
    return tokens


def _people(stem: str) -> Iterator[Span]:
    """First name or initials, then interfixes, then a surname: "Jan_de_Vries", "j-de-vries", "JanDeVries"."""
    tokens = _tokens(stem)
    for first in range(len(tokens)):
        at = first
        while at < len(tokens) and len(tokens[at][1]) == 1 and tokens[at][1].isalpha():
            at += 1
        initials = at > first
        given = 0 if initials else words.trust(tokens[first][1])
        if tokens[first][1].lower() in _SALUTATIONS and first + 1 < len(tokens):
            last = first + 1
            while last + 1 < len(tokens) and fold(tokens[last][1]) in _FIXES:
                last += 1
            if tokens[last][1].isalpha() and len(tokens[last][1]) > 1 and not words.is_stop(tokens[last][1]):
                yield Span(tokens[first + 1][0].start, tokens[last][0].end)
        if not initials and not given:
            continue
        at = at if initials else first + 1
        fixes = at
        while at < len(tokens) and fold(tokens[at][1]) in _FIXES:
            at += 1
        dotted = initials and at > fixes and stem[tokens[first][0].start : tokens[first][0].end].endswith(".")
        if at < len(tokens) and (_is_person(given, at > fixes, tokens[at][1]) or (dotted and tokens[at][1].istitle())):
            span = Span(tokens[first][0].start, tokens[at][0].end)
            if not _holds_office(stem[span.start : span.end]):
                yield span


def _glued(stem: str) -> Iterator[Span]:
    """An account as a word of its own: "wdijkstra", "jdevries"."""
    for span, word in _tokens(stem):
        low = fold(word)
        if len(low) < 6 or not word.islower() or words.is_word(low):
            continue
        rest = low[1:]
        cores = [rest, *(rest[len(fix) :] for fix in _GLUED_FIXES if rest.startswith(fix))]
        if any(len(core) > 3 and words.is_surname(core) and not words.is_ordinary(core) for core in cores):
            yield span


def _is_person(given: int, interfix: bool, family: str) -> bool:
    if len(family) < 2 or words.is_stop(family) or not words.is_surname(family):
        if given >= FAIR and interfix and len(family) > 2:
            return not words.is_ordinary(family) and not family.isdigit()
        return (
            given == SURE
            and len(family) > 2
            and not words.is_ordinary(family)
            and not words.is_place(family)
            and not family.isdigit()
        )
    nameness = words.nameness(family)
    if given >= FAIR:
        return nameness > -2
    return (interfix and nameness > -2.5) or nameness > 0.3


def _holds_office(text: str) -> bool:
    spaced = re.sub(r"[\W_]+", " ", " ".join(_CAMEL.split(text)))
    name = parse(spaced.title())
    frequent = words.bearers(name.interfix, name.family) >= _FREQUENT
    return bool(name.given) and not frequent and built_in().known(name)
