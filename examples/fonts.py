"""Liberation Sans, found on this machine and embedded in every document."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
FILES = {
    "Sans": "LiberationSans-Regular.ttf",
    "Sans-Bold": "LiberationSans-Bold.ttf",
    "Sans-Italic": "LiberationSans-Italic.ttf",
    "Serif": "LiberationSerif-Regular.ttf",
}


class MissingFontError(Exception):
    """The fonts of the examples are not installed."""


def find(name: str) -> Path:
    """The path of a font file, searched in the usual folders."""
    for folder in FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(name)):
            return path
    raise MissingFontError(f"{name} not found; install the fonts (Debian: apt install fonts-liberation) and try again")


def register() -> None:
    for name, file in FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(find(file))))


def width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))
