"""The head of page 1 in each of its forms; every function gives back the next free height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from made_blocks import Field
from made_layout import BLUE
from made_paper import Paper
from made_sheet import WIDTH, Sheet
from made_words import Type, wrap

NARROW = 6.8


def draw_head(sheet: Sheet, paper: Paper) -> float:
    """Letterhead, addressee, fields, title and route; where the body may begin comes back."""
    layout, head = sheet.layout, sheet.layout.head
    _letterhead(sheet, paper)
    if paper.box:
        _box(sheet, paper.box)
    top = head.top
    if paper.retour:
        sheet.print("head", layout.left, top - 22, paper.retour, Type(layout.body.family, NARROW))
    address = paper.address
    if head.form == "collapsed":
        address = tuple(wrap(" ".join(address), layout.right - layout.left, layout.body))
    for line in address:
        sheet.print("head", layout.left, top, line, layout.body)
        top += layout.leading
    top = max(top + (20 if address else 0), head.fields_top)
    top = FORMS[head.form](sheet, paper.head, top) if paper.head else top
    top = _title(sheet, paper, top)
    return _route(sheet, paper, top) if paper.route else top


def _letterhead(sheet: Sheet, paper: Paper) -> None:
    head = sheet.layout.head
    if not paper.letterhead:
        return
    if head.crest:
        sheet.fill(head.logo - 34, 0, head.logo - 8, 74, BLUE)
    for i, line in enumerate(paper.letterhead):
        sheet.print("head", head.logo, 54 + i * head.logo_type.size * 1.18, line, head.logo_type, head.colour)


def _box(sheet: Sheet, text: str) -> None:
    layout, head = sheet.layout, sheet.layout.head
    left, top, type_ = head.box_left or layout.left, head.box_top, Type(layout.body.family, 8.5, "bold")
    right = left + type_.width(text) + 16
    for x0, y0, x1, y1 in ((left, top, right, top), (left, top + 20, right, top + 20)):
        sheet.rule(x0, y0, x1, y1, 0.8)
    for x in (left, right):
        sheet.rule(x, top, x, top + 20, 0.8)
    sheet.print("head", left + 8, top + 13, text, type_)


def _loose(sheet: Sheet, fields: Sequence[Field], top: float, colon: str = "", ruled: bool = False) -> float:
    layout, head = sheet.layout, sheet.layout.head
    value_left = layout.left + head.tab
    if ruled:
        sheet.rule(layout.left, top - layout.leading, layout.right, top - layout.leading)
    for field in fields:
        label = sheet.label(layout.left, top, field.label + colon, layout.body, head.label, head.label_colour)
        value = [line for each in field.lines for line in wrap(each, layout.right - value_left, layout.body)]
        for line in value:
            sheet.write(value_left, top, line, layout.body)
            top += layout.leading
        top += 0 if value else layout.leading
        sheet.field(label.removesuffix(":"), "\n".join(value))
        if ruled:
            sheet.rule(layout.left, top - layout.leading * 0.6, layout.right, top - layout.leading * 0.6)
            top += layout.leading * 0.4
    return top + 14


def _colon(sheet: Sheet, fields: Sequence[Field], top: float) -> float:
    return _loose(sheet, fields, top, colon=":")


def _table(sheet: Sheet, fields: Sequence[Field], top: float) -> float:
    return _loose(sheet, fields, top, ruled=True)


def _stack(sheet: Sheet, fields: Sequence[Field], top: float) -> float:
    layout = sheet.layout
    for field in fields:
        top = _above(sheet, field, layout.left, top, layout.right - layout.left) + 5
    return top + 12


def _grid(sheet: Sheet, fields: Sequence[Field], top: float) -> float:
    """All fields but the last beside one another, label above value; the last across the width."""
    layout = sheet.layout
    *row, last = fields
    wide = (layout.right - layout.left) / len(row)
    ends = [_above(sheet, field, layout.left + i * wide, top, wide - 10) for i, field in enumerate(row)]
    return _above(sheet, last, layout.left, max(ends) + 8, layout.right - layout.left) + 14


def _above(sheet: Sheet, field: Field, x: float, top: float, limit: float) -> float:
    layout, head = sheet.layout, sheet.layout.head
    label = sheet.label(
        x, top, field.label, layout.body._replace(size=layout.body.size - 1), head.label, head.label_colour
    )
    value = [line for each in field.lines for line in wrap(each, limit, layout.body)]
    for line in value or [""]:
        top += layout.leading
        sheet.write(x, top, line, layout.body)
    sheet.field(label, "\n".join(value))
    return top + layout.leading


def _collapsed(sheet: Sheet, fields: Sequence[Field], top: float) -> float:
    """Labels and values follow each other in one run of lines, as where a program lost the tabs."""
    layout = sheet.layout
    text = " ".join(" ".join((field.label, *field.lines)) for field in fields)
    for line in wrap(text, layout.right - layout.left, layout.body):
        sheet.write(layout.left, top, line, layout.body)
        top += layout.leading
    for field in fields:
        sheet.field(field.label, "\n".join(field.lines))
    return top + 10


FORMS: dict[str, Callable[[Sheet, Sequence[Field], float], float]] = {
    "loose": _loose,
    "colon": _colon,
    "table": _table,
    "stack": _stack,
    "grid": _grid,
    "collapsed": _collapsed,
}


def _title(sheet: Sheet, paper: Paper, top: float) -> float:
    """A title that no field holds: beside the word nota, or in bold across the page."""
    layout, form = sheet.layout, sheet.layout.head.title
    if not form:
        return top + 6
    if form == "nota":
        top += 22
        sheet.print("head", layout.left, top + 6, "nota", Type(layout.body.family, 24))
        left, type_ = layout.left + 92, layout.body
    else:
        top += 10
        left, type_ = layout.left, Type(layout.body.family, layout.body.size + (5 if form == "large" else 1.5), "bold")
    if form == "large":
        sheet.rule(layout.left, top - 18, WIDTH - layout.left, top - 18, 2)
    for line in wrap(paper.title, max(layout.right, sheet.layout.frames[-1][1]) - left, type_):
        sheet.write(left, top, line, type_)
        top += type_.size * 1.3
    return top + 20


def _route(sheet: Sheet, paper: Paper, top: float) -> float:
    layout, look = sheet.layout, sheet.layout.head.route
    small, bold = Type(layout.body.family, 7.5), Type(layout.body.family, 7.5, "bold")
    right, columns = layout.right, len(paper.route[0])
    edges = [layout.left + (right - layout.left) * i / columns for i in range(columns + 1)]
    sheet.print("head", layout.left, top, "Parafenroute", bold)
    start = top + 5
    for number, row in enumerate(paper.route):
        if look != "bare":
            sheet.rule(layout.left, top + 5, right, top + 5, dashed=look == "dashed")
        top += 17
        for x, cell in zip_longest(edges[:-1], row, fillvalue=""):
            if cell == "~":
                sheet.ink(float(x) + 3, top - 11, (34, 13), 40 + number)
            elif cell:
                sheet.print("head", float(x) + 3, top, str(cell), bold if number == 0 else small)
    if look != "bare":
        sheet.rule(layout.left, top + 6, right, top + 6, dashed=look == "dashed")
    if look == "grid":
        for x in edges:
            sheet.rule(x, start, x, top + 6)
    return top + 30
