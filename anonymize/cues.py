"""Where a text announces a name: the places right after a cue, found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from anonymize.local_office import is_local_office
from corpus.knowledge import load_list


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
    CELL = "cell"


# CELL has no row: it is the place beside a function or below a heading such as "Wie" in a table.
# The name belongs to someone in public office; the name belongs to someone at work behind it.
PUBLIC = frozenset({Cue.OFFICE, Cue.MEMBER, Cue.MOTION, Cue.PARTY})
STRONG = frozenset({Cue.SALUTATION, Cue.COLLEAGUE, Cue.CELL})
BEHIND = frozenset({Cue.CONTACT, Cue.CIVIL, Cue.COLLEAGUE, Cue.CELL})


def table() -> Mapping[str, Any]:
    """The contents of lists/cues.toml."""
    return load_list("anonymize", "cues")


def any_of(key: str) -> str:
    """An alternation of a list in cues.toml, longest first."""
    return alternation(table()[key])


def alternation(words: list[str]) -> str:
    """Longest first, so that "van der" is not read as "van"; both apostrophes are one."""
    escaped = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(word.replace("'", "['’‘]").replace("\\ ", r"\s") for word in escaped)


INITIAL = rf"(?:(?:{any_of('digraphs')})(?=\.)|[A-ZÀ-ÖØ-ÞŞŠŽÇİŁ])"
INTERFIX = any_of("interfixes")
INTERFIX_WORDS = frozenset(part for fix in table()["interfixes"] for part in fix.split())  # each in small letters

_TITLES = rf"(?:(?:{any_of('titles')})\.?[ \n]+){{0,5}}"
_GAP = r"[ \t]*[:|;]?[ \t]*\n?[ \t]*"
# "de minister van Justitie en Veiligheid, D.M. van Weel"; "de burgemeester van Amsterdam, Femke Halsema"
# An office may be broken over two lines, but a label ("Van", "Aan") on the next line begins something else.
_OF = r"(?:[ \n](?:van|voor|bij|der|in|VAN|VOOR)[ \n][^.;:()|\n]{2,90}?(?:\n(?:en|van|voor) [^.;:()|\n]{2,50}?)?)?"
_APPOSED = (rf"{_OF},[ \n]*(?:namelijk[ \n])?", rf"{_OF}[ ]*\n\s*")
_SEPARATE = {
    Cue.CONTACT: rf"(?:(?:[ ](?-i:[A-Z]{{2,6}})[ ]?:)?{_GAP}|[ ]+)",
    Cue.CLOSING: r"[ ]*[,.!]?[ \n]*",
    Cue.GREETING: r"[ ]+",
}


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
    # Who signs "namens de minister van X," is not that minister
    bound = r"(?<![\w-])(?<!amens de )(?<!AMENS DE )" if kind is Cue.OFFICE else r"(?<![\w-])"
    # ", burgemeester van Lochem" ends who stands before it; the name on the next line is another's
    apart = {_APPOSED[1]: r"(?<!, )(?<!, de )"}
    return tuple(re.compile(rf"{bound}{apart.get(gap, '')}(?:{first}){gap}{_TITLES}", flags) for gap in gaps)


_WORD = re.compile(r"\w+")


@cache
def _patterns() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    rows = ((Cue(row["kind"]), row["words"]) for row in table()["cue"])
    return tuple((kind, pattern) for kind, words in rows for pattern in _compiled(kind, words))


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[Cue, re.Pattern[str]], ...]]:
    """The patterns of the cues that a word may begin: one look-up a word instead of a dozen searches of the text."""
    by_kind: dict[Cue, list[re.Pattern[str]]] = {}
    for kind, pattern in _patterns():
        by_kind.setdefault(kind, []).append(pattern)
    opening: dict[str, dict[re.Pattern[str], Cue]] = {}
    for row in table()["cue"]:
        kind = Cue(row["kind"])
        for words in row["words"]:
            first = _WORD.search(words)
            if first:
                opening.setdefault(first[0].lower(), {}).update(dict.fromkeys(by_kind[kind], kind))
    return {word: tuple((kind, pattern) for pattern, kind in found.items()) for word, found in opening.items()}


@lru_cache(maxsize=4)
def announced(text: str) -> Mapping[int, frozenset[Cue]]:
    """Character -> the cues that end right there.

    >>> announced("de minister Bos")[12]
    frozenset({<Cue.OFFICE: 'office'>})
    """
    ends: dict[int, set[Cue]] = {}
    opening = _by_first_word()
    # A cue may stand inside another one's gap ("de minister, mevrouw X"), so every word may begin one.
    for word in _WORD.finditer(text):
        for kind, pattern in opening.get(word[0].lower(), ()):
            if found := pattern.match(text, word.start()):
                ends.setdefault(found.end(), set()).add(kind)
    for start in (*_beside_function(text), *below_heading(text)):
        ends.setdefault(start, set()).add(Cue.CELL)
    return {at: frozenset(kinds) for at, kinds in ends.items()}


_HEADINGS = frozenset(table()["column_headings"])
_LATER_HEADINGS = frozenset(table()["later_column_headings"])
_INITIALLED = frozenset(table()["initialled_columns"])


@cache
def _function_cell() -> re.Pattern[str]:
    """A cell that holds a function and no more, with what opens the next one: "| Plv. directeur | "."""
    functions = alternation(
        [word for row in table()["cue"] if row["kind"] in {"civil", "contact"} for word in row["words"]]
    )
    return re.compile(
        rf"(?:^|(?<=\n)|(?<=\| ))(?:plv\.? |wnd\.? )?(?:{functions})(?:[ ][^|\n]{{2,60}})?[ ]?:?[ ]\|[ ]{_TITLES}",
        re.IGNORECASE,
    )


def _beside_function(text: str) -> Iterator[int]:
    at = 0
    while found := _function_cell().search(text, at):
        if not _heads_columns(text, found.end()):
            yield found.end()
        at = found.end() - 2


def _heads_columns(text: str, at: int) -> bool:
    """True for a cell of a row that heads a table: "Team | Teamleider | Fte", "Medewerker | Kenteken | Complex"."""
    start, end = text.rfind("\n", 0, at) + 1, (text.find("\n", at) + 1 or len(text) + 1) - 1
    titles = [cell.strip().lower() for cell in text[start:end].split("|")]
    if _column_of_names(titles) >= 0:
        return True
    above, below = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start], text[end + 1 :].partition("\n")[0]
    value = text[at:end].partition("|")[0].strip()
    first = "|" not in above and len(titles) > 2 and below.count("|") == len(titles) - 1
    return first and not re.search(r"[.\d\[]", text[start:end]) and not re.search(r"[A-Z].* [A-Z]", value)


def below_heading(text: str) -> Iterator[int]:
    """Where the cells start that stand in the rows below a cell "Wie" or "Actiehouder"."""
    column, at = -1, 0
    for line in text.split("\n"):
        cells = re.split(r"\|", line)
        titles = [cell.strip().lower() for cell in cells]
        heading = _column_of_names(titles)
        if len(cells) == 1:
            column = -1
        elif heading >= 0:
            column = heading
        elif 0 <= column < len(cells):
            cell = cells[column]
            yield at + sum(len(other) + 1 for other in cells[:column]) + len(cell) - len(cell.lstrip())
        at += len(line) + 1


def _column_of_names(titles: Sequence[str]) -> int:
    """The column of a heading row in which every cell names a person, -1 for none.

    "Naam" is one beside a column for initials: "Wie | Naam | Paraaf" has functions below "Wie".
    """
    if len(titles) < 3:
        return -1
    if "naam" in titles and any(title in _INITIALLED for title in titles):
        return titles.index("naam")
    return next((i for i, title in enumerate(titles) if title in _HEADINGS or (i and title in _LATER_HEADINGS)), -1)


_PARTIES = (
    "VVD CDA PvdA D66 GroenLinks GroenLinks-PvdA GL GL-PvdA PVV SP SGP CU ChristenUnie PvdD FVD FvD DENK Denk JA21 "
    "BBB NSC Volt 50PLUS BIJ1 OSF OPNL BVNL PRO"
).split()
_PARTY = re.compile(
    rf"[ ]van (?:de|het) (?:{alternation(_PARTIES)})(?![\w-])"
    rf"|[ ]?\((?:{alternation(_PARTIES)}|(?:Fractie|Groep|Lid)[- ][^)]{{2,30}})\)"
)
# "| Ines Kostić | PvdD |": the party in the next cell.
_PARTY_CELL = re.compile(rf"[ ]?\|[ ](?:{alternation(_PARTIES)}|Partij voor de Dieren)(?=[ ]?(?:\||\n|$))")
# "Toen Grapperhaus minister was"
_WAS_OFFICE = re.compile(
    r"[ ](?:(?:als|destijds|toen|nog)[ ])?(?:minister|staatssecretaris|premier)[ ](?:was|werd|is|de)\b"
)
_CS = re.compile(r"[ ]c\.[ ]?s\.")
# Before a name: "de heer Wiggelendam".
ADDRESSED = re.compile(r"\b(?:heer|mevrouw|dhr\.?|mevr\.?|mw\.?)[ ]\Z", re.IGNORECASE)


def words_of(kind: Cue) -> str:
    """An alternation of the words of a cue."""
    return alternation([word for row in table()["cue"] if row["kind"] == kind for word in row["words"]])


_MINISTRIES = "AZ|BZ|BZK|JenV|VenJ|FIN|Fin|OCW|SZW|VWS|IenW|IenM|EZK|EZ|LNV|LVVN|KGG|VRO|AenM|DEF|Def|BHO"
_BEHIND_AFTER = re.compile(
    rf"[ ]?[,(|][ ]?(?:{words_of(Cue.CIVIL)})(?!\w)|[ ]\((?:directie|afdeling|cluster|team|bureau|dienst|DG)(?![\w-])"
    r"|[ ](?:van|bij)[ ](?:het[ ]team|de[ ]directie|de[ ]afdeling|het[ ]bureau|het[ ]cluster|team|directie|bureau)"
    r"(?![\w-])"
    # a unit or function in brackets or on the next line: "Jetten, Rob (projectleider)"
    rf"|[ ]\((?!(?:{_MINISTRIES})\)|(?:{alternation(_PARTIES)})\))(?:[A-Z]{{2,7}}(?:[/&][A-Za-z]{{1,6}})*|ambtelijk)\)"
    rf"|(?:[ ]\(|[ ]*\n[ ]*(?:[a-zß-ÿ]+[ ])?)(?:{words_of(Cue.CIVIL)}|projectleider|programmamanager|medewerker|"
    r"secretaresse|notulist|coördinator)(?!\w)"
)
# "Bos, minister van Defensie", "Bos, burgemeester"; but in "Hoi Bram, de minister wil" the office is someone else's.
_OFFICE_AFTER = re.compile(
    rf",[ ](?:(?:de|onze|toenmalig|voormalig|demissionair|destijds|toen|indertijd)[ ])?(?:{words_of(Cue.OFFICE)})"
    r"(?=[ ](?:van|voor|in)[ ]|[ ]?[,.;:)\n|]|$)"
)
# A signature: the name, and the office on the line below it.
_OFFICE_BELOW = re.compile(
    r"[ ]?\n+(?:De |de )?(?:[Mm]inister|[Ss]taatssecretaris)(?:-president)?"
    r"(?:[ ](?:van|voor)[ ][^\n.]{3,90})?,?(?:\n|$)"
)
# A unit in a row of a list, behind the function.
_LONGEST_UNIT = 5  # letters
_FUNCTION_BEFORE = re.compile(rf"(?:^|[|\n][ ]?)(?:{words_of(Cue.CIVIL)})[ ]\Z", re.IGNORECASE)


def is_unit_in_row(text: str, start: int, end: int) -> bool:
    """Letters behind a function in a cell, with a name in the next: "Afdelingshoofd DAI | J. van der Meulen"."""
    letters = text[start:end].isupper() and end - start <= _LONGEST_UNIT
    beside = letters and re.match(r"[ ]\|[ ][A-Z\[]", text[end : end + 4])
    return bool(beside and _FUNCTION_BEFORE.search(text, max(0, start - 40), start))


def following(text: str, end: int) -> frozenset[Cue]:
    """What stands right after a name: a party, "c.s.", a function, a telephone number."""
    found = set()
    if _PARTY.match(text, end) or _PARTY_CELL.match(text, end):
        found.add(Cue.PARTY)
    if _CS.match(text, end):
        found.add(Cue.MOTION)
    if _BEHIND_AFTER.match(text, end):
        found.add(Cue.CIVIL)
    if any(pattern.match(text, end) for pattern in (_OFFICE_AFTER, _OFFICE_BELOW, _WAS_OFFICE)) or is_local_office(
        text, end
    ):
        found.add(Cue.OFFICE)
    return frozenset(found)
