"""Made pages with a known truth, by which the reader is measured. The door: `make`, `scan` and `with_layer`."""

from __future__ import annotations

from pathlib import Path

from made_blocks import Item, Table, notes, texts
from made_drawing import draw
from made_ministries import LAYOUTS
from made_paper import Made, Paper, Truth
from made_plans import papers
from made_scans import scan, with_layer
from made_sheet import Sheet

__all__ = ["Made", "Truth", "make", "scan", "with_layer"]


def make(folder: Path) -> tuple[Made, ...]:
    """Draw every document as a born-digital PDF into `folder`; the same bytes each time on one machine."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for paper in papers():
        path = folder / f"{paper.name}.pdf"
        sheet = draw(paper, LAYOUTS[paper.layout], path)
        made.append(Made(paper.name, path, _truth(paper, sheet)))
    return tuple(made)


def _truth(paper: Paper, sheet: Sheet) -> Truth:
    blocks = [block for section in paper.sections for block in section.blocks]
    return Truth(
        kind=paper.kind,
        title=paper.title,
        date=paper.date,
        our_reference=paper.our,
        your_reference=paper.your,
        ministry=paper.ministry,
        dossiers=paper.dossiers,
        pages=sheet.page,
        sections=tuple((section.heading, section.text) for section in paper.sections),
        colophon=sheet.fields,
        side=tuple(sheet.printed["side"]),
        furniture=tuple(sheet.printed["furniture"]),
        notes=tuple(note for block in blocks for text in texts(block) for note in notes(text)),
        items=sum(isinstance(block, Item) for block in blocks),
        rows=sum(len(block.rows) for block in blocks if isinstance(block, Table)),
        head=tuple(sheet.printed["head"]),
    )
