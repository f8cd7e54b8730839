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


BODY = "Dit is een volle regel van de lopende tekst van de brief, die tot ver over de helft van het blad loopt"
ASIDE = [
    Put(420, 280 + 10 * i, text, 7, bold=bold)
    for i, (text, bold) in enumerate(
        [("Contactpersoon", True), ("A. Voorbeeld", False), ("Ons kenmerk", True), ("6251847", False),
         ("Uw kenmerk", True), ("2025Z03914", False), ("Bijlage", True), ("1", False)]
    )
]  # fmt: skip


def test_words_that_start_where_another_page_has_its_side_column_stay_in_the_text() -> None:
    """The lines of the second page run over that place: no column stands there."""
    first = [Put(60, 280 + 12 * i, "Een regel van de brief naast de kolom.") for i in range(20)]
    over = [Put(60, 80 + 12 * i, f"{'x' * (1 + i % 9)} {BODY[:86]}") for i in range(20)]
    words = f"Een zienswijze van de Markt is gevraagd en komt {'x' * 27} zeker nog"  # "zeker" starts at 420
    found = document(sheet(1, *first, *ASIDE), sheet(2, *over, Put(60, 330, words)))
    assert "x zeker nog" in text_of(found)
    assert "zeker nog" not in " ".join(parts(found, Part.COLOPHON))


def test_a_page_may_have_a_side_column_at_the_left_and_boxes_for_parafen_at_the_right() -> None:
    labels = [
        "Contactpersoon",
        "A. Voorbeeld",
        "Onze referentie",
        "BS2025008614",
        "Kopie aan",
        "B. Ander",
        "Bijlagen",
        "2",
    ]
    left = [Put(50, 200 + 12 * i, text, 7, bold=i % 2 == 0) for i, text in enumerate(labels)]
    body = [
        Put(190, 200 + 12 * i, "De lopende tekst van de nota, die hier een volle regel beslaat.") for i in range(30)
    ]
    boxes = [Put(510, 120 + 30 * i, text, 6) for i, text in enumerate(["Paraaf", "HDFC", "P. Lim", "DJZ", "E. Bos"])]
    found = document(sheet(1, *left, *body, *boxes))
    assert "A. Voorbeeld" not in text_of(found)
    assert "HDFC" not in text_of(found)
    assert text_of(found).count("volle regel beslaat") == 30


def test_a_table_of_attachments_in_small_letters_is_no_row_of_footnotes() -> None:
    """Its rows open with a number, as footnotes do, but stand in columns."""
    body = [Put(60, 80 + 12 * i, BODY) for i in range(30)]
    cells = [("1", "Kamerbrief", "Openbaar"), ("2", "Consultatieverslag", "Niet openbaar"), ("3", "Memo", "Openbaar")]
    rows = [
        Put(x, 560 + 16 * i, text, 7) for i, row in enumerate(cells) for x, text in zip((60, 90, 300), row, strict=True)
    ]
    found = document(sheet(1, *body, *rows))
    assert parts(found, Part.NOTE) == []
    assert "Consultatieverslag" in text_of(found)


def test_a_small_line_at_the_edge_that_names_the_paper_by_its_reference_is_no_text() -> None:
    """Of two pages only the second has it, so that nothing returns; a line in the letters of the text stays."""
    first = [Put(60, 60, "Kenmerk"), Put(120, 60, "DSV-24.018837"), *(Put(60, 120 + 12 * i, BODY) for i in range(20))]
    second = [Put(60, 40, "Waterschap Voorbeeld, kenmerk DSV-24.018837", 7), *first[2:]]
    found = document(sheet(1, *first), sheet(2, *second))
    assert not text_of(found).count("Waterschap Voorbeeld")
    same = document(sheet(1, *first), sheet(2, second[0]._replace(size=9), *second[1:]))
    assert text_of(same).count("Waterschap Voorbeeld") == 1


def test_labels_in_a_line_have_the_values_that_stand_below_them() -> None:
    """Also where some of the labels are not known."""
    labels = [(75, "Datum"), (150, "Ons kenmerk"), (235, "Uw brief"), (310, "Klachtnummer"), (390, "Soort")]
    values = ["31 maart 2026", "2026-0000184637", "9 februari", "K-2026-0417", "K-1"]
    head = [
        *(Put(x, 258, text, 7) for x, text in labels),
        *(Put(x, 269, text, 7) for (x, _), text in zip(labels, values, strict=True)),
    ]
    subject = [Put(75, 300, "Betreft"), Put(120, 300, "Beslissing op uw klacht"), Put(75, 320, "Geachte heer,")]
    found = document(sheet(1, *head, *subject, *(Put(75, 340 + 12 * i, BODY) for i in range(20))))
    fields = {item.key: found.at(item.field.value) for item in find_fields(found)}
    assert (fields["date"], fields["our_reference"]) == ("31 maart 2026", "2026-0000184637")
