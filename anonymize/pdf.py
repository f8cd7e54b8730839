"""A new PDF from pictures, letters and words: nothing of a source file can be in it that is not handed over here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

from anonymize import faces, font, metadata, tags, vector
from anonymize.display import Picture, Shape
from anonymize.ground import spoken
from anonymize.paint import Encoded
from anonymize.text_order import Spot
from anonymize.vector import Ink, Label, Run
from corpus.document import Box

BLANK = 0.25  # of the size: the blank after the last word of a line


class Item(NamedTuple):
    """A word of the invisible text, or the label of a box (then `alt` says what a screen reader reads)."""

    text: str
    box: Box
    spot: Spot
    alt: str = ""
    blank: bool = True


class Leaf(NamedTuple):
    """A page that is a picture: its size in points, its picture and its text in reading order."""

    width: float
    height: float
    picture: Encoded
    items: tuple[Item, ...]


class Plate(NamedTuple):
    """A page that is drawn: letters, shapes and pictures in order, then boxes, each with its spot in the text.

    `items` are words that were read in its pictures; `spots` tells of each piece where it stands in the text.
    """

    width: float
    height: float
    art: tuple[Run | Shape | Picture, ...]
    items: tuple[Item, ...]
    labels: tuple[tuple[Label, Spot], ...]
    spots: dict[int, Spot]
    black: tuple[Box, ...] = ()  # more black, under the labels


class _Chunk(NamedTuple):
    """Operators with one tag; `spot` None for what is no text."""

    spot: Spot | None
    alt: str
    operators: tuple[str, ...]


def write(leaves: Sequence[Leaf | Plate], title: str, target: Path, ink: Ink | None = None) -> None:
    """Write the file. The same pages and title give the same bytes."""
    ink = ink or Ink(())
    codes = font.Codes(character for leaf in leaves for item in leaf.items for character in item.text + " ")
    with pikepdf.new() as pdf:
        fonts = _fonts(pdf, leaves, codes, ink)
        root, body = tags.tree(pdf)
        owners: list[list[pikepdf.Object]] = []
        for number, leaf in enumerate(leaves):
            page = pdf.add_blank_page(page_size=(round(leaf.width, 2), round(leaf.height, 2))).obj
            chunks = list(_drawn(leaf, codes, ink) if isinstance(leaf, Plate) else _pictured(leaf, codes))
            content = _content(chunks)
            used = {name: face for name, face in fonts.items() if f"/{name} " in content}
            page.Resources = vector.resources(used, _pictures(pdf, leaf))
            page.StructParents, page.Tabs = number, Name.S
            page.Contents = pdf.make_stream(content.encode("ascii"))
            marked = [(chunk.spot, chunk.alt) for chunk in chunks if chunk.spot is not None]
            owners.append(tags.owners(pdf, page, marked, body))
        tags.close(pdf, root, owners)
        pdf.Root.StructTreeRoot = root
        metadata.describe(pdf, title)
        pdf.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            fix_metadata_version=False,
        )


def _fonts(pdf: pikepdf.Pdf, leaves: Sequence[Leaf | Plate], codes: font.Codes, ink: Ink) -> dict[str, pikepdf.Object]:
    found = {"F": font.embed(pdf, codes)} if any(leaf.items for leaf in leaves) else {}
    for at, number in enumerate(ink.faces, 1):
        found[ink.name(number)] = faces.embed(pdf, ink.faces[number], at)
    if any(leaf.labels for leaf in leaves if isinstance(leaf, Plate)):
        found["L"] = faces.embed(pdf, ink.labels, 0)
    return found


def _pictures(pdf: pikepdf.Pdf, leaf: Leaf | Plate) -> dict[str, pikepdf.Object]:
    if isinstance(leaf, Leaf):
        return {"Im": _picture(pdf, leaf.picture)}
    shown = [item for item in leaf.art if isinstance(item, Picture)]
    return {f"Im{at}": vector.embed_picture(pdf, item) for at, item in enumerate(shown, 1)}


def _pictured(leaf: Leaf, codes: font.Codes) -> Iterator[_Chunk]:
    """The picture, then the invisible words in reading order."""
    width, height = round(leaf.width, 2), round(leaf.height, 2)
    yield _Chunk(None, "", (f"q {width:g} 0 0 {height:g} 0 0 cm /Im Do Q",))
    yield from _invisible(leaf.items, leaf.height, codes)


def _invisible(items: Sequence[Item], height: float, codes: font.Codes) -> Iterator[_Chunk]:
    for (_, alt, _), run in groupby(items, key=lambda item: (item.spot[1:], item.alt, item.box if item.alt else None)):
        together = list(run)
        yield _Chunk(together[0].spot, alt, ("BT 3 Tr", *_words(together, height, codes), "ET"))


def _drawn(plate: Plate, codes: font.Codes, ink: Ink) -> Iterator[_Chunk]:
    """What is painted, in order; letters of one block that follow each other in the text share a tag."""
    number = 0
    spot: Spot | None = None
    last = -1
    waiting: list[str] = []

    def flushed() -> Iterator[_Chunk]:
        if waiting:
            yield _Chunk(spot, "", tuple(waiting))
            waiting.clear()

    for item in plate.art:
        here = plate.spots[item.first] if isinstance(item, Run) else None
        follows = here and spot and here[1:] == spot[1:] and here.at in (last, last + 1)
        if not (follows or (here is None and spot is None)):
            yield from flushed()
            spot = here
        last = plate.spots[item.last].at if isinstance(item, Run) else -1
        if isinstance(item, Run):
            waiting.append(ink.run(item))
        elif isinstance(item, Shape):
            waiting.append(vector.shape(item))
        else:
            number += 1
            waiting.append(vector.picture(item, f"Im{number}"))
    yield from flushed()
    yield from _invisible(plate.items, plate.height, codes)
    for box in plate.black:
        yield _Chunk(None, "", (ink.black(box, round(plate.height, 2)),))
    for label, where in plate.labels:
        black, text = ink.label(label, round(plate.height, 2))
        yield _Chunk(None, "", (black,))
        yield _Chunk(where, spoken(label.ground), (text,))


def _content(chunks: Sequence[_Chunk]) -> str:
    lines: list[str] = []
    number = 0
    for chunk in chunks:
        if chunk.spot is None:
            lines.append("/Artifact BMC")
        else:
            lines.append(f"/{'Span' if chunk.alt else chunk.spot.role} <</MCID {number}>> BDC")
            number += 1
        lines += [*chunk.operators, "EMC"]
    return "\n".join(lines)


def _picture(pdf: pikepdf.Pdf, picture: Encoded) -> pikepdf.Object:
    common = {"Type": Name.XObject, "Subtype": Name.Image, "Width": picture.width, "Height": picture.height}
    if picture.kind == "mono":
        parameters = Dictionary(K=-1, Columns=picture.width, Rows=picture.height)
        return pdf.make_stream(
            picture.data,
            **common,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            Filter=Name.CCITTFaxDecode,
            DecodeParms=parameters,
        )
    space = Name.DeviceRGB if picture.kind == "colour" else Name.DeviceGray
    return pdf.make_stream(picture.data, **common, ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode)


def _words(items: list[Item], height: float, codes: font.Codes) -> list[str]:
    """Each word stretched to its box: the glyph box of the font is exactly as high as the size."""
    lines = []
    for item, after in zip(items, [*items[1:], None], strict=True):
        box = item.box
        size = max(1.0, round(box.height, 1))
        natural = font.WIDTH / 1000 * size
        stretch = 100 * max(box.width, 0.5) / (natural * len(item.text))
        base = height - box.bottom - font.DESCENT / 1000 * size
        lines.append(
            f"/F {size:g} Tf {stretch:.1f} Tz 1 0 0 1 {box.x0:.2f} {base:.2f} Tm <{codes.hexed(item.text)}> Tj"
        )
        if item.blank:
            beside = after is not None and abs(after.box.top - box.top) < box.height / 2
            gap = min(max(0.0, after.box.x0 - box.x1), size) if after and beside else BLANK * size
            lines.append(f"{max(1.0, 100 * gap / natural):.1f} Tz <{codes.hexed(' ')}> Tj")
    return lines
