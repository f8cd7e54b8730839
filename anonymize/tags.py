"""The tree of tags of a file: headings, paragraphs, lists and tables in the order of the text (PDF 32000-1, 14.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from anonymize.text_order import Spot


def owners(
    pdf: pikepdf.Pdf, page: pikepdf.Object, marked: Sequence[tuple[Spot, str]], body: pikepdf.Object
) -> list[pikepdf.Object]:
    """Add a page's tags to `body`; gives the tag that owns each marked piece of the page.

    `marked` are the pieces by their number: the spot of each, and what is read aloud in its stead ("" for itself).
    """
    owned: list[Any] = [None] * len(marked)
    branch = _Branch(pdf, page, body)
    reading = sorted(range(len(marked)), key=lambda number: (marked[number][0].at, number))
    for _, run in groupby(reading, key=lambda number: marked[number][0][1:]):
        numbers = list(run)
        tag = branch.leaf(marked[numbers[0]][0])
        for number in numbers:
            owner, alt = tag, marked[number][1]
            if alt:
                owner = branch.add("Span", tag, K=number, Alt=String(alt))
            else:
                tag.K.append(number)
            owned[number] = owner
    return owned


class _Branch:
    """The tags of one page; a list or table goes on while its items or rows follow each other."""

    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Object, body: pikepdf.Object) -> None:
        self._pdf, self._page, self._body = pdf, page, body
        self._open: tuple[str, Any] = ("", None)  # a list or table
        self._row: tuple[int, Any] = (-1, None)

    def leaf(self, spot: Spot) -> Any:
        """The tag that text of a block, or of a cell of a row, goes into."""
        if spot.role == "LI":
            return self.add("LBody", self.add("LI", self._within("L")))
        if spot.role in ("TH", "TD"):
            table = self._within("Table")
            if self._row[0] != spot.block:
                self._row = spot.block, self.add("TR", table)
            scope = {"A": Dictionary(O=Name.Table, Scope=Name.Column)} if spot.role == "TH" else {}
            return self.add(spot.role, self._row[1], **scope)
        self._open, self._row = ("", None), (-1, None)
        return self.add(spot.role, self._body)

    def _within(self, kind: str) -> Any:
        if self._open[0] != kind:
            self._open = kind, self.add(kind, self._body)
        return self._open[1]

    def add(self, role: str, parent: Any, **more: Any) -> Any:
        """A new tag, the last of its parent's."""
        keys = {"K": Array(), **more}
        tag = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=self._page, **keys)
        )
        parent.K.append(tag)
        return tag


def tree(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, pikepdf.Object]:
    """The root of the tags and the document's own, under which those of the pages come."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = body
    return root, body


def close(pdf: pikepdf.Pdf, root: pikepdf.Object, pages: Iterable[Sequence[pikepdf.Object]]) -> None:
    """Tell the root which tag owns each piece of each page."""
    lists = [pdf.make_indirect(Array(list(owned))) for owned in pages]
    numbers = Array()
    for number, owned in enumerate(lists):
        numbers.extend([number, owned])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(lists)
