"""Small records, as `lakwerk run` writes them."""

from __future__ import annotations

from typing import Any

COMMITMENT: dict[str, Any] = {
    "id": "c1",
    "page": 2,
    "sentence": "Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.",
    "action": "uw Kamer over het algoritmeregister informeren",
    "actor": "staatssecretaris van BZK",
    "recipient": "Tweede Kamer",
    "made_on": "2024-03-01",
    "deadline": "d1",
    "status": "open",
    "confidence": 0.9,
}
MOTION: dict[str, Any] = {
    "id": "m1",
    "page": 1,
    "sentence": "De motie-Van Esch over toezicht is aangenomen.",
    "movers": ["Van Esch"],
    "and_others": True,
    "dossier": "26643",
    "number": 21,
    "subject": "toezicht op algoritmen",
    "replaces": None,
    "status": "adopted",
    "confidence": 0.8,
}
DEADLINE: dict[str, Any] = {
    "id": "d1",
    "page": 2,
    "text": "voor de zomer",
    "sentence": COMMITMENT["sentence"],
    "earliest": None,
    "latest": "2024-07-04",
    "recurrence": None,
    "applies_to": ["c1"],
    "confidence": 0.9,
}


def record(id: str = "a" * 32, **changes: Any) -> dict[str, Any]:
    """A record; keys of its document and of its top level may be given."""
    facts: dict[str, Any] = {
        "id": id,
        "source": "nota.pdf",
        "kind": "beslisnota",
        "title": "Verzamelbrief algoritmen",
        "date": "2024-03-01",
        "our_reference": "2024-0000123",
        "your_reference": None,
        "ministry": "BZK",
        "dossiers": ["26643-21"],
        "pages": 2,
        "text_source": ["text", "ocr"],
    }
    whole: dict[str, Any] = {
        "schema_version": 1,
        "document": facts | {key: value for key, value in changes.items() if key in facts},
        "sections": [],
        "colophon": {},
        "redactions": [],
        "commitments": [],
        "motions": [],
        "deadlines": [],
        "warnings": [],
    }
    return whole | {key: value for key, value in changes.items() if key in whole}


def section(text: str, heading: str | None = None, page: int = 1) -> dict[str, Any]:
    return {"heading": heading, "page": page, "text": text}
