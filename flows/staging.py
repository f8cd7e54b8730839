"""What a document has become, kept in its staging folder until it is put in place."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from flows.outcome import CONFIDENTIAL, EDITION, RECORD, REDACTED_PDF, REDACTED_TEXT, Done, Failed, Outcome

OUTCOME = "outcome.json"


def write_outcome(staging: Path, outcome: Outcome, fingerprint: str) -> None:
    """Written last and at once: a folder that holds it is complete."""
    told = {"fingerprint": fingerprint, "outcome": type(outcome).__name__, **asdict(outcome)}
    part = staging / f"{OUTCOME}.part"
    part.write_text(json.dumps(told), encoding="utf-8")  # ASCII: file names may hold odd bytes
    part.replace(staging / OUTCOME)


def read_outcome(staging: Path, fingerprint: str) -> Outcome | None:
    """The outcome of these settings, None where there is none or where its files are not all there."""
    try:
        told = json.loads((staging / OUTCOME).read_text(encoding="utf-8"))
        if told.pop("fingerprint") != fingerprint:
            return None
        if told.pop("outcome") == Failed.__name__:
            return Failed(**told)
        done = Done(**{**told, "grounds": tuple(told["grounds"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return done if is_complete(staging, done) else None


def is_complete(staging: Path, done: Done) -> bool:
    """Whether a released document has all of its files."""
    names = [done.redacted, RECORD, CONFIDENTIAL, *([EDITION] if done.redacted == REDACTED_PDF else [])]
    return done.redacted in (REDACTED_PDF, REDACTED_TEXT) and all((staging / name).is_file() for name in names)
