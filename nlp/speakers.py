"""What "ik" and "u" stand for in one document, and to which House it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Part
from corpus.records import Kind, Profile
from nlp.abbreviations import introduced, units
from nlp.actors import bodies_in, office_at, office_in
from nlp.drafter import drafter
from nlp.dutch import Reading
from nlp.ministries import written
from nlp.signatory import addressee
from nlp.turns import Turn, Voice

_TO_MINISTER = re.compile(r"[Tt]\.?a\.?v\.?[^\n|]{3,60}, (?:de )?minister\b")
_GOVERNS = re.compile(r"minister|staatssecretaris")
_ADDRESSED = re.compile(
    r"(?:Aan )?(?:[Dd]e |Zijne Excellentie de |Hare Excellentie de )?(?=(?:[Mm]inister|[Ss]taatssecretaris)\b)"
)


def _written_to(reading: Reading) -> str | None:
    """The office to whom somebody outside writes, by the lines of the address: "u" in a letter of a water board."""
    for block in reading.document.parts(Part.HEAD):
        text = reading.document.at(block.span)
        if _TO_MINISTER.search(text) and (ministry := re.search(r"[Mm]inisterie (van [^\n|]+)", text)):
            return office_in(f"minister {ministry[1]}")
        if (found := _ADDRESSED.match(text)) and (office := office_at(text, found.end())):
            return office.name
    return None


def _says_we(reading: Reading) -> bool:
    said = "\n".join(reading.text(sentence) for sentence in reading.sentences)
    return bool(re.search(r"\b[Ww]ij\b", said)) and not re.search(r"\b[Ii]k\b", said)


@dataclass(frozen=True)
class Speakers:
    """What "ik", "u" and "wij" stand for in one document, and who acts where nobody is named."""

    me: str | None
    you: str | None
    agent: str | None
    house: str
    offices: tuple[str, ...] = ()
    we: str | None = None
    short: frozenset[str] = frozenset()
    private: bool = False

    @staticmethod
    def of(reading: Reading, profile: Profile, signatories: Sequence[str]) -> Speakers:
        head = " ".join(reading.document.at(b.span) for b in reading.document.parts(Part.HEAD, Part.COLOPHON))
        senate = "Eerste Kamer" in head and "Tweede Kamer" not in head
        house = "Eerste Kamer" if senate else "Tweede Kamer"
        if profile.kind is Kind.BESLISNOTA:
            you = addressee(reading.document, profile)
            ministry = f"ministerie van {written(profile.ministry)}" if profile.ministry else None
            short = introduced(reading.document.text) | units(reading.document)
            return Speakers(drafter(reading.document) or ministry, you, you, house, short=short)
        first = signatories[0] if signatories else None
        you = _written_to(reading) if profile.kind is Kind.BRIEF and not (first and _GOVERNS.match(first)) else None
        private = profile.kind is Kind.BRIEF and not (first or profile.ministry or any(bodies_in(head)))
        short = introduced(reading.document.text)
        we = " en ".join(signatories[:2]) or None
        # of two that write "wij" nobody can tell who acts in a passive; of a letter in "ik" it is the first
        agent = we if _says_we(reading) else first
        return Speakers(first, you, agent, house, we=we, short=short, private=private)

    def within(self, turns: tuple[Turn, ...], turn: Turn | None) -> Speakers:
        """The same while a turn of a debate lasts: "ik" is the minister who speaks, no member of the House acts."""
        if turn is None:
            return self
        offices = tuple(dict.fromkeys(each.office for each in turns if each.office))
        me = turn.office if turn.voice is Voice.OFFICE else None
        return replace(self, me=me, you=None, agent=me, offices=offices, we=None)

    def full(self, role: str) -> str:
        """Whom "de minister" means in a debate: the one of that role who speaks in it, if there is one."""
        known = [office for office in self.offices if office.split()[0] == role]
        return known[0] if len(known) == 1 else role
