"""Small PDFs that hold one invented name where it hides best. Pages are small, so that reading them is quick."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, ImageFont

FIRST, LAST = "Anneloes", "Vriesendonk"
NAME = f"{FIRST} {LAST}"
WIDTH, HEIGHT = 400, 260
BODY = (
    "BT /F1 11 Tf 30 225 Td (Het kabinet informeert de Kamer voor de zomer over de voortgang.) Tj "
    "0 -18 Td (De Minister van Binnenlandse Zaken heeft dat toegezegd in het debat.) Tj "
    f"0 -18 Td (Contactpersoon is {NAME}, beleidsmedewerker bij BZK.) Tj ET\n"
)

Hook = Callable[[Pdf, pikepdf.Page], None]


def page(path: Path, content: str = BODY, hook: Hook | None = None) -> Path:
    """A one-page PDF with Helvetica as F1; `hook` may add what it likes."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        first = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        first.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)), XObject=Dictionary())
        first.Contents = pdf.make_stream(content.encode("latin-1"))
        if hook:
            hook(pdf, first)
        pdf.save(path)
    return path


def picture_of(text: str) -> Image.Image:
    """Black letters on white, large enough for OCR."""
    picture = Image.new("L", (1100, 90), 255)
    ImageDraw.Draw(picture).text((20, 15), text, fill=0, font=ImageFont.load_default(48))
    return picture


def image(pdf: Pdf, picture: Image.Image, **more: object) -> pikepdf.Object:
    """A grey picture as an object."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, **more)
    return pdf.make_stream(
        out.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _line(y: int, before: str, text: str = NAME) -> str:
    return f"BT {before} /F1 11 Tf 30 {y} Td ({text}) Tj ET\n"


def plain(path: Path) -> Path:
    return page(path)


def white(path: Path) -> Path:
    return page(path, BODY + _line(120, "1 1 1 rg"))


def not_drawn(path: Path) -> Path:
    return page(path, BODY + _line(120, "3 Tr"))


def off_the_page(path: Path) -> Path:
    return page(path, BODY + f"BT /F1 11 Tf 700 120 Td ({NAME}) Tj ET")


def tiny(path: Path) -> Path:
    return page(path, BODY + f"BT /F1 0.1 Tf 30 120 Td ({NAME}) Tj ET")


def kerned(path: Path) -> Path:
    cut = BODY.replace(
        f"(Contactpersoon is {NAME}, bel", "[(Contactpersoon is Anne) -30 (loes ) 20 (Vriesen) -25 (donk, bel"
    )
    return page(path, cut.replace("eidsmedewerker bij BZK.) Tj", "eidsmedewerker bij BZK.)] TJ"))


def under_a_black_bar(path: Path) -> Path:
    """The classic mistake: a black rectangle over live text."""
    return page(path, BODY + _line(120, "0 g", f"Tweede contactpersoon: {NAME}") + "0 g 148 117 130 14 re f\n")


def form_in_a_form(path: Path) -> Path:
    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        kind = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 400, 260])}
        inner = pdf.make_stream(f"BT /F1 11 Tf 30 120 Td (Bel {NAME}) Tj ET".encode(), **kind)
        inner.Resources = Dictionary(Font=first.Resources.Font)
        outer = pdf.make_stream(b"q /In Do Q", **kind)
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        first.Resources.XObject.Out = outer

    return page(path, BODY + "q /Out Do Q", hook)


def annotated(path: Path) -> Path:
    """A note on the page that shows the name, a pop-up that holds it, and a link to the address."""

    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        look = pdf.make_stream(f"BT /F1 11 Tf 2 5 Td ({NAME}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form)
        look.BBox, look.Resources = Array([0, 0, 200, 20]), Dictionary(Font=first.Resources.Font)
        note = {"Type": Name.Annot, "Contents": String(NAME), "T": String(NAME)}
        link = Dictionary(S=Name.URI, URI=String("mailto:anneloes.vriesendonk@minbzk.nl"))
        first.Annots = Array(
            pdf.make_indirect(item)
            for item in (
                Dictionary(**note, Subtype=Name.FreeText, Rect=Array([30, 60, 230, 80]), AP=Dictionary(N=look), F=4),
                Dictionary(**note, Subtype=Name.Text, Rect=Array([300, 60, 320, 80])),
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([30, 180, 200, 200]), A=link),
            )
        )

    return page(path, BODY, hook)


def metadata(path: Path) -> Path:
    """XMP, Info, an attachment, an outline, JavaScript, a private key and a structure tag."""

    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        with pdf.open_metadata() as xmp:
            xmp["dc:creator"], xmp["dc:title"] = [NAME], f"Nota van {NAME}"
        pdf.docinfo["/Author"] = NAME
        pdf.attachments["bel.txt"] = pikepdf.AttachedFileSpec(pdf, f"Bel {NAME}".encode(), filename=f"{NAME}.txt")
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"Brief van {NAME}", 0))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f'app.alert("{NAME}")'))
        first.PieceInfo = Dictionary(App=Dictionary(Private=Dictionary(x=String(NAME))))
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Dictionary(Type=Name.StructElem, S=Name.P, P=tree, ActualText=String(NAME), Alt=String(NAME))
        pdf.Root.StructTreeRoot = tree

    return page(path, BODY + f"/Span <</ActualText ({NAME})>> BDC EMC\n", hook)


def pictured(path: Path) -> Path:
    """In the pixels of a picture and its EXIF, in a picture under another one, and in one that nothing shows."""

    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        exif = Image.Exif()
        exif[0x010E] = NAME
        shown = first.Resources.XObject
        shown.Shown = image(pdf, picture_of(f"Bel voor vragen {NAME}"), exif=exif.tobytes())
        shown.Under = image(pdf, picture_of(f"Onder {NAME}"))
        shown.Over = image(pdf, Image.new("L", (20, 20), 255))
        shown.Unused = image(pdf, picture_of(f"Ongebruikt {NAME}"))

    places = "q 300 0 0 25 30 120 cm /Shown Do Q q 300 0 0 25 30 60 cm /Under Do Q q 300 0 0 25 30 60 cm /Over Do Q\n"
    return page(path, BODY + places, hook)


def turned(path: Path) -> Path:
    """A page that is displayed a quarter turned."""
    content = "q 0 1 -1 0 260 0 cm " + BODY + " Q"

    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        first.MediaBox, first.Rotate = Array([0, 0, 260, 400]), 90

    return page(path, content, hook)


def cropped(path: Path) -> Path:
    """A page of which only a part is displayed; the name stands outside it as well."""

    def hook(pdf: Pdf, first: pikepdf.Page) -> None:
        first.MediaBox, first.CropBox = Array([-50, -50, 450, 300]), Array([10, 150, 395, 250])

    return page(path, BODY + _line(60, "0 g"), hook)


def with_history(path: Path) -> Path:
    """A second revision hides what the first one showed."""
    page(path, BODY + _line(120, "0 g", f"Eerder: {NAME}"))
    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        number, root, size = pdf.pages[0].Contents.objgen[0], pdf.Root.objgen[0], int(pdf.trailer.Size)
    content = BODY.encode("latin-1")
    previous = int(data[data.rfind(b"startxref") + 9 :].split()[0])
    added = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(data + added + table % (number, len(data), size, root, previous, len(data) + len(added)))
    return path


def scanned(path: Path) -> Path:
    """A scan: nothing but one picture a page."""
    sheet = Image.new("L", (1240, 800), 255)
    pen, face = ImageDraw.Draw(sheet), ImageFont.load_default(38)
    for row, line in enumerate(
        (
            "Het kabinet informeert de Kamer voor de zomer.",
            f"Contactpersoon is {NAME} van de directie.",
            "De Minister van Binnenlandse Zaken zegt dit toe.",
        )
    ):
        pen.text((80, 100 + 90 * row), line, fill=0, font=face)
    return page(
        path,
        "q 400 0 0 260 0 0 cm /Scan Do Q",
        lambda pdf, first: first.Resources.XObject.update({"/Scan": image(pdf, sheet)}),
    )


CASES: dict[str, Callable[[Path], Path]] = {
    builder.__name__: builder
    for builder in (
        plain, white, not_drawn, off_the_page, tiny, kerned, under_a_black_bar, form_in_a_form, annotated, metadata,
        pictured, with_history, turned, cropped, scanned,
    )
}  # fmt: skip
