"""Two other programs on the same scans, in a throw-away environment: ocrmypdf (OCR only), Presidio's image redactor.

`python throughput_rivals.py PICTURES...`, by that environment's Python, redacts pictures one by one with what Presidio
has for Dutch without a model.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import throughput_spent

PACKAGES = {"ocrmypdf": "ocrmypdf", "presidio": "presidio-image-redactor"}


def environment(folder: Path) -> Path | None:
    """The Python of a new environment with both programs; None where they cannot be had."""
    python = folder / "rivals" / "bin" / "python"
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", folder / "rivals"],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES.values()],
    ]
    for command in commands:
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return python


def ocrmypdf(python: Path, scans: Sequence[Path], jobs: int) -> float | None:
    """Wall seconds of ocrmypdf over all scans, one after the other, each on all cores; None where it fails."""
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    wall = 0.0
    with tempfile.TemporaryDirectory() as out:
        for scan in scans:
            command = [
                python.with_name("ocrmypdf"), "-l", "nld", "--output-type", "pdf", "-O0", "--force-ocr",
                "--jobs", str(jobs), scan, Path(out) / scan.name,
            ]  # fmt: skip
            spent = throughput_spent.spend(command, QUIET="1", **surroundings)
            if spent.status:
                return None
            wall += spent.wall
    return wall


def presidio(python: Path, pages: Sequence[Path], jobs: int) -> float | None:
    """Wall seconds of the loop over all pages in as many processes as there are cores, their start apart."""
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": ""}
    shares = [pages[at::jobs] for at in range(jobs)]
    command = [python, __file__]
    running = [subprocess.Popen([*command, *share], env=surroundings, stdout=subprocess.PIPE) for share in shares]
    told = [each.communicate()[0] for each in running]
    if any(each.returncode for each in running):
        return None
    return max(float(line) for line in told)


def main(pages: Sequence[str]) -> None:
    import spacy  # here and below: only in that environment
    from PIL import Image
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_image_redactor import ImageAnalyzerEngine, ImageRedactorEngine

    with tempfile.TemporaryDirectory() as model:
        spacy.blank("nl").to_disk(model)
        engine = NlpEngineProvider(
            nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "nl", "model_name": model}]}
        ).create_engine()
        registry = RecognizerRegistry(supported_languages=["nl"])
        registry.load_predefined_recognizers(languages=["nl"], nlp_engine=engine)
        analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["nl"])
        redactor = ImageRedactorEngine(ImageAnalyzerEngine(analyzer_engine=analyzer))
        start = time.monotonic()
        for page in pages:
            redactor.redact(Image.open(page).convert("RGB"), fill=(0, 0, 0), ocr_kwargs={"lang": "nld"}, language="nl")
        print(time.monotonic() - start)  # noqa: T201 - read by who started this


if __name__ == "__main__":
    main(sys.argv[1:])
