"""Where passages stand to be found: the index of words, the facets and the vocabulary, kept in step with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from corpus.apart import Findable
from corpus.asking import ask
from corpus.intake import put_rows
from corpus.passages import Facet
from corpus.query import Query, Term
from corpus.schema import documents, facet_values, facts, filings, passages, stems, vocabulary
from corpus.stem import WORD, fold, stem
from corpus.word_index import JOINED, Pieces, Taken, Words, index_of, marks, words_of

HEAP = 2000  # passages that are read at a time
UNTIDY = "untidy"  # a fact for as long as words of removed passages are in the file
LENGTH = update(filings).where(filings.c.passage == bindparam("number")).values(length=bindparam("words"))


class Shelf:
    """The findable side of the store; every call happens inside the caller's transaction, `tidy` apart."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql
        self._index = index_of(sql)
        self._values: dict[Facet, str] = {}
        self.pieces = Pieces()

    def put(self, made: Findable) -> None:
        """Make passages findable."""
        if not made.words:
            return
        self._number({facet: None for facets in made.facets for facet in facets})
        tags = [" ".join(map(self._values.__getitem__, facets)) for facets in made.facets]
        words = self._marked(made.words, tags)
        self._index.put(self._sql, words)
        put_rows(self._sql, filings, [(*each, told) for each, told in zip(made.filed, tags, strict=True)])
        self._count(made.counts, words, 1)
        self._learn(made.new)

    def drop(self, document: int) -> None:
        """Take a document's passages out of the index; their rows go with the document's."""
        asked = select(passages.c.number, passages.c.text, passages.c.extra, documents.c.title, filings.c.tags)
        asked = asked.join(documents).join(filings).where(passages.c.document == document)
        bare, filed, counts = [], [], Counter[str]()
        known = Pieces()  # apart, since the words of what leaves are none to learn
        for number, body, extra, title, tags in self._sql.execute(asked).tuples():
            taken = words_of(known, number, f"{title or ''} {extra}", body)
            bare.append(taken.words)
            counts.update(taken.stems)
            filed.append(tags)
        if not bare:
            return
        self._number({})
        rows = self._marked(bare, filed)
        self._index.drop(self._sql, rows)
        self._count(counts, rows, -1)
        self._lose_values({tag for tags in filed for tag in tags.split()})
        self._sql.execute(text(f"INSERT INTO facts VALUES ('{UNTIDY}', '1') ON CONFLICT (name) DO NOTHING"))

    def renew(self) -> None:
        """Take all passages apart again, by the rules of now; the facets that they have stay."""
        self._index.empty(self._sql)
        self._sql.execute(delete(stems))
        self._sql.execute(delete(vocabulary))
        self._number({})
        last = 0
        while some := self._beyond(last):
            taken = [self._taken(number, f"{title or ''} {extra}", body) for number, body, extra, title, _ in some]
            words = self._marked([each.words for each in taken], [row[-1] for row in some])
            self._index.put(self._sql, words)
            self._count(Counter(stem for each in taken for stem in each.stems), words, 1)
            self._learn(self.pieces.met())
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
            self.pieces = Pieces()
            asked = select(passages.c.text, passages.c.extra, documents.c.title).join(documents)
            told = self._sql.execute(asked.execution_options(yield_per=HEAP)).partitions()
            for some in told:
                for body, extra, title in some:
                    self._taken(0, f"{title or ''} {extra}", body)
                self._learn(self.pieces.met())
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
            self._values = {facet: number for facet, number in self._values.items() if int(number) not in lost}

    def _number(self, facets: dict[Facet, None]) -> None:
        """Give each value of a facet its number, the one it has or the next."""
        if not self._values:
            rows = self._sql.execute(select(facet_values)).tuples()
            self._values = {(facet, value): str(number) for number, facet, value in rows}
        new = [facet for facet in facets if facet not in self._values]
        if new:
            first = self._sql.execute(select(func.coalesce(func.max(facet_values.c.number), 0))).scalar_one() + 1
            put_rows(self._sql, facet_values, [(number, *facet) for number, facet in enumerate(new, first)])
            self._values |= {facet: str(number) for number, facet in enumerate(new, first)}

    def _taken(self, number: int, head: str, text: str) -> Taken:
        return words_of(self.pieces, number, head, text)

    def _marked(self, words: Iterable[Words], tags: Iterable[str]) -> list[Words]:
        """Passages with the marks of their numbers of facets."""
        ministries, years = (
            {number for (facet, _), number in self._values.items() if facet == name} for name in JOINED
        )
        return [each._replace(tags=marks(told, ministries, years)) for each, told in zip(words, tags, strict=True)]

    def _count(self, counts: Counter[str], words: Iterable[Words], sign: int) -> None:
        """Note in how many passages more or fewer each stem stands, and each mark."""
        for joined, amount in Counter(each.tags for each in words).items():
            for mark in joined.split():
                counts[mark] += amount
        rows = [(stem, sign * amount) for stem, amount in sorted(counts.items())]
        add = "ON CONFLICT (stem) DO UPDATE SET passages = stems.passages + excluded.passages"
        put_rows(self._sql, stems, rows, add)

    def _learn(self, words: Sequence[str]) -> None:
        """Add words to the vocabulary."""
        rows = sorted({(fold(word), stem(word)) for word in words})
        put_rows(self._sql, vocabulary, rows, "ON CONFLICT DO NOTHING")


def expected(sql: Connection, most: int) -> int:
    """How many of the first `most` passages are not found by a word of their own."""
    index = index_of(sql)
    lost = 0
    asked = select(passages.c.number, passages.c.text).order_by(passages.c.number).limit(most)
    for number, told in sql.execute(asked).tuples().all():
        if words := WORD.findall(told):
            match = index.ask(Query(((Term(((stem(max(words, key=len)),),)),),)), ())
            lost += not ask(sql, f"SELECT count(*) FROM {index.source} AND rowid = ?", [match, number])[0][0]
    return lost
