"""Every finding of a document with its text and why it went or stayed, for the owner of DIR alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from anonymize.doubt import Word, open_capitals
from corpus.decisions import Category, Decision, Mark, Published, Verdict
from corpus.document import Document
from flows.job import Job
from flows.outcome import clean

# Why ink went: a picture has no wording that could say it.
INK = {Category.SIGNATURE: "Handtekening of paraaf als beeld", Category.OTHER: "Handschrift dat niet is gelezen"}

DRAWN = "Vak dat met de hand is getekend"


def confidential(job: Job, published: Published, marks: Iterable[Mark], looks: Iterable[Word]) -> str:
    """Every finding with its text, and the words to look at; this file never leaves the confidential folder."""
    document = published.document
    findings = [_finding(document, decision) for decision in published.decisions]
    findings += [
        {
            "text": None,
            "category": mark.category.value,
            "page": mark.box.page,
            "bbox": [round(value, 1) for value in mark.box[1:]],
            "decision": Verdict.REDACT.value,
            "ground": mark.ground,
            "reason": INK.get(mark.category, DRAWN),
            "score": 0.6,
            "recogniser": "ink",
        }
        for mark in marks
    ]
    body = {
        "source": clean(job.family.name or job.source.name),
        "sha256": hashlib.sha256(job.source.read_bytes()).hexdigest(),
        "findings": findings,
        "look_at": [{"text": word.text, "page": document.page_of(word.span), "times": word.times} for word in looks],
        "open": open_capitals(published),
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _finding(document: Document, decision: Decision) -> dict[str, Any]:
    boxes = document.boxes(decision.span)
    first = boxes[0] if boxes else None
    return {
        "text": document.at(decision.span),
        "category": decision.category.value,
        "page": document.page_of(decision.span),
        "bbox": [round(value, 1) for value in first[1:]] if first else None,
        "span": [decision.span.start, decision.span.end],
        "decision": decision.verdict.value,
        "ground": decision.ground or None,
        "reason": decision.reason,
        "score": round(decision.score, 2),
        "recogniser": decision.rule,
    }
