"""Whose name stays: the order of the rules for persons. Doubt hides.

1. a thing named after somebody; 2. known officials; 3. movers of motions; 4. public figures that were listed, and whom
everybody knows; 5. a cue beside the name: behind the scenes, or in public office; 6. the register, where first name or
initials agree; 7. the same person elsewhere in the document; 8. a rare surname of the register, by what stands around
it (anonymize/fame.py); 9. everybody else is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from anonymize import words
from anonymize.called import APPOSED, FORMER, Called
from anonymize.cues import ADDRESSED, BEHIND, PUBLIC, Cue
from anonymize.fame import FAMOUS, Named, Town
from anonymize.holders import HARDLY_BORNE, Holders, is_whole, office_of
from anonymize.person import Name, agree, parse, same_family
from anonymize.politics import speaks_of_the_house
from anonymize.profile import PolicyProfile, Role, Treatment, role_of, standard
from anonymize.public import ALONE, Person, Register, built_in, renowned
from anonymize.ruling import RENOWNED, THING, Ruling, by_company, company_of
from anonymize.things import is_thing_named_after
from corpus.decisions import Finding, Verdict
from corpus.document import Span

COMMISSIONER = "Europees commissaris"
_NO_THINGS = frozenset({"letters", "monogram", "file"})


_ROLES = {
    Role.SENIOR: "Hoge ambtenaar",
    Role.SPOKESPERSON: "Woordvoerder",
    Role.AUTHOR: "Auteur of wetenschapper",
}


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

    @cached_property
    def _called(self) -> Called:
        return Called(self.text, self.announced)

    @cached_property
    def _holders(self) -> Holders:
        return Holders(self.text, self.on, self.about, self.parliamentary)

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
        # A surname alone says nothing of "Jan Bos"; but who Jan Bos is, says whether a bare "Bos" may stay. One of few,
        # called "Dijkgraaf Haverkamp-Mulder", is the one who signs with initials.
        full = company_of(
            (name, ruling) for name, ruling in zip(names, first, strict=True) if not name.bare or _is_one_of_few(name)
        )
        things = {name for name, ruling in zip(names, first, strict=True) if ruling and _is_no_surname(name, ruling)}
        second = (
            ruling or self._as_thing(f, name, things) or (None if name.bare else by_company(name, full))
            for f, name, ruling in zip(findings, names, first, strict=True)
        )
        return list(map(_Ruled, findings, names, second))

    def _as_thing(self, finding: Finding, name: Name, things: AbstractSet[Name]) -> Ruling | None:
        """What no surname is and elsewhere names a body: "bewonersvereniging Busselte", "Busselte"."""
        return Ruling(Verdict.KEEP, THING) if name in things and not self._called.of(finding) else None

    def _alone(self, ruled: Sequence[_Ruled]) -> dict[Name, None]:
        """Of the names without evidence those whose like nobody else has, unless a member is spoken of."""
        everybody = company_of((name, ruling) for _, name, ruling in ruled)
        open_ = dict.fromkeys(name for _, name, ruling in ruled if ruling is None)
        return {name: None for name in open_ if not any(same_family(name, other) for other, _ in everybody)}

    def _bare(self, ruled: Sequence[_Ruled]) -> dict[Name, Ruling]:
        """Surnames without evidence of their own: as the same person elsewhere, or as a member who is spoken of."""
        everybody, alone = company_of((name, ruling) for _, name, ruling in ruled), self._alone(ruled)
        spoken = self._spoken(ruled, alone)
        spoken |= self._famous(ruled, {name: None for name in alone if name not in spoken})
        open_ = (name for _, name, ruling in ruled if ruling is None)
        return {name: spoken.get(name) or by_company(name, everybody) for name in open_}

    def _spoken(self, ruled: Sequence[_Ruled], alone: Iterable[Name]) -> dict[Name, Ruling]:
        asked = frozenset(alone)
        return {
            name: said
            for finding, name, ruling in ruled
            if ruling is None
            and name in asked
            and (said := self._holders.spoken_of_member(name, self._called.of(finding), finding))
        }

    def _famous(self, ruled: Sequence[_Ruled], names: Iterable[Name]) -> dict[Name, Ruling]:
        """Rare surnames of the register that what stands around them makes somebody in office."""
        asked = self._open(ruled, names)
        town = self._town(ruled) if asked else None
        return {
            name: Ruling(Verdict.KEEP, office_of(holders, self.on or self.about))
            for name, holders in asked.items()
            if town and town.likelihood(name) >= FAMOUS
        }

    def _open(self, ruled: Sequence[_Ruled], names: Iterable[Name]) -> dict[Name, tuple[Person, ...]]:
        unknown = {name for finding, name, _ in ruled if finding.rule == "file" or self._says_nothing(finding)}
        holders = {name: self._holders.rare(name) for name in names if name not in unknown}
        return {name: found for name, found in holders.items() if found}

    def _says_nothing(self, finding: Finding) -> bool:
        """Without a date, or with "mevrouw" alone before it, only words of the House right beside a name count."""
        dated = self.on is not None or self.about is not None
        addressed = Cue.SALUTATION in self._called.of(finding) and not self.parliamentary
        addressed = addressed and not _is_one_of_few(parse(self.text[finding.span.start : finding.span.end]))
        return (addressed or not dated) and not speaks_of_the_house(self.text, finding.span, near=True)

    def _town(self, ruled: Sequence[_Ruled]) -> Town:
        named = (
            Named(f, name, self._called.of(f), self._holders.of(name), ruling.verdict if ruling else None)
            for f, name, ruling in ruled
        )
        return Town(self.text, tuple(named), dated=bool(self.on or self.about), parliamentary=self.parliamentary)

    def _by_evidence(self, finding: Finding, name: Name) -> Ruling | None:
        span, text = finding.span, self.text
        if self._is_thing(finding):
            return Ruling(Verdict.KEEP, THING)
        if text[span.start : span.end] in words.keep()["whole"]["people"]:
            return Ruling(Verdict.KEEP, "Lid van het Koninklijk Huis")
        own = self._called.of(finding)
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
            whole = is_whole(name, one) and name.given == one.name.given
            alone = name.bare and one.party == ALONE and bearers < HARDLY_BORNE and is_whole(name, one)
            near = self.text[max(0, finding.span.start - 60) : finding.span.end + 60]
            called = one.role.split()[0] in near.lower()
            alone = alone or (name.bare and is_whole(name, one) and self._is_commissioner(finding, one))
            if alone or (whole and not name.bare and (one.party == ALONE or bearers < HARDLY_BORNE or called)):
                return Ruling(Verdict.KEEP, RENOWNED)
        return None

    def _is_commissioner(self, finding: Finding, one: Person) -> bool:
        """Of the European Commission, and called so: "Commissaris Hansen"."""
        before = self.text[max(0, finding.span.start - 13) : finding.span.start].lower()
        return one.role == COMMISSIONER and before.endswith("commissaris ")

    def _is_thing(self, finding: Finding) -> bool:
        """Letters, accounts, names turned round or misread, who is a heer: no things. "Wouters, E.", "0uwerkerk"."""
        span = finding.span
        turned = "," in self.text[span.start : span.end] or "0" in self.text[span.start : span.end]
        addressed = ADDRESSED.search(self.text, max(0, span.start - 12), span.start)  # "de heer Wiggelendam"
        no_thing = turned or addressed or finding.rule in _NO_THINGS
        return not no_thing and is_thing_named_after(self.text, span)

    def _by_role(self, finding: Finding, own: frozenset[Cue]) -> Ruling | None:
        """By the settings, whose status is for the organisation to decide; "haar woordvoerder" speaks for a firm."""
        role = role_of(self.text, finding.span)
        if role is Role.SENIOR and self._called.is_titled(finding):
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
        if own & PUBLIC and not self._called.is_behind(finding, own):
            governs = own & PUBLIC == {Cue.OFFICE}
            return self._holders.in_office(name, governs=governs) or Ruling(Verdict.KEEP, _so_called(own))
        if beside := self._holders.beside_office(name, finding):
            return beside
        if own & BEHIND and (colleague := self._holders.colleague(name, finding)):
            return colleague
        if own & BEHIND:
            return Ruling(Verdict.REDACT, "Naam van een ambtenaar of contactpersoon")
        office = self._holders.sure_of(name, own, finding)
        if office:
            return office
        if name.bare:
            return (
                self._holders.predecessor(name, finding)
                or self._holders.acting_member(name, own, finding)
                or self._holders.addressed_member(name, own, finding)
            )
        if own & {Cue.MAIL}:
            return Ruling(Verdict.REDACT, "Afzender, ontvanger of deelnemer")
        return None

    def _without_apposed_office(self, finding: Finding, name: Name, own: frozenset[Cue]) -> frozenset[Cue]:
        """Two people may stand in "de minister, mw. Wieringa": behind a comma only the register makes a minister."""
        before = self.text[max(0, finding.span.start - 60) : finding.span.start]
        apposed = Cue.OFFICE in own and APPOSED.search(before)
        once = bool(FORMER.search(before)) and built_in().known(name)
        return own - {Cue.OFFICE} if apposed and not once and not self._holders.of(name) else own

    def _is_known_official(self, name: Name, own: frozenset[Cue]) -> bool:
        found = self.known_officials.find(name, self.on)
        if not found:
            return False
        if name.bare and own & PUBLIC:
            # "minister Van Weel" is not the official Jan van Weel
            holders = self._holders.of(name)
            return not holders or any(agree(p.name, h.name) for p in found for h in holders)
        return True


def _is_no_surname(name: Name, ruling: Ruling) -> bool:
    known = words.is_surname(name.family) or words.trust(name.family)
    return ruling.reason == THING and name.bare and not name.interfix and not known


def _is_one_of_few(name: Name) -> bool:
    return words.bearers(name.interfix, name.family) < HARDLY_BORNE and not words.trust(name.family)


def _so_called(own: frozenset[Cue]) -> str:
    if Cue.OFFICE in own:
        return "Bekleder van een openbaar ambt, zo genoemd in de tekst"
    if Cue.MOTION in own:
        return "Indiener van een motie of amendement, zo genoemd in de tekst"
    return "Lid van een vertegenwoordiging, zo genoemd in de tekst"
