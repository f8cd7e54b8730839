"""What judging a name needs of a document, and what is said of a found one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from anonymize.cues import Cue
from corpus.document import Span

_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"’”)]*[ \n]|\n|[•¢\-–*>] |[‘“\"(])$")


class Hit(NamedTuple):
    """A found name: the rule that found it is the cue or the form that gave it away."""

    span: Span
    rule: str
    score: float


class Scene(NamedTuple):
    """What judging needs of a document: its text, the announced places and the headings."""

    text: str
    announced: Mapping[int, frozenset[Cue]]
    headings: tuple[Span, ...]

    def in_heading(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.headings)

    def opens(self, at: int) -> bool:
        """True at the start of a sentence, line or quotation, where any word has a capital."""
        before = self.text[max(0, at - 4) : at]
        return at == 0 or bool(_SENTENCE_START.search(before))
