"""Who holds an office, says the register: of a name, on the day of a text, and by what the text says of its bearer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anonymize import words
from anonymize.called import APPOSED
from anonymize.cues import Cue
from anonymize.person import Name, fold
from anonymize.politics import acts_as_member, speaks_of_the_house, tabled_by
from anonymize.public import Person, built_in
from anonymize.ruling import Ruling
from corpus.decisions import Finding, Verdict

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
# A surname that more people bear than this does not make a first name and surname one person's.
_FREQUENT = 10_000
_RARE = 5_000
# So few bear the surname of somebody who governed that a text without a date means that one; it is listed to look at.
HARDLY_BORNE = 400
_OWN = frozenset({"mijn", "Mijn", "onze", "Onze"})
# "Mijn voorganger, mevrouw Keijzer, heeft": said by or to who governs
_PREDECESSOR = re.compile(
    r"\b(?P<whose>[Mm]ijn|[Uu]w|[Oo]nze|van (?:de|deze) minister|van de staatssecretaris)[ ](?:ambts)?voorgangers?,?[ ]"
    r"(?:(?:mevrouw|de heer|mw\.|dhr\.|mevr\.)[ ])?$"
)
_COLLEAGUE = re.compile(r"\b(?P<whose>[Mm]ijn|[Uu]w|[Oo]nze)[ ](?:ambts)?collega[ ]$")
# "De minister zegt toe dit met haar collega Madlener te bespreken": who governs has these as well
_COLLEAGUE_OF = re.compile(
    r"\b(?:[Dd]e|[Uu]w) (?:minister|staatssecretaris)\b[^.;:\n]{0,120}\b(?:haar|zijn) (?:ambts)?collega $"
)
# "M VWS (dhr. Kuipers)"; "mede namens de staatssecretarissen Van Rij en De Vries"; "uw ambtgenoot Van Weel"
_OFFICE_BEFORE = re.compile(
    r"(?<!amens )(?<!amens de )\b(?:M|Stas|stas|[Mm]inister|[Ss]taatssecretaris)(?: van| voor)?[ ][A-Z][A-Za-z]{1,5}[ ]"
    r"\((?:(?:de heer|dhr\.?|mevrouw|mevr\.?|mw\.?)[ ])?$"
    r"|\b(?:ministers|staatssecretarissen|bewindslieden)[ ]"
    r"(?:(?:[A-Z][\w'’-]*|van|de|der|den|ten|ter|te|in|'t|’t),?[ ]){1,8}en[ ]$"
    r"|\bambtgeno(?:ot|te)[ ]$"  # officials have colleagues
)
# "| B. Madlener (voorzitter) | minister van Infrastructuur en Waterstaat |"
_OFFICE_CELL = re.compile(
    r"(?:[ ]\([a-z -]{2,20}\))?[ ]\|[ ](?:[Mm]inister|[Ss]taatssecretaris)"
    r"(?:[ ](?:van|voor)[ ][^|\n]{2,70}|[ ])?(?:\||\n|$)"
)

# "De Oekraïense ambtgenoot Sybiha": officials have colleagues, who governs has these
_ABROAD = re.compile(r"\b[A-Z][a-zë-ï]+se[ ]ambtgeno(?:ot|te)[ ]$")


@dataclass(frozen=True)
class Holders:
    """The register as a text may mean it: `on` is its day, `about` a day that it gives where its own is unknown."""

    text: str
    on: date | None
    about: date | None
    parliamentary: bool

    def of(self, name: Name) -> tuple[Person, ...]:
        """Those with whom a name agrees, in office on the day of the text or that it gives."""
        both = f"{name.given} {name.family}" if name.given and not name.interfix else ""
        day = self.on or self.about
        half = name._replace(family=name.family.split()[0]) if name.interfix and " " in name.family else None
        found = built_in().find(name, day) or (built_in().double(both, day) if both else ())
        return found or (built_in().find(half, day) if half else ())  # "C. van Nieuwenhuizen Wijbenga"

    def in_office(self, name: Name, *, governs: bool) -> Ruling | None:
        """The office that somebody of this name holds on the day; "dijkgraaf Kroon", called by one, is no member."""
        holders = tuple(holder for holder in self.of(name) if not governs or _governs(holder))
        return Ruling(Verdict.KEEP, office_of(holders, self.on)) if holders else None

    def sure_of(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """Without a cue the register speaks only for a name that leaves little room for a namesake."""
        holders = () if name.bare or finding.rule == "file" else built_in().find(name, self.on or self.about)
        if not holders:
            return None
        letters = len(name.initials.replace(".", ""))
        governs = any(_governs(holder) for holder in holders)
        bearers = words.bearers(name.interfix, name.family)
        if own & {Cue.MAIL, Cue.CLOSING} and not (governs and (name.given or letters > 2)):
            return None
        if name.given:
            sure = self.on is not None or bearers < _FREQUENT or speaks_of_the_house(self.text, finding.span, near=True)
        else:
            half = "-" in name.family and not any(is_whole(name, holder) for holder in holders)
            sure = letters > 1 or (governs and self.on is not None) or (bearers < _RARE and not half)
        return Ruling(Verdict.KEEP, office_of(holders, self.on)) if sure else None

    def rare(self, name: Name) -> tuple[Person, ...]:
        """Those of the register whom a bare surname of few can mean; a double name is not its first half."""
        rare = name.bare and words.bearers(name.interfix, name.family) < _RARE and not words.trust(name.family)
        holders = self.of(name) if rare else ()
        return tuple(holder for holder in holders if "-" not in name.family or is_whole(name, holder))

    def predecessor(self, name: Name, finding: Finding) -> Ruling | None:
        """Who governed before, called so and known to the register of any day."""
        called = _PREDECESSOR.search(self.text, max(0, finding.span.start - 45), finding.span.start)
        if not called or (called["whose"] in _OWN and not self.parliamentary):
            return None  # an official has a predecessor as well
        governed = any(map(_governs, built_in().find(name, None)))
        rare = words.bearers(name.interfix, name.family) < _FREQUENT
        return Ruling(Verdict.KEEP, "Voorganger in een openbaar ambt") if governed and rare else None

    def colleague(self, name: Name, finding: Finding) -> Ruling | None:
        """A colleague of who governs: "Uw collega Opstelten", in a letter to the House "mijn collega Kamp"."""
        if _ABROAD.search(self.text, max(0, finding.span.start - 45), finding.span.start):
            return Ruling(Verdict.KEEP, "Bekleder van een openbaar ambt in een ander land, zo genoemd in de tekst")
        called = _COLLEAGUE.search(self.text, max(0, finding.span.start - 45), finding.span.start)
        day = self.on or self.about
        if not called or day is None or (called["whose"] in _OWN and not self.parliamentary):
            return None  # an official has colleagues as well
        holders = tuple(filter(_governs, self.of(name)))
        rare = words.bearers(name.interfix, name.family) < _FREQUENT
        return Ruling(Verdict.KEEP, office_of(holders, day)) if holders and rare else None

    def beside_office(self, name: Name, finding: Finding) -> Ruling | None:
        """Who governs on the day and has the office beside the name, shares it in a list, or is called a colleague.

        A cell beside may be whom somebody writes to, and "haar collega" another one's: there the surname must be rare.
        """
        span, day = finding.span, self.on or self.about
        sure = _OFFICE_BEFORE.search(self.text, max(0, span.start - 90), span.start)
        likely = _OFFICE_CELL.match(self.text, span.end) or _COLLEAGUE_OF.search(
            self.text, max(0, span.start - 160), span.start
        )
        if day is None or not (sure or (likely and words.bearers(name.interfix, name.family) < _RARE)):
            return None
        holders = tuple(filter(_governs, self.of(name)))
        return Ruling(Verdict.KEEP, office_of(holders, day)) if holders else None

    def acting_member(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """In office and doing what only members do: "Kröger zal een motie indienen", beside an official Kröger."""
        tabled = tabled_by(self.text, finding.span.start)
        if not tabled and (own - {Cue.MOTION} or not acts_as_member(self.text, finding.span.end)):
            return None
        holders = self.of(name)
        return Ruling(Verdict.KEEP, office_of(holders, self.on)) if holders else None

    def addressed_member(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """A rare surname in a letter to the House, in office on its date: "mevrouw Bergkamp"."""
        if not self.parliamentary or self.on is None or own != {Cue.SALUTATION}:
            return None
        holders = self.of(name) if words.bearers(name.interfix, name.family) < _RARE else ()
        if not holders and name.interfix and words.bearers("", name.family) < _FREQUENT and self._in_debate(finding):
            holders = self.of(name)
        return Ruling(Verdict.KEEP, office_of(holders, self.on)) if holders else None

    def spoken_of_member(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """A rare surname of one who governs, or of a member near words about the House: "Van Huffelen wil weten"."""
        if not name.bare or own or finding.rule == "file":
            return None
        holders = tuple(holder for holder in self.of(name) if "-" not in name.family or is_whole(name, holder))
        governs = any(map(_governs, holders))
        before = self.text[max(0, finding.span.start - 60) : finding.span.start]
        if governs and APPOSED.search(before):
            return Ruling(Verdict.KEEP, office_of(holders, self.on))  # "Namens de minister van VRO, Keijzer,"
        bearers = words.bearers(name.interfix, name.family)
        if not holders or bearers >= _RARE:
            return None
        if governs and self.on is None and bearers < HARDLY_BORNE and not words.trust(name.family):
            return Ruling(Verdict.KEEP, office_of(holders, self.on))  # "De agenda van Kaag is bijgewerkt."
        if (self.on or self.about) and governs:
            return Ruling(Verdict.KEEP, office_of(holders, self.on or self.about))
        # Without a date the list holds everybody who ever was a member: only the words right beside the name count then
        if not speaks_of_the_house(self.text, finding.span, near=self.on is None):
            return None
        return Ruling(Verdict.KEEP, office_of(holders, self.on))

    def _in_debate(self, finding: Finding) -> bool:
        """A debate or questions are spoken of in the same breath: "in het debat vroeg mevrouw Van der Plas"."""
        near = self.text[max(0, finding.span.start - 150) : finding.span.end + 60]
        return bool(
            re.search(
                r"\b(?:debat|motie|Kamervragen|overleg van|vroeg|vroegen|toegezegd aan|toezegging|vra(?:ag|gen) van)\b",
                near,
            )
        )


def is_whole(name: Name, holder: Person) -> bool:
    """Whether a double name is the holder's whole name: "Van Houwelingen-Krab" is not the member Van Houwelingen."""
    return fold(holder.name.family) == fold(name.family)


def _governs(holder: Person) -> bool:
    return "minister" in holder.role.lower() or "staatssecretaris" in holder.role.lower()


def office_of(holders: Sequence[Person], on: date | None) -> str:
    """Such as "Minister van Justitie en Veiligheid op 25 juli 2024 (register)"."""
    holder = next((h for h in holders if "lid" not in h.role), holders[0])
    when = f" op {on.day} {MONTHS[on.month - 1]} {on.year}" if on else ""
    return f"{holder.role[:1].upper()}{holder.role[1:]}{when} (register)"
