"""What every test may ask for: a small document from marked-up lines, the folder of real documents, quick batches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batching import fill, run
from hypothesis import settings
from kept import CANARY
from postgres import server

from corpus.document import Box, Document, Draft, Page, Part, Source, Word, compose
from flows.child import load
from flows.isolate import Ending, Isolation

# How long an example takes tells of the machine, whose first files load libraries, and not of the program.
settings.register_profile("lakwerk", deadline=None)
settings.load_profile("lakwerk")
ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "real"

PREFIXES = {
    "# ": Part.HEADING,
    "- ": Part.ITEM,
    "| ": Part.ROW,
    "@ ": Part.HEAD,
    "> ": Part.COLOPHON,
    "^ ": Part.NOTE,
}


def write(text: str, name: str = "nota.pdf") -> Document:
    """A document of one page: a line is a block, its prefix says which part (none: a paragraph).

    `# ` heading, `- ` item, `| ` row, `@ ` head (addressee, date, subject), `> ` side column, `^ ` footnote.
    """
    drafts: list[Draft] = []
    for line_number, line in enumerate(text.strip("\n").split("\n")):
        part = PREFIXES.get(line[:2], Part.PARAGRAPH)
        line = line[2:] if line[:2] in PREFIXES else line
        column, words = 0, []
        for token in line.split():
            top = 20.0 + 14 * line_number
            words.append(Word(token, token, Box(1, column * 5.0, top, (column + len(token)) * 5.0, top + 11)))
            column += len(token) + 1
        if words:
            drafts.append(Draft(part, words, 1 if part is Part.HEADING else 0))
    words_, blocks = compose(drafts)
    return Document("0" * 32, name, "test", (Page(1, 595, 842, Source.TEXT),), words_, blocks)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real documents, which is not part of the project."""
    if not REAL.is_dir():
        pytest.skip("the folder of real documents is not beside this checkout")
    return REAL


@pytest.fixture(autouse=True)
def surroundings() -> Iterator[None]:
    """Settings that a command took from a settings file hold for its process, which here is that of all tests."""
    before = {name: value for name, value in os.environ.items() if name.startswith("LAKWERK_")}
    yield
    for name in [name for name in os.environ if name.startswith("LAKWERK_") and name not in before]:
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children without processes, for tests that run many batches."""

    def call(self: Isolation, target: str, arguments: tuple[object, ...], *_: object) -> Ending:
        load(target)(*arguments)
        return Ending.OK

    monkeypatch.setattr(Isolation, "call", call)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> Path:
    """A folder with two released documents and one in quarantine."""
    texts = {"a.txt": "een", "b.txt": f"naam: {CANARY}", "c.txt": "kapot"}
    assert run(monkeypatch, fill(tmp_path / "in", texts), "--out", tmp_path / "out", "--jobs", 1) == 1
    return tmp_path / "out"


@pytest.fixture(scope="session")
def desk_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DIR for the workspace; each test that decides does so on documents of its own."""
    import desk_folder  # here: few tests need it, and it loads what writes PDFs

    return desk_folder.make(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A PostgreSQL server of our own, for all tests that ask for one."""
    with server() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium of this machine."""
    from desk_driven import browsing  # here: most tests need no server and no browser

    with browsing() as started:
        yield started


@pytest.fixture
def view(browser: Any) -> Iterator[Any]:
    """The document view, opened over a desk that is made for tests."""
    from desk_driven import viewing
    from desk_fake import Desk

    with viewing(browser, Desk()) as opened:
        yield opened
