"""Boxes from an XFDF file, as Acrobat, PDF-XChange and Foxit write it: `redact`, `square` and `highlight`.

Nothing that a person drew is dropped in silence: what cannot be taken over is named in a remark, without its wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus.decisions import CATEGORIES
from corpus.document import Box
from corpus.errors import CannotProcess
from corpus.instructions import HIDE, SHOW
from corpus.mentions import Spelled, codes_of
from corpus.numbers import listed, pages_of
from corpus.package import local, parsed
from corpus.plots import Edges, Plot, to_display
from corpus.remarks import by_page
from corpus.xfdf import HIDING, OURS, SHOWING, Framed, XfdfRefused

MAX_BYTES = 20_000_000
MAX_ANNOTATIONS = 20_000
MAX_WORDS = 2_000  # characters of a comment that are kept
FAR = 1e6  # units: no page reaches so far (PDF 32000-1, annex C: 14,400)
LEAST = 0.1  # points: what is narrower or lower than this is no box
USUAL = "5.1.2e"  # where no ground is named: the eerbiediging van de persoonlijke levenssfeer
FRAMES = frozenset({"redact", "square", "highlight"})
OTHERS = {
    "text": "een notitie",
    "freetext": "een tekstvak",
    "underline": "een onderstreping",
    "strikeout": "een doorhaling",
    "squiggly": "een kronkellijn",
    "circle": "een ovaal",
    "ink": "een tekening",
    "polygon": "een veelhoek",
    "stamp": "een stempel",
}
PASSING = frozenset({"popup", "link", "widget"})  # belong to another annotation or to the document itself

EXPORT = "Exporteer de opmerkingen opnieuw als XFDF"
SHAPELESS = "een vak is leeg of heeft geen geldige maten en is niet overgenomen. Teken het opnieuw."
OUTSIDE = "een vak ligt buiten de pagina en is niet overgenomen. Teken het opnieuw."
ROUGH = "van een vak zijn de hoekpunten niet te lezen; het hele vlak eromheen is genomen. Controleer dat."
NO_GROUND = f"bij een vak staat geen grond die bekend is; {USUAL} is ingevuld. Controleer dat."
BOTH = f"een vak om te lakken heeft de opmerking '{SHOWING.lower()}'; het wordt gelakt. Controleer dat."


class Taken(NamedTuple):
    """What an XFDF file says: its boxes in the order of the file, and remarks (Dutch) on what needs a look."""

    boxes: tuple[Framed, ...]
    remarks: tuple[str, ...]


def read_xfdf(data: bytes, plots: Sequence[Plot], spelled: Spelled) -> Taken:
    """The boxes of an XFDF file about the document with these pages.

    `spelled` gives the one spelling of a ground, "" for what is none. Raises XfdfRefused for what is no XFDF, is too
    large or unsafe, or is about another document.
    """
    nodes = _annotations(_root(data))
    pages = [_page(node) for node in nodes]
    if beyond := [page for page in pages if page > len(plots)]:
        raise XfdfRefused(
            f"Het XFDF-bestand hoort niet bij dit stuk: {pages_of(beyond).lower()} staat erin, en het stuk heeft"
            f" {len(plots)} pagina's. {EXPORT} uit dit stuk."
        )
    boxes: list[Framed] = []
    said: list[tuple[int, str]] = []
    for node, page in zip(nodes, pages, strict=True):
        framed, remarks = _framed(node, page, plots[page - 1], spelled)
        boxes += framed
        said += ((page, remark) for remark in remarks)
    none = () if nodes else (f"Het XFDF-bestand bevat geen vakken. {EXPORT} als dat niet klopt.",)
    return Taken(tuple(boxes), (*none, *by_page(said)))


def _root(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise XfdfRefused(f"Het XFDF-bestand is groter dan {MAX_BYTES // 1_000_000} MB. {EXPORT}, zonder bijlagen.")
    try:
        root = parsed(data)
    except (CannotProcess, ValueError):
        raise XfdfRefused(f"Het bestand is geen XFDF, of is beschadigd of onveilig. {EXPORT}.") from None
    if local(root) != "xfdf":
        raise XfdfRefused(f"Het bestand is wel XML, maar geen XFDF. {EXPORT}.")
    return root


def _annotations(root: Any) -> list[Any]:
    lists = (node for node in root if local(node) == "annots")
    nodes = [node for found in lists for node in found if local(node) and local(node) not in PASSING]
    if len(nodes) > MAX_ANNOTATIONS:
        raise XfdfRefused(f"Het XFDF-bestand heeft meer dan {MAX_ANNOTATIONS} opmerkingen. Lever het in delen aan.")
    return nodes


def _page(node: Any) -> int:
    """The number of a page from 1; XFDF counts from 0."""
    said = (node.get("page") or "").strip()
    if not re.fullmatch(r"[0-9]{1,7}", said):
        raise XfdfRefused(f"In het XFDF-bestand staat een opmerking zonder geldig paginanummer. {EXPORT}.")
    return int(said) + 1


def _framed(node: Any, page: int, plot: Plot, spelled: Spelled) -> tuple[list[Framed], list[str]]:
    """The boxes of one annotation, and what is to be said of it."""
    if local(node) not in FRAMES:
        kind = OTHERS.get(local(node), "een opmerking van een ander soort")
        return [], [f"{kind} is niet overgenomen. Teken een vak als daar iets moet gebeuren."]
    shapes, remarks = _shapes(node)
    boxes = []
    for shape in shapes:
        box, wrong = _placed(shape, page, plot)
        boxes += [box] if box else []
        remarks += [wrong] if wrong else []
    if not boxes:
        return [], remarks
    what, comment = _verdict(node)
    subject = node.get("subject") or ""
    ground, why = "", comment
    if what == HIDE:
        ground, why, unsure = _ground(node.get("overlay-text") or "", comment, subject, spelled)
        remarks += unsure
        remarks += [BOTH] if _says_show(comment) or _says_show(subject) else []
    category = _category(subject) if what == HIDE else ""
    about = (what, ground, category, _short(why), _short(node.get("title") or ""), _id(node))
    return [Framed(box, *about) for box in boxes], remarks


def _shapes(node: Any) -> tuple[list[tuple[float, ...]], list[str]]:
    """The rectangles of an annotation as left, low, right, high; () for one without valid numbers."""
    rect = _numbers(node.get("rect"))
    if local(node) == "square":
        return [_inset(rect, _numbers(node.get("fringe")))], []
    coords = node.get("coords") or ""
    points = _numbers(coords)
    if points and len(points) % 8 == 0:
        quads = [points[at : at + 8] for at in range(0, len(points), 8)]
        return [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads], []
    return [rect if len(rect) == 4 else ()], [ROUGH] if coords.strip() and len(rect) == 4 else []


def _numbers(text: str | None) -> tuple[float, ...]:
    """The numbers of an attribute, () where one is none or lies beyond all pages."""
    try:
        numbers = tuple(float(part) for part in re.split(r"[,\s]+", (text or "").strip()))
    except ValueError:
        return ()
    return numbers if all(abs(number) <= FAR for number in numbers) else ()


def _inset(rect: tuple[float, ...], fringe: tuple[float, ...]) -> tuple[float, ...]:
    """A square is drawn within its rect, so far from the left, top, right and bottom edge."""
    if len(rect) != 4:
        return ()
    if len(fringe) != 4 or min(fringe) < 0:
        return rect
    x0, x1 = sorted(rect[::2])
    y0, y1 = sorted(rect[1::2])
    inner = (x0 + fringe[0], y0 + fringe[3], x1 - fringe[2], y1 - fringe[1])
    return inner if inner[0] < inner[2] and inner[1] < inner[3] else rect


def _placed(shape: tuple[float, ...], page: int, plot: Plot) -> tuple[Box | None, str]:
    """The part of a shape that is on the page as displayed; else None and what is wrong."""
    if len(shape) != 4:
        return None, SHAPELESS
    edges: Edges = (min(shape[::2]), min(shape[1::2]), max(shape[::2]), max(shape[1::2]))
    box = to_display(plot, page, edges)
    if min(box.width, box.height) < LEAST:
        return None, SHAPELESS
    shown = Box(page, max(0, box.x0), max(0, box.top), min(plot.width, box.x1), min(plot.height, box.bottom))
    return (None, OUTSIDE) if min(shown.width, shown.height) < LEAST else (shown, "")


def _verdict(node: Any) -> tuple[str, str]:
    """What is to happen, and the comment without the words that say so. A `redact` never says that it stays."""
    comment = _comment(node)
    if local(node) == "redact":
        return HIDE, comment
    if _says_show(node.get("subject") or ""):
        return SHOW, comment
    return (SHOW, comment[len(SHOWING) :].lstrip(" .:;,-\n")) if _says_show(comment) else (HIDE, comment)


def _says_show(text: str) -> bool:
    return bool(re.match(rf"{SHOWING}(?!\w)", text.strip(), re.IGNORECASE))


def _comment(node: Any) -> str:
    """The comment of an annotation; of one that has it with its type only, the words."""
    for name in ("contents", "contents-richtext"):
        for child in node:
            if local(child) == name and (text := "".join(_texts(child)).strip()):
                return text
    return ""


def _texts(node: Any) -> Iterator[str]:
    yield ("\n" if local(node) in {"p", "br"} else "") + (node.text or "")
    for child in node:
        yield from _texts(child) if local(child) else ()
        yield child.tail or ""


def _ground(overlay: str, comment: str, subject: str, spelled: Spelled) -> tuple[str, str, list[str]]:
    """The ground, the comment without it where it leads, and what is to be said of it."""
    codes, why = codes_of(comment, spelled)
    found = dict.fromkeys((*codes_of(overlay, spelled)[0], *codes)) or dict.fromkeys(codes_of(subject, spelled)[0])
    if not found:
        return USUAL, why, [NO_GROUND]
    ground, *others = found
    if not others:
        return ground, why, []
    return ground, why, [f"een vak noemt meer gronden ({listed(list(found))}); {ground} is genomen. Controleer dat."]


def _category(subject: str) -> str:
    names = {f"{HIDING}: {dutch}".casefold(): name for name, dutch in CATEGORIES.items()}
    return names.get(" ".join(subject.split()).casefold(), "other")


def _id(node: Any) -> str:
    """The id of our finding, "" for what was drawn elsewhere or by hand."""
    ours = re.fullmatch(rf"{OURS}/(.*)/[^/]*", node.get("name") or "", re.DOTALL)
    return ours[1] if ours else ""


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= MAX_WORDS else folded[: MAX_WORDS - 1] + "…"
