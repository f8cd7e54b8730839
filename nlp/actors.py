"""Who speaks and who must act: offices, ministries and public bodies, as a text names them.

Offices are written short: "minister van JenV", "staatssecretaris van BZK", "minister voor Natuur en Stikstof".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from corpus.document import Span
from corpus.knowledge import load_list
from corpus.records import Profile
from nlp.ministries import coded, shorts, spelled, written
from nlp.officers import role_of


class Who(StrEnum):
    """What kind of actor a mention is."""

    SELF = "self"  # ik, wij
    YOU = "you"  # u
    CABINET = "cabinet"
    OFFICE = "office"
    MINISTRY = "ministry"
    BODY = "body"
    COUNTRY = "country"  # Nederland


class Mention(NamedTuple):
    """An actor where it is mentioned, article included; `name` is how a record writes it."""

    who: Who
    name: str
    span: Span


# How far back a text may have named the office that it then calls "de minister", in characters.
_NEAR = 3000
_ARTICLE = (
    r"(?:[Dd]e |[Hh]et |[Uu]w |[Mm]ijn )?"
    r"(?:(?:toenmalige|huidige|nieuwe|demissionaire|volgende|betrokken|verantwoordelijke|vorige) )?"
)
# "Van Weel", "De Jonge": behind "minister" an interfix with a capital begins a name
_PERSON = r"(?:Van|De|Den|Der|Ten|Ter|El)(?: (?:de|den|der|het|’t|'t))? [A-Z][\w’'-]+"
_PORTFOLIO = r"[A-Z][\w&-]+(?:(?:, | en |, en | )(?:(?:en|voor) )?[A-Z][\w-]+){0,4}"


def _list() -> dict[str, Any]:
    return load_list("nlp", "actors")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<role>[Mm]inister|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS)\s+(?:(?P<link>van|voor|VAN|VOOR)\s+)?"
        rf"(?:(?P<ministry>(?i:{spelled()}))(?![\w])|(?P<portfolio>{_PORTFOLIO}))"
        r"|\b(?P<premier>[Mm]inister-[Pp]resident|MINISTER-PRESIDENT|[Mm]inister\s+[Pp]resident|[Dd]e\s+premier)\b"
    )


@cache
def _code() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.])(?P<role>[Mm]in(?:ister)?|M|[Ss]tas|[Ss]taatssecretaris|S)(?:\.|\b)?[. ]{{0,2}}(?:van )?"
        rf"(?P<code>{coded()})(?![\w&])"
    )


class Named(NamedTuple):
    """An office as records write it, and where its mention ends."""

    name: str
    end: int


def office_in(text: str, day: date | None = None) -> str | None:
    """The first office that a text names, as records write it; who is called by name holds it on that day.

    >>> office_in("Aan de Minister van Economische Zaken en Klimaat")
    'minister van EZK'
    >>> office_in("Stas IenW"), office_in("MOCW"), office_in("Minister De Jonge zegt toe")
    ('staatssecretaris van IenW', 'minister van OCW', 'minister')
    """
    full, short = _office().search(text), _code().search(text)
    if short and (not full or short.start() <= full.start()):
        role = "minister" if short["role"][0] in "Mm" else "staatssecretaris"
        return f"{role} van {shorts()[short['code'].casefold()]}"
    if full:
        return _named(full, day)
    return "minister-president" if re.search(r"\bMP\b", text) else None


def office_at(text: str, start: int) -> Named | None:
    """The office whose mention starts there."""
    found = _office().match(text, start)
    return Named(_named(found), found.end()) if found else None


def code_in(text: str) -> str | None:
    """The letters of an office with which a text starts: "MOCW", "stas IenW"."""
    found = _code().match(text)
    return found[0] if found else None


def bodies_in(text: str) -> Iterator[tuple[int, str]]:
    """The public bodies that a text names, without article, each with where it starts."""
    for match in _mention().finditer(text):
        if match.lastgroup == "body":
            bare = re.sub(r"^(?:de|het|haar|een) ", "", match[0], flags=re.IGNORECASE)
            yield match.end() - len(bare), bare


@cache
def _portfolios() -> frozenset[str]:
    return frozenset(_list()["portfolios"]["words"])


def _named(match: re.Match[str], day: date | None = None) -> str:
    if match["premier"]:
        return "minister-president"
    role = match["role"].lower()
    if match["ministry"]:
        return f"{role} van {shorts()[' '.join(match['ministry'].split()).casefold()]}"
    portfolio = " ".join(match["portfolio"].split())
    if not match["link"] and portfolio.split()[0].rstrip(",") in _portfolios():
        return f"{role} {portfolio}"
    if not match["link"]:  # "Minister Van Weel", "minister Van Weel van Justitie en Veiligheid": a person's name
        after = re.match(rf"\s+(?:van|voor)\s+((?i:{spelled()}))(?!\w)", match.string[match.end() :])
        if after:
            return f"{role} van {shorts()[' '.join(after[1].split()).casefold()]}"
        held = role_of(role, match.string[match.end("role") :], day)
        office = _office().match(held) if held else None
        return _named(office) if office and office["link"] else role
    return f"{role} {match['link'].lower()} {portfolio}"


def office_before(role: str, text: str) -> str | None:
    """The office that "de staatssecretaris" means where a text named it in full before; the last such one.

    With `role` "" it is the last office of any role.

    >>> office_before("minister", "De minister van BZK sprak met de staatssecretaris van Financiën.")
    'minister van BZK'
    """
    full = [_named(found) for found in _office().finditer(text[-_NEAR:]) if found["role"] and found["link"]]
    return next((name for name in reversed(full) if role in ("", name.split()[0])), None)


@cache
def _budget() -> re.Pattern[str]:
    return re.compile(
        rf"\b[Bb]egroting\s+(?:van\s+)?(?:het\s+[Mm]inisterie\s+van\s+)?(?P<ministry>(?i:{spelled()}))(?![\w/-])"
    )


def budget_office(text: str) -> str | None:
    """The minister whose budget a text named last: "begroting BZK, 8.1 Moties en Toezeggingen".

    >>> budget_office("Uit de begroting BZK, bijlage moties en toezeggingen")
    'minister van BZK'
    """
    found = [match["ministry"] for match in _budget().finditer(text)]
    return f"minister van {shorts()[' '.join(found[-1].split()).casefold()]}" if found else None


@cache
def _mention() -> re.Pattern[str]:
    bodies = "|".join(f"(?:{row['pattern']})" for row in _list()["body"])
    return re.compile(
        r"(?<![\w-])(?:(?P<self>[Ii]k|[Ww]ij|[Ww]e|[Mm]ijn (?:ambts)?voorgang(?:er|ster)"
        r"|[Oo]nze (?:directie|afdeling|dienst))"
        r"|(?P<you>[Uu]w (?:ambts)?voorgang(?:er|ster)|[Uu])"
        r"|(?P<pronoun>[Hh]ij|[Zz]ij|[Zz]e)"
        r"|(?P<country>Nederland)"
        rf"|(?P<cabinet>{_ARTICLE}(?:kabinet|[Rr]egering))"
        rf"|(?P<ministries>[Dd]e ministeries van [A-Z]\w+(?:, [A-Z]\w+)* en [A-Z]\w+)"
        rf"|(?P<ministry>(?:[Hh]et |[Mm]ijn |[Uu]w |[Oo]ns )?[Mm]inisterie(?: van (?:(?i:{spelled()})|{_PORTFOLIO}))?"
        rf"|(?:{spelled()})(?![\w/-]))"
        rf"|(?P<office>{_ARTICLE}(?:[Mm]inister-[Pp]resident|premier"
        rf"|(?:[Mm]inister|[Ss]taatssecretaris) {_PERSON}"
        rf"|(?:[Mm]inister|[Ss]taatssecretaris) (?:(?:van|voor) )?(?:(?i:{spelled()})(?!\w)|{_PORTFOLIO})"
        r"|(?:[Mm]inister|[Ss]taatssecretaris|[Bb]ewindspersoon))|[Dd]e stas(?! [A-Z])"
        r"|[Mm]in(?:ister)?BZK|[MS] [A-Z]\w*[A-Z]\b)"
        rf"|(?P<body>(?:(?:[Dd]e|[Hh]et|[Hh]aar|[Ee]en) )?(?:{bodies})))(?![\w])"
    )


def mentions(text: str, start: int, profile: Profile) -> tuple[Mention, ...]:
    """The actors that a sentence mentions, in order; spans are offset by where the sentence starts."""
    found: list[Mention] = []
    for match in _mention().finditer(text):
        kind = match.lastgroup or ""
        wording = match[0]
        span = Span(start + match.start(), start + match.end())
        if kind in {"self", "you"}:
            several = wording.lower() in {"wij", "we"} or wording.lower().startswith("onze")
            found.append(Mention(Who(kind), "wij" if several else "", span))
        elif kind == "pronoun":
            # "de staatssecretaris meldt dat hij de brief zal sturen"
            found += [Mention(last.who, last.name, span) for last in found[-1:] if last.who is Who.OFFICE]
        elif kind == "country":
            found.append(Mention(Who.COUNTRY, "kabinet", span))
        elif kind == "cabinet":
            found.append(Mention(Who.CABINET, "regering" if "egering" in wording else "kabinet", span))
        elif kind in {"ministry", "ministries"}:
            found.append(Mention(Who.MINISTRY, _ministry_name(wording, profile), span))
        elif kind == "office":
            found.append(Mention(Who.OFFICE, _office_name(wording, profile), span))
        elif kind == "body":
            bare = re.sub(r"^(?:de (?!Nederlandsche Bank)|het |haar |een )", "", wording, flags=re.IGNORECASE)
            found.append(Mention(Who.BODY, bare, span))
    return tuple(found)


def _ministry_name(wording: str, profile: Profile) -> str:
    name = re.sub(r"^(?:de|het|mijn|uw|ons) ", "", wording, flags=re.IGNORECASE)
    if name.lower() == "ministerie" and profile.ministry:
        return f"ministerie van {written(profile.ministry)}"
    known = shorts().get(re.sub(r"^ministerie van ", "", name, flags=re.IGNORECASE).casefold())
    return f"ministerie van {known}" if known else name


def _office_name(wording: str, profile: Profile) -> str:
    office = office_in(wording, profile.date)
    if office and office not in {"minister", "staatssecretaris"}:
        return office
    if re.fullmatch(rf"{_ARTICLE}(?:[Mm]inister|[Ss]taatssecretaris) (?!van\b|voor\b).*", wording):
        return office or ""
    role = "staatssecretaris" if "taatssecretaris" in wording or wording.endswith("stas") else "minister"
    return f"{role} van {written(profile.ministry)}" if profile.ministry else role


_LOCAL = frozenset({"gemeente", "provincie", "waterschap"})
_PLACE = r"(?-i:[A-Z][\w-]+(?: (?:aan (?:den |de )?)?[A-Z][\w-]+)?)"


def fuller(name: str, text_before: str) -> str:
    """A body's name in full, if the text before had it: "Staatscommissie" after "Staatscommissie tegen Racisme".

    Of a municipality, province or water board only where the text named one and no other.
    """
    if name == "Commissie" and "Europese Commissie" in text_before:
        return "Europese Commissie"
    if name in _LOCAL:
        told = {found[1] for found in re.finditer(rf"\b{name} ({_PLACE})", text_before, re.IGNORECASE)}
        return f"{name} {told.pop()}" if len(told) == 1 else name
    if name[:2].isupper() or name == "Rijkswaterstaat":
        return name  # a name of its own, whatever stands behind it elsewhere: "UWV en de Landelijke Cliëntenraad"
    head = re.escape(name[0].upper() + name[1:])
    full = re.findall(
        rf"\b{head}(?: (?:voor|van|tegen|de|het|der|en|inzake|op){{0,1}}(?: (?:de|het|der))? ?[A-Z][\w-]+)+",
        text_before,
    )
    return max(full, key=len) if full and " " not in name else name
