"""Names by their own form: initials and surname, first name and surname, a first name or surname alone.

What is asked of a word grows as the form says less: initials vouch for almost any word, a bare surname must be one.
"""

from __future__ import annotations

import re

from anonymize import cues, words
from anonymize.cues import Cue
from anonymize.extents import over_line, turned_round
from anonymize.gazetteer import FAIR, SURE
from anonymize.runs import JOINED, UP, Run, without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Span

JOIN = re.compile(
    r"[ ]?(?:\([^()\n]{1,45}\))?[ ]?(?:c\.[ ]?s\.)?(?:<[^<>\n]{3,60}>)?[ ]?"
    r"(?:,|;|/|&|\||\ben\b|\bof\b|\balsmede\b|\n|,[ ]en\b)[ \n]?[-•*]?[ ]?"
    rf"(?:(?:{cues.any_of('titles')})\.?[ ])*(?:(?:mevrouw|de heer)[ ])?(?:van het lid[ ]|het lid[ ])?(?:motie[ ])?"
    r"(?:(?:lieve|beste)[ ])?"
)
_FIRST_WORD = re.compile(rf"{JOINED}(?![\w@])(?![ ][{UP}])")


def fitting(run: Run, kinds: frozenset[Cue]) -> tuple[Span | None, list[str]]:
    """The words of a cued run that belong to the name: up to the first word that is plainly no name."""
    kept: list[str] = []
    end = run.span.start
    for span, word in run.parts:
        core = without_fix(word)
        vouched = kept and words.trust(kept[-1]) and (words.is_surname(core) or words.is_strange(core))
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
    rare = words.is_surname(kept[0]) or words.is_strange(kept[0])
    if words.is_ordinary(kept[0]) and not run.interfix and (lettered or not rare):
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
        if words.is_place(look.text[run.span.start : span.end]) or words.is_place(given):
            return None
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
    unknown = not known and words.is_strange(family) and not words.is_place(family) and not words.is_compound(family)
    rare = words.is_strange(given) or (words.is_rare(given) and not look.opens(span.start))
    strange = unknown and rare
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
    if words.trust(word) >= SURE or (over_line(look, Hit(span, "", 0)).span != span):
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
    whole_place = run.interfix and words.is_place(look.text[start : span.end])
    if turned_round(look, Hit(run.span, "", 0)).span != run.span and words.is_surname(core) and not whole_place:
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
