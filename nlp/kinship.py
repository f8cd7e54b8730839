"""Whether two entries of different documents are about the same commitment or motion, and why."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.knowledge import load_list
from corpus.stem import WORD, stem, stems
from corpus.told import Told

# Of the weight of the shorter wording's rare words, so much must be in the other.
SHARE = 0.55
# With the same addressee, or made on the same day, less will do.
SHARE_WITH_MORE = 0.35
# Two words are enough only where they are nearly all that is said: "wachttijden in de jeugdzorg"; one only where it is
# all that is said, and long enough to be a subject of its own: "kinderopvangtoeslag".
SHARE_OF_FEW, SHARE_OF_ONE = 0.75, 0.95
FEW, LONG = 2, 10
_NAMED = re.compile(
    r"\b(?:lid|leden|heer|mevrouw|collega)\s+"
    r"((?:(?:van|de|der|den|ter|ten)\s+)*[A-Z][\w-]+(?:(?:,|\s+en)?\s+[A-Z][\w-]+)*)"
)
_SALUTATION = re.compile(r"^\s*Geachte\s[^,\n]{0,60},\s*")
_YEAR = re.compile(r"\b20\d\d\b")
# Short names of laws and bodies tell as much as a long word: "Wmo", "AOW", "IND".
_SHORT = re.compile(r"\b(?:[A-Z]{2,3}|[A-Z][a-z]{1,2}|[A-Z][a-z][A-Z])\b")
_PERSON = re.compile(r"\b(?:lid|leden|heer|mevrouw)\s")
# Words of promising and of the House are in every promise and tell nothing of what it is about.
_USUAL = frozenset(stems(" ".join(load_list("nlp", "threads")["usual"]["words"])))


class Join(NamedTuple):
    """Two entries that belong together, and why, in Dutch for the reader."""

    a: str
    b: str
    why: str


def rare_words(items: Sequence[Told]) -> dict[str, dict[str, float]]:
    """The telling stems of each entry with their weight: the fewer entries have a stem, the more it tells."""
    held = {item.ref: telling(item) for item in items}
    count = Counter(one for found in held.values() for one in found)
    weight = {one: math.log(1 + len(items) / number) for one, number in count.items()}
    return {ref: {one: weight[one] for one in sorted(found)} for ref, found in held.items()}


def telling(item: Told) -> frozenset[str]:
    """The stems of an entry that tell what it is about: not of promising, of its deadline, or of whom it was told."""
    said = _SALUTATION.sub("", item.sentence)
    who = " ".join([*_NAMED.findall(f"{said} {item.what}"), item.recipient or ""])
    when = item.due.text if item.due else ""
    return telling_stems(f"{_SALUTATION.sub('', item.what)} {said}") - set(stems(f"{who} {when}"))


@lru_cache(maxsize=1 << 14)
def telling_stems(text: str) -> frozenset[str]:
    """The stems of a text that are not in every promise."""
    short = {one for word in _SHORT.findall(text) for one in stems(word) if len(word) < 4 and one not in _USUAL}
    return frozenset({one for one in stems(text) if _tells(one)} | short)


def _other_years(a: Told, b: Told) -> bool:
    """Whether both name years of their subject and none is the same: "het actieplan 2024", "het actieplan 2025"."""
    years = []
    for item in (a, b):
        when = set(_YEAR.findall(f"{item.due.text if item.due else ''} {item.made_on or ''}"))
        years.append(set(_YEAR.findall(item.what)) - when)
    return bool(years[0] and years[1] and not years[0] & years[1])


def _tells(one: str) -> bool:
    return len(one) > 3 and not one.isdigit() and one not in _USUAL


def commitments_agree(a: Told, b: Told, words: dict[str, dict[str, float]]) -> Join | None:
    """Two promises of the same office about the same thing; promises of one document are apart unless alike.

    "Ik zal uw Kamer in het voorjaar van 2025 informeren over de wachttijden in de jeugdzorg" and "Hiermee doe ik de
    toezegging over de wachttijden in de jeugdzorg gestand" are one.
    """
    if not same_actor(a.actor, b.actor):
        return None
    shared = [one for one in words[a.ref] if one in words[b.ref]]
    least = min(sum(words[a.ref].values()), sum(words[b.ref].values()))
    share = sum(words[a.ref][one] for one in shared) / least if least else 0.0
    more = _more(a, b)
    needed = 0.9 if a.stem == b.stem else SHARE_WITH_MORE if more else SHARE if len(shared) > FEW else SHARE_OF_FEW
    if len(shared) == 1:
        needed = SHARE_OF_ONE if a.stem != b.stem and a.actor and b.actor and len(shared[0]) >= LONG else 2.0
    if share < needed or not shared or _other_years(a, b):
        return None
    told = f"dezelfde woorden: {', '.join(_worded(a, sorted(shared, key=lambda s: -words[a.ref][s])[:5]))}"
    return Join(a.ref, b.ref, f"{told}{f'; {more}' if more else ''}")


def _worded(item: Told, found: Sequence[str]) -> list[str]:
    """Stems as the words that stand in the text, for the reader."""
    words = {stem(word): word for word in reversed(WORD.findall(f"{item.sentence} {item.what}"))}
    return [words.get(each, each).lower() for each in found]


def _more(a: Told, b: Told) -> str:
    """What else two promises have in common: a member to whom they were made, or the day."""
    if a.recipient and a.recipient == b.recipient and _PERSON.search(f"{a.recipient} "):
        return f"beide aan {a.recipient}"
    if a.made_on and a.made_on in (b.made_on, b.date) and a.made_on != a.date:
        return f"beide gedaan op {a.made_on}"
    if b.made_on and b.made_on == a.date and b.made_on != b.date:
        return f"gedaan op {b.made_on}"
    return ""


def same_actor(a: str | None, b: str | None) -> bool:
    """Whether two names of offices may be one: an unnamed one may be any, the cabinet every minister.

    >>> same_actor("minister van BZK", "kabinet"), same_actor("minister van BZK", "minister van OCW")
    (True, False)
    """
    if not a or not b or a == b:
        return True
    if {a, b} & {"kabinet", "regering"}:
        return all(each.startswith(("minister", "staatssecretaris", "kabinet", "regering")) for each in (a, b))
    ministries = [each.partition(" van ")[2] for each in (a, b)]
    if ministries[0] and ministries[0] == ministries[1]:
        return True  # "ministerie van BZK" and "minister van BZK"
    # "minister" where the document does not say of what.
    bare = [each for each in (a, b) if each in ("minister", "staatssecretaris")]
    return bool(bare) and all(each.startswith(bare[0]) for each in (a, b))


def motions_agree(a: Told, b: Told) -> Join | None:
    """Two mentions of a motion by the same movers, where at most one has a number and the dossier or subject agrees."""
    if not a.movers or not b.movers or (a.number is not None and b.number is not None) or a.stem == b.stem:
        return None
    words = [telling_stems(each.what) for each in (a, b)]
    shared = words[0] & words[1]
    alike = len(shared) >= 2 and len(shared) >= SHARE * min(map(len, words))
    if not _same_movers(a, b, alike) or (a.dossier and b.dossier and a.dossier != b.dossier):
        return None
    if alike:
        return Join(a.ref, b.ref, f"dezelfde indieners en onderwerp: {', '.join(_worded(a, sorted(shared)[:5]))}")
    if a.dossier and a.dossier == b.dossier and not (words[0] and words[1] and not shared):
        return Join(a.ref, b.ref, f"dezelfde indieners, dossier {a.dossier}")
    return None


def _same_movers(a: Told, b: Told, alike: bool) -> bool:
    """The same names in any order; of motions about the same thing the first one is enough."""
    names = [[" ".join(stems(name)) for name in each.movers] for each in (a, b)]
    if sorted(names[0]) == sorted(names[1]):
        return True
    first = names[0][0] == names[1][0]
    return first and (a.and_others or b.and_others or (alike and min(map(len, names)) == 1))
