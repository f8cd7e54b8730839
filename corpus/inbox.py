"""read_mail(path) -> Mail: by what the file is, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from corpus import outlook
from corpus.errors import Empty, TooLarge
from corpus.mail import Mail
from corpus.mime import read_mime

MAX_BYTES = 200_000_000


def read_mail(path: Path) -> Mail:
    """The mail in a file; raises a CannotProcess."""
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(f"De mail is groter dan {MAX_BYTES // 1_000_000} MB. Lever de bijlagen apart aan.")
    data = path.read_bytes()
    if not data.strip():
        raise Empty("Het bestand is leeg.")
    return outlook.read_outlook(data) if data.startswith(outlook.OPENING) else read_mime(data)
