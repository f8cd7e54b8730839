"""A mail in internet form (.eml): its text, its addresses and its attachments. Encrypted mail is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

from corpus import flowed, markup
from corpus.attachments import Attachment
from corpus.charsets import decoded, header_text
from corpus.errors import Damaged, NeedsPassword, Unreadable
from corpus.mail import Mail

MAX_DEPTH = 40  # of parts within parts
_TWICE = re.compile(r"(?<![^\s,;])([^\s,;<>\"]+@[^\s,;<>\"]+)[ \t]+<\1>")
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
SEALED_KINDS = frozenset({
    "application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted",
    "application/x-microsoft-rpmsg-message",
})  # fmt: skip
_PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
# Part of a broken mail that no one decoded: what it says would be published unseen.
_CODED = re.compile(r"(?:^[A-Za-z0-9+/]{56,}={0,2}[ \t]*\n){3}", re.MULTILINE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
SEALED = "De mail is versleuteld. Open hem in het mailprogramma, sla hem onversleuteld op en lever die versie aan."
DAMAGED = "De mail is beschadigd. Sla hem in het mailprogramma opnieuw op en lever dat aan."


class Found(NamedTuple):
    """Texts in their order, and attachments in theirs."""

    texts: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (text.strip("\n") for text in self.texts)))


def read_mime(data: bytes) -> Mail:
    """The mail of these bytes; raises Damaged, NeedsPassword or Unreadable."""
    message, found = parsed(data)
    if not any(_raw(message, name) for name in ("from", "to", "subject", "date")):
        raise Damaged(DAMAGED)
    return Mail(
        sender=_addresses(message, "from") or _addresses(message, "sender"),
        to=_addresses(message, "to"),
        copy=_addresses(message, "cc"),
        blind=_addresses(message, "bcc"),
        sent=_sent(message),
        subject=header_text(_raw(message, "subject")),
        text=checked(found.text),
        attachments=found.attachments,
    )


def parsed(data: bytes) -> tuple[Message, Found]:
    """The headers of a mail and what is in it."""
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        return message, _found(message, MAX_DEPTH)
    except (MessageError, RecursionError, UnicodeError, LookupError, ValueError, AttributeError, TypeError):
        raise Damaged(DAMAGED) from None


def checked(text: str) -> str:
    """The text, unless it is no text: raises NeedsPassword or Unreadable."""
    if _PGP.search(text):
        raise NeedsPassword(SEALED)
    if _CODED.search(text + "\n"):
        raise Unreadable("De mail bevat gecodeerde gegevens die niet te lezen zijn. Sla hem opnieuw op of als PDF.")
    return text


def _raw(message: Message, name: str) -> str:
    """The first header of that name as it stands; later ones are not shown by mail programs either."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _addresses(message: Message, name: str) -> str:
    # "a@b.nl <a@b.nl>": an address as its own name, which the parsers of Python read in different ways.
    raw = _TWICE.sub(r"<\1>", _raw(message, name))
    pairs = [(header_text(name), header_text(mail)) for name, mail in getaddresses([re.sub(r"\r?\n", "", raw)])]
    # "Wit, A. de (Anna) <anna@...>" without quotes is no list of two: then the header is shown as it stands.
    return joined(pairs) if pairs and all("@" in mail for _, mail in pairs) else header_text(raw)


def joined(pairs: Iterable[tuple[str, str]]) -> str:
    """Addresses as a mail program shows them."""
    shown = (f"{name} <{mail}>" if name and mail and name != mail else name or mail for name, mail in pairs)
    return "; ".join(dict.fromkeys(filter(None, shown)))


def _sent(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_raw(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _found(part: Message, depth: int, around: str = "") -> Found:
    """What is in a part; `around` is the kind of the part that it stands in."""
    kind = part.get_content_type()
    if depth == 0:
        raise Damaged(DAMAGED)
    if kind in SEALED_KINDS:
        raise NeedsPassword(SEALED)
    if kind == "message/rfc822":
        return Found(attachments=(_forwarded(part),))
    if part.get_content_maintype() == "multipart":
        if not part.is_multipart():
            raise Damaged(DAMAGED)
        inside = [(each, _found(each, depth - 1, kind)) for each in part.get_payload() if isinstance(each, Message)]
        return _chosen(inside) if kind == "multipart/alternative" else _together([found for _, found in inside])
    return Found() if kind in _SIGNATURES else _leaf(part, kind, around)


def _together(inside: Iterable[Found]) -> Found:
    found = list(inside)
    return Found(
        tuple(text for each in found for text in each.texts), tuple(a for each in found for a in each.attachments)
    )


def _chosen(inside: list[tuple[Message, Found]]) -> Found:
    """Of several versions of one text the plain one, else the last; files of every version."""
    plain = [f.texts for part, f in inside if part.get_content_type() == "text/plain" and "".join(f.texts).strip()]
    filled = plain or [found.texts for _, found in inside if "".join(found.texts).strip()][-1:]
    return Found(filled[0] if filled else (), _together([found for _, found in inside]).attachments)


def _leaf(part: Message, kind: str, around: str) -> Found:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    name = header_text(part.get_filename() or "")
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in {"text/plain", "text/html"} and not attached:
        return _text(part, kind, data)
    if kind == "text/plain":
        data = decoded(data, part.get_content_charset()).encode("utf-8", "replace")
    shown = around == "multipart/related" or part.get_content_disposition() != "attachment"
    inline = shown and bool(_raw(part, "content-id"))
    return Found(attachments=(Attachment(name, kind, data, inline),))


def _text(part: Message, kind: str, data: bytes) -> Found:
    charset = part.get_content_charset()
    if kind == "text/html":
        meta = _META_CHARSET.search(data[:2000])
        charset = charset or (meta[1].decode("ascii") if meta else None)
        return Found((markup.text_of(decoded(data, charset)),))
    text = decoded(data, charset).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format") or "").lower() == "flowed":
        text = flowed.unflow(text, delete_blank=str(part.get_param("delsp") or "").lower() == "yes")
    text, files = flowed.decoded_away(text)
    return Found((text,), tuple(Attachment(name, "", content) for name, content in files))


def _forwarded(part: Message) -> Attachment:
    """A mail that was attached as such."""
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, Message):
        return Attachment("", "", b"")
    coding = str(part.get("content-transfer-encoding") or "").strip().lower()
    if coding in {"base64", "quoted-printable"}:  # not allowed, but done: then what was parsed is still coded
        shell = Message()
        shell["Content-Transfer-Encoding"] = coding
        shell.set_payload(str(inner.get_payload()))
        payload = shell.get_payload(decode=True)
        return Attachment("", "message/rfc822", payload if isinstance(payload, bytes) else b"")
    return Attachment("", "message/rfc822", inner.as_bytes(policy=compat32))
