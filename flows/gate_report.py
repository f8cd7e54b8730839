"""What the checks say of a document that was just made, for who releases it. Called in a child of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from anonymize.audit import ENGINES, Hidden, Remark, audit
from anonymize.wording import BY_HAND
from corpus.decisions import Category, Verdict
from corpus.read import read

PASSED = "De poort heeft het stuk doorgelaten: niets van wat is gelakt, is terug te vinden."
LOOKED = "Nagelezen: {engines}."
TEXT = "De poort heeft de tekst doorgelaten: niets van wat is gelakt, staat er nog in."
BOXES = "{boxes} gelakt, {kept} met een reden leesbaar gelaten."


def write(redacted: Path, confidential: Path, target: Path) -> None:
    """Write the report as JSON: pairs of whether it is well and a Dutch sentence; none holds a wording."""
    told = json.loads(confidential.read_text("utf-8"))
    gone = sum(each["decision"] == Verdict.REDACT.value for each in told["findings"])
    boxes = "1 plaats" if gone == 1 else f"{gone} plaatsen"
    report = [(True, BOXES.format(boxes=boxes, kept=len(told["findings"]) - gone))]
    report = [*_of_pdf(redacted, told), *report] if redacted.suffix == ".pdf" else [(True, TEXT), *report]
    target.write_text(json.dumps(report), "utf-8")


def hidden_of(told: dict[str, Any]) -> Hidden:
    """What was redacted and what stayed, by a file of `DIR/confidential`.

    A passage that a person hid is left out: its words may stand elsewhere, and the gate looks for its phrases.
    """
    found = [each for each in told["findings"] if each["text"]]
    gone = [each for each in found if each["decision"] == Verdict.REDACT.value and not _is_passage(each)]
    kept = [each["text"] for each in found if each["decision"] == Verdict.KEEP.value]
    words = (word for text in [*kept, *told.get("open", ())] for word in text.split())
    return Hidden(tuple((each["text"], Category(each["category"])) for each in gone), frozenset(words))


def _is_passage(finding: dict[str, str]) -> bool:
    return finding["recogniser"] == BY_HAND and finding["category"] == Category.OTHER.value


def _of_pdf(file: Path, told: dict[str, Any]) -> list[tuple[bool, str]]:
    remarks = audit(file, read(file), hidden_of(told))
    wrong = [(False, _sentence(each.page, each.text)) for each in remarks if each.sure]
    # What a file may hold is no news of one that we made ourselves.
    doubt = [(True, f"Om te bekijken. {_sentence(each.page, each.text)}") for each in remarks if _is_doubt(each)]
    well = [] if wrong else [(True, PASSED), (True, LOOKED.format(engines=", ".join(ENGINES)))]
    return [*wrong, *well, *doubt]


def _is_doubt(remark: Remark) -> bool:
    return not remark.sure and remark.page > 0


def _sentence(page: int, text: str) -> str:
    return f"Pagina {page}: {text}" if page else f"Het bestand: {text}"
