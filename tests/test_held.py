"""A document's own process opens its pages once and keeps none when it is done; other processes hold nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus import held
from corpus.disposable import DISPOSABLE
from corpus.views import views


def made(path: Path, *pages: str) -> Path:
    canvas = Canvas(str(path), pagesize=(300, 300), invariant=1)
    for wording in pages:
        canvas.drawString(40, 200, wording)
        canvas.showPage()
    canvas.save()
    return path


def look(source: Path, dpi: int) -> Image.Image:
    """The first page in grey."""
    return next(iter([view.grey(dpi) for view in views(source)]))


@pytest.fixture(params=["1", "0"], ids=["for one document", "for many"])
def own(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """True in a process for one document alone."""
    monkeypatch.setenv(DISPOSABLE, request.param)
    yield request.param == "1"
    held.let_go()


def test_pages_are_opened_once_in_a_documents_own_process(own: bool, tmp_path: Path) -> None:
    source = made(tmp_path / "x.pdf", "een", "twee")
    first, second = ([view.leaf for view in views(source)] for _ in range(2))
    assert (first == second) is own


def test_a_page_that_nobody_looks_at_is_not_opened(own: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = made(tmp_path / "x.pdf", "een", "twee")
    monkeypatch.setattr(held, "_drop_annotations", lambda page: pytest.fail("a page was opened"))
    assert [(view.width, view.height) for view in views(source)] == [(300, 300), (300, 300)]


def test_a_low_look_is_drawn_once_and_a_sharp_one_each_time(own: bool, tmp_path: Path) -> None:
    source = made(tmp_path / "x.pdf", "een")
    for dpi, kept in ((held.LOOK_DPI, own), (held.LOOK_DPI + 1, False)):
        first, second = (look(source, dpi) for _ in range(2))
        assert (first is second) is kept
        assert first.tobytes() == second.tobytes()


def test_another_file_under_the_same_name_is_seen(own: bool, tmp_path: Path) -> None:
    source = made(tmp_path / "x.pdf", "een")
    first = look(source, held.LOOK_DPI).tobytes()
    os.utime(made(source, "een heel andere regel"), (1, 1))
    assert look(source, held.LOOK_DPI).tobytes() != first


def test_nothing_is_held_once_it_is_let_go(own: bool, tmp_path: Path) -> None:
    source = made(tmp_path / "x.pdf", "een")
    (page,) = [view.leaf for view in views(source)]
    held.let_go()
    assert not held._HELD
    assert page.raw is None


def test_many_pages_and_files_are_not_all_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DISPOSABLE, "1")
    sources = [made(tmp_path / f"{at}.pdf", *["een"] * (held.MOST_PAGES + 3)) for at in range(held.MOST_FILES + 2)]
    for source in sources:
        assert all(view.leaf for view in views(source))
    assert len(held._HELD) == held.MOST_FILES
    assert all(len(pages._pages) == held.MOST_PAGES for pages in held._HELD.values())
    held.let_go()


def test_what_forked_off_opens_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two processes with one open file would read from each other's place in it."""
    monkeypatch.setenv(DISPOSABLE, "1")
    source = made(tmp_path / "x.pdf", "een")
    with held.held(source) as ours:
        monkeypatch.setattr(os, "getpid", lambda: 1)
        with held.held(source) as theirs:
            assert theirs is not ours
    held.let_go()
