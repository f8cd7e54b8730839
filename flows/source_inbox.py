"""The private folder of one source, in DIR/confidential: what it fetched, what it remembers, what it left.

File names there are personal data, and so is what lies in them: folders are 0700, files 0600.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flows.folder import make_private, write_private
from flows.source import SourceAway
from flows.written import replacing

STATE, LEFT_FILE, OBJECTS = "state.json", "left.txt", "files"


class Why(StrEnum):
    """Why something will not be given to a run; the value is what the user reads."""

    TYPE = "onbekend type"
    LINK = "verwijzing"
    SPECIAL = "geen gewoon bestand"
    CLOSED = "geen leesrecht"
    SIZE = "te groot"


Left = list[tuple[Why, str]]  # why, and which


@dataclass(frozen=True, slots=True)
class Inbox:
    """Nothing is made before it is needed."""

    folder: Path

    @property
    def objects(self) -> Path:
        """Where fetched files lie, apart from what is remembered of them."""
        return self.folder / OBJECTS

    @contextmanager
    def written(self) -> Iterator[None]:
        """Raises SourceAway where the disk does not let us: the others may lie elsewhere."""
        try:
            yield
        except OSError as error:
            raise SourceAway(
                f"Bron '{self.folder.name}': {self.folder} kan niet worden gelezen of beschreven ({error.strerror})."
            ) from None

    def prepare(self) -> None:
        with self.written():
            make_private(self.folder.parent)
            make_private(self.folder)

    def state(self) -> dict[str, Any]:
        """What was remembered; nothing where it is away or damaged, since then all is simply looked at anew."""
        try:
            with self.written():
                file = self.folder / STATE
                state = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}

    def remember(self, state: Mapping[str, Any]) -> None:
        # ASCII: file names may hold odd bytes.
        with self.written():
            write_private(self.folder / STATE, (json.dumps(state, separators=(",", ":")) + "\n").encode())

    def tell_left(self, left: Left) -> int:
        """Write down what was left and why, one a line; how much that is."""
        lines = [f"{why.value}\t{_line(name)}\n" for why, name in sorted(left)]
        with self.written():
            if lines:
                write_private(self.folder / LEFT_FILE, "".join(lines).encode("utf-8", "backslashreplace"))
            else:
                (self.folder / LEFT_FILE).unlink(missing_ok=True)
        return len(lines)

    def put(self, target: Path, pieces: Iterable[bytes]) -> None:
        """Make a file of these pieces, at once; where they break off, what was there stays. Raises what they raise."""
        with self.written():
            for folder in (self.objects, target.parent.parent, target.parent):
                if folder.is_relative_to(self.objects):
                    make_private(folder)
            with replacing(target) as out:
                out.writelines(pieces)

    def files(self) -> tuple[Path, ...]:
        """All that was ever fetched and is still there; a part file is hidden."""
        found = os.walk(self.objects)
        return tuple(sorted(Path(here, name) for here, _, names in found for name in names if not name.startswith(".")))


def _line(name: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in name)
