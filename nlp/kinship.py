"""Whether two entries of different documents are about the same commitment or motion, and why."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.stem import stems
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
_USUAL = frozenset(
    stems(
        "kamer kamers uw tweede eerste zal zullen zult worden wordt geïnformeerd informeren informeer sturen stuur gestuurd brief"
        " kamerbrief toezegging toezeggingen toegezegd motie moties uiterlijk voor na het de een van over met deze dit dat die"
        " aan in op te om en er ik wij we u is zijn heb heeft hebben bij door als ook hierover daarover nader doe gestand"
        " januari februari maart april mei juni juli augustus september oktober november december ontvangt ontvangen komt komen"
        " volgend komend jaar zomer reces voorjaar najaar kwartaal begin medio eind einde week maand eerst half helft gaan gaat"
        " minister staatssecretaris kabinet regering lid leden heer mevrouw voortgang uitvoering gegeven"
    )
)


class Join(NamedTuple):
    """Two entries that belong together, and why, in Dutch for the reader."""

    a: str
    b: str
    why: str


def rare_words(items: Sequence[Told]) -> dict[str, dict[str, float]]:
    """The telling stems of each entry with their weight: the fewer entries have a stem, the more it tells."""
    held = {item.ref: _telling(item) for item in items}
    count = Counter(stem for found in held.values() for stem in found)
    weight = {stem: math.log(1 + len(items) / number) for stem, number in count.items()}
    return {ref: {stem: weight[stem] for stem in sorted(found)} for ref, found in held.items()}


def _telling(item: Told) -> set[str]:
    when = set(stems(item.due.text)) if item.due else set()
    return {stem for stem in stems(f"{item.what} {item.sentence}") if _tells(stem) and stem not in when}


def _tells(stem: str) -> bool:
    return len(stem) > 3 and not stem.isdigit() and stem not in _USUAL


def commitments_agree(a: Told, b: Told, words: dict[str, dict[str, float]]) -> Join | None:
    """Two promises of the same office about the same thing; promises of one document are apart unless alike.

    "Ik zal uw Kamer in het voorjaar van 2025 informeren over de wachttijden in de jeugdzorg" and "Hiermee doe ik de
    toezegging over de wachttijden in de jeugdzorg gestand" are one.
    """
    if not same_actor(a.actor, b.actor):
        return None
    shared = [stem for stem in words[a.ref] if stem in words[b.ref]]
    least = min(sum(words[a.ref].values()), sum(words[b.ref].values()))
    share = sum(words[a.ref][stem] for stem in shared) / least if least else 0.0
    more = _more(a, b)
    needed = 0.9 if a.stem == b.stem else SHARE_WITH_MORE if more else SHARE if len(shared) > FEW else SHARE_OF_FEW
    if share < needed or len(shared) < FEW:
        return None
    told = f"dezelfde woorden: {', '.join(sorted(shared, key=lambda s: -words[a.ref][s])[:5])}"
    return Join(a.ref, b.ref, f"{told}{f'; {more}' if more else ''}")


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
    return (bool(ministries[0]) and ministries[0] == ministries[1]) or "minister" in (a, b) or "staatssecretaris" in (a, b)


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
    words = [{stem for stem in stems(each.what) if _tells(stem)} for each in (a, b)]
    shared = words[0] & words[1]
    if len(shared) >= 2 and len(shared) >= SHARE * min(map(len, words)):
        return Join(a.ref, b.ref, f"dezelfde indieners en onderwerp: {', '.join(sorted(shared)[:5])}")
    return None


def _same_movers(a: Told, b: Told) -> bool:
    """The same names, or the same first one where either says "c.s."."""
    names = [[" ".join(stems(name)) for name in each.movers] for each in (a, b)]
    return names[0] == names[1] or ((a.and_others or b.and_others) and names[0][0] == names[1][0])
