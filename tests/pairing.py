"""Pages on which a name can be exchanged for any other while their lines break in the same places.

Each layout sets the name where its width would tell most: in justified lines, in cells, in kerned and subset text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from anonymize.display import Step
from anonymize.faces import Sign, program
from anonymize.font import type0
from anonymize.shapes import UNITS, Font

WIDTH, HEIGHT, SIZE = 595, 300, 11.0
INTRO = (
    "Het kabinet informeert de Kamer voor de zomer over de voortgang van het programma.",
    "De minister heeft dat in het debat van vorige week aan de leden toegezegd.",
)
OUTRO = "Daarna volgt een brief met de uitkomst van het overleg met de gemeenten."
LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


@cache
def font() -> Font:
    return Font(helvetica())


def width(text: str) -> float:
    """Of a line in Helvetica at SIZE, in points."""
    return sum(font().glyph(ord(sign)).width for sign in text) / 1000 * SIZE


def line(x: float, y: float, text: str, before: str = "") -> str:
    return f"BT {before} /F1 {SIZE:g} Tf {x:g} {y:g} Td ({text}) Tj ET\n"


def body() -> str:
    return "".join(line(40, 260 - 16 * at, text) for at, text in enumerate(INTRO)) + line(40, 150, OUTRO)


def ragged(name: str) -> str:
    return body() + line(40, 200, f"Vraag het aan mevrouw {name} van de directie, voor de zomer.")


def at_the_end(name: str) -> str:
    return body() + line(40, 200, f"Vraag het aan mevrouw {name}")


def justified(name: str, to: float = 0.0) -> str:
    """`to` points wide; without, at its natural width."""
    text = f"Vraag het aan mevrouw {name} van de directie."
    space = (to - width(text)) / text.count(" ") if to else 0.0
    return body() + line(40, 200, text, f"{space:.3f} Tw")


def listed(name: str) -> str:
    return body() + line(40, 200, "1.") + line(60, 200, f"Overleg met {name} \\(DGOO\\)") + line(60, 184, "en de Kamer")


def in_a_table(name: str) -> str:
    rules = "".join(f"{x} 192 m {x} 215 l S\n" for x in (40, 320, 420, 520)) + "40 192 480 23 re S\n"
    cells = line(45, 200, f"{name} \\(BZK\\)") + line(325, 200, "akkoord") + line(425, 200, "3 maart")
    return body() + rules + cells


def beside_a_column(name: str) -> str:
    return (
        body()
        + line(40, 200, "Gaat u akkoord met de brief?")
        + line(300, 200, f"T {name}")
        + line(300, 184, "Den Haag")
    )


def kerned(name: str) -> str:
    parts = " ".join(f"({sign}) {(ord(sign) * 7) % 60 - 30}" for sign in name)
    array = f"[(Vraag het aan mevrouw ) {parts} ( van de direc) 18 (tie.)]"
    return body() + f"BT /F1 {SIZE:g} Tf 40 200 Td {array} TJ ET\n"


def letter_by_letter(name: str) -> str:
    out, x = [], 40.0
    for sign in f"Vraag het aan {name} en aan de directie.":
        if sign != " ":
            out.append(line(round(x, 3), 200, sign))
        x += width(sign)
    return body() + "".join(out)


LAYOUTS: dict[str, Callable[[str], str]] = {
    layout.__name__: layout
    for layout in (
        ragged, at_the_end, listed, in_a_table, beside_a_column, kerned, letter_by_letter,
    )
}  # fmt: skip


def page(path: Path, content: str) -> Path:
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(helvetica())))
        pdf.pages[0].Contents = pdf.make_stream(content.encode("cp1252"))
        pdf.save(path)
    return path


def subset_page(path: Path, name: str) -> Path:
    """A page whose font holds only what it uses, with codes in the order of first use, and ligatures."""
    texts = [*INTRO, f"Vraag het aan mevrouw {name} van de directie, voor de zomer.", OUTRO]
    lines = [list(_ligated(text)) for text in texts]
    codes: dict[str, int] = {}
    for sign in (sign for each in lines for sign in each):
        codes.setdefault(sign, len(codes) + 1)
    signs = [drawn_together(text) for text in codes]
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=_embedded(pdf, signs)))
        shown = "".join(
            f"BT /F1 {SIZE:g} Tf 40 {260 - 20 * at} Td <{''.join(f'{codes[sign]:04x}' for sign in each)}> Tj ET\n"
            for at, each in enumerate(lines)
        )
        pdf.pages[0].Contents = pdf.make_stream(shown.encode())
        pdf.save(path)
    return path


def drawn_together(text: str) -> Sign:
    """A letter, or letters drawn together as one."""
    outline: list[Step] = []
    wide = 0.0
    for letter in text:
        glyph = font().glyph(ord(letter))
        by = wide * UNITS / 1000
        outline += [Step(step.verb, tuple((x + by, y) for x, y in step.points)) for step in glyph.outline]
        wide += glyph.width
    return Sign(text, tuple(outline), wide)


def _ligated(text: str) -> Iterable[str]:
    at = 0
    while at < len(text):
        found = next((each for each in LIGATURES if text.startswith(each, at)), text[at])
        yield found
        at += len(found)


def _embedded(pdf: Pdf, signs: list[Sign]) -> pikepdf.Object:
    widths = Array([1, Array([sign.width for sign in signs])])
    texts = [sign.text for sign in signs]
    return type0(pdf, "ABCDEF+Kantoor", program(signs), texts, [0, -200, 1000, 900], ascent=900, descent=-200, W=widths)
