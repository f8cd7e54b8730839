"""Words of digital pages as PDFium's letters give them, and of scans whose marks OCR tied to words."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hostile import page
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Box, Document, Page, Part, Source, Word
from corpus.glyphs import words
from corpus.layout import lay_out
from corpus.read import read
from corpus.sheet import Segment, Sheet, Token

Run = tuple[str, str, float, float]  # text, font, size, rise


def line(path: Path, *runs: Run) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    text = canvas.beginText(90, 700)
    for wording, font, size, rise in runs:
        text.setFont(font, size)
        text.setRise(rise)
        text.textOut(wording)
    canvas.drawText(text)
    canvas.save()
    return path


def joined(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        found = words(pdf[0], 1)
    assert found is not None
    return "".join(token.word.text + token.word.after for token in found).strip()


SANS, BOLD = "Helvetica", "Helvetica-Bold"


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        pytest.param([("Kern", BOLD, 9, 0), (": de brief", SANS, 9, 0)], "Kern: de brief", id="a bold word"),
        pytest.param([("O", SANS, 9, 0), ("NZE", SANS, 7, 0)], "ONZE", id="small capitals"),
        pytest.param([("CO", SANS, 9, 0), ("2", SANS, 6, -2)], "CO2", id="a lowered digit"),
        pytest.param(
            [("het 7", SANS, 9, 0), ("e", SANS, 6, 3), (" plan", SANS, 9, 0)], "het 7e plan", id="raised letter"
        ),
        pytest.param([("40 m", SANS, 9, 0), ("2", SANS, 6, 3)], "40 m2", id="a square metre"),
        pytest.param([("juni 2022", SANS, 9, 0), ("14", SANS, 6, 3)], "juni 2022 14", id="a footnote's mark is apart"),
        pytest.param([("juni", SANS, 9, 0), ("14", SANS, 6, 0)], "juni 14", id="a little number on the line is apart"),
    ],
)
def test_parts_of_a_word_in_two_faces_are_one_word(runs: list[Run], expected: str, tmp_path: Path) -> None:
    assert joined(line(tmp_path / "x.pdf", *runs)) == expected


def test_what_the_file_does_not_draw_is_known_as_such(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    text = canvas.beginText(90, 700)
    text.setTextRenderMode(3)
    text.textOut("onzichtbaar")
    canvas.drawText(text)
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as pdf:
        found = words(pdf[0], 1)
    assert found is not None
    assert [token.drawn for token in found] == [False]


def test_a_face_that_is_bold_by_its_outline_counts_as_bold(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    text = canvas.beginText(90, 700)
    for mode, wording in ((2, "vet "), (0, "gewoon")):
        text.setTextRenderMode(mode)
        text.textOut(wording)
    canvas.drawText(text)
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as pdf:
        found = words(pdf[0], 1)
    assert found is not None
    assert [(token.word.text, token.bold) for token in found] == [("vet", True), ("gewoon", False)]


@pytest.mark.parametrize("descent", [-210, -680, 300])
def test_a_font_that_lies_about_how_deep_its_letters_reach_loses_none(descent: int, tmp_path: Path) -> None:
    """A bullet whose box lay below it was taken for hidden text, and dropped from the page that was drawn."""
    path = line(tmp_path / "x.pdf", ("o een bijdrage", "Courier", 9, 0))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = next(each for each in pdf.pages[0].Resources.Font.values() if each.BaseFont == pikepdf.Name.Courier)
        font.FontDescriptor = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor, FontName=font.BaseFont, Flags=33, Ascent=700, Descent=descent,
                FontBBox=[0, descent, 600, 700], ItalicAngle=0, CapHeight=600, StemV=80,
            )
        )  # fmt: skip
        font.FirstChar, font.LastChar, font.Widths = 32, 126, [600] * 95
        pdf.save()
    with pypdfium2.PdfDocument(path) as opened:
        found = words(opened[0], 1)
    assert found is not None
    baseline = 842 - 700
    assert all(token.word.box.top < baseline - 4 < baseline < token.word.box.bottom < baseline + 4 for token in found)
    assert [word.text for word in read(path).words if word.seen != "o"] == ["een", "bijdrage"]


@pytest.mark.parametrize(("spoken", "left"), [("een heel andere tekst", True), ("x", False)])
def test_text_that_the_file_speaks_otherwise_is_left_to_the_careful_reader(
    spoken: str, left: bool, tmp_path: Path
) -> None:
    shown = f"/Span << /ActualText ({spoken}) >> BDC BT /F1 11 Tf 30 200 Td (wat er staat) Tj ET EMC\n"
    with pypdfium2.PdfDocument(page(tmp_path / "x.pdf", shown)) as pdf:
        assert (words(pdf[0], 1) is None) is left


def test_text_on_its_side_is_left_to_the_careful_reader(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.rotate(90)
    canvas.drawString(100, -100, "op zijn kant")
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as pdf:
        assert words(pdf[0], 1) is None


PROSE = "een regel van de lopende tekst die tot de rand van de kolom gaat en dan verder gaat"


def scanned(*lines: tuple[str, float, float], rule: float, bold: str = "") -> Document:
    """A page as OCR gives it: text, top, height of the letters; a short rule at `rule`, one line in bold."""
    segments = []
    for wording, top, height in lines:
        x, tokens = 80.0, []
        for part in wording.split():
            width = height * 0.55 * len(part)
            word = Word(part, part, Box(1, x, top, x + width, top + height), 0.9)
            tokens.append(Token(word, bold=wording == bold))
            x += width + 3
        segments.append(Segment(tokens))
    sheet = Sheet(Page(1, 595, 842, Source.OCR), tuple(segments), (), (rule,))
    laid = lay_out([sheet])
    return Document("0" * 32, "x.png", "test", (sheet.page,), laid.words, laid.blocks, laid.marks)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("de norm is overschreden.2", "de norm is overschreden."),
        ("sinds 24 juni 20222", "sinds 24 juni 2022"),
        ("de norm is overschreden.®", "de norm is overschreden."),
        ("de norm is overschreden.>", "de norm is overschreden."),
        ('hij zei "de norm is overschreden."', 'hij zei "de norm is overschreden."'),
        ("het bedrag is 12,2", "het bedrag is 12,2"),
        ("volgens paragraaf 4.2", "volgens paragraaf 4.2"),
        ("dat was in 2019.2", "dat was in 2019."),
        ("dat was in 2019", "dat was in 2019"),
    ],
)
def test_a_footnotes_mark_that_ocr_tied_to_a_word_is_no_text(printed: str, read_as: str) -> None:
    body = [(f"{PROSE}", 100 + 12.0 * i, 8.0) for i in range(8)]
    found = scanned(*body, (printed, 196, 8.0), ("2 Kamerstuk 27 625, nr. 1218.", 720, 6.0), rule=712)
    running = found.at(list(found.running())[-1].span)
    assert running.endswith(read_as)
    assert [found.at(block.span) for block in found.parts(Part.NOTE)] == ["Kamerstuk 27 625, nr. 1218."]


def test_a_rule_above_a_heading_makes_no_footnotes() -> None:
    body = [(f"{PROSE}", 400 + 12.0 * i, 8.0) for i in range(8)]
    found = scanned(("1 Kernpunten", 385, 8.0), *body, rule=382)
    assert not list(found.parts(Part.NOTE))


def test_a_comma_that_ocr_made_of_the_full_stop_behind_a_headings_number_is_mended() -> None:
    body = [(f"{PROSE}", 400 + 12.0 * i, 8.0) for i in range(8)]
    found = scanned(("4, Wat ging vooraf", 385, 8.0), *body, rule=720, bold="4, Wat ging vooraf")
    assert [found.at(block.span) for block in found.parts(Part.HEADING)] == ["4. Wat ging vooraf"]


def test_overprinted_lines_of_a_collapsed_head_keep_their_words(tmp_path: Path) -> None:
    """LibreOffice sometimes prints the lines of a head over each other; pdfplumber jumbles their letters."""
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.setFont(SANS, 9)
    for i, wording in enumerate(("De voorzitter van de Tweede Kamer", "Datum 25 juli 2024", "Betreft Beantwoording")):
        canvas.drawString(90 + 3 * i, 700 - 1.2 * i, wording)
    for i in range(9):
        canvas.drawString(90, 600 - 12 * i, PROSE)
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as pdf:
        found = words(pdf[0], 1)
    assert found is not None
    assert {"voorzitter", "Datum", "Betreft"} <= {token.word.seen for token in found}
    assert PROSE in read(tmp_path / "x.pdf", b"k").text
