"""The store of what was published: one transaction a document, which is also its commit point.

SQLite in DIR, or PostgreSQL (`corpus/database.py`). The same documents in the same order give the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, text

from corpus.apart import Apart, Told, take_apart, taken_ahead
from corpus.database import connect, translated, writing
from corpus.intake import Placed, insert_rows
from corpus.row import DONE, QUARANTINE, Row
from corpus.schema import documents as d
from corpus.schema import facts, metadata
from corpus.shelf import Shelf
from corpus.thread_rows import ThreadRow, lose_threads, save_threads
from corpus.uncollected import uncollected

__all__ = ["DONE", "QUARANTINE", "Placed", "Row", "Store", "ThreadRow"]


FACTS = "id stem source state reason detail kind title date ministry pages".split()


class Store:
    """The store in `file`, or where the environment says; made where it does not exist. One thread at a time.

    Every method raises StoreTrouble where the database cannot be used; what is being written is then not written.
    """

    def __init__(self, file: Path) -> None:
        self._sql = connect(file)
        self._url = self._sql.engine.url
        self._shelf = Shelf(self._sql)
        with translated(self._url), self._sql.begin():
            numbers = select(facts).where(facts.c.name.in_(("document", "passage")))
            self._next = {name: int(value) for name, value in self._sql.execute(numbers).tuples()}

    def close(self) -> None:
        with translated(self._url):
            self._sql.close()
            self._sql.engine.dispose()

    def fingerprints(self) -> dict[str, str]:
        """What every document was done with, by its id."""
        return dict(self._ask(select(d.c.id, d.c.fingerprint)))

    def held(self, reason: str) -> set[str]:
        """The ids of what is in quarantine for this reason."""
        return {id for (id,) in self._ask(select(d.c.id).where(d.c.reason == reason))}

    def row(self, id: str) -> Row:
        return self._rows(d.c.id == id)[id]

    def rows(self) -> dict[str, Row]:
        """Every document by its id."""
        return self._rows(d.c.id.is_not(None))

    def stem(self, id: str) -> str | None:
        return next((stem for (stem,) in self._ask(select(d.c.stem).where(d.c.id == id))), None)

    def save(self, placed: Placed, record: dict[str, Any] | None) -> None:
        """Replace all that is known of a document; `record` is its JSON, None for one in quarantine."""
        self.save_many([(placed, record)])

    def save_many(self, told: Sequence[Told]) -> None:
        """The same for a heap of documents, all of them or none."""
        with self._changing():
            self._write(take_apart(self._shelf.pieces, told, *self._free()))

    def save_heaps(self, heaps: Iterable[Sequence[Told]]) -> None:
        """The same for heap after heap, each in a transaction; another process takes the next apart meanwhile."""
        told = iter(heaps)
        first, second = next(told, ()), next(told, None)
        if second is None:
            self.save_many(first)
            return
        for made in taken_ahead(chain((first, second), told), *self._free()):
            with self._changing():
                self._write(made)

    def _free(self) -> tuple[int, int]:
        return self._next.get("document", 1), self._next.get("passage", 1)

    def _write(self, made: Apart) -> None:
        self._remove(made.ids)
        insert_rows(self._sql, made.tables)
        self._shelf.put(made.findable)
        self._count(document=made.document, passage=made.passage)

    def remove(self, id: str) -> None:
        with self._changing():
            self._remove([id])

    def listings(self) -> list[tuple[str, str]]:
        """(id, source) of every input path in order."""
        table = metadata.tables["listings"]
        return [tuple(row) for row in self._ask(select(table.c.document, table.c.source).order_by(table.c.position))]

    def save_listings(self, listings: Sequence[tuple[str, str]]) -> None:
        if self.listings() == list(listings):
            return
        table = metadata.tables["listings"]
        rows = [{"position": at, "document": id, "source": source} for at, (id, source) in enumerate(listings, 1)]
        with writing(self._sql):
            self._sql.execute(delete(table))
            if rows:
                self._sql.execute(insert(table), rows)

    def save_threads(self, rows: Iterable[ThreadRow]) -> None:
        """What became of each commitment and motion; the state and the day of what is found follow it."""
        with writing(self._sql):
            save_threads(self._sql, list(rows))

    def tidy(self) -> None:
        """After a removal: words of the removed text go from the index, the vocabulary and the file too."""
        with translated(self._url):
            self._shelf.tidy()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction; what the shelf holds as written is forgotten where it was not."""
        try:
            with uncollected(), writing(self._sql):
                yield
        except BaseException:
            self._shelf = Shelf(self._sql)
            raise

    def _ask(self, question: Any) -> list[Any]:
        with translated(self._url), self._sql.begin():
            return list(self._sql.execute(question))

    def _count(self, **next_: int) -> None:
        told = text("INSERT INTO facts VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        self._sql.execute(told, [{"name": name, "value": str(value)} for name, value in next_.items()])
        self._next |= next_

    def _remove(self, ids: Sequence[str]) -> None:
        numbers = self._sql.execute(select(d.c.number).where(d.c.id.in_(ids))).scalars().all()
        for number in numbers:
            self._shelf.drop(number)
            lose_threads(self._sql, number)
        if numbers:
            self._sql.execute(delete(d).where(d.c.number.in_(numbers)))

    def _rows(self, which: Any) -> dict[str, Row]:
        with translated(self._url), self._sql.begin():
            counts = {name: self._counts(name, which) for name in ("commitments", "motions", "deadlines", "warnings")}
            hidden, grounds = self._hidden(which)
            facts = [d.c[name] for name in FACTS]
            found = self._sql.execute(select(d.c.number, *facts).where(which).order_by(d.c.number)).mappings()
            rows = [
                Row(
                    **{name: told[name] for name in FACTS},
                    redactions=hidden[told["number"]],
                    grounds=tuple(grounds.get(told["number"], ())),
                    commitments=counts["commitments"][told["number"]],
                    motions=counts["motions"][told["number"]],
                    deadlines=counts["deadlines"][told["number"]],
                    warnings=counts["warnings"][told["number"]],
                )
                for told in found
            ]
        return {row.id: row for row in rows}

    def _counts(self, name: str, which: Any) -> Counter[int]:
        table = metadata.tables[name]
        asked = select(table.c.document, func.count()).join(d).where(which).group_by(table.c.document)
        return Counter(dict(self._sql.execute(asked).tuples().all()))

    def _hidden(self, which: Any) -> tuple[Counter[int], dict[int, list[str]]]:
        """How much is redacted in each document, and on which grounds."""
        table, amounts, grounds = metadata.tables["redactions"], Counter[int](), dict[int, list[str]]()
        asked = select(table.c.document, table.c.ground, func.sum(table.c.amount)).join(d).where(which)
        asked = asked.group_by(table.c.document, table.c.ground)
        for number, ground, amount in sorted(self._sql.execute(asked).tuples()):
            amounts[number] += int(amount)
            grounds.setdefault(number, []).append(ground)
        return amounts, grounds
