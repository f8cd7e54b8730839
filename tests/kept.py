"""A folder with two released documents and one in quarantine, and what the doctor says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.cli import main

CANARY = "Zonderling"


def doctor(out: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["doctor", "--out", str(out), *more])
    return status, "\n".join(line for line in capsys.readouterr().out.splitlines() if not line.startswith("goed"))
