"""Small PDFs that hold one invented name in the objects and the bytes of the file, where no page shows it."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from hostile import BODY, FIRST, LAST, NAME, image, picture_of
from more_hostile import Builder, form, hooked, line, sheet
from pikepdf import Array, Dictionary, Encryption, Name, Object, ObjectStreamMode, Page, Pdf, String

SAID = String(NAME)
KEY = f"/{FIRST}{LAST}"
WIDE = String(b"\xfe\xff" + NAME.encode("utf-16-be"))


def note(kind: str, **more: Object | int) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([30, 60, 230, 80]), F=4, **more)


def put(pdf: Pdf, first: Page, *notes: Object) -> None:
    first.Annots = Array([pdf.make_indirect(one) for one in notes])


def kept(pdf: Pdf, data: bytes, **more: object) -> Object:
    """A file as an object."""
    return Dictionary(
        Type=Name.Filespec,
        F=String("bijlage.bin"),
        EF=Dictionary(F=pdf.make_stream(data, Type=Name.EmbeddedFile)),
        **more,
    )


def xmp(inside: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:lak="https://example.nl/lak/">{inside}</rdf:Description></rdf:RDF>'
        f'</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            zipfile.ZipInfo("word/document.xml"), zlib.compress(NAME.encode()) + f"<w:t>{NAME}</w:t>".encode()
        )
    return out.getvalue()


# -- notes and fields -------------------------------------------------------------------------------------------------


@hooked()
def fields(pdf: Pdf, first: Page) -> None:
    """A field and everything it says, a field without a place, and a form in XML."""
    look = form(pdf, first, f"BT /F1 11 Tf 2 5 Td ({NAME}) Tj ET", BBox=Array([0, 0, 200, 20]))
    said = dict.fromkeys(("T", "TU", "TM", "V", "DV", "RV"), SAID)
    field = note("Widget", FT=Name.Tx, AP=Dictionary(N=look), DA=String("/F1 11 Tf"), MK=Dictionary(CA=SAID), **said)
    choice = note("Widget", FT=Name.Ch, T=String("keuze"), Opt=Array([Array([String("a"), SAID]), WIDE]))
    put(pdf, first, field, choice)
    bare = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("los"), V=WIDE))
    data = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><datasets><naam>{NAME}</naam></datasets></xdp:xdp>'
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([*first.Annots, bare]),
        XFA=Array([String("datasets"), pdf.make_stream(data.encode())]),
        DR=Dictionary(Font=first.Resources.Font),
    )


@hooked()
def signed(pdf: Pdf, first: Page) -> None:
    """A signature and its certificate, drawn nowhere."""
    sign = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(b"0\x82" + NAME.encode()))
    sign.Name = sign.Reason = sign.ContactInfo = sign.Location = SAID
    field = note("Widget", FT=Name.Sig, T=String("teken"), V=pdf.make_indirect(sign))
    field.Rect = Array([0, 0, 0, 0])
    put(pdf, first, field)
    pdf.Root.AcroForm = Dictionary(Fields=Array(list(first.Annots)), SigFlags=3)
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_stream(NAME.encode())]))
    pdf.Root.Perms = Dictionary(DocMDP=field.V)


@hooked()
def other_looks(pdf: Pdf, first: Page) -> None:
    """The looks of a note under the pointer, when pressed and in another state."""
    looks = [form(pdf, first, f"BT /F1 11 Tf 2 5 Td ({text}) Tj ET") for text in ("Ja", NAME, f"Nee {NAME}")]
    states = Dictionary({"/Uit": looks[0], KEY: looks[1]})
    put(pdf, first, note("Stamp", AP=Dictionary(N=states, R=looks[1], D=looks[2]), AS=Name.Uit, Name=Name(KEY)))


@hooked()
def hidden_notes(pdf: Pdf, first: Page) -> None:
    """Notes that are hidden, off the page, for print only, or without any surface."""
    look = form(pdf, first, f"BT /F1 11 Tf 2 5 Td ({NAME}) Tj ET", BBox=Array([0, 0, 200, 20]))
    notes = [note("FreeText", AP=Dictionary(N=look), Contents=WIDE) for _ in range(4)]
    for one, flag in zip(notes, (2, 4, 32, 1), strict=True):
        one.F = flag
    notes[1].Rect, notes[3].Rect = Array([900, 900, 1100, 920]), Array([0, 0, 0, 0])
    put(pdf, first, *notes)


@hooked()
def rich_notes(pdf: Pdf, first: Page) -> None:
    """Formatted text, the text for a black bar that was never applied, a subject, a watermark and a sketch."""
    rich = String(f'<body xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}<b> {LAST}</b></p></body>')
    quads = Array([30, 80, 230, 80, 30, 60, 230, 60])
    redact = note("Redact", OverlayText=SAID, QuadPoints=quads, RO=form(pdf, first, line()))
    mark = note("Watermark", AP=Dictionary(N=form(pdf, first, line(before="0.9 g"))), NM=SAID)
    sketch = note("Ink", InkList=Array([Array([30, 60, 40, 70])]), Subj=SAID, RC=rich, DS=SAID)
    put(pdf, first, redact, mark, sketch, note("FileAttachment", FS=kept(pdf, NAME.encode(), Desc=SAID)))


@hooked()
def links(pdf: Pdf, first: Page) -> None:
    """Addresses in odd writing, a link to another file, a named place and what a link does next."""
    odd = "".join(f"%{ord(letter):02x}" for letter in NAME)
    then = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(f"app.alert('{NAME.encode().hex()}') // {NAME}".encode()))
    actions = (
        Dictionary(S=Name.URI, URI=String(f"mailto:{odd}@minbzk.nl?cc={FIRST}.{LAST}@minbzk.nl"), Next=then),
        Dictionary(S=Name.URI, URI=String(f"https://example.nl/?q={base64.b64encode(NAME.encode()).decode()}")),
        Dictionary(S=Name.GoToR, F=String(f"../{NAME}/nota.pdf"), D=SAID),
        Dictionary(S=Name.Launch, F=Dictionary(Type=Name.Filespec, F=SAID, UF=WIDE)),
        Dictionary(S=Name.GoTo, D=SAID),
        Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(f"https://{LAST}.example.nl"))),
        Dictionary(S=Name.Named, N=Name(KEY)),
    )
    put(pdf, first, *(note("Link", A=action, PA=actions[0]) for action in actions))
    first.AA, pdf.Root.AA = Dictionary(O=then), Dictionary(WC=then)
    pdf.Root.URI = Dictionary(Base=String(f"https://example.nl/{FIRST}-{LAST}/"))


# -- the catalogue ----------------------------------------------------------------------------------------------------


@hooked()
def named_places(pdf: Pdf, first: Page) -> None:
    """The names of places, in the old list and in the new tree, and a bookmark in a closed branch."""
    spot = Array([first.obj, Name.Fit])
    pdf.Root.Dests = Dictionary({f"/{NAME}": spot})
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([SAID, spot]), Limits=Array([SAID, SAID])),
        JavaScript=Dictionary(Names=Array([SAID, Dictionary(S=Name.JavaScript, JS=String("1"))])),
        EmbeddedFiles=Dictionary(Names=Array([SAID, kept(pdf, b"x")])),
    )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{NAME} "))]))
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    item = pdf.make_indirect(Dictionary(Title=String("Brief"), Parent=top, Dest=spot))
    inner = pdf.make_indirect(Dictionary(Title=WIDE, Parent=item, Dest=SAID))
    item.First = item.Last = inner
    item.Count, top.First, top.Last, top.Count, pdf.Root.Outlines = -1, item, item, 1, top


@hooked()
def template_page(pdf: Pdf, first: Page) -> None:
    """A page that is kept as a template and stands in no list of pages."""
    spare = Dictionary(Type=Name.Template, MediaBox=first.MediaBox, Resources=first.Resources)
    spare.Contents = pdf.make_stream(line().encode())
    pdf.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("leeg"), pdf.make_indirect(spare)])))


@hooked()
def taken_out_page(pdf: Pdf, first: Page) -> None:
    """A page that was taken out; a bookmark and a tag still know it."""
    gone = Dictionary(Type=Name.Page, MediaBox=first.MediaBox, Resources=first.Resources, Parent=pdf.Root.Pages)
    gone.Contents, gone = pdf.make_stream(line().encode()), pdf.make_indirect(gone)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=gone)])
    pdf.Root.StructTreeRoot, pdf.Root.OpenAction = tree, Array([gone, Name.Fit])


@hooked()
def second_tree(pdf: Pdf, first: Page) -> None:
    """A whole second set of pages under a key that no reader knows."""
    spare = Dictionary(Type=Name.Page, MediaBox=first.MediaBox, Resources=first.Resources)
    spare.Contents = pdf.make_stream(line().encode())
    pdf.Root.OldPages = Dictionary(Type=Name.Pages, Count=1, Kids=Array([pdf.make_indirect(spare)]))


@hooked()
def structure(pdf: Pdf, first: Page) -> None:
    """Tags: attributes, classes, kinds, numbers, spoken sounds, name spaces and the language."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    own = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=SAID, V=WIDE, F=SAID, H=True)]))
    part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(KEY), P=tree, A=own, C=Name(KEY), ID=SAID))
    part.Lang = part.Phoneme = part.E = part.T = SAID
    tree.K, tree.RoleMap, tree.ClassMap = Array([part]), Dictionary({KEY: Name.P}), Dictionary({KEY: own})
    tree.IDTree = Dictionary(Names=Array([SAID, part]))
    tree.Namespaces = Array([Dictionary(Type=Name.Namespace, NS=String(f"https://example.nl/{NAME}"))])
    pdf.Root.StructTreeRoot, pdf.Root.Lang = tree, String(f"nl-{LAST}")


@hooked()
def odd_corners(pdf: Pdf, first: Page) -> None:
    """What a catalogue may hold beside pages: print aims, captures, threads, parts, folders, needs and vows."""
    root = pdf.Root
    aim = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=SAID, Info=WIDE)
    aim.OutputCondition = aim.RegistryName = SAID
    aim.DestOutputProfile = pdf.make_stream(b"\0" * 128 + NAME.encode(), N=3)
    root.OutputIntents, first.OutputIntents = Array([aim]), Array([aim])
    root.SpiderInfo = Dictionary(V=1.0, C=Array([Dictionary(URL=SAID)]))
    root.Threads = Array([pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=SAID, Author=WIDE)))])
    root.DPartRoot = Dictionary(Type=Name.DPartRoot, DPartRootNode=Dictionary(DPM=Dictionary({KEY: SAID})))
    root.Collection = Dictionary(Schema=Dictionary({KEY: Dictionary(Subtype=Name.S, N=SAID)}), D=SAID)
    root.Requirements = Array([Dictionary(S=Name.EnableJavaScripts, RH=Dictionary(Script=SAID))])
    root.Legal, root.Extensions = Dictionary(Attestation=SAID), Dictionary({KEY: Dictionary(URL=SAID)})
    root.ViewerPreferences = Dictionary({KEY: True})
    first.VP = Array([Dictionary(Type=Name.Viewport, BBox=Array([0, 0, 9, 9]), Name=SAID)])
    first.Trans, first.ID, first.Group = Dictionary(S=Name(KEY)), SAID, Dictionary(S=Name.Transparency, Van=SAID)
    first.SeparationInfo = Dictionary(DeviceColorant=SAID)
    first[KEY] = True


@hooked()
def associated(pdf: Pdf, first: Page) -> None:
    """Files that belong to the page and to the document: a text, a folder, another PDF and a table."""
    inner = Pdf.new()
    inner.add_blank_page(page_size=(200, 100))
    inner.pages[0].Contents = inner.make_stream(f"BT /F1 9 Tf 9 9 Td ({NAME}) Tj ET".encode())
    out = io.BytesIO()
    inner.save(out, static_id=True)
    files = [kept(pdf, data, AFRelationship=Name.Source) for data in (NAME.encode("utf-16"), archive(), out.getvalue())]
    files[0].CI = Dictionary(Type=Name.CollectionItem, Wie=SAID)
    first.AF, pdf.Root.AF = Array(files[:1]), Array([pdf.make_indirect(one) for one in files])


@hooked()
def own_metadata(pdf: Pdf, first: Page) -> None:
    """XMP: an own scheme, an attribute, signs as numbers, and packets of the page, the font and a stream."""
    coded = "".join(f"&#{ord(letter)};" for letter in NAME)
    small = base64.b64encode(NAME.encode()).decode()
    packets = (
        f"<lak:{FIRST}>{coded}</lak:{FIRST}>",
        f"<lak:wie lak:naam='{NAME}'/>",
        f"<lak:x>{small}</lak:x><!--{NAME}-->",
    )
    for place, inside in zip((pdf.Root, first, first.Resources.Font.F1), packets, strict=True):
        place.Metadata = pdf.make_stream(xmp(inside), Type=Name.Metadata, Subtype=Name.XML)
    first.Contents.Metadata = pdf.make_stream(NAME.encode("utf-16-le"), Type=Name.Metadata, Subtype=Name.XML)


@hooked()
def document_facts(pdf: Pdf, first: Page) -> None:
    """In keys and values of the list of facts, in two codings, and private data of another program."""
    pdf.docinfo["/Bedrijf"], pdf.docinfo[KEY], pdf.docinfo["/Keywords"] = WIDE, String("ja"), String(f"bzk;{NAME}")
    pdf.docinfo["/Producer"] = String(NAME.encode().hex())
    secret = pdf.make_stream(zlib.compress(zlib.compress(NAME.encode())), Filter=Array([Name.FlateDecode] * 2))
    pdf.Root.PieceInfo = Dictionary({KEY: Dictionary(Private=Dictionary(Data=secret, Wie=Array([Array([SAID])])))})


@hooked()
def font_facts(pdf: Pdf, first: Page) -> None:
    """In the family, the list of signs and the private parts of a font that is used."""
    signs = String("".join(f"/{letter}" for letter in NAME if letter != " "))
    facts = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, FontFamily=SAID, CharSet=signs)
    facts.FontBBox, facts.ItalicAngle, facts.Ascent, facts.Descent = Array([0, -200, 1000, 800]), 0, 718, -207
    facts.StemV, facts.CapHeight, facts.Lang = 88, 718, Name(KEY)
    font = first.Resources.Font.F1
    font.FontDescriptor, font.Name, font.UseCMap = pdf.make_indirect(facts), Name(KEY), pdf.make_stream(NAME.encode())


# -- the bytes --------------------------------------------------------------------------------------------------------


def edited(path: Path, edit: Callable[[bytes], bytes], hook: Callable[[Pdf, Page], None] | None = None) -> Path:
    """Changes the bytes of a file and makes its table of places right again."""
    data = sheet(path, "", hook).read_bytes()
    at = data.rindex(b"xref\n0 ", 0, data.rindex(b"startxref"))
    size, trailer = int(data[at:].split()[2]), data[data.index(b"trailer", at) : data.rindex(b"startxref")]
    body = edit(data[:at])
    places = {int(found[1]): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj", body)}
    table = "".join(f"{places[number]:010d} 00000 n \n" for number in range(1, size))
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode() + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)
    path.write_bytes(body + end)
    return path


def between_objects(path: Path) -> Path:
    """An object that the table does not list, and remarks between objects."""
    lost = f"99 0 obj\n<< /Type /Page /Wie ({NAME}) >>\nendobj\n% {NAME}\n".encode()
    return edited(
        path, lambda body: body.replace(b"\n2 0 obj", b"\n" + lost + b"2 0 obj") + b"% " + NAME.encode() + b"\n"
    )


def after_a_stream(path: Path) -> Path:
    """After the end of a stream and before the end of its object."""
    return edited(path, lambda body: body.replace(b"endstream\nendobj", f"endstream\n% {NAME}\nendobj".encode()))


def after_the_packed_part(path: Path) -> Path:
    """In a stream, after the end of the packed bytes."""

    def hook(pdf: Pdf, first: Page) -> None:
        first.Contents = pdf.make_stream(zlib.compress(BODY.encode()) + NAME.encode(), Filter=Name.FlateDecode)

    return edited(path, lambda body: body, hook)


def after_the_head(path: Path) -> Path:
    """In the remark on the second line."""
    return edited(path, lambda body: body.replace(b"\n1 0 obj", f"\n%{NAME}\n1 0 obj".encode(), 1))


def before_the_head(path: Path) -> Path:
    data = sheet(path).read_bytes()
    path.write_bytes(f"{NAME}\n".encode() + data)
    return path


def after_the_end(path: Path) -> Path:
    """Words, and a folder with a packed text."""
    data = sheet(path).read_bytes()
    path.write_bytes(data + f"{NAME}\n".encode() + archive())
    return path


def in_the_trailer(path: Path) -> Path:
    """In the number of the file and in keys of the trailer."""
    data = sheet(path).read_bytes()
    twice = f"/ID [<{NAME.encode().hex()}> ({NAME})] {KEY} ({NAME})".encode()
    path.write_bytes(re.sub(rb"/ID ?\[[^]]*\]", lambda _: twice, data))
    return path


def packed_objects(path: Path) -> Path:
    """Strings in packed groups of objects."""

    def hook(pdf: Pdf, first: Page) -> None:
        pdf.Root.Wie = pdf.make_indirect(Array([SAID, WIDE, pdf.make_indirect(Dictionary({KEY: SAID}))]))

    return sheet(path, line(), hook, object_stream_mode=ObjectStreamMode.generate)


def linear(path: Path) -> Path:
    """A file for the web, with a picture that nothing shows in its last part."""

    def hook(pdf: Pdf, first: Page) -> None:
        pdf.Root.Spare = image(pdf, picture_of(NAME))

    return sheet(path, line(), hook, linearize=True)


def locked(path: Path) -> Path:
    """Locked against changes and open to readers, so that the bytes of every string are scrambled."""

    def hook(pdf: Pdf, first: Page) -> None:
        pdf.docinfo["/Author"] = NAME

    return sheet(path, line(), hook, encryption=Encryption(owner="lak", user="", R=3, aes=False, metadata=False))


def many_revisions(path: Path) -> Path:
    """Three revisions; two of the older ones show the name once more than the last one."""
    data = edited(path, lambda body: body).read_bytes()
    with Pdf.open(path) as pdf:
        number, root, size = pdf.pages[0].Contents.objgen[0], pdf.Root.objgen[0], int(pdf.trailer.Size)
    for text in (BODY + line(), BODY + line(y=90), BODY):
        before, at = int(data[data.rindex(b"startxref") + 9 :].split()[0]), len(data)
        packed = zlib.compress(text.encode())
        head = f"{number} 0 obj\n<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        data += head + packed + b"\nendstream\nendobj\n"
        table, place = len(data), f"{at:010d} 00000 n \n"
        data += f"xref\n{number} 1\n{place}trailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>\n".encode()
        data += f"startxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(data)
    return path


CASES: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        fields, signed, other_looks, hidden_notes, rich_notes, links, named_places, template_page, taken_out_page,
        second_tree, structure, odd_corners, associated, own_metadata, document_facts, font_facts, between_objects,
        after_a_stream, after_the_packed_part, after_the_head, before_the_head, after_the_end, in_the_trailer,
        packed_objects, linear, locked, many_revisions,
    )
}  # fmt: skip
