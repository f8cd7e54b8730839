"""What the last run of DIR was asked to do, so that one document can be made anew in the same way."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from flows.folder import Folder, write_private
from flows.settings import Settings, WrongUsage, load_settings

LISTS = ("known_officials", "public_figures")
OTHERS = ("profile", "other_model", "accept_changes", "thorough")


def keep_settings(folder: Folder, settings: Settings) -> None:
    """Write the settings down, for the owner of DIR alone."""
    told = {name: os.fspath(path) for name in LISTS if (path := getattr(settings, name))}
    told |= {name: getattr(settings, name) for name in OTHERS}
    write_private(folder.settings, (json.dumps(told, indent=2) + "\n").encode())


def kept_settings(folder: Folder) -> Settings:
    """The settings of the last run, its lists as they are now; raises WrongUsage where these cannot be used."""
    try:
        told: dict[str, Any] = json.loads(folder.settings.read_text("utf-8")) if folder.settings.exists() else {}
        lists: dict[str, Any] = {name: Path(told[name]) if name in told else None for name in LISTS}
        others: dict[str, Any] = {name: told[name] for name in OTHERS if name in told}
    except (OSError, ValueError, TypeError):
        raise WrongUsage(f"{folder.settings}: dit bestand is beschadigd. Draai lakwerk run opnieuw.") from None
    return load_settings(**lists, **others)
