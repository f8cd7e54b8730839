"""Names by their own form: initials and surname, first name and surname, a first name or surname alone.

What is asked of a word grows as the form says less: initials vouch for almost any word, a bare surname must be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from anonymize import cues, words
from anonymize.cues import Cue
from anonymize.gazetteer import FAIR, SURE
from anonymize.runs import INITIALS, JOINED, UP, Run, without_fix
from corpus.document import Span

JOIN = re.compile(
    r"[ ]?(?:\([^()\n]{1,45}\))?[ ]?(?:c\.[ ]?s\.)?(?:<[^<>\n]{3,60}>)?[ ]?"
    r"(?:,|;|/|&|\||\ben\b|\bof\b|\balsmede\b|\n|,[ ]en\b)[ \n]?[-•*]?[ ]?"
    rf"(?:(?:{cues.any_of('titles')})\.?[ ])*(?:(?:mevrouw|de heer)[ ])?(?:van het lid[ ]|het lid[ ])?(?:motie[ ])?"
)
_SURNAME_FIRST = re.compile(
    rf"(?:,[ ](?P<given>{JOINED}(?:[ ]{JOINED})?|{INITIALS}(?:[ ]?(?:{cues.INTERFIX})(?![\w]))?)(?![\w@]))"
    rf"(?:[ ](?P<after>{cues.INTERFIX})(?![\w'’]))?"
)
_FIRST_WORD = re.compile(rf"{JOINED}(?![\w@])(?![ ][{UP}])")
_OWN_SURNAME = re.compile(rf"[ ](?:{cues.INTERFIX})[ ][{UP}]")
_NICKNAME = re.compile(rf"[ ]\(({JOINED})\)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"’”)]*[ \n]|\n|[•¢\-–*] |[‘“\"(])$")


class Hit(NamedTuple):
    """A found name: the rule that found it is the cue or the form that gave it away."""

    span: Span
    rule: str
    score: float


class Scene(NamedTuple):
    """What judging needs of a document: its text, the announced places and the headings."""

    text: str
    announced: Mapping[int, frozenset[Cue]]
    headings: tuple[Span, ...]

    def in_heading(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.headings)

    def opens(self, at: int) -> bool:
        """True at the start of a sentence, line or quotation, where any word has a capital."""
        before = self.text[max(0, at - 4) : at]
        return at == 0 or bool(_SENTENCE_START.search(before))


def fitting(run: Run, kinds: frozenset[Cue]) -> tuple[Span | None, list[str]]:
    """The words of a cued run that belong to the name: up to the first word that is plainly no name."""
    kept: list[str] = []
    end = run.span.start
    for span, word in run.parts:
        core = without_fix(word)
        vouched = kept and words.trust(kept[-1]) and words.is_surname(core)
        if kept and core == word and not vouched and _is_after_name(core):
            break
        kept.append(core)
        end = span.end
    return (Span(run.span.start, end), kept) if kept else (None, kept)


def _is_after_name(core: str) -> bool:
    """A capitalised word that follows a name without being part of it."""
    if len(core) <= 3 or words.trust(core) or not words.is_ordinary(core):
        return False
    return not words.is_surname(core) or words.nameness(core) < -2


def by_form(look: Scene, run: Run) -> Hit | None:
    """A name by its own form: initials and surname, or first name and surname."""
    if run.initials:
        return _by_initials(look, run)
    if len(run.parts) == 1:
        return _bare_first_name(look, run) or _bare_surname(look, run)
    for i in range(len(run.parts) - 1):
        hit = _by_first_name(look, run, i)
        if hit:
            return hit
    return _bare_first_name(look, run)


def _by_initials(look: Scene, run: Run) -> Hit | None:
    span, kept = fitting(run, frozenset())
    if span is None:
        return None
    letters = re.findall(r"[^\W\d_]+\.", look.text[run.span.start : run.core])
    # "A. Inleiding", "B. Daarbij": the letter of a list, not of a name
    lettered = len(letters) == 1 and (look.opens(run.span.start) or look.in_heading(run.span.start))
    if words.is_ordinary(kept[0]) and not run.interfix and (lettered or not words.is_surname(kept[0])):
        return None
    if len(kept) == 1 and kept[0].isupper() and not words.is_surname(kept[0]):
        return None
    return Hit(span, "initials", 0.85)


def _by_first_name(look: Scene, run: Run, i: int) -> Hit | None:
    """A first name at word `i` and a surname after it; further first names may stand between."""
    given = without_fix(run.parts[i][1])
    grade = words.trust(given)
    last = i + 1
    while last + 1 < len(run.parts) and not words.is_ordinary(without_fix(run.parts[last + 1][1])):
        last += 1
    family = without_fix(run.parts[last][1])
    with_interfix = family != run.parts[last][1]
    span = Span(run.parts[i][0].end - len(given), run.parts[last][0].end)
    if not grade:
        turned = words.nameness(given) > 0.3 and words.trust(family) >= FAIR and words.nameness(family) < 0
        return Hit(span, "surname-first", 0.6) if turned else None
    if run.interfix and i == 0 and grade < SURE and words.is_surname(given):
        return None
    sure = grade == SURE or (grade == FAIR and not words.is_ordinary(given))
    known = words.is_surname(family)
    if sure and (known or with_interfix or not words.is_ordinary(family) or words.is_thing(family)):
        return Hit(span, "first-name", 0.85)
    enough = -2.5 if grade == FAIR and not words.is_place(family) else -1.2
    if known and (words.nameness(family) > enough or with_interfix) and not words.is_place(given):
        return Hit(span, "first-name", 0.7)
    strange = not known and not look.opens(span.start) and words.is_strange(given) and words.is_strange(family)
    return Hit(span, "first-name", 0.5) if strange else None


def _bare_first_name(look: Scene, run: Run) -> Hit | None:
    """A first name alone, only when it is sure to be one and no word, place or name of a thing."""
    # "van Marloes" is of Marloes, "Van Marloes" may be a surname
    if look.in_heading(run.span.start) or (run.interfix and look.text[run.span.start].isupper()):
        return None
    word = without_fix(run.parts[0][1])
    span = Span(run.parts[0][0].end - len(word), run.parts[0][0].end)
    if len(run.parts) > 1 or not words.trust(word) or words.is_place(word) or word.isupper():
        return None
    if look.text[max(0, span.start - 5) : span.start].lower().endswith(("sint ", "sint-", "st. ", "st.")):
        return None
    if look.text[span.end : span.end + 1] in {"-", "‑"} or look.text[span.start - 1 : span.start] in {"-", "/", "."}:
        return None
    if words.trust(word) >= SURE:
        return Hit(span, "bare-first-name", 0.5)
    return Hit(span, "list", 0.5) if not look.opens(span.start) and _next_is_first_name(look, span.end, word) else None


def _next_is_first_name(look: Scene, end: int, word: str) -> bool:
    """A list of first names, "Elske, Rutger en Naïma": neighbours vouch for each other."""
    joined = JOIN.match(look.text, end)
    other = _FIRST_WORD.match(look.text, joined.end()) if joined and "\n" not in joined[0] else None
    if not other or words.is_place(other[0]) or words.is_stop(other[0]):
        return False
    return max(words.trust(word), words.trust(other[0])) >= FAIR and min(words.trust(word), words.trust(other[0])) > 0


def _bare_surname(look: Scene, run: Run) -> Hit | None:
    """A surname alone in mid-sentence: borne by many and hardly a word, or with the capital interfix of a bare name."""
    span, part = run.parts[0]
    core = without_fix(part)
    start = run.span.start
    if turned_round(look, Hit(run.span, "", 0)).span != run.span and words.is_surname(core):
        return Hit(run.span, "surname-first", 0.6)
    # "Pietersen belt u terug": a word that is hardly ever anything but a name may also open a sentence
    opens = look.opens(start) and not words.is_hardly_a_word(core)
    if opens or look.in_heading(start) or core.isupper() or words.is_thing(core) or not words.is_surname(core):
        return None
    if look.text[span.end : span.end + 1] in {"-", "‑", "/"} or look.text[start - 1 : start] in {"-", "/", "."}:
        return None
    whole = look.text[start : span.end]
    if run.interfix and look.text[start].isupper():
        return None if words.is_place(whole) or words.is_place(core) else Hit(run.span, "bare-surname", 0.5)
    common = words.is_hardly_a_word(core) or (words.bearers("", core) >= 2000 and words.nameness(core) > 0.2)
    common = common and not words.is_place(core)
    return Hit(span, "bare-surname", 0.4) if common else None


def nicknamed(look: Scene, hit: Hit) -> Hit:
    """Take in the first name in brackets: "Dekker, A. (Anneke)"."""
    found = _NICKNAME.match(look.text, hit.span.end)
    return hit._replace(span=Span(hit.span.start, found.end())) if found and words.trust(found[1]) else hit


def turned_round(look: Scene, hit: Hit) -> Hit:
    """Take in the first name after the comma: "El Khatabi, Soufiane", "Vries, J. de"."""
    found = _SURNAME_FIRST.match(look.text, hit.span.end)
    if not found or " en " in look.text[hit.span.start : hit.span.end]:
        return hit
    given = found["given"]
    if _OWN_SURNAME.match(look.text, found.end("given")):
        return hit
    core = look.text[hit.span.start : hit.span.end]
    end = found.start() + len(found[0].rstrip())
    if " " in given and not re.match(INITIALS, given) and not words.trust(given.split()[-1]):
        if not words.is_ordinary(given.split()[-1]):
            return hit
        given = given.split()[0]
        end = found.start("given") + len(given)
    if "." in core:
        return hit
    if re.match(INITIALS, given):
        follows = look.text[found.end() : found.end() + 12]
        # "de leden Bos, J. de Vries": the initials belong to the next surname
        if not found["after"] and re.match(rf"[ ]?(?:(?:{cues.INTERFIX})[ ])?[{UP}]", follows):
            return hit
        return hit._replace(span=Span(hit.span.start, end))
    first = given.split()[0]
    if (
        len(core.split()) > 3
        or words.trust(core.split()[0]) >= FAIR
        or words.trust(first) < 1
        or words.nameness(first) > 0
    ):
        return hit
    if hit.rule in {Cue.MEMBER.value, Cue.MOTION.value} or (hit.rule == "list" and words.trust(core)):
        return hit
    return hit._replace(span=Span(hit.span.start, end))
