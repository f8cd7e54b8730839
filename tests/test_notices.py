"""What a file holds beside its text is named, in sentences without a word of it, and odd files do no harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hostile import CASES, NAME
from pikepdf import Array, Dictionary, Name, Pdf, String

from corpus.notices import UNSEEN, file_notices
from corpus.numbers import counted, listed, pages_of

Build = Callable[[Pdf], None]


def notices(tmp_path: Path, build: Build, pages: int = 6) -> tuple[str, ...]:
    path = tmp_path / "brief.pdf"
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(200, 200))
        build(pdf)
        pdf.save(path)
    return file_notices(path)


def note(kind: str, **more: object) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), Contents=String(NAME), **more
    )


def put(*places: tuple[int, Dictionary]) -> Build:
    def build(pdf: Pdf) -> None:
        for number, each in places:
            page = pdf.pages[number - 1].obj
            page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(each)])

    return build


def files(*names: str) -> Build:
    def build(pdf: Pdf) -> None:
        for name in names:
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"x", filename=name)

    return build


def form(*fields: Dictionary, **more: object) -> Build:
    def build(pdf: Pdf) -> None:
        own = [pdf.make_indirect(field) for field in fields]
        pdf.Root.AcroForm = Dictionary(Fields=Array(own), **more)
        pdf.pages[1].obj.Annots = Array(own)

    return build


def layers(base: str, on: tuple[int, ...], off: tuple[int, ...]) -> Build:
    def build(pdf: Pdf) -> None:
        all_ = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME))) for _ in range(3)]
        shown = Dictionary(
            BaseState=Name(f"/{base}"), ON=Array([all_[i] for i in on]), OFF=Array([all_[i] for i in off])
        )
        pdf.Root.OCProperties = Dictionary(OCGs=Array(all_), D=shown)

    return build


def opening(**action: object) -> Build:
    return lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(**action))


def chained(pdf: Pdf) -> None:
    """A script that another action calls, on opening a page."""
    more = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([Dictionary(S=Name.JavaScript, JS=String(NAME))]))
    pdf.pages[2].obj.AA = Dictionary(O=more)


OUT = "niet opgenomen in het gelakte bestand"


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (put(), ()),
        (put((1, note("Link", A=Dictionary(S=Name.URI, URI=String("https://a.nl"))))), ()),
        (
            put((1, note("Text")), (1, note("Popup")), *((n, note("Text")) for n in (3, 4, 5))),
            (f"Pagina 1 en 3-5: opmerkingen in het bestand zijn {OUT}.",),
        ),
        (
            put((2, note("Highlight")), (3, note("Underline")), (3, note("Stamp"))),
            (
                f"Pagina 2-3: markeringen in het bestand zijn {OUT}.",
                f"Pagina 3: stempels in het bestand zijn {OUT}.",
            ),
        ),
        (
            put((4, note("Redact"))),
            (f"Pagina 4: lakvoorstellen die niet zijn doorgevoerd in het bestand zijn {OUT}.",),
        ),
        (put((6, note("Vriesendonk"))), (f"Pagina 6: andere toevoegingen in het bestand zijn {OUT}.",)),
        (files("nota.docx"), ("Het bestand heeft 1 ingesloten bestand (docx).",)),
        (
            files("nota.docx", "b.DOCX", "c.msg", "brief van Vriesendonk", "a.vriesendonk"),
            ("Het bestand heeft 5 ingesloten bestanden (2 anders, 2 docx, 1 msg).",),
        ),
        (
            put((2, note("FileAttachment", FS=Dictionary(F=String("x.xlsx"))))),
            (
                "Het bestand heeft 1 ingesloten bestand (xlsx).",
                f"Pagina 2: aangehechte bestanden in het bestand zijn {OUT}.",
            ),
        ),
        (
            form(note("Widget", FT=Name.Sig, T=String(NAME), V=Dictionary(Type=Name.Sig, Name=String(NAME)))),
            ("Het bestand heeft 1 digitale handtekening; het gelakte bestand is daarmee niet ondertekend.",),
        ),
        (form(note("Widget", FT=Name.Sig, T=String(NAME))), ()),
        (
            form(note("Widget", FT=Name.Tx, T=String("a"), V=String(NAME))),
            (f"Pagina 2: ingevulde velden in het bestand zijn {OUT}.",),
        ),
        (form(note("Widget", FT=Name.Tx, V=String(" ")), note("Widget", FT=Name.Btn, V=Name.Off)), ()),
        (
            form(XFA=String("x")),
            (f"Het bestand is een XFA-formulier; wat alleen daarin is ingevuld, is niet gelezen en {OUT}.",),
        ),
        (opening(S=Name.GoTo), ()),
        (opening(S=Name.JavaScript, JS=String(NAME)), (f"Het bestand heeft scripts; die zijn {OUT}.",)),
        (chained, (f"Het bestand heeft scripts; die zijn {OUT}.",)),
        (
            put((1, note("Link", A=Dictionary(S=Name.Launch, F=String(NAME))))),
            (f"Het bestand heeft opdrachten om een programma te starten; die zijn {OUT}.",),
        ),
        (layers("ON", (0, 1, 2), ()), ()),
        (
            layers("ON", (0,), (1, 2)),
            (f"Het bestand heeft 2 onzichtbare lagen; wat alleen daarop staat, is niet gelezen en {OUT}.",),
        ),
        (
            layers("OFF", (0, 1), ()),
            (f"Het bestand heeft 1 onzichtbare laag; wat alleen daarop staat, is niet gelezen en {OUT}.",),
        ),
    ],
)
def test_what_a_file_holds_is_named(tmp_path: Path, build: Build, expected: tuple[str, ...]) -> None:
    assert notices(tmp_path, build) == expected


def test_a_value_that_stands_on_no_page_is_named(tmp_path: Path) -> None:
    def build(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx, V=String(NAME)))]))

    (sentence,) = notices(tmp_path, build)
    assert "ingevulde velden die op geen pagina staan" in sentence


@pytest.mark.parametrize("case", CASES)
def test_no_notice_holds_a_word_of_the_document(tmp_path: Path, case: str) -> None:
    found = " ".join(file_notices(CASES[case](tmp_path / "brief.pdf")))
    assert [word for word in NAME.split() if word.lower() in found.lower()] == []


def in_circles(pdf: Pdf) -> None:
    """Fields, names and actions that lead to themselves, thousands of times."""
    field = pdf.make_indirect(Dictionary(FT=Name.Tx))
    field.Kids, field.Parent = Array([field] * 3000), field
    pdf.Root.AcroForm = Dictionary(Fields=Array([field] * 3000))
    names = pdf.make_indirect(Dictionary(Names=Array([String("a"), Dictionary(F=String("a.txt"))] * 3000)))
    names.Kids = Array([names] * 3000)
    pdf.Root.Names = Dictionary(EmbeddedFiles=names, JavaScript=names)
    action = pdf.make_indirect(Dictionary(S=Name.GoTo))
    action.Next = Array([action] * 3000)
    pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Widget, Parent=field, A=action)] * 9000)


def crowded(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.obj.Annots = Array([note("Highlight") for _ in range(60)])


@pytest.mark.parametrize(("build", "pages"), [(in_circles, 1), (crowded, 400), (put(), 2000)])
def test_a_file_made_to_keep_a_reader_busy_is_done_soon(tmp_path: Path, build: Build, pages: int) -> None:
    notices(tmp_path, build, pages)
    start = time.process_time()
    found = file_notices(tmp_path / "brief.pdf")
    assert time.process_time() - start < 2
    assert all(len(sentence) < 300 for sentence in found)


def odd(pdf: Pdf) -> None:
    pdf.Root.AcroForm, pdf.Root.Names = Array([1, 2]), String("x")
    pdf.Root.OCProperties, pdf.Root.OpenAction = Dictionary(D=7), Name.Here
    pdf.pages[0].obj.Annots = String("x")


def test_entries_of_the_wrong_kind_hold_nothing(tmp_path: Path) -> None:
    assert notices(tmp_path, odd) == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04"])
def test_a_file_that_cannot_be_opened_is_named_as_unseen(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(data)
    assert file_notices(path) == (UNSEEN,)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([4], "Pagina 4"),
        ([2, 1], "Pagina 1-2"),
        ([5, 3, 4, 1, 1], "Pagina 1 en 3-5"),
        (range(1, 2001), "Pagina 1-2000"),
        (range(1, 40, 2), "Pagina 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 en 8 andere"),
    ],
)
def test_pages_are_listed_compactly(numbers: list[int], expected: str) -> None:
    assert pages_of(numbers) == expected


def test_counts_and_lists_read_as_dutch() -> None:
    assert listed(["rood"]) == "rood"
    assert listed(["rood", "wit", "blauw"]) == "rood, wit en blauw"
    assert counted(10, "laag", "lagen", 10) == "10 of meer lagen"


@pytest.mark.real
def test_real_documents_hold_nothing_else(real: Path) -> None:
    assert [path.name for path in sorted(real.rglob("*.pdf")) if file_notices(path)] == []
