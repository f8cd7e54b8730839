"""What is redacted and what stays: the table of the output contract, as marked texts."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write

from anonymize.find import find
from anonymize.person import parse
from anonymize.policy import Policy, decide
from anonymize.public import Person
from corpus.decisions import Decision, Verdict
from corpus.document import Document, Span
from corpus.records import Kind, Motion, MotionStatus, Mover, Profile

CASES = tomllib.loads((Path(__file__).parent / "cases" / "policy.toml").read_text(encoding="utf-8"))["case"]


def profile(on: str | None) -> Profile:
    return Profile(Kind.BESLISNOTA, None, date.fromisoformat(on) if on else None, None, None, None, (), ())


def decided(text: str, policy: Policy = Policy(), on: str | None = None) -> tuple[Document, tuple[Decision, ...]]:
    document = write(text)
    return document, decide(document, find(document), policy, profile(on))


def hidden(text: str, policy: Policy = Policy(), on: str | None = None) -> list[str]:
    document, decisions = decided(text, policy, on)
    return [document.at(d.span) for d in decisions if d.verdict is Verdict.REDACT]


def marked(case: dict[str, Any]) -> str:
    """The case's text with its marks taken off and put round what is redacted, prefixes as they were."""
    plain = re.sub("[⟦⟧⟪⟫]", "", case["text"])
    document, decisions = decided(plain, on=case.get("date"))
    shown = document.text
    for decision in sorted(decisions, reverse=True):
        if decision.verdict is Verdict.REDACT:
            start, end = decision.span
            shown = f"{shown[:start]}⟦{shown[start:end]}⟧{shown[end:]}"
    prefixes = [m[0] if (m := re.match(r"[#\-|@>^] ", line)) else "" for line in plain.strip("\n").split("\n")]
    return "\n".join(prefix + line for prefix, line in zip(prefixes, shown.strip("\n").split("\n"), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marked_text(case: dict[str, Any]) -> None:
    """Exactly the stretches in ⟦⟧ are redacted; those in ⟪⟫ stay for a reason, or are not even found."""
    assert marked(case) == re.sub("[⟪⟫]", "", case["text"]).strip("\n")
