"""Once a person is found, the same person in every other wording of the document: surname, first name, "JdV", e-mail.

Doubt hides: a bare surname of a found person is marked, unless it stands there as an ordinary word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anonymize import cues, words
from anonymize.person import Name, fold, parse
from anonymize.runs import without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import SURE

# Rules after which a bare first word is a first name rather than a surname.
_BY_FIRST_NAME = frozenset({"greeting", "closing", "bare-first-name", "colleague"})
_COMMON = 4.0  # Zipf: a word of every day
_GLUED = "vander vanden vande vant inde opde van ten ter den der de el al te".split()
_BEFORE = re.compile(rf"(?:{cues.INITIAL}\.[ ]?){{0,8}}(?P<fix>(?i:(?:{cues.INTERFIX})[ \n]))?$")
# "provincie (Hoogland)": in brackets stands who it is, of whom else is named so
_PLACE_BEFORE = re.compile(
    r"(?:gemeente|provincie|stad|regio|te|in|burgemeester van|rechtbank|uit)[ \n]$", re.IGNORECASE
)


# "Nota_Jansen.docx": the endings after which a full stop is no part of an address
_FILE = r"(?:docx?|pdf|xlsx?|pptx?|msg|eml|txt|odt|zip|jpe?g|png)\b"


# What somebody does or is, right behind a name that opens a sentence; a thing would have an article
_ACTS = re.compile(rf"[ ](?:{cues.any_of('verbs_of_persons')}|{cues.any_of('verbs_of_anybody')})(?!\w)")
_SMALL = 5.6  # Zipf: "Er kreeg", "Dat is"
SPELLED = 4  # letters
_SET_APART = re.compile(r"(?<!\w)\w(?:[ \n.·-]{1,3}\w(?!\w)){3,}")


class Wording(NamedTuple):
    """One wording of a found person, and whether the same word has a use of its own in Dutch."""

    text: str
    ordinary: bool
    interfix: str = ""


def spread(look: Scene, found: Sequence[Hit], local_parts: Iterable[str]) -> tuple[Hit, ...]:
    """The further places where a found person, or the holder of an e-mail address, is named."""
    text = look.text
    names = [(parse(text[hit.span.start : hit.span.end]), hit.rule) for hit in found if _travels(text, hit)]
    wordings = {w.text: w for name, rule in names for w in _wordings(name, rule)}
    taken = [hit.span for hit in found]
    hits = list(_occurrences(look, wordings.values(), taken, "spread"))
    taken += [hit.span for hit in hits]
    mailed = {w.text: w for local in local_parts for w in _from_mail(local)}
    hits += _occurrences(look, mailed.values(), taken, "e-mail")
    hits += _spelled_out(text, wordings.values())
    return tuple(hits)


def _spelled_out(text: str, wordings: Iterable[Wording]) -> Iterable[Hit]:
    """A name in letters set apart, as a heading may have it: "V R I E S E N D O N K"."""
    forms = {form for wording in wordings if len(form := "".join(fold(wording.text).split())) >= SPELLED}
    for run in _SET_APART.finditer(text):
        letters = [run.start() + at for at, sign in enumerate(run[0]) if sign.isalnum()]
        joined = fold("".join(text[at] for at in letters))
        if len(joined) != len(letters):
            continue
        for form in forms:
            for found in re.finditer(re.escape(form), joined):
                yield Hit(Span(letters[found.start()], letters[found.end() - 1] + 1), "spread", 0.6)


def _travels(text: str, hit: Hit) -> bool:
    """What the recogniser alone saw is looked for elsewhere only where it is no word that it may have mistaken."""
    if hit.rule != "model":
        return True
    core = parse(text[hit.span.start : hit.span.end]).family
    return words.is_surname(core) or words.trust(core) > 0 or words.is_strange(core)


def _wordings(name: Name, rule: str) -> Iterable[Wording]:
    if name.bare and rule in _BY_FIRST_NAME and words.trust(name.family):
        yield from _first_name(name.family)
        return
    for part in {name.family, *re.split(r"[-‑–]", name.family)}:
        core = without_fix(part).strip()
        if len(core) > 1 and not words.is_stop(core):
            yield Wording(core, _is_ordinary(core) or words.is_place(core), name.interfix)
        elif len(core) > 1 and name.interfix:
            yield Wording(f"{name.interfix} {core}", False)
    if name.given:
        yield from _first_name(name.given)
        fixed = f"{name.interfix} {name.family}".strip()
        # Whole, also where the surname alone is too common a word to be looked for: "Samira Kern", "S. Kern".
        yield from (Wording(f"{first} {fixed}", False) for first in (name.given, f"{name.given[0]}."))


def _is_ordinary(core: str) -> bool:
    """A word of its own; the word list counts first names too, so a rare one that people bear is none."""
    return words.is_ordinary(core) and (not words.trust(core) or words.frequency(core) >= 3.5)


def _first_name(given: str) -> Iterable[Wording]:
    """The first name alone, when it is long enough to be anybody's in particular."""
    first = given.split()[0]
    if not words.trust(first) and words.frequency(first) > _COMMON:
        return  # "Nederlands Jansen"
    if len(first) > 2 and not words.is_stop(first) and first.lower() not in _GLUED:
        yield Wording(first, words.trust(first) < SURE and _is_ordinary(first))


def _from_mail(local: str) -> Iterable[Wording]:
    """Surnames that an e-mail address gives away: "j.devries" -> Vries, "ab.voorbeeldvan" -> Voorbeeld."""
    for token in re.split(r"[._\-+\d]+", local.lower()):
        if len(token) < 3 or token in _GLUED or words.is_stop(token):
            continue
        cores = {token} | {token[len(fix) :] for fix in _GLUED if token.startswith(fix) and len(token) > len(fix) + 2}
        cores |= {token[: -len(fix)] for fix in _GLUED if token.endswith(fix) and len(token) > len(fix) + 2}
        for core in cores:
            if core == token or words.is_surname(core) or not words.is_ordinary(core):
                ordinary = words.is_ordinary(core) or words.is_place(core)
                yield Wording(core.capitalize(), ordinary, "" if core == token else "?")


def _occurrences(look: Scene, wordings: Iterable[Wording], taken: Sequence[Span], rule: str) -> Iterable[Hit]:
    """Every place where one of the wordings stands with a capital, and is not yet part of a name."""
    low = look.text.lower()
    by_form = {fold(wording.text): wording for wording in wordings if wording.text.lower() in low}
    if not by_form:
        return
    forms = sorted((re.escape(wording.text) for wording in by_form.values()), key=len, reverse=True)
    # "Q.WOBBELSTRA": a full stop before it only after an initial, so that no address is cut up
    # Behind a hyphen only that of somebody's paper: "de memo-Slob"
    papers = "".join(rf"|(?<=\b{word}-)" for word in sorted(words.listed("written_by")))
    before = rf"(?:(?<![\w@.-])|(?<=_)|(?<=(?-i:[^\w.@][A-Z])\.){papers})"
    pattern = re.compile(
        rf"{before}(?:{'|'.join(forms)})(?:[-‑](?-i:[A-Z])\w+)?(?=s[ ](?-i:[a-z])|(?![^\W_]|@)(?!\.(?!{_FILE})\w))",
        re.IGNORECASE,
    )
    starts = sorted(taken)
    at = 0
    for found in pattern.finditer(look.text):
        while at < len(starts) and starts[at].end <= found.start():
            at += 1
        if at < len(starts) and starts[at].start < found.end() and not _outgrows(found.span(), starts, at):
            continue
        wording = by_form.get(fold(found[0])) or by_form.get(fold(re.split("[-‑]", found[0])[0]))
        if wording is None or not (found[0][0].isupper() or _reads_as_name(found[0])):
            continue
        start = found.start() - _reach_back(look.text, found.start(), wording)
        if _is_word_here(look, wording, Span(start, found.end())):
            continue
        if wording.ordinary and look.text[found.end() : found.end() + 1].isalpha() and look.opens(start):
            continue  # "Winkels": more than one
        yield Hit(Span(start, found.end()), rule, 0.6)


def _outgrows(found: tuple[int, int], starts: Sequence[Span], at: int) -> bool:
    """True when a wording holds all of what was found there and more: only "Samira" of "Samira Kern" was."""
    inside = [span for span in starts[at : at + 4] if span.start < found[1]]
    return (
        all(found[0] <= span.start and span.end <= found[1] for span in inside)
        and sum(span.end - span.start for span in inside) < found[1] - found[0]
    )


def _reads_as_name(small: str) -> bool:
    """True for a wording in small letters that begins with an interfix, or holds a word that is no Dutch word."""
    strange = any(len(part) > 4 and words.is_strange(part.capitalize()) for part in small.split())
    return small.startswith(tuple(_GLUED)) or (small.islower() and strange)


def _reach_back(text: str, start: int, wording: Wording) -> int:
    """How many characters of initials and interfix stand before a surname: "van" only if it belongs to the name."""
    before = _BEFORE.search(text, max(0, start - 30), start)
    if not before or not before[0] or (before.start() > 0 and text[before.start() - 1].isalnum()):
        return 0
    fix = before["fix"] or ""
    # "in die van De Vries": only "De" is the name's own
    if wording.interfix and fold(fix).endswith(f" {fold(wording.interfix)}"):
        return len(wording.interfix) + 1
    belongs = fix[:1].isupper() or wording.interfix == "?" or fold(fix) == fold(wording.interfix)
    if fix and not (wording.interfix and belongs):
        return 0
    return len(before[0])


def _is_word_here(look: Scene, wording: Wording, span: Span) -> bool:
    """An ordinary word with a capital because it opens a sentence or heading, or a place that is a place."""
    if not wording.ordinary:
        return False
    if look.text[span.start - 1 : span.start] == "(" and look.text[span.end : span.end + 1] == ")":
        return words.is_place(wording.text) and not look.text[: span.start - 1].endswith("provincie ")
    if look.text[span.start : span.end].isupper():
        return True  # "KERN", a heading
    alone = fold(look.text[span.start : span.end]) == fold(wording.text)
    if not alone:
        return False
    if _PLACE_BEFORE.search(look.text, max(0, span.start - 20), span.start) and words.is_place(wording.text):
        return True
    if not look.opens(span.start) or _acts(look.text, span, wording.text):
        return False  # "Tang kreeg te horen": of a found person
    return not look.text.endswith(": ", 0, span.start)  # "Reserve: Chen": a colon makes no capital


def _acts(text: str, span: Span, word: str) -> bool:
    known = words.frequency(word) < _SMALL and not words.is_place(word)
    return known and bool(_ACTS.match(text, span.end))


def listed_people(look: Scene, people: Sequence[Name], taken: Sequence[Span]) -> tuple[Hit, ...]:
    """Where people of a given list are named, also where nothing else gives the name away."""
    wordings = {
        w.text: w
        for name in people
        for w in _wordings(name, "list")
        if fold(w.text) != fold(name.given.partition(" ")[0])
    }
    hits = []
    for hit in _occurrences(look, wordings.values(), taken, "known-official"):
        before = look.text[max(0, hit.span.start - 80) : hit.span.start]
        mine = [
            name
            for name in people
            if name.given and fold(name.family) in fold(look.text[hit.span.start : hit.span.end])
        ]
        givens = (re.search(rf"(?<!\w){re.escape(n.given)}[ ](?:{re.escape(n.interfix)}[ ])?\Z", before) for n in mine)
        reach = max((len(found[0]) for found in givens if found), default=0)
        hits.append(hit._replace(span=Span(hit.span.start - reach, hit.span.end)))
    return tuple(hits)
