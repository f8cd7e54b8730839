"""Mails in internet form, built with the standard library or by hand where it would not write them so."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pikepdf

PDF = b"%PDF-1.7\n"
OFFICIAL = "Anneloes Vriesendonk"  # an invented civil servant


def mail(text: str = "Beste Anna,\n\nGroet,\nPetra\n", **headers: str) -> EmailMessage:
    """A mail from Petra to Anna; more headers by name."""
    message = EmailMessage(policy=SMTP)
    said = {
        "From": "Petra de Jonge <petra.dejonge@minbzk.nl>",
        "To": "Anna de Wit <anna.dewit@minbzk.nl>",
        "Subject": "Nota",
        "Date": "Fri, 24 May 2024 14:42:00 +0000",
        **headers,
    }
    for name, value in said.items():
        message[name] = value
    message.set_content(text)
    return message


def attach(message: EmailMessage, name: str, data: bytes, kind: str = "application/octet-stream") -> EmailMessage:
    main, _, sub = kind.partition("/")
    message.add_attachment(data, main, sub, filename=name)
    return message


def raw(kind: str, body: str | bytes, *more: str, head: str = "") -> bytes:
    """A mail with one part, as bytes; `more` are headers of the part."""
    lines = [
        "From: a@b.nl",
        "To: c@d.nl",
        "Subject: Nota",
        "Date: Fri, 24 May 2024 14:42:00 +0200",
        "MIME-Version: 1.0",
    ]
    top = "\r\n".join([*lines, *([head] if head else []), f"Content-Type: {kind}", *more])
    return top.encode() + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def save(path: Path, message: EmailMessage | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return path


def nested(depth: int) -> EmailMessage:
    """A mail in a mail in a mail."""
    message = mail("De binnenste.\n", Subject="Laag 0")
    for layer in range(1, depth + 1):
        around = mail(f"Laag {layer}.\n", Subject=f"Laag {layer}")
        around.add_attachment(message)
        message = around
    return message


def locked_pdf(path: Path) -> bytes:
    """A PDF that asks for a password."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path.read_bytes()
