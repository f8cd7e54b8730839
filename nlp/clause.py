"""One sentence, or a part of it, while it is judged: whether it promises, who acts, who is told, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.document import Span
from corpus.records import Commitment, CommitmentStatus, Kind
from nlp.action import action
from nlp.actors import Who, mentions, office_before
from nlp.promises import MONTHS, Hit, When, government_act, hits, past_day, veto, vetoes
from nlp.stretch import GOVERNMENT, Stretch
from nlp.turns import Voice

NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|noch)\b"
    r"(?! (?:alleen|later|eerder|enkel|slechts|al te|te lang|langer dan|meer dan|onomkeerbare))"
)
_CUT = re.compile(r";\s+|,?\s+(?=(?:en|maar|waarna|terwijl)\s)")
_MODAL = re.compile(
    r"\b(?:zal|zult|zullen|kan|kunnen|moet|moeten|dient|dienen|zou|zouden|mag|mogen|hoeft|hoeven)\b(?:(?!\bdat\b)[^,;:])*$"
)
# What is said in a debate under a condition is seldom meant as a promise: "Als dat zo is, zullen we optreden".
_CONDITION = re.compile(r"(?:(?:Maar|En|Dus|Want),? )?(?:[Aa]ls|[Ii]ndien|[Mm]ocht|[Ww]anneer)\b")
_BACK = re.compile(r"\b(?:hierop|daarop|hierover|daarover|[Kk]amer|bij u|brief|schriftelijk|wetsvoorstel|later)\b")
# Behind these another clause starts, whose "niet" refuses nothing: "ik zal erop toezien dat dit niet gebeurt".
_CLAUSE_END = re.compile(
    r"[;:]|, (?:maar|omdat|aangezien|terwijl|die|dat|waar\w*|zodat)\b|\shoe\s"
    r"|\b(?:op|voor|zijn|zorgen|toezien|ervoor|mee)\sdat\s"
)
_TOLD = re.compile(
    r"\b(?:geïnformeerd|gemeld|vermeld|medegedeeld|meegedeeld|aangegeven|aangekondigd|bericht|gecommuniceerd"
    r"|laten weten|staat)\b"
)


@dataclass(frozen=True)
class Clause(Stretch):
    """One sentence while it is judged; `scope` is the part of it that is looked at."""

    def parts(self) -> Iterator[Clause]:
        """The sentence cut where each side promises for itself: "ik stuur u de nota en ik zal de Eerste Kamer ..."."""
        # No sentence that is meant to be read is longer, and each cut judges what is left anew.
        cuts = _CUT.finditer(self.text) if len(self.text) < 1500 and self.surest else ()
        for cut in cuts:
            left = replace(self, scope=Span(self.scope.start, self.scope.start + cut.start()))
            right = replace(self, scope=Span(self.scope.start + cut.end(), self.scope.end))
            if left.surest and right.surest:
                yield left
                yield from right.parts()
                return
        yield self

    @cached_property
    def blocked(self) -> frozenset[str]:
        # A motion is one long sentence: what it asks says nothing of what it considers.
        whole = self.text if self.considers else self.reading.text(self.sentence)
        levels = {level for veto in vetoes() if not veto.spoken and veto.pattern.search(whole) for level in veto.blocks}
        if self.advice:
            levels |= {"announcement", "plan", "will", "expectation", "fulfilment"}
        if self.turn and _CONDITION.match(whole):
            levels.add("announcement")
        if self.considers:
            levels |= {"plan", "will", "expectation", "duty"}
        if self.turn and self.turn.voice is not Voice.OFFICE:
            levels |= {"plan", "will", "expectation", "duty", "fulfilment"}
        if (self.profile.kind is Kind.MOTIE or self.asked) and not self.considers:
            levels |= {"announcement", "plan", "will", "expectation", "fulfilment", "duty"}
        return frozenset(levels)

    @cached_property
    def surest(self) -> Hit | None:
        """The hit of the surest rule that holds, or None where the sentence promises nothing."""
        tokens = self.reading.doc.char_span(*self.scope, alignment_mode="expand")
        if tokens is None:
            return None
        holding = [hit for hit in hits(tokens) if self._holds(hit)]
        return max(holding, key=lambda hit: hit.rule.confidence, default=None)

    def _holds(self, hit: Hit) -> bool:
        rule = hit.rule
        if rule.level in self.blocked or not all(self._has(need, hit) for need in rule.needs):
            return False
        if self._negated(hit) or (self.turn and self._in_speech(hit)):
            return False
        if "any" in rule.subject:
            # A member of the House who names no actor asks, hopes or tells: only who governs promises.
            return self.turn is None or self.turn.voice is Voice.OFFICE or "named" in rule.needs
        return self.subject(hit) is not None

    def _finite(self, hit: Hit) -> bool:
        """Whether "worden" is a verb of its own, not one of "moet worden aangeleverd", "te worden"."""
        lead = self.reading.document.text[self.sentence.span.start : hit.first.start]
        return not (re.search(r"\bte\s+$", lead) or (hit.last > hit.first and _MODAL.search(lead)))

    def _in_speech(self, hit: Hit) -> bool:
        """Whether a clause of a debate is about the debate: "dan ontraad ik de motie", "daar ga ik nu op in"."""
        text = self.reading.document.text
        start = max(text.rfind(stop, self.scope.start, hit.first.start) for stop in ",;:—") + 1
        after = re.compile(r"[,;:—]|\b(?:en|maar|omdat|dat|die|zodat)\b").search(text, hit.first.end, self.scope.end)
        clause = text[max(start, self.scope.start) : after.start() if after else self.scope.end]
        return any(veto.spoken and hit.rule.level in veto.blocks and veto.pattern.search(clause) for veto in vetoes())

    def _has(self, need: str, hit: Hit) -> bool:
        """Whether what a rule needs (head of lists/promises.toml) is there."""
        match need:
            case "finite":
                return self._finite(hit)
            case "spoken":
                return bool(self.turn and self.turn.voice is Voice.OFFICE)
            case "back":
                # "Ik kom terug op het amendement" is the order of a debate; in a letter it is a promise.
                return self.turn is None or self._has("when", hit) or bool(_BACK.search(self.text))
            case "named":
                return any(mention.who in GOVERNMENT for mention in self.mentions)
            case "told":
                return bool(_TOLD.search(self.text))
            case "when":
                return any(
                    (moment.kind == "dated" and self._is_to_come(moment)) or moment.kind == "vague"
                    for moment in self.moments
                )
            case "time":
                return any(moment.kind == "dated" and self._is_to_come(moment) for moment in self.moments)
            case "soon":
                return any(moment.kind != "dated" or self._is_to_come(moment) for moment in self.moments)
            case "house":
                return self.recipient is not None or (self.profile.kind is Kind.KAMERBRIEF and self.says_you)
            case "passive":
                return bool(re.search(r"\bword(?:t|en)\b", self.text))
            case "enclosed":
                return bool(veto("by-this-letter").search(self.text))
            case "product":
                return bool(
                    re.search(r"(?:brief|rapport|rapportage|reactie|voorstel|plan|nota|evaluatie|besluit)\b", self.text)
                )
            case _:
                raise ValueError(f"{hit.rule.id} needs {need}, which nothing knows")

    def _is_to_come(self, moment: When) -> bool:
        """False for a moment that lies before the document's date, and for "sinds 2020" or "van 2020"."""
        at = moment.span.start - self.scope.start
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
            return bool(NEGATION.search(words)) and not re.search(r"\b(?:om|dat)\b.*\b(?:niet|geen)\b", words)
        end = self.scope.end
        # "waarom een verbod niet zal worden ingevoerd"
        if re.search(r"\b(?:niet|nooit)\s+$", self._lead(hit)):
            return True
        clause = _CLAUSE_END.split(self.reading.document.text[hit.first.start : end])[0]
        return bool(NEGATION.search(clause))

    def actor(self, hit: Hit) -> str | None:
        """The subject, else who is named after "door", else the body that the sentences before were about."""
        if subject := self.subject(hit):
            return subject
        text = self.reading.document.text
        if hit.rule.action_after and (told := _TOLD.search(self._lead(hit))):
            teller = [
                m for m in self.mentions if m.span.end <= self.scope.start + told.start() and m.who is not Who.YOU
            ]
            if teller:
                return self.name_of(teller[0])
        for mention in self.mentions:
            lead = text[max(0, mention.span.start - 5) : mention.span.start]
            agent = r"\bdat $" if hit.rule.level == "expectation" else r"\bdoor $"
            if re.search(agent, lead) and mention.who is not Who.YOU:
                return self.name_of(mention)
        if "named" in hit.rule.needs:
            return next((self.name_of(mention) for mention in self.mentions if mention.who in GOVERNMENT), None)
        if hit.rule.level == "expectation" and self.recipient is None:
            for sentence in reversed(self.before):
                for mention in mentions(self.reading.text(sentence), sentence.span.start, self.profile):
                    if mention.who is Who.BODY and sentence.block == self.sentence.block:
                        return self.name_of(mention)
        return self._unnamed(hit)

    def _unnamed(self, hit: Hit) -> str | None:
        """Who acts where nobody is named: the document's own office, if only a government can do such a thing."""
        if hit.rule.level == "duty":
            return self.speakers.me or self.speakers.agent
        if self.profile.kind in {Kind.KAMERBRIEF, Kind.BRIEF, Kind.BESLISNOTA} and hit.rule.level == "will":
            return self.speakers.agent
        if self.profile.kind is Kind.OVERIG and not self.turn and hit.rule.level in {"will", "plan"}:
            # A list of decisions or a register: the office that it spoke of last.
            return office_before("", self.text_before) or self.speakers.agent
        own = any(mention.who is Who.SELF for mention in self.mentions)
        passive = hit.rule.level in {"plan", "will", "expectation"}
        if not passive or own or self.recipient or government_act(self.text):
            return self.speakers.agent
        return None

    def commitment(self, name: str, hit: Hit) -> Commitment:
        actor = self.actor(hit) or None
        reported = self._is_reported(hit)
        return Commitment(
            id=name,
            sentence=self.sentence.span,
            action=action(
                self.reading.document.text,
                self.scope,
                hit,
                self.moments,
                [mention.span for mention in self.beside(hit) if self.allows(hit.rule, mention)],
            ),
            actor=actor,
            recipient=self.addressed(),
            made_on=self._made_before(hit) if reported else self.profile.date,
            deadline=None,
            status=self._status(hit, reported),
            confidence=round(hit.rule.confidence - (0 if actor else 0.1), 2),
            rule=hit.rule.id,
        )

    def listed(self) -> Commitment:
        """What stands in a list of promises, though it has no word of promising itself."""
        named = [mention for mention in self.mentions if mention.who in GOVERNMENT]
        return Commitment(
            id="",
            sentence=self.sentence.span,
            action=(),
            actor=self.name_of(named[0]) if named else self.speakers.agent,
            recipient=self.addressed(),
            made_on=None,
            deadline=None,
            status=CommitmentStatus.OPEN,
            confidence=0.75,
            rule="listed",
        )

    def _is_reported(self, hit: Hit) -> bool:
        """Whether it was promised before: "heeft toegezegd", "zegde toe", "heeft gemeld dat ... wordt gestuurd"."""
        past = self.reading.document.at(hit.first).lower() in {"zei", "zeiden", "zegde", "zegden"}
        return hit.rule.reported or past or (hit.rule.action_after and bool(_TOLD.search(self._lead(hit))))

    def _lead(self, hit: Hit) -> str:
        return self.reading.document.text[self.scope.start : hit.first.start]

    def _status(self, hit: Hit, reported: bool) -> CommitmentStatus:
        done = hit.rule.status == "fulfilled" or (reported and bool(veto("by-this-letter").search(self.text)))
        done = done or (hit.rule.status == "by-this-letter" and not self._has("time", hit))
        later = re.search(r"\b(?:zal|zult|zullen|nog niet|gaat|gaan|deels)\b", self.text)
        return CommitmentStatus.FULFILLED if done and not later else CommitmentStatus.OPEN

    def _made_before(self, hit: Hit) -> date | None:
        """The day on which a reported promise was made, if the sentence tells it."""
        end = self.scope.end if hit.rule.level == "fulfilment" else hit.last.end
        return past_day(self.reading.document.text, Span(self.scope.start, end), self.profile.date)
