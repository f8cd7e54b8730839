"""What lies inside a mail or a PDF: its attachments, in their order."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from corpus import mail
from corpus.attachments import Attachment
from corpus.inbox import read_mail

SUFFIXES = mail.SUFFIXES | {".pdf"}
MAX_BYTES = 200_000_000
_SMALL = 1_000_000  # bytes: a stream in an odd coding is unpacked only if it is smaller


def contained(path: Path) -> Iterator[Attachment]:
    """The files inside a file, without logos; one that is too large has no data."""
    if path.suffix.lower() in mail.SUFFIXES:
        yield from (each for each in read_mail(path).attachments if not each.is_logo)
    else:
        yield from _of_pdf(path)


def _of_pdf(path: Path) -> Iterator[Attachment]:
    """Embedded files, also those that a mark on a page holds; each once."""
    with pikepdf.open(path) as pdf:
        seen: set[tuple[int, int]] = set()
        for specification in [*_listed(pdf), *_pinned(pdf)]:
            stream = specification.get("/EF", {}).get("/F") or specification.get("/EF", {}).get("/UF")
            if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            name = str(specification.get("/UF") or specification.get("/F") or "")
            kind = str(stream.get("/Subtype") or "").removeprefix("/")
            yield Attachment(name, kind, _unpacked(stream))


def _listed(pdf: pikepdf.Pdf) -> Iterator[Any]:
    names = pdf.Root.get("/Names", {}).get("/EmbeddedFiles")
    if names is not None:
        yield from (each for each in pikepdf.NameTree(names).values() if isinstance(each, pikepdf.Dictionary))


def _pinned(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for mark in page.get("/Annots") or ():
            held = mark.get("/FS") if isinstance(mark, pikepdf.Dictionary) else None
            if mark.get("/Subtype") == "/FileAttachment" and isinstance(held, pikepdf.Dictionary):
                yield held


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """The file's bytes, never more than we unpack; b"" for one that is larger."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if not names:
        return raw if len(raw) <= MAX_BYTES else b""
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        opened = zlib.decompressobj()
        data = opened.decompress(raw, MAX_BYTES + 1)
        return data if len(data) <= MAX_BYTES else b""
    # Twice deflated a kilobyte may become a gigabyte.
    once = names.count("/FlateDecode") + names.count("/Fl") <= 1
    return stream.read_bytes() if once and len(raw) < _SMALL else b""
