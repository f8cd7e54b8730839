"""What the server tells of a document, for the bar and the search of the document view."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desking import Browser, Made

from corpus.galley import read_galley, write_galley

TEXT = "Brief van Jan Vos aan Piet Bos over het register"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, {"a": TEXT}, ["Jan Vos", "Piet Bos"])


def test_blanks_around_a_hit_stay(made: Made) -> None:
    (hit,) = Browser(made).search("a", "Piet Bos")["hits"]
    assert (hit["before"][-4:], hit["text"], hit["after"][:5]) == ("aan ", "Piet Bos", " over")


def test_doubts_that_are_left_and_that_were_looked_at_are_told_apart(made: Made) -> None:
    """One of two is taken as proposed."""
    galley = read_galley(made.galley("a"))
    unsure = tuple(each._replace(score=0.5) for each in galley.decisions)
    write_galley(made.galley("a"), replace(galley, decisions=unsure), None)
    browser = Browser(made)
    told = browser.act("a", do="accept", finding=min(browser.findings("a"))).json()
    assert (told["counts"]["doubt"], told["counts"]["decided"]) == (1, 1)
