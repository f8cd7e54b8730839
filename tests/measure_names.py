"""How many names and numbers are found, and what is hidden without need (`make measure names`).

`tests/names` holds marked sentences and documents; the development ones were looked at while rules were made. The same
items run as text, as born-digital pages and as worn scans of 200 dpi, and with each recogniser taken out. Costs are CPU
milliseconds of this machine a page of 400 words.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the program does, before numpy is imported

import argparse
import csv
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from figures import before

from anonymize.doubt import look_at
from anonymize.find import RECOGNIZERS, find
from anonymize.policy import Policy, decide
from corpus.decisions import Published
from corpus.document import Document
from corpus.read import read
from nlp.extract import extract
from tests.marked import Marked, Score, documents, parse, score, sentences
from tests.naming_rivals import hide_model, hide_presidio
from tests.naming_run import hide_page, hide_text

ROOT = Path(__file__).resolve().parents[1]
NAMES = ROOT / "tests" / "names"
FIGURES = ROOT / "docs" / "figures-names.json"
PAGE_WORDS = 400
Figures = dict[str, list[int]]
Hide = Callable[[Marked, Path], tuple[set[int], Published | None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--only", default="", help="a part: sentences, documents, pages, scans, origins, cost")
    parser.add_argument("--folder", type=Path, default=NAMES, help="where the marked texts lie")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was hidden wrongly")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-names.json as it is")
    options = parser.parse_args()
    figures: Figures = {}
    misses: list[str] = []
    for name, part in _parts(options.folder).items():
        if options.only in name:
            made, told = part()
            figures |= made
            misses += told
    _show(before(FIGURES, options.base), figures)
    if options.misses:
        print("\n".join(misses))
    if not options.no_write and not options.only:
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def _parts(folder: Path) -> dict[str, Callable[[], tuple[Figures, list[str]]]]:
    parts: dict[str, Callable[[], tuple[Figures, list[str]]]] = {}
    for path in sorted(folder.glob("*_sentences.txt")):
        parts[f"sentences {path.stem}"] = lambda path=path: measured(path.stem, sentences(path), hide_text)
    for path in sorted(folder.glob("*_documents")):
        parts[f"documents {path.stem}"] = lambda path=path: measured(path.stem, documents(path), hide_text)
        parts[f"pages {path.stem}"] = lambda path=path: measured(f"{path.stem}, pages", documents(path), hide_page)
        parts[f"scans {path.stem}"] = lambda path=path: measured(f"{path.stem}, 200 dpi", documents(path), _scanned)
    parts["origins"] = origins
    items = [item for path in sorted(folder.glob("*_documents")) for item in documents(path)]
    parts["rivals"] = lambda: rivals(items)
    parts["without"] = lambda: without_each(items)
    parts["cost"] = cost
    return parts


def _scanned(item: Marked, folder: Path) -> tuple[set[int], Published]:
    return hide_page(item, folder, 200)


def run(items: Sequence[Marked], hide: Hide) -> Score:
    """All items through one way of hiding."""
    total = Score()
    with tempfile.TemporaryDirectory() as folder:
        for item in items:
            hidden, published = hide(item, Path(folder))
            listed = {word.text for word in look_at(published)} if published else set()
            forms = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
            # Words in the names of files stand between underscores
            pattern = re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])")
            score(total, item, hidden, [m.span() for m in pattern.finditer(item.text)] if listed else ())
    return total


def measured(name: str, items: Sequence[Marked], hide: Hide) -> tuple[Figures, list[str]]:
    total = run(items, hide)
    figures = {
        f"{name}: all that must go": list(total.of(*total.gone)),
        f"{name}: persons": list(total.of("P")),
        f"{name}: telephone, e-mail, BSN, IBAN": list(total.of("T", "E", "B", "I")),
        f"{name}: addresses and other": list(total.of("A", "X")),
        f"{name}: missed but listed": total.listed,
        f"{name}: must stay, hidden": total.kept,
        f"{name}: other words hidden": total.plain,
    }
    return figures, [f"[{name}] {miss}" for miss in (*total.misses, *total.wrong)]


def rivals(items: Sequence[Marked]) -> tuple[Figures, list[str]]:
    """The documents through plain Presidio and the model alone."""
    figures: Figures = {}
    for name, hide in {"Presidio with our model": hide_presidio, "the model alone": hide_model}.items():
        total = run(items, hide)
        figures |= {
            f"{name}: persons": list(total.of("P")),
            f"{name}: other data": list(total.of("T", "E", "B", "I", "A", "X")),
            f"{name}: must stay, hidden": total.kept,
            f"{name}: other words hidden": total.plain,
        }
    return figures, []


def without_each(items: Sequence[Marked]) -> tuple[Figures, list[str]]:
    """All that must go, in the documents, with each recogniser taken out in turn."""
    figures: Figures = {}
    for name in ("", *dict.fromkeys(RECOGNIZERS)):
        total = run(items, partial(hide_text, without=(name,) if name else ()))
        figures[f"without {name}" if name else "with all"] = list(total.of(*total.gone))
    return figures, []


def origins() -> tuple[Figures, list[str]]:
    """The same sentences with names of nine origins: persons wholly hidden."""
    frames = [line.replace("\\n", "\n") for line in (NAMES / "frames.txt").read_text("utf-8").splitlines() if line]
    with (NAMES / "origins.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    figures: Figures = {}
    misses: list[str] = []
    for origin in dict.fromkeys(row["origin"] for row in rows):
        people = [row for row in rows if row["origin"] == origin]
        items = [_filled(frame, person) for frame, person in _pairs(frames, people)]
        total = run(items, hide_text)
        figures[f"origin {origin}"] = list(total.of("P"))
        misses += [f"[{origin}] {miss}" for miss in total.misses]
    return figures, misses


def _pairs(frames: Sequence[str], people: Sequence[dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every frame with ten people, so that each person comes nine times."""
    for number, frame in enumerate(frames):
        for step in range(10):
            yield frame, people[(number * 10 + step) % len(people)]


def _filled(frame: str, person: dict[str, str]) -> Marked:
    fixed = f"{person['interfix']} {person['surname']}".strip()
    slots = {
        "full": f"{person['given']} {fixed}",
        "short": f"{person['given'][0]}. {fixed}",
        "surname": fixed[0].upper() + fixed[1:],
        "given": person["given"],
        "turned": f"{fixed[0].upper()}{fixed[1:]}, {person['given']}",
    }
    for slot, words in slots.items():
        frame = frame.replace(f"{{{slot}}}", f"\0P|{words}\1")
    return parse(frame.replace("\0", "{").replace("\1", "}"), "origin")


def cost() -> tuple[Figures, list[str]]:
    """CPU of finding and deciding, warm, in ms/100 a page of 400 words, with and without the model."""
    read_documents: list[Document] = []
    with tempfile.TemporaryDirectory() as folder:
        for item in [item for path in sorted(NAMES.glob("*_documents")) for item in documents(path)]:
            path = Path(folder) / "item.txt"
            path.write_text(item.text, "utf-8")
            read_documents.append(read(path))
    records = [extract(document) for document in read_documents]
    pages = sum(len(document.words) for document in read_documents) / PAGE_WORDS
    figures: Figures = {}
    for name, without in {"with the model": (), "rules and recognisers alone": ("model",)}.items():
        for document in read_documents[:3]:
            find(document, without=without)
        before = time.process_time()
        for document, known in zip(read_documents, records, strict=True):
            decide(document, find(document, without=without), Policy(), known.profile, known.motions)
        spent = time.process_time() - before
        figures[f"CPU a page, ms/100, {name}"] = [round(100_000 * spent / max(pages, 1e-9)), round(pages)]
    return figures, []


def _show(before: Figures, figures: Figures) -> None:
    print(f"{'':58}{'before':>12}{'now':>12}{'':>9}")
    for name, (good, of) in figures.items():
        old = before.get(name)
        share = f"{100 * good / of:8.2f}%" if of else ""
        print(f"{name:58}{f'{old[0]}/{old[1]}' if old else '-':>12}{f'{good}/{of}':>12}{share}")


if __name__ == "__main__":
    sys.exit(main())
