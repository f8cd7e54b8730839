"""What a user types, taken apart; `corpus/fts5.py` and `corpus/tsvector.py` ask it of their index of words.

kamer informeren        both words            "voor de zomer"       these words in a row
motie OF toezegging     either                algoritm*             words that begin so
-begroting, NIET begroting                    not this word
toets NABIJ algoritme                         near each other
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list
from corpus.stem import fold, stem, stems, tokens

PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
OR = frozenset({"OF", "OR"})
AND = frozenset({"EN", "AND"})
NOT = frozenset({"NIET", "NOT"})
NEAR = frozenset({"NABIJ", "NEAR"})
# A question of more is a mistake, or an attack.
MAX_LENGTH, MAX_TERMS = 1000, 40
MAX_ROWS, MAX_PAIRS = 1500, 200  # what "begin*" may stand for in one question, and beside NABIJ

# From a folded beginning to the stems of all words that begin so.
Expander = Callable[[str], list[str]]


class BadQuery(ValueError):  # noqa: N818 - said as what is wrong
    """The words cannot be searched for; the message is Dutch."""


class Term(NamedTuple):
    """Something that must stand in a passage: one of `rows`, each of stems that follow each other.

    `plain` is true for a word as it was typed: its parts may be found in a compound, and it may be misspelt.
    """

    rows: tuple[tuple[str, ...], ...]
    plain: bool = False
    word: str = ""


class Near(NamedTuple):
    """Two words with at most ten others between them, in either order."""

    left: Term
    right: Term


Group = tuple[Term | Near, ...]


class Query(NamedTuple):
    """One of each group must stand in a passage and none of `refused`."""

    groups: tuple[Group, ...]
    refused: tuple[Term, ...] = ()
    operators: bool = False  # quotes, OF, NABIJ, NIET or *: exactly this is meant

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that is asked for, without how it belongs together."""
        return tuple(term for group in self.groups for one in group for term in _terms(one))

    @property
    def wanted(self) -> frozenset[str]:
        """The stems that may be marked in a hit."""
        return frozenset(stem for term in self.terms for row in term.rows for stem in row)


def parse(text: str, expand: Expander) -> Query:
    """The query for `text`; "OF" joins its two neighbours before all words together are asked for.

    Raises BadQuery, in Dutch, where nothing is asked for or too much.
    """
    if len(text) > MAX_LENGTH:
        raise BadQuery(f"De zoekvraag is te lang: {len(text)} tekens, hoogstens {MAX_LENGTH}. Geef minder woorden.")
    reading = _Reading(expand)
    for piece in PIECE.finditer(text):
        reading.take(piece)
    return reading.query()


class _Reading:
    """The query as far as it was read."""

    def __init__(self, expand: Expander) -> None:
        self._expand = expand
        self._groups: list[list[Term | Near]] = []
        self._refused: list[Term] = []
        self._joining = self._refusing = self._nearing = self._operators = self._refused_last = False

    def take(self, piece: re.Match[str]) -> None:
        word = piece["word"]
        if word in OR or word in NEAR:
            if self._refusing or self._refused_last:
                raise BadQuery("NIET geldt voor één woord: zet er geen OF of NABIJ achter.")
            self._joining, self._nearing = (bool(self._groups), False) if word in OR else (False, bool(self._groups))
            self._operators = True
        elif word in NOT:
            self._refusing = self._operators = True
        elif word not in AND and (term := _term(piece, self._expand)):
            exact = piece["phrase"] is not None or piece["word"].endswith("*") or bool(piece["minus"])
            self._operators = self._operators or exact
            self._put(term, self._refusing or bool(piece["minus"]))
            self._refused_last = self._refusing or bool(piece["minus"])
            self._joining = self._refusing = self._nearing = False

    def _put(self, term: Term, refused: bool) -> None:
        if refused:
            self._refused.append(term)
        elif self._nearing:
            self._groups[-1][-1] = _near(self._groups[-1][-1], term)
        elif self._joining:
            self._groups[-1].append(term)
        else:
            self._groups.append([term])

    def query(self) -> Query:
        groups = self._groups
        telling = [group for group in groups if not _says_nothing(group)]
        groups = telling or groups
        if not groups:
            nothing = "Geef ten minste één woord om te zoeken."
            raise BadQuery("Zoek naast '-' ook één woord." if self._refused else nothing)
        if len(groups) + len(self._refused) > MAX_TERMS:
            raise BadQuery(f"Te veel woorden: hoogstens {MAX_TERMS} tegelijk. Laat de minst belangrijke weg.")
        query = Query(tuple(map(tuple, groups)), tuple(self._refused), self._operators)
        if sum(len(term.rows) for term in (*query.terms, *query.refused)) > MAX_ROWS:
            raise BadQuery("Te veel woorden beginnen zo. Geef meer letters voor het sterretje.")
        return query


def _term(piece: re.Match[str], expand: Expander) -> Term | None:
    if piece["phrase"] is not None:
        row = tuple(filter(None, stems(piece["phrase"])))
        return Term((row,)) if row else None
    word = piece["word"]
    parts = [token.text for token in tokens(word) if stem(token.text)]
    if not parts:
        return None
    if not word.endswith("*"):
        return Term((tuple(stem(part) for part in parts),), len(parts) == 1, fold(parts[-1]))
    before = tuple(stem(part) for part in parts[:-1])
    ends = expand(fold(parts[-1])) or [stem(parts[-1])]
    return Term(tuple((*before, end) for end in ends))


def _near(left: Term | Near, right: Term) -> Near:
    if isinstance(left, Near) or any(len(row) > 1 for row in (*left.rows, *right.rows)):
        raise BadQuery("NABIJ staat tussen twee losse woorden: toets NABIJ algoritme.")
    if len(left.rows) * len(right.rows) > MAX_PAIRS:
        raise BadQuery("Te veel woorden beginnen zo om bij elkaar te zoeken. Geef meer letters voor het sterretje.")
    return Near(left, right)


def _terms(one: Term | Near) -> tuple[Term, ...]:
    return one if isinstance(one, Near) else (one,)


def _says_nothing(group: list[Term | Near]) -> bool:
    return all(isinstance(one, Term) and one.plain and one.word in _stop_words() for one in group)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word) for row in load_list("corpus", "stop")["words"] for word in row["words"].split())
