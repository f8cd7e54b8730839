"""Programs that may be on this machine or not."""

from __future__ import annotations

import shutil

OFFICE = ("soffice", "libreoffice")


def office() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return next((path for name in OFFICE if (path := shutil.which(name))), None)
