"""What was found, what was decided about it, and the text as it may be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from corpus.document import Box, Document, Span


class Category(StrEnum):
    """The categories of the output contract."""

    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    SIGNATURE = "signature"
    BSN = "bsn"
    IBAN = "iban"
    ADDRESS = "address"
    OTHER = "other"


# What a category is called for who reads Dutch.
CATEGORIES: Mapping[str, str] = MappingProxyType({
    "person": "persoon", "phone": "telefoonnummer", "email": "e-mailadres", "signature": "handtekening of paraaf",
    "bsn": "burgerservicenummer", "iban": "rekeningnummer", "address": "adres", "other": "overig",
})  # fmt: skip


class Verdict(StrEnum):
    REDACT = "redact"
    KEEP = "keep"


class Finding(NamedTuple):
    """A machine's guess that a span is personal data: the rule that made it and how sure it is (0..1)."""

    span: Span
    category: Category
    rule: str
    score: float


class Decision(NamedTuple):
    """What happens to a finding and why. `ground` is a Woo code such as "5.1.2e", "" where it is kept."""

    span: Span
    category: Category
    verdict: Verdict
    ground: str
    reason: str
    rule: str
    score: float


class Mark(NamedTuple):
    """A place that is blacked out without words under it: ink of a signature, a word seen only by the gate."""

    box: Box
    category: Category
    ground: str


class Gap(NamedTuple):
    """A stretch of text that is gone: disjoint, in text order."""

    span: Span
    category: Category
    ground: str

    @property
    def label(self) -> str:
        return f"[{self.ground}]"


# What may stand between two gaps that read as one: "Jan" " " "de Vries", "Vries, J."
BRIDGE = frozenset(" \n,.-|")


def merge(document: Document, decisions: Iterable[Decision]) -> tuple[Gap, ...]:
    """The disjoint gaps of all decisions to redact; neighbours with one ground and only blanks between join."""
    hidden = sorted(d for d in decisions if d.verdict is Verdict.REDACT and d.span.end > d.span.start)
    gaps: list[Gap] = []
    for decision in hidden:
        last = gaps[-1] if gaps else None
        if last and decision.span.start <= last.span.end:
            end = max(last.span.end, decision.span.end)
            gaps[-1] = last._replace(span=Span(last.span.start, end))
        elif last and last.ground == decision.ground and _bridged(document, last.span, decision.span):
            gaps[-1] = last._replace(span=Span(last.span.start, decision.span.end))
        else:
            gaps.append(Gap(decision.span, decision.category, decision.ground))
    return tuple(gaps)


def _bridged(document: Document, left: Span, right: Span) -> bool:
    between = document.text[left.end : right.start]
    if "\n" in between or len(between) > 2 or not set(between) <= BRIDGE:
        return False
    here = document.words[document.indices(left)[-1]].box.page
    return here == document.words[document.indices(right)[0]].box.page


@dataclass(frozen=True)
class Published:
    """A document seen through its decisions: every wording that leaves the house comes from here."""

    document: Document
    decisions: tuple[Decision, ...]

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return merge(self.document, self.decisions)

    def at(self, span: Span) -> str:
        """The wording of a span with "[5.1.2e]" in the place of each gap that touches it."""
        pieces: list[str] = []
        at = span.start
        for gap in self.gaps:
            if gap.span.end <= span.start or gap.span.start >= span.end:
                continue
            if gap.span.start > at:
                pieces.append(self.document.text[at : gap.span.start])
            pieces.append(gap.label)
            at = gap.span.end
        if at < span.end:
            pieces.append(self.document.text[at : span.end])
        return "".join(pieces)

    @cached_property
    def text(self) -> str:
        return self.at(Span(0, len(self.document.text)))

    def gives_away(self, text: str) -> bool:
        """Whether a text that a person typed has a word that the document has only where something is hidden."""
        return not self._closed.isdisjoint(_words(text))

    @cached_property
    def _closed(self) -> frozenset[str]:
        hidden = _words(" ".join(self.document.at(gap.span) for gap in self.gaps))
        return hidden - _words(self.text)

    def hides(self, span: Span) -> bool:
        return any(gap.span.overlaps(span) for gap in self.gaps)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
