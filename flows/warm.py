"""Loaded once by the fork server, so that every child starts with the engine in memory.

Nothing here may fail: a child without a warm engine is slow, not wrong.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import threading
from collections.abc import Iterator
from types import ModuleType

from corpus import tesseract
from corpus.disposable import DISPOSABLE

# One document has one core: threads inside numpy or Tesseract only get in each other's way.
ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# The module that the fork server warms; set by isolate before the server starts.
MODULE = "LAKWERK_ENGINE"
# Empty where so few documents follow that each loads what it needs sooner than a practice would be done.
PRACTISED = "LAKWERK_PRACTISED"
SELDOM = 100_000  # new objects until a child looks for rubbish: it lives for one document and has little of it
# spaCy loads its command line with itself, a web client and all: a third of its time. Nobody gives it a command here.
# Presidio loads the recognisers of all countries, with a pattern of every domain there is: most of its time.
UNUSED = {
    "spacy.cli": "spacy",
    "spacy.cli.info": "spacy",
    "presidio_analyzer.predefined_recognizers": "presidio_analyzer",
}


def warm() -> None:
    """Import the engine and, unless few documents follow, let it load its word lists.

    What is there then stays: no child looks through it for rubbish, which would also copy it.
    """
    gc.disable()
    for name in ONE_THREAD:
        os.environ[name] = "1"
    os.environ[DISPOSABLE] = "1"  # what starts from here may end by a picture
    reader = threading.Thread(target=tesseract.load)  # beside the imports, on another core
    reader.start()
    with contextlib.suppress(Exception):
        with _unloaded():
            engine = importlib.import_module(os.environ.get(MODULE, ""))
        reader.join()
        if os.environ.get(PRACTISED, "1"):
            getattr(engine, "warm", lambda: None)()
    reader.join()  # who forks may have no other thread
    gc.freeze()
    gc.set_threshold(SELDOM)
    gc.enable()


@contextlib.contextmanager
def _unloaded() -> Iterator[None]:
    """Nothing in the place of what is not used; who asks for it later gets it."""
    nothing = {name: ModuleType(name) for name, owner in UNUSED.items() if not {name, owner} & sys.modules.keys()}
    for module in nothing.values():
        vars(module).update(__path__=[], info=None, __getattr__=_nothing)
    sys.modules.update(nothing)
    try:
        yield
    finally:
        for name, module in nothing.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _nothing(name: str) -> type:
    """A class of that name, for who takes one from a module that is not there and does nothing with it."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})


# The fork server imports this module and does nothing else with it.
if MODULE in os.environ:
    warm()
