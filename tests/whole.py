"""Whole documents against their truth (`tests/whole`): what is released, hidden, kept and recorded of each."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from figures import Tally

from flows import pipeline
from flows.job import Job
from flows.outcome import Done
from flows.settings import load_settings

FOLDER = Path(__file__).resolve().parent / "whole"
ALIKE = 0.7  # share of the words of one sentence that are in another
Made = dict[str, Any]


class Whole(NamedTuple):
    """A document and what is true of it."""

    path: Path
    truth: Made


class Outcome(NamedTuple):
    """What the program made of a document; without a record it was not released."""

    record: Made | None
    findings: Sequence[Made]
    text: str
    reason: str


def wholes(folder: Path) -> Iterator[Whole]:
    for path in sorted(folder.glob("*.pdf")):
        yield Whole(path, json.loads(path.with_suffix(".json").read_text("utf-8")))


def run(path: Path, folder: Path) -> Outcome:
    """One document through the whole pipeline, the gate included."""
    outcome = pipeline.process(Job(path, folder, b"whole", load_settings(None, None)))
    if not isinstance(outcome, Done):
        return Outcome(None, (), "", f"{outcome.reason}: {outcome.detail}")
    record = json.loads((folder / "record.json").read_text("utf-8"))
    findings = json.loads((folder / "confidential.json").read_text("utf-8"))["findings"]
    with pypdfium2.PdfDocument(folder / "redacted.pdf") as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    return Outcome(record, findings, text, "")


def plain(text: str | None) -> str:
    """Small letters, one kind of quote, dash and blank."""
    joined = unicodedata.normalize("NFC", text or "").replace("\u00ad", "")
    joined = re.sub("[‘’]", "'", re.sub("[“”]", '"', re.sub("[–‐‑]", "-", joined)))
    return " ".join(joined.split()).lower()


def squeezed(text: str | None) -> str:
    """Letters and digits alone."""
    return re.sub(r"\W", "", plain(text))


def score(whole: Whole, outcome: Outcome, kind: str, tally: Tally) -> None:
    """All that is counted of a document; `kind` begins the rows."""
    name, truth, record = whole.path.stem, whole.truth, outcome.record
    tally.add(f"{kind}: released", record is not None, 1, *([] if record else [f"{name} {outcome.reason}"]))
    if record is None:
        return
    _facts(name, truth["facts"], record["document"], kind, tally)
    for text, times in Counter(truth["go"]).items():
        left = min(times, shown(text, outcome, truth["stay"]))
        tally.add(f"{kind}: must go, gone", times - left, times, *[f"{name}: {text}"] * bool(left))
    for text in set(truth["stay"]):
        there = squeezed(text) in squeezed(outcome.text)
        tally.add(f"{kind}: must stay, there", there, 1, *([] if there else [f"{name}: {text}"]))
    for finding in needless(outcome, truth["go"]):
        tally.add(f"{kind}: hidden without need", 1, 0, f"{name}: {finding['text']} ({finding['recogniser']})")
    drawn = sum(finding["category"] == "signature" for finding in outcome.findings)
    wanted = truth["signatures"]
    tally.add(f"{kind}: signatures covered", min(drawn, wanted), wanted, *[f"{name}: {drawn}"] * (drawn < wanted))
    _records(name, truth, record, kind, tally)


def shown(text: str, outcome: Outcome, stay: Sequence[str]) -> int:
    """How often a wording still stands in the redacted file; 0 where something that must stay holds it as well."""
    word = re.compile(rf"(?<!\w){re.escape(plain(text))}(?!\w)")
    return 0 if any(word.search(plain(kept)) for kept in stay) else len(word.findall(plain(outcome.text)))


def needless(outcome: Outcome, go: Sequence[str]) -> Iterator[Made]:
    """Persons hidden that no entry of what must go holds or is held by."""
    must = [squeezed(text) for text in go]
    for finding in outcome.findings:
        if (
            finding["decision"] != "redact"
            or finding["category"] != "person"
            or not (word := squeezed(finding["text"]))
        ):
            continue
        if not any(word in text or text in word for text in must):
            yield finding


def _facts(name: str, facts: Made, made: Made, kind: str, tally: Tally) -> None:
    told = {"title": "title", "our_reference": "own_reference", "your_reference": "other_reference"}
    right = {key: squeezed(made[key]) == squeezed(facts.get(true)) for key, true in told.items()}
    right["date"] = made["date"] == facts["date"]
    for key, good in right.items():
        tally.add(f"{kind}: facts", good, 1, *([] if good else [f"{name}: {key} {made[key]!r}"]))


def _records(name: str, truth: Made, record: Made, kind: str, tally: Tally) -> None:
    found = [each["sentence"] for each in record["commitments"]]
    for sort, sure in (("sure", True), ("doubtful", False)):
        for one in (c for c in truth["commitments"] if c.get("sure", True) is sure):
            good = any(_alike(one["text"], sentence) for sentence in found)
            tally.add(f"{kind}: commitments, {sort}", good, 1, *([] if good else [f"{name}: {one['text']}"]))
    near = [any(_alike(one, sentence) for sentence in found) for one in truth["near"]]
    tally.add(f"{kind}: near misses let through", sum(near), len(near))
    named = [(sorted(map(plain, m["movers"])), m["dossier"], str(m["number"] or "")) for m in record["motions"]]
    for motion in truth["motions"]:
        true = (sorted(map(plain, motion["movers"])), motion["dossier"], motion["number"] or "")
        tally.add(f"{kind}: motions", true in named, 1, *([] if true in named else [f"{name}: {true}"]))
    for due in (each for each in truth["deadlines"] if each.get("sure", True)):
        good = any(
            (plain(due["text"]) in plain(d["text"]) or plain(d["text"]) in plain(due["text"]))
            and (d["earliest"], d["latest"]) == (due["earliest"], due["latest"])
            for d in record["deadlines"]
        )
        tally.add(f"{kind}: deadlines, exact", good, 1, *([] if good else [f"{name}: {due}"]))


def _alike(one: str, other: str) -> bool:
    mine, theirs = Counter(plain(one).split()), Counter(plain(other).split())
    shared = sum((mine & theirs).values())
    return shared > ALIKE * min(sum(mine.values()), sum(theirs.values())) and shared > 3
