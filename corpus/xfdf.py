"""Boxes as XFDF (ISO 19444-1), the file by which Acrobat and other viewers hand on what was drawn on a PDF.

What goes is a `redact` annotation; what stays a green `highlight`, since a viewer that applies redactions removes
whatever a `redact` covers. Pages count from 0 there, and places are in the page's own space (`corpus/plots.py`).
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lxml import etree

from corpus.decisions import CATEGORIES
from corpus.document import Box, around
from corpus.errors import CannotProcess
from corpus.instructions import HIDE
from corpus.plots import Plot, to_page

NAMESPACE = "http://ns.adobe.com/xfdf/"
XML = "{http://www.w3.org/XML/1998/namespace}"
OURS = "lakwerk"
HIDING, SHOWING = "Lakken", "Niet lakken"  # what the subject of an annotation says
RED, BLACK, GREEN = "#E52237", "#000000", "#66BB6A"
# White letters; viewers want a default appearance beside an overlay text (PDF 32000-1, table 192).
LETTERING = "1 1 1 rg /Helv 8 Tf"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XfdfRefused(CannotProcess):
    """An XFDF file that cannot be read, or boxes that cannot be written as one."""

    reason = "xfdf_refused"


class Framed(NamedTuple):
    """A box that a person or the program framed: `what` happens in it, on which ground and why, and who says so.

    `ground` is a Woo code and `category` one of the output contract, both "" for what is shown. `id` is that of our
    finding, "" for a box that somebody drew; boxes of one finding share it.
    """

    box: Box
    what: str
    ground: str = ""
    category: str = ""
    why: str = ""
    who: str = ""
    id: str = ""

    @property
    def page(self) -> int:
        return self.box.page


def write_xfdf(boxes: Iterable[Framed], plots: Sequence[Plot], name: str, at: str = "") -> bytes:
    """The boxes of the PDF that is called `name`, in the order of the pages; `at` is when, in UTC (ISO 8601).

    Boxes of one finding on a page become one annotation. Raises XfdfRefused for a box that lies on no page.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xfdf", nsmap={None: NAMESPACE})
    root.set(f"{XML}space", "preserve")
    annotations = _child(root, "annots")
    counted: Counter[str] = Counter()
    for together in _together(boxes):
        _check(together, plots)
        key = together[0].id or _digest(together[0].box)
        counted[key] += 1
        mark = f"{OURS}/{together[0].id}/{'' if together[0].id else key + '.'}{counted[key]}"
        _annotate(annotations, together, plots[together[0].page - 1], mark, at)
    _child(root, "f").set("href", _clean(name))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    return written


def _together(boxes: Iterable[Framed]) -> list[list[Framed]]:
    """What makes one annotation: a name may occur once on a page, and viewers drop the second that bears it."""
    found: dict[tuple[object, ...], list[Framed]] = {}
    for each in sorted(set(boxes), key=lambda each: (each.page, each.box.top, each)):
        own = each.box if not each.id else None
        found.setdefault((each.page, own, *each[1:]), []).append(each)
    return list(found.values())


def _check(boxes: Iterable[Framed], plots: Sequence[Plot]) -> None:
    for each in boxes:
        if not 1 <= each.page <= len(plots):
            raise XfdfRefused(f"Pagina {each.page} is er niet: het stuk heeft {len(plots)} pagina's. Lees het opnieuw.")
        if not all(map(math.isfinite, each.box)) or min(each.box.width, each.box.height) <= 0:
            raise XfdfRefused(f"Pagina {each.page}: een vak heeft geen geldige maten. Teken het opnieuw.")


def _digest(box: Box) -> str:
    sides = ",".join(f"{side:.2f}" for side in box)
    return hashlib.blake2b(sides.encode(), digest_size=8).hexdigest()


def _annotate(parent: Any, boxes: Sequence[Framed], plot: Plot, mark: str, at: str) -> None:
    first = boxes[0]
    hidden = first.what == HIDE
    node = _child(parent, "redact" if hidden else "highlight")
    said = {
        "page": str(first.page - 1),
        "rect": _numbers(to_page(plot, around(each.box for each in boxes))),
        "coords": ",".join(_quad(plot, each.box) for each in boxes),
        "color": RED if hidden else GREEN,
        "flags": "print",
        "name": mark,
        "title": first.who,
        "subject": f"{HIDING}: {CATEGORIES.get(first.category, first.category)}" if hidden else SHOWING,
        "date": _date(at),
    }
    if hidden:
        said |= {"interior-color": BLACK, "overlay-text": first.ground, "overlay-text-repeat": "false"}
        said |= {"justification": "centered"}
    for key, value in said.items():
        if value:
            node.set(key, _clean(value))
    if contents := ": ".join(filter(None, (first.ground if hidden else "", first.why))):
        _child(node, "contents").text = _clean(contents)
    if hidden:
        _child(node, "defaultappearance").text = LETTERING


def _child(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _quad(plot: Plot, box: Box) -> str:
    """The corners in the order in which Acrobat writes them: top left, top right, bottom left, bottom right."""
    corners = ((x, y) for y in (box.top, box.bottom) for x in (box.x0, box.x1))
    return ",".join(_numbers(to_page(plot, Box(box.page, x, y, x, y))[:2]) for x, y in corners)


def _numbers(values: Iterable[float]) -> str:
    return ",".join(f"{round(value, 3) + 0.0:.3f}" for value in values)  # + 0.0: never "-0.000"


def _date(at: str) -> str:
    """A date of PDF (PDF 32000-1, 7.9.4).

    >>> _date("2026-03-01T09:30:00+00:00"), _date("2026-03-01"), _date("")
    ('D:20260301093000Z', 'D:20260301', '')
    """
    digits = re.sub(r"\D", "", at)[:14]
    return digits and f"D:{digits}{'Z' if len(digits) == 14 else ''}"


def _clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return _NO_XML.sub("", text)
