"""Shapes that were proven to look like what they say, remembered from document to document.

The letters of an organisation are the same in all its documents, and to prove them takes a twelfth of a page's time.
What is kept is a digest of each shape and what it says: it tells nothing of a document but which letters fonts have.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import pypdfium2

from anonymize.faces import Sign

SIZE = 16  # bytes of a digest
MOST = 8_000  # shapes: some sixty fonts
# What proves a shape: raised with each change of how it is proven; the letters it is held against are PDFium's.
VERSION = f"1 {pypdfium2.version.PDFIUM_INFO}"


class Proven:
    """The shapes that a file remembers; without a file nothing is remembered."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def __contains__(self, sign: Sign) -> bool:
        return bool(self._known) and digest(sign) in self._known

    @cached_property
    def _data(self) -> bytes:
        with suppress(OSError):
            return self._path.read_bytes() if self._path else b""
        return b""

    @cached_property
    def _known(self) -> frozenset[bytes]:
        return frozenset(self._data[at : at + SIZE] for at in range(0, len(self._data) - SIZE + 1, SIZE))

    def remember(self, signs: Iterable[Sign]) -> None:
        """Add shapes to the file, at its end and in one go: others write there too. Where that fails none is added."""
        new = {digest(sign) for sign in signs} - self._known if self._path else set()
        if not self._path or not new or len(self._known) + len(new) > MOST:
            return
        with suppress(OSError):
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(file, b"\0" * (-len(self._data) % SIZE) + b"".join(sorted(new)))  # half a digest is filled up
            finally:
                os.close(file)


def digest(sign: Sign) -> bytes:
    """Of what a letter says, its outline, and what it would be proven by."""
    verbs = "".join(step.verb for step in sign.outline)
    numbers = [round(value) for step in sign.outline for point in step.points for value in point]
    told = f"{VERSION}\0{sign.text}\0{verbs}\0".encode()
    return blake2b(told + struct.pack(f">{len(numbers)}q", *numbers), digest_size=SIZE).digest()
