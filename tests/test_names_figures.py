"""The development texts must stay as good as they are: persons found, nothing hidden without need."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.marked import documents, parse, sentences
from tests.measure_names import run
from tests.naming_run import hide_page, hide_text

NAMES = Path(__file__).parent / "names"


def test_marks_are_taken_out_and_kept() -> None:
    item = parse("# kind: mail\n# date: 2024-05-13\nVan: {P|Jan Bos}\n{K|Kamer}", "x")
    assert item.text == "Van: Jan Bos\nKamer"
    assert [(mark.kind, item.text[mark.start : mark.end]) for mark in item.marks] == [("P", "Jan Bos"), ("K", "Kamer")]


def test_sentences_without_cues_keep_their_figures() -> None:
    total = run(sentences(NAMES / "development_sentences.txt"), hide_text)
    persons, numbers = total.of("P"), total.of("T", "E", "B", "I")
    assert persons[0] >= 141
    assert numbers[0] == numbers[1] == 24
    assert total.kept[0] <= 7
    assert total.plain[0] <= 12


def test_documents_keep_their_figures() -> None:
    total = run(documents(NAMES / "development_documents"), hide_text)
    persons, numbers = total.of("P"), total.of("T", "E", "B", "I")
    assert persons[0] >= 253
    assert numbers[0] == numbers[1] == 50
    assert total.kept[0] <= 4
    assert total.plain[0] <= 5


def test_pages_give_what_their_text_gives(tmp_path: Path) -> None:
    item = documents(NAMES / "development_documents")[0]
    drawn, published = hide_page(item, tmp_path)
    hidden, _ = hide_text(item, tmp_path)
    # The last cell of a row, "El Hamdaoui", runs off the page as it is drawn.
    there = [mark for mark in item.must_go if item.text[mark.start : mark.end].split()[-1] in published.document.text]
    assert len(item.must_go) - len(there) <= 2
    letters = {at for mark in there for at in range(mark.start, mark.end) if item.text[at].isalnum()}
    assert len((letters & hidden) - drawn) <= len(letters) / 10


@pytest.mark.parametrize("origin", ["dutch", "turkish", "west_african"])
def test_people_of_every_origin_are_found_behind_a_cue(origin: str) -> None:
    with (NAMES / "origins.tsv").open(encoding="utf-8", newline="") as file:
        people = [row for row in csv.DictReader(file, delimiter="\t") if row["origin"] == origin]
    names = [" ".join(filter(None, (row["given"], row["interfix"], row["surname"]))) for row in people]
    total = run([parse(f"Contactpersoon: {{P|{name}}}, T 070 426 88 13", name) for name in names], hide_text)
    assert total.of("P") == (len(names), len(names)), total.misses
