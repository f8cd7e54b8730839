"""Before the first document the engine does a mail of its own, so that no child loads anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTA = ROOT / "examples" / "documents" / "brief-noor-haddad-toeslagen.pdf"
# After the practice nothing may be loaded: neither the model nor word counts nor the letters of common fonts.
SCRIPT = """
import sys, threading, os
from pathlib import Path
import spacy, wordfreq
from anonymize import letterforms
from flows.job import Job
from flows.pipeline import process, warm
from flows.settings import load_settings
if "cold" not in sys.argv:
    warm()
def refuse(*_, **__):
    raise SystemExit("loads")
spacy.load = wordfreq.get_frequency_list = letterforms.Font = refuse
source, staging = map(Path, sys.argv[1:3])
staging.mkdir()
done = process(Job(source, staging, b"k" * 32, load_settings(None, None)))
print(type(done).__name__, threading.active_count(), len(os.listdir("/proc/self/task")))
"""


def told(staging: Path, *more: str) -> str:
    command = [sys.executable, "-c", SCRIPT, str(NOTA), str(staging), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.stdout.strip() or done.stderr.strip()


def test_a_document_after_the_practice_loads_nothing_and_one_before_it_does(tmp_path: Path) -> None:
    assert told(tmp_path / "warm") == "Done 1 1"  # and no thread is left, so that forking is safe
    assert told(tmp_path / "cold", "cold") == "loads"


# The command line of spaCy is loaded with it; the process that documents are forked from does without.
SPACY = """
import sys
import flows.warm
before = "typer" in sys.modules
import spacy.cli
print("flows.pipeline" in sys.modules, before, "typer" in sys.modules, callable(spacy.cli.info))
"""


def test_what_nobody_asks_of_spacy_is_not_loaded_before_it_is_asked() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LAKWERK_ENGINE": "flows.pipeline", "LAKWERK_PRACTISED": ""}
    done = subprocess.run([sys.executable, "-c", SPACY], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["True", "False", "True", "True"]


# Without a practice the engine is there, and what it loads at first use is not; tesseract is, for that costs no wait.
FEW = """
import gc
import flows.warm
from nlp import dutch
from corpus import tesseract
print(dutch.pipeline.cache_info().currsize, tesseract.load.cache_info().currsize)
print(gc.isenabled(), gc.get_freeze_count() > 0)
"""


@pytest.mark.parametrize(("practised", "loaded"), [("", "0"), ("1", "1")])
def test_few_documents_are_not_practised_for(practised: str, loaded: str) -> None:
    wanted = {"PYTHONPATH": str(ROOT), "LAKWERK_ENGINE": "flows.pipeline", "LAKWERK_PRACTISED": practised}
    command = [sys.executable, "-c", FEW]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **wanted}, check=True)
    assert done.stdout.split() == [loaded, "1", "True", "True"]
