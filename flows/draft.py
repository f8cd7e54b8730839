"""A Word document that is written paragraph by paragraph; [blanks] come out yellow, the bytes are always the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

_BLANK = re.compile(r"(\[[^\]]*\])")
_NO_TIME = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LANGUAGE = "nl-NL"
_FONT = "Arial"


class Draft:
    """A letter in Dutch. `python-docx` is imported here: `lakwerk --help` must not wait for it."""

    def __init__(self, title: str) -> None:
        from docx import Document
        from docx.shared import Cm, Pt

        self._document: Any = Document()
        told = self._document.core_properties
        told.title, told.author, told.comments, told.language = title, "", "", _LANGUAGE
        told.created = told.modified = _NO_TIME
        for name, size in (("Normal", 10), ("Heading 1", 13), ("Heading 2", 11)):
            self._style(name, Pt(size))
        for section in self._document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.5)

    def heading(self, text: str, level: int = 1) -> None:
        self._document.add_heading(text, level)

    def paragraph(self, text: str) -> None:
        """A paragraph; line ends stay, and what stands in square brackets is marked yellow for the officer."""
        from docx.enum.text import WD_COLOR_INDEX

        paragraph = self._document.add_paragraph()
        for piece in _BLANK.split(text):
            if piece:
                run = paragraph.add_run(piece)
                if _BLANK.fullmatch(piece):
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def item(self, text: str) -> None:
        """An item of a list, as it is: a title may hold brackets of its own."""
        self._document.add_paragraph(text, style="List Bullet")

    def new_page(self) -> None:
        self._document.add_page_break()

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on each page; widths in centimetres."""
        from docx.oxml import OxmlElement
        from docx.shared import Cm, Pt

        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for number, row in enumerate([head, *rows]):
            cells = table.rows[0].cells if number == 0 else table.add_row().cells
            for cell, text, width in zip(cells, row, widths, strict=True):
                cell.width = Cm(width)
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.bold = Pt(8), number == 0
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)

    def content(self) -> bytes:
        """The file: the same paragraphs give the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return _without_times(out.getvalue())

    def _style(self, name: str, size: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        style = self._document.styles[name]
        style.font.name, style.font.size = _FONT, size
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), _LANGUAGE)
        properties.append(language)


def _without_times(content: bytes) -> bytes:
    """A zip with the same parts, none of which says when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            info = zipfile.ZipInfo(part, _ZIP_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(info, old.read(part))
    return out.getvalue()
