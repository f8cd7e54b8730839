"""The picture of a scanned page as it lies in the file: sharper and cheaper than the page drawn anew."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from PIL import Image

from corpus.document import Box
from corpus.drawing import Drawing
from corpus.views import View, rotated

COARSEST, FINEST = 100, 450  # dpi between which a picture is taken as it is
MAX_PIXELS = 60_000_000
WHOLE = 1.5  # points by which a picture may miss the edges of its page
SMALL = 48  # pixels across: size at which the picture is held against the drawn page
CORRELATED = 0.9
ALIKE = 12.0  # grey levels of difference, on average


def with_own_picture(view: View, drawn: Drawing, look: Image.Image) -> View:
    """The view of a scan with the picture that the file holds; the view as it is where there is more to the page.

    `look` is the drawn page in grey: a picture that differs from it (masked, inverted, mirrored) is not taken.
    """
    picture = _picture(view, drawn)
    if picture is None or not _is_alike(picture, look):
        return view
    return view._replace(grey=lambda dpi: picture)


def _picture(view: View, drawn: Drawing) -> Image.Image | None:
    if view.leaf is None or len(drawn.pictures) != 1 or drawn.flat or drawn.upright or drawn.grids:
        return None
    if not _fills(drawn.pictures[0], view):
        return None
    found = list(view.leaf.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if len(found) != 1 or not _fits(found[0].get_px_size(), view):
        return None
    picture = _grey(found[0])
    return rotated(picture, view.leaf.get_rotation() + view.turn) if picture else None


def _fills(box: Box, view: View) -> bool:
    width, height = (view.width, view.height) if view.turn % 180 == 0 else (view.height, view.width)
    edges = (box.x0, box.top, width / view.unit - box.x1, height / view.unit - box.bottom)
    return all(abs(edge) <= WHOLE for edge in edges)


def _fits(size: tuple[int, int], view: View) -> bool:
    across, down = size
    dpi = 72 * max(across, down) / max(view.width, view.height)
    even = abs(max(across, down) / min(across, down) * min(view.width, view.height) / max(view.width, view.height) - 1)
    return COARSEST <= dpi <= FINEST and across * down <= MAX_PIXELS and even < 0.02


def _grey(object_: Any) -> Image.Image | None:
    try:
        drawn: Image.Image = object_.get_bitmap(render=False).to_pil().convert("L")
    except Exception:  # PDFium has no plain bitmap of this picture: the page is drawn instead
        return None
    return drawn


def _is_alike(picture: Image.Image, look: Image.Image) -> bool:
    """True when a picture is, seen small, what the drawn page shows."""
    size = (SMALL, max(1, round(SMALL * look.height / look.width)))
    one, other = (np.asarray(each.resize(size, Image.Resampling.BOX), dtype=float) for each in (picture, look))
    if np.abs(one - other).mean() > ALIKE or min(one.std(), other.std()) == 0:
        return False
    return bool(np.corrcoef(one.ravel(), other.ravel())[0, 1] > CORRELATED)
