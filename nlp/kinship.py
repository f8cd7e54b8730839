"""Whether two entries of different documents are about the same commitment or motion, and why."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.knowledge import load_list
from corpus.stem import WORD, stem, stems
from corpus.told import Told

# Of the weight of the shorter wording's rare words, so much must be in the other.
SHARE = 0.55
# With the same addressee, or made on the same day, less will do.
SHARE_WITH_MORE = 0.35
# Two words are enough only where they are nearly all that is said: "wachttijden in de jeugdzorg".
SHARE_OF_FEW = 0.75
FEW = 2
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


def telling(item: Told) -> set[str]:
    """The stems of an entry that tell what it is about: not of promising, not of its deadline."""
    when = set(stems(item.due.text)) if item.due else set()
    return telling_stems(f"{item.what} {item.sentence}") - when


def telling_stems(text: str) -> set[str]:
    """The stems of a text that are not in every promise."""
    return {one for one in stems(text) if _tells(one)}


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
    if share < needed or len(shared) < FEW:
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
    # "ministerie van BZK" and "minister van BZK"; "minister" where the document does not say of what.
    return (
        (bool(ministries[0]) and ministries[0] == ministries[1]) or "minister" in (a, b) or "staatssecretaris" in (a, b)
    )


def motions_agree(a: Told, b: Told) -> Join | None:
    """Two mentions of a motion by the same movers, where at most one has a number and the dossier or subject agrees."""
    if not a.movers or not b.movers or (a.number is not None and b.number is not None):
        return None
    if a.stem == b.stem or not _same_movers(a, b):
        return None
    if a.dossier and a.dossier == b.dossier:
        return Join(a.ref, b.ref, f"dezelfde indieners, dossier {a.dossier}")
    if a.dossier and b.dossier:
        return None
    words = [telling_stems(each.what) for each in (a, b)]
    shared = words[0] & words[1]
    if len(shared) >= 2 and len(shared) >= SHARE * min(map(len, words)):
        return Join(a.ref, b.ref, f"dezelfde indieners en onderwerp: {', '.join(_worded(a, sorted(shared)[:5]))}")
    return None


def _same_movers(a: Told, b: Told) -> bool:
    """The same names, or the same first one where either says "c.s."."""
    names = [[" ".join(stems(name)) for name in each.movers] for each in (a, b)]
    return names[0] == names[1] or ((a.and_others or b.and_others) and names[0][0] == names[1][0])
