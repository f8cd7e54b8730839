"""The process that others fork from loads what documents need, and leaves out what libraries load for others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from flows import warm

ROOT = Path(__file__).resolve().parents[1]
ASKED = """
import sys
import flows.warm
print(*sorted(sys.modules.keys() & flows.warm.UNUSED.keys()))
from presidio_analyzer.predefined_recognizers import IbanRecognizer
from anonymize.find import find
print(IbanRecognizer.__mro__[-2].__name__)
"""


def test_what_nobody_uses_is_not_loaded_until_somebody_asks() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), warm.MODULE: "flows.pipeline", warm.PRACTISED: ""}
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)
    loaded, base = done.stdout.splitlines()
    assert loaded == ""
    assert base == "EntityRecognizer"  # the real one
