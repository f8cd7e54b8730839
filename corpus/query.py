"""What a user types, as an expression of SQLite's full-text index.

kamer informeren        both words            "voor de zomer"     these words in a row
motie OF toezegging     either                algoritm*           words that begin so
-begroting, NIET begroting                    not this word
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from corpus.stem import fold, stem, stems, tokens

PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
OR = frozenset({"OF", "OR"})
AND = frozenset({"EN", "AND"})
NOT = frozenset({"NIET", "NOT"})

# From a folded beginning to the stems of all words that begin so.
Expander = Callable[[str], list[str]]


class BadQuery(ValueError):  # noqa: N818 - said as what is wrong
    """The words cannot be searched for; the message is Dutch."""


class Query(NamedTuple):
    """`match` is for FTS5; `wanted` are the stems that may be marked in a hit."""

    match: str
    wanted: frozenset[str]


class Term(NamedTuple):
    sequences: tuple[tuple[str, ...], ...]  # alternatives, each of stems in a row
    refused: bool

    @property
    def match(self) -> str:
        # Stems hold letters and digits only: no quote can get in.
        alternatives = ['"' + " ".join(sequence) + '"' for sequence in self.sequences]
        return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"


def parse(text: str, expand: Expander) -> Query:
    """The query for `text`; "OF" joins its two neighbours before all words together are asked for."""
    groups: list[list[Term]] = []
    refused: list[Term] = []
    joining = refusing = False
    for piece in PIECE.finditer(text):
        word = piece["word"]
        if word in OR:
            joining = bool(groups)
        elif word in NOT:
            refusing = True
        elif word not in AND and (term := _term(piece, expand, refusing)):
            if term.refused:
                refused.append(term)
            elif joining:
                groups[-1].append(term)
            else:
                groups.append([term])
            joining = refusing = False
    if not groups:
        raise BadQuery("Geef ten minste één woord om te zoeken." if not refused else "Zoek naast '-' ook één woord.")
    match = " AND ".join(f"({' OR '.join(term.match for term in group)})" for group in groups)
    for term in refused:
        match = f"({match}) NOT {term.match}"
    return Query(match, frozenset(s for group in groups for t in group for seq in t.sequences for s in seq))


def _term(piece: re.Match[str], expand: Expander, refusing: bool) -> Term | None:
    refused = refusing or bool(piece["minus"])
    if piece["phrase"] is not None:
        row = tuple(stems(piece["phrase"]))
        return Term((row,), refused) if row else None
    word = piece["word"]
    parts = [token.text for token in tokens(word)]
    if not parts:
        return None
    if not word.endswith("*"):
        return Term((tuple(stem(part) for part in parts),), refused)
    before = tuple(stem(part) for part in parts[:-1])
    ends = expand(fold(parts[-1])) or [stem(parts[-1])]
    return Term(tuple((*before, end) for end in ends), refused)
