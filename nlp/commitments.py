"""Commitments (toezeggingen): what a government body or an office holder promises, or is reported to have promised.

One commitment a sentence, by the surest rule of lists/promises.toml that holds. Deadlines are linked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Part
from corpus.records import Commitment, Profile
from nlp.action import pieces
from nlp.clause import Clause
from nlp.dutch import Reading, Sentence
from nlp.speakers import Speakers

_ADVICE = re.compile(r"(?:[Gg]ea[a-z]+ besluit|[Aa]dvies\b|[Gg]evraagd|[Bb]eslispunt|[Gg]evraagde beslissing|Besluit$)")


def find_commitments(reading: Reading, profile: Profile, signatory: str | None) -> tuple[Commitment, ...]:
    """The commitments of a document, in text order; `signatory` is the office that signs a letter.

    "Ik zal uw Kamer voor de zomer informeren." in a letter of the minister of BZK gives a commitment of
    "minister van BZK" to the Tweede Kamer, made on the letter's date.
    """
    speakers = Speakers.of(reading, profile, signatory)
    found: list[Commitment] = []
    listed: Commitment | None = None
    for clause in _clauses(reading, profile, speakers):
        hit = clause.surest()
        one = clause.commitment("", hit) if hit else None
        if listed and clause.sentence.block.part is Part.ITEM:
            if not one and not re.search(r"\bmotie", clause.text, re.IGNORECASE):
                action = tuple(pieces(reading.document.text, clause.sentence.span, []))
                one = replace(listed, sentence=clause.sentence.span, action=action, recipient=clause.recipient)
        else:
            # "Hiermee geeft u invulling aan enkele toezeggingen:" says nothing itself; the items below it do.
            listed = one if one and hit and hit.rule.level == "fulfilment" and clause.text.endswith(":") else None
            one = None if listed else one
        if one:
            found.append(replace(one, id=f"c{len(found) + 1}"))
    return tuple(found)


def _clauses(reading: Reading, profile: Profile, speakers: Speakers) -> Iterator[Clause]:
    text = reading.document.text
    headings = [block for block in reading.document.running() if block.part is Part.HEADING]
    before: list[Sentence] = []
    for sentence in reading.sentences:
        over = [block for block in headings if block.span.end <= sentence.span.start]
        advice = bool(over and _ADVICE.search(reading.document.at(over[-1].span)))
        yield Clause(reading, profile, speakers, sentence, tuple(before[-2:]), advice, text[: sentence.span.start])
        before.append(sentence)
