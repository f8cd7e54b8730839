"""A new PDF from pictures and words: nothing of a source file can be in it that is not handed over here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from anonymize import font
from anonymize.paint import Encoded
from corpus.document import Box

LANGUAGE = "nl-NL"
BLANK = 0.25  # of the size: the blank after the last word of a line


class Item(NamedTuple):
    """A word of the invisible text, or the label of a box (then `alt` says what a screen reader reads).

    `block` numbers the block of the document that it stands in, -1 for none; `role` is that block's tag.
    """

    text: str
    box: Box
    block: int
    role: str
    alt: str = ""
    blank: bool = True


class Leaf(NamedTuple):
    """One page to write: its size in points, its picture and its text in reading order."""

    width: float
    height: float
    picture: Encoded
    items: tuple[Item, ...]


def write(leaves: Sequence[Leaf], title: str, target: Path) -> None:
    """Write the file. The same pages and title give the same bytes."""
    codes = font.Codes(character for leaf in leaves for item in leaf.items for character in item.text + " ")
    with pikepdf.new() as pdf:
        face = font.embed(pdf, codes)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
        parents = Array()
        for number, leaf in enumerate(leaves):
            page = pdf.add_blank_page(page_size=(round(leaf.width, 2), round(leaf.height, 2))).obj
            page.Resources = Dictionary(Font=Dictionary(F=face), XObject=Dictionary(Im=_picture(pdf, leaf.picture)))
            page.StructParents, page.Tabs = number, Name.S
            content, owners = _content(pdf, page, leaf, codes, body)
            page.Contents = pdf.make_stream(content)
            parents.extend([number, pdf.make_indirect(Array(owners))])
        root.K = body
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=parents))
        root.ParentTreeNextKey = len(leaves)
        _catalogue(pdf, root, title)
        pdf.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            fix_metadata_version=False,
        )


def _catalogue(pdf: pikepdf.Pdf, structure: pikepdf.Object, title: str) -> None:
    pdf.Root.StructTreeRoot = structure
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(xmp(title), Type=Name.Metadata, Subtype=Name.XML)


def xmp(title: str) -> bytes:
    """The metadata packet: format, title and language, and nothing else."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        "<dc:format>application/pdf</dc:format>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


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


def _content(
    pdf: pikepdf.Pdf, page: pikepdf.Object, leaf: Leaf, codes: font.Codes, body: pikepdf.Object
) -> tuple[bytes, list[pikepdf.Object]]:
    """The page's operators, and for each piece of marked content the tag that owns it."""
    width, height = round(leaf.width, 2), round(leaf.height, 2)
    lines = [f"/Artifact BMC q {width:g} 0 0 {height:g} 0 0 cm /Im Do Q EMC"]
    owners: list[pikepdf.Object] = []
    for (_, role), items in groupby(leaf.items, key=lambda item: (item.block, item.role)):
        tag = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=body, Pg=page, K=Array()))
        body.K.append(tag)
        for alt, run in groupby(items, key=lambda item: (item.alt, item.box if item.alt else None)):
            owner, number = tag, len(owners)
            if alt[0]:
                owner = pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name.Span, P=tag, Pg=page, K=number, Alt=String(alt[0]))
                )
                tag.K.append(owner)
            else:
                tag.K.append(number)
            owners.append(owner)
            lines.append(f"/{'Span' if alt[0] else role} <</MCID {number}>> BDC BT 3 Tr")
            lines += _words(list(run), leaf.height, codes)
            lines.append("ET EMC")
    return "\n".join(lines).encode("ascii"), owners


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
