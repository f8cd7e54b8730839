"""Pages in two columns: a head above them, tables over them and in them, and pages that are set as another one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from laying import Put, document, parts, sheet

from corpus.document import Box, Document, Part
from corpus.gutters import ordered
from nlp.fields import find_fields

LEFT = [Put(60, 260 + 11 * i, f"links {i} tekst van de linkerkolom die vol is,") for i in range(20)]
RIGHT = [Put(310, 260 + 11 * i, f"rechts {i} tekst van de rechterkolom,") for i in range(20)]


def text_of(found: Document) -> str:
    return " ".join(found.at(block.span) for block in found.running())


def test_a_head_above_two_columns_ends_at_the_bare_strip_below_its_labels() -> None:
    """Nobody is greeted; the sender's block stands right of the addressee, over the right column."""
    head = [
        Put(60, 120, "Aan de Voorzitter van de Tweede Kamer"), Put(60, 134, "2500 EA Den Haag"),
        Put(60, 172, "Datum"), Put(100, 172, "24 september 2025"),
        Put(60, 186, "Betreft"), Put(100, 186, "Voortgang van de bouw"),
        Put(350, 117, "Directie Woningbouw", 7), Put(350, 127, "Turfmarkt 147", 7),
        Put(350, 141, "Contactpersoon", 7, bold=True), Put(350, 151, "A. Voorbeeld", 7),
        Put(350, 165, "Kenmerk", 7, bold=True), Put(350, 175, "2025-0000529316", 7),
        Put(350, 189, "Bijlage(n)", 7, bold=True), Put(350, 199, "2", 7),
    ]  # fmt: skip
    found = document(sheet(1, *head, *LEFT, *RIGHT))
    fields = {item.field.label: found.at(item.field.value) for item in find_fields(found)}
    assert (fields["Datum"], fields["Betreft"]) == ("24 september 2025", "Voortgang van de bouw")
    assert (fields["Kenmerk"], fields["Bijlage(n)"]) == ("2025-0000529316", "2")
    assert text_of(found).startswith("links 0")


def test_columns_below_a_table_over_both_are_read_down() -> None:
    """The middle cells of the table stand in the gutter; so many rows run over it that the first page has to tell."""
    rows = [
        part
        for i in range(9)
        for part in (
            Put(60, 100 + 16 * i, f"Motie {i} over de bouw"),
            Put(275, 100 + 16 * i, f"32847-{i}"),
            Put(400, 100 + 16 * i, f"uitgevoerd {i}"),
        )
    ]
    found = document(sheet(1, *LEFT, *RIGHT), sheet(2, *rows, *move(LEFT), *move(RIGHT)))
    assert parts(found, Part.ROW)[1] == "Motie 1 over de bouw | 32847-1 | uitgevoerd 1"
    second = text_of(found)[text_of(found).index("Motie 8") :]
    assert second.index("links 19") < second.index("rechts 0")


def move(lines: list[Put]) -> list[Put]:
    """The first lines of a column, on a later page."""
    return lines[:8] + [line._replace(text="en " + line.text) for line in lines[8:]]


def test_a_table_at_the_foot_of_a_column_ends_there() -> None:
    rows = [
        part
        for i in range(4)
        for part in (
            Put(60, 500 + 14 * i, f"Provincie {i}"),
            Put(150, 500 + 14 * i, str(i)),
            Put(200, 500 + 14 * i, "9"),
        )
    ]
    found = document(sheet(1, *LEFT, *RIGHT, *rows))
    assert parts(found, Part.ROW) == [f"Provincie {i} | {i} | 9" for i in range(4)]


def test_a_ruled_table_in_the_left_column_stays_there() -> None:
    rows = tuple((Box(1, 58, y, 140, y + 20), Box(1, 140, y, 260, y + 20)) for y in (500, 520))
    cells = [Put(62, 505, "Jaar"), Put(144, 505, "Bedrag"), Put(62, 525, "2025"), Put(144, 525, "9 miljoen")]
    longer = [Put(310, 480 + 11 * i, f"rechts {i + 20} tekst van de rechterkolom,") for i in range(8)]
    found = document(sheet(1, *LEFT, *RIGHT, *longer, *cells, tables=(rows,)))
    assert text_of(found).index("Jaar | Bedrag") < text_of(found).index("rechts 0")


PLACES = st.tuples(st.integers(40, 500), st.integers(60, 500), st.sampled_from([7.0, 9.0, 24.0]))


@given(st.lists(PLACES, max_size=12))
def test_no_word_is_lost_or_read_twice_wherever_it_stands(places: list[tuple[int, int, float]]) -> None:
    page = sheet(1, *LEFT, *RIGHT, *(Put(x, y, f"los woord {i}", size) for i, (x, y, size) in enumerate(places)))
    read = Counter(token.word for line in ordered(page.segments, 300) for token in line.tokens)
    assert read == Counter(token.word for segment in page.segments for token in segment.tokens)
