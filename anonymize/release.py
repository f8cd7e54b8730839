"""Redact, look, and try again in the ways there are; what does not pass in the end is not released."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from anonymize.case import Look
from anonymize.proven import Proven
from anonymize.redact import Redacted, redact_pdf
from anonymize.verify import heal, hold, inspect
from anonymize.wording import Secrets
from corpus.decisions import Mark, Published


def release(
    source: Path,
    published: Published,
    marks: tuple[Mark, ...],
    target: Path,
    secrets: Secrets,
    *,
    title: str = "Gelakt document",
    thorough: bool = False,
    fresh: Look | None = None,
    proven: Proven | None = None,
) -> Redacted:
    """Write a redacted PDF that the gate lets through.

    What does not pass when its pages are drawn anew is made of pictures; words that only the gate's OCR saw on those
    are covered in one more try. `fresh` finds and decides in text that nobody read before, `proven` are shapes that
    earlier documents had. Raises Leak, with a message that says where but not what, and what `redact_pdf` raises.
    """
    look = partial(
        inspect, target, published, secrets=secrets, source=source, thorough=thorough, look=fresh, proven=proven
    )
    make = partial(redact_pdf, source, published, target=target, title=title)
    made = make(marks)
    spots = look(made)
    if spots and made.bands:
        made = make(marks, as_pictures=True)
        spots = look(made)
    if spots and (more := heal(spots)):
        made = make((*marks, *more), as_pictures=True)
        spots = look(made)
    hold(spots)
    return made
