"""A file that is written at once, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from flows.folder import PRIVATE_FILE
from flows.settings import WrongUsage


def write_file(file: Path, content: bytes) -> None:
    """Written at once; nothing where the same content is there already. Raises WrongUsage where it cannot be."""
    part = file.parent / f".{file.name}.part"
    try:
        if file.exists() and file.read_bytes() == content:
            return
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WrongUsage(f"{file}: kan niet worden geschreven ({error.strerror}).") from None


def offer(file: Path, content: bytes) -> Path:
    """Write a file that a person works in; theirs is never overwritten, the new one then lies beside it. Says where."""
    theirs = file.exists() and file.read_bytes() != content
    target = file.with_name(f"{file.stem}-nieuw{file.suffix}") if theirs else file
    write_file(target, content)
    return target


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file for its owner alone, beside `target` until all of it is on the disk; then it takes that place."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync(target.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
