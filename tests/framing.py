"""A page, a box on it, files of annotations and PDFs of empty pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name

from anonymize.grounds import spelled
from corpus.document import Box
from corpus.instructions import HIDE
from corpus.plots import Plot, plain
from corpus.xfdf import NAMESPACE, Framed
from corpus.xfdf_read import Taken, read_xfdf

PAGE = plain(595, 842)
BOX = Box(1, 100, 50, 180, 64)
HIDDEN = Framed(BOX, HIDE, "5.1.2e", "person", "naam van een ambtenaar", "ada", "f1")
TURNS = (0, 90, 180, 270)


def xfdf(*annotations: str) -> bytes:
    return f'<?xml version="1.0"?><xfdf xmlns="{NAMESPACE}"><annots>{"".join(annotations)}</annots></xfdf>'.encode()


def taken(*annotations: str, plots: Sequence[Plot] = (PAGE,)) -> Taken:
    return read_xfdf(xfdf(*annotations), plots, spelled)


def tags(data: bytes) -> list[Any]:
    return list(etree.fromstring(data)[0])


def made(
    path: Path, pages: Sequence[dict[str, Any]], above: dict[str, Any] | None = None, content: bytes = b""
) -> Path:
    """A PDF of empty pages with these entries; `above` are entries of the node that the pages inherit from."""
    with pikepdf.new() as pdf:
        for entries in pages:
            page = Dictionary(Type=Name.Page, **entries)
            page.Contents = pdf.make_stream(content)
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        for key, value in (above or {}).items():
            pdf.Root.Pages[f"/{key}"] = value
        pdf.save(path)
    return path
