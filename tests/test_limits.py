"""What one document may use of a machine: little where it is small, and never more than the most."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import PRINTED, Limits, Settings

GB = 1 << 30


@pytest.mark.parametrize(
    ("name", "pages", "model", "least", "most"),
    [
        ("nota.pdf", 1, "", 1.8 * GB, 2 * GB),
        ("scan.tif", 3, "", 1.8 * GB, 2 * GB),
        ("dossier.pdf", 300, "", 4 * GB, 5 * GB),
        ("bom.pdf", 2_000, "", 6 * GB, 6 * GB),
        ("nota.docx", 1, "", 6 * GB, 6 * GB),
        ("nota.pdf", 1, "nl_core_news_lg", 6 * GB, 6 * GB),
    ],
)
def test_memory_grows_with_pages_and_for_what_needs_more(
    name: str, pages: int, model: str, least: float, most: float
) -> None:
    """A hostile file of a page may not take what a file of three hundred needs."""
    settings = Settings(other_model=model).of(pages, Path(name))
    assert least <= settings.limits.memory <= most
    assert settings == Settings(other_model=model, limits=settings.limits)


@pytest.mark.parametrize("suffix", sorted(PRINTED))
def test_what_is_set_larger_stays_larger(suffix: str) -> None:
    assert Settings(limits=Limits(memory=9 * GB)).of(1, Path(f"x{suffix}")).limits.memory == 9 * GB
