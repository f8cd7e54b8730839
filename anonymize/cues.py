"""Where a text announces a name: the places right after a cue, found in one pass over the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Cue(StrEnum):
    """What sort of word stands by the name; the values are the kinds in lists/cues.toml."""

    SALUTATION = "salutation"
    GREETING = "greeting"
    COLLEAGUE = "colleague"
    CONTACT = "contact"
    MAIL = "mail"
    CIVIL = "civil"
    OFFICE = "office"
    MEMBER = "member"
    MOTION = "motion"
    PARTY = "party"
    CLOSING = "closing"


# The name belongs to someone in public office; the name belongs to someone at work behind it.
PUBLIC = frozenset({Cue.OFFICE, Cue.MEMBER, Cue.MOTION, Cue.PARTY})
STRONG = frozenset({Cue.SALUTATION, Cue.COLLEAGUE})
BEHIND = frozenset({Cue.CONTACT, Cue.CIVIL, Cue.COLLEAGUE})


@cache
def table() -> Mapping[str, Any]:
    """The contents of lists/cues.toml."""
    return tomllib.loads((files("anonymize") / "lists" / "cues.toml").read_text(encoding="utf-8"))


def any_of(key: str) -> str:
    """An alternation of a list in cues.toml, longest first."""
    return alternation(table()[key])


def alternation(words: list[str]) -> str:
    """Longest first, so that "van der" is not read as "van"; both apostrophes are one."""
    escaped = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(word.replace("'", "['’‘]").replace("\\ ", r"\s") for word in escaped)


INITIAL = rf"(?:(?:{any_of('digraphs')})(?=\.)|[A-ZÀ-ÖØ-ÞŞŠŽÇİŁ])"
INTERFIX = any_of("interfixes")

_TITLES = rf"(?:(?:{any_of('titles')})\.?[ \n]+){{0,5}}"
_GAP = r"[ \t]*[:|;]?[ \t]*\n?[ \t]*"
# "de minister van Justitie en Veiligheid, D.M. van Weel"; "de burgemeester van Amsterdam, Femke Halsema"
# An office may be broken over two lines, but a label ("Van", "Aan") on the next line begins something else.
_OF = r"(?:[ \n](?:van|voor|bij|der)[ \n][^.;:()|\n]{2,90}?(?:\n(?:en|van|voor) [^.;:()|\n]{2,50}?)?)?"
_APPOSED = (rf"{_OF},[ \n]*(?:namelijk[ \n])?", rf"{_OF}[ ]*\n\s*")
_SEPARATE = {Cue.CONTACT: rf"(?:{_GAP}|[ ]+)", Cue.CLOSING: r"[ ]*[,.!]?[ \n]*", Cue.GREETING: r"[ ]+"}


def _compiled(kind: Cue, words: list[str]) -> tuple[re.Pattern[str], ...]:
    """A cue with what may stand between it and the name."""
    flags = re.IGNORECASE if kind in {Cue.CONTACT, Cue.MAIL, Cue.CLOSING} else 0
    first = alternation(words)
    if kind in {Cue.OFFICE, Cue.CIVIL, Cue.MEMBER, Cue.MOTION, Cue.SALUTATION, Cue.COLLEAGUE}:
        first = alternation(
            [*words, *(word[0].upper() + word[1:] for word in words), *(word.upper() for word in words)]
        )
    if kind is Cue.MAIL:
        # "Van:" in any place, "Van" alone on its line or in its cell; "van" in running text is no cue.
        labelled = rf"(?<![\w-])(?:{first})[ \t]?:[ \t]*\n?[ \t]*"
        alone = rf"(?:^|(?<=\n)|(?<=\| ))(?:{first})[ \t]*(?:\n|\|[ \t])[ \t]*"
        return (re.compile(rf"(?:{labelled}|{alone}){_TITLES}", flags),)
    gaps = [_SEPARATE.get(kind, r"[ \n]+")]
    if kind in {Cue.OFFICE, Cue.CIVIL}:
        gaps += _APPOSED
    if kind is Cue.MOTION:
        gaps.append("-")
    return tuple(re.compile(rf"(?<![\w-])(?:{first}){gap}{_TITLES}", flags) for gap in gaps)


@cache
def _patterns() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    rows = ((Cue(row["kind"]), row["words"]) for row in table()["cue"])
    return tuple((kind, pattern) for kind, words in rows for pattern in _compiled(kind, words))


def announced(text: str) -> dict[int, frozenset[Cue]]:
    """Character -> the cues that end right there.

    >>> announced("de minister Bos")[12]
    frozenset({<Cue.OFFICE: 'office'>})
    """
    ends: dict[int, set[Cue]] = {}
    for kind, pattern in _patterns():
        at = 0
        while found := pattern.search(text, at):
            ends.setdefault(found.end(), set()).add(kind)
            # A cue may stand inside another one's gap: "de minister, mevrouw X".
            at = found.start() + 1
    return {at: frozenset(kinds) for at, kinds in ends.items()}


_PARTIES = (
    "VVD CDA PvdA D66 GroenLinks GroenLinks-PvdA GL GL-PvdA PVV SP SGP CU ChristenUnie PvdD FVD FvD DENK Denk JA21 "
    "BBB NSC Volt 50PLUS BIJ1 OSF OPNL BVNL PRO"
).split()
_PARTY = re.compile(rf"[ ]?\((?:{alternation(_PARTIES)}|(?:Fractie|Groep|Lid)[- ][^)]{{2,30}})\)")
_CS = re.compile(r"[ ]c\.[ ]?s\.")


def _words_of(kind: Cue) -> str:
    return alternation([word for row in table()["cue"] if row["kind"] == kind for word in row["words"]])


_BEHIND_AFTER = re.compile(rf"[ ]?[,(|][ ]?(?:{_words_of(Cue.CIVIL)})(?!\w)")
_OFFICE_AFTER = re.compile(
    rf",[ ](?:(?:de|onze|toenmalig|voormalig|demissionair)[ ])?(?:{_words_of(Cue.OFFICE)})(?!\w)"
)
# A signature: the name, and the office on the line below it.
_OFFICE_BELOW = re.compile(
    r"[ ]?\n+(?:De |de )?(?:[Mm]inister|[Ss]taatssecretaris)(?:-president)?"
    r"(?:[ ](?:van|voor)[ ][^\n.]{3,90})?,?(?:\n|$)"
)


def following(text: str, end: int) -> frozenset[Cue]:
    """What stands right after a name: a party, "c.s.", a function, a telephone number."""
    found = set()
    if _PARTY.match(text, end):
        found.add(Cue.PARTY)
    if _CS.match(text, end):
        found.add(Cue.MOTION)
    if _BEHIND_AFTER.match(text, end):
        found.add(Cue.CIVIL)
    if _OFFICE_AFTER.match(text, end) or _OFFICE_BELOW.match(text, end):
        found.add(Cue.OFFICE)
    return frozenset(found)
