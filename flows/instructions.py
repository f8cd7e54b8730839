"""Where what people said about documents lies: DIR/confidential/instructions/<id>.json, for its owner alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from corpus.instructions import Instruction
from flows.folder import Folder, make_private, write_private
from flows.settings import WrongUsage


def read_instructions(folder: Folder, id: str) -> tuple[Instruction, ...]:
    """What was said about a document, in order; raises WrongUsage for a damaged file: it may not be passed over."""
    file = folder.instructions / f"{id}.json"
    if not file.exists():
        return ()
    try:
        return tuple(_loaded(each) for each in json.loads(file.read_text("utf-8"))["instructions"])
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongUsage(f"{file}: dit bestand is beschadigd. Zet het uit een reservekopie terug.") from None


def _loaded(told: dict[str, Any]) -> Instruction:
    box = told["box"]
    return Instruction(**{**told, "box": tuple(map(float, box)) if box else None})


def write_instructions(folder: Folder, id: str, instructions: Sequence[Instruction]) -> None:
    """Replace the instructions about a document."""
    make_private(folder.instructions)
    told = json.dumps({"instructions": [each._asdict() for each in instructions]}, ensure_ascii=False, indent=2) + "\n"
    write_private(folder.instructions / f"{id}.json", told.encode())


def of_instructions(fingerprint: str, instructions: Sequence[Instruction], key: bytes) -> str:
    """The fingerprint of a document that is done with instructions; keyed, since these hold what is hidden."""
    if not instructions:
        return fingerprint
    told = json.dumps([fingerprint, [(*each[:6], each.box) for each in instructions]])
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:32]
