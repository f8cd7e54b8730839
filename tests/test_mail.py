"""A mail is read as it was meant, and nothing in it is fetched, run or believed."""

from __future__ import annotations

import re
from base64 import encodebytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from posting import OFFICIAL, PDF, attach, mail, nested, raw, save

from corpus import flowed, markup
from corpus.attachments import Attachment, ending, short_kind
from corpus.charsets import decoded, header_text
from corpus.errors import CannotProcess, Damaged, Empty, NeedsPassword, Unreadable
from corpus.inbox import read_mail
from corpus.mime import read_mime
from corpus.rfc822 import as_eml

ZOE = "Zoë Yañez"
INWARD = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
SIGNED = (
    "--b\r\nContent-Type: text/plain\r\n\r\nTekst\r\n"
    "--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nAA\r\n--b--"
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?Q?Zo=C3=AB_Ya=C3=B1ez?=", ZOE),
        ("=?windows-1252?Q?Zo=EB?= =?windows-1252?Q?_Ya=F1ez?=", ZOE),
        ("=?UTF-8?B?Wm/Dq8Ogw?= x", "Zoëà x"),
        ("=?utf-8?Q?Zo=C3?=\r\n =?utf-8?Q?=AB?= Yañez", ZOE),
        ("Nota =?iso-8859-1?Q?=93versie=94?= 2", "Nota “versie” 2"),
        ("=?x-unknown?Q?Zo=EB?=", "Zoë"),
        ("een\r\n\ttwee   drie", "een twee drie"),
        ("Zo\udceb", "Zoë"),
        ("=?utf-8?Q?niet af", "=?utf-8?Q?niet af"),
    ],
)
def test_header_is_decoded(written: str, meant: str) -> None:
    assert header_text(written) == meant


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (b"\x80 100 \x96 \x93ja\x94", "windows-1252", "€ 100 – “ja”"),
        (b"\x80 100 \x96 \x93ja\x94", "iso-8859-1", "€ 100 – “ja”"),
        ("Zoë".encode(), "us-ascii", "Zoë"),
        ("Zoë".encode(), None, "Zoë"),
        (b"Zo\xeb", "utf-8", "Zoë"),
        (b"Zo\xeb", "no-such-set", "Zoë"),
        ("Zoë".encode("utf-16"), "utf-16", "Zoë"),
        (b"\xef\xbb\xbfa", "utf-8", "a"),
    ],
)
def test_text_is_decoded_whatever_it_says_of_itself(data: bytes, charset: str | None, text: str) -> None:
    assert decoded(data, charset) == text


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (raw("text/plain; charset=windows-1252", "=80 100, \r\nZo=EB", "Content-Transfer-Encoding: quoted-printable"),
         "€ 100, \nZoë"),
        (raw("text/plain; charset=utf-8; format=flowed", "De Kamer \r\nwordt geinformeerd.\r\n-- \r\nPetra"),
         "De Kamer wordt geinformeerd.\n--\nPetra"),
        (raw("text/plain; format=flowed; delsp=yes", "Algo \r\nritme"), "Algoritme"),
        (raw("text/plain; format=flowed", "> een \r\n> zin\r\n>> ouder"), "> een zin\n> > ouder"),
        (raw("text/html; charset=utf-8", "<p>Beste Zo&euml;</p>"), "Beste Zoë"),
        (raw("text/html", b"<meta charset=iso-8859-1><p>Zo\xeb"), "Zoë"),
        (raw("text/plain", "VGVrc3Q=", "Content-Transfer-Encoding: base64"), "Tekst"),
    ],
)  # fmt: skip
def test_body_is_read_in_its_own_form(message: bytes, text: str) -> None:
    assert read_mime(message).text == text


def test_plain_text_is_preferred_and_html_is_read_where_there_is_no_other() -> None:
    both = mail("Platte tekst.\n")
    both.add_alternative("<p>Opgemaakt</p>", subtype="html")
    assert read_mime(both.as_bytes()).text == "Platte tekst."
    bare = mail(" \n")
    bare.add_alternative("<p>Opgemaakt</p>", subtype="html")
    assert read_mime(bare.as_bytes()).text == "Opgemaakt"


def test_texts_around_an_attachment_keep_their_order() -> None:
    message = attach(mail("Eerst.\n"), "a.pdf", PDF)
    after = EmailMessage()
    after.set_content("Daarna.\n")
    message.attach(after)
    read = read_mime(message.as_bytes())
    assert read.text == "Eerst.\n\nDaarna."
    assert [each.name for each in read.attachments] == ["a.pdf"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Anna <a@b.nl>, c@d.nl", "Anna <a@b.nl>; c@d.nl"),
        ('"Wit, A. de (Anna)" <a@b.nl>', "Wit, A. de (Anna) <a@b.nl>"),
        ("Wit, A. de (Anna) <a@b.nl>", "Wit, A. de (Anna) <a@b.nl>"),
        ("=?utf-8?Q?Wit=2C_Zo=C3=AB_de?= <a@b.nl>", "Wit, Zoë de <a@b.nl>"),
        ("Team: a@b.nl, c@d.nl;", "a@b.nl; c@d.nl"),
        ("undisclosed-recipients:;", "undisclosed-recipients:;"),
        ("a@b.nl <a@b.nl>, a@b.nl", "a@b.nl"),
        ("Anna de Wit", "Anna de Wit"),
        ("", ""),
    ],
)
def test_addresses_are_shown_as_they_were_meant(written: str, shown: str) -> None:
    head = f"To: {written}\r\nSubject: x\r\n\r\n"
    assert read_mime(head.encode()).to == shown


def test_invitation_beside_the_text_is_an_attachment() -> None:
    message = mail("Komt u ook?\n")
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    read = read_mime(message.as_bytes())
    assert read.text == "Komt u ook?"
    assert [short_kind(each) for each in read.attachments] == ["ics"]


def test_head_is_printed_as_a_dutch_mail_program_does() -> None:
    message = mail(
        To='"Bos, J. (Jeroen)" <j.bos@minjenv.nl>, info@minbzk.nl', Cc=f"{ZOE} <z.yanez@minvws.nl>", Subject="RE: Nota"
    )
    attach(attach(message, f"{OFFICIAL}.pdf", PDF), "b.xlsx", b"PK")
    assert list(read_mime(message.as_bytes()).head()) == [
        ("Van:", "Petra de Jonge <petra.dejonge@minbzk.nl>"),
        ("Verzonden:", "vrijdag 24 mei 2024 16:42"),
        ("Aan:", "Bos, J. (Jeroen) <j.bos@minjenv.nl>; info@minbzk.nl"),
        ("Cc:", "Zoë Yañez <z.yanez@minvws.nl>"),
        ("Onderwerp:", "RE: Nota"),
        ("Bijlagen:", "1 pdf, 1 xlsx"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ('<p style="margin:0">Een</p><p style="margin:0">Twee</p>', "Een\nTwee"),
        ("<div>Een</div><div>Twee</div>", "Een\nTwee"),
        ("Een<br>Twee<br/><br>Drie", "Een\nTwee\n\nDrie"),
        ("<ul><li>Een<li>Twee</ul>", "- Een\n- Twee"),
        ("<table><tr><td>Naam</td><td>Datum</td></tr><tr><td>A</td><td>B</td></tr></table>",
         "Naam    Datum\nA    B"),
        ("<p>Ja</p><blockquote><p>Vraag</p><blockquote>Ouder</blockquote></blockquote>",
         "Ja\n\n> Vraag\n\n> > Ouder"),
        ("<pre>een\n  twee</pre>", "een\n  twee"),
        ("a&nbsp;b &amp; c  \n d", "a b & c d"),
        ('<script>alert("x")</script><style>p{}</style><title>t</title>Tekst', "Tekst"),
        ('<img src="http://example.nl/x.png" alt="logo">Tekst<iframe src="http://x"></iframe>', "Tekst"),
        ('<div style="display: none">weg <div>ook weg</div></div>Tekst', "Tekst"),
        ('<p style="display:none">weg<p>Tekst', "Tekst"),
        ('<img style="display:none"><br style="display:none">Tekst', "Tekst"),
        ("<table><tr><td hidden>weg</table>Tekst", "Tekst"),
        ("Tekst<!-- Vriesendonk --><![if !mso]>slot<![endif]>", "Tekstslot"),
        ("<b>on<i>afgesloten", "onafgesloten"),
    ],
)  # fmt: skip
def test_html_becomes_the_text_that_is_seen(html: str, text: str) -> None:
    assert markup.text_of(html) == text


def test_deep_html_is_no_trouble() -> None:
    assert markup.text_of("<div>" * 100_000 + "Tekst") == "Tekst"


def test_signature_line_ends_flowed_text() -> None:
    assert flowed.unflow("Groet \n-- \nPetra") == "Groet\n--\nPetra"


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (raw("application/pkcs7-mime; smime-type=enveloped-data", "AAAA"), NeedsPassword),
        (raw("application/pkcs7-mime; smime-type=signed-data", "AAAA"), NeedsPassword),
        (raw('multipart/encrypted; boundary="b"', "--b\r\n\r\nx\r\n--b--"), NeedsPassword),
        (raw("text/plain", "-----BEGIN PGP MESSAGE-----\r\nabc"), NeedsPassword),
        (raw("text/plain", ("A" * 76 + "\r\n") * 5), Unreadable),
        (raw("multipart/mixed", "geen grens"), Damaged),
        (raw('multipart/mixed; boundary="b"', "--b\r\n" + INWARD * 500), Damaged),
        (b"zomaar wat tekst", Damaged),
    ],
)  # fmt: skip
def test_mail_that_cannot_be_read_whole_is_refused(message: bytes, error: type[CannotProcess]) -> None:
    with pytest.raises(error):
        read_mime(message)


def test_empty_mail_is_told(tmp_path: Path) -> None:
    with pytest.raises(Empty):
        read_mail(save(tmp_path / "a.eml", b" \n"))


def test_signature_of_a_signed_mail_is_no_attachment() -> None:
    message = raw(
        'multipart/signed; boundary="b"; protocol="application/pkcs7-signature"',
        SIGNED,
    )
    assert (read_mime(message).text, read_mime(message).attachments) == ("Tekst", ())


def test_file_that_is_written_into_the_text_is_an_attachment() -> None:
    """Published as letters it would say what it says to anyone who decodes it."""
    read = read_mime(raw("text/plain", "Zie hier:\r\nbegin 644 a.txt\r\n#:&]I\r\n`\r\nend\r\nGroet"))
    assert "begin 644" not in read.text
    assert read.attachments == (Attachment("a.txt", "", b"hoi"),)


@pytest.mark.parametrize("coding", ["8bit", "base64"])
def test_mail_in_a_mail_is_an_attachment(coding: str) -> None:
    inner = raw("text/plain", "Binnen")
    body = inner if coding == "8bit" else encodebytes(inner)
    part = b"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: " + coding.encode() + b"\r\n\r\n" + body
    read = read_mime(raw('multipart/mixed; boundary="b"', part + b"\r\n--b--"))
    (held,) = read.attachments
    assert short_kind(held) == "mail"
    assert read_mime(held.data).text.strip() == "Binnen"


@pytest.mark.parametrize(
    ("attachment", "kind"),
    [
        (Attachment("a.bin", "", b"%PDF-1.4"), ".pdf"),
        (Attachment("a.pdf", "", b"geen"), ".pdf"),
        (Attachment("a", "application/pdf", b"geen"), ".pdf"),
        (Attachment("brief.vriesendonk", "", b""), ""),
        (Attachment("../../x.PDF", "", b""), ".pdf"),
        (Attachment("..\\x.docx", "", b"PK"), ".docx"),
        (Attachment("uitnodiging.ics", "text/calendar", b""), ".ics"),
        (Attachment("a.pdf", "message/rfc822", b"From: a"), ".eml"),
        (Attachment("x.png", "", b"\xff\xd8\xff"), ".jpg"),
    ],
)
def test_kind_of_an_attachment(attachment: Attachment, kind: str) -> None:
    assert ending(attachment) == kind


def test_only_small_pictures_in_the_text_are_logos() -> None:
    assert Attachment("image001.png", "image/png", b"x", inline=True).is_logo
    assert not Attachment("image001.png", "image/png", b"x" * 30_000, inline=True).is_logo
    assert not Attachment("foto.png", "image/png", b"x").is_logo
    assert not Attachment("nota.pdf", "application/pdf", b"x", inline=True).is_logo


def test_mail_written_out_is_the_same_mail_and_the_same_bytes() -> None:
    message = attach(mail(f"Beste {ZOE},\n> citaat\n", Cc=f"{ZOE} <z@d.nl>"), f"{OFFICIAL}.pdf", PDF)
    message.add_attachment(nested(1))
    read = read_mime(message.as_bytes())
    written = as_eml(read)
    again = read_mime(written)
    assert (again.text, again.sender, again.copy, again.sent) == (read.text, read.sender, read.copy, read.sent)
    assert [(ending(a), a.data) for a in again.attachments] == [(ending(a), a.data) for a in read.attachments]
    assert again.attachments[0].name == f"{OFFICIAL}.pdf"
    assert as_eml(read) == written
    assert not re.search(rb"Zo|citaat", written)
