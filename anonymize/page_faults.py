"""What the pages of an output file may consist of: the operators that we write, and nothing hidden behind them.

A page is a picture over its whole area with text that is never painted, or it is drawn: letters, shapes and pictures
that are each painted once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf

from anonymize.operators import Operation, plain

PICTURED = frozenset("BMC BDC EMC q Q cm Do BT ET Tr Tf Tz Tm Tj".split())
DRAWN = PICTURED | frozenset("TJ re m l c h f f* S B B* W W* n w J j M d rg RG".split())
FILLED, BOLD, UNSEEN = 0, 2, 3  # ways of drawing letters: filled, with an outline too, not at all
READING = "/F"  # the font of text that is never painted
FACE = re.compile(r"/(?:F[1-9]\d{0,4}|L)")
PICTURE = re.compile(r"/Im[1-9]\d{0,4}")
WITH_STRINGS = frozenset({"Tj", "TJ"})
TELLING = frozenset({b"cm", b"Do", b"BT", b"Tr", b"Tf", b"Tj", b"TJ"})
WITH_NAMES = frozenset({"Tf", "Do", "BMC", "BDC"})
ROLES = frozenset(
    {*"/Document /P /Span /Artifact /L /LI /LBody /Table /TR /TH /TD".split(), *(f"/H{level}" for level in range(1, 7))}
)

Step = tuple[str, Any]  # an operator and its operands


def pictured(page: pikepdf.Object) -> Iterator[str]:
    """One picture over the whole page, and text that is not painted."""
    box = [float(value) for value in page.MediaBox]
    placed: list[list[float]] = []
    drawn = mode = 0
    faults, steps = _read(page, PICTURED)
    yield from faults
    for name, operands in steps:
        if name == "cm":
            placed.append([float(value) for value in operands])
        elif name == "Do":
            drawn += 1
        elif name == "BT":
            mode = 0
        elif name == "Tr":
            mode = int(operands[0])
        elif name == "Tj" and mode != UNSEEN:
            yield "visible text"
    whole = [box[2], 0.0, 0.0, box[3], 0.0, 0.0]
    if drawn != 1 or len(placed) != 1 or any(abs(a - b) > 0.02 for a, b in zip(placed[0], whole, strict=True)):
        yield "picture is not the whole page"
    if box[:2] != [0.0, 0.0] or set(page.Resources.keys()) != {"/Font", "/XObject"} or len(page.Resources.XObject) != 1:
        yield "resources"
    if "/SMask" in page.Resources.XObject.get("/Im", {}):
        yield "mask"


def drawn(page: pikepdf.Object) -> Iterator[str]:
    """Letters that are painted in fonts of ours, text of pictures that is not, and every picture once."""
    mode, font = FILLED, ""
    fonts: set[str] = set()
    shown: Counter[str] = Counter()
    faults, steps = _read(page, DRAWN)
    yield from faults
    for name, operands in steps:
        if name == "Tr":
            mode = int(operands[0])
        elif name == "Tf":
            font = str(operands[0])
            fonts.add(font)
        elif name == "Do":
            shown[str(operands[0])] += 1
        elif name in WITH_STRINGS and (mode == UNSEEN) != (font == READING):
            yield "visible text" if font == READING else "invisible text"
        elif name in WITH_STRINGS and mode not in (FILLED, BOLD, UNSEEN):
            yield "way of drawing letters"
    resources = page.Resources
    pictures = set(resources.get("/XObject", {}).keys())
    if set(resources.keys()) - {"/Font", "/XObject"} or set(resources.get("/Font", {}).keys()) != fonts:
        yield "resources"
    if not all(FACE.fullmatch(each) or each == READING for each in fonts):
        yield "name of a font"
    if set(shown) != pictures or any(times != 1 for times in shown.values()):
        yield "pictures"
    if not all(PICTURE.fullmatch(each) for each in pictures):
        yield "name of a picture"
    if [float(value) for value in page.MediaBox][:2] != [0.0, 0.0]:
        yield "place of a page"


def _read(page: pikepdf.Object, known: frozenset[str]) -> tuple[list[str], Iterable[Step]]:
    """What no page of ours has among its operators, and those that tell something, in order.

    A page whose every byte is as we write it needs no look at each operand: the pattern lets through no other kinds.
    """
    operations = written(page)
    if operations is None:
        steps = [(str(operator), operands) for operands, operator in pikepdf.parse_content_stream(page)]
        return [fault for step in steps for fault in _operator(*step, known)], steps
    different = set(operations)
    names = {name.decode("ascii") for name in {name for _, name in different}}
    faults = [f"operator {name[:4]}" for name in sorted(names - known)]
    roles = {operands.split()[0].decode("ascii") for operands, name in different if name in (b"BMC", b"BDC")}
    faults += ["role"] * bool(roles - ROLES)
    told = {step: (step[1].decode("ascii"), _values(*step)) for step in different if step[1] in TELLING}
    return faults, (told[step] for step in operations if step in told)


def written(page: pikepdf.Object) -> Sequence[Operation] | None:
    """The operations of a page that is written as we write pages, else None."""
    content = page.get("/Contents")
    return plain(content.read_bytes()) if isinstance(content, pikepdf.Stream) else None


def _values(operands: bytes, name: bytes) -> list[str | float]:
    """The operands of what is told by names and numbers."""
    texts = () if name in (b"Tj", b"TJ") else operands.decode("ascii").split()
    return [text if text.startswith("/") else float(text) for text in texts]


def _operator(name: str, operands: Any, known: frozenset[str]) -> Iterator[str]:
    """An operator that we do not write, or one of ours with what we never write behind it."""
    if name not in known:
        yield f"operator {re.sub('[^A-Za-z*]', '', name)[:4]}"
        return
    if name == "BDC" and set(operands[1].keys()) != {"/MCID"}:
        yield "marked content"
    if name in ("BMC", "BDC") and str(operands[0]) not in ROLES:
        yield "role"
    for operand in operands:
        if isinstance(operand, pikepdf.String) and name not in WITH_STRINGS:
            yield "string"
        if isinstance(operand, pikepdf.Name) and name not in WITH_NAMES:
            yield "name"


def visible_pictures(page: pikepdf.Object) -> set[tuple[int, int]]:
    """The pictures that a page shows, by object."""
    return {picture.objgen for picture in page.Resources.get("/XObject", {}).values()}
