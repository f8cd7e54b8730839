"""Capitalised runs of words: where a name may stand, before anything is known about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anonymize import cues, words
from anonymize.cues import STRONG, Cue
from corpus.document import Span
from nlp.gazetteer import FAIR

UP = "A-ZÀ-ÖØ-ÞŞŠŽÇİŁŚŻĆČĐĞŘŇĂƠƯ"
_LOW = "a-zß-öø-ÿşšžçıłśżćčđğřňąęāēīōūăâîțșńőűơưĩũ\u1ea0-\u1ef9\u0300-\u036f"
_CAP = rf"(?:IJ[{_LOW}]+|[{UP}](?:['’][{UP}])?[{_LOW}]+(?:['’]?[{UP}][{_LOW}]+|['’][{_LOW}]+)*|[{UP}]{{3,}})"
# A word with its hyphens: "Faber-van de Klashorst", "Bart-Jan", "Schipper- Brandsma" (a hyphen at a line's end)
JOINED = rf"{_CAP}(?:[-‑–](?:[A-Z](?=[-‑]))?(?:[-‑])?(?:(?:{cues.INTERFIX})[ ])?{_CAP}){{0,4}}"
# Counted repeats: a text of nothing but initials may not cost its length squared
# and two or more may stand apart from their dots, as OCR reads them: "J . P . Hagendoorn".
INITIALS = rf"(?:(?:{cues.INITIAL}\.[ -]?){{1,8}}|(?:{cues.INITIAL}[ ]\.[ ]){{2,6}})"
RUN = re.compile(
    rf"(?<![\w@])(?:(?P<initials>{INITIALS})\n?(?:\([{UP}][{_LOW}]+\)[ ])?)?"
    rf"(?P<interfix>(?:(?i:{cues.INTERFIX})[ \n])?)"
    rf"(?P<words>{JOINED}(?:[ ](?:{INITIALS}[ ]?)?(?:(?i:{cues.INTERFIX})[ ])?{JOINED}){{0,4}})(?![\w@])"
)
_WORD = re.compile(rf"(?:(?:(?i:{cues.INTERFIX})[ ])?{JOINED}|{INITIALS})")


_FIX_BEFORE = re.compile(rf"^(?:{cues.INTERFIX})[ ]", re.IGNORECASE)
_AT = re.compile(r"(?:te|uit|in)[ ]")
_FIRM = re.compile(r"[A-Z][\w&-]+[ \n]$")
_COMPANY = re.compile(r"(?:[BN]\.[ ]?V|U\.[ ]?S|E\.[ ]?U|V\.[ ]?N)\.")
_PREPOSITIONS = frozenset("aan in op bij uit over onder voor tot".split())
_FIRST_AFTER = re.compile(rf",[ ]({JOINED})(?=[ ]?(?:[;<(|\n]|$))")
_TURNED = re.compile(rf",[ ]{cues.INITIAL}\.(?:[ ]?{cues.INITIAL}\.){{0,5}}(?![ ]?[{UP}])")


_NEVER = -3.2  # nameness: "Dank, / Tjeerd"


@dataclass(frozen=True)
class Run:
    """A capitalised run: where it starts with initials and interfix, and its words."""

    span: Span
    core: int  # start of the first word, after initials and interfix
    initials: bool
    interfix: bool
    parts: tuple[tuple[Span, str], ...]


def runs(text: str, announced: Mapping[int, frozenset[Cue]]) -> Iterator[Run]:
    """Every capitalised run, cut loose from words that are never part of a name at either end."""
    at = 0
    while found := RUN.search(text, at):
        at = found.end()
        base = found.start("words")
        parts = [(Span(base + m.start(), base + m.end()), m[0]) for m in _WORD.finditer(found["words"])]
        first = 0
        if (
            found["initials"]
            and _COMPANY.fullmatch(found["initials"].strip())
            and _FIRM.search(text, max(0, found.start() - 30), found.start())
        ):
            at = found.start() + len(found["initials"])  # "Veenpolymers B.V. te Stadskanaal"
            continue
        after_interfix = bool(found["initials"] and found["interfix"])
        while first < len(parts) and _is_no_name(parts[first][1], after_interfix):
            if _is_vouched(text, found, parts[first], announced):
                break
            first += 1
        if 0 < first < len(parts) and parts[first][1].rstrip().endswith("."):
            at = parts[first][0].start  # "Aan J.W. Hogenboom": the run begins anew at the initials
            continue
        last = first
        while last < len(parts) and (last == first or not _ends_run(parts, last, announced, bool(found["initials"]))):
            last += 1
        if last == first:
            continue
        if last < len(parts):
            at = parts[last][0].start
        whole = first == 0
        start = found.start() if whole else parts[first][0].start
        yield Run(
            Span(start, parts[last - 1][0].end),
            parts[first][0].start,
            bool(whole and found["initials"]),
            bool(whole and found["interfix"]) or parts[first][1] != without_fix(parts[first][1]),
            tuple(parts[first:last]),
        )


def _is_vouched(
    text: str, found: re.Match[str], part: tuple[Span, str], announced: Mapping[int, frozenset[Cue]]
) -> bool:
    """A surname that is a common word too, where what stands beside it vouches: "mevrouw Kern", "Noord, P.A."."""
    span, word = part
    if not words.is_surname(without_fix(word)) or words.nameness(without_fix(word)) < _NEVER:
        return False
    if announced.get(span.start, frozenset()) & STRONG or announced.get(found.start(), frozenset()) & STRONG:
        return True
    initials = found["initials"] and span.start == found.start("words") and not _COMPANY.match(found["initials"])
    first = _FIRST_AFTER.match(text, span.end)
    return bool(initials or _TURNED.match(text, span.end) or (first and words.trust(first[1]) >= FAIR))


def _ends_run(
    parts: list[tuple[Span, str]], at: int, announced: Mapping[int, frozenset[Cue]], initialled: bool = False
) -> bool:
    """A stop word, a cue inside the run ("Verzoeker Jansen"), or initials after what is no first name."""
    span, part = parts[at]
    before, bare = without_fix(parts[at - 1][1]), without_fix(part)
    if _AT.match(part) and words.is_place(bare) and not (bare.isupper() and initialled):
        return True  # "G. Lammertsma te Sneek"
    if bare != part and not words.is_surname(bare):
        prepositional = words.is_ordinary(bare) and part.split()[0].lower() in _PREPOSITIONS
        if prepositional or ((at >= 2 or initialled) and words.trust(before) < FAIR):
            return True  # "Hassan aan de Singel", "P.D. Sewnarain van Rechtshulp"
    vouched = words.trust(before) and (words.is_surname(bare) or bare != part)
    if vouched and not bare.isupper() and span.start not in announced:
        return False  # "Samira Kern", "Petra de Jonge": after a first name even a common word is a surname
    initials = part.rstrip().endswith(".") and not words.trust(parts[at - 1][1])
    return _is_no_name(part) or span.start in announced or initials


def _is_no_name(part: str, after_interfix: bool = False) -> bool:
    """A stop word; after an interfix only one that few bear: "van 't Hof" is a name, "van Justitie" is none."""
    bare = without_fix(part)
    if bare == part and not after_interfix:
        return words.is_stop(bare) or (bare.isupper() and words.is_function_word(bare))
    return (words.is_stop(bare) and words.nameness(bare) < -2) or (bare.isupper() and not words.is_surname(bare))


def without_fix(word: str) -> str:
    """The word without an interfix before it."""
    return _FIX_BEFORE.sub("", word) if " " in word else word
