"""Where a redacted document stands on the web, for who serves DIR there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlsplit

from flows.settings import WrongUsage


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of pages; none where nobody said where DIR is served."""

    root: Path
    base: str | None = None

    @classmethod
    def of(cls, root: Path, base: str | None) -> Self:
        """Links below `base`, an address of http or https; raises WrongUsage for another."""
        if base is not None and not is_web_address(base):
            raise WrongUsage(f"--base-url {base!r}: geef een adres dat met https:// of http:// begint.")
        return cls(root, base.rstrip("/") if base else None)

    def page(self, stem: str, page: int) -> str | None:
        """The page of a document; a text file has no pages that an address can name."""
        if not self.base:
            return None
        if (self.root / "redacted" / f"{stem}.txt").exists():
            return f"{self.base}/redacted/{quote(stem, safe='')}.txt"
        return f"{self.base}/redacted/{quote(stem, safe='')}.pdf#page={page}"

    def file(self, file: Path) -> str | None:
        """A file that lies in DIR."""
        place, root = file.absolute(), self.root.absolute()
        inside = self.base and place.is_relative_to(root)
        return f"{self.base}/{quote(place.relative_to(root).as_posix())}" if inside else None


def is_web_address(text: str) -> bool:
    """True for an address of http or https with a host, in plain letters."""
    try:
        parts = urlsplit(text)
        return bool(
            parts.scheme in ("http", "https")
            and parts.hostname
            and text.isascii()
            and text.isprintable()
            and " " not in text
            and (parts.port is None or parts.port)
        )
    except ValueError:
        return False
