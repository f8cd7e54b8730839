"""Made documents for the document view: pages with words, a picture, and findings of every sort."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

PORTRAIT, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)
LINE, LEFT, SIZE = 18, 70, 11  # points
FONT = "DejaVuSans.ttf"
PICTURE = (420.0, 60.0, 520.0, 130.0)  # the square of a picture on the first page
LINES = [
    "Aan de staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties",
    "Deze nota is opgesteld door M. Jansen van de directie Digitale Overheid",
    "Zij is te bereiken op 06 12345678 of per mail via m.jansen@voorbeeld.nl",
    "Het overleg met gemeenten is voorbereid met Pieter de Vries en zijn team",
    "De kosten van het register komen uit op drie miljoen euro in het jaar 2025",
    "U kunt instemmen met de brief waarin de Kamer over de voortgang hoort",
    "Over de planning heeft Samira el Amrani een aparte notitie geschreven",
    "De toezichthouder heeft geen opmerkingen bij de laatste versie gemaakt",
]
GROUNDS = [
    ("5.1.1c", "Bedrijfs- en fabricagegegevens die vertrouwelijk zijn verstrekt"),
    ("5.1.1d", "Bijzondere persoonsgegevens"),
    ("5.1.1e", "Nummers die personen identificeren"),
    ("5.1.2e", "Eerbiediging van de persoonlijke levenssfeer"),
    ("5.1.2i", "Goed functioneren van de Staat"),
    ("5.2", "Persoonlijke beleidsopvattingen"),
]
# text, verdict, kind, category, score, doubt
FOUND: list[tuple[str, str, str, str, float, bool]] = [
    ("M. Jansen", "redact", "persoon", "person", 0.62, True),
    ("06 12345678", "redact", "telefoonnummer", "phone", 0.99, False),
    ("m.jansen@voorbeeld.nl", "redact", "e-mailadres", "email", 0.99, False),
    ("Pieter de Vries", "keep", "persoon", "person", 0.55, True),
    ("Samira el Amrani", "redact", "persoon", "person", 0.9, False),
    ("Koninkrijksrelaties", "keep", "organisatie", "other", 0.8, False),
]
Word = tuple[float, float, float, float, str, int, int]


def size(number: int) -> tuple[float, float]:
    """Each fourth page lies on its side."""
    return LANDSCAPE if number % 4 == 0 else PORTRAIT


def start(number: int) -> int:
    return (number - 1) * (sum(map(len, LINES)) + len(LINES))


@lru_cache(maxsize=2)
def words(number: int) -> list[Word]:
    """The words of a page with their boxes and offsets; no page but the fifth is without."""
    if number == 5:
        return []
    font, made, at = ImageFont.truetype(FONT, SIZE), [], start(number)
    for row, line in enumerate(LINES):
        x, top = float(LEFT), 150.0 + row * LINE
        for word in line.split():
            wide = font.getlength(word)
            made.append((round(x, 1), top, round(x + wide, 1), top + 13.0, word, at, at + len(word)))
            x, at = x + wide + font.getlength(" "), at + len(word) + 1
    return made


def spot(number: int, text: str) -> tuple[list[float], int, int]:
    """Where a text of one line stands on a page: its box and its offsets."""
    parts, all_words = text.split(), words(number)
    for i in range(len(all_words)):
        run = all_words[i : i + len(parts)]
        if [word[4] for word in run] == parts:
            return [run[0][0], run[0][1], run[-1][2], run[-1][3]], run[0][5], run[-1][6]
    raise ValueError(text)


def findings(pages: int, each: int) -> list[dict[str, Any]]:
    """So many findings on every page with words, in order, and a picture on the first."""
    made = [_picture()]
    for number in range(1, pages + 1):
        if number == 5:
            continue
        order = sorted(FOUND, key=lambda found: spot(number, found[0])[1])
        made += [_finding(number, *order[i % len(order)], again=i // len(order)) for i in range(each)]
    return made


def _finding(
    page: int, text: str, verdict: str, kind: str, category: str, score: float, doubt: bool, again: int = 0
) -> dict[str, Any]:
    box, begin, end = spot(page, text)
    box = [box[0], box[1] + again * 180, box[2], box[3] + again * 180]
    return {
        "id": f"f{begin}-{end}" + (f"x{again}" if again else ""), "page": page, "boxes": [box], "text": text,
        "verdict": verdict, "ground": "5.1.2e" if verdict == "redact" else "", "category": category, "kind": kind,
        "reason": f"Staat in de lijst van {kind}en van dit ministerie.", "rule": f"lijst/{category}", "score": score,
        "doubt": doubt and again == 0, "by": "", "look": text == "Koninkrijksrelaties", "start": begin, "end": end,
    }  # fmt: skip


def _picture() -> dict[str, Any]:
    return {
        "id": "m1-1", "page": 1, "boxes": [list(PICTURE)], "text": None, "verdict": "redact", "ground": "5.1.2e",
        "category": "signature", "kind": "handtekening", "reason": "Inkt die niemand las.", "rule": "inkt",
        "score": 0.4, "doubt": True, "by": "", "look": False, "start": None, "end": None,
    }  # fmt: skip


@lru_cache(maxsize=64)
def picture(number: int, wide: int) -> bytes:
    """The page as PNG, so many pixels wide."""
    width, height = size(number)
    scale = wide / width
    drawn = Image.new("RGB", (wide, round(height * scale)), "white")
    pen = ImageDraw.Draw(drawn)
    pen.text((LEFT * scale, 80 * scale), f"Nota {number}", "black", ImageFont.truetype(FONT, 20 * scale))
    font = ImageFont.truetype(FONT, SIZE * scale)
    for x0, top, _, _, text, _, _ in words(number):
        pen.text((x0 * scale, top * scale), text, "black", font)
    if number == 1:
        x0, top, x1, bottom = (value * scale for value in PICTURE)
        pen.line([(x0, bottom), (x0 + 30 * scale, top), (x0 + 45 * scale, bottom), (x1, top)], "navy", 3)
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=1)
    return out.getvalue()
