"""What is in a mail or a PDF is found whole, in order, and never larger than we unpack."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String
from posting import OFFICIAL, PDF, attach, locked_pdf, mail, nested, save

from corpus import contained as inside
from corpus.attachments import Attachment
from corpus.contained import contained
from flows.unpack import LOST, MAX_FILES, Contents, Left, Piece, Why, _unpacked


def holder(path: Path) -> Path:
    """A PDF with two embedded files, one of which a mark on the page holds."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["a"] = AttachedFileSpec(
            pdf, PDF + b"een", filename=f"{OFFICIAL}.pdf", mime_type="application/pdf"
        )
        stream = pdf.make_stream(PDF + b"twee", Type=Name.EmbeddedFile)
        held = Dictionary(Type=Name.Filespec, F=String("b.pdf"), EF=Dictionary(F=stream))
        mark = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=held)
        pdf.pages[0].Annots = Array([pdf.make_indirect(mark)])
        pdf.save(path)
    return path


def test_embedded_files_of_a_pdf_are_found_wherever_they_hang(tmp_path: Path) -> None:
    found = list(contained(holder(tmp_path / "a.pdf")))
    assert found == [
        Attachment(f"{OFFICIAL}.pdf", "application/pdf", PDF + b"een"),
        Attachment("b.pdf", "", PDF + b"twee"),
    ]


@pytest.mark.parametrize(
    ("filters", "data"),
    [
        (["/FlateDecode"], zlib.compress(b"x" * 3_000_000)),
        (["/FlateDecode", "/FlateDecode"], zlib.compress(zlib.compress(b"x"))),
        (["/ASCIIHexDecode"], b"41" * 600_000),
    ],
)
def test_embedded_file_that_bursts_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: list[str], data: bytes
) -> None:
    monkeypatch.setattr(inside, "MAX_BYTES", 1_000_000)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, data)
        stream.Filter = Array([Name(each) for each in filters])
        pdf.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(Names=Array([String("a"), Dictionary(F=String("a.pdf"), EF=Dictionary(F=stream))]))
        )
        pdf.save(tmp_path / "a.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert [each.data for each in contained(tmp_path / "a.pdf")] == [b""]


def unpacked(tmp_path: Path, source: Path, room: int = MAX_FILES) -> tuple[Contents, list[str]]:
    target = tmp_path / "target"
    contents = _unpacked(source, target, room)
    return contents, sorted(path.name for path in target.iterdir()) if target.exists() else []


def test_attachments_are_written_by_number_and_never_by_name(tmp_path: Path) -> None:
    message = attach(attach(mail(), "../../x.pdf", PDF), "/etc/y.docx", b"PK")
    contents, files = unpacked(tmp_path, save(tmp_path / "a.eml", message))
    assert contents == Contents((Piece(1, "01.pdf", "../../x.pdf"), Piece(2, "02.docx", "/etc/y.docx")))
    assert files == ["01.pdf", "02.docx"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "target").iterdir()} == {0o600}
    assert (tmp_path / "target").stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.eml", "target"]


def test_what_is_no_document_is_named_by_number_and_kind_only(tmp_path: Path) -> None:
    message = mail()
    names = (f"{OFFICIAL}.xlsx", "a.pdf", f"uitnodiging {OFFICIAL}.ics", f"brief.{OFFICIAL.split()[1]}", "b.xlsx")
    for name in names:
        attach(message, name, PDF if name == "a.pdf" else b"x")
    attach(message, "leeg.pdf", b"")
    contents, files = unpacked(tmp_path, save(tmp_path / "a.eml", message))
    assert files == ["02.pdf"]
    by_hand = "Beoordeel die met de hand."
    assert contents.warnings() == (
        f"2 bijlagen (xlsx, nummer 1, 5) zijn niet verwerkt: {Why.TYPE.value}. {by_hand}",
        f"Bijlage 3 (ics) is niet verwerkt: {Why.TYPE.value}. {by_hand}",
        f"Bijlage 4 (onbekend) is niet verwerkt: {Why.TYPE.value}. {by_hand}",
        f"Bijlage 6 (pdf) is niet verwerkt: {Why.SIZE.value}. {by_hand}",
    )


def test_a_thousand_attachments_are_not_all_unpacked(tmp_path: Path) -> None:
    message = mail()
    message.make_mixed()
    for number in range(1_000):
        part = mail()
        part.set_content(PDF + str(number).encode(), "application", "pdf", filename=f"{number}.pdf")
        message.attach(part)
    contents, files = unpacked(tmp_path, save(tmp_path / "a.eml", message))
    assert len(files) == len(contents.pieces) == MAX_FILES
    (warning,) = contents.warnings()
    assert warning.startswith("800 bijlagen (pdf, nummer 201, 202, ")


def test_nothing_is_unpacked_where_there_is_no_room(tmp_path: Path) -> None:
    contents, files = unpacked(tmp_path, save(tmp_path / "a.eml", nested(1)), room=0)
    assert files == []
    assert contents.left == (Left(1, "mail", Why.LIMIT),)


def test_logos_are_neither_documents_nor_missed(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<img src='cid:x'>Tekst", subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(b"\x89PNG" + b"x" * 100, "image", "png", cid="<x>", filename="image001.png")  # type: ignore[union-attr]
    html.add_related(b"\x89PNG" + b"x" * 30_000, "image", "png", cid="<y>", filename="image002.png")  # type: ignore[union-attr]
    contents, files = unpacked(tmp_path, save(tmp_path / "a.eml", message))
    assert files == ["01.png"]
    assert contents.left == ()


@pytest.mark.parametrize("name", ["a.eml", "a.msg"])
def test_mail_that_cannot_be_read_says_so_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"kapot")
    assert unpacked(tmp_path, tmp_path / name) == (Contents(), [])


@pytest.mark.parametrize("locked", [True, False])
def test_pdf_that_cannot_be_looked_into_is_told(tmp_path: Path, locked: bool) -> None:
    """Another reader may well open it, and then nobody saw what hangs on it."""
    (tmp_path / "a.pdf").write_bytes(locked_pdf(tmp_path / "b.pdf") if locked else b"kapot")
    contents, files = unpacked(tmp_path, tmp_path / "a.pdf")
    assert (contents.warnings(), files) == ((LOST,), [])
