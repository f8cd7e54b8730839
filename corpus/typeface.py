"""The letters that mail is printed in: Liberation Sans, and for a letter it lacks any installed font that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont as Font
from fontTools.ttLib import TTLibError
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from corpus.errors import FontMissing

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
REGULAR, BOLD = "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"
MISSING = "\u25a1"  # an empty square, in the place of a letter that no font has


class Run(NamedTuple):
    """Letters in a row that one font has."""

    font: str
    text: str


class Typeface:
    """The fonts for a text, embedded as far as they are used; `missing` counts the letters that none has."""

    def __init__(self, text: str) -> None:
        self._regular, self.bold = _registered(REGULAR), _registered(BOLD)
        self._fonts = dict.fromkeys(_letters(REGULAR) or "", self._regular)
        self.missing = 0
        wanted = {letter for letter in text if letter not in self._fonts and letter != "\n"}
        for path in _others() if wanted else ():
            if found := wanted & _letters(path.name):
                try:
                    self._fonts |= dict.fromkeys(found, _registered(path.name))
                except (TTFError, FontMissing):
                    continue
                wanted -= found
            if not wanted:
                break
        self.missing = sum(letter in wanted for letter in text)

    def runs(self, text: str) -> Iterator[Run]:
        """The text in pieces of one font each."""
        square = MISSING if MISSING in self._fonts else "?"
        letters = (letter if letter in self._fonts else square for letter in text)
        for font, run in groupby(letters, key=lambda letter: self._fonts[letter]):
            yield Run(font, "".join(run))

    def width(self, text: str, size: float) -> float:
        return sum(float(pdfmetrics.stringWidth(run.text, run.font, size)) for run in self.runs(text))


def lacking() -> tuple[str, ...]:
    """Which of the fonts are not on this machine that mail cannot be printed without."""
    return tuple(name for name in (REGULAR, BOLD) if name not in _places())


@cache
def _places() -> dict[str, Path]:
    """Every TrueType font on this machine by its file name."""
    found = (path for folder in FOLDERS for path in sorted(Path(folder).expanduser().rglob("*.ttf")))
    places: dict[str, Path] = {}
    for path in found:
        places.setdefault(path.name, path)
    return places


def _others() -> Iterable[Path]:
    """The other fonts, those with an upright and usual letter first."""
    odd = ("Bold", "Italic", "Oblique", "Mono", "Condensed", "Light", "Narrow")
    names = sorted(_places(), key=lambda name: (sum(word in name for word in odd), "Sans" not in name, name))
    return [_places()[name] for name in names if name not in {REGULAR, BOLD}]


@cache
def _letters(name: str) -> frozenset[str]:
    """The letters of a font that have a shape."""
    try:
        with Font(_places()[name], lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ())) if "glyf" in font else frozenset()
    except (KeyError, OSError, TTLibError):
        return frozenset()


def _registered(name: str) -> str:
    path = _places().get(name)
    if path is None:
        raise FontMissing(
            f"Het lettertype {name} ontbreekt; zonder is een mail niet af te drukken. Laat de beheerder de Liberation-"
            "lettertypen installeren (apt-get install fonts-liberation)."
        )
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name
