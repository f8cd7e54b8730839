"""The orders of a person about a document, laid over what the rules decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.decisions import Category, Decision, Verdict
from corpus.document import Document, Span
from corpus.errors import CannotProcess
from corpus.orders import HIDE, Order

RULE = "officer"
SURE = 1.0


class OrderLost(CannotProcess):
    """A wording that a person hid is not there any more: perhaps it is read otherwise, and would stand open."""

    reason = "order_lost"


class Obeyed(NamedTuple):
    """The decisions with the orders, and a Dutch remark for each order that had nothing to do."""

    decisions: tuple[Decision, ...]
    remarks: tuple[str, ...]


def obey(document: Document, decisions: Iterable[Decision], orders: Iterable[Order]) -> Obeyed:
    """Lay the orders over the decisions, the later over the earlier.

    Raises OrderLost where what was hidden by hand is not found again: it may not come out by itself.
    """
    now, remarks = tuple(decisions), []
    for order in orders:
        spans = list(order.places(document))
        if not spans and order.what == HIDE:
            where = f"Pagina {order.page}: wat" if order.page else "Wat"
            raise OrderLost(f"{where} met de hand is gelakt, is niet teruggevonden. Kijk met 'lakwerk decide --list'.")
        if not spans:
            remarks.append("Iets dat met de hand leesbaar is gemaakt, is niet teruggevonden.")
        for span in spans:
            now = (*_beside(document, now, span), _decision(order, span))
    return Obeyed(tuple(sorted(now)), tuple(dict.fromkeys(remarks)))


def _beside(document: Document, decisions: Iterable[Decision], span: Span) -> Iterator[Decision]:
    """The decisions as far as they lie outside a span; blanks at a cut stay with nobody."""
    for each in decisions:
        if not each.span.overlaps(span):
            yield each
            continue
        left = document.text[each.span.start : span.start].rstrip()
        right = document.text[span.end : each.span.end].lstrip()
        for start, length in ((each.span.start, len(left)), (each.span.end - len(right), len(right))):
            if length:
                yield each._replace(span=Span(start, start + length))


def _decision(order: Order, span: Span) -> Decision:
    hidden = order.what == HIDE
    category = Category(order.category) if order.category else Category.OTHER
    verdict = Verdict.REDACT if hidden else Verdict.KEEP
    reason = f"{order.who}: {order.why}" if order.why else order.who
    return Decision(span, category, verdict, order.ground if hidden else "", reason, RULE, SURE)
