"""Motions in the minutes of a debate: read out by a member, given a number by the chair, later put to the vote.

"Deze motie is voorgesteld door de leden Bergkamp en Segers. Zij krijgt nr. 253 (29538)." The wording is that of the
Handelingen of the Tweede Kamer; votes are "In stemming komt de motie-Segers (29538, nr. 253)."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.document import Document, Span
from corpus.records import Motion, MotionStatus
from nlp.dutch import Reading
from nlp.motion_paper import dicta
from nlp.movers import Named, is_party, movers_at
from nlp.papers import Paper, papers_in

_ASKED = re.compile(
    r"\bDe [Kk]amer,\s+gehoord de (?:beraadslaging|discussie)\b.{0,6000}?\bgaat over tot de orde van de dag\b",
    re.DOTALL,
)
_MOVED = re.compile(r"\b(?:Deze|De) motie is voorgesteld door\s+(?=het lid|de leden)")
_GIVEN = re.compile(r"\bZij krijgt\s+(?=nr\.)")
_WAS = re.compile(r"nr\.?\s*(\d+),?\s+was\s+nr\.?\s*(?P<was>\d+)")
_CHANGED = re.compile(r"\bis in die zin gewijzigd\b")
# From the chair's "Deze motie is voorgesteld door" to "Zij krijgt nr." lies no more than a remark on support.
_NEAR = 400
_VOTE = re.compile(r"\bIn stemming komt\b")
_RESULT = re.compile(r"\bzodat (?:zij|deze|de (?:gewijzigde )?moties?) (?:is|zijn) (?P<result>aangenomen|verworpen)\b")


def asked(document: Document) -> tuple[Span, ...]:
    """The texts of motions in a document, from "De Kamer, gehoord de beraadslaging" to "de orde van de dag"."""
    return tuple(Span(*match.span()) for match in _ASKED.finditer(document.text))


def read_out(reading: Reading) -> Iterator[Motion]:
    """The motions that minutes have in full, with what the chair says of each: who moved it and its number."""
    document = reading.document
    texts = asked(document)
    ends = [span.start for span in texts[1:]] + [len(document.text)]
    for span, end in zip(texts, ends, strict=False):
        moved = _MOVED.search(document.text, span.end, end)
        named = movers_at(document.text[:end], moved.end(), False) if moved else _changed(document, span)
        if named:
            yield _motion(reading, span, named[0], Span(moved.start() if moved else span.end, end))


def _changed(document: Document, span: Span) -> tuple[Named, ...]:
    """The movers of a motion that is read out anew: "De motie-Hijink (31765, nr. 303) is in die zin gewijzigd dat"."""
    before = document.text[max(0, span.start - _NEAR) : span.start]
    if not _CHANGED.search(before):
        return ()
    at = before.rfind("motie")
    return movers_at(document.text, span.start - len(before) + at + len("motie") + 1, False) if at >= 0 else ()


def _motion(reading: Reading, span: Span, named: Named, told: Span) -> Motion:
    text = reading.document.text
    given = _GIVEN.search(text, told.start, min(told.end, told.start + _NEAR))
    number = text[given.end() : given.end() + 60] if given else ""
    paper: Paper | None = next((one for one in papers_in(_WAS.sub(r"nr. \1", number)) if one.number), None)
    was = _WAS.match(number)
    return Motion(
        id="",
        sentence=_sentence(reading, named.span.start),
        movers=named.movers,
        and_others=named.and_others,
        dossier=paper.dossier if paper else None,
        number=paper.serial if paper else None,
        subject=tuple(dicta(reading.document, span)),
        replaces=f"{paper.dossier}-{was['was']}" if paper and was else None,
        status=MotionStatus.AMENDED if was else MotionStatus.SUBMITTED,
        confidence=0.95 if paper else 0.85,
        rule="read-out",
    )


def _sentence(reading: Reading, at: int) -> Span:
    spans = [s.span for s in reading.sentences] + [block.span for block in reading.document.running()]
    return next((span for span in spans if span.start <= at < span.end), Span(at, at))


def is_repeated(known: Iterable[Motion], motion: Motion) -> bool:
    """Whether minutes only speak again of a motion: without a number, by those who moved one that was read out."""
    if motion.number is not None or motion.dossier or not motion.movers:
        return False
    names = [mover.name for mover in motion.movers]
    out = [[mover.name for mover in one.movers] for one in known if one.rule == "read-out"]
    return is_party(names[0]) or any(one[0] == names[0] and set(names) <= set(one) for one in out)


def voted(reading: Reading) -> dict[Span, MotionStatus]:
    """What became of the motions that a sentence puts to the vote, told by the chair some sentences further on."""
    text = reading.document.text
    votes = [s.span for s in reading.sentences if _VOTE.match(reading.text(s))]
    ends = [span.start for span in votes[1:]] + [len(text)]
    found: dict[Span, MotionStatus] = {}
    for vote, end in zip(votes, ends, strict=False):
        if result := _RESULT.search(text, vote.end, min(end, vote.end + 3 * _NEAR)):
            adopted = result["result"] == "aangenomen"
            found[vote] = MotionStatus.ADOPTED if adopted else MotionStatus.REJECTED
    return found
