"""The galley is what was read and proposed, to the letter, so that what the desk shows is what the pipeline does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import hostile
import pytest
from conftest import write

from anonymize.doubt import look_at
from anonymize.find import find
from anonymize.policy import Policy, decide
from corpus.decisions import Category, Mark, Published
from corpus.document import Box, Document
from corpus.errors import Damaged
from corpus.galley import Galley, has_pages, read_galley, read_pages, write_galley
from corpus.read import read

LETTER = """\
Aan de Voorzitter van de Tweede Kamer

Datum 1 maart 2024
Contactpersoon: Hanneke Terpwijkstra, h.terpwijkstra@minbzk.nl, 070 426 01 23
De heer Brouwers van het Bureau Zonnebloem schreef het plan.
"""


def galley_of(document: Document) -> Galley:
    decisions = decide(document, find(document), Policy())
    looks = tuple(word.span for word in look_at(Published(document, decisions)))
    return Galley(document, decisions, (Mark(Box(1, 1.5, 2.25, 30, 40), Category.SIGNATURE, "5.1.2e"),), looks)


def test_a_galley_comes_back_as_it_was(tmp_path: Path) -> None:
    """Text, words, blocks, decisions, ink; places are rounded to hundredths of a point."""
    for document in (write(LETTER), read(hostile.plain(tmp_path / "nota.pdf"))):
        galley = galley_of(document)
        write_galley(tmp_path / "g.zip", galley, None)
        again = read_galley(tmp_path / "g.zip")
        assert again.document.text == document.text
        assert again.document.blocks == document.blocks
        assert again.document.pages == document.pages
        assert (again.decisions, again.marks, again.looks) == (galley.decisions, galley.marks, galley.looks)
        pairs = zip(again.document.words, document.words, strict=True)
        assert all(abs(a - b) < 0.006 for one, other in pairs for a, b in zip(one.box, other.box, strict=True))
        assert not has_pages(tmp_path / "g.zip")


def test_the_same_galley_gives_the_same_bytes(tmp_path: Path) -> None:
    galley = galley_of(write(LETTER))
    write_galley(tmp_path / "one.zip", galley, None)
    write_galley(tmp_path / "two.zip", galley, None)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_pages_that_were_made_go_with_it(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(b"%PDF-1.7 x")
    write_galley(tmp_path / "g.zip", galley_of(write(LETTER)), tmp_path / "made.pdf")
    assert has_pages(tmp_path / "g.zip")
    assert read_pages(tmp_path / "g.zip") == b"%PDF-1.7 x"


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 500])
def test_a_damaged_galley_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "g.zip").write_bytes(content)
    with pytest.raises(Damaged, match="lakwerk run"):
        read_galley(tmp_path / "g.zip")


def test_a_galley_without_its_words_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as out:
        out.writestr("galley.json", "{}")
    with pytest.raises(Damaged):
        read_galley(tmp_path / "g.zip")
