"""Labels and values of the head and the side column, in the ways in which ministries set them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from laying import Put, document, parts, sheet

from corpus.document import Box, Document, Part, Source
from nlp.fields import find_fields

PROSE = "een regel van de lopende tekst die tot de rand van de kolom gaat en dan"


def body(x: float = 80, y: float = 420) -> list[Put]:
    return [Put(x, y, "Kern", 9, bold=True), *(Put(x, y + 14 + 11 * i, f"{i} {PROSE}") for i in range(8))]


def fields(found: Document) -> dict[str, str]:
    return {item.field.label.rstrip(":"): found.at(item.field.value) for item in find_fields(found)}


HEADS = {
    "beside each other": (
        (
            Put(80, 150, "Aan"), Put(150, 150, "de Minister van Onderwijs"),
            Put(80, 164, "Datum"), Put(150, 164, "6 februari 2024"),
            Put(80, 178, "Spoed"), Put(80, 192, "Bijlagen"), Put(150, 192, "2"),
        ),
        {"Aan": "de Minister van Onderwijs", "Datum": "6 februari 2024", "Spoed": "", "Bijlagen": "2"},
    ),
    "in a row, with the values below": (
        (
            Put(80, 150, "Datum", 7), Put(180, 150, "Onze referentie", 7), Put(290, 150, "Uw referentie", 7),
            Put(80, 161, "13 februari 2024"), Put(180, 161, "44921507"),
        ),
        {"Datum": "13 februari 2024", "Onze referentie": "44921507", "Uw referentie": ""},
    ),
    "run into one line": (
        (Put(80, 150, "Datum 25 maart 2024 Onderwerp Uitstelbrief en eerste reactie"),),
        {"Datum": "25 maart 2024", "Onderwerp": "Uitstelbrief en eerste reactie"},
    ),
    "an unknown label that is set as the known ones": (
        (
            Put(80, 150, "Aan", 9, bold=True), Put(80, 161, "Staatssecretaris van Defensie"),
            Put(80, 178, "Reden van spoed", 9, bold=True), Put(80, 189, "Debat op 1 mei"),
            Put(80, 206, "Datum", 9, bold=True), Put(80, 217, "16 april 2024"),
        ),
        {"Aan": "Staatssecretaris van Defensie", "Reden van spoed": "Debat op 1 mei", "Datum": "16 april 2024"},
    ),
    "an empty value, far above the title": (
        (Put(80, 150, "Datum"), Put(150, 150, "6 februari 2024"), Put(80, 164, "Paraaf:"),
         Put(80, 240, "Voortgang van het programma", 9, bold=True)),
        {"Datum": "6 februari 2024", "Paraaf": ""},
    ),
    "a grid of two labels a row": (
        (
            Put(80, 150, "Aan", 9, bold=True), Put(150, 150, "Staatssecretaris van Defensie"),
            Put(360, 150, "Datum", 9, bold=True), Put(450, 150, "11 februari 2025"),
            Put(80, 168, "Via", 9, bold=True), Put(150, 168, "SG, plv. CDS"),
            Put(360, 168, "Ons kenmerk", 9, bold=True), Put(450, 168, "BS2025003417"),
            Put(80, 186, "Telefoon", 9, bold=True), Put(150, 186, "06 537 41290"),
            Put(360, 186, "Behandelen vóór", 9, bold=True), Put(450, 186, "18 februari 2025"),
        ),
        {
            "Aan": "Staatssecretaris van Defensie", "Datum": "11 februari 2025", "Via": "SG, plv. CDS",
            "Ons kenmerk": "BS2025003417", "Telefoon": "06 537 41290", "Behandelen vóór": "18 februari 2025",
        },
    ),
    "a block of the sender beside a head of its own": (
        (
            Put(400, 120, "Directie Woningbouw", 7, bold=True), Put(400, 130, "Turfmarkt 147", 7),
            Put(80, 132, "Aan de voorzitter van de Tweede Kamer"), Put(400, 140, "2500 EA Den Haag", 7),
            Put(400, 156, "Kenmerk", 7, bold=True),
            Put(80, 160, "Datum"), Put(130, 160, "25 november 2024"), Put(400, 166, "2024-0000812639", 7),
            Put(80, 174, "Betreft"), Put(130, 174, "Optoppen en splitsen: uitkomsten"),
            Put(400, 182, "Uw kenmerk", 7, bold=True), Put(130, 186, "verkenning en vervolgstappen"),
            Put(400, 192, "2024Z12345", 7),
        ),
        {
            "Aan": "de voorzitter van de Tweede Kamer", "Datum": "25 november 2024",
            "Betreft": "Optoppen en splitsen: uitkomsten\nverkenning en vervolgstappen",
            "Directie Woningbouw": "Turfmarkt 147\n2500 EA Den Haag", "Kenmerk": "2024-0000812639",
            "Uw kenmerk": "2024Z12345",
        },
    ),
    "small labels of a form above what is filled in": (
        (
            Put(80, 150, "Directie", 6), Put(200, 150, "Steller", 6), Put(300, 150, "Datum", 6),
            Put(400, 150, "Onze referentie", 6),
            Put(80, 160, "Onderwijspersoneel"), Put(200, 160, "L.J. Hoogstraten"), Put(300, 160, "14 november 2024"),
            Put(400, 160, "49382716"),
        ),
        {
            "Directie": "Onderwijspersoneel", "Steller": "L.J. Hoogstraten", "Datum": "14 november 2024",
            "Onze referentie": "49382716",
        },
    ),
    "a subject that goes on below its label": (
        (
            Put(80, 150, "Betreft"), Put(120, 150, "Antwoorden over het vastlopen van netten en de"),
            Put(80, 161, "wachtlijst voor een aansluiting"),
        ),
        {"Betreft": "Antwoorden over het vastlopen van netten en de\nwachtlijst voor een aansluiting"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_labels_of_a_head_get_their_own_value(case: str) -> None:
    lines, expected = HEADS[case]
    found = fields(document(sheet(1, *lines, *body())))
    assert {label: found.get(label) for label in expected} == expected


def grid(*rows: tuple[tuple[float, float], ...]) -> tuple[tuple[Box, ...], ...]:
    """A ruled grid from y 140 down; each row a height and the x at which its cells start, the last at 530."""
    found, top = [], 140.0
    for (high, first), *others in rows:
        xs = [first, *(x for _, x in others), 530.0]
        found.append(tuple(Box(1, a, top, b, top + high) for a, b in pairwise(xs)))
        top += high
    return tuple(found)


FORMS = {
    "labels in cells of their own, words of two cells close together": (
        (
            Put(80, 150, "Aan", 9, bold=True), Put(150, 150, "de minister van SZW"),
            Put(150, 161, "en de staatssecretaris"),
            Put(280, 150, "Datum", 9, bold=True), Put(390, 150, "3 oktober 2024"),
            Put(80, 180, "Opgesteld door", 9, bold=True), Put(154, 180, "A. Voorbeeld-Li"), Put(150, 191, "Na"),
            Put(280, 180, "Uiterste beslisdatum", 9, bold=True), Put(381, 180, "10 oktober 2024"),
            Put(80, 210, "Van", 9, bold=True), Put(150, 210, "Directie Werken"),
            Put(280, 210, "Bijlagen", 9, bold=True), Put(390, 210, "5"),
        ),
        grid(*[((30, 75), (0, 148), (0, 275), (0, 379))] * 3),
        {
            "Aan": "de minister van SZW\nen de staatssecretaris", "Datum": "3 oktober 2024",
            "Opgesteld door": "A. Voorbeeld-Li\nNa", "Uiterste beslisdatum": "10 oktober 2024", "Bijlagen": "5",
        },
    ),
    "a label above its value in cells that are as wide as it takes": (
        (
            Put(80, 145, "Aan", 7, bold=True), Put(80, 155, "de staatssecretaris van VWS, A. Voorbeeld"),
            Put(300, 145, "Datum", 7, bold=True), Put(300, 155, "12 juni 2023"),
            Put(80, 175, "Van", 7, bold=True), Put(80, 185, "directeur Jeugd"),
            Put(190, 175, "Opgesteld door", 7, bold=True), Put(190, 185, "B. Voorbeeld"),
            Put(190, 196, "070 340 61 93"),
            Put(300, 175, "Kopie", 7, bold=True), Put(300, 185, "MVWS"),
        ),
        grid(((30, 75), (0, 295)), ((40, 75), (0, 185), (0, 295))),
        {
            "Aan": "de staatssecretaris van VWS, A. Voorbeeld", "Datum": "12 juni 2023", "Van": "directeur Jeugd",
            "Opgesteld door": "B. Voorbeeld\n070 340 61 93", "Kopie": "MVWS",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FORMS)
def test_a_form_is_read_cell_by_cell(case: str) -> None:
    lines, table, expected = FORMS[case]
    found = fields(document(sheet(1, *lines, *body(), tables=(table,))))
    assert {label: found.get(label) for label in expected} == expected


def test_a_stamp_beside_two_lines_of_the_letterhead_does_not_part_them() -> None:
    head = [
        Put(110, 35, "Ministerie van Sociale Zaken", 11), Put(459, 42, "TER BESLISSING", 10, bold=True),
        Put(110, 48, "en Werkgelegenheid", 11), Put(80, 120, "Datum"), Put(150, 120, "3 mei 2024"),
    ]  # fmt: skip
    found = document(sheet(1, *head, *body()))
    assert parts(found, Part.HEAD)[:2] == ["Ministerie van Sociale Zaken\nen Werkgelegenheid", "TER BESLISSING"]


def test_the_header_of_a_table_in_the_head_is_no_field() -> None:
    """Set as the labels are, with a word among them that is one elsewhere."""
    head = [
        Put(80, 100, "Aan", 9, bold=True), Put(150, 100, "de Minister"),
        Put(80, 111, "Van", 9, bold=True), Put(150, 111, "Directie Werken"),
        Put(80, 140, "Route", 9, bold=True), Put(180, 140, "Naam", 9, bold=True),
        Put(280, 140, "Datum", 9, bold=True), Put(380, 140, "Opmerking", 9, bold=True),
        Put(80, 154, "Hoofd"), Put(180, 154, "A. Voorbeeld"), Put(280, 154, "1-10"),
    ]  # fmt: skip
    assert "Datum" not in fields(document(sheet(1, *head, *body())))


def test_a_side_column_at_the_left_stands_beside_a_head_with_long_values() -> None:
    side = [
        Put(30, 150, "Datum", 7, bold=True), Put(30, 160, "12 mei 2025", 7),
        Put(30, 176, "Ons kenmerk", 7, bold=True), Put(30, 186, "6284417", 7),
    ]  # fmt: skip
    labels = ("Aan", "Van", "Onderwerp", "Beslistermijn")
    head = [
        part
        for i, label in enumerate(labels)
        for part in (
            Put(170, 150 + 14 * i, label),
            Put(250, 150 + 14 * i, f"een lange waarde van het label {label} op deze regel"),
        )
    ]
    found = document(sheet(1, *side, *head, *body(x=170, y=250)))
    assert parts(found, Part.COLOPHON) == ["Datum", "12 mei 2025", "Ons kenmerk", "6284417"]


def test_a_side_column_at_the_left_is_set_apart() -> None:
    side = [
        Put(30, 150, "Datum", 8, bold=True), Put(30, 160, "16 april 2024", 8),
        Put(30, 176, "Onze referentie", 8, bold=True), Put(30, 186, "BS2024010417", 8),
    ]  # fmt: skip
    found = document(sheet(1, *side, *body(x=130, y=150)))
    assert parts(found, Part.COLOPHON) == ["Datum", "16 april 2024", "Onze referentie", "BS2024010417"]
    assert not any("BS2024" in text for text in parts(found, Part.PARAGRAPH))


def test_a_label_with_its_number_beside_the_body_of_a_later_page_is_no_text() -> None:
    side = [Put(468, 150, "Onze referentie", 6.5, bold=True), Put(468, 159, "34217004", 6.5)]
    found = document(sheet(1, *[line._replace(y=line.y - 30) for line in body(y=150)], *side))
    assert parts(found, Part.COLOPHON) == ["Onze referentie", "34217004"]


def test_a_sender_in_the_corner_of_a_later_page_is_furniture() -> None:
    corner = [Put(420, 60, "Rijksvastgoedbedrijf", 7), Put(420, 69, "bureau dg", 7)]
    wide = [Put(60, 120 + 11 * i, f"{i} {PROSE} nog verder gaat tot in de marge") for i in range(9)]
    found = document(sheet(1, *corner, *wide))
    assert parts(found, Part.HEADER) == ["Rijksvastgoedbedrijf", "bureau dg"]


def test_the_grid_of_a_route_stays_in_the_head_also_above_prose() -> None:
    rows = (("Wie", "Naam", "Paraaf"), ("Hoofd", "F. Oosterga", "AB"), ("Directeur", "G. Noorlander", "CD"))
    grid = [Put(80 + 120 * x, 180 + 14 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    prose = [Put(80, 250 + 11 * i, f"{i} {PROSE}") for i in range(4)]
    found = document(
        sheet(
            1, Put(80, 150, "Aan"), Put(150, 150, "de Minister"), Put(80, 164, "Parafenroute"), *grid, *prose, *body()
        )
    )
    assert not any("Noorlander" in found.at(block.span) for block in found.running())
    assert any("Noorlander" in text for text in parts(found, Part.HEAD))


def scanned(*column: Put) -> dict[str, str]:
    wide = [Put(80, 150 + 12 * i, f"{i} {PROSE}") for i in range(9)]
    return fields(document(sheet(1, *column, *wide, source=Source.OCR)))


SENDER = [Put(468, 100, "Directoraat-generaal Klimaat", 6.5, bold=True), Put(468, 109, "en Energie", 6.5)]
KNOWN = [
    Put(468, 123, "Datum", 6.5, bold=True), Put(468, 132, "30 januari 2024", 6.5),
    Put(468, 146, "Ons kenmerk", 6.5, bold=True), Put(468, 155, "DGKE / 44401926", 6.5, bold=True),
]  # fmt: skip


def test_a_bold_line_of_a_scan_that_opens_a_group_is_a_label() -> None:
    found = scanned(*SENDER, *KNOWN, Put(468, 169, "Factuuradres", 6.5, bold=True), Put(468, 178, "Postbus 16180", 6.5))
    assert found["Factuuradres"] == "Postbus 16180"


def test_a_value_in_thick_letters_and_the_name_of_the_sender_are_no_labels() -> None:
    found = scanned(*SENDER, *KNOWN)
    assert found == {"Datum": "30 januari 2024", "Ons kenmerk": "DGKE / 44401926"}


def test_a_decision_is_the_value_of_a_label_that_has_none_yet() -> None:
    head = [
        Put(80, 100, "Aan", 9, bold=True), Put(80, 111, "Staatssecretaris van Defensie"),
        Put(80, 128, "Uiterste datum", 9, bold=True), Put(80, 139, "23 april 2024"),
        Put(80, 156, "Status", 9, bold=True), Put(80, 167, "Ter beslissing"),
        Put(80, 184, "Datum", 9, bold=True), Put(80, 195, "16 april 2024"),
    ]  # fmt: skip
    assert fields(document(sheet(1, *head, *body())))["Status"] == "Ter beslissing"


def test_a_grid_is_read_where_a_label_is_unknown_stands_close_to_a_value_or_a_value_goes_on_below() -> None:
    """The second labels of the rows stand at one place."""
    head = [
        Put(68, 100, "Aan"), Put(150, 100, "de directeur"), Put(338, 100, "Datum"), Put(400, 100, "13 februari 2025"),
        Put(68, 114, "Via"), Put(150, 114, "SG, CDS"), Put(338, 114, "Bijlage"), Put(400, 114, "geen"),
        Put(68, 128, "Van"), Put(150, 128, "het afdelingshoofd van de Verkeersleiding"), Put(338, 128, "Kenmerk"),
        Put(400, 128, "RWS-2025/6114"),
        Put(68, 142, "Onderwerp"), Put(150, 142, "Bezetting van de centrale"), Put(338, 142, "Telefoon"),
        Put(400, 142, "intern"), Put(150, 153, "en de objecten"),
    ]  # fmt: skip
    found = fields(document(sheet(1, *head, *body())))
    assert found["Via"] == "SG, CDS"
    assert found["Kenmerk"] == "RWS-2025/6114"
    assert found["Onderwerp"].split() == "Bezetting van de centrale en de objecten".split()
    assert found["Telefoon"] == "intern"
