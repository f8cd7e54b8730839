"""What one document came to: a value, never an exception that ends the batch."""

from __future__ import annotations

from dataclasses import dataclass

# What `process` writes into its staging folder, to be put in place by the batch.
REDACTED_PDF = "redacted.pdf"
REDACTED_TEXT = "redacted.txt"
EDITION = "edition.html"  # beside a PDF
RECORD = "record.json"
CONFIDENTIAL = "confidential.json"
GALLEY = "galley.zip"
READING = "reading.zip"


@dataclass(frozen=True, slots=True)
class Done:
    """A released document; every string is safe to show. `stem` and `source` have no personal data in them.

    `redacted` is the name in the staging folder: REDACTED_PDF or REDACTED_TEXT.
    """

    id: str
    stem: str
    source: str
    redacted: str
    kind: str
    title: str | None
    date: str | None
    ministry: str | None
    pages: int
    ocr_pages: int
    redactions: int
    kept: int
    grounds: tuple[str, ...]
    commitments: int
    motions: int
    deadlines: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that goes to quarantine: a stable reason code and a Dutch sentence that says what to do."""

    id: str
    stem: str
    source: str
    reason: str
    detail: str


Outcome = Done | Failed


def clean(source: str) -> str:
    """A file name as one line of text: bytes that are no UTF-8 become "?", line ends a blank."""
    text = source.encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else " " for sign in text)
