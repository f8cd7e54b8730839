"""What documents cost and how fast they go (`make measure throughput`), beside tesseract, PDFium and two rivals.

Processor seconds are user and system of all processes that a command starts, also of those that outlive it. Ratios are
of one run: what is held against each other is done in turn. Wall clock says little while other programs run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import throughput_batches as batches
import throughput_papers as papers
import throughput_rivals as rivals
from figures import ROOT

FIGURES = ROOT / "docs" / "figures-throughput.json"
MEMORY = Path("/dev/shm")  # a folder in memory, where there is one: disks differ more than programs


class Row(NamedTuple):
    """A figure, its goal as words, what it is now, whether that is good, and on how much; None: not measured."""

    what: str
    goal: str
    now: float | None
    good: bool | None
    unit: str
    of: str


class Sizes(NamedTuple):
    """How much is measured."""

    scans: int
    born: int
    texts: int
    made: int


SIZES, QUICK = Sizes(8, 30, 1000, 10_000), Sizes(2, 6, 200, 200)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a small form, to see that it works")
    for name, what in zip(
        Sizes._fields, ("scanned notas", "digital notas", "text files", "made documents"), strict=True
    ):
        parser.add_argument(f"--{name}", type=int, help=f"how many {what} (default: {getattr(SIZES, name)})")
    parser.add_argument("--dpi", type=int, default=300, help="of the scans")
    parser.add_argument("--only", default="", help="what to measure: " + ", ".join(PARTS))
    parser.add_argument("--no-rivals", action="store_true", help="fetch no other programs")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-throughput.json as it is")
    options = parser.parse_args()
    base = QUICK if options.quick else SIZES
    sizes = Sizes(*(getattr(options, name) or getattr(base, name) for name in Sizes._fields))
    figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    print(f"{'':70}{'goal':>12}{'now':>14}")
    for name, part in PARTS.items():
        if options.only and name not in options.only.split(","):
            continue
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            for row in part(Path(folder), sizes, options):
                _show(row)
                figures[row.what] = [row.now, row.of]
    if not options.no_write:
        FIGURES.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def _show(row: Row) -> None:
    now = "not measured" if row.now is None else f"{row.now:.4g} {row.unit}"
    print(f"{row.what:70}{row.goal:>12}{now:>14}{'' if row.good is not False else '  MISSED'}  ({row.of})", flush=True)


def _most(what: str, goal: float, now: float | None, unit: str, of: str) -> Row:
    return Row(what, f"<= {goal:g} {unit}", now, None if now is None else now <= goal, unit, of)


def scanned(folder: Path, sizes: Sizes, options: argparse.Namespace) -> Iterator[Row]:
    """Scans against tesseract alone, and against two programs that do part of our work."""
    scans = papers.scanned(folder, papers.born(folder, sizes.scans), options.dpi)
    pages = papers.pictures(folder, scans, options.dpi)
    spent = _engine(folder, "scanned", {scan: pages[scan] for scan in scans})
    of = f"{spent['documents']} documents, {spent['pages']} pages of {options.dpi} dpi, {spent['Done']} released"
    whole, understood = (spent[part] / spent["other"] for part in ("whole", "understood"))
    yield _most("scans: all, CPU against tesseract alone", 1.45, whole, "x", of)
    yield _most("scans: reading, finding, extraction against tesseract alone", 1.2, understood, "x", of)
    jobs = _cores()
    ours = batches.run(folder / "out", [scans[0].parent], jobs=jobs)
    python = None if options.no_rivals else rivals.environment(folder)
    every = [page for scan in scans for page in pages[scan]]
    for name, ask in (("ocrmypdf, OCR only", rivals.ocrmypdf), ("Presidio's image redactor", rivals.presidio)):
        theirs = ask(python, scans if ask is rivals.ocrmypdf else every, jobs) if python else None
        ratio = ours.wall / theirs if theirs else None
        yield _most(f"scans: a batch, wall clock against {name}", 1.0, ratio, "x", f"{of}, {jobs} cores")


def digital(folder: Path, sizes: Sizes, options: argparse.Namespace) -> Iterator[Row]:
    """Born-digital pages against PDFium's plain text; one nota, cold; one core and two."""
    sources = papers.born(folder, sizes.born)
    spent = _engine(folder, "born", {source: [] for source in sources})
    of = f"{spent['documents']} documents, {spent['pages']} pages, {spent['Done']} released"
    read = spent["read"] / spent["other"]
    yield _most("digital: without model and redaction, against PDFium's text", 10, read, "x", of)
    yield _most("digital: all, CPU a page", 200, 1000 * spent["whole"] / spent["pages"], "ms", of)
    one = folder / "one"
    one.mkdir()
    (one / "nota.pdf").write_bytes(sources[0].read_bytes())
    cold = batches.run(folder / "out-one", [one], jobs=1)
    yield _most("one digital nota, cold, wall clock", 5, cold.wall, "s", "2 pages")
    whole = batches.run(folder / "out-whole", [sources[0].parent], jobs=_cores())
    yield _most("a batch, until the first document begins", 15, whole.first, "s", f"{len(sources)} documents")
    # Start apart, so without Prefect: its server starts while these few documents are done.
    alone, both = (
        batches.run(folder / f"out-{jobs}", [sources[0].parent], jobs=jobs, LAKWERK_DIRECT="1") for jobs in (1, 2)
    )
    gain = alone.working / both.working
    yield Row("two cores against one, start apart", ">= 1.75 x", gain, gain >= 1.75, "x", f"{len(sources)} documents")
    peak = max(alone.peak, both.peak, whole.peak)
    yield _most("digital: most memory of one process", 1200, peak, "MB", f"{len(sources)} documents")


def prefect(folder: Path, sizes: Sizes, options: argparse.Namespace) -> Iterator[Row]:
    """What Prefect takes a document, by an engine that does nothing, of what a document takes."""
    few, many = max(10, sizes.texts // 20), max(40, sizes.texts // 4)
    for kind, goal, count in (("scanned", 1.0, sizes.scans), ("born", 3.0, sizes.born)):
        place = folder / kind
        place.mkdir()
        sources = papers.born(place, max(3, count // 4))
        if kind == "scanned":
            sources = papers.scanned(place, sources, options.dpi)
        spent = _engine(place, kind, {source: [] for source in sources}, "own")
        share = (
            100
            * batches.prefect_each(place, few, many, scanned=kind == "scanned")
            / (spent["whole"] / spent["documents"])
        )
        of = f"{many - few} documents of nothing, {spent['documents']} real ones"
        yield _most(f"Prefect's share of CPU, {kind}, start apart", goal, share, "%", of)


def growing(folder: Path, sizes: Sizes, options: argparse.Namespace) -> Iterator[Row]:
    """Ten documents, a tenth, all: what one takes more may not grow.

    Without Prefect: its start takes as much as a hundred small documents, and never the same. Its share has a figure of
    its own.
    """
    counts = (10, max(60, sizes.texts // 10), sizes.texts)
    spent = [
        batches.run(
            folder / f"out-{count}",
            [papers.texts(folder / f"in-{count}", count)],
            jobs=_cores(),
            LAKWERK_DIRECT="1",
        )
        for count in counts
    ]
    first, then = ((spent[at + 1].cpu - spent[at].cpu) / (counts[at + 1] - counts[at]) for at in (0, 1))
    of = f"{counts[0]}, {counts[1]}, {counts[2]} text files; {1000 * then:.0f} ms CPU each"
    yield _most("documents 10 to 1,000: CPU a document, the last against the first", 1.1, then / first, "x", of)
    yield _most(
        "documents 10 to 1,000: memory of a child, the last against the first",
        1.1,
        spent[2].child / spent[0].child,
        "x",
        of,
    )
    yield _most("documents 10 to 1,000: most memory of one process", 1200, max(each.peak for each in spent), "MB", of)


def again(folder: Path, sizes: Sizes, options: argparse.Namespace) -> Iterator[Row]:
    """A second run with nothing to do, over documents that an idle engine made."""
    source = papers.blanks(folder / "in", sizes.made)
    batches.fill(folder / "out", source)
    spent = batches.run(folder / "out", [source], jobs=_cores(), work=batches.IDLE)
    of = f"{sizes.made} documents, {spent.cpu:.1f} s CPU, {spent.peak:.0f} MB"
    yield _most("a second run with nothing to do, wall clock", 20, spent.wall, "s", of)


PARTS: dict[str, Callable[[Path, Sizes, argparse.Namespace], Iterator[Row]]] = {
    "scanned": scanned,
    "digital": digital,
    "prefect": prefect,
    "growing": growing,
    "again": again,
}


def _engine(folder: Path, kind: str, pages: dict[Path, list[Path]], what: str = "all") -> dict[str, float]:
    """The sums of `throughput_engine`, from a process of its own."""
    listed = [{"file": str(source), "pages": list(map(str, shown))} for source, shown in pages.items()]
    (folder / f"{kind}.json").write_text(json.dumps(listed), "utf-8")
    script = Path(__file__).with_name("throughput_engine.py")
    subprocess.run([sys.executable, script, folder, kind, what], check=True)
    spent: dict[str, float] = json.loads((folder / f"{kind}-spent.json").read_text("utf-8"))
    return {"Done": 0, **spent}


def _cores() -> int:
    return min(2, len(os.sched_getaffinity(0)))


if __name__ == "__main__":
    sys.exit(main())
