"""Commitments (toezeggingen): what a government body or an office holder promises, or is reported to have promised.

One commitment a sentence, by the surest rule of lists/promises.toml that holds. Deadlines are linked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.document import Part, Span
from corpus.records import Commitment, CommitmentStatus, Kind, Profile
from nlp.actors import Mention, Who, addressee, fuller, mentions
from nlp.dutch import Reading, Sentence
from nlp.promises import MONTHS, Hit, Rule, When, hits, moments, veto, vetoes

_GOVERNMENT = {Who.CABINET, Who.OFFICE, Who.MINISTRY}
_HOUSE = re.compile(
    r"\b(?P<senate>Eerste Kamer|EK)\b(?!-?\s?debat)|\b(?P<both>[Bb]eide Kamers|(?:het )?[Pp]arlement|Staten-Generaal)\b"
    r"|\b(?P<house>Tweede Kamer|(?:[Uu]w|[Dd]e) Kamer|Kamer|TK)\b(?!-?\s?debat)(?! (?:van Koophandel|heeft (?:verzocht|gevraagd)))"
)
_TO = re.compile(r"\baan (?P<who>(?:het lid |de leden |de heer |mevrouw )?(?:de |het )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_ADVICE = re.compile(r"(?:[Gg]ea[a-z]+ besluit|[Aa]dvies\b|[Gg]evraagd|[Bb]eslispunt|[Gg]evraagde beslissing|Besluit$)")
_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|noch)\b(?! (?:alleen|later|eerder|enkel|slechts|langer dan|meer dan|onomkeerbare))"
)
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:geïnformeerd|gemeld|vermeld|medegedeeld|meegedeeld|aangegeven|aangekondigd|bericht|gecommuniceerd|laten weten|staat)\b"
)
_EDGE = " \t\n\u00a0.,;:–-•()"
_LOOSE = re.compile(
    r"^(?:om|dat|en|dan|ook|daarom|daarnaast|hier|er|tevens|of|vervolgens|zich|tot slot)$", re.IGNORECASE
)
_MODAL = re.compile(r"^(?:zal|zult|zullen|ga|gaat|gaan)$", re.IGNORECASE)


def find_commitments(reading: Reading, profile: Profile, signatory: str | None) -> tuple[Commitment, ...]:
    """The commitments of a document, in text order; `signatory` is the office that signs a letter.

    "Ik zal uw Kamer voor de zomer informeren." in a letter of the minister of BZK gives a commitment of
    "minister van BZK" to the Tweede Kamer, made on the letter's date.
    """
    speakers = _Speakers.of(reading, profile, signatory)
    found: list[Commitment] = []
    listed: Commitment | None = None
    for clause in _clauses(reading, profile, speakers):
        hit = clause.surest()
        one = clause.commitment("", hit) if hit else None
        if listed and clause.sentence.block.part is Part.ITEM:
            if not one and not re.search(r"\bmotie", clause.text, re.IGNORECASE):
                action = tuple(_pieces(reading.document.text, clause.sentence.span, []))
                one = replace(listed, sentence=clause.sentence.span, action=action, recipient=clause.recipient)
        else:
            # "Hiermee geeft u invulling aan enkele toezeggingen:" says nothing itself; the items below it do.
            listed = one if one and hit and hit.rule.level == "fulfilment" and clause.text.endswith(":") else None
            one = None if listed else one
        if one:
            found.append(replace(one, id=f"c{len(found) + 1}"))
    return tuple(found)


@dataclass(frozen=True)
class _Speakers:
    """What "ik" and "u" stand for in one document, and who acts where nobody is named."""

    me: str | None
    you: str | None
    agent: str | None
    house: str

    @staticmethod
    def of(reading: Reading, profile: Profile, signatory: str | None) -> _Speakers:
        head = " ".join(reading.document.at(b.span) for b in reading.document.parts(Part.HEAD, Part.COLOPHON))
        senate = "Eerste Kamer" in head and "Tweede Kamer" not in head
        house = "Eerste Kamer" if senate else "Tweede Kamer"
        if profile.kind is Kind.BESLISNOTA:
            you = addressee(reading.document, profile)
            return _Speakers(f"ministerie van {profile.ministry}" if profile.ministry else None, you, you, house)
        return _Speakers(signatory, None, signatory, house)


def _clauses(reading: Reading, profile: Profile, speakers: _Speakers) -> Iterator[_Clause]:
    text = reading.document.text
    headings = [block for block in reading.document.running() if block.part is Part.HEADING]
    before: list[Sentence] = []
    for sentence in reading.sentences:
        over = [block for block in headings if block.span.end <= sentence.span.start]
        advice = bool(over and _ADVICE.search(reading.document.at(over[-1].span)))
        yield _Clause(reading, profile, speakers, sentence, tuple(before[-2:]), advice, text[: sentence.span.start])
        before.append(sentence)


@dataclass(frozen=True)
class _Clause:
    """One sentence while it is judged."""

    reading: Reading
    profile: Profile
    speakers: _Speakers
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
        """True for a refusal: "zeg ik niet toe", "zal de motie niet uitvoeren"; what a promise holds may be negative."""
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
            action=self.action(hit),
            actor=actor,
            recipient=self._addressed(),
            made_on=self._stated_date(hit) if reported else self.profile.date,
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

    def _stated_date(self, hit: Hit) -> date | None:
        """The day on which a reported promise was made; a day without a year is the last one before the document."""
        text = self.reading.document.text
        end = self.sentence.span.end if hit.rule.level == "fulfilment" else hit.last.end
        for match in _DAY.finditer(text, self.sentence.span.start, end):
            now = self.profile.date
            if not (match[3] or now):
                continue
            year = int(match[3]) if match[3] else now.year if now else 0
            try:
                day = date(year, MONTHS.index(match[2].lower()) + 1, int(match[1]))
            except ValueError:
                continue
            if now and day > now:
                if match[3]:
                    continue
                day = day.replace(year=year - 1)
            return day
        return None

    def action(self, hit: Hit) -> tuple[Span, ...]:
        """What will be done: the pieces of the sentence without the actor, the moment and the words of promising."""
        end = self.sentence.span.end
        text = self.reading.document.text
        start = self.sentence.span.start
        cut = [moment.span for moment in self.moments if moment.kind in {"dated", "recurring", "vague"}]
        cut += [mention.span for mention in self._beside(hit) if self._allows(hit.rule, mention)]
        if hit.rule.action_after:
            tail = hit.first if hit.rule.id.startswith(("zal-bijzin", "wordt-bijzin")) else hit.last
            follows = text[tail.end : end]
            if len(re.findall(r"\w+", follows)) > 2 and not re.match(r"\s(?:in het|tijdens|aan|bij|op)\s", follows):
                start = tail.end
            cut.append(tail)
        cut.append(hit.first)
        if not _MODAL.match(text[hit.first.start : hit.first.end]) and not hit.rule.action_after:
            cut.remove(hit.first)
        cut += [
            Span(m.start(), m.end()) for m in re.finditer(r"\b(?:zal|zult|zullen)\b", text[:end]) if m.start() >= start
        ]
        return tuple(_pieces(text, Span(start, end), cut))


def _pieces(text: str, span: Span, cut: list[Span]) -> Iterator[Span]:
    at = span.start
    for gap in [*sorted(cut), Span(span.end, span.end)]:
        if gap.end <= at:
            continue
        left, right = at, min(max(gap.start, at), span.end)
        while left < right and text[left] in _EDGE.replace("(", ""):
            left += 1
        while right > left and text[right - 1] in _EDGE.replace(")", ""):
            right -= 1
        lead = re.match(r"(?:om|dat|en|dan)\s", text[left:right])
        left += lead.end() if lead else 0
        piece = text[left:right]
        if re.search(r"\w", piece) and not _LOOSE.match(piece):
            yield Span(left, right)
        at = max(at, gap.end)
        if at >= span.end:
            break
