"""Removal: nothing of a hidden name is left in the file, and everything else is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import hostile
import pikepdf
import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from anonymize import paint
from anonymize.boxes import Drawn, cut
from anonymize.ground import spoken
from anonymize.redact import redact_pdf
from anonymize.settle import Placed, kept, settle
from anonymize.text import redact_text
from anonymize.verify import inspect
from anonymize.wording import Secrets
from corpus import ocr, render
from corpus.decisions import Category, Decision, Mark, Published, Verdict
from corpus.document import Box, Document, Span
from corpus.read import read


def hide(document: Document, *patterns: str, category: Category = Category.PERSON) -> Published:
    """The document with every match hidden."""
    spans = sorted(Span(*m.span()) for pattern in patterns for m in re.finditer(pattern, document.text))
    assert spans, "nothing to hide"
    return Published(
        document, tuple(Decision(s, category, Verdict.REDACT, "5.1.2e", "test", "test", 1.0) for s in spans)
    )


def hide_name(source: Path) -> Published:
    return hide(read(source), rf"{hostile.FIRST}\s+{hostile.LAST}")


def layer(target: Path) -> str:
    with render.opened(target) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize("as_pictures", [False, True], ids=["drawn", "pictures"])
@pytest.mark.parametrize("name", hostile.CASES)
def test_no_engine_finds_the_name_in_any_layer(name: str, as_pictures: bool, tmp_path: Path) -> None:
    source = hostile.CASES[name](tmp_path / "bron.pdf")
    published = hide_name(source)
    target = tmp_path / "gelakt.pdf"
    made = redact_pdf(source, published, (), target, as_pictures=as_pictures)
    assert made.boxes
    assert inspect(target, published, made, Secrets.of(published), source) == ()
    assert hostile.LAST.encode() not in target.read_bytes()


def test_kept_words_stay_selectable_and_the_ground_stands_in_their_midst(tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "bron.pdf")
    redact_pdf(source, hide_name(source), (), tmp_path / "gelakt.pdf")
    words = layer(tmp_path / "gelakt.pdf").split()
    for word in "Het kabinet informeert de Kamer voor de zomer over de voortgang.".split():
        assert word in words
    line = " ".join(words)
    assert re.search(r"Contactpersoon is 5\.1\.2e ?, beleidsmedewerker bij BZK\.", line), line


def test_boxes_lie_in_the_page_in_order_apart_and_off_kept_words(tmp_path: Path) -> None:
    source = hostile.form_in_a_form(tmp_path / "bron.pdf")
    published = hide(read(source), hostile.FIRST, "Kamer", "Minister", "toegezegd", "BZK")
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf", as_pictures=True)
    boxes = [one.box for one in made.boxes]
    assert boxes == sorted(boxes, key=lambda box: (box.page, box.top, box.x0))
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    pieces = cut(published).kept
    assert pieces
    assert [p.text for p in pieces if any(b.overlaps(p.box) for b in boxes)] == []
    assert all(0 <= b.x0 < b.x1 <= hostile.WIDTH and 0 <= b.top < b.bottom <= hostile.HEIGHT for b in boxes)


@pytest.mark.parametrize("as_pictures", [False, True], ids=["drawn", "pictures"])
def test_the_label_in_a_box_can_be_read(as_pictures: bool, tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "bron.pdf")
    (one,) = redact_pdf(source, hide_name(source), (), tmp_path / "gelakt.pdf", as_pictures=as_pictures).boxes
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        picture = render.draw(pdf, 1, 300).convert("L")
    scale = 300 / 72
    crop = picture.crop(tuple(round(v * scale) for v in one.box[1:]))  # type: ignore[arg-type]
    dark = crop.point(lambda v: 255 - v).resize((crop.width * 2, crop.height * 2))
    framed = Image.new("L", (dark.width + 80, dark.height + 80), 255)
    framed.paste(dark, (40, 40))
    read_ = "".join(word.text for line in ocr.recognise(framed, 1, 1.0, psm=7, dpi=300) for word in line.words)
    assert re.sub(r"\W", "", read_) == "512e"


def test_two_names_of_like_length_at_the_end_of_a_line_give_the_same_bytes(tmp_path: Path) -> None:
    results = set()
    for name in ("Anneloes Vriesendonk", "Willemijn Oosterkamp", "Jurriaantje Haverlagers"):
        source = hostile.page(
            tmp_path / "bron.pdf",
            f"BT /F1 11 Tf 30 225 Td (Het kabinet informeert de Kamer voor de zomer over de voortgang.) Tj "
            f"0 -18 Td (De contactpersoon bij het ministerie is {name}) Tj ET",
        )
        redact_pdf(source, hide(read(source), name), (), tmp_path / "gelakt.pdf", as_pictures=True)
        results.add((tmp_path / "gelakt.pdf").read_bytes())
    assert len(results) == 1


def test_an_address_keeps_its_domain(tmp_path: Path) -> None:
    source = hostile.page(
        tmp_path / "bron.pdf",
        "BT /F1 11 Tf 30 225 Td (Stuur uw reactie voor de zomer naar a.vriesendonk@minbzk.nl of bel ons.) Tj ET",
    )
    published = hide(read(source), r"a\.vriesendonk(?=@)", category=Category.EMAIL)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
    text = layer(tmp_path / "gelakt.pdf")
    assert "@minbzk.nl" in text
    assert "vriesendonk" not in text
    assert inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()


def test_a_mark_blackens_what_no_word_stands_for(tmp_path: Path) -> None:
    source = hostile.page(tmp_path / "bron.pdf", hostile.BODY + "30 60 m 90 100 l 120 50 l 150 95 l S\n")
    published = hide_name(source)
    mark = Mark(Box(1, 25, 155, 160, 215), Category.SIGNATURE, "5.1.2e")
    made = redact_pdf(source, published, (mark,), tmp_path / "gelakt.pdf")
    assert Category.SIGNATURE in {one.category for one in made.boxes}
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        inside = render.draw(pdf, 1, 72).convert("L").crop((27, 157, 60, 213))
    assert inside.getextrema()[1] < 40


def test_the_file_is_tagged_and_says_aloud_what_was_hidden(tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "bron.pdf")
    redact_pdf(source, hide_name(source), (), tmp_path / "gelakt.pdf", title="Brief & bijlage")
    with pikepdf.open(tmp_path / "gelakt.pdf") as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert bool(pdf.Root.MarkInfo.Marked)
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        assert alts == ["Gelakt: artikel 5.1, tweede lid, onder e, Woo"]
        assert "/Info" not in pdf.trailer
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Brief & bijlage"


@pytest.mark.parametrize(
    ("ending", "dpi", "points"), [(".tif", 200, 446.4), (".png", None, 297.6), (".jpg", 150, 595.2)]
)
def test_a_scan_as_a_picture_file_becomes_a_pdf_of_its_size(
    ending: str, dpi: int | None, points: float, tmp_path: Path
) -> None:
    sheet = Image.new("L", (1240, 700), 255)
    face = ImageFont.load_default(40)
    ImageDraw.Draw(sheet).text((80, 90), f"Contactpersoon is {hostile.NAME} van de directie", fill=0, font=face)
    ImageDraw.Draw(sheet).text((80, 180), "Het kabinet informeert de Kamer voor de zomer", fill=0, font=face)
    source = tmp_path / f"scan{ending}"
    more = {"dpi": (dpi, dpi)} if dpi else {}
    if ending == ".tif":
        sheet.save(source, save_all=True, append_images=[sheet], **more)
    else:
        sheet.save(source, **more)
    published = hide_name(source)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
    assert len(made.boxes) == (2 if ending == ".tif" else 1)
    assert inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()
    with pikepdf.open(tmp_path / "gelakt.pdf") as pdf:
        assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(points, abs=1)


def test_a_black_and_white_page_is_small_and_on_white_paper(tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "bron.pdf")
    redact_pdf(source, hide_name(source), (), tmp_path / "gelakt.pdf", as_pictures=True)
    assert (tmp_path / "gelakt.pdf").stat().st_size < 20_000
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        assert render.draw(pdf, 1, 72).getpixel((2, 2)) == (255, 255, 255)


def test_a_comma_beside_a_name_goes_only_where_letters_were_read_in_a_picture() -> None:
    document = write("Bel Jansen, of mail.")
    published = hide(document, "Jansen")
    assert [piece.text for piece in cut(published).kept] == ["Bel", "of", "mail."]
    edges = tuple(20.0 + 5 * i for i in range(8))
    words = tuple(w._replace(edges=edges) if w.text == "Jansen," else w for w in document.words)
    exact = Published(replace(document, words=words), published.decisions)
    assert [piece.text for piece in cut(exact).kept] == ["Bel", ",", "of", "mail."]


@pytest.mark.parametrize(
    ("fill", "letters", "expected"),
    [
        ("white", "black", "mono"),
        ("white", (110, 110, 110), "mono"),
        ("white", (190, 190, 190), "grey"),
        ((225, 225, 225), "black", "grey"),
        ((90, 90, 90), "black", "grey"),
        ("white", (20, 60, 160), "colour"),
    ],
)
def test_a_page_is_kept_in_no_fewer_shades_than_it_needs(fill: object, letters: object, expected: str) -> None:
    page = Image.new("RGB", (1000, 800), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 50, 950, 400), fill=fill)  # type: ignore[arg-type]
    for y in range(60, 390, 60):
        pen.text((80, y), "Het kabinet informeert de Kamer", fill=letters, font=ImageFont.load_default(40))  # type: ignore[arg-type]
    assert paint.kind(page) == expected


SMALL = st.builds(
    lambda x, y, w, h: Box(1, x, y, x + w, y + h),
    *(st.integers(0, 100), st.integers(0, 100), st.integers(1, 60), st.integers(1, 30)),
)


@given(st.lists(SMALL, max_size=8))
def test_settled_boxes_never_overlap_and_lie_in_the_black(boxes: list[Box]) -> None:
    placed = [Placed(box, Drawn(box, "5.1.2e", Category.PERSON), i) for i, box in enumerate(boxes)]
    settled = [one.drawn.box for one in settle(placed)]
    assert not any(a.overlaps(b) for i, a in enumerate(settled) for b in settled[i + 1 :])
    assert all(
        any(b.x0 <= a.x0 and a.x1 <= b.x1 and b.top <= a.top and a.bottom <= b.bottom for b in boxes) for a in settled
    )


def test_a_word_under_a_mark_is_not_kept() -> None:
    published = hide(write("Hoogachtend\nAnna Vos"), "Vos")
    assert [p.text for p in kept(cut(published).kept, [Box(1, 0, 30, 22, 50)])] == ["Hoogachtend"]


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("5.1.2e", "Gelakt: artikel 5.1, tweede lid, onder e, Woo"),
        ("5.1.1d", "Gelakt: artikel 5.1, eerste lid, onder d, Woo"),
        ("5.1.5", "Gelakt: artikel 5.1, vijfde lid, Woo"),
        ("dubbel", "Gelakt: dubbel"),
    ],
)
def test_a_ground_is_read_aloud_in_words(ground: str, words: str) -> None:
    assert spoken(ground) == words


def test_text_gets_the_ground_in_the_place_of_each_span_and_keeps_line_ends() -> None:
    raw = "Bel Anna\nde Wit of Jan."
    spans = ((4, 8, "5.1.2e"), (9, 15, "5.1.2e"), (19, 22, "5.1.1e"))
    assert redact_text(raw, spans) == "Bel [5.1.2e]\n[5.1.2e] of [5.1.1e]."
    assert redact_text(raw, ()) == raw
