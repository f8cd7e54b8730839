"""Quality and cost on the examples, against the figures of the last commit on main (`make measure`).

The examples are development data: the rules were looked at with them. `docs/figures.json` holds the figures of a
commit; a run prints before and after, and writes the new ones. Costs are wall seconds of this machine and are printed
but not stored, because another machine has others.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from figures import before
from pypdfium2 import PdfDocument

from anonymize.wording import ocr_fold
from corpus.ocr import recognise
from corpus.views import views
from flows.job import Job
from flows.outcome import Done
from flows.pipeline import process, warm
from flows.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs" / "figures.json"
Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures.json as it is")
    options = parser.parse_args()
    figures, misses, cost = measure()
    _show(before(FIGURES, options.base), figures, cost)
    for miss in misses:
        print("  ", miss)
    if not options.no_write:
        FIGURES.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def _show(before: dict[str, list[int]], figures: dict[str, list[int]], cost: dict[str, float]) -> None:
    print(f"{'':44}{'before':>12}{'now':>12}")
    for name, (good, of) in figures.items():
        old = before.get(name)
        print(f"{name:44}{f'{old[0]}/{old[1]}' if old else '-':>12}{f'{good}/{of}':>12}")
    for name, value in cost.items():
        print(f"{name:44}{'':>12}{value:>12.2f}")


def measure() -> tuple[dict[str, list[int]], list[str], dict[str, float]]:
    """Good out of all per component, what was missed in words, and costs a page."""
    truths = json.loads((ROOT / "examples" / "truth.json").read_text("utf-8"))["documents"]
    tally: dict[str, list[int]] = {}
    misses: list[str] = []
    seconds: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    warm()
    with tempfile.TemporaryDirectory() as folder:
        for truth in truths:
            staging = Path(folder) / truth["file"]
            staging.mkdir()
            source = ROOT / "examples" / "documents" / truth["file"]
            start = time.perf_counter()
            outcome = process(Job(source, staging, b"measure" * 5, load_settings(None, None)))
            kind = "scanned" if "ocr" in truth["text_source"] and source.suffix != ".txt" else "born-digital"
            seconds[kind] += time.perf_counter() - start
            pages[kind] += truth["pages"]
            for name, good, of, what in score(truth, outcome, staging, source):
                row = tally.setdefault(name, [0, 0])
                row[0] += good
                row[1] += of
                misses += [f"{truth['file']}: {name}: {each}" for each in what]
    cost = {f"seconds a {kind} page (with the gate)": seconds[kind] / pages[kind] for kind in seconds}
    return tally, misses, cost


def score(truth: Row, outcome: Any, staging: Path, source: Path) -> Iterable[tuple[str, int, int, list[str]]]:
    if not isinstance(outcome, Done):
        yield "documents released", 0, 1, [outcome.reason]
        return
    yield "documents released", 1, 1, []
    record = json.loads((staging / "record.json").read_text("utf-8"))
    yield _facts(truth, record)
    yield _section_words(truth, record)
    shown = published_text(staging / outcome.redacted) + json.dumps(record, ensure_ascii=False)
    squeezed = "".join(shown.split())
    left = [m["text"] for m in truth["must_go"] if "".join(m["text"].split()) in squeezed]
    yield "hidden: must go, gone", len(truth["must_go"]) - len(left), len(truth["must_go"]), left
    if "ocr" in truth["text_source"]:
        page = "".join(ocr_fold(word) for word in read_by_ocr(staging / outcome.redacted))
        shown_ = [m["text"] for m in truth["must_go"] if len(m["text"]) > 3 and ocr_fold(m["text"]) in page]
        yield "hidden: gone from the picture", len(truth["must_go"]) - len(shown_), len(truth["must_go"]), shown_
    lost = [text for text in truth["must_stay"] if "".join(text.split()) not in squeezed]
    yield "kept: must stay, there", len(truth["must_stay"]) - len(lost), len(truth["must_stay"]), lost
    yield _signatures(truth, record, source)
    for name in ("commitments", "motions", "deadlines"):
        want = Counter(_key(name, each) for each in truth[name])
        got = Counter(_key(name, _resolved(name, each, record)) for each in record[name])
        both = want & got
        yield f"{name}: found", both.total(), want.total(), [f"missing {k}" for k in want - got]
        yield f"{name}: right", both.total(), got.total(), [f"extra {k}" for k in got - want]


def read_by_ocr(path: Path) -> Iterable[str]:
    """The words that OCR reads in the pages of a redacted file, whatever the reader made of the source."""
    for view in views(path):
        drawn = view.draw(300)
        for line in recognise(drawn, view.number, view.width / drawn.width, dpi=300):
            yield from (word.seen for word in line.words)


def published_text(path: Path) -> str:
    """All text of a redacted file, as PDFium reads it."""
    if path.suffix == ".txt":
        return path.read_text("utf-8")
    pdf = PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    return text


def _facts(truth: Row, record: Row) -> tuple[str, int, int, list[str]]:
    names = ("kind", "title", "date", "our_reference", "your_reference", "ministry", "dossiers", "pages", "text_source")
    wrong = [f"{n}: {record['document'][n]!r}, not {truth[n]!r}" for n in names if record["document"][n] != truth[n]]
    return "facts of the document", len(names) - len(wrong), len(names), wrong


def _section_words(truth: Row, record: Row) -> tuple[str, int, int, list[str]]:
    if not truth["sections"]:
        return "words of sections", 0, 0, []
    gone = {word for hidden in truth["must_go"] for word in hidden["text"].split()}
    want = Counter(w for s in truth["sections"] for w in f"{s['heading'] or ''} {s['text']}".split() if w not in gone)
    got = Counter(w for s in record["sections"] for w in f"{s['heading'] or ''} {s['text']}".split())
    missing = want - got
    return "words of sections", (want & got).total(), want.total(), [" ".join(missing)] if missing else []


def _signatures(truth: Row, record: Row, source: Path) -> tuple[str, int, int, list[str]]:
    """A signature counts as covered when less than 2 % of its ink shows beside the drawn boxes."""
    shows = [s for s in truth["signatures"] if _ink_left(s, record["redactions"], source) > 0.02]
    return (
        "signatures covered",
        len(truth["signatures"]) - len(shows),
        len(truth["signatures"]),
        [f"{s}" for s in shows],
    )


def _ink_left(signature: Row, redactions: list[Row], source: Path) -> float:
    view = next(v for v in _drawn(source) if v[0] == signature["page"])
    _, dark, scale = view
    left = dark.copy()
    for each in redactions:
        if each["page"] == signature["page"] and each["bbox"]:
            x0, top, x1, bottom = (round(value * scale) for value in each["bbox"])
            left[top:bottom, x0:x1] = False
    x0, top, x1, bottom = (round(value * scale) for value in signature["bbox"])
    return float(left[top:bottom, x0:x1].sum() / max(1, dark[top:bottom, x0:x1].sum()))


def _drawn(source: Path) -> Iterable[tuple[int, Any, float]]:
    for view in views(source):
        picture = view.draw(100)
        yield view.number, np.asarray(picture.convert("L")) < 140, picture.width / view.width


def _resolved(name: str, each: Row, record: Row) -> Row:
    if name != "commitments":
        return each
    found = [d for d in record["deadlines"] if d["id"] == each["deadline"]]
    return {**each, "deadline": found[0] if found else None}


def _key(name: str, each: Row) -> tuple[Any, ...]:
    if name == "motions":
        return tuple(each["movers"]), each["and_others"], each["dossier"], each["number"], each["status"]
    if name == "deadlines":
        return each["text"], each["earliest"], each["latest"], each["recurrence"]
    deadline = each["deadline"] and (each["deadline"]["earliest"], each["deadline"]["latest"])
    return each["sentence"], each["actor"], each["recipient"], each["status"], deadline


if __name__ == "__main__":
    sys.exit(main())
