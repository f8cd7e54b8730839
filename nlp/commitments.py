"""Commitments (toezeggingen): what a government body or an office holder promises, or is reported to have promised.

The surest rule of lists/promises.toml that holds makes a commitment of a sentence, or of each part that promises for
itself; of a list of promises each item is one, and each row of a register. Where no rule holds the trained judge is
asked (nlp/judge.py). Deadlines are linked elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import zip_longest

from corpus.document import Part, Span
from corpus.records import Commitment, CommitmentStatus, Kind, Profile
from nlp.action import pieces
from nlp.clause import NEGATION, Clause
from nlp.dutch import Reading, Sentence
from nlp.judge import judge
from nlp.meeting import held_on
from nlp.minutes import asked
from nlp.promises import Hit, rules
from nlp.register_rows import LIST, of_action, of_row, sentences
from nlp.speakers import Speakers
from nlp.turns import turn_at, turns

# So many characters lie at most between the end of a sentence and what goes on from it.
_NEXT = 120
_FEW = 2  # sentences in which a promise may be told to be kept
_ENDED = re.compile(
    r"\b(?:deze|die|de|mijn|uw) (?:toezegging|belofte)\b.{0,60}\b(?:nagekomen|gestand|voldaan|afgedaan|ingelost|af)\b"
    r"|\b(?:daarmee|hiermee|waarmee)\b.{0,40}\b(?:toezegging|belofte)\b.{0,40}\b(?:nagekomen|gestand|voldaan|afgedaan|na|af)\b"
    r"|\b(?:nagekomen|gestand|voldaan aan|afgedaan)\b.{0,40}\b(?:deze|die|de) toezegging\b"
)
_ADVICE = re.compile(r"(?:[Gg]ea[a-z]+ besluit|[Aa]dvies\b|[Gg]evraagd|[Bb]eslispunt|[Gg]evraagde beslissing|Besluit$)")

# What a nota gives its minister to say in the first person
_TO_SAY = re.compile(
    r"(?:\d{1,2}\.?\s+)?"
    r"(?:[Ss]preek(?:punten|tekst|lijn)|[Vv]ragen en antwoorden|Q\s?&\s?A|[Kk]ernboodschap|[Ww]oordvoerings?lijn"
    r"|[Cc]oncept-?\s?(?:antwoord|beantwoording|brief)|[Bb]eantwoording)"
)


def find_commitments(reading: Reading, profile: Profile, signatories: Sequence[str] = ()) -> tuple[Commitment, ...]:
    """The commitments of a document, in text order; `signatories` are the offices that sign a letter.

    "Ik zal uw Kamer voor de zomer informeren." in a letter of the minister of BZK gives a commitment of
    "minister van BZK" to the Tweede Kamer, made on the letter's date.
    """
    speakers = Speakers.of(reading, profile, signatories)
    found: list[Commitment] = []
    registered: set[Span] = set()
    listed: Commitment | None = None
    clauses = list(clauses_of(reading, profile, speakers))
    following = [clause for clause, _ in clauses[1:]]
    for (clause, title), after in zip_longest(clauses, following):
        if title:
            hit = clause.surest
            row = of_action if title.startswith(LIST) else of_row
            one = row(clause, clause.commitment("", hit) if hit else None, title)
            found += [one] if one else []
            registered |= {one.sentence} if one and row is of_row else set()
            continue
        if listed and clause.sentence.block.part is Part.ITEM:
            found += _of(clause) or _item(clause, listed)
            continue
        listed = _lead(clause, after)
        found += [] if listed else _of(clause) or _judged(clause, after)
    kept = _with_ends(reading, _with_actors(_as_rows(reading, found, registered)))
    made = held_on(reading.document, profile)
    dated = (replace(one, made_on=made) if made and one.made_on == profile.date else one for one in kept)
    return tuple(replace(one, id=f"c{i}") for i, one in enumerate(dated, 1))


def _as_rows(reading: Reading, found: Sequence[Commitment], registered: AbstractSet[Span]) -> list[Commitment]:
    """The same, but for what a register's row tells of its own promise: "De Kamer wordt in maart geïnformeerd".

    Where a row has nothing else, the whole row is its sentence: a cell may say by when.
    """
    rows = [block.span for block in reading.document.running() if block.part is Part.ROW] if registered else []
    of_row = {one.sentence: next((row for row in rows if row.covers(one.sentence)), None) for one in found}
    own = {of_row[one.sentence] for one in found if one.sentence in registered and one.recipient}
    kept = [
        one
        for one in found
        if one.sentence in registered or not (one.recipient and of_row[one.sentence] and of_row[one.sentence] in own)
    ]
    held = Counter(of_row[one.sentence] for one in kept)
    whole = {one.sentence: row for one in kept if one.sentence in registered and (row := of_row[one.sentence])}
    return [replace(one, sentence=row) if (row := whole.get(one.sentence)) and held[row] == 1 else one for one in kept]


def _with_ends(reading: Reading, found: Iterable[Commitment]) -> Iterator[Commitment]:
    """Each commitment; one that was made before is fulfilled where the next sentences say so of "de toezegging"."""
    at = {sentence.span: number for number, sentence in enumerate(reading.sentences)}
    for one in found:
        place = at.get(one.sentence)
        reported = one.rule in rules() and rules()[one.rule].reported
        if place is None or one.status is not CommitmentStatus.OPEN or not reported:
            yield one
            continue
        here = reading.sentences[place]
        behind = [each for each in reading.sentences[place + 1 : place + 1 + _FEW] if each.block == here.block]
        done = any(_ENDED.search(reading.text(each)) for each in behind)
        yield replace(one, status=CommitmentStatus.FULFILLED) if done else one


def _with_actors(found: list[Commitment]) -> Iterator[Commitment]:
    """Each commitment; one that names nobody, right behind another, is that one's actor's: "Dat wordt meegenomen"."""
    last: Commitment | None = None
    for one in found:
        near = last and one.actor is None and one.sentence.start - last.sentence.end < _NEXT
        last = replace(one, actor=last.actor) if near and last else one
        yield last


def _is_to_say(headings: Sequence[str]) -> bool:
    """Whether one of the last three headings gives the minister words; questions below it count for none."""
    near = [heading for heading in headings if "?" not in heading][-3:]
    return any(_TO_SAY.match(heading) for heading in near)


def _of(clause: Clause) -> list[Commitment]:
    """What a sentence promises: once, or once for each part that promises for itself."""
    hits = [(part, hit) for part in clause.parts() if (hit := part.surest)]
    return [part.commitment("", hit) for part, hit in hits]


def _judged(clause: Clause, after: Clause | None) -> list[Commitment]:
    """What the trained judge holds to be a promise, in a sentence that no rule finds."""
    hit = judge(clause, after.sentence if after else None)
    return [clause.commitment("", hit)] if hit else []


def _lead(clause: Clause, following: Clause | None) -> Commitment | None:
    """The promise that the items of a list share: "Daarom zal ik:", which says nothing itself."""
    if not (clause.text.endswith(":") and following and following.sentence.block.part is Part.ITEM):
        return None
    hit: Hit | None = clause.surest
    # "De volgende onderwerpen worden in 2026 besproken:" leads a list of topics, not of promises.
    return clause.commitment("", hit) if hit and hit.rule.level in {"promise", "announcement", "fulfilment"} else None


def _item(clause: Clause, lead: Commitment) -> list[Commitment]:
    """An item of a list of promises: its own words are what will be done."""
    first = clause.sentence.span.start == clause.sentence.block.span.start
    if not first or re.search(r"\bmotie", clause.text, re.IGNORECASE) or NEGATION.search(clause.text):
        return []
    cut = [moment.span for moment in clause.moments if moment.kind != "condition"]
    done = lead.status is CommitmentStatus.FULFILLED
    return [
        replace(
            lead,
            sentence=clause.sentence.span,
            action=tuple(pieces(clause.reading.document.text, clause.sentence.span, [] if done else cut)),
            recipient=clause.recipient or (None if done else lead.recipient),
        )
    ]


def _considerations(clause: Clause) -> list[Clause]:
    """The parts of a motion's one sentence, cut at its semicolons, where any of them considers something."""
    if not (clause.asked or clause.profile.kind is Kind.MOTIE):
        return []
    parts: list[Clause] = []
    at = clause.scope.start
    for stop in [*re.finditer(r";\s*", clause.text), None]:
        end = clause.scope.start + stop.start() if stop else clause.scope.end
        parts.append(replace(clause, scope=Span(at, end)))
        at = clause.scope.start + stop.end() if stop else end
    return parts if any(part.considers for part in parts) else []


def clauses_of(reading: Reading, profile: Profile, speakers: Speakers) -> Iterator[tuple[Clause, str]]:
    """The sentences of a document as they are judged, each with the title of the register of which it is a row."""
    text = reading.document.text
    headings = [block for block in reading.document.running() if block.part is Part.HEADING]
    before: list[Sentence] = []
    spoken = turns(reading.document, profile.date)
    texts = asked(reading.document) if spoken else ()
    for sentence, title in sentences(reading):
        span = sentence.span
        turn = turn_at(spoken, span.start)
        speaking = speakers.within(spoken, turn)
        in_motion = any(one.overlaps(span) for one in texts)
        over = [block for block in headings if block.span.end <= span.start]
        heading = reading.document.at(over[-1].span) if over else ""
        own = profile.kind is Kind.BRIEF and heading.endswith("Besluit")  # a decision of its own, no advice
        advice = bool(_ADVICE.search(heading)) and not own
        spoken_for = profile.kind is Kind.BESLISNOTA and _is_to_say([reading.document.at(b.span) for b in over])
        context = (tuple(before[-2:]), advice, text[: span.start], span, turn, in_motion, spoken_for)
        clause = Clause(reading, profile, speaking, sentence, *context)
        yield from ((each, title) for each in (_considerations(clause) or [clause]))
        before.append(sentence)
