"""What one page costs in the engine, without the program around it: `python throughput_engine.py FOLDER KIND WHAT`.

KIND is "scanned" or "born"; WHAT is "all", or "own" for our program alone. Each document is done in turn by the other
program (tesseract on its pages; PDFium's plain text) and by ours, so that what else the machine does weighs on both
alike. Writes sums of CPU seconds as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

# As the process of a document is set up, and before numpy is imported.
os.environ.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import pypdfium2
import reading

from anonymize.find import find
from anonymize.policy import Policy, decide
from corpus.held import let_go
from corpus.read import read
from flows import pipeline, warm
from flows.job import Job
from flows.settings import load_settings
from nlp import dutch
from nlp.extract import extract

AT_ONCE = 6  # documents that tesseract gets in one process


def main(folder: Path, kind: str, what: str) -> None:
    os.environ[warm.MODULE] = pipeline.__name__
    warm.warm()  # as the fork server does, of which each document's process is a child
    documents = json.loads((folder / f"{kind}.json").read_text("utf-8"))
    spent: Counter[str] = Counter()
    readings = folder / f"{kind}-readings"  # as a run keeps what it read, and which letters it knows
    readings.mkdir(exist_ok=True)
    heaps = [documents[at : at + AT_ONCE] for at in range(0, len(documents), AT_ONCE)]
    for heap in heaps:
        if kind == "scanned" and what == "all":
            spent["other"] += _tesseract([page for one in heap for page in one["pages"]])
        for one in heap:
            source = Path(one["file"])
            if kind == "born" and what == "all":
                spent["other"] += _plain_text(source)
                spent["read"] += _without_model(source)
            spent.update(_whole(source, readings))
            spent["pages"] += len(one["pages"]) or len(pypdfium2.PdfDocument(source))
            spent["documents"] += 1
    (folder / f"{kind}-spent.json").write_text(json.dumps(spent), "utf-8")


def _tesseract(pages: Sequence[str]) -> float:
    """CPU seconds of one tesseract process on a list of pictures."""
    with tempfile.TemporaryDirectory() as folder:
        listed, start = Path(folder) / "list.txt", reading.cpu()
        listed.write_text("\n".join(pages), "utf-8")
        subprocess.run(["tesseract", listed, Path(folder) / "out", "-l", "nld"], check=True, capture_output=True)
        return reading.cpu() - start


def _plain_text(source: Path) -> float:
    start = reading.cpu()
    with pypdfium2.PdfDocument(source) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()
            page.close()
    return reading.cpu() - start


def _without_model(source: Path) -> float:
    """Reading, finding and extraction without the trained model and without redaction."""
    start = reading.cpu()
    document = read(source, b"measure")
    records = extract(document)
    found = find(document, without=frozenset({"model"}))
    decide(document, found, Policy(), records.profile, records.motions)
    spent = reading.cpu() - start
    for kept in (let_go, dutch.tokens.cache_clear):  # the next starts anew
        kept()
    return spent


def _whole(source: Path, readings: Path) -> Counter[str]:
    """All of a document; of that "understood" is all before anything is written."""
    start = reading.cpu()
    middle = [start]
    understand = pipeline.understand

    def noted(*arguments: object) -> object:
        done = understand(*arguments)  # type: ignore[arg-type]
        middle[0] = reading.cpu()
        return done

    pipeline.understand = noted  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as staging:
        done = pipeline.process(Job(source, Path(staging), b"measure", load_settings(None, None), readings=readings))
    pipeline.understand = understand
    spent = Counter({"whole": reading.cpu() - start, "understood": middle[0] - start})
    spent[type(done).__name__] += 1
    return spent


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:4])
