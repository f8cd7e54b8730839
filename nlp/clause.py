"""One sentence while it is judged: whether it promises something, who acts, who is told, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corpus.document import Span
from corpus.records import Commitment, CommitmentStatus, Kind, Profile
from nlp.action import action
from nlp.actors import Mention, Who, fuller, mentions
from nlp.dutch import Reading, Sentence
from nlp.promises import MONTHS, Hit, Rule, When, hits, moments, past_day, veto, vetoes
from nlp.speakers import Speakers

_GOVERNMENT = {Who.CABINET, Who.OFFICE, Who.MINISTRY}
_HOUSE = re.compile(
    r"\b(?P<senate>Eerste Kamer|EK)\b(?!-?\s?debat)|\b(?P<both>[Bb]eide Kamers|(?:het )?[Pp]arlement|Staten-Generaal)\b"
    r"|\b(?P<house>Tweede Kamer|(?:[Uu]w|[Dd]e) Kamer|Kamer|TK)\b(?!-?\s?debat)"
    r"(?! (?:van Koophandel|heeft (?:verzocht|gevraagd)))"
)
_TO = re.compile(r"\baan (?P<who>(?:het lid |de leden |de heer |mevrouw )?(?:de |het )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|noch)\b(?! (?:alleen|later|eerder|enkel|slechts|langer dan|meer dan|onomkeerbare))"
)
_TOLD = re.compile(
    r"\b(?:geïnformeerd|gemeld|vermeld|medegedeeld|meegedeeld|aangegeven|aangekondigd|bericht|gecommuniceerd"
    r"|laten weten|staat)\b"
)


@dataclass(frozen=True)
class Clause:
    """One sentence while it is judged."""

    reading: Reading
    profile: Profile
    speakers: Speakers
    sentence: Sentence
    before: tuple[Sentence, ...]
    advice: bool
    text_before: str

    @cached_property
    def text(self) -> str:
        return self.reading.text(self.sentence)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return mentions(self.text, self.sentence.span.start, self.profile)

    @cached_property
    def moments(self) -> tuple[When, ...]:
        return moments(self.text, self.sentence.span.start)

    @cached_property
    def blocked(self) -> frozenset[str]:
        levels = {level for pattern, blocks in vetoes() if pattern.search(self.text) for level in blocks}
        if self.advice:
            levels |= {"announcement", "plan", "expectation", "fulfilment"}
        if self.profile.kind is Kind.MOTIE:
            levels |= {"announcement", "plan", "expectation", "fulfilment", "duty"}
        return frozenset(levels)

    def surest(self) -> Hit | None:
        """The hit of the surest rule that holds, or None where the sentence promises nothing."""
        tokens = self.reading.doc.char_span(*self.sentence.span, alignment_mode="expand")
        if tokens is None:
            return None
        holding = [hit for hit in hits(tokens) if self._holds(hit)]
        return max(holding, key=lambda hit: hit.rule.confidence, default=None)

    def _holds(self, hit: Hit) -> bool:
        rule = hit.rule
        if rule.level in self.blocked or not all(self._has(need) for need in rule.needs):
            return False
        if self._negated(hit):
            return False
        return "any" in rule.subject or self._subject(hit) is not None

    def _has(self, need: str) -> bool:
        match need:
            case "time":
                return any(moment.kind == "dated" and self._is_to_come(moment) for moment in self.moments)
            case "soon":
                return any(moment.kind != "dated" or self._is_to_come(moment) for moment in self.moments)
            case "house":
                return self.recipient is not None or (self.profile.kind is Kind.KAMERBRIEF and self._says_you)
            case "passive":
                return bool(re.search(r"\bword(?:t|en)\b", self.text))
            case _:
                return bool(
                    re.search(r"(?:brief|rapport|rapportage|reactie|voorstel|plan|nota|evaluatie|besluit)\b", self.text)
                )

    @cached_property
    def _says_you(self) -> bool:
        return any(mention.who is Who.YOU for mention in self.mentions)

    def _is_to_come(self, moment: When) -> bool:
        """False for a moment that lies before the document's date, and for "sinds 2020" or "van 2020"."""
        at = moment.span.start - self.sentence.span.start
        if re.search(r"\b(?:sinds|van|d\.d\.|dd\.|gedateerd|sedert|over)\s+(?:de\s+)?$", self.text[:at]):
            return False
        wording = self.reading.document.at(moment.span)
        after = self.text[at + len(wording) : at + len(wording) + 16]
        if re.match(r"\s*,?\s*(?:jl\b|jongstleden|afgelopen)", after):
            return False
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", wording)]
        if not (years and self.profile.date):
            return True
        months = [i for i, month in enumerate(MONTHS, 1) if month in wording.lower()]
        now = self.profile.date
        return (max(years), max(months, default=12)) >= (now.year, now.month)

    def _negated(self, hit: Hit) -> bool:
        """True for a refusal: "zeg ik niet toe", "zal dit niet doen"; what a promise holds may be negative."""
        if hit.rule.level == "promise":
            words = self.reading.document.at(hit.span)
            return bool(_NEGATION.search(words)) and not re.search(r"\b(?:om|dat)\b.*\b(?:niet|geen)\b", words)
        end = self.sentence.span.end
        clause = re.split(
            r"[;:]|, (?:maar|omdat|aangezien|terwijl|die|dat|waar\w*|zodat)\b",
            self.reading.document.text[hit.first.start : end],
        )[0]
        return bool(_NEGATION.search(clause))

    def _subject(self, hit: Hit) -> str | None:
        """Who stands beside the verb, if the rule allows that kind: "zegt u", "Het kabinet heeft"."""
        for mention in self._beside(hit):
            if self._allows(hit.rule, mention):
                return self._name(mention) or ""
        if "house" in hit.rule.subject and self._house_beside(hit):
            return self.speakers.agent or ""
        return None

    def _beside(self, hit: Hit) -> Iterator[Mention]:
        text = self.reading.document.text
        for mention in self.mentions:
            before = text[mention.span.end : hit.first.start]
            if (
                not hit.rule.after_only
                and mention.span.end <= hit.first.start
                and re.fullmatch(r"\s(?:\([^)]{1,20}\)\s)?(?:zelf\s|daarom\s)?", before)
            ):
                yield mention
        for mention in self.mentions:
            between = text[hit.first.end : mention.span.start]
            if mention.span.start >= hit.first.end and re.fullmatch(
                r"\s(?:(?!de\b|het\b|een\b|uw\b)[a-zë]+\s){0,1}", between
            ):
                yield mention

    def _allows(self, rule: Rule, mention: Mention) -> bool:
        if mention.who is Who.YOU:
            return "you" in rule.subject and self.profile.kind is not Kind.KAMERBRIEF
        kind = "government" if mention.who in _GOVERNMENT else str(mention.who)
        return kind in rule.subject

    def _house_beside(self, hit: Hit) -> bool:
        text = self.reading.document.text
        for house in _HOUSE.finditer(text, *self.sentence.span):
            if re.fullmatch(r"\s", text[house.end() : hit.first.start] or text[hit.first.end : house.start()]):
                return True
        return any(
            mention.who is Who.YOU and (self.profile.kind is Kind.KAMERBRIEF or hit.rule.id == "ontvangt")
            for mention in self._beside(hit)
        )

    def _name(self, mention: Mention) -> str | None:
        match mention.who:
            case Who.SELF:
                return self.speakers.me
            case Who.YOU:
                return self.speakers.you
            case Who.BODY:
                return fuller(mention.name, self.text_before)
            case _:
                return mention.name

    def actor(self, hit: Hit) -> str | None:
        """The subject, else who is named after "door", else the body that the sentences before were about."""
        if subject := self._subject(hit):
            return subject
        text = self.reading.document.text
        if hit.rule.action_after and (told := _TOLD.search(self._lead(hit))):
            teller = [
                m
                for m in self.mentions
                if m.span.end <= self.sentence.span.start + told.start() and m.who is not Who.YOU
            ]
            if teller:
                return self._name(teller[0])
        for mention in self.mentions:
            lead = text[max(0, mention.span.start - 5) : mention.span.start]
            agent = r"\bdat $" if hit.rule.level == "expectation" else r"\bdoor $"
            if re.search(agent, lead) and mention.who is not Who.YOU:
                return self._name(mention)
        if hit.rule.level == "expectation" and self.recipient is None:
            for sentence in reversed(self.before):
                for mention in mentions(self.reading.text(sentence), sentence.span.start, self.profile):
                    if mention.who is Who.BODY and sentence.block == self.sentence.block:
                        return self._name(mention)
        return self.speakers.agent

    @cached_property
    def recipient(self) -> str | None:
        """The House that is told or promised something, as the contract writes it, or who is named after "aan"."""
        if house := _HOUSE.search(self.text):
            if house["senate"]:
                return "Eerste Kamer"
            if house["both"]:
                return re.sub(r"^het ", "", house["both"])
            return "Tweede Kamer" if "Tweede" in house[0] else self.speakers.house
        return None

    def _addressed(self) -> str | None:
        if self.recipient:
            return self.recipient
        if self.profile.kind is Kind.KAMERBRIEF and self._says_you:
            return self.speakers.house
        to = _TO.search(self.text)
        return (
            to["who"]
            if to and re.search(r"gestuurd|sturen|toegezegd|toezegging|\btoe\b|verzonden|zenden", self.text)
            else None
        )

    def commitment(self, name: str, hit: Hit) -> Commitment:
        actor = self.actor(hit) or None
        reported = hit.rule.reported or (hit.rule.action_after and bool(_TOLD.search(self._lead(hit))))
        return Commitment(
            id=name,
            sentence=self.sentence.span,
            action=action(
                self.reading.document.text,
                self.sentence.span,
                hit,
                self.moments,
                [mention.span for mention in self._beside(hit) if self._allows(hit.rule, mention)],
            ),
            actor=actor,
            recipient=self._addressed(),
            made_on=self._made_before(hit) if reported else self.profile.date,
            deadline=None,
            status=self._status(hit, reported),
            confidence=round(hit.rule.confidence - (0 if actor else 0.1), 2),
            rule=hit.rule.id,
        )

    def _lead(self, hit: Hit) -> str:
        return self.reading.document.text[self.sentence.span.start : hit.first.start]

    def _status(self, hit: Hit, reported: bool) -> CommitmentStatus:
        done = hit.rule.status == "fulfilled" or (reported and bool(veto("by-this-letter").search(self.text)))
        done = done or (hit.rule.status == "by-this-letter" and not self._has("time"))
        later = re.search(r"\b(?:zal|zult|zullen|nog niet|gaat|gaan|deels)\b", self.text)
        return CommitmentStatus.FULFILLED if done and not later else CommitmentStatus.OPEN

    def _made_before(self, hit: Hit) -> date | None:
        """The day on which a reported promise was made, if the sentence tells it."""
        end = self.sentence.span.end if hit.rule.level == "fulfilment" else hit.last.end
        return past_day(self.reading.document.text, Span(self.sentence.span.start, end), self.profile.date)
