"""The names of movers as they stand after "motie": one motion or several, "c.s.", parties, names in capitals.

Names come from their form (interfix, capital, hyphen), not from a register; a register only tells "motie van Esch"
(by Van Esch) from "motie van Haverkamp" (by Haverkamp).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.document import Span
from corpus.knowledge import load_list
from corpus.records import Mover

_INTERFIX = (
    r"(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|[Tt]e|[Ii]n|[Ee]l|[Aa]l|[Vv]on|[Oo]p|[Dd]'|['’][TtSs]"
    r"|[Hh]et|[Ll]a|[Ll]e|[Dd]u)"
)
_CAP = r"(?:(?:[dDlLO]['’])?[A-ZÀ-Ž][\w’À-ž]*(?:['’][a-z]+)?)"
_WORD = rf"{_CAP}(?:-(?:{_INTERFIX}\s+)*{_CAP})*"
NAME = (
    rf"(?:(?:(?:[A-Z]\.)+\s?)?(?:{_INTERFIX}\s+)*{_WORD}"
    rf"(?:\s+(?:(?:van|de|der|den|ten|ter|te|el|al|von|’t|'t)\s+)*{_WORD}){{0,2}})"
)
_OTHERS = r"(?:\s+(?:c\.\s?s\.?|cs\.?|C\.S\.?|e\.a\.?|en anderen))"
_GROUP = r"(?:\s*\([A-Z][^()]{0,20}\))?"  # the mover's party: "Van Nispen (SP)"
_LEAD = (
    r"(?:van\s+)?(?:[Dd]e\s+fracties?\s+van|[Hh]et\s+(?:[Kk]amer)?lid|[Dd]e\s+(?:[Kk]amer)?leden|[Dd]e\s+(?:heer|heren)"
    r"|[Mm]evrouw|dhr\.?|mevr\.?|mw\.?|[Kk]amerlid|collega['’]?s?)\s+"
)

_PAPER = re.compile(r"\s*\([^()]*\d[^()]*\)")
_LINK = re.compile(
    r"\s*(?:\([^()]*\d[^()]*\)\s*)?(?:,\s*(?:en\s+)?|\s*\ben\s+|\s*/\s*|\s+&\s+)(?:(?:de\s+)?moties?(?:\s+|(?=-)))?-?"
)


class Named(NamedTuple):
    """Who moved one motion, and where the naming ends."""

    movers: tuple[Mover, ...]
    and_others: bool
    span: Span


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    parties, motions = load_list("nlp", "parties"), load_list("nlp", "motions")
    longest_first = tuple(sorted(parties["parties"], key=len, reverse=True))
    return (
        frozenset(parties["van"]),
        frozenset(parties["plain"]),
        longest_first,
        frozenset(motions["not_movers"]["words"]),
    )


def is_party(name: str) -> bool:
    """Whether a mover is a party, which stands as itself in a record."""
    return name in _lists()[2]


@cache
def _party() -> re.Pattern[str]:
    names = "|".join(re.escape(party) for party in _lists()[2])
    return re.compile(rf"(?:van\s+)?(?:de\s+|het\s+)?(?P<party>{names})(?:-fractie)?(?![\w-])")


@cache
def _one() -> re.Pattern[str]:
    return re.compile(rf"(?P<lead>{_LEAD})?(?P<van>van\s+)?(?P<name>{NAME}){_GROUP}(?P<others>{_OTHERS})?{_GROUP}")


def movers_at(text: str, start: int, several: bool) -> tuple[Named, ...]:
    """The movers named at a place in the text; after "moties" each name is a motion unless "de leden" joins them.

    >>> [[m.name for m in named.movers] for named in movers_at("moties Marijnissen c.s. en Klaver c.s.", 7, True)]
    [['Marijnissen'], ['Klaver']]
    """
    found: list[Named] = []
    numbered: list[bool] = []
    joined = False
    at = start
    again = False
    while one := _next(text, at):
        named, lead = one
        begins = not found or again or (several and (bool(lead) or not joined or found[-1].and_others))
        joined = joined if not lead else bool(re.search(r"leden|heren", lead))
        if begins:
            found.append(named)
        else:
            last = found[-1]
            found[-1] = Named(
                last.movers + named.movers, last.and_others or named.and_others, Span(last.span.start, named.span.end)
            )
        link = _LINK.match(text, found[-1].span.end)
        numbered = [*numbered[: len(found) - 1], bool(_PAPER.match(text, found[-1].span.end))]
        if not link:
            break
        # "de motie van mevrouw A en de heer B" is one motion, "de motie van A en de motie van B" are two.
        again = not several and "motie" in link[0]
        at = link.end()
    return _by_number(found, numbered) if several and any(numbered) else tuple(found)


# "Het lid Kröger heeft de motie aangehouden": who acts upon a motion in these words moved it.
_ACT = re.compile(
    r"\b(?:ingediend|ingetrokken|aangehouden|voorgesteld|gewijzigd|dient|dienen|diende|dienden|trekt|trekken|trok"
    r"|houdt|hield|indient|intrekt|aanhoudt)\b"
)
# "Het lid Pijpelink vroeg bij motie (31293, nr. 722)": with its number, who asks by it
_ASKED = re.compile(r"\b(?:gevraagd|verzocht|opgeroepen|vroeg|vroegen|vraagt|vragen|verzoekt|verzoeken|riep|riepen)\b")
# "Ceder c.s. hebben hun motie over pleegzorg aangehouden": a sentence that opens with who has it
_OWNER = re.compile(
    rf"(?P<who>(?:[DdHh]et? (?:lid|leden) )?{NAME}{_GROUP}{_OTHERS}?(?: en {NAME}{_GROUP})?)"
    r"\s+(?:heeft|hebben|had|hield(?:en)?|houdt|trok(?:ken)?|trekt|wijzigde)"
    r"\s(?:\w+\s){0,4}(?:zijn|haar|hun)\s(?:op \d{1,2} [a-z]+ (?:\d{4} )?)?(?:\w+\s)?$"
)
# "De door het lid Agema ingediende motie", "Het lid Erkens (VVD) vroeg in een motie om", "Van Heutink ligt er een"
_MOVED = re.compile(
    r"\s+(?:op \d{1,2} [a-z]+ (?:\d{4} |jl\. )?)?(?:destijds |toen |eerder )?"
    r"(?:ingediende|voorgestelde|ingetrokken|aangehouden)\s+$"
)
_IN_MOTION = re.compile(r"\b(?:in|bij|per|via) (?:een|zijn|haar|hun) $")
_OF = re.compile(
    rf"Van (?P<who>{NAME}{_OTHERS}?) (?:ligt|lag|komt|kwam|is|was) (?:\w+ ){{0,3}}een (?:nader )?(?:gewijzigde )?$"
)
_UP_TO_MOTIE = re.compile(
    r"(?:\s+[a-zé]+){0,6}\s+(?:een|haar|zijn|hun|de|deze|die|diens|bij|per|via)\s+"
    r"(?:(?:nader )?gewijzigde\s+|aangehouden\s+)?"
)


def movers_before(text: str, start: int, motie: Span) -> tuple[Named, ...]:
    """The movers named before the word "motie": "de PvdD-motie", "heeft het lid Inge van Dijk haar motie ingetrokken".

    >>> [[m.name for m in named.movers] for named in movers_before("de PvdD-motie", 0, Span(8, 13))]
    [['PvdD']]
    """
    names = "|".join(re.escape(party) for party in _lists()[2])
    if party := re.search(rf"(?<![\w-])(?P<party>{names})-$", text[start : motie.start]):
        span = Span(start + party.start("party"), start + party.end("party"))
        return (Named((Mover(party["party"], span),), False, motie),)
    if own := _OWNER.match(text, start, motie.start):
        named = movers_at(text[: motie.start], own.start("who"), False)
        if len(named) == 1 and named[0].span.end <= own.end("who"):
            return (named[0]._replace(span=motie),)
    if lain := _OF.match(text, start, motie.start):
        named = movers_at(text[: motie.start], lain.start("who"), False)
        return (named[0]._replace(span=motie),) if len(named) == 1 else ()
    leads = list(re.finditer(_LEAD, text[start : motie.start]))
    owned = re.search(r"\b(?:haar|zijn|hun)\s$", text[start : motie.start])
    by_it = _PAPER.match(text, motie.end) or _IN_MOTION.search(text, start, motie.start)
    asked = by_it and _ASKED.search(text, start)
    moved = _MOVED.search(text, start, motie.start)
    if not (leads and (owned or asked or moved or _ACT.search(text, start))):
        return ()
    named = movers_at(text[: motie.start], start + leads[-1].start(), False)
    up_to = _MOVED if moved else _UP_TO_MOTIE
    if len(named) != 1 or not up_to.fullmatch(text, named[0].span.end, motie.start):
        return ()
    return (named[0]._replace(span=motie),)


def _by_number(found: list[Named], numbered: list[bool]) -> tuple[Named, ...]:
    """Of "moties A en B (36410, nr. 12) en C (36410, nr. 15)" each number closes a motion."""
    motions: list[Named] = []
    open_one: Named | None = None
    for named, closed in zip(found, numbered, strict=True):
        if open_one:
            span = Span(open_one.span.start, named.span.end)
            named = Named(open_one.movers + named.movers, open_one.and_others or named.and_others, span)
        open_one = None if closed else named
        if closed:
            motions.append(named)
    return (*motions, open_one) if open_one else tuple(motions)


def _next(text: str, at: int) -> tuple[Named, str] | None:
    if party := _party().match(text, at):
        span = Span(party.start("party"), party.end("party"))
        others = re.compile(_OTHERS).match(text, party.end())
        return Named(
            (Mover(party["party"], span),), bool(others), Span(at, others.end() if others else party.end())
        ), ""
    one = _one().match(text, at)
    name, span = _clean(one) if one else ("", Span(at, at))
    if not one or not name:
        return None
    end = one.end() if span.end >= one.end("name") else span.end
    return Named((Mover(name, span),), bool(one["others"]), Span(at, end)), one["lead"] or ""


def _clean(one: re.Match[str]) -> tuple[str, Span]:
    """The name without words that name no mover ("Klaver Kamerstuk"), with its "van" if that belongs to it."""
    van, plain, _, others = _lists()
    words = one["name"].split()
    kept = words[: next((i for i, word in enumerate(words) if word in others), len(words))]
    if all(re.fullmatch(_INTERFIX, word) for word in kept):
        return "", Span(one.start(), one.start())
    name = " ".join(kept)
    start = one.start("name")
    if one["van"]:
        first_name = re.match(rf"{_CAP}\s", name) and not re.match(rf"{_INTERFIX}\s", name)
        preposition = re.match(r"(?:Van|De|Den|Ten|Ter|El)\s", name) or (
            not one["lead"] and f"Van {name}" not in van and (name in plain or first_name)
        )
        if not preposition:
            name, start = f"van {name}", one.start("van")
    return capitalised(name), Span(start, one.start("name") + len(" ".join(kept)))


def capitalised(name: str) -> str:
    """A name as the House writes it: "van Esch" is "Van Esch", "INGE VAN DIJK" is "Inge van Dijk".

    >>> capitalised("RIKKERS-OOSTERKAMP"), capitalised("TJEERD DE GROOT"), capitalised("EL ABASSI")
    ('Rikkers-Oosterkamp', 'Tjeerd de Groot', 'El Abassi')
    """
    words = name.split()
    if len(name) > 3 and name == name.upper():
        words = [_small(word, first=i == 0) for i, word in enumerate(words)]
    joined = " ".join(words)
    return joined[0].upper() + joined[1:] if not joined.startswith(("'", "’")) else joined


def _small(word: str, first: bool) -> str:
    if re.fullmatch(_INTERFIX, word.capitalize()) or word.startswith(("'", "’")):
        return word.capitalize() if first else word.lower()
    return "-".join(
        ("IJ" + part[2:].lower()) if part.startswith("IJ") else part[:1] + part[1:].lower() for part in word.split("-")
    )


def in_capitals(title: str, start: int) -> Iterator[Mover]:
    """The movers in a motion's printed title: "MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS"."""
    for match in re.finditer(r"[^,]+?(?=\s+EN\s+|,|$)", title):
        wording = re.sub(r"^\s*(?:EN\s+)?|\s+C\.?S\.?\s*$|\s*$", "", match[0])
        if wording:
            at = start + match.start() + match[0].index(wording)
            yield Mover(capitalised(wording), Span(at, at + len(wording)))
