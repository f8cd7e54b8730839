"""Small PDFs that hold one invented name in a picture or beside its pixels."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path
from typing import Any

from hostile import FIRST, LAST, NAME, image, picture_of
from more_hostile import Builder, form, hooked, line, sheet
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String
from PIL import Image, ImageChops, ImageCms

PLACE = "q 300 0 0 25 30 112 cm /Im Do Q\n"
SHOWN = picture_of(f"Bel voor vragen {NAME}")
EMPTY = Image.new("L", SHOWN.size, 255)


def pixels(pdf: Pdf, picture: Image.Image, bits: int = 8, space: Object = Name.DeviceGray, **more: object) -> Object:
    """A picture as bare pixels."""
    made = pdf.make_stream(
        zlib.compress(picture.tobytes()), Type=Name.XObject, Subtype=Name.Image, Width=picture.width,
        Height=picture.height, ColorSpace=space, BitsPerComponent=bits, Filter=Name.FlateDecode,
    )  # fmt: skip
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def stencil(pdf: Pdf, picture: Image.Image) -> Object:
    """The black of a picture as a stencil."""
    made = pixels(pdf, picture.convert("1"), 1, ImageMask=True)
    del made.ColorSpace
    return made


def jpeg(picture: Image.Image, *parts: tuple[int, bytes], **saving: Any) -> bytes:
    """A JPEG with parts of one's own put in front."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, **saving)
    own = b"".join(b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in parts)
    return b"\xff\xd8" + own + out.getvalue()[2:]


def coded(pdf: Pdf, first: Page, data: bytes, coding: str = "DCTDecode", **more: object) -> Object:
    """Draws a coded picture of the size of the usual one."""
    made = pixels(pdf, EMPTY)
    made.write(data, filter=Name(f"/{coding}"))
    for key, value in more.items():
        made[f"/{key}"] = value
    first.Resources.XObject.Im = made
    return made


# -- kinds of pixels --------------------------------------------------------------------------------------------------


@hooked("0 g " + PLACE + "q 1 g 1 0 0 1 0 -40 cm " + PLACE + " Q\n")
def stencilled(pdf: Pdf, first: Page) -> None:
    """A stencil drawn in black, and again in white."""
    first.Resources.XObject.Im = stencil(pdf, SHOWN)


@hooked(PLACE)
def inverted(pdf: Pdf, first: Page) -> None:
    """White letters on black, turned about by the decoding."""
    first.Resources.XObject.Im = pixels(pdf, ImageChops.invert(SHOWN), Decode=Array([1, 0]))


@hooked(PLACE)
def negative_picture(pdf: Pdf, first: Page) -> None:
    first.Resources.XObject.Im = image(pdf, ImageChops.invert(SHOWN))


def _indexed(pdf: Pdf, letters: bytes) -> Object:
    table = bytearray(b"\xff\xff\xff" * 256)
    table[21:24] = letters
    space = Array([Name.Indexed, Name.DeviceRGB, 255, String(bytes(table))])
    return pixels(pdf, SHOWN.point(lambda value: 7 if value < 128 else 200), space=space)


@hooked(PLACE)
def indexed(pdf: Pdf, first: Page) -> None:
    """Numbers of colours; none of the numbers is dark or light."""
    first.Resources.XObject.Im = _indexed(pdf, b"\0\0\x60")


@hooked(PLACE)
def indexed_white(pdf: Pdf, first: Page) -> None:
    """Letters and ground have other numbers, but all numbers are white."""
    first.Resources.XObject.Im = _indexed(pdf, b"\xff\xff\xff")


@hooked(PLACE)
def decoded_white(pdf: Pdf, first: Page) -> None:
    """The decoding makes every value white."""
    first.Resources.XObject.Im = pixels(pdf, SHOWN, Decode=Array([1, 1]))


@hooked(PLACE)
def print_colours(pdf: Pdf, first: Page) -> None:
    """In the four colours of print."""
    first.Resources.XObject.Im = pixels(pdf, SHOWN.convert("RGB").convert("CMYK"), space=Name.DeviceCMYK)


@hooked(PLACE)
def sixteen_bits(pdf: Pdf, first: Page) -> None:
    wide = Image.merge("LA", (SHOWN, EMPTY))
    first.Resources.XObject.Im = pixels(pdf, wide, 16, Width=SHOWN.width)


@hooked(PLACE)
def faint(pdf: Pdf, first: Page) -> None:
    """Letters one step from white."""
    first.Resources.XObject.Im = pixels(pdf, SHOWN.point(lambda value: 254 if value < 128 else 255))


@hooked(PLACE)
def same_grey(pdf: Pdf, first: Page) -> None:
    """Red letters on green of the same lightness."""
    letters = SHOWN.point(lambda value: 255 if value < 128 else 0)
    ground = Image.new("RGB", SHOWN.size, (0, 130, 0))
    ground.paste((255, 0, 0), mask=letters)
    first.Resources.XObject.Im = pixels(pdf, ground, space=Name.DeviceRGB)


@hooked(PLACE)
def yellow(pdf: Pdf, first: Page) -> None:
    ground = Image.merge("RGB", (EMPTY, EMPTY, SHOWN))
    first.Resources.XObject.Im = pixels(pdf, ground, space=Name.DeviceRGB)


@hooked(PLACE)
def jpeg2000(pdf: Pdf, first: Page) -> None:
    out = io.BytesIO()
    SHOWN.save(out, "JPEG2000")
    coded(pdf, first, out.getvalue(), "JPXDecode")


@hooked(PLACE)
def jpeg2000_alpha(pdf: Pdf, first: Page) -> None:
    """White, with letters in the layer that says how much shines through."""
    out = io.BytesIO()
    Image.merge("RGBA", (EMPTY, EMPTY, EMPTY, ImageChops.invert(SHOWN))).save(out, "JPEG2000")
    coded(pdf, first, out.getvalue(), "JPXDecode", SMaskInData=1, ColorSpace=Name.DeviceRGB)


@hooked(PLACE)
def fax(pdf: Pdf, first: Page) -> None:
    """In the coding of fax machines."""
    out = io.BytesIO()
    SHOWN.convert("1").save(out, "TIFF", compression="group4", tiffinfo={278: SHOWN.height})
    with Image.open(out) as read:
        tags: Any = read.tag_v2  # type: ignore[attr-defined]
        start, length = tags[273][0], tags[279][0]
    how = Dictionary(K=-1, Columns=SHOWN.width, Rows=SHOWN.height, BlackIs1=True)
    made = coded(pdf, first, b"", "CCITTFaxDecode", BitsPerComponent=1)
    made.write(out.getvalue()[start : start + length], filter=Name.CCITTFaxDecode, decode_parms=how)


@hooked(PLACE)
def coded_thrice(pdf: Pdf, first: Page) -> None:
    """Packed, packed again and written as letters."""
    data = base64.a85encode(zlib.compress(zlib.compress(SHOWN.tobytes()))) + b"~>"
    made = coded(pdf, first, b"")
    made.write(data, filter=Array([Name.ASCII85Decode, Name.FlateDecode, Name.FlateDecode]))


# -- masks ------------------------------------------------------------------------------------------------------------


@hooked(PLACE)
def alpha(pdf: Pdf, first: Page) -> None:
    """A black picture; its soft mask has the letters."""
    mask = pixels(pdf, ImageChops.invert(SHOWN))
    first.Resources.XObject.Im = pixels(pdf, Image.new("L", SHOWN.size, 0), SMask=mask)


@hooked(PLACE)
def alpha_of_white(pdf: Pdf, first: Page) -> None:
    """A white picture; its soft mask has the letters."""
    first.Resources.XObject.Im = pixels(pdf, EMPTY, SMask=pixels(pdf, ImageChops.invert(SHOWN)))


@hooked(PLACE)
def all_masked(pdf: Pdf, first: Page) -> None:
    """A picture of the name that its soft mask hides."""
    first.Resources.XObject.Im = pixels(pdf, SHOWN, SMask=pixels(pdf, Image.new("L", (1, 1), 0)))


@hooked(PLACE)
def stencil_mask(pdf: Pdf, first: Page) -> None:
    """A black picture behind a stencil of the letters."""
    first.Resources.XObject.Im = pixels(pdf, Image.new("L", (8, 8), 0), Mask=stencil(pdf, SHOWN))


@hooked(PLACE)
def colour_mask(pdf: Pdf, first: Page) -> None:
    """Black letters, with black as the colour that is not drawn."""
    first.Resources.XObject.Im = pixels(pdf, SHOWN, Mask=Array([0, 250]))


# -- where the picture goes -------------------------------------------------------------------------------------------


@hooked("q 300 0 0 25 250 112 cm /Im Do Q q 300 0 0 25 -150 62 cm /Im Do Q\n")
def half_outside(pdf: Pdf, first: Page) -> None:
    first.Resources.XObject.Im = image(pdf, SHOWN)


@hooked("q 30 112 60 25 re W n " + PLACE + "Q\n")
def cut_picture(pdf: Pdf, first: Page) -> None:
    """Only its beginning is inside the cut-out."""
    first.Resources.XObject.Im = image(pdf, SHOWN)


@hooked("q 1 0 0 1 30 112 cm /Im Do Q q 0 0 0 0 30 112 cm /Im Do Q\n")
def pin_point(pdf: Pdf, first: Page) -> None:
    """A picture drawn as small as a full stop, and one without any size."""
    first.Resources.XObject.Im = image(pdf, SHOWN)


@hooked("q 0 160 -18 0 40 10 cm /Im Do Q q -200 0 0 -18 300 150 cm /Im Do Q q -200 0 0 18 300 60 cm /Im Do Q\n")
def turned_pictures(pdf: Pdf, first: Page) -> None:
    """On its side, upside down and mirrored."""
    first.Resources.XObject.Im = image(pdf, SHOWN)


@hooked("q 300 80 -7 26 40 60 cm /Im Do Q\n")
def askew(pdf: Pdf, first: Page) -> None:
    first.Resources.XObject.Im = image(pdf, SHOWN)


@hooked("".join(f"q 300 0 0 {25 / 15:.3f} 30 {137 - 25 / 15 * (n + 1):.3f} cm /S{n} Do Q\n" for n in range(15)))
def strips(pdf: Pdf, first: Page) -> None:
    """Cut in fifteen strips, none of which can be read alone."""
    for n in range(15):
        first.Resources.XObject[f"/S{n}"] = pixels(pdf, SHOWN.crop((0, 6 * n, SHOWN.width, 6 * n + 6)))


@hooked("/Pattern cs /Pt scn 30 60 340 80 re f\n")
def picture_tiles(pdf: Pdf, first: Page) -> None:
    """In a tile that is repeated."""
    tile = form(pdf, first, "q 300 0 0 25 0 0 cm /Im Do Q", BBox=Array([0, 0, 300, 25]))
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
    tile.XStep, tile.YStep, tile.Matrix = 305, 30, Array([1, 0, 0, 1, 35, 0])
    tile.Resources.XObject.Im = image(pdf, SHOWN)
    first.Resources.Pattern = Dictionary(Pt=tile)


def inline(path: Path) -> Path:
    """Its pixels stand among the drawing orders, and an entry of theirs has the name too."""
    small = SHOWN.resize((550, 45)).convert("1")
    data = small.tobytes().hex()
    return sheet(
        path,
        f"q 300 0 0 25 30 112 cm BI /W {small.width} /H {small.height} /BPC 1 /CS /G /F /AHx /Van ({NAME}) "
        f"ID {data}> EI Q\n",
    )


@hooked("q 300 0 0 25 30 112 cm /Fm Do Q\n")
def reference(pdf: Pdf, first: Page) -> None:
    """A picture in a form that stands for a page of another file, and that file's name."""
    made = form(pdf, first, "/Im Do", BBox=Array([0, 0, 1, 1]))
    made.Resources.XObject.Im = image(pdf, SHOWN)
    made.Ref = Dictionary(F=Dictionary(Type=Name.Filespec, F=String(f"{NAME}.pdf")), Page=0)
    first.Resources.XObject.Fm = made


# -- beside the pixels ------------------------------------------------------------------------------------------------


@hooked(PLACE)
def jpeg_notes(pdf: Pdf, first: Page) -> None:
    """A remark, a description and the caption of a photo agency."""
    about = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{NAME}</a></x:xmpmeta>'.encode()
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(NAME)) + NAME.encode()
    agency = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption
    parts = ((0xFE, NAME.encode()), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + about), (0xED, agency))
    coded(pdf, first, jpeg(EMPTY, *parts))


@hooked(PLACE)
def jpeg_thumbnails(pdf: Pdf, first: Page) -> None:
    """The small pictures inside a photo still show what the photo no longer does."""
    small = jpeg(SHOWN)
    lists = b"II*\0" + struct.pack("<IHIH", 8, 0, 14, 2)
    exif = lists + struct.pack("<HHIIHHIII", 0x201, 4, 1, 44, 0x202, 4, 1, len(small), 0) + small
    coded(pdf, first, jpeg(EMPTY, (0xE0, b"JFXX\0\x10" + small), (0xE1, b"Exif\0\0" + exif)))


@hooked(PLACE)
def after_the_picture(pdf: Pdf, first: Page) -> None:
    """A second photo and a word after the end of the first."""
    coded(pdf, first, jpeg(EMPTY) + jpeg(SHOWN) + NAME.encode())


@hooked(PLACE)
def more_rows(pdf: Pdf, first: Page) -> None:
    """More pixels than the height tells of."""
    tall = Image.new("L", (SHOWN.width, 180), 255)
    tall.paste(SHOWN, (0, 90))
    first.Resources.XObject.Im = pixels(pdf, tall, Height=90)


@hooked(PLACE)
def taller_photo(pdf: Pdf, first: Page) -> None:
    """A photo that is higher than the page says."""
    tall = Image.new("L", (SHOWN.width, 180), 255)
    tall.paste(SHOWN, (0, 90))
    coded(pdf, first, jpeg(tall))


@hooked(PLACE)
def colour_profile(pdf: Pdf, first: Page) -> None:
    """In the copyright line of the colour profile, and after its end."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    free = "No copyright, use freely".encode("utf-16-be")
    data = data.replace(free, NAME.ljust(24).encode("utf-16-be")) + NAME.encode()
    profile = pdf.make_stream(bytes(data), N=3, Alternate=Name.DeviceRGB)
    first.Resources.XObject.Im = pixels(pdf, EMPTY.convert("RGB"), space=Array([Name.ICCBased, profile]))


@hooked(PLACE)
def picture_facts(pdf: Pdf, first: Page) -> None:
    """In the name, the description, the number and the source of a picture."""
    facts = Dictionary(Type=Name.OPI, Version=1.3, F=String(f"{NAME}.tif"), Comments=String(NAME))
    first.Resources.XObject.Im = pixels(
        pdf,
        EMPTY,
        Name=Name(f"/{FIRST}{LAST}"),
        Metadata=pdf.make_stream(NAME.encode("utf-16-le"), Type=Name.Metadata, Subtype=Name.XML),
        ID=String(NAME),
        OPI=Dictionary({"/1.3": facts}),
        PieceInfo=Dictionary(App=Dictionary(Private=String(NAME))),
    )


@hooked(PLACE)
def alternates(pdf: Pdf, first: Page) -> None:
    """Another picture, for print."""
    other = Dictionary(Image=image(pdf, SHOWN), DefaultForPrinting=True)
    first.Resources.XObject.Im = pixels(pdf, EMPTY, Alternates=Array([other]))


@hooked()
def thumbnail(pdf: Pdf, first: Page) -> None:
    """The small picture of the page."""
    first.Thumb = image(pdf, SHOWN.resize((550, 45)))


@hooked(line(y=118) + PLACE)
def under_a_picture(pdf: Pdf, first: Page) -> None:
    """Text under a picture of one white pixel, which says in words what it shows."""
    first.Resources.XObject.Im = pixels(pdf, Image.new("L", (1, 1), 255), Alt=String(f"Foto van {NAME}"))


CASES: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        stencilled, inverted, negative_picture, indexed, indexed_white, decoded_white, print_colours, sixteen_bits,
        faint, same_grey, yellow, jpeg2000, jpeg2000_alpha, fax, coded_thrice, alpha, alpha_of_white, all_masked,
        stencil_mask, colour_mask, half_outside, cut_picture, pin_point, turned_pictures, askew, strips, picture_tiles,
        inline, reference, jpeg_notes, jpeg_thumbnails, after_the_picture, more_rows, taller_photo, colour_profile,
        picture_facts, alternates, thumbnail, under_a_picture,
    )
}  # fmt: skip
