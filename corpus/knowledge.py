"""What is known of the Dutch of ministries stands in lists beside the code; here they are read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_list(package: str, name: str) -> dict[str, Any]:
    """The list lists/`name`.toml of `package`, as it stands in the file; read once, so not to be changed."""
    return tomllib.loads((files(package) / "lists" / f"{name}.toml").read_text(encoding="utf-8"))
