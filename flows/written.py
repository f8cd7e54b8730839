"""A file that is written at once, or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

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
