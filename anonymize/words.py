"""May this word be part of a name? Frequency of the word against the number of people who bear it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from wordfreq import zipf_frequency

from corpus.knowledge import load_list
from nlp.gazetteer import FAIR, SURE, WEAK, first_names, places, surnames


def keep() -> Mapping[str, Any]:
    """The contents of lists/keep.toml."""
    return load_list("anonymize", "keep")


_USUAL = 2.8  # Zipf: a word that everybody knows


@cache
def listed(table: str) -> frozenset[str]:
    """The words of a table in keep.toml."""
    return frozenset(keep()[table]["words"].split())


@cache
def listed_weak_endings() -> frozenset[str]:
    """Ends of words that name a thing, but a person too where initials stand before it."""
    return frozenset(keep()["thing_endings"]["weak"].split())


def is_stop(word: str) -> bool:
    """A word that is no part of a name: a heading, a ministry's field, a function word."""
    low = word.lower()
    return low in listed("stop") or (len(low) > 3 and _plain(low) in listed("stop"))


@lru_cache(maxsize=20_000)
def is_nearly_stop(word: str) -> bool:
    """A long stop word that was read with one slip: "Geadyviseerd"."""
    low = word.lower()
    if len(low) < _LONG or low in listed("stop"):
        return False
    near = (stop for stop in listed("stop") if abs(len(stop) - len(low)) <= 1 and stop[:2] == low[:2])
    return any(_one_slip(low, stop) for stop in near)


def _one_slip(read: str, meant: str) -> bool:
    """Whether a letter was added, lost or taken for another."""
    short, long = sorted((read, meant), key=len)
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[start:] == long[start + 1 :] if len(short) < len(long) else short[start + 1 :] == long[start + 1 :]


@lru_cache(maxsize=20_000)
def _plain(low: str) -> str:
    """Without accents, as the lists often have a foreign name: "nguyễn" is "nguyen" there."""
    bare = low.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


def trust(word: str) -> int:
    """How far a word may be trusted as a first name: 0 (not at all) to SURE; "Bart-Jan" by its parts."""
    low = word.lower().replace("’", "'")
    known = first_names()
    parts = low.split("-")
    if len(parts) > 1 and any(known.get(part, 0) >= FAIR for part in parts) and all(len(part) > 1 for part in parts):
        return SURE if all(part in known for part in parts) else WEAK
    return known.get(low) or known.get(_plain(low), 0)


@lru_cache(maxsize=50_000)
def nameness(word: str) -> float:
    """Above 0 a surname rather than a word: log10 of its bearers less its frequency (Zipf) in Dutch.

    >>> nameness("Bakker") > 0 > nameness("Kern")
    True
    """
    parts = [part for part in re.split(r"[-\s]", word.lower()) if part]
    if len(parts) > 1:
        return max(nameness(part) for part in parts)
    low = word.lower()
    return math.log10(surnames().get(low, 0) + 1) - float(zipf_frequency(low, "nl"))


def is_surname(word: str) -> bool:
    """True for a listed surname, also for one half of a double name."""
    return any(part in surnames() or _plain(part) in surnames() for part in word.lower().split("-"))


def bearers(interfix: str, family: str) -> int:
    """How many bear a surname; the list counts surnames with an interfix apart, so a known one counts as frequent."""
    count = surnames().get(family.lower(), 0)
    return max(count, 10_000) if interfix and count >= _SEEN_BARE else count


_LONG = 9  # letters of a word that is still told when one was misread
# Of a surname with an interfix the list counts those without: 404 are "Heuvel", many more "van den Heuvel".
_SEEN_BARE = 100


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """A word that a text uses as a word: frequent, and not borne by many.

    >>> is_ordinary("Aanleiding"), is_ordinary("Kuipers"), is_ordinary("Jagessar"), is_ordinary("Kern")
    (True, False, False, True)
    """
    if is_stop(word):
        return True
    if trust(word) >= SURE:
        return False
    if "-" in word and trust(word):
        return False
    frequency = zipf_frequency(word.lower(), "nl")
    return frequency >= 2.0 and nameness(word) < -0.4


def is_hardly_a_word(surname: str) -> bool:
    """A surname of many that Dutch texts hardly use as a word: "Pietersen", not "Bakker"."""
    return surnames().get(surname.lower(), 0) >= 1000 and nameness(surname) > 0.8


def is_strange(word: str) -> bool:
    """A word that Dutch texts hardly know: rather a foreign name than a word."""
    return len(word) > 2 and word[1:].islower() and not is_stop(word) and zipf_frequency(word.lower(), "nl") < 2.6


@lru_cache(maxsize=20_000)
def is_compound(word: str) -> bool:
    """A word that ends in a common Dutch word, so that it is rather a compound than a foreign name.

    >>> is_compound("Luchtvaartveiligheidsprogramma"), is_compound("Gebremedhin"), is_compound("Kovalenko")
    (True, False, False)
    """
    low = word.lower()
    return any(zipf_frequency(low[cut:], "nl") >= 3.6 for cut in range(3, len(low) - 3))


_LONG_UNIT = 7  # letters


def is_unit(word: str) -> bool:
    """What somebody works at, in one long word that is no surname.

    >>> is_unit("Erfgoedinspectie"), is_unit("Kaplan")
    (True, False)
    """
    endings = tuple(listed("unit_endings"))
    return len(word) > _LONG_UNIT and word.lower().endswith(endings) and not is_surname(word)


def is_function_word(word: str) -> bool:
    """One of the few hundred words that hold sentences together: "MET" and "OVER" in a line of capitals."""
    return word.isalpha() and not is_surname(word) and float(zipf_frequency(word.lower(), "nl")) >= 5.6


def is_word(word: str) -> bool:
    """A word that any Dutch text of the word list holds."""
    return float(zipf_frequency(word.lower(), "nl")) > 0


def frequency(word: str) -> float:
    """How frequent a word is in Dutch (Zipf: 3 is once in a million words)."""
    return float(zipf_frequency(word.lower(), "nl"))


def is_abbreviation(letters: str) -> bool:
    """Letters that stand for a department, a body, a law or another thing."""
    bare = letters.replace(".", "")
    known = bare in listed("units") or bare in listed("abbreviations")
    return known or len(bare) == 1 or frequency(bare) >= 2.5


def is_rare(word: str) -> bool:
    """A word that Dutch texts seldom use."""
    return float(zipf_frequency(word.lower(), "nl")) < 3.65


def is_unheard_of(word: str) -> bool:
    """A word of a surname's length that no Dutch text of the word list holds: after a first name it is a surname."""
    return 3 < len(word) < 15 and word[1:].islower() and not is_thing(word) and zipf_frequency(word.lower(), "nl") == 0


def is_common(word: str) -> bool:
    """A word that Dutch texts use every day, whatever else it is: "Nederlands", "Mei"."""
    return float(zipf_frequency(word.lower(), "nl")) >= 4.0


def is_place(word: str) -> bool:
    low = word.lower().replace("’", "'")
    return low in places() or low.replace(" ", "-") in listed("foreign_places")


@cache
def _foreign_plain() -> frozenset[str]:
    """Foreign places as addresses write them, without accents and hyphens."""
    return frozenset(_plain(place).replace("-", "") for place in listed("foreign_places") if len(place) > _SHORT_PLACE)


@cache
def _whole_things() -> re.Pattern[str]:
    things = "|".join(map(re.escape, sorted(keep()["whole"]["things"], key=len, reverse=True)))
    return re.compile(rf"(?:{things})(?!\w)")


@cache
def _bodies() -> re.Pattern[str]:
    whole, word = keep()["whole"], r"[A-Z][a-zß-ÿ]+"
    return re.compile(
        rf"(?<![\w-])(?:(?:{word}[ ])*(?:{'|'.join(whole['bodies_of'])})[ ](?:van|voor|der)[ ](?:de[ ]|het[ ])?"
        rf"(?:{word}[ ]en[ ])?{word}|(?:{word}[ ]){{1,3}}(?:{'|'.join(whole['bodies_after'])}))(?!\w)"
    )


def in_thing(text: str, at: int) -> bool:
    """True inside the name of an organisation or place whose whole name reads as a person's: "Albert Heijn"."""
    around = max(0, at - 40), at + 40
    found = chain(_whole_things().finditer(text, *around), _bodies().finditer(text, *around))
    return any(thing.start() <= at < thing.end() for thing in found)


@lru_cache(maxsize=20_000)
def is_thing(word: str) -> bool:
    """A street or building by its last part ("Thorbeckelaan", "Witthuis") that few or none bear as a surname."""
    low = word.lower()
    ends = any(low.endswith(end) and len(low) > len(end) + 2 for end in listed("thing_endings"))
    return ends and low not in surnames()


_DOMAIN = re.compile(r"[ ]?@[ ]?([\w.-]+\w)")


def domain_at(text: str, end: int) -> str:
    """The domain behind a local part that ends at `end`; "" where none is written plainly."""
    found = _DOMAIN.match(text, end)
    return found[1] if found else ""


_OFFICES = re.compile(
    r"(?:[\w-]+\.)*(?:min\w{2,8}|nationaalcoordinator\w*|rijksoverheid|overheid|rws|rvo|ind|duo|uwv|om|politie|belastingdienst|dji|coa|vng|nvwa|"
    r"igj|rivm|rechtspraak|tweedekamer|eerstekamer|raadvanstate|rekenkamer|gemeente\w+|provincie\w+)\.nl",
    re.IGNORECASE,
)


def is_functional(local: str, domain: str = "") -> bool:
    """The part before @ of a mailbox that belongs to an office, not to a person: info, postbus.x, woo.

    Within a domain of government any word that nobody is called will do: algoritmes@minbzk.nl.
    """
    low = local.lower().strip(".")
    government = bool(_OFFICES.fullmatch(domain))
    if government and _UNIT_LETTERS.fullmatch(low):
        return True  # "nprd@mindef.nl": letters that nobody can say
    if low in listed("mailboxes") or re.fullmatch(keep()["mailboxes"]["pattern"], low):
        return True
    parts = [part for part in re.split(r"[._\-]", low) if part]
    return all(part in listed("mailboxes") or (government and is_matter(part)) for part in parts)


_UNIT_LETTERS = re.compile(r"[bcdfghjklmnpqrstwxz]{4,5}")
_SHORT_PLACE = 4  # letters: "Lima" is a surname too
_USUAL_NAME = 4.2  # Zipf: a first name that is an everyday word is rather the word: "corona"
_LONG_MATTER = 9
_MATTERS = (
    "ing",
    "heid",
    "tie",
    "beleid",
    "zaken",
    "net",
    "loket",
    "beheer",
    "dienst",
    "team",
    "bureau",
    "centrum",
    "register",
    "fonds",
)


def is_matter(part: str) -> bool:
    """A word that nobody is called, or two written as one: "algoritmes", "kabinetszaken"."""
    if not part.isalpha() or is_surname(part) or (trust(part) and frequency(part) < _USUAL_NAME):
        return False
    if len(part) > _LONG_MATTER and part.endswith(_MATTERS):
        return True  # "bestuursadvisering", "voorrangstroomnet"
    if part in _foreign_plain():
        return True  # "oekraine"
    if len(part) > 3 and _names_nobody(part):
        return True
    return any(_names_nobody(part[:cut]) and _names_nobody(part[cut:]) for cut in range(4, len(part) - 3))


def is_joined(low: str) -> bool:
    """Two words of the language in one: "basisnet", "eurozonetop"."""
    return any(
        zipf_frequency(low[:cut].removesuffix("s"), "nl") >= _USUAL and zipf_frequency(low[cut:], "nl") >= 3.3
        for cut in range(4, len(low) - 2)
    )


def _names_nobody(word: str) -> bool:
    form = word if zipf_frequency(word, "nl") >= _USUAL else word.removesuffix("s")
    return float(zipf_frequency(form, "nl")) >= _USUAL and not trust(form) and nameness(form) < -1.5
