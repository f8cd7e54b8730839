"""What is asked for one document, and the name that its bytes get."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings

ID_LENGTH = 32
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """One document to do: `process` reads `source` and writes its files into `staging`."""

    source: Path
    staging: Path
    key: bytes
    settings: Settings


def identify(data: bytes, key: bytes) -> str:
    """The document's id: a keyed hash, since a plain one of a short text lets a reader test guesses."""
    return hmac.new(key, data, "sha256").hexdigest()[:ID_LENGTH]


def identify_file(path: Path, key: bytes) -> str:
    """The id of a file's bytes, read piece by piece."""
    digest = hmac.new(key, digestmod="sha256")
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()[:ID_LENGTH]


def identify_path(path: Path, key: bytes) -> str:
    """The id of a file whose bytes cannot be read; it gets another one as soon as they can."""
    return identify(b"path\0" + bytes(path), key)
