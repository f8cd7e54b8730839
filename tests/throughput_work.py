"""Engines for `make measure throughput`, by the name "throughput_work:...": the real one with a diary, and an idle one.

`python throughput_work.py run ...` is `lakwerk run` with the engine that LAKWERK_WORK names; LAKWERK_DIRECT keeps
Prefect out, LAKWERK_INSIDE does each document in this process, which is how thousands are made in minutes.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, NamedTuple

import made_store
from throughput_spent import FORKS

from flows.job import Job, identify_file
from flows.outcome import CONFIDENTIAL, EDITION, RECORD, REDACTED_PDF, Done, Outcome

DIARY = "LAKWERK_DIARY"


class Entry(NamedTuple):
    """A document in the diary: when it began and ended, on the clock of `time.monotonic`; CPU seconds and megabytes."""

    began: float
    ended: float
    cpu: float
    peak: float


def safe_name(stem: str, hidden: Sequence[str]) -> str:
    return stem


def warm() -> None:
    if os.environ.get("LAKWERK_WORK") == "throughput_work:idle":
        _maker()
        return
    from flows import pipeline  # here: the idle engine has none

    pipeline.warm()


def process(job: Job) -> Outcome:
    """The real engine; a line in the diary for each document."""
    from flows import pipeline  # here: as above

    began = time.monotonic()
    done = pipeline.process(job)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu, peak = sum(each.ru_utime + each.ru_stime for each in used), max(each.ru_maxrss for each in used) / 1024
    with Path(os.environ[DIARY]).open("a", encoding="utf-8") as diary:
        diary.write(json.dumps([began, time.monotonic(), cpu, peak]) + "\n")
    return done


def read_diary(file: Path) -> list[Entry]:
    return [Entry(*json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def idle(job: Job) -> Outcome:
    """What a document leaves behind, made up: a record with ten promises, findings, two small files."""
    id = identify_file(job.source, job.key)
    record, found = _made(int(id[:8], 16))
    facts = {**record["document"], "id": id, "source": job.source.name}
    (job.staging / RECORD).write_text(json.dumps({**record, "document": facts}, ensure_ascii=False), "utf-8")
    (job.staging / CONFIDENTIAL).write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    (job.staging / REDACTED_PDF).write_bytes(b"%PDF-1.7\n")
    (job.staging / EDITION).write_text("<!doctype html>", "utf-8")
    return Done(
        id, job.source.stem, job.source.name, REDACTED_PDF, facts["kind"], facts["title"], facts["date"],
        facts["ministry"], 3, 0, 1, 0, ("5.1.2e",), 10, 0, 10, 0,
    )  # fmt: skip


@cache
def _maker() -> made_store.Maker:
    return made_store.Maker()


def _made(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record of lifelike words, two of its ten promises kept: as many as a nota has; and what was found in it."""
    record = _maker().one(number)
    words = record["sections"][0]["text"].split()
    record["commitments"], record["deadlines"] = record["commitments"][:2], record["deadlines"][:2]
    record["redactions"] = [{"id": "r1", "page": 1, "bbox": [10, 10, 60, 20], "ground": "5.1.2e", "category": "person"}]
    findings = [_finding(f"{given} {words[at].capitalize()}ma-{number}") for at, given in enumerate(("Anne", "Bo"))]
    found = {"source": "x", "findings": findings, "look_at": [], "open": sorted({w.capitalize() for w in words})}
    return record, found


def _finding(name: str) -> dict[str, Any]:
    return {
        "text": name, "category": "person", "page": 1, "bbox": [10, 10, 60, 20], "span": [0, len(name)],
        "decision": "redact", "ground": "5.1.2e", "reason": "Naam", "score": 0.95, "recogniser": "cell",
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    import flows.run_command
    import flows.settings
    from flows.child import load
    from flows.cli import main as lakwerk
    from flows.isolate import Ending, Isolation

    if "LAKWERK_DIRECT" in os.environ:
        flows.run_command.DIRECT_LIMIT = sys.maxsize
    if "LAKWERK_INSIDE" in os.environ:

        def call(_: Isolation, target: str, arguments: tuple[Any, ...], *__: Any) -> Ending:
            load(target)(*arguments)
            return Ending.OK

        Isolation.call = call  # type: ignore[method-assign]
        os.fsync = lambda _: None
    status = lakwerk(arguments, work=os.environ["LAKWERK_WORK"])
    Path(os.environ[FORKS]).write_text(str(getattr(forkserver._forkserver, "_forkserver_pid", "")), "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
