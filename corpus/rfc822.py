"""A mail written as an .eml file: the same mail gives the same bytes."""

from __future__ import annotations

import hashlib
from base64 import b64encode, encodebytes
from collections.abc import Iterator
from email.utils import format_datetime
from urllib.parse import quote

from corpus.attachments import Attachment
from corpus.mail import Mail


def as_eml(mail: Mail) -> bytes:
    """The mail with its attachments; every text is UTF-8 in base64, so that nothing in it can be taken for form."""
    parts = [_part("text/plain; charset=utf-8", mail.text.encode("utf-8", "replace"))]
    parts += [_attached(each) for each in mail.attachments]
    boundary = "lakwerk-" + hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    between = f"--{boundary}\r\n".encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(mail))
    opening = f"{head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary={boundary}\r\n\r\n"
    return opening.encode("ascii") + b"".join(between + part for part in parts) + f"--{boundary}--\r\n".encode()


def _headers(mail: Mail) -> Iterator[tuple[str, str]]:
    texts = (
        ("From", mail.sender),
        ("To", mail.to),
        ("Cc", mail.copy),
        ("Bcc", mail.blind),
        ("Subject", mail.subject or "-"),
    )
    for name, text in texts:
        if text:
            yield name, f"=?utf-8?b?{b64encode(text.encode('utf-8', 'replace')).decode()}?="
    if mail.sent:
        yield "Date", format_datetime(mail.sent)


def _attached(attachment: Attachment) -> bytes:
    # Named so that it is known for a mail, whatever it is called; base64 is not allowed in message/rfc822.
    is_mail = attachment.kind == "message/rfc822"
    name = f"{attachment.name or 'bericht'}.eml" if is_mail else attachment.name
    kind = "application/octet-stream" if is_mail or not attachment.kind else attachment.kind
    shown = "inline" if attachment.inline else "attachment"
    more = f"Content-Disposition: {shown}; filename*=utf-8''{quote(name or '-', safe='')}\r\n"
    return _part(kind, attachment.data, more + ("Content-ID: <inline>\r\n" if attachment.inline else ""))


def _part(kind: str, data: bytes, more: str = "") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n"
    return head.encode("ascii", "replace") + encodebytes(data).replace(b"\n", b"\r\n")
