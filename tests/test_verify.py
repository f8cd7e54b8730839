"""The gate: each engine finds what only it can find, and one that cannot look keeps the file in."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import hostile
import pikepdf
import pytest
from conftest import write
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageDraw, ImageFont

from anonymize import readers, verify
from anonymize.case import Case, Spot
from anonymize.redact import Redacted, redact_pdf
from anonymize.text import verify_record, verify_text
from anonymize.wording import Secret, Secrets, Text, fold, forms, ocr_fold
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Box, Span
from corpus.errors import Leak
from corpus.read import read


class Good(NamedTuple):
    """A file that passes, and what it was made from."""

    target: Path
    published: Published
    made: Redacted
    secrets: Secrets
    source: Path


def hidden(document_text: str, wording: str, category: Category = Category.PERSON) -> Published:
    document = write(document_text)
    at = document.text.index(wording)
    decision = Decision(Span(at, at + len(wording)), category, Verdict.REDACT, "5.1.2e", "t", "t", 1.0)
    return Published(document, (decision,))


def redacted(folder: Path, *, as_pictures: bool) -> Good:
    """The plain page with its name hidden, drawn anew or as its picture."""
    source = hostile.plain(folder / "bron.pdf")
    document = read(source)
    at = document.text.index(hostile.NAME)
    decision = Decision(
        Span(at, at + len(hostile.NAME)), Category.PERSON, Verdict.REDACT, "5.1.2e", "test", "test", 1.0
    )
    published = Published(document, (decision,))
    made = redact_pdf(source, published, (), folder / "gelakt.pdf", as_pictures=as_pictures)
    return Good(folder / "gelakt.pdf", published, made, Secrets.of(published), source)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return redacted(tmp_path_factory.mktemp("gate"), as_pictures=True)


def look(good: Good, *, thorough: bool = False) -> tuple[Spot, ...]:
    return verify.inspect(good.target, good.published, good.made, good.secrets, good.source, thorough=thorough)


def spoil(good: Good, target: Path, change: Callable[[Pdf, pikepdf.Page], None]) -> Path:
    with pikepdf.open(good.target) as pdf:
        change(pdf, pdf.pages[0])
        pdf.save(target)
    return target


def live_text(pdf: Pdf, page: pikepdf.Page) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources.Font.G = pdf.make_indirect(font)
    # Text first, the page's picture with its black box over it.
    page.contents_add(f"BT /G 11 Tf 115 189 Td ({hostile.NAME}) Tj ET\n".encode(), prepend=True)


def in_xmp(pdf: Pdf, page: pikepdf.Page) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [hostile.NAME]


def in_an_attachment(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.attachments["bel.txt"] = pikepdf.AttachedFileSpec(pdf, f"Bel {hostile.NAME}".encode(), filename="bel.txt")


def in_an_annotation(pdf: Pdf, page: pikepdf.Page) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 20, 20]), Contents=String(hostile.NAME))
    page.Annots = Array([pdf.make_indirect(note)])


def in_utf16(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = pdf.make_stream(hostile.NAME.encode("utf-16-be"))


def in_base64(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = pdf.make_stream(b"data:" + base64.b64encode(f"x {hostile.NAME}".encode()))


def in_hex(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = pdf.make_stream(hostile.NAME.encode().hex().encode())


def in_a_url(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = pdf.make_stream("".join(f"%{byte:02x}" for byte in hostile.NAME.encode()).encode())


def reversed_(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = pdf.make_stream(hostile.NAME[::-1].encode())


def in_an_image_under_the_page(pdf: Pdf, page: pikepdf.Page) -> None:
    page.Resources.XObject.Under = hostile.image(pdf, hostile.picture_of(f"Contact {hostile.NAME}"))
    page.contents_add(b"q 300 0 0 25 30 190 cm /Under Do Q\n", prepend=True)


def in_an_unused_image(pdf: Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Extra = hostile.image(pdf, hostile.picture_of(f"Contact {hostile.NAME}"))


def in_the_pixels(pdf: Pdf, page: pikepdf.Page) -> None:
    picture = pikepdf.PdfImage(page.Resources.XObject.Im).as_pil_image().convert("L")
    face = ImageFont.load_default(50)
    ImageDraw.Draw(picture).text((150, 600), f"Bel {hostile.NAME} op", fill=0, font=face)
    page.Resources.XObject.Im = hostile.image(pdf, picture)


def grey_in_the_box(pdf: Pdf, page: pikepdf.Page) -> None:
    picture = pikepdf.PdfImage(page.Resources.XObject.Im).as_pil_image().convert("L")
    page.Resources.XObject.Im = hostile.image(pdf, picture.point(lambda v: 150 if v < 100 else v))


def a_font_that_knows_more(pdf: Pdf, page: pikepdf.Page) -> None:
    table = page.Resources.Font.F.ToUnicode
    table.write(table.read_bytes().replace(b"endbfchar", b"<0fff> <0056>\nendbfchar"))


SPOILED = [
    (live_text, {"pdfium", "pdfminer", "poppler", "structure"}),
    (in_xmp, {"objects", "structure"}),
    (in_an_attachment, {"objects", "bytes", "structure"}),
    (in_an_annotation, {"objects", "structure"}),
    (in_utf16, {"objects", "bytes", "structure"}),
    (in_base64, {"objects", "bytes"}),
    (in_hex, {"objects", "bytes"}),
    (in_a_url, {"objects", "bytes"}),
    (reversed_, {"objects", "bytes"}),
    (in_an_image_under_the_page, {"pictures", "structure"}),
    (in_an_unused_image, {"pictures", "structure"}),
    (in_the_pixels, {"ocr"}),
    (grey_in_the_box, {"pixels"}),
    (a_font_that_knows_more, {"fonts"}),
]


def test_a_good_file_passes(good: Good) -> None:
    assert look(good) == ()
    verify.hold(look(good))


@pytest.mark.parametrize(("change", "engines"), SPOILED, ids=[change.__name__ for change, _ in SPOILED])
def test_a_spoiled_file_is_kept_in_by_the_engines_that_can_see_it(
    change: Callable[[Pdf, pikepdf.Page], None], engines: set[str], good: Good, tmp_path: Path
) -> None:
    target = spoil(good, tmp_path / "bedorven.pdf", change)
    case = Case(target, good.published, good.made, good.secrets, good.source)
    silent = {name for name in engines if not list(verify.ENGINES[name](case))}
    assert silent == set()
    with pytest.raises(Leak) as caught:
        verify.hold(look(good._replace(target=target)))
    assert fold(hostile.LAST) not in fold(str(caught.value))
    assert "iets dat weg moest zijn" in str(caught.value)


def test_an_earlier_revision_is_found_in_the_bytes(good: Good, tmp_path: Path) -> None:
    history = hostile.with_history(tmp_path / "geschiedenis.pdf").read_bytes()
    target = tmp_path / "bedorven.pdf"
    target.write_bytes(history + good.target.read_bytes())
    case = Case(target, good.published, good.made, good.secrets, good.source)
    assert list(verify.ENGINES["bytes"](case))
    assert "revisions" in {spot.fault for spot in verify.ENGINES["structure"](case)}


@pytest.mark.parametrize("source", ["plain", "under_a_black_bar", "annotated", "metadata", "with_history"])
def test_an_unredacted_file_never_passes(source: str, good: Good, tmp_path: Path) -> None:
    target = hostile.CASES[source](tmp_path / "bron.pdf")
    found = {spot.engine for spot in verify.inspect(target, good.published, good.made, good.secrets, good.source)}
    assert {"structure", "pdfium", "pdfminer", "poppler", "bytes", "ocr"} <= found


@pytest.mark.parametrize("engine", verify.ENGINES)
def test_an_engine_that_fails_keeps_the_file_in(engine: str, good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(case: Case) -> list[Spot]:
        raise RuntimeError(f"kan {hostile.NAME} niet lezen")

    for other in verify.ENGINES:
        monkeypatch.setitem(verify.ENGINES, other, fail if other == engine else lambda case: [])
    with pytest.raises(Leak) as caught:
        verify.hold(look(good))
    assert f"kon niet volledig kijken ({engine}: gaf een fout)" in str(caught.value)
    assert hostile.LAST not in str(caught.value)


def test_without_poppler_the_message_says_what_to_install(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    for other in set(verify.ENGINES) - {"poppler"}:
        monkeypatch.setitem(verify.ENGINES, other, lambda case: [])
    with pytest.raises(Leak, match=r"kon niet volledig kijken.*poppler-utils"):
        verify.hold(look(good))


def test_poppler_that_takes_too_long_keeps_the_file_in(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(command: list[str], **more: object) -> None:
        raise subprocess.TimeoutExpired(command, 60)

    monkeypatch.setattr(readers.subprocess, "run", slow)
    for other in set(verify.ENGINES) - {"poppler"}:
        monkeypatch.setitem(verify.ENGINES, other, lambda case: [])
    with pytest.raises(Leak, match="poppler"):
        verify.hold(look(good))


def test_what_only_ocr_sees_heals_in_one_more_try(good: Good, tmp_path: Path) -> None:
    def outlined(pdf: Pdf, page: pikepdf.Page) -> None:
        page.Resources.XObject.Word = hostile.image(pdf, hostile.picture_of(f"Vraag {hostile.NAME}"))
        page.contents_add(b"q 300 0 0 25 30 60 cm /Word Do Q\n")

    source = tmp_path / "bron.pdf"
    with pikepdf.open(hostile.plain(tmp_path / "vol.pdf")) as pdf:
        outlined(pdf, pdf.pages[0])
        pdf.save(source)
    # The reading of the file without the picture: as if the reader had missed it.
    made = redact_pdf(source, good.published, (), tmp_path / "een.pdf", as_pictures=True)
    spots = verify.inspect(tmp_path / "een.pdf", good.published, made, good.secrets, source)
    assert {spot.engine for spot in spots} == {"ocr"}
    made = redact_pdf(source, good.published, verify.heal(spots), tmp_path / "twee.pdf", as_pictures=True)
    assert verify.inspect(tmp_path / "twee.pdf", good.published, made, good.secrets, source) == ()


def test_a_spot_and_the_secrets_say_nothing_of_the_wording(good: Good) -> None:
    assert hostile.LAST.lower() not in repr(good.secrets).lower()
    spot = Spot("ocr", 1, Box(1, 0, 0, 1, 1), Category.PERSON, "5.1.2e")
    assert hostile.LAST not in repr(spot)


@pytest.mark.parametrize(
    ("wording", "category", "text", "times"),
    [
        ("Jan Bos", Category.PERSON, "Bel Bos. Een bosbouwer; het bos.", 2),
        ("Sjoukje de Vries", Category.PERSON, "S. DE VRIES", 1),
        ("Zoë Küçük", Category.PERSON, "zoe kucuk", 3),
        ("IJsbrand Ĳff", Category.PERSON, "ijsbrand", 1),
        ("A. Affelen", Category.PERSON, "Aﬀelen", 1),
        ("Affelen", Category.PERSON, "Affe-\nlen", 1),
        ("Affelen", Category.PERSON, "nelef fa en neleffa", 1),
        ("06-12345678", Category.PHONE, "bel +31 (0)6 1234 5678", 1),
        ("a.affelen", Category.EMAIL, "mailto:a.affelen%40x.nl", 2),
        ("123456782", Category.BSN, "1234.56.782", 1),
        ("Jan de Groot", Category.PERSON, "een groot deel in januari", 1),
        ("van de", Category.PERSON, "van de zaak", 0),
    ],
)
def test_a_secret_is_counted_in_its_forms(wording: str, category: Category, text: str, times: int) -> None:
    secrets = Secrets.of(hidden(f"Zie {wording} hier", wording, category))
    assert sum(Text(text).count(secret) for secret in secrets.all) == times


def test_ocr_slips_fold_together() -> None:
    assert ocr_fold("Kern 1O5") == ocr_fold("Kem lo5")


def test_a_name_that_the_published_text_keeps_elsewhere_is_no_leak() -> None:
    published = hidden("De heer Kern belt\nde kern van de zaak", "Kern")
    secrets = Secrets.of(published)
    verify_text("De heer [5.1.2e] belt de kern van de zaak", published, secrets)
    with pytest.raises(Leak):
        verify_text("De heer Kern belt de kern van de zaak", published, secrets)


@pytest.mark.parametrize(
    ("text", "word", "passes", "leaks"),
    [
        pytest.param(
            "Mevrouw Vriesendonk zegt toe te bellen",
            "Vriesendonk",
            '{"a": ["Mevrouw [5.1.2e] zegt toe", {"b": "Mevrouw [5.1.2e]"}], "n": 3}',
            '{"a": [{"b": "Mevrouw vriesendonk"}]}',
            id="it may repeat published strings but no hidden ones",
        ),
        pytest.param(
            "Paraaf: TO",
            "TO",
            '{"deadlines": [{"applies_to": ["c1"]}], "colophon": {"Paraaf": "[5.1.2e]"}}',
            '{"colophon": {"Paraaf TO": "akkoord"}}',
            id="its keys are ours but those of the side column",
        ),
    ],
)
def test_a_record_says_nothing_that_was_hidden(text: str, word: str, passes: str, leaks: str) -> None:
    published = hidden(text, word)
    secrets = Secrets.of(published)
    verify_record(passes, secrets, published)
    with pytest.raises(Leak):
        verify_record(leaks, secrets, published)


def test_a_record_may_say_a_string_that_is_allowed_by_name() -> None:
    """Without its being allowed the same string is a leak."""
    published = hidden("Mevrouw Vriesendonk zegt toe te bellen", "Vriesendonk")
    secrets = Secrets.of(published)
    record = '{"a": "Vriesendonkstraat"}'
    verify_record(record, secrets, published, allowed=("Vriesendonkstraat",))
    with pytest.raises(Leak):
        verify_record(record, secrets, published)


def test_a_title_may_not_say_what_was_hidden(tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "bron.pdf")
    document = read(source)
    at = document.text.index(hostile.LAST)
    span = Span(at, at + len(hostile.LAST))
    published = Published(document, (Decision(span, Category.PERSON, Verdict.REDACT, "5.1.2e", "t", "t", 1.0),))
    secrets = Secrets.of(published)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf", title="Voortgang voor de Kamer")
    verify.hold(verify.inspect(tmp_path / "gelakt.pdf", published, made, secrets, source))
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf", title=f"Nota {hostile.LAST}")
    spots = verify.inspect(tmp_path / "gelakt.pdf", published, made, secrets, source)
    assert "title" in {spot.engine for spot in spots}


def test_the_picture_of_a_page_is_its_only_picture(good: Good) -> None:
    """So that OCR of the page is OCR of every picture in the file."""
    case = Case(good.target, good.published, good.made, good.secrets, good.source)
    assert case.faults == ()
    with pikepdf.open(good.target) as pdf:
        pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert [picture.objgen for picture in pictures] == [pdf.pages[0].Resources.XObject.Im.objgen]


def test_a_room_number_is_looked_for_whole() -> None:
    """The "D2" of room D2-117 is also the id of a deadline: alone it gives nothing away."""
    (secret,) = [Secret(form, way, Category.OTHER, "5.1.2e") for form, way in forms("D2-117", Category.OTHER)]
    assert [Text(text).count(secret) for text in ("kamer D2-117", "d2", "zie D2")] == [1, 0, 0]
