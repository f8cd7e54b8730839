"""What the checks say of a document that was just made, for who releases it. No sentence holds a wording."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.decisions import Verdict

PASSED = "Niets van wat is gelakt, is terug te vinden. Elke lezer van de poort heeft gekeken."
READERS = (
    "Nagelezen: de tekstlaag (door vier programma's), de objecten en de bytes van het bestand, de lettertypen, de "
    "titel, de afbeeldingen, de inkt in de vakken en het beeld van de bladzijden met OCR."
)
TEXT = "Niets van wat is gelakt, staat nog in de tekst."
RECORD = "De gegevens en de toegankelijke versie zijn met dezelfde toets nagelezen."


def report(record: Path, confidential: Path, *, is_pdf: bool) -> tuple[tuple[bool, str], ...]:
    """What was looked at and what was done, by the files of a document that passed the gate."""
    told: dict[str, Any] = json.loads(record.read_text("utf-8"))
    findings = json.loads(confidential.read_text("utf-8"))["findings"]
    looked = (PASSED, READERS) if is_pdf else (TEXT,)
    kept = sum(each["decision"] == Verdict.KEEP.value for each in findings)
    grounds = Counter(each["ground"] for each in told["redactions"])
    boxes = ", ".join(f"{amount} op {ground}" for ground, amount in sorted(grounds.items())) or "geen"
    facts = (f"Vakken: {boxes}. Met een reden leesbaar gelaten: {kept}.",)
    warnings = tuple(f"Om te bekijken: {warning}" for warning in told["warnings"])
    return tuple((True, text) for text in (*looked, RECORD, *facts, *warnings))
