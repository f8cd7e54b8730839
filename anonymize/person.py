"""A Dutch name taken apart, and the question whether two names may be one person's.

>>> parse("mr. dr. J.W. van der Berg-Smit")
Name(given='', initials='J.W.', interfix='van der', family='Berg-Smit')
>>> parse("El Khatabi, Soufiane")
Name(given='Soufiane', initials='', interfix='El', family='Khatabi')
>>> parse("R. (Robert) Tieman")
Name(given='Robert', initials='R.', interfix='', family='Tieman')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anonymize import cues

_TITLES = re.compile(rf"^(?:(?:{cues.any_of('titles')})\.?\s+)+", re.IGNORECASE)
_INTERFIX = re.compile(rf"(?:^|(?<=\s))({cues.INTERFIX})\s+(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(rf"(?:{cues.INITIAL}[ ]?\.[\s-]?){{1,9}}")
_FIX_BEFORE = re.compile(rf"^(?:{cues.INTERFIX})\s+")
_CALLED = re.compile(r"\(([^\W\d_][\w-]+)\)\s+(?=\S)")  # behind initials: what somebody is called
_INSIDE = re.compile(rf"[-‑–](?:{cues.INTERFIX})\s", re.IGNORECASE)


class Name(NamedTuple):
    """The parts of a name as they were written; "" where a part is lacking."""

    given: str
    initials: str
    interfix: str
    family: str

    @property
    def bare(self) -> bool:
        """Only a surname, with or without interfix."""
        return not self.given and not self.initials


def fold(text: str) -> str:
    """Small letters without accents, one kind of apostrophe and hyphen, single blanks.

    >>> fold("Yeşilgöz–Zegerius")
    'yesilgoz-zegerius'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    low = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("ı", "i").replace("ø", "o").lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return " ".join(plain.split())


@lru_cache(maxsize=20_000)
def parse(text: str) -> Name:
    """Take a name apart: titles are dropped, "Surname, First" is turned round."""
    text = " ".join(text.split())
    while (shorter := _TITLES.sub("", text)) != text:
        text = shorter
    last, comma, first = text.partition(",")
    if comma and first.strip():
        text = f"{first.strip()} {last.strip()}"
    initials, called = "", ""
    head = _INITIALS.match(text)
    if head:
        initials, text = head[0].replace(" ", ""), text[head.end() :].strip()
        if first_name := _CALLED.match(text):
            called, text = first_name[1], text[first_name.end() :]
    # "Faber-van de Klashorst" is one surname: the interfix inside it is not the name's own
    text = _INSIDE.sub(lambda inside: inside[0].replace(" ", "\0"), text)
    found = _INTERFIX.search(text)
    if found:
        given, interfix, family = text[: found.start()], found[1], text[found.end() :]
    elif initials:
        given, interfix, family = "", "", text
    else:
        pieces = text.split() or [""]
        given, interfix, family = " ".join(pieces[:-1]), "", pieces[-1]
    return Name(given.strip() or called, initials, interfix, family.replace("\0", " ").strip())


@lru_cache(maxsize=20_000)
def families(name: Name) -> frozenset[str]:
    """The wordings under which the surname may appear: with and without interfix, each half of a double name.

    >>> sorted(families(parse("Marjolein Faber-van de Klashorst")))
    ['faber', 'faber-van de klashorst', 'klashorst', 'van de klashorst']
    """
    whole = fold(name.family)
    forms = {whole, fold(f"{name.interfix} {name.family}")}
    if "-" in whole:
        for half in whole.split("-"):
            parsed = _FIX_BEFORE.sub("", half.strip())
            forms |= {half.strip(), parsed}
    return frozenset(form for form in forms if len(form) > 1)


def same_family(one: Name, other: Name) -> bool:
    """True when the surnames agree, in whole or by one half of a double name; an interfix may not differ."""
    if one.interfix and other.interfix and fold(one.interfix) != fold(other.interfix):
        return bool(_halves(one) & _halves(other))
    return bool(families(one) & families(other))


def _halves(name: Name) -> frozenset[str]:
    return frozenset(form for form in families(name) if " " in form)


def agree(one: Name, other: Name) -> bool:
    """True when both may be one person: the surnames agree and no first name or initial speaks against it.

    >>> agree(parse("D. van Weel"), parse("David van Weel")), agree(parse("J. van Weel"), parse("David van Weel"))
    (True, False)
    """
    if not same_family(one, other):
        return False
    if one.given and other.given:
        mine, theirs = fold(one.given).split()[0], fold(other.given).split()[0]
        return mine == theirs
    mine, theirs = _letters(one), _letters(other)
    return not mine or not theirs or mine.startswith(theirs) or theirs.startswith(mine)


def _letters(name: Name) -> str:
    if name.initials:
        return fold(name.initials.replace("-", "")).replace(".", "")
    return fold(name.given)[:1]
