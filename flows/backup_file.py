"""A backup: one tar of plain files, and at its end a manifest with the SHA-256 and the size of each.

The files of DIR lie in it under `map/`. Nothing is compressed, so that a file can be read without this program, and so
that what comes out of a backup is never larger than the backup.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

INSIDE, MANIFEST = "map/", "manifest.json"
FORMAT = 1
PRIVATE = 0o600
PIECE = 1 << 16  # bytes that are read at once


class Kept(NamedTuple):
    """A file in a backup: its place in DIR, bytes, SHA-256 and rights."""

    path: str
    size: int
    sha256: str
    mode: int


class FolderMode(NamedTuple):
    """A folder in DIR and its rights; "." is DIR itself."""

    path: str
    mode: int


class Manifest(NamedTuple):
    """What a backup holds; `store` is the kind of database that DIR had, `version` that of Lakwerk."""

    version: str
    store: str
    folders: tuple[FolderMode, ...]
    files: tuple[Kept, ...]

    def written(self) -> bytes:
        told = {
            "format": FORMAT,
            "lakwerk": self.version,
            "store": self.store,
            "folders": [each._asdict() for each in self.folders],
            "files": [each._asdict() for each in self.files],
        }
        return (json.dumps(told, indent=1) + "\n").encode("ascii")

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """Raises ValueError, KeyError or TypeError for what is no manifest of this format."""
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        folders = tuple(FolderMode(_text(each["path"]), _number(each["mode"])) for each in told["folders"])
        files = tuple(
            Kept(_text(each["path"]), _number(each["size"]), _text(each["sha256"]), _number(each["mode"]))
            for each in told["files"]
        )
        return cls(_text(told["lakwerk"]), _text(told["store"]), folders, files)


class Piece(NamedTuple):
    """A file that goes into a backup: its place in DIR, where its bytes are now, and its rights."""

    path: str
    content: Path
    mode: int


def write_backup(out: IO[bytes], pieces: Iterable[Piece], folders: Iterable[FolderMode], about: Manifest) -> Manifest:
    """Write the pieces in their order and then the manifest; a piece that went away meanwhile is left out."""
    files = []
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for piece in pieces:
            with suppress(FileNotFoundError), piece.content.open("rb") as content:
                files.append(_add(tar, piece, content))
        manifest = about._replace(folders=tuple(folders), files=tuple(files))
        content_ = manifest.written()
        tar.addfile(_header(MANIFEST, len(content_)), io.BytesIO(content_))
    return manifest


def _add(tar: tarfile.TarFile, piece: Piece, content: IO[bytes]) -> Kept:
    size = os.fstat(content.fileno()).st_size
    reading = _Hashing(content)
    tar.addfile(_header(INSIDE + piece.path, size), reading)  # type: ignore[arg-type]  # it only reads
    return Kept(piece.path, size, reading.digest.hexdigest(), piece.mode)


class _Hashing:
    """Bytes on their way into a tar."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def _header(name: str, size: int) -> tarfile.TarInfo:
    """No owner and no time: the same files give the same bytes."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, PRIVATE
    return info


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _number(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise TypeError(told)
    return told
