"""Tesseract as a library, within a process that may end: its model is loaded once, not anew for each small picture.

Loading takes a fifth of a second, reading the logo of a letter a hundredth. A picture that breaks Tesseract ends the
process that it runs in, so only a process that says it is disposable has the library; others start the program.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.disposable import is_disposable

if TYPE_CHECKING:
    from PIL import Image

LIBRARY = "libtesseract.so.5"
LANGUAGE = "nld"
SAMPLES = {"L": 1, "RGB": 3}  # bytes a pixel of the pictures that can be handed over as they are
_ARGUMENTS = {
    "TessBaseAPIInit3": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p],
    "TessBaseAPISetVariable": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p],
    "TessBaseAPISetPageSegMode": [ctypes.c_void_p, ctypes.c_int],
    "TessBaseAPIClearAdaptiveClassifier": [ctypes.c_void_p],
    "TessBaseAPISetImage": [ctypes.c_void_p, ctypes.c_char_p, *[ctypes.c_int] * 4],
    "TessBaseAPIRecognize": [ctypes.c_void_p, ctypes.c_void_p],
    "TessBaseAPIGetIterator": [ctypes.c_void_p],
    "TessBaseAPIClear": [ctypes.c_void_p],
    "TessDeleteText": [ctypes.c_void_p],
    "TessResultIteratorGetPageIterator": [ctypes.c_void_p],
    "TessResultIteratorNext": [ctypes.c_void_p, ctypes.c_int],
    "TessResultIteratorGetUTF8Text": [ctypes.c_void_p, ctypes.c_int],
    "TessResultIteratorConfidence": [ctypes.c_void_p, ctypes.c_int],
    "TessResultIteratorDelete": [ctypes.c_void_p],
    "TessPageIteratorIsAtBeginningOf": [ctypes.c_void_p, ctypes.c_int],
    "TessPageIteratorBoundingBox": [ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4],
    "TessMonitorSetDeadlineMSecs": [ctypes.c_void_p, ctypes.c_int],
    "TessMonitorDelete": [ctypes.c_void_p],
}
_HANDLES = (
    "TessBaseAPICreate", "TessMonitorCreate", "TessBaseAPIGetIterator", "TessResultIteratorGetPageIterator",
    "TessResultIteratorGetUTF8Text",
)  # fmt: skip
_BLOCK, _PARAGRAPH, _LINE, _WORD = range(4)  # levels of its iterator (TessPageIteratorLevel)


class BrokenError(Exception):
    """Tesseract gave up on a picture."""


class Seen(NamedTuple):
    """A word: block, paragraph and line that it stands in, counted from 1, its box in pixels, how sure it is of 100."""

    place: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: int
    text: str


class _Loaded(NamedTuple):
    library: Any
    engine: int


def version() -> str | None:
    """The version of the library as the program tells it; None where this process does not use it."""
    library = _library() if is_disposable() else None
    return library.TessVersion().decode().partition("-")[0] if library else None


@cache
def load() -> _Loaded | None:
    """The library with its Dutch model; None where either is missing. Who forks afterwards has it in each child."""
    library = _library()
    if library is None:
        return None
    engine = library.TessBaseAPICreate()
    library.TessBaseAPISetVariable(engine, b"debug_file", os.devnull.encode())
    return None if library.TessBaseAPIInit3(engine, None, LANGUAGE.encode()) else _Loaded(library, engine)


@cache
def _library() -> Any:
    try:
        library = ctypes.CDLL(LIBRARY)
        for name, types in _ARGUMENTS.items():
            getattr(library, name).argtypes = types
        for name in _HANDLES:
            getattr(library, name).restype = ctypes.c_void_p
        library.TessVersion.restype = ctypes.c_char_p
        library.TessResultIteratorConfidence.restype = ctypes.c_float
    except (OSError, AttributeError):
        return None
    return library


def words(picture: Image.Image, psm: int, dpi: int, seconds: int) -> list[Seen] | None:
    """The words that Tesseract reads in a picture, in its order; None where the program must do it.

    Raises TimeoutError after so many seconds, BrokenError where it gave up.
    """
    loaded = load() if is_disposable() and picture.mode in SAMPLES else None
    if loaded is None:
        return None
    library, engine = loaded
    sample = SAMPLES[picture.mode]
    library.TessBaseAPISetPageSegMode(engine, psm)
    library.TessBaseAPISetVariable(engine, b"user_defined_dpi", str(dpi).encode())
    library.TessBaseAPIClearAdaptiveClassifier(engine)  # nothing of one picture may be known at the next
    library.TessBaseAPISetImage(
        engine, picture.tobytes(), picture.width, picture.height, sample, sample * picture.width
    )
    try:
        _recognise(loaded, seconds)
        return list(_told(loaded))
    finally:
        library.TessBaseAPIClear(engine)


def _recognise(loaded: _Loaded, seconds: int) -> None:
    library, engine = loaded
    monitor = library.TessMonitorCreate()
    try:
        library.TessMonitorSetDeadlineMSecs(monitor, 1000 * seconds)
        began = os.times().elapsed
        failed = library.TessBaseAPIRecognize(engine, monitor)
    finally:
        library.TessMonitorDelete(monitor)
    if os.times().elapsed - began >= seconds:
        raise TimeoutError
    if failed:
        raise BrokenError


def _told(loaded: _Loaded) -> Iterator[Seen]:
    """Its words one by one: what it prints as a table costs three times as much."""
    library = loaded.library
    words = library.TessBaseAPIGetIterator(loaded.engine)
    if not words:
        return
    try:
        yield from _walked(library, words, library.TessResultIteratorGetPageIterator(words))
    finally:
        library.TessResultIteratorDelete(words)


def _walked(library: Any, words: int, places: int) -> Iterator[Seen]:
    """What begins a line may begin a paragraph, and that a block: to ask each word costs most of its time."""
    block = paragraph = line = 0
    sides = [ctypes.c_int() for _ in range(4)]
    onto = [ctypes.addressof(side) for side in sides]
    more = True
    while more:
        if (text := _text(library, words)) is not None:
            if library.TessPageIteratorIsAtBeginningOf(places, _LINE):
                line += 1
                if library.TessPageIteratorIsAtBeginningOf(places, _PARAGRAPH):
                    paragraph, line = paragraph + 1, 1
                    if library.TessPageIteratorIsAtBeginningOf(places, _BLOCK):
                        block, paragraph = block + 1, 1
            library.TessPageIteratorBoundingBox(places, _WORD, *onto)
            left, top, right, bottom = (side.value for side in sides)
            sure = int(library.TessResultIteratorConfidence(words, _WORD))
            yield Seen((block, paragraph, line), left, top, right - left, bottom - top, sure, text)
        more = library.TessResultIteratorNext(words, _WORD)


def _text(library: Any, words: int) -> str | None:
    """The text of the word that is next; None where no text is, as in a picture."""
    text = library.TessResultIteratorGetUTF8Text(words, _WORD)
    if not text:
        return None
    try:
        return ctypes.string_at(text).decode("utf-8")
    finally:
        library.TessDeleteText(text)
