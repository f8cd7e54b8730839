"""Whole runs of the command for `make measure throughput`: with the real engine, and with one that does nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import throughput_papers as papers
import throughput_spent
import throughput_work

REAL, IDLE = "throughput_work:process", "throughput_work:idle"


class Batch(NamedTuple):
    """Seconds and megabytes: until the first document began, from there to the end of the last, and of a child."""

    wall: float
    cpu: float
    own: float
    peak: float
    first: float
    working: float
    child: float


def run(out: Path, sources: Sequence[Path], *, jobs: int, work: str = REAL, **environment: str) -> Batch:
    """`lakwerk run` in a process of its own."""
    diary = out.with_name(f"{out.name}.diary")
    diary.touch()
    forks = out.with_name(f"{out.name}.forks")
    command = [
        sys.executable, Path(throughput_work.__file__), "run", *sources, "--out", out, "--jobs", str(jobs),
    ]  # fmt: skip
    places = os.pathsep.join([str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)])
    surroundings = {"PYTHONPATH": places, "LAKWERK_WORK": work, **environment}
    surroundings |= {throughput_work.DIARY: str(diary), throughput_spent.FORKS: str(forks)}
    spent = throughput_spent.spend(command, QUIET="1", **surroundings)
    if spent.status not in (0, 1):
        raise RuntimeError(f"lakwerk run ended with {spent.status}")
    entries = throughput_work.read_diary(diary)
    first = min((each.began for each in entries), default=spent.began)
    last = max((each.ended for each in entries), default=spent.began)
    child = max((each.peak for each in entries), default=0.0)
    return Batch(spent.wall, spent.cpu, spent.own, spent.peak, first - spent.began, last - first, child)


def fill(out: Path, source: Path) -> None:
    """Documents by the thousand, made in one process by the idle engine."""
    run(out, [source], jobs=1, work=IDLE, LAKWERK_DIRECT="1", LAKWERK_INSIDE="1")


def prefect_each(folder: Path, few: int, many: int, *, scanned: bool) -> float:
    """CPU seconds that Prefect takes for each document, its start apart.

    The program and Prefect's server without the documents' own processes, for few and for many, with Prefect and
    without: what is left of the difference is Prefect's.
    """
    taken = {}
    for amount in (few, many):
        source = papers.blanks(folder / f"blank-{amount}", amount)
        if scanned:  # a picture file counts as a scan before anybody has looked into it
            for path in list(source.iterdir()):
                path.rename(path.with_suffix(".png"))
        with_it = run(folder / f"with-{amount}", [source], jobs=2, work=IDLE)
        without = run(folder / f"without-{amount}", [source], jobs=2, work=IDLE, LAKWERK_DIRECT="1")
        taken[amount] = with_it.own - without.own
    return (taken[many] - taken[few]) / (many - few)
