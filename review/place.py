"""Where the site finds what it shows, and whom it believes about who is signed in."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

HERE = ("127.0.0.1", "::1")
SETTING = "LAKWERK_WEB"  # how the command tells its worker processes


@dataclass(frozen=True, slots=True)
class Place:
    """DIR of a run. `user_header` is the header of a reverse proxy that names the user, believed from `proxies` only.

    Without `user_header` nobody is signed in.
    """

    root: Path
    user_header: str = ""
    proxies: tuple[str, ...] = HERE

    @classmethod
    def told(cls) -> Self:
        """As the command said it in the environment of this process."""
        told = json.loads(os.environ[SETTING])
        return cls(Path(told["root"]), told["user_header"], tuple(told["proxies"]))

    def tell(self) -> None:
        """Say it to the processes that this one starts."""
        os.environ[SETTING] = json.dumps(asdict(self) | {"root": str(self.root.absolute())})

    @property
    def database(self) -> Path:
        return self.root / "lakwerk.db"

    @property
    def calendar(self) -> Path:
        return self.root / "deadlines.ics"

    @property
    def notes(self) -> Path:
        return self.root / "notes.db"

    def redacted(self, name: str) -> Path:
        return self.root / "redacted" / name

    def accessible(self, stem: str) -> Path:
        return self.root / "accessible" / f"{stem}.html"

    def record(self, stem: str) -> Path:
        return self.root / "records" / f"{stem}.json"

    @property
    def threads(self) -> Path:
        return self.root / "threads.json"
