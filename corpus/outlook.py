"""A mail as Outlook saves it (.msg): properties in an OLE container (MS-OXMSG). The only file that imports olefile."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import olefile

from corpus import markup, mime
from corpus.attachments import Attachment
from corpus.charsets import decoded
from corpus.errors import CannotProcess, Damaged, NeedsPassword, Unreadable, WrongType
from corpus.mail import Mail, at
from corpus.rfc822 import as_eml

OPENING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_DEPTH = 12  # of mails in mails
_PROPERTIES = "__properties_version1.0"
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_#", "__attach_version1.0_#"
_CLASS, _SUBJECT, _BODY, _HTML, _RTF, _HEADERS = 0x001A, 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_SENDER = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))  # whom it is from, else who sent it
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SHOWN = {1: 0x0E04, 2: 0x0E03, 3: 0x0E02}  # to, copy, blind copy, as one line
_NAME, _ADDRESSES, _ROLE = 0x3001, (0x39FE, 0x3003), 0x0C15
_METHOD, _DATA, _FILE_NAMES, _KIND, _CONTENT_ID = 0x3705, 0x3701, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_CODEPAGES = (0x3FDE, 0x3FFD)
_UNICODE, _BYTES, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_AS_MAIL = 5  # the attachment is a mail in a storage of its own
_TICKS, _EPOCH = 10_000_000, 11_644_473_600  # a tick is 100 ns, counted from 1601
_FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError)
_MAILS = ("IPM.NOTE", "IPM.SCHEDULE", "IPM.POST", "REPORT.")


class _Place(NamedTuple):
    """A storage in the container, with the code page of its plain strings."""

    file: olefile.OleFileIO
    path: tuple[str, ...] = ()
    charset: str = "cp1252"

    def below(self, name: str) -> _Place:
        return self._replace(path=(*self.path, name))

    def data(self, property_: int, kind: str) -> bytes | None:
        stream = [*self.path, f"__substg1.0_{property_:04X}{kind}"]
        return bytes(self.file.openstream(stream).read()) if self.file.exists(stream) else None

    def text(self, *properties: int) -> str:
        """The first of the properties that has text."""
        for each in properties:
            if data := self.data(each, _UNICODE):
                text = data.decode("utf-16-le", "replace")
            else:
                text = decoded(self.data(each, _BYTES) or b"", self.charset)
            if text := text.strip("\0"):
                return text
        return ""

    def fixed(self, property_: int) -> int:
        """A number or a moment; 0 where there is none."""
        stream = [*self.path, _PROPERTIES]
        data = self.file.openstream(stream).read() if self.file.exists(stream) else b""
        for start in range(len(data) % 16, len(data) - 15, 16):  # the head is 8 bytes more than a whole number of rows
            tag, value = struct.unpack_from("<I4xQ", data, start)
            if tag >> 16 == property_:
                return int(value) if tag & 0xFFFF in {0x0040, 0x0014} else int(value & 0xFFFFFFFF)
        return 0

    def children(self, prefix: str) -> Iterator[_Place]:
        """The storages here whose name begins so, in their order."""
        depth = len(self.path)
        names = {
            path[depth] for path in self.file.listdir() if len(path) > depth + 1 and tuple(path[:depth]) == self.path
        }
        return (self.below(name) for name in sorted(names) if name.startswith(prefix))


def read_outlook(data: bytes) -> Mail:
    """The mail of these bytes; raises Damaged, NeedsPassword, Unreadable or WrongType."""
    try:
        with olefile.OleFileIO(data) as file:
            if not file.exists(_PROPERTIES):
                raise WrongType("Dit is geen mail van Outlook, al heet het bestand zo.")
            return _mail(_Place(file), MAX_DEPTH)
    except CannotProcess:
        raise
    except _FAULTS:
        raise Damaged(mime.DAMAGED) from None


def _mail(place: _Place, depth: int) -> Mail:
    place = place._replace(charset=_charset(place))
    class_ = place.text(_CLASS).upper() or "IPM.NOTE"
    if not class_.startswith(_MAILS):
        raise WrongType("Dit bestand van Outlook is geen mail, maar bijvoorbeeld een taak of een contact.")
    files = tuple(_attachment(each, depth) for each in place.children(_ATTACHMENT))
    if class_.endswith("SMIME.MULTIPARTSIGNED") and len(files) == 1:
        _, signed = mime.parsed(files[0].data)  # the mail itself lies in the attachment, as it was signed
        text, files = signed.text, signed.attachments
    elif "SMIME" in class_ or any(_is_sealed(each) for each in files):
        raise NeedsPassword(mime.SEALED)
    else:
        text = _body(place)
    by_headers = _by_headers(place)
    to, copy, blind = (_recipients(place, role) for role in (1, 2, 3))
    return Mail(
        sender=_sender(place) or by_headers.sender,
        to=to or by_headers.to,
        copy=copy or by_headers.copy,
        blind=blind,
        sent=_moment(place, _SUBMITTED) or by_headers.sent or _moment(place, _DELIVERED),
        subject=" ".join(place.text(_SUBJECT).split()),
        text=mime.checked(text),
        attachments=files,
    )


def _is_sealed(attachment: Attachment) -> bool:
    return attachment.kind in mime.SEALED_KINDS or attachment.name.lower() == "message.rpmsg"


def _charset(place: _Place) -> str:
    """The code page of plain strings; 65001 is how Windows says UTF-8."""
    number = next((found for each in _CODEPAGES if (found := place.fixed(each))), 1252)
    return {65001: "utf-8", 20127: "ascii", 28591: "cp1252", 28605: "iso8859-15"}.get(number, f"cp{number}")


def _body(place: _Place) -> str:
    if text := place.text(_BODY).strip():
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if html := place.data(_HTML, _BINARY):
        return markup.text_of(decoded(html, place.charset))
    if html_text := place.text(_HTML):
        return markup.text_of(html_text)
    has_plain = any(place.data(_BODY, kind) is not None for kind in (_UNICODE, _BYTES))
    if place.data(_RTF, _BINARY) and not has_plain:
        raise Unreadable("De tekst van de mail staat er alleen als RTF in. Sla de mail in Outlook op als PDF.")
    return ""


def _by_headers(place: _Place) -> Mail:
    """What the headers say that the mail came in with."""
    headers = place.text(_HEADERS).strip()
    try:
        # Only the headers: what they say of the form of the text does not hold here.
        lines = [line for line in headers.split("\n") if not line.lower().startswith("content-")]
        return mime.read_mime("\n".join(lines).encode("utf-8", "replace")) if headers else Mail()
    except CannotProcess:
        return Mail()


def _sender(place: _Place) -> str:
    for name, addresses in _SENDER:
        if shown := mime.joined([(place.text(name).strip(), _address(place, addresses))]):
            return shown
    return ""


def _recipients(place: _Place, role: int) -> str:
    found = (each for each in place.children(_RECIPIENT) if each.fixed(_ROLE) & 0xF == role)
    pairs = [(each.text(_NAME).strip(), _address(each, _ADDRESSES)) for each in found]
    return mime.joined(pairs) or "; ".join(place.text(_SHOWN[role]).split(";")).strip()


def _address(place: _Place, properties: tuple[int, ...]) -> str:
    """An internet address; the X.500 address of a mail server is none."""
    return next((found for each in properties if "@" in (found := place.text(each).strip())), "")


def _moment(place: _Place, property_: int) -> datetime | None:
    ticks = place.fixed(property_)
    return at(ticks // _TICKS - _EPOCH) if ticks else None


def _attachment(place: _Place, depth: int) -> Attachment:
    name = place.text(*_FILE_NAMES).strip()
    if place.fixed(_METHOD) == _AS_MAIL:
        if depth == 0:
            raise Damaged(mime.DAMAGED)
        return Attachment(name, "message/rfc822", _embedded(place, depth))
    kind = place.text(_KIND).strip().lower()
    return Attachment(name, kind, place.data(_DATA, _BINARY) or b"", bool(place.text(_CONTENT_ID)))


def _embedded(place: _Place, depth: int) -> bytes:
    """A mail in the mail, as a file of its own; nothing where it cannot be read: it is then named in a warning."""
    try:
        return as_eml(_mail(place.below(f"__substg1.0_{_DATA:04X}{_OBJECT}"), depth - 1))
    except (NeedsPassword, Unreadable, WrongType):
        return b""
