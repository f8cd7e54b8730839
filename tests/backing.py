"""Backups for tests: what a folder holds, and tars that nobody but an attacker would make."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

# Made anew by itself, or added to by the backup and the restoring.
LOOSE = frozenset({"lock", "prefect", "trail.db", "trail.seal", "last-run"})


def content(out: Path) -> dict[str, object]:
    """Every file of DIR with its rights: bytes, or for a database all that it says."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        told: object = "folder"
        if path.is_file():
            told = said(path) if path.suffix in (".db", ".sqlite") else path.read_bytes()
        if not LOOSE & set(path.relative_to(out).parts) and not path.name.endswith(("-wal", "-shm")):
            found[path.relative_to(out).as_posix()] = (path.stat().st_mode & 0o777, told)
    return found


def said(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as sql:
        return list(sql.iterdump())


def listed(path: str, text: bytes, **other: Any) -> dict[str, Any]:
    return {"path": path, "size": len(text), "sha256": hashlib.sha256(text).hexdigest(), "mode": 0o644} | other


def made(file: Path, members: list[tuple[tarfile.TarInfo | str, bytes]], manifest: object = None) -> Path:
    """A tar of members, with a manifest that says exactly what is in it unless another one is given."""
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
        for member, text in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
        names = [(member if isinstance(member, str) else member.name, text) for member, text in members]
        told = {"format": 1, "lakwerk": "0", "store": "sqlite", "folders": [{"path": ".", "mode": 0o755}]}
        told["files"] = [listed(name.removeprefix("map/"), text) for name, text in names]
        last = json.dumps(told if manifest is None else manifest).encode()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(last)
        tar.addfile(info, io.BytesIO(last))
    return file


def of_kind(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info
