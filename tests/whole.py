"""Whole documents against their truth (`tests/whole`): what is released, hidden, kept and recorded of each."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from figures import Tally

from corpus.read import read
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
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".pdf", ".txt")):
        yield Whole(path, json.loads(path.with_suffix(".json").read_text("utf-8")))


def run(path: Path, folder: Path) -> Outcome:
    """One document through the whole pipeline, the gate included."""
    outcome = pipeline.process(Job(path, folder, b"whole", load_settings(None, None)))
    if not isinstance(outcome, Done):
        return Outcome(None, (), "", f"{outcome.reason}: {outcome.detail}")
    record = json.loads((folder / "record.json").read_text("utf-8"))
    findings = json.loads((folder / "confidential.json").read_text("utf-8"))["findings"]
    if path.suffix == ".txt":
        return Outcome(record, findings, (folder / "redacted.txt").read_text("utf-8"), "")
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


def in_order(whole: Whole, kind: str, tally: Tally) -> None:
    """How many words of the running text are read as such, in order."""
    document = read(whole.path)
    wanted, seen = _words(whole.truth["body"]), _words("\n".join(document.at(b.span) for b in document.running()))
    alike = SequenceMatcher(None, wanted, seen, autojunk=False).get_matching_blocks()
    there = sum(block.size for block in alike)
    lost = f"{whole.path.stem}: {len(wanted) - there} of {len(wanted)}"
    tally.add(f"{kind}: words of the text, in order", there, len(wanted), *[lost] * (there < len(wanted)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


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
    if "dossiers" not in facts or " " in (facts["ministry"] or ""):
        return  # written before the output contract was at hand
    for key in ("kind", "ministry", "dossiers"):
        good = made[key] == facts[key]
        tally.add(f"{kind}: {key}", good, 1, *([] if good else [f"{name}: {key} {made[key]!r}, true {facts[key]!r}"]))


def _records(name: str, truth: Made, record: Made, kind: str, tally: Tally) -> None:
    _commitments(name, truth, record, kind, tally)
    _motions(name, truth, record, kind, tally)
    _deadlines(name, truth, record, kind, tally)


def _commitments(name: str, truth: Made, record: Made, kind: str, tally: Tally) -> None:
    dues = {due["id"]: due for due in record["deadlines"]}
    for sort, sure in (("sure", True), ("doubtful", False)):
        for one in (c for c in truth["commitments"] if c.get("sure", True) is sure):
            alike = [made for made in record["commitments"] if _alike(one["text"], made["sentence"])]
            tally.add(f"{kind}: commitments, {sort}", bool(alike), 1, *([] if alike else [f"{name}: {one['text']}"]))
            if alike and "made_on" in one:
                _of_commitment(name, one, alike, dues, kind, tally)
    found = [made["sentence"] for made in record["commitments"]]
    near = [any(_alike(one, sentence) for sentence in found) for one in truth["near"]]
    lets = [f"{name}: {one}" for one, through in zip(truth["near"], near, strict=True) if through]
    tally.add(f"{kind}: near misses let through", sum(near), len(near), *lets)
    for sentence in found:
        good = any(_alike(one["text"], sentence) for one in truth["commitments"])
        tally.add(f"{kind}: commitments given, right", good, 1, *([] if good else [f"{name}: {sentence}"]))


def _of_commitment(name: str, one: Made, alike: Sequence[Made], dues: dict[str, Made], kind: str, tally: Tally) -> None:
    """What is told of a commitment; of several in one sentence the best counts."""
    for key in ("actor", "recipient", "made_on", "status"):
        said = [plain(made[key]) for made in alike]
        good = plain(one[key]) in said
        told = [] if good else [f"{name}: {said}, true {one[key]!r}: {one['text'][:80]}"]
        tally.add(f"{kind}: commitments' {key}", good, 1, *told)
    days = [(due["earliest"], due["latest"]) if (due := dues.get(made["deadline"])) else (None, None) for made in alike]
    good = (one["earliest"], one["latest"]) in days
    told = [] if good else [f"{name}: {days}, true {one['earliest']} {one['latest']}: {one['text'][:160]}"]
    tally.add(f"{kind}: commitments' days", good, 1, *told)


def _motions(name: str, truth: Made, record: Made, kind: str, tally: Tally) -> None:
    made = [(sorted(map(plain, m["movers"])), m["dossier"], str(m["number"] or "")) for m in record["motions"]]
    true = [(sorted(map(plain, m["movers"])), m["dossier"], m["number"] or "") for m in truth["motions"]]
    for at, motion in enumerate(true):
        good = motion in made
        tally.add(f"{kind}: motions", good, 1, *([] if good else [f"{name}: {motion}"]))
        if good and "status" in truth["motions"][at]:
            given = record["motions"][made.index(motion)]
            for key in ("and_others", "replaces", "status"):
                same = given[key] == truth["motions"][at][key]
                told = [] if same else [f"{name}: {motion} {given[key]}, true {truth['motions'][at][key]}"]
                tally.add(f"{kind}: motions' {key}", same, 1, *told)
    for motion in made:
        good = motion in true
        tally.add(f"{kind}: motions given, right", good, 1, *([] if good else [f"{name}: {motion}"]))


def _deadlines(name: str, truth: Made, record: Made, kind: str, tally: Tally) -> None:
    for due in (each for each in truth["deadlines"] if each.get("sure", True)):
        days = due["earliest"], due["latest"], due.get("recurrence")
        met = [d for d in record["deadlines"] if _meets(due["text"], d["text"])]
        said = [(d["earliest"], d["latest"], d["recurrence"] if "recurrence" in due else None) for d in met]
        told = f"{name}: {due['text']!r} {days}, given {said}"
        tally.add(f"{kind}: deadlines, found", bool(met), 1, *([] if met else [told]))
        tally.add(f"{kind}: deadlines, exact", days in said, 1, *([] if days in said or not met else [told]))
    for due in record["deadlines"]:
        good = any(_meets(each["text"], due["text"]) for each in truth["deadlines"])
        told = f"{name}: {due['text']!r}: {due['sentence'][:160]}"
        tally.add(f"{kind}: deadlines given, right", good, 1, *([] if good else [told]))


def _meets(one: str, other: str) -> bool:
    return plain(one) in plain(other) or plain(other) in plain(one)


def _alike(one: str, other: str) -> bool:
    mine, theirs = Counter(plain(one).split()), Counter(plain(other).split())
    shared = sum((mine & theirs).values())
    return shared > ALIKE * min(sum(mine.values()), sum(theirs.values())) and shared > 3
