"""prepare(source, folder) -> Prepared: every kind of file as one that is read page by page.

A PDF, a picture and a text file are so already. A Word file becomes a PDF by LibreOffice, a mail by our own printing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from corpus import mail, office
from corpus.errors import Empty
from corpus.inbox import read_mail


class Prepared(NamedTuple):
    """The file to read and to redact, what must be said about it, and what made it ("" for the source itself)."""

    path: Path
    warnings: tuple[str, ...] = ()
    maker: str = ""


@contextmanager
def opened(source: Path, folder: Path, *, accept_changes: bool = False) -> Iterator[Prepared]:
    """The source as a file with pages; what was made in `folder` for that is gone afterwards, however it ends."""
    room = folder / "prepared"
    room.mkdir(mode=0o700)
    try:
        yield prepare(source, room, accept_changes=accept_changes)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def prepare(source: Path, folder: Path, *, accept_changes: bool = False) -> Prepared:
    """The source, or what was made of it in `folder`, which the caller removes; raises a CannotProcess."""
    if source.stat().st_size == 0:
        raise Empty("Het bestand is leeg.")
    suffix = source.suffix.lower()
    if suffix in office.SUFFIXES:
        converted = office.convert(source, folder, accept_changes=accept_changes)
        return Prepared(converted.pdf, converted.warnings, converted.maker)
    if suffix in mail.SUFFIXES:
        from corpus.typeset import typeset  # here: reportlab takes 0.2 s that few documents need

        target = folder / "mail.pdf"
        missing = typeset(read_mail(source), target)
        told = f"{missing} tekens van de mail staan in geen lettertype van deze machine; er staat een leeg vierkant."
        return Prepared(target, (told,) if missing else (), "mail")
    return Prepared(source)
