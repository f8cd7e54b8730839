"""A file inside another one, and of what kind it is: by its first bytes, else by its name, else as the mail says."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

LOGO_BYTES = 20_000  # a picture in the text that is smaller is a logo or a line
UNKNOWN = "onbekend"
_OPENINGS = {
    b"%PDF-": ".pdf",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
    b"{\\rtf": ".rtf",
}
_KINDS = {
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-outlook": ".msg",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
    "application/ics": ".ics",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "image/gif": ".gif",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
# An ending outside this list may be a piece of a name ("brief.jansen"), so it is not told.
_ENDINGS = frozenset(_KINDS.values()) | {
    f".{ending}"
    for ending in (
        "7z avi bmp dat docm dotx exe heic htm jpeg json log m4a md mov mp3 mp4 mpp odp ods one p7m p7s ppt rar svg "
        "tiff vsd vsdx wav webp xlsb xlsm xml"
    ).split()
}

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg", ".webp"})


class Attachment(NamedTuple):
    """A file that hangs on a mail or in a PDF. `name` may be personal data; `kind` is a media type or "".

    `inline` says that it is a picture which the text shows.
    """

    name: str
    kind: str
    data: bytes
    inline: bool = False

    @property
    def is_logo(self) -> bool:
        return self.inline and ending(self) in _PICTURES and len(self.data) < LOGO_BYTES


def ending(attachment: Attachment) -> str:
    """The ending that says what an attachment is, such as ".pdf"; "" where that is not known.

    >>> ending(Attachment("Brief van Anna de Wit", "application/octet-stream", b"%PDF-1.7"))
    '.pdf'
    """
    for opening, found in _OPENINGS.items():
        if attachment.data.startswith(opening):
            return found
    if attachment.kind == "message/rfc822":
        return ".eml"
    named = PurePosixPath(attachment.name.replace("\\", "/")).suffix.lower()
    return named if named in _ENDINGS else _KINDS.get(attachment.kind, "")


def short_kind(attachment: Attachment) -> str:
    """The kind as a reader is told it: "pdf", "docx", "mail", "onbekend"."""
    found = ending(attachment).removeprefix(".")
    return {"": UNKNOWN, "eml": "mail", "msg": "mail"}.get(found, found)
