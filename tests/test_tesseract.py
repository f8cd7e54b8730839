"""Tesseract as a library reads what its program reads, and only where a process may end by a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from corpus import ocr, tesseract
from corpus.disposable import DISPOSABLE
from corpus.errors import OutOfTime

ROOT = Path(__file__).resolve().parents[1]
WORDS = "Hanneke Terpwijkstra zegt toe 14 november Ministerie € 3,50 (070) 426".split()
# One picture by the library, and whether a thread is left of it: who forks afterwards may have none.
SCRIPT = """
import os, sys
from PIL import Image
from corpus import ocr
lines = ocr.recognise(Image.open(sys.argv[1]), 1, 1.0, psm=6)
print(len(os.listdir("/proc/self/task")), *(word.text for line in lines for word in line.words))
"""


@pytest.fixture
def disposable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DISPOSABLE, "1")


def picture(lines: list[str], mode: str = "L", dark: int = 0) -> Image.Image:
    drawn = Image.new("L", (900, 60 + 60 * len(lines)), 255)
    face = ImageFont.load_default(size=36)
    for at, line in enumerate(lines):
        ImageDraw.Draw(drawn).text((30, 30 + 60 * at), line, fill=dark, font=face)
    return drawn.convert(mode)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=3),
    st.sampled_from(["L", "RGB"]),
    st.sampled_from([0, 120]),
    st.sampled_from([3, 6]),
    st.sampled_from([100, 300]),
)
def test_the_library_reads_what_the_program_reads(lines: list[str], mode: str, dark: int, psm: int, dpi: int) -> None:
    drawn = picture(lines, mode, dark)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(DISPOSABLE, raising=False)
        by_program = ocr.recognise(drawn, 1, 0.24, psm=psm, dpi=dpi)
        patch.setenv(DISPOSABLE, "1")
        patch.setattr(ocr.pytesseract, "image_to_data", _refuse)
        assert ocr.recognise(drawn, 1, 0.24, psm=psm, dpi=dpi) == by_program


def _refuse(*_: object, **__: object) -> str:
    raise AssertionError("the program was started")


def test_what_one_picture_shows_is_not_known_at_the_next(disposable: None) -> None:
    once = ocr.recognise(picture([WORDS[0]]), 1, 1.0)
    ocr.recognise(picture(WORDS), 1, 1.0)
    assert ocr.recognise(picture([WORDS[0]]), 1, 1.0) == once != ()


@pytest.mark.parametrize("told", [None, "0"])
def test_a_process_that_must_go_on_starts_the_program(monkeypatch: pytest.MonkeyPatch, told: str | None) -> None:
    monkeypatch.delenv(DISPOSABLE, raising=False)
    if told is not None:
        monkeypatch.setenv(DISPOSABLE, told)
    assert tesseract.words(picture(WORDS[:2]), 6, 300, 60) is None
    assert [word.text for line in ocr.recognise(picture(WORDS[:1]), 1, 1.0) for word in line.words] == WORDS[:1]


def test_a_picture_of_two_colours_is_left_to_the_program(disposable: None) -> None:
    assert tesseract.words(picture(WORDS[:2], "1"), 6, 300, 60) is None
    assert tesseract.words(picture(WORDS[:2]), 6, 300, 60) is not None


def test_both_tell_the_same_version(disposable: None) -> None:
    assert tesseract.version() == str(ocr.pytesseract.get_tesseract_version())


def test_a_reading_that_takes_too_long_is_ended(disposable: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "TIMEOUT_SECONDS", 0)
    with pytest.raises(OutOfTime):
        ocr.recognise(picture(WORDS), 1, 1.0)


def test_a_picture_that_tesseract_gives_up_is_told(disposable: None, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = tesseract.load()
    assert loaded is not None
    monkeypatch.setattr(loaded.library, "TessBaseAPIRecognize", lambda *_: -1)
    with pytest.raises(ocr.OcrMissing):
        ocr.recognise(picture(WORDS), 1, 1.0)


def test_the_library_leaves_no_thread(tmp_path: Path) -> None:
    picture(WORDS[:1]).save(tmp_path / "words.png")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), DISPOSABLE: "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "words.png")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["1", *WORDS[:1]]
    assert not done.stderr
