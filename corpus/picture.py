"""Scans that come as picture files: TIFF (also of many pages), PNG, JPEG. A picture without dpi counts as 300 dpi."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import Damaged, TooLarge

DEFAULT_DPI = 300
MAX_PIXELS = 100_000_000
SUFFIXES = frozenset({".tif", ".tiff", ".png", ".jpg", ".jpeg"})


class Scan(NamedTuple):
    """One page of a picture file; `scale` is points per pixel."""

    number: int
    picture: Image.Image
    scale: float


def scans(path: Path, max_pages: int) -> Iterator[Scan]:
    """The pages of a picture file, upright and in RGB. Raises Damaged or TooLarge."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as file:
                for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                    if number > max_pages:
                        raise TooLarge(f"Het bestand heeft meer dan {max_pages} pagina's. Splits het.")
                    if frame.width * frame.height > MAX_PIXELS:
                        raise TooLarge(f"Pagina {number} is te groot om te verwerken.")
                    yield Scan(number, _upright(frame), 72 / _dpi(frame))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooLarge("De afbeelding is te groot om veilig te openen.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Damaged("De afbeelding is beschadigd of van een onbekend soort.") from None


def _upright(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        ground = Image.new("RGBA", turned.size, "white")
        ground.alpha_composite(turned.convert("RGBA"))
        return ground.convert("RGB")
    return turned.convert("RGB")


def _dpi(frame: Image.Image) -> float:
    dpi = frame.info.get("dpi", (DEFAULT_DPI, DEFAULT_DPI))
    value = float(dpi[0] if isinstance(dpi, tuple) else dpi)
    return value if 50 <= value <= 2400 else DEFAULT_DPI
