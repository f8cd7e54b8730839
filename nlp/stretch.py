"""A stretch of a sentence: whom and when it mentions, who is told, and who stands beside a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Span
from corpus.records import Kind, Profile
from nlp.actors import Mention, Who, fuller, mentions, office_before
from nlp.dutch import Reading, Sentence
from nlp.promises import Hit, Rule, When, moments
from nlp.recipients import HOUSE, house_in, promised_to, stated, told_member
from nlp.speakers import Speakers
from nlp.turns import Turn, Voice

_CONSIDERS = re.compile(
    r"\s*(?:De [Kk]amer,\s+gehoord de \w+[,;]?\s+)?(?:voorts )?(?:constaterende|overwegende|van mening)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:[Ww]ij|[Ww]e|[Oo]nze?)\b")
# "DCV legt u in week 4 een plan voor", "Daarna ontvangt u een nota": who stands before the verb tells, or nobody
_TELLS_YOU = re.compile(
    r"\b[A-Z][\w-]+ (?:legt|stuurt|biedt|zendt|informeert|bericht|rapporteert|geeft|meldt|levert) u\b"
    r"|\b(?:ontvangt|krijgt) u\b"
)
_LETTERS = re.compile(r"(?<![\w-])(?:(?:[Dd]e|[Hh]et) )?(?P<it>[A-Z][A-Za-z&-]{0,8}[A-Z][A-Za-z-]{0,10})(?![\w-])")
_BARE = re.compile(r"(?:[Dd]e )?(?P<role>[Mm]inister|[Ss]taatssecretaris)")
_PRONOUN = re.compile(r"(?:Zij|Ze|Hij)\b")
_HE = re.compile(r"(?:[Rr]aad|[Dd]ienst|commissaris|ombudsman|bedrijf)\b")  # bodies that are "hij"
GOVERNMENT = {Who.CABINET, Who.OFFICE, Who.MINISTRY}
# "Antwoord van minister X", "deze antwoorden heeft de minister": these stand not between a verb and its subject
_BETWEEN = (
    "van|aan|met|door|bij|voor|op|in|uit|over|tot|naar|onder|namens"
    "|heb|heeft|hebben|had|hadden|is|zijn|was|waren|werd|werden"
)
_PARTNERS = frozenset({Who.BODY, Who.OFFICE, Who.MINISTRY})
# "Samen met de minister zal ik", "Met de bibliotheek en de provincie bespreek ik": neither is the one who acts.
_GOVERNED = re.compile(
    r"\b(?:met|aan|van|namens|naast|bij|voor|over|via|volgens|tegen)\s(?:(?:de|het)\s(?:[A-Z]?[\w-]+\s){1,4}en\s)?$",
    re.IGNORECASE,
)
_GOVERNING = 60  # characters before a name in which such a word may stand
# "die u jaarlijks van mij krijgt", "Van de directie ontvangt u": who gives it
_FROM_ME = re.compile(r"\bvan (?P<who>mij|ons|u)\b")
_FROM = re.compile(r"Van $")


def together(text: str, named: Sequence[Mention]) -> str:
    """The last of some offices, with the one before where "en" joins them: "minister van BZK en minister van JenV"."""
    joined = len(named) > 1 and text[named[-2].span.end : named[-1].span.start].strip() == "en"
    return f"{named[-2].name} en {named[-1].name}" if joined else named[-1].name


@dataclass(frozen=True)
class Stretch:
    """A part (`scope`) of a sentence in its document; `advice` where it stands below a heading that asks.

    In minutes `turn` tells who speaks, and `asked` that it is the text of a motion that is read out. In a nota
    `for_minister` tells that it is what the minister may say: below "Spreekpunten", "Vragen en antwoorden".
    """

    reading: Reading
    profile: Profile
    speakers: Speakers
    sentence: Sentence
    before: tuple[Sentence, ...]
    advice: bool
    text_before: str
    scope: Span
    turn: Turn | None = None
    asked: bool = False
    for_minister: bool = False

    @cached_property
    def considers(self) -> bool:
        """Whether this is what a motion considers before it asks: "constaterende dat is toegezegd ..."."""
        return (self.asked or self.profile.kind is Kind.MOTIE) and bool(_CONSIDERS.match(self.text))

    @cached_property
    def text(self) -> str:
        return self.reading.document.at(self.scope)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        found = self._with_short(mentions(self.text, self.scope.start, self.profile))
        meant = self._meant()
        return (meant, *found) if meant else found

    def _with_short(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The same with the bodies and units that the document calls by letters of its own."""
        known = self.speakers.short
        words = _LETTERS.finditer(self.text) if known else ()
        spans = (Span(self.scope.start + w.start(), self.scope.start + w.end()) for w in words if w["it"] in known)
        more = [span for span in spans if not any(span.overlaps(one.span) for one in found)]
        short = (Mention(Who.BODY, self.reading.document.at(span).split()[-1], span) for span in more)
        return tuple(sorted((*found, *short), key=lambda one: one.span)) if more else found

    def _meant(self) -> Mention | None:
        """Whom a sentence opens with as "zij" or "hij": the office, else the body, that the one before named last."""
        pronoun = _PRONOUN.match(self.text)
        if not pronoun or self.turn or not self.before or self.before[-1].block != self.sentence.block:
            return None
        last = self.before[-1]
        named = [
            one for one in mentions(self.reading.text(last), last.span.start, self.profile) if one.who in _PARTNERS
        ]
        span = Span(self.scope.start, self.scope.start + pronoun.end())
        offices = [one for one in named if one.who is Who.OFFICE]
        if offices:
            return Mention(Who.OFFICE, together(self.reading.document.text, offices), span)
        if pronoun[0] == "Hij":
            named = [one for one in named if _HE.search(one.name)]
        return Mention(named[-1].who, named[-1].name, span) if named else None

    @cached_property
    def moments(self) -> tuple[When, ...]:
        return moments(self.text, self.scope.start)

    @cached_property
    def recipient(self) -> str | None:
        """The House that is told or promised something."""
        return house_in(self.text, self.speakers.house)

    @cached_property
    def says_you(self) -> bool:
        return any(mention.who is Who.YOU for mention in self.mentions)

    def addressed(self) -> str | None:
        if member := told_member(self.text):
            return member
        if self.recipient:
            return self.recipient
        if self.profile.kind is Kind.KAMERBRIEF and self.says_you:
            return self.speakers.house
        return stated(self.text) or promised_to(self.text) or self._told_by_us()

    def _told_by_us(self) -> str | None:
        """In a nota whom the unit that writes it tells something: "Wij leggen u na de zomer een nota voor"."""
        if self.profile.kind is not Kind.BESLISNOTA or not self.says_you:
            return None
        told = _WE.search(self.text) or _TELLS_YOU.search(self.text)
        return self.speakers.you if told else None

    def subject(self, hit: Hit) -> str | None:
        """Who stands beside the verb, if the rule allows that kind: "zegt u", "Het kabinet heeft"."""
        several = self.reading.document.at(hit.first).lower().endswith("en")
        beside = [
            mention
            for mention in self.beside(hit)
            # "heeft u laten weten": a verb of several is not u's
            if self.allows(hit.rule, mention) and not (several and mention.who is Who.YOU and hit.rule.level == "plan")
        ]
        # "Provincies en waterschappen roep ik op": behind the verb "ik" is who acts
        if beside:
            return self._with_partner(min(beside, key=lambda one: not self._is_behind(one, hit)))
        if joined := self._joined(hit):
            return self.name_of(joined) or ""
        if "house" in hit.rule.subject and self._house_beside(hit):
            ours = self.speakers.we if _WE.search(self.text) else None
            return self._giver() or ours or self.speakers.agent or ""
        return None

    def _giver(self) -> str | None:
        """Whom a sentence names as the one from whom something comes: "van mij", "Van de directie X ontvangt u"."""
        text = self.reading.document.text
        if told := _FROM_ME.search(self.text):
            return self.speakers.you if told["who"] == "u" else self.speakers.me
        opening = (one for one in self.mentions if _FROM.search(text[self.scope.start : one.span.start]))
        return next((self.name_of(one) for one in opening), None)

    def _with_partner(self, mention: Mention) -> str:
        """Who acts, with whom "en" joins to it: "COA en IND openen een locatie"."""
        name = self.name_of(mention) or ""
        after = next((one for one in self.mentions if one.span.start > mention.span.start), None)
        if after and after.who is Who.SELF and mention.who in _PARTNERS and self._between(mention, after) == "en":
            return f"{name} en {self.name_of(after)}"  # "behandelen de minister van VRO en ik"
        before = [one for one in self.mentions if one.span.end <= mention.span.start]
        text = self.reading.document.text
        if (
            before
            and mention.who is Who.SELF
            and before[-1].who in _PARTNERS
            and self._between(before[-1], mention) == "en"
        ):
            return f"{self.name_of(before[-1])} en {name}"  # "De minister van Financiën en ik brengen"
        if not before or mention.who not in _PARTNERS or before[-1].who not in _PARTNERS:
            return name
        joined = self._between(before[-1], mention) == "en"
        governed = _GOVERNED.search(text[max(self.scope.start, before[-1].span.start - 10) : before[-1].span.start])
        return f"{self.name_of(before[-1])} en {name}" if joined and not governed else name

    def _own_office(self, mention: Mention) -> str | None:
        """Whom "de minister" means in a nota to one, or in a letter of one: the one of that role."""
        bare = _BARE.fullmatch(self.reading.document.at(mention.span))
        meant = self.speakers.you if self.profile.kind is Kind.BESLISNOTA else self.speakers.agent
        same = bare and meant and not self.turn and meant.startswith(f"{bare['role'].lower()} v")
        return meant if same else None

    def _is_behind(self, mention: Mention, hit: Hit) -> bool:
        return mention.who is Who.SELF and mention.span.start == hit.first.end + 1

    def _between(self, one: Mention, other: Mention) -> str:
        return self.reading.document.text[one.span.end : other.span.start].strip()

    def _joined(self, hit: Hit) -> Mention | None:
        """Who opens a sentence acts after its "en" too: "Het kabinet vindt dit onduidelijk en zal ernaar vragen"."""
        lead = self.reading.document.text[self.scope.start : hit.first.start]
        first = self.mentions[0] if self.mentions and self.mentions[0].span.start == self.scope.start else None
        if hit.rule.after_only or not re.search(r"\ben\s$", lead):
            return None
        return first if first and self.allows(hit.rule, first) else None

    def beside(self, hit: Hit) -> Iterator[Mention]:
        text = self.reading.document.text
        for mention in self.mentions:
            before = text[mention.span.end : hit.first.start]
            if (
                not (
                    hit.rule.after_only
                    or _GOVERNED.search(
                        text, max(self.scope.start, mention.span.start - _GOVERNING), mention.span.start
                    )
                )
                and mention.span.end <= hit.first.start
                and re.fullmatch(r"\s(?:\([^)]{1,20}\)\s)?(?:zelf\s|daarom\s)?", before)
            ):
                yield mention
        for mention in self.mentions:
            between = text[hit.first.end : mention.span.start]
            if mention.span.start >= hit.first.end and re.fullmatch(
                rf"\s(?:(?!(?:de|het|een|uw|{_BETWEEN})\b)[a-zë]+\s){{0,1}}", between
            ):
                yield mention

    def allows(self, rule: Rule, mention: Mention) -> bool:
        if mention.who is Who.SELF and self.speakers.private:
            return False  # "Wij beginnen op 1 mei": a foundation's plan
        if self.turn and mention.who in {Who.SELF, Who.YOU} and self.turn.voice is not Voice.OFFICE:
            return False
        if mention.who is Who.YOU:
            # In a letter "u" is who gets it: what he promised is told there, what he is to do is nobody's promise.
            promised = self.profile.kind is not Kind.KAMERBRIEF and rule.level == "promise"
            ours = self.profile.kind is Kind.BESLISNOTA or promised
            return "you" in rule.subject and ours and not self.turn
        kind = "government" if mention.who in GOVERNMENT else str(mention.who)
        return kind in rule.subject

    def _house_beside(self, hit: Hit) -> bool:
        text = self.reading.document.text
        for house in HOUSE.finditer(text, *self.scope):
            if re.fullmatch(r"\s", text[house.end() : hit.first.start] or text[hit.first.end : house.start()]):
                return True
        return any(
            mention.who is Who.YOU and (self.profile.kind is Kind.KAMERBRIEF or hit.rule.id == "ontvangt")
            for mention in self.beside(hit)
        )

    def name_of(self, mention: Mention) -> str | None:
        match mention.who:
            case Who.SELF if mention.name and self.turn:
                # A minister who says "wij" in the House speaks for the cabinet.
                return "kabinet"
            case Who.SELF if self.for_minister and not mention.name:
                return self.speakers.you
            case Who.SELF:
                return (self.speakers.we if mention.name else None) or self.speakers.me
            case Who.YOU:
                return self.speakers.you
            case Who.MINISTRY if mention.name == "ministerie" and self.speakers.you and " van " in self.speakers.you:
                return f"ministerie van {self.speakers.you.partition(' van ')[2]}"  # "uw ministerie"
            case Who.BODY:
                return fuller(mention.name, self.text_before)
            case Who.OFFICE if (own := self._own_office(mention)) is not None:
                return own
            case Who.OFFICE if " " not in mention.name:
                named = self.speakers.full(mention.name)
                return named if " " in named else office_before(mention.name, self.text_before) or named
            case _:
                return mention.name
