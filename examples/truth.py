"""What should be found in a paper, as JSON in the shape of the output contract; and what keeps it honest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from examples.content import Motion, Paper, Promise, Term
from examples.letter import Signature


class DriftError(ValueError):
    """A truth that does not stand in the document's own words."""


def truth(paper: Paper, file: str, sources: Iterable[str], signatures: Iterable[Signature] = ()) -> dict[str, Any]:
    """The truth about one file; `sources` tells per page whether there is a text layer ("text" or "ocr")."""
    check(paper)
    pages = list(sources)
    return {
        "file": file,
        "kind": paper.kind,
        "title": paper.title,
        "date": paper.date.isoformat(),
        "our_reference": paper.our_reference,
        "your_reference": paper.your_reference,
        "ministry": paper.ministry,
        "dossiers": list(paper.dossiers),
        "pages": len(pages),
        "text_source": pages,
        "must_go": [hidden._asdict() for hidden in paper.hidden],
        "must_stay": list(paper.kept),
        "signatures": [{"page": s.page, "bbox": [round(x, 1) for x in s[1:]]} for s in signatures],
        # The contract does not say how a mail thread is cut into sections.
        "sections": [{"heading": p.heading, "text": p.text} for p in paper.parts] if paper.parts else None,
        "commitments": [_promise(promise) for promise in paper.promises],
        "motions": [_motion(motion) for motion in paper.motions],
        "deadlines": [_term(term) for term in paper.terms],
    }


def _promise(promise: Promise) -> dict[str, Any]:
    found = promise._asdict()
    term, made_on = found.pop("term"), found.pop("made_on")
    found["deadline"] = _term(term) if term else None
    if made_on:
        found["made_on"] = made_on.isoformat()
    return found


def _motion(motion: Motion) -> dict[str, Any]:
    return {**motion._asdict(), "movers": list(motion.movers)}


def _term(term: Term) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in term._asdict().items()}


def body(paper: Paper) -> str:
    """All running text of a paper: its sections, or the lines of its mails."""
    sections = "\n".join(part.text for part in paper.parts)
    mails = "\n".join(line for mail in paper.mails for line in (*(v for _, v in mail.head), *mail.lines))
    return sections + mails


def check(paper: Paper) -> None:
    """Raise DriftError where a record's wording is not in the running text, or a promise's term not listed."""
    text = body(paper)
    wordings = [p.sentence for p in paper.promises] + [t.text for t in paper.terms]
    wordings += [m for motion in paper.motions for m in motion.movers]
    for wording in wordings:
        if wording not in text:
            raise DriftError(f"{paper.file}: {wording!r} does not stand in the text")
    for promise in paper.promises:
        if promise.term and promise.term not in paper.terms:
            raise DriftError(f"{paper.file}: the term of {promise.sentence!r} is not among the deadlines")


def published(text: str, must_go: Iterable[dict[str, str]]) -> str:
    """A text with the ground in the place of each wording that must go: what the records may show."""
    for hidden in sorted(must_go, key=lambda h: -len(h["text"])):
        text = text.replace(hidden["text"], f"[{hidden['ground']}]")
    return text
