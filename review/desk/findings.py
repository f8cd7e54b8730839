"""What the workspace shows of a document: each thing that is hidden or kept, where it stands, why, and who said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from anonymize.officer import Obeyed, near, obey, standing, without
from anonymize.wording import BY_HAND
from corpus.decisions import CATEGORIES, Category, Decision, Mark, Verdict
from corpus.document import Box, Document, Span, around
from corpus.events import Event
from corpus.galley import Galley
from corpus.instructions import INK, Instruction

DOUBT = 0.8  # of the score: what is surer needs no look of its own
INK_SCORE = 0.6
# Shorter, where it stands beside the wording itself.
KINDS = {category: CATEGORIES[category] for category in Category}
KINDS |= {Category.PERSON: "naam", Category.EMAIL: "mailadres"}
UNEXPLAINED = "Een woord met een hoofdletter dat leesbaar blijft en door niets wordt verklaard"
INK_REASON = {Category.SIGNATURE: "Handtekening of paraaf als beeld", Category.OTHER: "Handschrift dat niet is gelezen"}
DRAWN = "Met de hand getekend vak"


class Finding(NamedTuple):
    """One thing to decide about; `span` is None for a picture and a box, whose only place is `boxes`.

    `by` is who decided by hand, "" for a proposal. `look`: a word that nothing explains and that stays readable.
    """

    id: str
    page: int
    boxes: tuple[Box, ...]
    text: str | None
    span: Span | None
    verdict: Verdict
    ground: str
    category: Category
    reason: str
    rule: str
    score: float
    by: str = ""
    look: bool = False
    event: int = 0

    @property
    def hidden(self) -> bool:
        return self.verdict is Verdict.REDACT

    @property
    def doubtful(self) -> bool:
        """Whether a person must look at it: the rules are not sure, and nobody has."""
        return self.score < DOUBT and not self.by and not self.look

    def told(self) -> dict[str, Any]:
        """As the browser gets it."""
        return {
            "id": self.id,
            "page": self.page,
            "boxes": [_told(box) for box in self.boxes if box.page == self.page],
            "more": [[box.page, *_told(box)] for box in self.boxes if box.page != self.page],
            "text": self.text,
            "verdict": self.verdict.value,
            "ground": self.ground,
            "category": self.category.value,
            "kind": KINDS[self.category],
            "reason": self.reason,
            "rule": self.rule,
            "score": round(self.score, 2),
            "doubt": self.doubtful,
            "by": self.by,
            "look": self.look,
            "start": self.span.start if self.span else None,
            "end": self.span.end if self.span else None,
        }


def _told(box: Box) -> list[float]:
    return [round(value, 1) for value in box[1:]]


# What became of a decision that no person made; the same as long as the galley is the same.
Known = dict[Decision, Finding]


def findings(galley: Galley, events: Iterable[Event], known: Known | None = None) -> tuple[Finding, ...]:
    """The findings as they are after the events of Review.decisions, by page and place.

    `known` is filled, and saves work when the same galley is asked for again. Raises InstructionLost where what was
    hidden by hand is not in the document any more.
    """
    hand = _Hand(galley.document, tuple(events))
    obeyed = obey(galley.document, galley.decisions, hand.instructions)
    known = {} if known is None else known
    found = [*_texts(galley, obeyed, hand, known), *_ink(galley, obeyed, hand), *_drawn(obeyed, galley, hand)]
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> tuple[Any, ...]:
    first = finding.boxes[0] if finding.boxes else Box(finding.page, 0, 0, 0, 0)
    return (finding.page, finding.look, round(first.top), first.x0, finding.id)


class _Hand:
    """What people said, and which spans, boxes and ink each of them was about."""

    def __init__(self, document: Document, events: tuple[Event, ...]) -> None:
        self.instructions: list[Instruction] = []
        self.spans: dict[Span, Event] = {}
        self.inside: set[Span] = set()  # words that only a drawn box hides: the box stands for them
        self.boxes: dict[Box, Event] = {}
        self.settled: dict[str, Event] = {}  # of ink that was looked at, without more
        by: list[Event] = []
        for event in events:
            self.settled |= {event.told["finding"]: event} if event.told.get("finding") else {}
            self.instructions += map(Instruction.of, event.told["instructions"])
            by += [event] * len(event.told["instructions"])
        for number in standing(self.instructions):
            self._hear(document, self.instructions[number], by[number])

    def _hear(self, document: Document, each: Instruction, event: Event) -> None:
        spans = each.spans(document)
        if place := each.place:
            self.boxes[place] = event
            self.inside |= set(spans)
        else:
            self.spans |= dict.fromkeys(spans, event)
            self.inside -= set(spans)


def _texts(galley: Galley, obeyed: Obeyed, hand: _Hand, known: Known) -> Iterator[Finding]:
    document = galley.document
    decided = []
    for each in obeyed.decisions:
        by_hand = each.rule == BY_HAND
        if by_hand and each.span in hand.inside:
            continue
        decided.append(each.span)
        if by_hand:
            yield _of_text(document, each, hand.spans.get(each.span))
            continue
        if each not in known:
            known[each] = _of_text(document, each, None)
        yield known[each]
    for span in galley.looks:
        if not any(span.overlaps(other) for other in decided):
            kept = Decision(span, Category.OTHER, Verdict.KEEP, "", UNEXPLAINED, "look", 0.0)
            yield _of_text(document, kept, None)._replace(look=True)


def _of_text(document: Document, each: Decision, event: Event | None) -> Finding:
    return Finding(
        id=f"f{each.span.start}-{each.span.end}",
        page=document.page_of(each.span),
        boxes=tuple(lines(document, each.span)),
        text=" ".join(document.at(each.span).replace(" | ", " ").split()),
        span=each.span,
        verdict=each.verdict,
        ground=each.ground,
        category=each.category,
        reason=each.reason,
        rule=each.rule,
        score=each.score,
        by=event.who if event else "",
        event=event.number if event else 0,
    )


def _ink(galley: Galley, obeyed: Obeyed, hand: _Hand) -> Iterator[Finding]:
    left = without(galley.marks, hand.instructions)
    for number, mark in enumerate(galley.marks):
        id = f"i{number}"
        event = next((event for place, event in hand.boxes.items() if near(place, mark.box)), hand.settled.get(id))
        again = next((other for other in obeyed.marks if _is_of(other, mark)), None)
        now = mark._replace(ground=again.ground) if again else mark
        hidden = again is not None or mark in left
        yield _of_mark(id, now, hidden, INK_REASON.get(mark.category, DRAWN), "ink", INK_SCORE, event)


def _drawn(obeyed: Obeyed, galley: Galley, hand: _Hand) -> Iterator[Finding]:
    for mark in obeyed.marks:
        event = hand.boxes[mark.box]
        if not any(_is_of(mark, ink) for ink in galley.marks):
            number = list(hand.boxes).index(mark.box)
            yield _of_mark(f"b{event.number}-{number}", mark, True, DRAWN, BY_HAND, 1.0, event)


def _is_of(mark: Mark, ink: Mark) -> bool:
    """Whether a person hid this ink once more: a box that was drawn over it hides words too, and is shown beside it."""
    return mark.category == INK and near(mark.box, ink.box)


def _of_mark(id: str, mark: Mark, hidden: bool, reason: str, rule: str, score: float, event: Event | None) -> Finding:
    verdict = Verdict.REDACT if hidden else Verdict.KEEP
    ground, by, number = mark.ground if hidden else "", event.who if event else "", event.number if event else 0
    place = (mark.box.page, (mark.box,), None, None)
    return Finding(id, *place, verdict, ground, mark.category, reason, rule, score, by=by, event=number)


def lines(document: Document, span: Span) -> Iterator[Box]:
    """Where a span stands, a box for each line and page of it; part of a word where the letters' edges are known."""
    line: list[Box] = []
    for at in document.indices(span):
        word = document.words[at]
        if not word.text:
            continue
        box = word.box
        start = document.starts[at]
        if len(word.edges) == len(word.text) + 1 and word.text == word.seen:
            first, last = max(0, span.start - start), min(len(word.text), span.end - start)
            box = box._replace(x0=min(word.edges[first], word.edges[last]), x1=max(word.edges[first], word.edges[last]))
        if line and not _goes_on(line[-1], box):
            yield around(line)
            line = []
        line.append(box)
    if line:
        yield around(line)


def _goes_on(last: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return last.page == box.page and last.top < middle < last.bottom and box.x0 > last.x0 - 1


def is_ink(finding: Finding) -> bool:
    return finding.span is None and finding.category.value == INK
