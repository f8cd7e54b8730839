"""A hit with the keys of the record format, and what somebody should know of how a question was taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.search import Found, Hit


def as_json(hit: Hit) -> dict[str, Any]:
    """A hit with the keys of the record format."""
    return {
        "kind": hit.kind,
        "record": f"{hit.stem}#{hit.record}" if hit.record else None,
        "thread": hit.thread,
        "state": hit.state,
        "document": {
            "id": hit.id,
            "stem": hit.stem,
            "source": hit.source,
            "kind": hit.document_kind,
            "title": hit.title,
            "date": hit.date,
            "ministry": hit.ministry,
        },
        "page": hit.page,
        "sentence": hit.sentence,
        "marks": hit.marks,
        "deadline": hit.deadline._asdict() if hit.deadline else None,
    }


def remarks(found: Found) -> Iterator[str]:
    """What somebody should know of how the words were taken, in Dutch."""
    yield from found.remarks
    for typed, read in found.read_as:
        yield f"'{typed}' komt niet voor; gezocht is op '{read}'."
    if found.relaxed:
        yield "Er zijn weinig zinnen met alle woorden; ook getoond is wat er het meest op lijkt."
