"""A side column beside the upper lines of page 1, with text over the whole width below it."""

from __future__ import annotations

import pytest
from laying import Put, document, parts, sheet

from corpus.document import Part
from nlp.fields import find_fields

COLUMN = [
    ("Directie Industrie", False), ("Postbus 20401", False), ("2500 EK Den Haag", False), ("Behandeld door", True),
    ("A. Voorbeeld", False), ("Ons kenmerk", True), ("DGBI / 101472836", False), ("Uw kenmerk", True),
    ("2025Z18804", False),
]  # fmt: skip
BESIDE = [f"regel {i} van de tekst die naast de kolom staat en" for i in range(12)]
BELOW = [
    f"volle regel {i} van de tekst die over de hele breedte van de bladzijde loopt, tot aan de rand en"
    for i in range(14)
]


def placed(column: float, text: float) -> list[Put]:
    """A head beside the column, the first lines of text beside it as well, and those below it."""
    down = [9 if bold else 24 for _, bold in COLUMN]
    side = [Put(column, 110 + sum(down[:i]), wording, 7, bold=bold) for i, (wording, bold) in enumerate(COLUMN)]
    head = [
        Put(text, 108, "De Voorzitter van de Tweede Kamer"), Put(text, 121, "2595 BD Den Haag"),
        Put(text, 140, "Datum"), Put(text + 50, 140, "25 november 2025"),
        Put(text, 153, "Betreft"), Put(text + 50, 153, "Voortgang van de aanpak"),
        Put(text, 172, "Geachte voorzitter,"),
    ]  # fmt: skip
    lines = [Put(text, 186.5 + 13 * i, line) for i, line in enumerate(BESIDE)]
    return [*side, *head, *lines, *(Put(57, 350 + 13 * i, line) for i, line in enumerate(BELOW))]


@pytest.mark.parametrize(
    ("column", "text"),
    [pytest.param(57, 202, id="at the left"), pytest.param(430, 57, id="at the right")],
)
def test_a_column_beside_the_upper_lines_only_is_read_apart_from_the_text(column: float, text: float) -> None:
    found = document(sheet(1, *placed(column, text)))
    fields = {item.field.label: found.at(item.field.value) for item in find_fields(found)}
    assert (fields["Ons kenmerk"], fields["Uw kenmerk"]) == ("DGBI / 101472836", "2025Z18804")
    running = " ".join(found.at(block.span) for block in found.running())
    assert " ".join([*BESIDE, *BELOW]) in running
    assert "Postbus" not in running


def test_labels_with_values_level_with_them_are_a_head_and_no_column() -> None:
    labels = ["Datum", "Ons kenmerk", "Uw kenmerk", "Onderwerp", "Bijlagen", "Behandeld door", "Kopie aan"]
    values = ["2 april 2025", "6238471", "2025D11208", "Stand van zaken", "1", "A. Voorbeeld", "B. Voorbeeld"]
    rows = [Put(80, 180 + 13 * i, label) for i, label in enumerate(labels)]
    rows += [Put(176, 180 + 13 * i, value) for i, value in enumerate(values)]
    found = document(sheet(1, *rows, *(Put(80, 300 + 13 * i, line) for i, line in enumerate(BELOW))))
    assert not parts(found, Part.COLOPHON)
    fields = {item.field.label: found.at(item.field.value) for item in find_fields(found)}
    assert (fields["Ons kenmerk"], fields["Uw kenmerk"]) == ("6238471", "2025D11208")


def test_a_label_at_half_the_height_of_its_value_stands_before_both_lines() -> None:
    head = [
        Put(71, 210, "Datum"), Put(136, 210, "7 maart 2025"), Put(136, 225.5, "Stand van zaken moties en"),
        Put(71, 231.5, "Betreft"), Put(136, 237.5, "toezeggingen"), Put(68, 290, "Geachte voorzitter,"),
    ]  # fmt: skip
    found = document(sheet(1, *head, *(Put(68, 310 + 13 * i, line) for i, line in enumerate(BELOW))))
    fields = {item.field.label: " ".join(found.at(item.field.value).split()) for item in find_fields(found)}
    assert (fields["Datum"], fields["Betreft"]) == ("7 maart 2025", "Stand van zaken moties en toezeggingen")
