"""Where passages stand to be found: the index of words, the facets and the vocabulary, kept in step with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from corpus.intake import Shelved, put_rows
from corpus.passages import Facet
from corpus.query import Query, Term
from corpus.schema import documents, facet_values, facts, filings, passages, stems, vocabulary
from corpus.stem import WORD, fold, stem
from corpus.word_index import index_of, words_of

HEAP = 2000  # passages that are read at a time
UNTIDY = "untidy"  # a fact for as long as words of removed passages are in the file
KNOWN = 1_000_000  # words that are remembered as written already
LENGTH = update(filings).where(filings.c.passage == bindparam("number")).values(length=bindparam("words"))


class Shelf:
    """The findable side of the store; every call happens inside the caller's transaction, `tidy` apart."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql
        self._index = index_of(sql)
        self._values: dict[Facet, int] = {}
        self._learned: set[str] = set()

    def put(self, shelved: Sequence[Shelved]) -> None:
        """Make passages findable."""
        if not shelved:
            return
        self._number({facet: None for each in shelved for facet in each.facets})
        rows, filed, counts, told = [], [], Counter[str](), set[str]()
        for each in shelved:
            tags = [self._values[facet] for facet in each.facets]
            taken = words_of(each.number, each.head, each.text, tags)
            rows.append(taken.words)
            counts.update(taken.stems)
            told |= taken.told
            place = {"due": each.due, "day": each.day, "state": each.state, "length": taken.length}
            filed.append({"passage": each.number, **place, "tags": " ".join(map(str, tags))})
        self._index.put(self._sql, rows)
        put_rows(self._sql, filings, filed)
        self._count(counts, 1)
        self._learn(told)

    def drop(self, document: int) -> None:
        """Take a document's passages out of the index; their rows go with the document's."""
        asked = select(passages.c.number, passages.c.text, passages.c.extra, documents.c.title, filings.c.tags)
        asked = asked.join(documents).join(filings).where(passages.c.document == document)
        rows, counts = [], Counter[str]()
        for number, body, extra, title, tags in self._sql.execute(asked).tuples():
            head = f"{title or ''} {extra}"
            taken = words_of(number, head, body, map(int, tags.split()))
            rows.append(taken.words)
            counts.update(taken.stems)
        if not rows:
            return
        self._index.drop(self._sql, rows)
        self._count(counts, -1)
        self._lose_values(stem[1:] for stem in counts if stem.startswith("#"))
        self._sql.execute(text(f"INSERT INTO facts VALUES ('{UNTIDY}', '1') ON CONFLICT (name) DO NOTHING"))

    def renew(self) -> None:
        """Take all passages apart again, by the rules of now; the facets that they have stay."""
        self._index.empty(self._sql)
        self._sql.execute(delete(stems))
        self._sql.execute(delete(vocabulary))
        last = 0
        while some := self._beyond(last):
            taken = [
                words_of(number, f"{title or ''} {extra}", body, map(int, tags.split()))
                for number, body, extra, title, tags in some
            ]
            self._index.put(self._sql, [each.words for each in taken])
            self._count(Counter(stem for each in taken for stem in each.stems), 1)
            self._learn({word for each in taken for word in each.told})
            self._sql.execute(LENGTH, [{"number": each.words.number, "words": each.length} for each in taken])
            last = some[-1][0]

    def _beyond(self, last: int) -> list[tuple[int, str, str, str | None, str]]:
        """The next passages with what they are filed under, in order."""
        asked = select(passages.c.number, passages.c.text, passages.c.extra, documents.c.title, filings.c.tags)
        asked = asked.join(documents).join(filings).where(passages.c.number > last)
        return [tuple(row) for row in self._sql.execute(asked.order_by(passages.c.number).limit(HEAP))]

    def tidy(self) -> None:
        """After a removal, also one of a run that was ended: words that no passage holds any more leave for good."""
        untidy = select(facts).where(facts.c.name == UNTIDY)
        with self._sql.begin():
            if not self._sql.execute(untidy).first():
                return
            self._sql.execute(text("DELETE FROM stems WHERE passages < 1"))
            self._sql.execute(delete(vocabulary))
            self._learned = set()
            asked = select(passages.c.text, passages.c.extra, documents.c.title).join(documents)
            told = self._sql.execute(asked.execution_options(yield_per=HEAP)).partitions()
            for some in told:
                self._learn({word for row in some for part in row if part for word in WORD.findall(part)})
            if self._sql.dialect.name == "sqlite":
                self._index.clean(self._sql)
            self._sql.execute(delete(facts).where(facts.c.name == UNTIDY))
        if self._sql.dialect.name == "sqlite":
            with self._sql.engine.connect() as other:
                driver = other.connection.dbapi_connection
                assert driver is not None
                driver.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            self._index.clean(self._sql)

    def _lose_values(self, numbers: Iterable[str]) -> None:
        """Values of facets that no passage has any more: somebody may have been hidden since."""
        marks = [f"#{number}" for number in numbers]
        empty = select(stems.c.stem).where(stems.c.stem.in_(marks), stems.c.passages < 1)
        lost = {int(mark[1:]) for mark in self._sql.execute(empty).scalars()}
        if lost:
            self._sql.execute(delete(facet_values).where(facet_values.c.number.in_(lost)))
            self._values = {facet: number for facet, number in self._values.items() if number not in lost}

    def _number(self, facets: dict[Facet, None]) -> None:
        """Give each value of a facet its number, the one it has or the next."""
        if not self._values:
            self._values = {(facet, value): number for number, facet, value in self._sql.execute(select(facet_values))}
        new = [facet for facet in facets if facet not in self._values]
        if new:
            first = self._sql.execute(select(func.coalesce(func.max(facet_values.c.number), 0))).scalar_one() + 1
            numbered = {facet: number for number, facet in enumerate(new, first)}
            rows = [{"number": number, "facet": name, "value": value} for (name, value), number in numbered.items()]
            self._sql.execute(insert(facet_values), rows)
            self._values |= numbered

    def _count(self, counts: Counter[str], sign: int) -> None:
        rows = [{"stem": stem, "passages": sign * amount} for stem, amount in sorted(counts.items())]
        add = "ON CONFLICT (stem) DO UPDATE SET passages = stems.passages + excluded.passages"
        put_rows(self._sql, stems, rows, add)

    def _learn(self, words: set[str]) -> None:
        new = words - self._learned
        rows = sorted({(fold(word), stem(word)) for word in new})
        told = [{"word": word, "stem": stem} for word, stem in rows]
        put_rows(self._sql, vocabulary, told, "ON CONFLICT DO NOTHING")
        self._learned = self._learned | new if len(self._learned) < KNOWN else new


def expected(sql: Connection, most: int) -> int:
    """How many of the first `most` passages are not found by a word of their own."""
    index = index_of(sql)
    lost = 0
    asked = select(passages.c.number, passages.c.text).order_by(passages.c.number).limit(most)
    for number, told in sql.execute(asked).tuples().all():
        if words := WORD.findall(told):
            match = index.ask(Query(((Term(((stem(max(words, key=len)),),)),),)), ())
            found = text(f"SELECT count(*) FROM {index.source} AND rowid = :number")
            lost += not sql.execute(found, {"match": match, "number": number}).scalar()
    return lost
