"""A paper on its pages: head, text, footnotes, side column and what returns on each page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_blocks import Field
from made_head import draw_head
from made_layout import Layout, Side
from made_lines import Page, paginate
from made_paper import Paper
from made_setting import Setter
from made_sheet import WIDTH, Sheet
from made_words import Type, wrap

EDGE = 34.0  # of the page, for what stands in its corner


def draw(paper: Paper, layout: Layout, path: Path) -> Sheet:
    """Draw a document; the sheet, which knows what was printed on how many pages, comes back."""
    sheet, setter = Sheet(path, layout), Setter(layout)
    lines = setter.sections(paper.sections)
    top = draw_head(sheet, paper)
    frames = paginate(lines, setter.note, layout.bottom - top, layout.bottom - layout.top, len(layout.frames))
    count = len(layout.frames)
    pages = [frames[i : i + count] for i in range(0, len(frames), count)]
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet.turn()
            top = layout.top
            _running(sheet, paper.running)
        _page(sheet, setter, page, paper, top)
        _number(sheet, number, len(pages))
    sheet.canvas.save()
    return sheet


def _page(sheet: Sheet, setter: Setter, page: Sequence[Page], paper: Paper, top: float) -> None:
    side = sheet.layout.side
    fields = paper.side if sheet.page == 1 else paper.later
    bottom = top + sum(line.height for line in page[0].lines)
    if side and side.early:
        _side(sheet, side, fields, top, bottom)
    for frame, (left, right) in zip(page, sheet.layout.frames, strict=False):
        y = top
        for line in frame.lines:
            sheet.line(line, left, y, right)
            y += line.height
        _notes(sheet, setter, frame.notes, left)
    if side and not side.early:
        _side(sheet, side, fields, top, bottom)


def _notes(sheet: Sheet, setter: Setter, numbers: Sequence[int], left: float) -> None:
    lines = [line for number in numbers for line in setter.note(number)]
    if not lines:
        return
    y = sheet.layout.bottom + 2 - sum(line.height for line in lines)
    sheet.rule(left, y - 5, left + sheet.layout.note_rule, y - 5)
    for line in lines:
        sheet.line(line, left, y, sheet.layout.right)
        y += line.height


def _side(sheet: Sheet, side: Side, fields: Sequence[Field], top: float, bottom: float) -> None:
    y = side.top if sheet.page == 1 else side.later_top
    down = side.type_.size
    if side.low:
        # On the body's own baselines: beside its last lines on page 1, from its first line on later pages.
        body, leading = sheet.layout.body, sheet.layout.leading
        room = round((bottom - top) / leading) - sum(len(_side_lines(side, field)) for field in fields)
        y, down = top + (room * leading if sheet.page == 1 else 0), (leading + body.size * 0.72) / 2
    for field in fields:
        for label, text in _side_lines(side, field):
            x = side.x
            if label:
                shown = sheet.label(x, y + down, label, side.type_, side.label, side.colour)
                glue = (side.glue or "") if text else ""
                sheet.write(x + side.type_.width(label, side.label), y + down, glue, side.type_)
                x += side.type_.width(label, side.label) + side.type_.width(glue)
                sheet.printed["side"].append(shown + glue + text)
            elif text:
                sheet.printed["side"].append(text)
            type_ = Type(*side.type_[:2], "bold" if field.strong else "")
            sheet.write(x, y + down, text, type_)
            y += side.leading
        if field.label:
            shown = field.label.upper() if side.label == "capitals" else field.label
            sheet.field(shown, "\n".join(text for _, text in _side_lines(side, field) if text))
        y += side.gap


def _side_lines(side: Side, field: Field) -> list[tuple[str, str]]:
    """The printed lines of a field: a label, a text or, where they share a line, both."""
    type_ = Type(*side.type_[:2], "bold" if field.strong else "")
    value = [line for each in field.lines for line in wrap(each, side.width, type_)]
    if not field.label:
        return [("", line) for line in value]
    if side.glue is not None and len(value) == 1:
        return [(field.label, value[0])]
    return [(field.label, ""), *(("", line) for line in value)]


def _running(sheet: Sheet, lines: Sequence[str]) -> None:
    layout, running = sheet.layout, sheet.layout.running
    if not running.place:
        return
    y, right = running.top, max(layout.right, layout.frames[-1][1])
    for i, line in enumerate(lines):
        at_right = running.place == "right" or (running.place == "both" and i > 0)
        x = right - running.type_.width(line) if at_right else layout.left
        sheet.print("furniture", x, y, line, running.type_)
        y += 0 if running.place == "both" and i == 0 else running.type_.size * 1.3
    if running.rule:
        sheet.rule(layout.left, y, right, y)


def _number(sheet: Sheet, number: int, total: int) -> None:
    layout, running = sheet.layout, sheet.layout.running
    for i, line in enumerate(running.foot):
        x = (WIDTH - running.type_.width(line)) / 2
        sheet.print("furniture", x, 820 + i * running.type_.size * 1.3, line, running.type_)
    form = running.number_first if number == 1 and running.number_first is not None else running.number
    text = form.format(number, total)
    if not text:
        return
    wide, right = running.type_.width(text), max(layout.right, layout.frames[-1][1])
    x, y = {
        "side": (layout.side.x if layout.side else right, running.number_top),
        "foot-left": (layout.left, running.number_top),
        "foot-centre": ((WIDTH - wide) / 2, running.number_top),
        "foot-right": (right - wide, running.number_top),
        "head-right": (WIDTH - EDGE - wide, 36.0),
    }[running.number_place]
    sheet.print("furniture", x, y, text, running.type_)
