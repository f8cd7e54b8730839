"""The made pages are what they say: enough of them, the same each time, with a truth whose words are all drawn."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from made_pages import Made, make, scan, with_layer
from pypdfium2 import PdfDocument

MINISTRIES = {"BZK", "IenW", "EZK", "LNV", "JenV", "OCW", "Def", "VWS", "AZ"}
# Between two words of a section may stand what a page break brings: footnotes, side column, running head.
BREAK = 2600


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, ...]:
    return make(tmp_path_factory.mktemp("made"))


def pages(path: Path) -> list[str]:
    with PdfDocument(path) as pdf:
        return [pdf[i].get_textpage().get_text_range() for i in range(len(pdf))]


def letters(text: str) -> str:
    """A text without blanks and hyphens: PDFium gives neither as they were drawn."""
    return re.sub(r"[\s\-\ufffe\u0002\u00ad]", "", unicodedata.normalize("NFKC", text))


def drawn(path: Path) -> str:
    return letters("".join(pages(path)))


def test_there_are_enough_pages_of_nine_ministries(made: tuple[Made, ...]) -> None:
    assert sum(each.truth.pages for each in made) >= 66
    for kind in ("beslisnota", "kamerbrief"):
        assert {each.truth.ministry for each in made if each.truth.kind == kind} >= MINISTRIES
    assert [each.name for each in made if len(pages(each.path)) != each.truth.pages] == []


def test_the_same_pages_are_made_each_time(made: tuple[Made, ...], tmp_path: Path) -> None:
    again = make(tmp_path)
    assert [each.truth for each in again] == [each.truth for each in made]
    assert [each.name for each, other in zip(again, made, strict=True) if not _same(each.path, other.path)] == []


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def test_every_word_of_a_section_is_drawn_and_in_its_order(made: tuple[Made, ...]) -> None:
    for each in made:
        text, at = drawn(each.path), 0
        for heading, body in each.truth.sections:
            for word in (letters(word) for word in f"{heading or ''} {body}".split() if word != "|"):
                found = text.find(word, at)
                assert 0 <= found - at <= BREAK or at == 0, (each.name, heading, word, text[at : at + 60])
                at = found + len(word)


def test_every_word_of_the_truth_is_drawn_as_often_as_it_says(made: tuple[Made, ...]) -> None:
    for each in made:
        truth = each.truth
        parts = [*truth.side, *truth.furniture, *truth.notes, *truth.head]
        parts += [part for heading, body in truth.sections for part in (heading or "", body)]
        wanted = Counter(letters("".join(parts)).replace("|", ""))
        assert wanted - Counter(drawn(each.path)) == Counter(), each.name


def test_every_field_stands_on_the_first_page(made: tuple[Made, ...]) -> None:
    for each in made:
        first = letters(pages(each.path)[0])
        for label, value in each.truth.colophon.items():
            assert letters(label) in first, (each.name, label)
            assert all(letters(line) in first for line in value.split("\n")), (each.name, label)
        assert all(letters(word) in first for word in (each.truth.title or "").split()), each.name
        for reference in (each.truth.our_reference, each.truth.your_reference):
            assert letters(reference or "") in first, each.name


def test_dossiers_are_those_that_the_text_cites(made: tuple[Made, ...]) -> None:
    for each in made:
        truth = each.truth
        text = re.sub(r"[\s.]", "", " ".join([*truth.notes, *(body for _, body in truth.sections)]))
        assert truth.dossiers == tuple(sorted(set(truth.dossiers)))
        assert {key for key in truth.dossiers if key.split("-")[0] not in text} == set(), each.name


def test_no_sentence_is_said_twice_in_one_document(made: tuple[Made, ...]) -> None:
    for each in made:
        if each.name == "minutes":  # the House repeats itself: "en gaat over tot de orde van de dag"
            continue
        lines = [line for _, body in each.truth.sections for line in body.split("\n") if len(line) > 40]
        assert [line for line, count in Counter(lines).items() if count > 1] == [], each.name


def test_what_the_reader_must_cope_with_is_there(made: tuple[Made, ...]) -> None:
    assert any("" in each.truth.colophon.values() for each in made)
    assert any(len(each.truth.notes) > 20 for each in made)
    assert any(note.startswith("Kamerstuk") for each in made for note in each.truth.notes)
    assert max(each.truth.items for each in made) > 20
    assert max(each.truth.rows for each in made) > 6
    drawn_pages = [page for each in made for page in pages(each.path)]
    assert any("REACH\ufffeverordening" in page for page in drawn_pages)
    assert sum(len(re.findall(r"[a-z]\ufffe[a-z]", page)) for page in drawn_pages) >= 20


def test_page_breaks_cut_sentences(made: tuple[Made, ...]) -> None:
    cut = 0
    for each in made:
        text = [letters(page) for page in pages(each.path)]
        for sentence in re.split(r"(?<=\.) |\n", "\n".join(body for _, body in each.truth.sections)):
            head, tail = letters(sentence)[:15], letters(sentence)[-15:]
            cut += any(head in one and tail not in one and tail in other for one, other in pairwise(text))
    assert cut >= 10


@pytest.mark.parametrize("bilevel", [False, True])
def test_a_scan_has_pages_without_text(made: tuple[Made, ...], tmp_path: Path, bilevel: bool) -> None:
    source, target = made[0], tmp_path / "scan.pdf"
    scan(source.path, target, dpi=100, seed=3, skew=0.5, bilevel=bilevel)
    assert pages(target) == [""] * source.truth.pages
    again = tmp_path / "again.pdf"
    scan(source.path, again, dpi=100, seed=3, skew=0.5, bilevel=bilevel)
    assert _same(target, again)


def test_an_old_layer_has_the_share_of_misread_words_that_was_asked(made: tuple[Made, ...], tmp_path: Path) -> None:
    source = made[-4]
    right = Counter(word for page in pages(source.path) for word in page.split())
    shares = []
    for wrong in (0.0, 0.3):
        with_layer(source.path, tmp_path / "layer.pdf", seed=5, wrong=wrong)
        read = Counter(word for page in pages(tmp_path / "layer.pdf") for word in page.split())
        shares.append((right - read).total() / right.total())
    assert shares[0] < 0.05
    assert 0.2 < shares[1] < 0.4
