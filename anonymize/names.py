"""Dutch persons without a model: every capitalised run is a candidate, and evidence makes it a name.

Evidence is a cue beside it (lists/cues.toml), its own form (forms.py), or a place in a list of names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anonymize import cues, words
from anonymize.cues import ADDRESSED, STRONG, Cue
from anonymize.extents import doubled, lettered, nicknamed, over_line, tailed, turned_round, with_surnames_before
from anonymize.forms import JOIN, by_form, fitting, in_row
from anonymize.runs import Run, runs, without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Document, Part, Span
from nlp.gazetteer import FAIR

_PLURAL = re.compile(
    r"(?:leden|[Kk]amervragen|schriftelijke vragen|"
    r"ministers|bewindspersonen|staatssecretarissen|burgemeesters|wethouders|gedeputeerden|dijkgraven|"
    r"commissarissen van de Koning|indieners|informateurs|formateurs)"
    r"\b[^.\n]*$",
    re.IGNORECASE,
)
# Before a small "van" these say whose they are
_OF = re.compile(
    r"(?:paraaf|parafen|nummer|groeten?|groetjes|name|inlichtingen|stelling|standpunt)[ ]\Z", re.IGNORECASE
)
_UNIT = re.compile(
    r"\b(?:[Dd]irectie|[Aa]fdeling|[Dd]irectoraat-[Gg]eneraal|[Pp]rogrammadirectie)[ ]"
    r"(?P<name>[A-Z][\w-]+(?:(?:,?[ \n]|[ ]en[ \n])[A-Z][\w-]+)*)"
)
_CUES = frozenset(cue.value for cue in Cue)


def scene(document: Document) -> Scene:
    """Look over a document once."""
    headings = tuple(block.span for block in document.parts(Part.HEADING))
    return Scene(document.text, cues.announced(document.text), headings)


def find_names(look: Scene) -> tuple[Hit, ...]:
    """The names in a document, disjoint and in text order; not yet spread over the whole document."""
    found: list[Hit] = []
    for run in runs(look.text, look.announced):
        hit = _judge(look, run)
        if hit is None or hit.rule not in _CUES:
            inherited = _inherit(look, run, found[-1] if found else None)
            if hit is None or (inherited and inherited.rule in _CUES):
                hit = inherited
        if hit is None:
            continue
        hit = lettered(look, hit)
        hit = tailed(
            look, over_line(look, doubled(look, nicknamed(look, turned_round(look, with_surnames_before(hit, run)))))
        )
        if not found or hit.span.start >= found[-1].span.end:
            found.append(hit)
    return tuple(found)


def _judge(look: Scene, run: Run) -> Hit | None:
    if words.in_thing(look.text, run.span.start):
        return None
    if not run.initials and all(part in _parts_of_units(look.text) for _, part in run.parts):
        return None  # "de directeur Patiënt en Zorgordening", of the "Directie Patiënt en Zorgordening"
    first = without_fix(run.parts[0][1])
    if first in words.listed("units") and not run.initials:
        return None  # "CIO Rijk", "LVVN, IPO"
    thing = words.is_thing(without_fix(run.parts[-1][1])) and not run.initials
    addressed = ADDRESSED.search(look.text, max(0, run.span.start - 9), run.span.start)  # "de heer Wiggelendam"
    if first.lower() in words.listed("bodies") or (thing and not addressed):
        return None if not _thing_named_after_person(run) else by_form(look, run)
    return _cued(look, run) or by_form(look, run)


@lru_cache(maxsize=4)
def _parts_of_units(text: str) -> frozenset[str]:
    """The words of the names of units that a text prints, but for those that people bear."""
    found = (word for match in _UNIT.finditer(text) for word in re.findall(r"[^\W\d_]{4,}", match["name"]))
    return frozenset(
        word for word in found if not words.is_surname(word) and (not words.trust(word) or words.is_common(word))
    )


def _thing_named_after_person(run: Run) -> bool:
    """Found as a name, so that the policy says why it stays: "Johan de Witthuis"."""
    return len(run.parts) > 1 and words.trust(without_fix(run.parts[0][1])) >= FAIR


def _cued(look: Scene, run: Run) -> Hit | None:
    """A name by the cue before it or the mark after it."""
    if look.text.startswith(("te ", "uit ", "in "), run.span.start) and not run.initials:
        return None  # "zaak gezin te Khartoum"
    starts = {run.span.start, run.core} if run.interfix or run.initials else {run.span.start}
    kinds = frozenset().union(*(look.announced.get(start, frozenset()) for start in starts))
    span, kept = fitting(run, kinds)
    if span is None:
        return None
    turned = look.text.startswith(",", span.end)  # "paraaf | van Slooten, Dirk-Jan"
    if (
        look.text.startswith("van ", span.start)
        and not turned
        and _OF.search(look.text, max(0, span.start - 16), span.start)
    ):
        span = Span(run.core, span.end)  # "Graag paraaf van Versteeg"
    after = cues.following(look.text, span.end)
    turned = bool(kinds) and turned_round(look, Hit(span, "", 0)).span != span
    for kind in Cue:
        if kind in kinds and (turned or _may_follow(kind, look, run, kept)):
            return Hit(span, kind.value, 0.95 if kind in STRONG else 0.9)
    for kind in (Cue.PARTY, Cue.MOTION):
        if kind in after and (run.interfix or not words.is_ordinary(kept[-1])):
            return Hit(span, kind.value, 0.9)
    return None


def _may_follow(kind: Cue, look: Scene, run: Run, kept: list[str]) -> bool:
    """After "mevrouw" any capital is a name; after "Aan:" or "directeur" only what looks like one."""
    capitals = all(word.isupper() for word in kept)
    if capitals and cues.is_unit_in_row(look.text, *run.span):
        return False
    if kind in {Cue.CONTACT, Cue.CIVIL} and len(kept) == 1 and not run.initials and words.is_unit(kept[0]):
        return False  # "programmamanager Veenplan", "een medewerker van de Erfgoedinspectie"
    namelike = _namelike(kept) or (run.initials and not words.is_stop(kept[-1]))
    if capitals and not (namelike and (run.initials or words.is_surname(kept[-1]))):
        return False
    if kind in STRONG:
        place = len(kept) == 1 and words.is_place(kept[0]) and not words.is_surname(kept[0])
        town = kind is Cue.CELL and len(kept) == 1 and words.is_place(kept[0]) and look.text[run.span.end :][:2] == " ("
        return not (place or town) or bool(run.initials)  # "drs. W. Brouwershaven"; "Barneveld (G. Top)"
    if kind is Cue.OFFICE and _is_label(look.text, run.span.start):
        return False
    if kind is Cue.OFFICE and look.text[run.span.start : run.span.start + 4] == "van " and not run.initials:
        # "minister van Financién" is read so more often than a minister "van Weel" is written so
        return words.is_surname(kept[0]) and words.nameness(kept[0]) > -0.4 and not words.is_place(kept[0])
    if kind is Cue.CIVIL and _between_commas(look.text, run.span) and words.is_surname(kept[0]):
        return True  # "de directeur, Winter, is akkoord"
    if kind in {Cue.CLOSING, Cue.GREETING} and words.trust(kept[0]) >= FAIR:
        return True
    if kind in {Cue.CONTACT, Cue.MAIL} and run.interfix and len(kept) == 1 and look.text[run.span.start].isupper():
        # "Steller: De Wit", "Aanwezig: Ter Horst (vz), Van Es"
        return words.is_surname(kept[0]) or not words.is_place(kept[0])
    if kind in {Cue.OFFICE, Cue.MEMBER, Cue.GREETING}:
        return namelike or run.interfix or not words.is_ordinary(kept[0]) or words.is_surname(kept[0])
    if kind is Cue.MOTION:
        return (namelike or words.is_surname(kept[0])) and not words.is_place(kept[0])
    if kind is Cue.CONTACT:
        return namelike or (len(kept) == 1 and words.is_surname(kept[0]) and words.nameness(kept[0]) > -1.5)
    if run.interfix and not run.initials and len(kept) == 1 and words.is_place(kept[0]):
        return False
    return namelike


def _is_label(text: str, start: int) -> bool:
    """The label "VAN" on the line below "AAN de minister", not the "Van" of a name."""
    return (
        text[start : start + 4].lower() == "van "
        and re.search(r"[^,]\n\Z", text[max(0, start - 2) : start]) is not None
    )


def _between_commas(text: str, span: Span) -> bool:
    return text[max(0, span.start - 3) : span.start].rstrip().endswith(",") and text[span.end : span.end + 1] == ","


def _namelike(kept: list[str]) -> bool:
    """Every word may be a name and at least one is known as such, or all are unknown to the language."""
    if any(words.is_ordinary(word) and not words.trust(word) for word in kept[:1] if len(kept) == 1):
        return False
    if len(kept) == 1 and words.is_place(kept[0]) and words.nameness(kept[0]) < 0:
        return False
    if words.is_thing(kept[-1]):
        return False
    known = [word for word in kept if words.trust(word) or words.is_surname(word)]
    return bool(known) or all(not words.is_ordinary(word) for word in kept)


def _inherit(look: Scene, run: Run, last: Hit | None) -> Hit | None:
    """A name that stands in a list with the name before it: "de leden Kathmann (PvdA) en Six Dijkstra"."""
    if last is None or last.span.end > run.span.start or run.span.start - last.span.end > 120:
        return None
    if last.rule in {"bare-first-name"} or in_row(look, run):
        return None
    starts = {run.span.start, run.core}
    between = {look.text[last.span.end : start] for start in starts}
    joined = [gap for gap in between if JOIN.fullmatch(gap)]
    if not joined:
        return None
    span, kept = fitting(run, frozenset())
    if span is None or words.is_thing(kept[-1]) or without_fix(run.parts[0][1]).lower() in words.listed("bodies"):
        return None
    if any("\n" in gap for gap in joined) and last.rule not in {Cue.CONTACT.value, Cue.MAIL.value}:
        return None
    if len(kept) == 1 and ((words.is_place(kept[0]) and not run.interfix) or kept[0].isupper()):
        return None
    capital = run.interfix and look.text[run.span.start].isupper()
    if not capital and not (_namelike(kept) and any(words.trust(w) or words.nameness(w) > -1 for w in kept)):
        return None
    return Hit(span, _handed_on(look, last), 0.75)


def handed_on(look: Scene, hits: list[Hit], rule: str) -> list[Hit]:
    """The hits of `rule`, with the rule of the name before them in a list: "de leden Beckerman en Westerveld"."""
    ordered = sorted(hits)
    for i, hit in enumerate(ordered):
        last = ordered[i - 1] if i else None
        if hit.rule != rule or last is None or last.span.end > hit.span.start:
            continue
        gap = look.text[last.span.end : hit.span.start]
        if "\n" in gap and last.rule not in {Cue.CONTACT.value, Cue.MAIL.value}:
            continue
        if last.rule in _CUES and JOIN.fullmatch(gap):
            ordered[i] = hit._replace(rule=_handed_on(look, last))
    return ordered


def _handed_on(look: Scene, last: Hit) -> str:
    """The rule for the next name: "de leden A en B" makes both members, "minister A en B" says nothing of B."""
    if last.rule not in {Cue.OFFICE.value, Cue.MEMBER.value, Cue.PARTY.value}:
        return last.rule
    before = look.text[max(0, last.span.start - 90) : last.span.start]
    plural = _PLURAL.search(before) or (last.rule == Cue.MEMBER.value and last.score == 0.75)
    return last.rule if plural and last.rule != Cue.PARTY.value else "list"
