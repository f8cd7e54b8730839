"""How well and how fast is found (`make measure search`): hand-written questions, and a large made store.

The questions are asked of real motions that lie in the shared folder beside the project; without it they are left out.
Half of them ("dev") were at hand when the ranking was made, the other half ("held") were only counted.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from figures import ROOT, Tally, before
from made_store import Maker, Record, questions, size_of
from postgres import new_database, programs, server
from sqlalchemy import text as sql_text

from corpus.database import SETTING, connect, readers
from corpus.decisions import Published
from corpus.facets import Filters
from corpus.read import read
from corpus.search import search
from corpus.store import DONE, Placed, Store
from flows.record import build
from nlp.extract import extract

MOTIONS = ROOT.parent / "shared" / "data" / "real" / "motie" / "moties-2023-2025.jsonl"
QUESTIONS = Path(__file__).with_name("search") / "questions.toml"
FIGURES = ROOT / "docs" / "figures-search.json"
HEAP, TIMED, ASKED, WARM = 500, 20, 400, 100  # heaps of documents are timed together
Asked = tuple[str, tuple[tuple[str, str], ...]]  # words, and facets with their values


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--sizes", default="10000,100000", help="documents of the made stores; 10 commitments in each")
    parser.add_argument(
        "--postgresql", default="10000", help="the same for PostgreSQL, on a server that is started here"
    )
    parser.add_argument("--keep", type=Path, help="make the stores in this folder and leave them there")
    parser.add_argument("--misses", action="store_true", help="print the questions (dev) whose answer was not first")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-search.json as it is")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        if MOTIONS.is_file() and not os.environ.get(SETTING):
            _ask_questions(Path(folder), tally)
        costs: dict[str, float] = {}
        asked: list[Asked] = []  # the same of all sizes: each store begins with the documents of the smaller ones
        for size in sorted(map(int, filter(None, options.sizes.split(",")))):
            asked = _measure_size(options.keep or Path(folder), size, asked, costs)
        for size in map(int, filter(None, options.postgresql.split(","))):
            costs |= _measure_postgresql(Path(folder), size)
    _show(before(FIGURES, options.base), tally.counts, costs)
    if options.misses:
        print(*(miss for miss in tally.misses if not miss.startswith("held")), sep="\n")
    if not options.no_write:
        FIGURES.write_text(json.dumps(tally.counts | costs, indent=2) + "\n", "utf-8")
    return 0


def _show(old: dict[str, list[int]], counts: dict[str, list[int]], costs: dict[str, float]) -> None:
    print(f"{'':66}{'before':>12}{'now':>12}")
    for name, (good, of) in counts.items():
        was = old.get(name)
        print(f"{name:66}{f'{was[0]}/{was[1]}' if was else '-':>12}{f'{good}/{of}':>12}{100 * good / of:7.1f}")
    for name, cost in costs.items():
        print(f"{name:66}{old.get(name, '-')!s:>12}{cost:>12}")


def _ask_questions(folder: Path, tally: Tally) -> None:
    """Each question of the 800 motions: is the right one the first document that is shown, or among the first five?"""
    file = folder / "lakwerk.db"
    store = Store(file)
    rows = [json.loads(line) for line in MOTIONS.read_text("utf-8").splitlines()]
    for heap in _heaps(_motion(folder, row["nummer"], row["text"]) for row in rows):
        store.save_many(heap)
    store.close()
    with readers(file).connect() as sql:
        for each in tomllib.loads(QUESTIONS.read_text("utf-8"))["question"]:
            hits = search(sql, each["words"], Filters(limit=30)).hits
            shown = list(dict.fromkeys(hit.stem for hit in hits))
            for name, few in (("first", shown[:1]), ("in the first five", shown[:5])):
                good = any(answer in few for answer in each["answers"])
                miss = f"{each['words']} -> {', '.join(shown[:3])}, not {each['answers'][0]}"
                tally.add(f"{each['half']}: {name}", int(good), 1, *(() if good else (miss,)))


def _motion(folder: Path, name: str, text: str) -> tuple[Placed, Record]:
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    document = read(path, b"measure")
    record = build(Published(document, ()), extract(document), (), path.name, {}, lambda told: True)
    return Placed(document.id, "f", name, path.name, DONE), record


def _measure_postgresql(folder: Path, size: int) -> dict[str, float]:
    if programs() is None:
        print("PostgreSQL is not installed and not measured.")
        return {}
    with server() as address:
        os.environ[SETTING] = new_database(address)
        costs: dict[str, float] = {}
        _measure_size(folder, size, [], costs)
        del os.environ[SETTING]
    return {f"PostgreSQL, {name}": cost for name, cost in costs.items()}


def _measure_size(folder: Path, size: int, asked: list[Asked], costs: dict[str, float]) -> list[Asked]:
    """Fill a store and ask what was asked before, else questions that have an answer there; what was asked."""
    file = folder / f"made-{size}.db"
    told, own = _fill(file, size)
    costs |= told
    asked = asked or own
    if os.environ.get(SETTING):  # what PostgreSQL does by itself within a minute
        with connect(file) as sql, sql.begin():
            sql.execute(sql_text("ANALYZE"))
    gc.collect()
    gc.freeze()  # as the site does
    with readers(file).connect() as sql:
        spent = []
        for words, facets in asked:
            start = time.perf_counter()
            found = search(sql, words, Filters(facets=facets, kind="commitment"))
            spent.append(1000 * (time.perf_counter() - start))
            assert found.hits, f"nothing is found for {words}"
    spent = sorted(spent[WARM:])
    name = f"{size * 10:,} commitments"
    costs[f"{name}: three words, two facets, p50 ms"] = round(statistics.median(spent), 2)
    costs[f"{name}: three words, two facets, p95 ms"] = round(spent[int(0.95 * len(spent))], 2)
    return asked


def _fill(file: Path, size: int) -> tuple[dict[str, float], list[Asked]]:
    """A store of `size` documents; what it cost, and questions that have an answer there."""
    pick, asked, text, spent = random.Random(1), [], 0, 0.0
    chance = 2.0 * (ASKED + WARM) / size
    store = Store(file)
    told = _heaps(Maker().documents(size))
    while heaps := list(islice(told, TIMED)):
        for _, record in chain.from_iterable(heaps):
            text += size_of(record)
            asked += [questions(record, pick)] if pick.random() < chance else []
        start = time.perf_counter()
        store.save_heaps(heaps)
        spent += time.perf_counter() - start
    start = time.perf_counter()
    store.close()
    spent += time.perf_counter() - start
    costs = {f"{size * 10:,} commitments: written a second, with as many deadlines": round(size * 10 / spent)}
    if file.is_file():
        costs[f"{size * 10:,} commitments: bytes of the store for each of text"] = round(file.stat().st_size / text, 2)
    pick.shuffle(asked)
    return costs, asked[: ASKED + WARM]


def _heaps(documents: Iterable[tuple[Placed, Record]]) -> Iterator[list[tuple[Placed, Record]]]:
    told = iter(documents)
    while heap := list(islice(told, HEAP)):
        yield heap


if __name__ == "__main__":
    sys.exit(main())
