"""Words of a query that nothing holds, read as what was meant: a typing error, or a compound written as one word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, bindparam, select

from corpus.compounds import split
from corpus.query import Group, Query, Term
from corpus.schema import stems, vocabulary
from corpus.stem import stem

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST, LONGEST = 4, 40  # letters of a word that may be mended; of a shorter one too many others are near
FEW = 500  # changed words that are looked up by one question


def unknown_words(query: Query, known: Mapping[str, int]) -> set[str]:
    """The words of a query that no passage holds; `known` tells in how many a stem occurs."""
    return {term.word for term in query.terms if term.plain and not known.get(stem(term.word))}


def mended(sql: Connection, query: Query, unknown: Collection[str]) -> tuple[Query, tuple[tuple[str, str], ...]]:
    """The query with unknown words replaced, and the pairs (as it was typed, as it was read)."""
    pairs: list[tuple[str, str]] = []
    groups: list[Group] = []
    for group in query.groups:
        one = group[0]
        if len(group) > 1 or not isinstance(one, Term) or not one.plain or one.word not in unknown:
            groups.append(group)
            continue
        read = _read(sql, one.word)
        pairs += [(one.word, " ".join(read))] if read else []
        groups += [(Term(((stem(word),),), plain=True, word=word),) for word in read] or [group]
    return query._replace(groups=tuple(groups)), tuple(pairs)


def changes(word: str) -> set[str]:
    """All words that are one typing error away: a letter lost, doubled, changed, added, or two in the wrong order."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    lost = {a + b[1:] for a, b in cuts if b}
    turned = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    added = {a + letter + b for a, b in cuts for letter in LETTERS}
    return (lost | turned | other | added) - {word}


def _read(sql: Connection, word: str) -> list[str]:
    """What a word was meant as: the most used of the words that are one error away, else its parts."""
    if SHORTEST <= len(word) <= LONGEST:
        asked = select(vocabulary.c.word, stems.c.passages).join(stems, stems.c.stem == vocabulary.c.stem)
        # Of a word that was removed the vocabulary is cleaned only at the end of a run.
        asked = asked.where(vocabulary.c.word.in_(bindparam("near", expanding=True)), stems.c.passages > 0)
        found = [row for near in _heaps(sorted(changes(word))) for row in sql.execute(asked, {"near": near}).tuples()]
        if found:
            return [max(found, key=lambda row: (row[1], row[0]))[0]]
    return list(split(word)) if len(word) <= LONGEST else []


def _heaps(words: list[str]) -> Iterator[list[str]]:
    yield from (words[at : at + FEW] for at in range(0, len(words), FEW))
