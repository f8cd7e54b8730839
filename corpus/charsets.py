"""Bytes of a mail as text, whatever the mail says its character set is."""

from __future__ import annotations

import binascii
import codecs
import re
from base64 import b64decode
from itertools import groupby

# What calls itself so is Windows-1252 more often than not; every browser reads it so.
_MEANS_WINDOWS = frozenset({"iso8859-1", "ascii", "cp1252"})
_ENCODED = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)


def decoded(data: bytes, charset: str | None) -> str:
    r"""The text of bytes; a wrong or unknown character set is guessed: UTF-8, else Windows-1252.

    >>> decoded(b"Zo\xeb \x93citaat\x94", "iso-8859-1")
    'Zoë “citaat”'
    """
    for name in (_known(charset), "utf-8"):
        if name:
            try:
                return data.decode(name).removeprefix("\ufeff")
            except (UnicodeError, LookupError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return None
    # Plain letters may be UTF-8 that somebody mislabelled; that is tried first.
    return "utf-8" if name == "ascii" else "cp1252" if name in _MEANS_WINDOWS else name


def header_text(raw: str) -> str:
    """A header as it is meant: encoded words decoded, folded lines joined, raw bytes guessed.

    >>> header_text("=?utf-8?Q?Zo=C3?= =?utf-8?Q?=AB?= de Wit")
    'Zoë de Wit'
    """
    text = decoded(raw.encode("utf-8", "surrogateescape"), None)
    text = re.sub(r"\r?\n[ \t]*|\t", " ", text)
    # The blank between two encoded words is none.
    text = re.sub(r"(\?=)\s+(?==\?[\w.:+-]{1,40}(?:\*[\w-]*)?\?[bq]\?)", r"\1", text, flags=re.IGNORECASE)
    pieces: list[str] = []
    at = 0
    for charset, run in groupby(_ENCODED.finditer(text), key=lambda match: match[1].lower()):
        data = b""
        for match in run:
            if match.start() > at:
                pieces += [decoded(data, charset), text[at : match.start()]]
                data = b""
            # One letter of several bytes may be cut in two words.
            data += _unpacked(match[2].lower(), match[3])
            at = match.end()
        pieces.append(decoded(data, charset))
    return " ".join("".join([*pieces, text[at:]]).split())


def _unpacked(way: str, coded: str) -> bytes:
    try:
        if way == "b":
            letters = coded.rstrip("=")
            letters = letters[: len(letters) - (len(letters) % 4 == 1)]  # one letter alone says nothing
            return b64decode(letters + "=" * (-len(letters) % 4))
        return binascii.a2b_qp(coded.encode("ascii", "replace"), header=True)
    except (binascii.Error, ValueError):
        return b""
