"""Read a backup that may be damaged or made to harm: nothing in it is believed before all of it was looked at."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from flows.backup_file import INSIDE, MANIFEST, PIECE, PRIVATE, Manifest
from flows.written import sync

MOST_FILES = 1_000_000
DEEPEST = 32  # folders in folders
LARGEST_MANIFEST = 512 << 20  # bytes
LARGEST_HEADER = 1 << 20  # bytes; tarfile takes a header into memory whole
END = 2 * tarfile.BLOCKSIZE  # zeros after the last file
CLOSED = frozenset({"confidential", "quarantine"})  # for their owner alone, whatever a backup says


class BadBackupError(Exception):
    """A file that is not a whole backup; the message is Dutch and says what to do."""


def unpack_backup(file: Path, place: Path) -> Manifest:
    """Put the files of a backup into the empty folder `place`, each compared with the manifest.

    Raises BadBackupError where one byte is not what was written, or a path leads out of the folder; what lies in
    `place` by then is to be thrown away. Raises OSError where the disk refuses.
    """
    try:
        with file.open("rb") as raw, tarfile.open(fileobj=_Bounded(raw), mode="r:") as tar:  # type: ignore[call-overload]
            manifest = _unpack(tar, raw, place)
        _set_rights(manifest, place)
    except (tarfile.TarError, EOFError, KeyError, ValueError, TypeError, OverflowError, RecursionError):
        raise _damaged() from None
    except (FileExistsError, NotADirectoryError):  # one name for two things
        raise _damaged() from None
    return manifest


def _unpack(tar: tarfile.TarFile, raw: IO[bytes], place: Path) -> Manifest:
    found: dict[str, tuple[int, str]] = {}
    for member in _members(tar):
        if member.name == MANIFEST:
            manifest = _manifest(tar, member)
            _check_end(member, raw)
            _compare(manifest, found)
            return manifest
        path = _path(member.name.removeprefix(INSIDE) if member.name.startswith(INSIDE) else "")
        found[path] = member.size, _put(tar, member, place / path)
    raise _damaged()


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Plain files only: a link, a device or a file with holes could write elsewhere or without end."""
    for number, member in enumerate(tar):
        if not member.isreg() or member.issparse() or member.size < 0:
            raise BadBackupError("hierin staat iets dat geen gewoon bestand is; er is niets teruggezet.")
        if number > MOST_FILES:
            raise BadBackupError(f"hierin staan meer dan {MOST_FILES} bestanden; er is niets teruggezet.")
        yield member


def _path(path: str) -> str:
    """A path that stays inside DIR; raises BadBackupError for any other."""
    parts = path.split("/")
    if "\0" in path or len(parts) > DEEPEST or any(part in ("", ".", "..") for part in parts):
        raise BadBackupError("hierin staat een pad dat buiten de map wijst; er is niets teruggezet.")
    return path


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Write one file and say its SHA-256."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, content = hashlib.sha256(), tar.extractfile(member)
    assert content is not None
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as out:
        while piece := content.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Manifest:
    if member.size > LARGEST_MANIFEST:
        raise _damaged()
    content = tar.extractfile(member)
    assert content is not None
    return Manifest.read(b"".join(iter(lambda: content.read(PIECE), b"")))


def _check_end(last: tarfile.TarInfo, raw: IO[bytes]) -> None:
    """After the manifest only the zeros come that fill the file: one that was cut off lacks some."""
    after = last.offset_data + -(-last.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
    raw.seek(after)
    rest = raw.read(END + tarfile.RECORDSIZE)
    if len(rest) < END or any(rest) or raw.read(1) or (after + len(rest)) % tarfile.RECORDSIZE:
        raise _damaged()


def _compare(manifest: Manifest, found: dict[str, tuple[int, str]]) -> None:
    told = {each.path: (each.size, each.sha256) for each in manifest.files}
    if told != found or len(told) != len(manifest.files):
        raise _damaged()


def _set_rights(manifest: Manifest, place: Path) -> None:
    """The folders and the rights of the manifest, never more than these allow."""
    folders = [each for each in manifest.folders if each.path != "."]
    for folder in folders:
        (place / _path(folder.path)).mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in manifest.files:
        (place / file.path).chmod(_mode(file.path, file.mode))
    for folder in folders:
        (place / folder.path).chmod(_mode(folder.path, folder.mode) | 0o700)
        sync(place / folder.path)
    sync(place)
    own = [each.mode for each in manifest.folders if each.path == "."]
    place.chmod((own[0] if own else 0o700) & 0o777 | 0o700)


def _mode(path: str, mode: int) -> int:
    return mode & (0o700 if path.partition("/")[0] in CLOSED else 0o777)


def _damaged() -> BadBackupError:
    return BadBackupError("dit is geen hele reservekopie van Lakwerk; er is niets teruggezet. Neem een andere kopie.")


class _Bounded:
    """A file that gives no more at once than a header needs: tarfile would take in what a header claims."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.tell, self.seek = raw.tell, raw.seek

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= LARGEST_HEADER:
            raise tarfile.ReadError
        return self._raw.read(size)
