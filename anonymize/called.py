"""What a name is called by what stands beside it: in public office, behind the scenes, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from anonymize import cues
from anonymize.cues import PUBLIC, Cue
from anonymize.politics import speaks_of_the_house
from corpus.decisions import Finding

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
_RAPPORTEUR = re.compile(r"(?<!Nationaal )\b[Rr]apporteur,?[ ](?:\w{1,5}\.[ ]?){0,3}$")
_ABROAD = re.compile(r"\b(?:Europe|EP\b|EU\b|Kamer|VN\b|Raad van Europa|parlement)", re.IGNORECASE)
_TITLED = re.compile(
    r"(?<![\w-])(?:[Mm]inister|[Ss]taatssecretaris|[Ss]tas|(?:Eerste |Tweede )?Kamerlid|[Hh]et lid|[Ss]enator) $"
)
APPOSED = re.compile(
    r"\b(?:[Mm]inister|[Ss]taatssecretaris|MINISTER)[^,.\n]{0,50},[ \n]+"
    rf"(?:(?:{cues.any_of('titles')})\.?[ ]+){{0,4}}$"
)
# "De voormalige minister, Harbers,": in office on another day
FORMER = re.compile(r"\b(?:voormalig|toenmalig|oud-|voorganger|destijds|opvolger)", re.IGNORECASE)


@dataclass(frozen=True)
class Called:
    """The cues of a text; `announced` are those that end where a name may begin (`cues.announced`)."""

    text: str
    announced: Mapping[int, frozenset[Cue]]

    def of(self, finding: Finding) -> frozenset[Cue]:
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

    def is_behind(self, finding: Finding, own: frozenset[Cue]) -> bool:
        """Behind a contact label with no office beside it, or with a function or a unit behind the name."""
        if Cue.CIVIL in cues.following(self.text, finding.span.end):
            return not self.is_titled(finding)
        return Cue.CONTACT in own and not own & {Cue.OFFICE, Cue.MEMBER, Cue.PARTY}

    def is_titled(self, finding: Finding) -> bool:
        """True for "minister Jetten (KE)": an office right before the name says more than what stands behind it."""
        return bool(_TITLED.search(self.text, max(0, finding.span.start - 40), finding.span.start))
