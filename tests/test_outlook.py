"""A mail that Outlook saved says the same as one in internet form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from outlooking import attached, message, ticks, write
from posting import PDF, mail, raw, save

from corpus.attachments import short_kind
from corpus.errors import CannotProcess, Damaged, NeedsPassword, Unreadable, WrongType
from corpus.inbox import read_mail
from corpus.mime import read_mime

SENT = datetime(2024, 5, 24, 14, 42, tzinfo=UTC)
FULL: dict[str, Any] = {
    "texts": {
        0x37: "RE: Nota – Zoë",
        0x1000: "Beste Anna,\r\n\r\nGroet,\r\nPetra",
        0x42: "Petra de Jonge",
        0x5D02: "p@b.nl",
    },
    "fixed": {0x39: ticks(SENT)},
    "people": [("Anna de Wit", "anna@b.nl", 1), ("Cees", "c@d.nl", 2)],
}


def test_properties_become_the_head_and_the_text(tmp_path: Path) -> None:
    read = read_mail(write(tmp_path / "a.msg", message(**FULL, files=[attached("nota.pdf", PDF * 1000)])))
    assert list(read.head()) == [
        ("Van:", "Petra de Jonge <p@b.nl>"),
        ("Verzonden:", "vrijdag 24 mei 2024 16:42"),
        ("Aan:", "Anna de Wit <anna@b.nl>"),
        ("Cc:", "Cees <c@d.nl>"),
        ("Onderwerp:", "RE: Nota – Zoë"),
        ("Bijlagen:", "1 pdf"),
    ]
    assert read.text == "Beste Anna,\n\nGroet,\nPetra"
    assert read.attachments[0].data == PDF * 1000


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"plain": {0x1000: b"Zo\xeb"}}, "Zoë"),
        ({"plain": {0x1000: "Zoë".encode()}, "fixed": {0x3FDE: 65001}}, "Zoë"),
        ({"binary": {0x1013: b"<p>Zo\xeb</p>"}, "fixed": {0x3FDE: 28591}}, "Zoë"),
        ({"texts": {0x1013: "<p>Zoë</p>"}}, "Zoë"),
        ({"texts": {0x1000: " \r\n"}, "binary": {0x1009: b"x"}}, ""),
        ({"texts": {0x37: "Leeg"}}, ""),
    ],
)
def test_text_is_found_in_every_form(tmp_path: Path, more: dict[str, Any], text: str) -> None:
    assert read_mail(write(tmp_path / "a.msg", message(**more))).text == text


def test_head_is_taken_from_the_headers_where_there_are_no_properties(tmp_path: Path) -> None:
    headers = (
        "From: Petra <p@b.nl>\r\nTo: anna@b.nl\r\nDate: Fri, 24 May 2024 14:42:00 +0000\r\nContent-Type: x/y\r\n\r\n"
    )
    read = read_mail(write(tmp_path / "a.msg", message({0x7D: headers, 0x37: "Nota"})))
    assert (read.sender, read.to, read.sent) == ("Petra <p@b.nl>", "anna@b.nl", SENT)


def test_address_of_a_mail_server_is_not_shown(tmp_path: Path) -> None:
    texts = {0x42: "Petra", 0x65: "/O=RIJK/CN=RECIPIENTS/CN=VRIESENDONKA"}
    assert read_mail(write(tmp_path / "a.msg", message(texts))).sender == "Petra"


def test_mail_in_a_mail_becomes_one_of_its_own(tmp_path: Path) -> None:
    inner = message(**FULL, files=[attached("x.txt", b"hoi")], head=24)
    files = [attached("Nota", inner), attached("logo.png", b"\x89PNG", "image/png", "image001")]
    read = read_mail(write(tmp_path / "a.msg", message({0x37: "Fwd"}, files=files)))
    assert [(short_kind(each), each.is_logo) for each in read.attachments] == [("mail", False), ("png", True)]
    again = read_mime(read.attachments[0].data)
    assert (again.subject, again.sent, again.attachments[0].data) == ("RE: Nota – Zoë", SENT, b"hoi")


def test_sealed_mail_in_a_mail_has_no_bytes_and_the_outer_one_is_read(tmp_path: Path) -> None:
    inner = message({0x1A: "IPM.Note.SMIME"}, head=24)
    read = read_mail(write(tmp_path / "a.msg", message({0x1000: "Tekst"}, files=[attached("Geheim", inner)])))
    assert (read.text, read.attachments[0].data) == ("Tekst", b"")


def test_signed_mail_is_read_from_what_was_signed(tmp_path: Path) -> None:
    signed = raw('multipart/signed; boundary="b"', "--b\r\nContent-Type: text/plain\r\n\r\nOndertekend\r\n--b--")
    files = [attached("smime.p7m", signed, "multipart/signed")]
    path = write(tmp_path / "a.msg", message({0x1A: "IPM.Note.SMIME.MultipartSigned", 0x37: "Nota"}, files=files))
    assert read_mail(path).text == "Ondertekend"


@pytest.mark.parametrize(
    ("tree", "error"),
    [
        (message({0x1A: "IPM.Note.SMIME"}), NeedsPassword),
        (message({0x37: "x"}, files=[attached("message.rpmsg", b"x")]), NeedsPassword),
        (message({0x1A: "IPM.Contact"}), WrongType),
        (message(binary={0x1009: b"LZFu"}), Unreadable),
        ({"WordDocument": b"x"}, WrongType),
    ],
)
def test_what_is_no_readable_mail_is_refused(tmp_path: Path, tree: Any, error: type[CannotProcess]) -> None:
    with pytest.raises(error):
        read_mail(write(tmp_path / "a.msg", tree))


def test_damaged_container_is_told_as_such(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.msg", message(**FULL)).read_bytes()
    for data in (whole[:600], whole[:8] + b"\xff" * 2000, whole[:1024] + bytes(len(whole))):
        with pytest.raises((Damaged, WrongType)):
            read_mail(save(tmp_path / "b.msg", data))


def test_mail_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    assert read_mail(save(tmp_path / "a.msg", mail())).subject == "Nota"
    assert read_mail(write(tmp_path / "a.eml", message(**FULL))).subject == "RE: Nota – Zoë"
