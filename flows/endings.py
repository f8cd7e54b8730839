"""The files of a document that are let go, by their endings, and where a run puts each."""

from __future__ import annotations

from pathlib import Path

from flows.folder import Folder

ENDINGS = ("pdf", "txt", "html", "json")


def placed(folder: Folder, stem: str, ending: str) -> Path:
    """Where a file of a document lies in DIR, whether it is there or not."""
    places = {"html": folder.accessible, "json": folder.records}
    return places.get(ending, folder.redacted) / f"{stem}.{ending}"
