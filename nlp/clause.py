"""One sentence, or a part of it, while it is judged: whether it promises, who acts, who is told, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.document import Part, Span
from corpus.records import Commitment, CommitmentStatus, Kind
from nlp.action import action
from nlp.actors import Who, mentions
from nlp.needs import TOLD, met
from nlp.promises import Hit, hits, past_day, veto, vetoes
from nlp.stretch import GOVERNMENT, Stretch
from nlp.turns import Voice
from nlp.unnamed import unnamed

NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|noch)\b"
    r"(?! (?:alleen|later|eerder|enkel|slechts|al te|te lang|langer dan|meer dan|onomkeerbare))"
)
_FAR = 4000  # characters back in which a text may have named the meeting
_CUT = re.compile(r";\s+|,?\s+(?=(?:en|maar|waarna|terwijl)\s)|,\s+(?=(?:waarover|waarin|welke)\s)")
# What is said in a debate under a condition is seldom meant as a promise: "Als dat zo is, zullen we optreden".
_CONDITION = re.compile(r"(?:(?:Maar|En|Dus|Want),? )?(?:[Aa]ls|[Ii]ndien|[Mm]ocht|[Ww]anneer)\b")
# "de vraag wat de Commissie gaat doen", "of de minister dit gaat regelen"
_WONDERS = re.compile(r"\b(?:wat|of|wanneer|waarom|wie)\s(?:(?:de|het|deze|die|dit)\s)?[\w-]+\s(?:[\w-]+\s){0,4}$")
# Behind these another clause starts, whose "niet" refuses nothing: "ik zal erop toezien dat dit niet gebeurt".
_CLAUSE_END = re.compile(
    r"[;:]|, (?:maar|omdat|aangezien|terwijl|die|dat|waar\w*|zodat)\b|\shoe\s"
    r"|\b(?:op|voor|zijn|zorgen|toezien|ervoor|mee)\sdat\s"
)
_IN_LETTER = re.compile(r"\b(?:in|aldus|volgens) (?:de|deze|uw) (?:\w+ )?(?:Kamer)?brief\b", re.IGNORECASE)
# "In hetzelfde debat", "toen", "diezelfde dag": the meeting that the text named last
_SAME = re.compile(
    r"\b(?:(?:dat|hetzelfde|het) (?:\w+)?(?:debat|overleg)|toen|diezelfde dag|daar)\b(?! van \d)", re.IGNORECASE
)
# "In het commissiedebat van 9 maart": where what is told next was promised
_HELD_ON = re.compile(
    r"\b[\w-]*(?:debat|overleg|vergadering|vragenuur|behandeling|bezoek|gesprek)\b[^.;]{0,60}?"
    r"\bvan \d{1,2} [a-z]+(?: \d{4})?"
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
            # "Dat wil ik graag doen; dat zeg ik toe" says it twice.
            if min(len(left.text.split()), len(right.text.split())) < 6:
                continue
            if left.surest and right.surest:
                yield left
                yield from right.parts()
                return
        yield self

    @cached_property
    def blocked(self) -> frozenset[str]:
        # A motion is one long sentence: what it asks says nothing of what it considers.
        return self._blocked_by(self.text if self.considers else self.reading.text(self.sentence))

    def _is_blocked(self, hit: Hit) -> bool:
        """Whether a veto holds: in the whole sentence, or in the part that stands alone behind a semicolon."""
        if hit.rule.level not in self.blocked:
            return False
        text, (start, end) = self.reading.document.text, self.sentence.span
        stop = text.rfind(";", start, hit.first.start)
        part = text[stop + 1 : end].strip()
        return stop < 0 or self.considers or hit.rule.level in self._blocked_by(part[:1].upper() + part[1:])

    def _blocked_by(self, whole: str) -> frozenset[str]:
        levels = {
            level
            for veto in vetoes()
            if not (veto.spoken or veto.local) and veto.pattern.search(whole)
            for level in veto.blocks
        }
        if self.advice:
            levels |= {"announcement", "expectation", "fulfilment"}
            # An item of the advice is what the minister is asked to do, unless it says what "u" will get.
            asked = self.sentence.block.part is Part.ITEM and not re.search(r"\b[Uu]\b", whole)
            levels |= {"plan", "will"} if asked else set()
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
        if self._is_blocked(hit) or not all(met(need, self, hit) for need in rule.needs):
            return False
        if rule.id == "doet" and not self._may_act(hit.first):
            return False
        if self._negated(hit) or self._vetoed_near(hit) or (self.turn and self._in_speech(hit)):
            return False
        if "any" in rule.subject:
            # A member of the House who names no actor asks, hopes or tells: only who governs promises.
            told = "named" in rule.needs or (rule.level in {"promise", "mention"} and rule.reported)
            return self.turn is None or self.turn.voice is Voice.OFFICE or told
        return self.subject(hit) is not None

    def _vetoed_near(self, hit: Hit) -> bool:
        """Whether a veto stands between the same colons or semicolons: "Mijn reactie zou zijn: dat gaan we doen"."""
        text = self.reading.document.text
        start, end = self.sentence.span
        start = max(start, *(text.rfind(stop, start, hit.first.start) + 1 for stop in ":;"))
        after = re.compile(r"[:;]").search(text, hit.first.end, end)
        near = text[start : after.start() if after else end].lstrip()
        return any(veto.local and hit.rule.level in veto.blocks and veto.pattern.search(near) for veto in vetoes())

    def _in_speech(self, hit: Hit) -> bool:
        """Whether a clause of a debate is about the debate: "dan ontraad ik de motie", "daar ga ik nu op in"."""
        text = self.reading.document.text
        start = max(text.rfind(stop, self.scope.start, hit.first.start) for stop in ",;:—") + 1
        if hit.rule.after_only:  # "Ik heb in eerste termijn gezegd dat we het gaan doen": from "dat" on
            start = hit.first.start
        after = re.compile(r"[,;:—]|\b(?:en|maar|omdat|dat|die|zodat)\b").search(text, hit.first.end, self.scope.end)
        clause = text[max(start, self.scope.start) : after.start() if after else self.scope.end]
        return any(veto.spoken and hit.rule.level in veto.blocks and veto.pattern.search(clause) for veto in vetoes())

    def _negated(self, hit: Hit) -> bool:
        """True for a refusal: "zeg ik niet toe", "zal dit niet doen"; what a promise holds may be negative."""
        if hit.rule.level == "promise":
            words = self.reading.document.at(hit.span)
            return bool(NEGATION.search(words)) and not re.search(r"\b(?:om|dat)\b.*\b(?:niet|geen)\b", words)
        if hit.rule.level == "mention":
            return False
        if hit.rule.level == "announcement" and not hit.rule.after_only and _WONDERS.search(self._lead(hit)):
            return True
        end = self.scope.end
        # "waarom een verbod niet zal worden ingevoerd"
        if re.search(r"\b(?:niet|nooit)\s+$", self._lead(hit)):
            return True
        clause = _CLAUSE_END.split(self.reading.document.text[hit.first.start : end])[0]
        return bool(NEGATION.search(clause))

    def _may_act(self, word: Span) -> bool:
        """A verb has a capital only where it opens the sentence: "Zaken" and "Bibliotheek" are names."""
        return word.start == self.scope.start or not self.reading.document.at(word)[0].isupper()

    def actor(self, hit: Hit) -> str | None:
        """The subject, else who is named after "door", else the body that the sentences before were about."""
        if announced := self._announced(hit):
            return announced
        subject = self.subject(hit)
        if subject:
            return subject
        if subject == "" and "any" not in hit.rule.subject:
            return unnamed(self, hit)
        text = self.reading.document.text
        if hit.rule.action_after and (told := TOLD.search(self._lead(hit))):
            teller = [
                m for m in self.mentions if m.span.end <= self.scope.start + told.start() and m.who is not Who.YOU
            ]
            if teller:
                return self.name_of(teller[0])
        for mention in self.mentions:
            lead = text[max(0, mention.span.start - 5) : mention.span.start]
            agent = r"\b(?:dat|van) $" if hit.rule.level == "expectation" else r"\bdoor $"
            if re.search(agent, lead) and mention.who is not Who.YOU:
                return self.name_of(mention)
        named = any(mention.who in GOVERNMENT for mention in self.mentions)
        if named and ("named" in hit.rule.needs or hit.rule.level == "mention"):
            return next((self.name_of(mention) for mention in self.mentions if mention.who in GOVERNMENT), None)
        if hit.rule.level == "expectation" and self.recipient is None:
            for sentence in reversed(self.before):
                for mention in mentions(self.reading.text(sentence), sentence.span.start, self.profile):
                    if mention.who is Who.BODY and sentence.block == self.sentence.block:
                        return self.name_of(mention)
        return unnamed(self, hit)

    def _announced(self, hit: Hit) -> str | None:
        """The body of which somebody announces that it will act: "U kondigt aan dat DUO de cijfers openbaar maakt"."""
        if hit.rule.id != "kondigt-aan":
            return None
        text = self.reading.document.text
        for mention in self.mentions:
            if mention.who is Who.BODY and re.search(r"\baan dat $", text[hit.first.start : mention.span.start]):
                return self.name_of(mention)
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
            made_on=self._made_before(hit) if reported else None if self._by_letter(hit) else self.profile.date,
            deadline=None,
            status=self._status(hit, reported),
            confidence=round(hit.rule.confidence - (0 if actor else 0.1), 2),
            rule=hit.rule.id,
        )

    def _by_letter(self, hit: Hit) -> bool:
        """Whether a nota tells what the minister promises by the letter that goes with it: "In de brief zegt u toe"."""
        you = any(mention.who is Who.YOU for mention in self.beside(hit))
        return bool(self.profile.kind is Kind.BESLISNOTA and you and _IN_LETTER.search(self.text))

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
        return hit.rule.reported or past or (hit.rule.action_after and bool(TOLD.search(self._lead(hit))))

    def _lead(self, hit: Hit) -> str:
        return self.reading.document.text[self.scope.start : hit.first.start]

    def _status(self, hit: Hit, reported: bool) -> CommitmentStatus:
        done = hit.rule.status == "fulfilled" or (reported and bool(veto("by-this-letter").search(self.text)))
        done = done or (hit.rule.status == "by-this-letter" and not met("time", self, hit))
        later = re.search(r"\b(?:zal|zult|zullen|nog niet|gaat|gaan|deels)\b", self.text)
        return CommitmentStatus.FULFILLED if done and not later else CommitmentStatus.OPEN

    def _made_before(self, hit: Hit) -> date | None:
        """The day on which a reported promise was made: by the sentence, else by the debate that was named before."""
        end = self.scope.end if hit.rule.level == "fulfilment" else hit.last.end
        text, now = self.reading.document.text, self.profile.date
        if day := past_day(text, Span(self.scope.start, end), now):
            return day
        for sentence in reversed(self.before):
            held = _HELD_ON.search(text, sentence.span.start, sentence.span.end)
            if held and sentence.block == self.sentence.block and (day := past_day(text, Span(*held.span()), now)):
                return day
        if not _SAME.search(text, self.scope.start, end):
            return None
        last = list(_HELD_ON.finditer(text, max(0, self.scope.start - _FAR), self.scope.start))
        return past_day(text, Span(*last[-1].span()), now) if last else None
