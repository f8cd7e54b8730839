"""Names by their own form: initials and surname, first name and surname, a first name or surname alone.

What is asked of a word grows as the form says less: initials vouch for almost any word, a bare surname must be one.
"""

from __future__ import annotations

import re

from anonymize import cues, words
from anonymize.cues import STRONG, Cue
from anonymize.extents import over_line, turned_round
from anonymize.greeted import is_closing
from anonymize.runs import JOINED, UP, Run, without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import FAIR, SURE

JOIN = re.compile(
    r"[ ]?(?:\([^()\n]{1,45}\))?[ ]?(?:c\.[ ]?s\.)?(?:<[^<>\n]{3,60}>)?[ ]?"
    r"(?:,|;|/|&|\||\ben\b|\bof\b|\balsmede\b|\n|,[ ]en\b)[ \n]?[-•*]?[ ]?"
    rf"(?:(?:{cues.any_of('titles')})\.?[ ])*(?:(?:mevrouw|de heer)[ ])?(?:van het lid[ ]|het lid[ ])?(?:motie[ ])?"
    r"(?:(?:lieve|beste)[ ])?"
)
# "gemeld door Bos (DGMI)": who has a unit is a person
_RARE_GENITIVE = 2.5
_UNHEARD = 3.0  # Zipf: after a first name such a word is a surname, whatever it ends in
_RARE_NAME = 3.6  # Zipf: the first names that are words too ("Roos", "Storm") are more common
_UNITS = "|".join(sorted(map(re.escape, words.listed("units")), key=len, reverse=True))
_AFFILIATED = re.compile(rf"[ ]\((?:{_UNITS}|DG[A-Z]{{2,5}})\)")
_IN_ROW = re.compile(rf"(?:^|\n|(?<!\w)\d{{1,3}}[ ]|[|][ ])(?:(?i:{cues.INTERFIX})[ ])?{JOINED}(?:[ ]{JOINED})?,[ ]\Z")
_CASE_BEFORE = re.compile(r"(?:de|den|der|ter|ten)[ ]\Z")
_SPEAKS = re.compile(rf"[ ](?:{cues.any_of('verbs_of_speaking')})(?!\w)")
_DEALT_WITH = re.compile(rf"(?<!\w)(?:{cues.any_of('before_people')})[ ]$")
_FIRST_WORD = re.compile(rf"{JOINED}(?![\w@])(?![ ][{UP}])")


def fitting(run: Run, kinds: frozenset[Cue]) -> tuple[Span | None, list[str]]:
    """The words of a cued run that belong to the name: up to the first word that is plainly no name."""
    kept: list[str] = []
    end = run.span.start
    for span, word in run.parts:
        core = without_fix(word)
        unheard = kept and words.trust(kept[-1]) >= FAIR and words.frequency(core) < _UNHEARD
        foreign = unheard or (words.is_strange(core) and not words.is_compound(core))
        vouched = kept and (
            (words.trust(kept[-1]) and (words.is_surname(core) or foreign)) or (kinds & STRONG and foreign)
        )
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


def in_row(look: Scene, run: Run) -> bool:
    """After a surname in a row stand letters or a first name alone: "2 De Windt, Raul | Aqualectra"."""
    return bool(_IN_ROW.search(look.text, max(0, run.span.start - 40), run.span.start))


def by_form(look: Scene, run: Run) -> Hit | None:
    """A name by its own form: initials and surname, or first name and surname."""
    if in_row(look, run):
        return None
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
    opens = look.opens(run.span.start) or look.in_heading(run.span.start)
    lettered = len(letters) == 1 and opens and (look.in_heading(run.span.start) or _in_list(look, run, letters[0]))
    rare = words.is_surname(kept[0]) or words.is_strange(kept[0])
    if lettered and words.is_compound(kept[0]) and not words.is_surname(kept[0]):
        return None  # "A. Conceptbrief"
    if words.is_ordinary(kept[0]) and not run.interfix and (lettered or not rare):
        return None
    if len(kept) == 1 and kept[0].isupper() and not words.is_surname(kept[0]):
        return None
    return Hit(span, "initials", 0.85)


def _in_list(look: Scene, run: Run, letter: str) -> bool:
    """True where the next or the former letter opens a line near by, or no small word follows as after a name."""
    neighbours = "".join(chr(ord(letter[0]) + step) for step in (-1, 1))
    near = look.text[max(0, run.span.start - 400) : run.span.end + 400]
    if re.search(rf"(?:^|\n)[{re.escape(neighbours)}]\.", near):
        return True
    return not re.match(r"[ ][a-zß-ÿ–-]|[ ]?[|(,]", look.text[run.span.end : run.span.end + 3])


def _by_first_name(look: Scene, run: Run, i: int) -> Hit | None:
    """A first name at word `i` and a surname after it; further first names may stand between."""
    given = without_fix(run.parts[i][1])
    grade = words.trust(given)
    last = i + 1
    while last + 1 < len(run.parts) and _goes_on(without_fix(run.parts[last + 1][1])):
        last += 1
    family = without_fix(run.parts[last][1])
    with_interfix = family != run.parts[last][1]
    span = Span(run.parts[i][0].end - len(given), run.parts[last][0].end)
    if with_interfix and grade >= FAIR and words.is_place(family) and words.frequency(family) < _UNHEARD:
        return Hit(span, "first-name", 0.6)  # "Edgar van Ommeren"
    if with_interfix and words.is_compound(family) and not known_family(family):
        return None  # "Bente van Slachtofferhulp"
    if (
        i == 0
        and run.interfix
        and look.text[run.span.start].isupper()
        and not (look.opens(run.span.start) and look.text[run.span.start - 1 : run.span.start] != "(")
    ):
        span = Span(run.span.start, span.end)  # "is Van Thanh Huynh gehoord"
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
    place = words.is_place(family) or words.is_place(given)
    if with_interfix and not (words.is_ordinary(family) or words.is_thing(family) or (place and grade < FAIR)):
        return Hit(span, "first-name", 0.7)  # "Ahmed El Khatabi": a surname that no list knows, but its interfix tells
    if words.is_rare(given) and words.frequency(given) < _RARE_GENITIVE and not place and _may_be_family(family):
        return Hit(span, "first-name", 0.5)  # "Mariama Bah": after a first name that is no word
    if words.is_unheard_of(family) and not place and not words.is_common(given):
        return Hit(span, "first-name", 0.5)
    enough = -2.5 if grade == FAIR and not words.is_place(family) else -1.2
    if known and (words.nameness(family) > enough or with_interfix) and not words.is_place(given):
        return Hit(span, "first-name", 0.7)
    unknown = not known and words.is_strange(family) and not words.is_place(family) and not words.is_compound(family)
    rare = words.is_strange(given) or (words.is_rare(given) and not look.opens(span.start))
    strange = unknown and rare
    return Hit(span, "first-name", 0.5) if strange else None


def _may_be_family(word: str) -> bool:
    """A word that may be a surname though no list has it: no thing, no body, nothing put together."""
    low = word.lower()
    return not (words.is_stop(word) or words.is_thing(word) or words.is_compound(word) or word.isupper()) and not (
        low.endswith("se")  # "belt Pattiasina de Molukse gemeenschap"
        or low in words.listed("named_after")
        or low in words.listed("actors")
        or words.is_joined(low)
    )


def known_family(word: str) -> bool:
    """A surname of some list, or a word too rare to be what somebody is of."""
    return words.is_surname(word) or words.frequency(word) == 0


def _goes_on(word: str) -> bool:
    """A further word of the same name: "Ömer Faruk Çelik", "Hui Ying Lam"."""
    if not words.is_ordinary(word):
        return True
    foreign = words.is_strange(word) and not words.is_compound(word)
    return not words.is_stop(word) and (foreign or (words.is_surname(word) and words.nameness(word) > -1.2))


def _bare_first_name(look: Scene, run: Run) -> Hit | None:
    """A first name alone, only when it is sure to be one and no word, place or name of a thing."""
    # "van Marloes" is of Marloes, "Van Marloes" may be a surname
    if look.in_heading(run.span.start) or (run.interfix and look.text[run.span.start].isupper()):
        return None
    word = without_fix(run.parts[0][1])
    span = Span(run.parts[0][0].end - len(word), run.parts[0][0].end)
    genitive = word.endswith("s") and words.frequency(word) < _RARE_GENITIVE and not words.trust(word)
    if genitive and words.trust(word[:-1]) >= FAIR and not words.is_surname(word):
        word, span = word[:-1], Span(span.start, span.end - 1)  # "Liekes memo"
    if len(run.parts) > 1 or not words.trust(word) or words.is_place(word) or word.isupper():
        return None
    if look.text[max(0, span.start - 5) : span.start].lower().endswith(("sint ", "sint-", "st. ", "st.")):
        return None
    if look.text[span.end : span.end + 1] in {"-", "‑"} or look.text[span.start - 1 : span.start] in {"-", "/", "."}:
        return None
    # A name that people bear and that is no word of the language: "Faisal betwist dat"
    edges = look.text[max(0, span.start - 1) : span.start], look.text[span.end : span.end + 1]
    alone = all(edge in {"", "\n"} for edge in edges)
    rare = len(word) > 3 and words.frequency(word) < _RARE_NAME and not words.is_thing(word)
    known = not alone and words.trust(word) >= FAIR and rare
    if run.interfix and _CASE_BEFORE.search(look.text, run.span.start, span.start):
        span = Span(run.span.start, span.end)  # "de Bruijne", but "van Marloes"
    if words.trust(word) >= SURE or known or (over_line(look, Hit(span, "", 0)).span != span):
        return Hit(span, "bare-first-name", 0.5)
    if _is_spoken_of(look, span, word):
        return Hit(span, "bare-first-name", 0.4)
    return Hit(span, "list", 0.5) if not look.opens(span.start) and _next_is_first_name(look, span.end, word) else None


def _is_spoken_of(look: Scene, span: Span, word: str) -> bool:
    """A rare first name that does what people do ("Samira vraagt") or is dealt with as one ("stem af met Babette")."""
    if len(word) < 4 or not words.is_rare(word) or words.is_compound(word):
        return False
    if words.trust(word) >= FAIR and _DEALT_WITH.search(look.text, max(0, span.start - 30), span.start):
        return True
    return bool(_SPEAKS.match(look.text, span.end))


def _next_is_first_name(look: Scene, end: int, word: str) -> bool:
    """A list of first names, "Elske, Rutger en Naïma": neighbours vouch for each other."""
    joined = JOIN.match(look.text, end)
    other = _FIRST_WORD.match(look.text, joined.end()) if joined and "\n" not in joined[0] else None
    if not other or words.is_place(other[0]) or words.is_stop(other[0]):
        return False
    return max(words.trust(word), words.trust(other[0])) >= FAIR and min(words.trust(word), words.trust(other[0])) > 0


def _is_affiliated(look: Scene, run: Run, core: str) -> bool:
    """A known surname with its unit behind it: "gemeld door Bos (DGMI)"; not "de Rechten van de Mens (CRM)"."""
    start, end = run.span
    if words.is_place(core) or words.bearers("", core) < 1000 or (run.interfix and look.text[start].islower()):
        return False
    dealt = _DEALT_WITH.search(look.text, max(0, start - 30), start)
    return bool(dealt and _AFFILIATED.match(look.text, end))


def _bare_surname(look: Scene, run: Run) -> Hit | None:
    """A surname alone in mid-sentence: borne by many and hardly a word, or with the capital interfix of a bare name."""
    span, part = run.parts[0]
    core = without_fix(part)
    start = run.span.start
    if words.is_place(core) and re.search(r"(?<!\w)(?:uit|in|te|bij)[ ]$", look.text[max(0, start - 5) : start]):
        return None  # "uit Deventer, Ankie"
    whole_place = run.interfix and words.is_place(look.text[start : span.end])
    if turned_round(look, Hit(run.span, "", 0)).span != run.span and words.is_surname(core) and not whole_place:
        return None if is_closing(core) else Hit(run.span, "surname-first", 0.6)
    # "Pietersen belt u terug": a word that is hardly ever anything but a name may also open a sentence
    opens = look.opens(start) and not words.is_hardly_a_word(core)
    if opens or look.in_heading(start) or core.isupper() or words.is_thing(core) or not words.is_surname(core):
        return None
    if look.text[span.end : span.end + 1] in {"-", "‑", "/"} or look.text[start - 1 : start] in {"-", "/", "."}:
        return None
    whole = look.text[start : span.end]
    if whole.startswith(("v.d", "v/d")):
        return Hit(run.span, "bare-surname", 0.6)
    if _is_affiliated(look, run, core):
        return Hit(run.span, "bare-surname", 0.5)
    if run.interfix and look.text[start].isupper():
        # No place is called "Van" something; "De Bilt" and "Den Bosch" are
        place = words.is_place(whole) or (words.is_place(core) and not whole.lower().startswith("van "))
        return None if place else Hit(run.span, "bare-surname", 0.5)
    common = words.is_hardly_a_word(core) or (words.bearers("", core) >= 2000 and words.nameness(core) > 0.2)
    common = common and not words.is_place(core)
    return Hit(span, "bare-surname", 0.4) if common else None
