"""What a promise is about: the pieces of its sentence without the actor, the moment and the words of promising."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.document import Span
from nlp.promises import Hit, When

_EDGE = " \t\n\u00a0.,;:–-•()"
_LOOSE = re.compile(
    r"^(?:om|dat|en|dan|ook|daarom|daarnaast|hier|er|tevens|of|vervolgens|zich|tot slot|door)$", re.IGNORECASE
)
# "Tijdens het debat van 3 november": where it was promised is no part of what.
_OCCASION = re.compile(
    r"(?<!\w)(?:[Tt]ijdens|[Ii]n|[Bb]ij)\s(?:het|de)\s[\w-]*(?:debat|overleg|behandeling)\s(?:van|op|d\.d\.)\s?$"
)
# "...; met deze brief doe ik dat" tells what became of it.
_BY_THIS = re.compile(r"[;,]\s(?:en\s)?(?:met deze brief|hiermee|hierbij|daarmee)\b.*$")
_PROMISE_TO = re.compile(r"\btoezegging(?:en)?\b.{0,60}?\bom\s(?P<what>[^.;]*?\bte\s\w+)")
_MODAL = re.compile(r"^(?:zal|zult|zullen|ga|gaat|gaan)$", re.IGNORECASE)


def action(text: str, sentence: Span, hit: Hit, moments: Iterable[When], actors: Iterable[Span]) -> tuple[Span, ...]:
    """The pieces of a sentence that say what will be done, in order and apart.

    "Ik zal uw Kamer voor de zomer informeren." leaves "uw Kamer" and "informeren".
    """
    start, end = sentence
    if hit.rule.level == "mention":
        return tuple(pieces(text, hit.span, []))
    if hit.rule.level == "fulfilment" and (promised := _PROMISE_TO.search(text, start, end)):
        return tuple(pieces(text, Span(promised.start("what"), promised.end("what")), []))
    cut = [moment.span for moment in moments if moment.kind in {"dated", "recurring", "vague"}]
    cut += actors
    leads = [(_OCCASION.search(text, start, moment.start), moment) for moment in list(cut)]
    cut += [Span(lead.start(), moment.end) for lead, moment in leads if lead]
    if by_this := _BY_THIS.search(text, start, end):
        cut.append(Span(by_this.start(), by_this.end()))
    if hit.rule.action_after:
        tail = hit.first if hit.rule.id.startswith(("zal-bijzin", "wordt-bijzin")) else hit.last
        follows = text[tail.end : end]
        if len(re.findall(r"\w+", follows)) > 2 and not re.match(r"\s(?:in het|tijdens|aan|bij|op)\s", follows):
            start = tail.end
        cut.append(tail)
    cut.append(hit.first)
    if not _MODAL.match(text[hit.first.start : hit.first.end]) and not hit.rule.action_after:
        cut.remove(hit.first)
    cut += [Span(m.start(), m.end()) for m in re.finditer(r"\b(?:zal|zult|zullen)\b", text[:end]) if m.start() >= start]
    return tuple(pieces(text, Span(start, end), cut))


def pieces(text: str, span: Span, cut: list[Span]) -> Iterator[Span]:
    """What is left of a span when parts are cut out, without loose words and stops at the edges."""
    at = span.start
    for gap in [*sorted(cut), Span(span.end, span.end)]:
        if gap.end <= at:
            continue
        left, right = at, min(max(gap.start, at), span.end)
        while left < right and text[left] in _EDGE.replace("(", ""):
            left += 1
        while right > left and text[right - 1] in _EDGE.replace(")", ""):
            right -= 1
        lead = re.match(r"(?:(?:om|dat|en|dan)\s)?(?:(?:ik|wij|we)\s(?=(?:de|het|een|uw)\s))?", text[left:right])
        left += lead.end() if lead else 0
        piece = text[left:right]
        if re.search(r"\w", piece) and not _LOOSE.match(piece):
            yield Span(left, right)
        at = max(at, gap.end)
        if at >= span.end:
            break
