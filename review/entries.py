"""A commitment, motion or deadline with all that is public of it: its days, why it says so, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from review.documents import Released, record_of, threads_of
from review.place import Place

SORTS = {"c": "commitment", "m": "motion", "d": "deadline"}
_ID = re.compile(r"[cmd][0-9]{1,6}")
# What the record format holds for programs, beside what is told of it in words here.
_TAKEN = {"id", "boxes", "rule", "deadline"}


def read_entry(sql: Connection, place: Place, document: Released, id: str) -> dict[str, Any] | None:
    """The entry of a document, None where it has none by that id; raises StoreTrouble for a damaged record."""
    if not _ID.fullmatch(id):
        return None
    record = record_of(place, document)
    kind = SORTS[id[0]]
    found = next((each for each in record[f"{kind}s"] if each["id"] == id), None)
    if found is None:
        return None
    thread, state = threads_of(sql, document).get(id, (None, None))
    deadlines = [each for each in record["deadlines"] if kind != "deadline" and id in each["applies_to"]]
    return {
        "record": f"{document.stem}#{id}",
        "kind": kind,
        **{name: value for name, value in found.items() if name not in _TAKEN},
        "why": why(kind, found.get("rule", ""), found["sentence"]),
        "deadlines": [_deadline(each) for each in deadlines],
        "thread": thread,
        "thread_state": state,
        "document": facts(document),
        "evidence": list(evidence(document, id, found.get("boxes", ()))),
    }


def entries_of(sql: Connection, place: Place, document: Released) -> Iterator[dict[str, Any]]:
    """Every entry of a document in short, commitments first."""
    record, threads = record_of(place, document), threads_of(sql, document)
    for kind in SORTS.values():
        for each in record[f"{kind}s"]:
            thread, state = threads.get(each["id"], (None, None))
            yield {
                "record": f"{document.stem}#{each['id']}",
                "kind": kind,
                "page": each["page"],
                "sentence": each["sentence"],
                "state": state or each.get("status"),
                "thread": thread,
                "earliest": each.get("earliest"),
                "latest": each.get("latest"),
            }


def facts(document: Released) -> dict[str, Any]:
    """What is told of a document wherever it is named."""
    return {name: getattr(document, name) for name in "id stem source kind title date ministry pages".split()}


def evidence(document: Released, id: str, boxes: Iterable[list[float]]) -> Iterator[dict[str, Any]]:
    """The strips of the pages on which it stands, in points from the top, with where to see them."""
    for number, _, top, _, bottom in boxes:
        yield {
            "page": int(number),
            "top": top,
            "bottom": bottom,
            "file": f"/redacted/{document.redacted}" + (f"#page={int(number)}" if document.is_pdf else ""),
            "picture": f"/bewijs/{document.stem}/{id}/{int(number)}.png" if document.is_pdf else None,
        }


def why(kind: str, rule: str, sentence: str = "") -> dict[str, Any]:
    """The rule that made an entry, in words, with the wording that it was seen in."""
    from nlp import reasons  # here: spaCy comes with it, which a search need not wait for

    if kind == "commitment":
        return {"rule": rule, **reasons.of_commitment(rule, sentence)._asdict()}
    tell = {"motion": reasons.of_motion, "deadline": reasons.of_deadline}[kind]
    return {"rule": rule, **tell(rule)._asdict()}


def _deadline(each: dict[str, Any]) -> dict[str, Any]:
    told = {name: each[name] for name in ("id", "text", "earliest", "latest", "recurrence")}
    return told | {"why": why("deadline", each.get("rule", ""))}
