"""A stand-in for the engine: what a file says, happens. Used by the tests of batch and command line.

"naam: X" is a name to hide, "slaap 0.2" takes that long, "klap" ends the process, "hang" never ends, "fout" raises.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import Damaged
from flows.job import Job, identify
from flows.outcome import CONFIDENTIAL, RECORD, REDACTED_TEXT, Done, Failed, Outcome
from flows.survey import answer

LOG = "LAKWERK_TEST_LOG"
PROMISE = "Ik zal de Kamer vóór de zomer informeren over het algoritmeregister."


def safe_name(stem: str, hidden: Iterable[str]) -> str:
    for name in ("Jansen", *hidden):
        stem = stem.replace(name, "gelakt")
    return stem


def befall(text: str) -> None:
    """What the text says happens to the process."""
    if found := re.search(r"slaap ([\d.]+)", text):
        time.sleep(float(found[1]))
    if "klap" in text:
        os.abort()
    if "hang" in text:
        time.sleep(600)
    if "fout" in text:
        raise ValueError(text)
    if "geheugen" in text:
        raise MemoryError


def record_of(id: str, source: str, public: str) -> dict[str, Any]:
    """A record as the contract wants it: one name hidden, one promise with its deadline."""
    return {
        "schema_version": 1,
        "document": {
            "id": id,
            "source": source,
            "kind": "kamerbrief",
            "title": "Verzamelbrief algoritmen",
            "date": "2024-03-01",
            "our_reference": None,
            "your_reference": None,
            "ministry": "BZK",
            "dossiers": ["26643-1"],
            "pages": 1,
            "text_source": ["text"],
        },
        "sections": [{"heading": "Aanleiding", "page": 1, "text": f"{public}\n{PROMISE}"}],
        "colophon": {},
        "redactions": [{"id": "r1", "page": 1, "bbox": None, "ground": "5.1.2e", "category": "person"}],
        "commitments": [
            {
                "id": "c1",
                "page": 1,
                "sentence": PROMISE,
                "action": "de Kamer informeren over het algoritmeregister",
                "actor": "staatssecretaris van BZK",
                "recipient": "Tweede Kamer",
                "made_on": "2024-03-01",
                "deadline": "d1",
                "status": "open",
                "confidence": 0.9,
            }
        ],
        "motions": [],
        "deadlines": [
            {
                "id": "d1",
                "page": 1,
                "text": "vóór de zomer",
                "sentence": PROMISE,
                "earliest": None,
                "latest": "2024-07-04",
                "recurrence": None,
                "applies_to": ["c1"],
                "confidence": 0.9,
            }
        ],
        "warnings": [],
    }


def process(job: Job) -> Outcome:
    data = job.source.read_bytes()
    text = data.decode("utf-8", "replace")
    id = identify(data, job.key)
    if "raar" in text:
        (job.staging / RECORD).write_text("{}")
        (job.staging / CONFIDENTIAL).write_text("{}")
        (job.staging / REDACTED_TEXT).write_text(text)
        return Done(id, "raar", "raar.txt", REDACTED_TEXT, "brief", None, None, None, 1, 0, 0, 0, (), 0, 0, 0, 0)
    names = re.findall(r"naam: (\w+)", text)
    stem = safe_name(job.source.stem, names)
    source = stem + job.source.suffix
    if log := os.environ.get(LOG):
        with open(log, "a") as out:  # noqa: PTH123
            print(id, file=out)
    print(text)  # noqa: T201 - a library that shows the document's text
    befall(text)
    if "kapot" in text:
        return Failed(id, stem, source, Damaged.reason, "Het bestand is beschadigd.")
    public = re.sub(r"naam: \w+", "[5.1.2e]", text)
    record = record_of(id, source, public)
    findings = [{"text": name, "decision": "redact"} for name in names]
    (job.staging / REDACTED_TEXT).write_text(public)
    (job.staging / RECORD).write_text(json.dumps(record))
    (job.staging / CONFIDENTIAL).write_text(json.dumps({"source": job.source.name, "findings": findings}))
    facts = record["document"]
    return Done(
        id, stem, source, REDACTED_TEXT, facts["kind"], facts["title"], facts["date"], "BZK", 1, 0, 1, 0,
        ("5.1.2e",), 1, 0, 1, 0,
    )  # fmt: skip


def note_surroundings(answer: str) -> None:
    """What a child finds itself in."""
    told = {name: os.environ.get(name) for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "TMPDIR")}
    with open(answer, "w") as out:  # noqa: PTH123
        json.dump({**told, "tempdir": tempfile.gettempdir(), "core": resource.getrlimit(resource.RLIMIT_CORE)[0]}, out)


def say_or_die(items: list[str], answers: Path) -> None:
    """Answers for each item, but for the one that ends the process."""

    def said() -> Iterator[dict[str, str]]:
        for item in items:
            befall(item)
            yield {"said": item}

    answer(answers, said())


def hog(size: int) -> None:
    bytearray(size)


def loop() -> None:
    while True:
        pass


def start_another(answer: str) -> None:
    """A child whose own child would outlive it."""
    other = subprocess.Popen(["sleep", "600"])
    with open(answer, "w") as out:  # noqa: PTH123
        print(other.pid, file=out, flush=True)
    time.sleep(600)


def shout() -> None:
    print("Geheime Naam")  # noqa: T201
    os.system("echo Geheime Naam >&2")
    raise ValueError("Geheime Naam")
