"""Whose name stays: the order of the rules for persons. Doubt hides.

1. a thing named after somebody; 2. known officials; 3. movers of motions; 4. public figures that were listed;
5. a cue beside the name: behind the scenes, or in public office; 6. the register, where first name or initials agree;
7. the same person elsewhere in the document; 8. everybody else is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from anonymize import cues, words
from anonymize.cues import BEHIND, PUBLIC, Cue
from anonymize.fame import FAMOUS, Named, Town
from anonymize.person import Name, agree, fold, parse, same_family
from anonymize.politics import acts_as_member, speaks_of_the_house, tabled_by
from anonymize.profile import PolicyProfile, Role, Treatment, role_of, standard
from anonymize.public import ALONE, Person, Register, built_in, renowned
from anonymize.things import is_thing_named_after
from corpus.decisions import Finding, Verdict
from corpus.document import Span

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
# A surname that more people bear than this does not make a first name and surname one person's.
_FREQUENT = 10_000
_RARE = 5_000
# So few bear the surname of somebody who governed that a text without a date means that one; it is listed to look at.
_HARDLY_BORNE = 400
# Who signs for a minister ("namens deze, drs. I.J. Holtrop"), or speaks for a firm ("haar woordvoerder"): no office.
_NO_OFFICE = re.compile(
    r"\b(?:namens (?:deze|dezen|hem|haar)\b[^.]{0,110}?(?:\s(?:\w{1,5}\.\s?){1,3})?|(?:haar|zijn|hun) woordvoerder "
    # "Namens het college van burgemeester en wethouders, L. de Caluwé, teamleider"
    r"|namens (?:het college|het (?:dagelijks )?bestuur|burgemeester en wethouders|gedeputeerde staten)[^.,]{0,60},\s"
    r"(?:\w{1,5}\.\s?){0,3}"
    # "de secretaris, / de burgemeester, / S. van Manen   C. van Eert": the first of two is the first's
    r"|\b(?:gemeente|provincie|loco-?)?secretaris,?\s+"
    r"(?:de )?(?:burgemeester|voorzitter|dijkgraaf|commissaris[^,.\n]{0,20}),?\s+"
    r"(?:\w{1,5}\.\s?){0,3}"
    # "De hoorcommissie bestond uit de leden Aafjes en Cremers"
    r"|(?:hoor|bezwaar|klachten|geschillen|selectie|toets|examen)\w*commissie\b[^.\n]{0,40}\b(?:lid|leden)\s[^.;\n]{0,60}"
    # "FEZ is akkoord (Kuipers)": who speaks for a unit
    rf"|(?-i:{cues.any_of('agreeing_units')})\b[^.()\n]{{0,20}}\()$",
    re.IGNORECASE,
)
# A rapporteur of the European Parliament or of the House is public, one of a tribunal is not.
_RAPPORTEUR = re.compile(r"\b[Rr]apporteur,?[ ](?:\w{1,5}\.[ ]?){0,3}$")
_ABROAD = re.compile(r"\b(?:Europe|EP\b|EU\b|Kamer|VN\b|Raad van Europa|parlement)", re.IGNORECASE)
_TITLED = re.compile(
    r"(?<![\w-])(?:[Mm]inister|[Ss]taatssecretaris|[Ss]tas|(?:Eerste |Tweede )?Kamerlid|[Hh]et lid|[Ss]enator) $"
)
_APPOSED = re.compile(
    r"\b(?:[Mm]inister|[Ss]taatssecretaris|MINISTER)[^,.\n]{0,50},[ \n]+"
    rf"(?:(?:{cues.any_of('titles')})\.?[ ]+){{0,4}}$"
)
_NO_THINGS = frozenset({"letters", "monogram", "file"})
# "De voormalige minister, Harbers,": in office on another day
_FORMER = re.compile(r"\b(?:voormalig|toenmalig|oud-|voorganger|destijds|opvolger)", re.IGNORECASE)
_OWN = frozenset({"mijn", "Mijn", "onze", "Onze"})
# "Mijn voorganger, mevrouw Keijzer, heeft": said by or to who governs
_PREDECESSOR = re.compile(
    r"\b(?P<whose>[Mm]ijn|[Uu]w|[Oo]nze|van (?:de|deze) minister|van de staatssecretaris)[ ](?:ambts)?voorgangers?,?[ ]"
    r"(?:(?:mevrouw|de heer|mw\.|dhr\.|mevr\.)[ ])?$"
)
_COLLEAGUE = re.compile(r"\b(?P<whose>[Mm]ijn|[Uu]w|[Oo]nze)[ ](?:(?:ambts)?collega|ambtgenoot)[ ]$")
_RENOWNED = "Historisch of algemeen bekend persoon"
_THING = "Naam van een wet, commissie, organisatie, straat of gebouw"


_ROLES = {
    Role.SENIOR: "Hoge ambtenaar",
    Role.SPOKESPERSON: "Woordvoerder",
    Role.AUTHOR: "Auteur of wetenschapper",
}


class Ruling(NamedTuple):
    """A verdict and its reason in Dutch; the reason names nobody."""

    verdict: Verdict
    reason: str
    doubtful: bool = False


class _Ruled(NamedTuple):
    """A finding with its name, and what evidence says of it."""

    finding: Finding
    name: Name
    ruling: Ruling | None


@dataclass(frozen=True)
class Court:
    """What is needed to rule on the names of one document."""

    text: str
    on: date | None
    known_officials: Register
    public_figures: Register
    movers: tuple[Span, ...]
    parliamentary: bool = False
    announced: Mapping[int, frozenset[Cue]] = field(default_factory=dict)
    profile: PolicyProfile = field(default_factory=standard)
    about: date | None = None  # a day that the text gives, where its own day is unknown

    def rule(self, findings: Sequence[Finding]) -> tuple[Ruling, ...]:
        """First those with evidence of their own, then the others by what was ruled on the same person."""
        ruled = self._by_what_is_told(findings)
        bare = self._bare(ruled)
        return tuple(ruling or bare[name] for _, name, ruling in ruled)

    def town(self, findings: Sequence[Finding]) -> tuple[Town, dict[Name, tuple[Person, ...]]]:
        """Everybody who is named, and whom of the register among them only what stands around can tell."""
        ruled = self._by_what_is_told(findings)
        return self._town(ruled), self._open(ruled, self._alone(ruled))

    def _by_what_is_told(self, findings: Sequence[Finding]) -> list[_Ruled]:
        names = [parse(self.text[f.span.start : f.span.end]) for f in findings]
        first = [self._by_evidence(f, name) for f, name in zip(findings, names, strict=True)]
        # A surname alone says nothing of "Jan Bos"; but who Jan Bos is, says whether a bare "Bos" may stay.
        full = _company((name, ruling) for name, ruling in zip(names, first, strict=True) if not name.bare)
        second = (
            ruling or (None if name.bare else _by_company(name, full))
            for name, ruling in zip(names, first, strict=True)
        )
        return list(map(_Ruled, findings, names, second))

    def _alone(self, ruled: Sequence[_Ruled]) -> dict[Name, None]:
        """Of the names without evidence those whose like nobody else has, unless a member is spoken of."""
        everybody = _company((name, ruling) for _, name, ruling in ruled)
        open_ = dict.fromkeys(name for _, name, ruling in ruled if ruling is None)
        return {name: None for name in open_ if not any(same_family(name, other) for other, _ in everybody)}

    def _bare(self, ruled: Sequence[_Ruled]) -> dict[Name, Ruling]:
        """Surnames without evidence of their own: as the same person elsewhere, or as a member who is spoken of."""
        everybody, alone = _company((name, ruling) for _, name, ruling in ruled), self._alone(ruled)
        spoken = self._spoken(ruled, alone)
        spoken |= self._famous(ruled, {name: None for name in alone if name not in spoken})
        open_ = (name for _, name, ruling in ruled if ruling is None)
        return {name: spoken.get(name) or _by_company(name, everybody) for name in open_}

    def _spoken(self, ruled: Sequence[_Ruled], alone: Iterable[Name]) -> dict[Name, Ruling]:
        asked = frozenset(alone)
        return {
            name: said
            for finding, name, ruling in ruled
            if ruling is None and name in asked and (said := self._spoken_of_member(name, finding))
        }

    def _famous(self, ruled: Sequence[_Ruled], names: Iterable[Name]) -> dict[Name, Ruling]:
        """Rare surnames of the register that what stands around them makes somebody in office."""
        asked = self._open(ruled, names)
        town = self._town(ruled) if asked else None
        return {
            name: Ruling(Verdict.KEEP, _office(holders, self.on or self.about))
            for name, holders in asked.items()
            if town and town.likelihood(name) >= FAMOUS
        }

    def _open(self, ruled: Sequence[_Ruled], names: Iterable[Name]) -> dict[Name, tuple[Person, ...]]:
        unknown = {name for finding, name, _ in ruled if finding.rule == "file" or self._says_nothing(finding)}
        holders = {name: self._rare_holders(name) for name in names if name not in unknown}
        return {name: found for name, found in holders.items() if found}

    def _says_nothing(self, finding: Finding) -> bool:
        """Without a date, or with "mevrouw" alone before it, only words of the House right beside a name count."""
        dated = self.on is not None or self.about is not None
        addressed = Cue.SALUTATION in self._cues(finding) and not self.parliamentary
        return (addressed or not dated) and not speaks_of_the_house(self.text, finding.span, near=True)

    def _town(self, ruled: Sequence[_Ruled]) -> Town:
        named = (
            Named(f, name, self._cues(f), self._holders(name), ruling.verdict if ruling else None)
            for f, name, ruling in ruled
        )
        return Town(self.text, tuple(named), dated=bool(self.on or self.about), parliamentary=self.parliamentary)

    def _rare_holders(self, name: Name) -> tuple[Person, ...]:
        """Those of the register whom a bare surname of few can mean; a double name is not its first half."""
        rare = name.bare and words.bearers(name.interfix, name.family) < _RARE and not words.trust(name.family)
        holders = self._holders(name) if rare else ()
        return tuple(holder for holder in holders if "-" not in name.family or _whole(name, holder))

    def _by_evidence(self, finding: Finding, name: Name) -> Ruling | None:
        span, text = finding.span, self.text
        if self._is_thing(finding):
            return Ruling(Verdict.KEEP, _THING)
        if text[span.start : span.end] in words.keep()["whole"]["people"]:
            return Ruling(Verdict.KEEP, "Lid van het Koninklijk Huis")
        own = self._cues(finding)
        if self._is_known_official(name, own):
            return Ruling(Verdict.REDACT, "Staat op de lijst van bekende ambtenaren")
        if any(span.overlaps(mover) for mover in self.movers) and not own & BEHIND:
            return Ruling(Verdict.KEEP, "Indiener van een motie")
        if self.public_figures.find(name, self.on) and (not name.bare or not own & (BEHIND | {Cue.MAIL})):
            return Ruling(Verdict.KEEP, "Staat op de lijst van publieke personen")
        return self._renowned(name, finding, own) or self._by_cue(finding, name, own)

    def _renowned(self, name: Name, finding: Finding, own: frozenset[Cue]) -> Ruling | None:
        """Whom everybody knows, by whole name or by a surname of few; who is called as many are, by what they were."""
        if own or finding.rule in _NO_THINGS or name.initials:
            return None
        bearers = words.bearers(name.interfix, name.family)
        for one in renowned().find(name, None):
            whole = _whole(name, one) and name.given == one.name.given
            alone = name.bare and one.party == ALONE and bearers < _HARDLY_BORNE and _whole(name, one)
            near = self.text[max(0, finding.span.start - 60) : finding.span.end + 60]
            called = one.role.split()[0] in near.lower()
            if alone or (whole and not name.bare and (one.party == ALONE or bearers < _HARDLY_BORNE or called)):
                return Ruling(Verdict.KEEP, _RENOWNED)
        return None

    def _is_thing(self, finding: Finding) -> bool:
        """Letters, accounts and names turned round are no things: "Kabinet Wouters, E.", "afdelingshoofd: HP"."""
        turned = "," in self.text[finding.span.start : finding.span.end]
        return not turned and finding.rule not in _NO_THINGS and is_thing_named_after(self.text, finding.span)

    def _by_role(self, finding: Finding, own: frozenset[Cue]) -> Ruling | None:
        """By the settings, whose status is for the organisation to decide; "haar woordvoerder" speaks for a firm."""
        role = role_of(self.text, finding.span)
        if role is Role.SENIOR and self._is_titled(finding):
            return None  # "Kopie aan staatssecretaris Uslu, SG": the next on the list
        if role is None or (role is Role.SPOKESPERSON and Cue.OFFICE not in own):
            return None
        treatment, called = self.profile.treatments[role], _ROLES[role]
        if treatment is Treatment.KEEP:
            return Ruling(Verdict.KEEP, f"{called}: blijft volgens de instelling")
        if treatment is Treatment.REVIEW:
            return Ruling(Verdict.REDACT, f"{called}: gelakt tot een mens beslist", doubtful=True)
        return Ruling(Verdict.REDACT, f"{called}: gelakt volgens de instelling")

    def _by_cue(self, finding: Finding, name: Name, own: frozenset[Cue]) -> Ruling | None:
        if role := self._by_role(finding, own):
            return role
        own = self._without_apposed_office(finding, name, own)
        if own & PUBLIC and not self._is_behind(finding, own):
            return self._in_office(name, finding) or Ruling(Verdict.KEEP, _so_called(own))
        if own & BEHIND and (colleague := self._colleague(name, finding)):
            return colleague
        if own & BEHIND:
            return Ruling(Verdict.REDACT, "Naam van een ambtenaar of contactpersoon")
        office = self._register_says(name, own, finding)
        if office:
            return office
        if name.bare:
            return (
                self._predecessor(name, finding)
                or self._acting_member(name, own, finding)
                or self._addressed_member(name, own, finding)
            )
        if own & {Cue.MAIL}:
            return Ruling(Verdict.REDACT, "Afzender, ontvanger of deelnemer")
        return None

    def _predecessor(self, name: Name, finding: Finding) -> Ruling | None:
        """Who governed before, called so and known to the register of any day."""
        called = _PREDECESSOR.search(self.text, max(0, finding.span.start - 45), finding.span.start)
        if not called or (called["whose"] in _OWN and not self.parliamentary):
            return None  # an official has a predecessor as well
        governed = any(map(_governs, built_in().find(name, None)))
        rare = words.bearers(name.interfix, name.family) < _FREQUENT
        return Ruling(Verdict.KEEP, "Voorganger in een openbaar ambt") if governed and rare else None

    def _colleague(self, name: Name, finding: Finding) -> Ruling | None:
        """A colleague of who governs: "Uw collega Opstelten", in a letter to the House "mijn ambtgenoot Kamp"."""
        called = _COLLEAGUE.search(self.text, max(0, finding.span.start - 45), finding.span.start)
        day = self.on or self.about
        if not called or day is None or (called["whose"] in _OWN and not self.parliamentary):
            return None  # an official has colleagues as well
        holders = tuple(filter(_governs, self._holders(name)))
        rare = words.bearers(name.interfix, name.family) < _FREQUENT
        return Ruling(Verdict.KEEP, _office(holders, day)) if holders and rare else None

    def _acting_member(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """In office and doing what only members do: "Kröger zal een motie indienen", beside an official Kröger."""
        tabled = tabled_by(self.text, finding.span.start)
        if not tabled and (own - {Cue.MOTION} or not acts_as_member(self.text, finding.span.end)):
            return None
        holders = self._holders(name)
        return Ruling(Verdict.KEEP, _office(holders, self.on)) if holders else None

    def _addressed_member(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
        """A rare surname in a letter to the House, in office on its date: "mevrouw Bergkamp"."""
        if not self.parliamentary or self.on is None or own != {Cue.SALUTATION}:
            return None
        holders = self._holders(name) if words.bearers(name.interfix, name.family) < _RARE else ()
        if not holders and name.interfix and words.bearers("", name.family) < _FREQUENT and self._in_debate(finding):
            holders = self._holders(name)
        return Ruling(Verdict.KEEP, _office(holders, self.on)) if holders else None

    def _spoken_of_member(self, name: Name, finding: Finding) -> Ruling | None:
        """A rare surname of one who governs, or of a member near words about the House: "Van Huffelen wil weten"."""
        if not name.bare or self._cues(finding) or finding.rule == "file":
            return None
        holders = tuple(holder for holder in self._holders(name) if "-" not in name.family or _whole(name, holder))
        governs = any(map(_governs, holders))
        before = self.text[max(0, finding.span.start - 60) : finding.span.start]
        if governs and _APPOSED.search(before):
            return Ruling(Verdict.KEEP, _office(holders, self.on))  # "Namens de minister van VRO, Keijzer,"
        bearers = words.bearers(name.interfix, name.family)
        if not holders or bearers >= _RARE:
            return None
        if governs and self.on is None and bearers < _HARDLY_BORNE and not words.trust(name.family):
            return Ruling(Verdict.KEEP, _office(holders, self.on))  # "De agenda van Kaag is bijgewerkt."
        if (self.on or self.about) and governs:
            return Ruling(Verdict.KEEP, _office(holders, self.on or self.about))
        # Without a date the list holds everybody who ever was a member: only the words right beside the name count then
        if not speaks_of_the_house(self.text, finding.span, near=self.on is None):
            return None
        return Ruling(Verdict.KEEP, _office(holders, self.on))

    def _in_debate(self, finding: Finding) -> bool:
        """A debate or questions are spoken of in the same breath: "in het debat vroeg mevrouw Van der Plas"."""
        near = self.text[max(0, finding.span.start - 150) : finding.span.end + 60]
        return bool(re.search(r"\b(?:debat|motie|Kamervragen|overleg van|vroeg|vroegen|toegezegd aan)\b", near))

    def _cues(self, finding: Finding) -> frozenset[Cue]:
        """The cues before and after the name, and the one that it was found by."""
        span = finding.span
        own = set(cues.following(self.text, span.end))
        if finding.rule in {Cue.GREETING.value, Cue.CLOSING.value}:
            own -= PUBLIC  # "Dag Erik-Jan, minister Harbers wil": the office is not the greeted one's
        if _NO_OFFICE.search(self.text, max(0, span.start - 150), span.start):
            return frozenset(own - PUBLIC | {Cue.CIVIL})
        at = {span.start} | {span.start + i + 1 for i, c in enumerate(self.text[span.start : span.end]) if c in " \n"}
        for start in at:
            if start == span.start or not self.text[span.start : start].strip()[:1].isupper():
                own |= self.announced.get(start, frozenset())
        if finding.rule in {cue.value for cue in Cue}:
            own.add(Cue(finding.rule))
        if Cue.OFFICE in own and _RAPPORTEUR.search(self.text, max(0, span.start - 40), span.start):
            own -= set() if _ABROAD.search(self.text, max(0, span.start - 150), span.end + 60) else {Cue.OFFICE}
        if Cue.MOTION in own and not speaks_of_the_house(self.text, span, near=False):
            own.remove(Cue.MOTION)  # "de stelling van Boonstra c.s.": a party to a case
        return frozenset(own)

    def _is_behind(self, finding: Finding, own: frozenset[Cue]) -> bool:
        """Behind a contact label with no office beside it, or with a function or a unit behind the name."""
        if Cue.CIVIL in cues.following(self.text, finding.span.end):
            return not self._is_titled(finding)
        return Cue.CONTACT in own and not own & {Cue.OFFICE, Cue.MEMBER, Cue.PARTY}

    def _is_titled(self, finding: Finding) -> bool:
        """True for "minister Jetten (KE)": an office right before the name says more than what stands behind it."""
        return bool(_TITLED.search(self.text, max(0, finding.span.start - 40), finding.span.start))

    def _without_apposed_office(self, finding: Finding, name: Name, own: frozenset[Cue]) -> frozenset[Cue]:
        """Two people may stand in "de minister, mw. Wieringa": behind a comma only the register makes a minister."""
        before = self.text[max(0, finding.span.start - 60) : finding.span.start]
        apposed = Cue.OFFICE in own and _APPOSED.search(before)
        once = bool(_FORMER.search(before)) and built_in().known(name)
        return own - {Cue.OFFICE} if apposed and not once and not self._holders(name) else own

    def _is_known_official(self, name: Name, own: frozenset[Cue]) -> bool:
        found = self.known_officials.find(name, self.on)
        if not found:
            return False
        if name.bare and own & PUBLIC:
            # "minister Van Weel" is not the official Jan van Weel
            holders = self._holders(name)
            return not holders or any(agree(p.name, h.name) for p in found for h in holders)
        return True

    def _holders(self, name: Name) -> tuple[Person, ...]:
        both = f"{name.given} {name.family}" if name.given and not name.interfix else ""
        day = self.on or self.about
        half = name._replace(family=name.family.split()[0]) if name.interfix and " " in name.family else None
        found = built_in().find(name, day) or (built_in().double(both, day) if both else ())
        return found or (built_in().find(half, day) if half else ())  # "C. van Nieuwenhuizen Wijbenga"

    def _in_office(self, name: Name, finding: Finding) -> Ruling | None:
        holders = self._holders(name)
        return Ruling(Verdict.KEEP, _office(holders, self.on)) if holders else None

    def _register_says(self, name: Name, own: frozenset[Cue], finding: Finding) -> Ruling | None:
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
            sure = letters > 1 or (governs and self.on is not None) or bearers < _RARE
        return Ruling(Verdict.KEEP, _office(holders, self.on)) if sure else None


def _whole(name: Name, holder: Person) -> bool:
    """Whether a double name is the holder's whole name: "Van Houwelingen-Krab" is not the member Van Houwelingen."""
    return fold(holder.name.family) == fold(name.family)


def _governs(holder: Person) -> bool:
    return "minister" in holder.role.lower() or "staatssecretaris" in holder.role.lower()


def _company(ruled: Iterable[tuple[Name, Ruling | None]]) -> tuple[tuple[Name, Ruling], ...]:
    """Who was ruled on, each once for each verdict; things and whom everybody knows are nobody's company."""
    once = {(name, r.verdict): (name, r) for name, r in ruled if r is not None and r.reason not in {_THING, _RENOWNED}}
    return tuple(once.values())


def _by_company(name: Name, company: Sequence[tuple[Name, Ruling]]) -> Ruling:
    """The ruling on the same person elsewhere; one who is hidden there is hidden here."""
    same = [ruling for other, ruling in company if agree(name, other) or _first_name_of(name, other)]
    if same and all(ruling.verdict is Verdict.KEEP for ruling in same):
        reason = same[0].reason
        return Ruling(Verdict.KEEP, f"Zelfde persoon als elders in het document: {reason[:1].lower()}{reason[1:]}")
    return Ruling(Verdict.REDACT, "Naam van een persoon zonder openbaar ambt")


def _first_name_of(name: Name, other: Name) -> bool:
    return name.bare and not name.interfix and bool(other.given) and fold(name.family) == fold(other.given).split()[0]


def _so_called(own: frozenset[Cue]) -> str:
    if Cue.OFFICE in own:
        return "Bekleder van een openbaar ambt, zo genoemd in de tekst"
    if Cue.MOTION in own:
        return "Indiener van een motie of amendement, zo genoemd in de tekst"
    return "Lid van een vertegenwoordiging, zo genoemd in de tekst"


def _office(holders: Sequence[Person], on: date | None) -> str:
    """Such as "Minister van Justitie en Veiligheid op 25 juli 2024 (register)"."""
    holder = next((h for h in holders if "lid" not in h.role), holders[0])
    when = f" op {on.day} {MONTHS[on.month - 1]} {on.year}" if on else ""
    return f"{holder.role[:1].upper()}{holder.role[1:]}{when} (register)"
