"""What is asked for one document, and the name that its bytes get."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from corpus.corrections import Correction
from corpus.instructions import Instruction
from corpus.rules import Rule
from flows.settings import Settings

ID_LENGTH = 32
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Family:
    """What a document came with: the id of its parent and its number there, and the ids of its own attachments.

    `name` is what its parent calls it, which may be personal data; `warnings` say which attachments were left.
    """

    parent: str | None = None
    number: int = 0
    name: str = ""
    attachments: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to do: `process` reads `source` and writes its files into `staging`.

    `people` are names that other documents of the batch hide, `instructions` what people said about this one,
    `corrections` what they said about its records, `rules` what they said about all documents. `readings` is where
    earlier readings are kept, `reader` stands for the code that reads; `processes` may work on its pages at once.
    """

    source: Path
    staging: Path
    key: bytes
    settings: Settings
    family: Family = Family()
    people: tuple[str, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    corrections: tuple[Correction, ...] = ()
    rules: tuple[Rule, ...] = ()
    readings: Path | None = None
    reader: str = ""
    processes: int = 1


def of_family(fingerprint: str, family: Family) -> str:
    """The fingerprint of one document: its record also says what it came with."""
    if not (family.parent or family.attachments or family.warnings):
        return fingerprint
    told = json.dumps([fingerprint, family.parent, family.attachments, family.warnings])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


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
