"""Layout on made-up pages: what is body, what is beside, above and below it, and in which order it is read."""

from __future__ import annotations

from itertools import combinations

import pytest
from laying import Put, document, parts, sheet

from corpus import furniture
from corpus.document import Box, Part, Source
from corpus.gutters import gutter
from corpus.sheet import Line, lines_of
from corpus.style import RANK, top_face
from nlp.fields import find_fields

BODY = [
    Put(80, 200 + 11 * i, f"regel {i} van een lopende tekst die tot de rand van de kolom gaat en") for i in range(8)
]
COLUMN = [
    Put(468, 150, "Datum", 6.5, bold=True),
    Put(468, 159, "1 mei 2024", 6.5),
    Put(468, 175, "Onze referentie", 6.5, bold=True),
    Put(468, 184, "2024-0000123456", 6.5),
]


def test_the_side_column_is_set_apart_also_where_its_lines_touch_those_of_the_body() -> None:
    touching = [line._replace(y=line.y + 50) for line in COLUMN]
    found = document(sheet(1, Put(80, 180, "Aanleiding", 9, bold=True), *BODY, *touching))
    assert parts(found, Part.COLOPHON) == ["Datum", "1 mei 2024", "Onze referentie", "2024-0000123456"]
    assert not any("Datum" in text or "2024" in text for text in parts(found, Part.PARAGRAPH))


def test_a_sentence_that_goes_on_over_a_page_with_a_repeated_column_is_one_paragraph() -> None:
    first = sheet(1, Put(80, 180, "Kern", 9, bold=True), *BODY, *COLUMN)
    second = sheet(2, Put(80, 150, "dit is het einde van die zin."), Put(80, 161, "Nieuwe zin hier."), *COLUMN)
    found = document(first, second)
    assert parts(found, Part.PARAGRAPH)[0].endswith("gaat en dit is het einde van die zin.")
    assert parts(found, Part.PARAGRAPH)[1:] == ["Nieuwe zin hier."]


def test_page_numbers_and_repeated_heads_are_furniture() -> None:
    pages = [
        sheet(n, Put(80, 40, "Rapport over beleid"), *BODY, Put(80, 800, f"Pagina {n} van 2", 6.5)) for n in (1, 2)
    ]
    found = document(*pages)
    assert parts(found, Part.HEADER) == ["Rapport over beleid"] * 2
    assert parts(found, Part.FOOTER) == ["Pagina 1 van 2", "Pagina 2 van 2"]


def test_a_footnote_leaves_the_sentence_and_is_linked_to_its_digit() -> None:
    found = document(
        sheet(
            1,
            Put(80, 100, "Kern", 9, bold=True),
            Put(80, 120, "De motie is aangenomen"),
            Put(195, 118, "1", 5.5),
            Put(201, 120, "en daarna uitgevoerd."),
            Put(80, 131, "Een gewone regel zonder noot in dezelfde alinea."),
            Put(80, 700, "1", 5.5),
            Put(88, 701, "Kamerstuk 32 813, nr. 833", 7),
            note_rules=(690.0,),
        )
    )
    assert parts(found, Part.PARAGRAPH)[0].startswith("De motie is aangenomen en daarna uitgevoerd.")
    (mark,) = found.marks
    assert found.at(mark.note) == "Kamerstuk 32 813, nr. 833"
    assert found.text[: mark.at].endswith("aangenomen ")


def test_a_digit_a_little_smaller_that_is_raised_is_that_of_a_footnote() -> None:
    """The number below may be set against the first word of the note: "1ABRvS"."""
    prose = [
        Put(80, 113, "Dit is vaste rechtspraak."), Put(197, 109, "1", 8),
        Put(205, 113, "De namen laat ik staan, zoals u eerder al las."),
    ]  # fmt: skip
    note = Put(80, 700, "1ABRvS 31 januari 2018, anders dan in uw geval.", 7)
    found = document(sheet(1, Put(80, 95, "Kern", 9, bold=True), *prose, *BODY, note))
    assert parts(found, Part.PARAGRAPH)[0].startswith("Dit is vaste rechtspraak. De namen")
    assert parts(found, Part.NOTE) == ["ABRvS 31 januari 2018, anders dan in uw geval."]


def test_the_imprint_of_the_house_is_furniture_whatever_its_quote() -> None:
    imprint = [Put(80, 780, "‘s-Gravenhage 2023", 7), Put(300, 780, "Tweede Kamer, nr. 247", 7)]
    found = document(sheet(1, Put(80, 180, "Kern", 9, bold=True), *BODY, *imprint))
    assert parts(found, Part.FOOTER) == ["‘s-Gravenhage 2023 Tweede Kamer, nr. 247"]


def test_bullets_and_numbers_open_items_and_indented_lines_go_on_with_them() -> None:
    found = document(
        sheet(
            1,
            Put(80, 100, "Kern", 9, bold=True),
            Put(80, 115, "De punten zijn:"),
            Put(90, 126, "• Het eerste punt dat op de"),
            Put(100, 137, "tweede regel doorgaat."),
            Put(90, 148, "• Het tweede punt."),
            Put(80, 159, "Gewone tekst na de lijst gaat hier weer door."),
        )
    )
    assert parts(found, Part.ITEM) == ["Het eerste punt dat op de tweede regel doorgaat.", "Het tweede punt."]
    assert parts(found, Part.PARAGRAPH) == ["De punten zijn:", "Gewone tekst na de lijst gaat hier weer door."]


def test_cells_of_a_ruled_table_are_parted_by_bars() -> None:
    rows = tuple(
        (Box(1, 80, y, 140, y + 20), Box(1, 140, y, 300, y + 20), Box(1, 300, y, 400, y + 20)) for y in (100, 120)
    )
    found = document(
        sheet(
            1,
            Put(80, 80, "Bijlagen", 9, bold=True),
            Put(84, 105, "Volgnummer"),
            Put(144, 105, "Naam"),
            Put(304, 105, "Informatie"),
            Put(84, 125, "1"),
            Put(144, 125, "De brief"),
            Put(304, 125, "Openbaar"),
            tables=(rows,),
        )
    )
    assert parts(found, Part.ROW) == ["Volgnummer | Naam | Informatie", "1 | De brief | Openbaar"]


def test_two_columns_are_read_one_after_the_other_below_a_title_over_both() -> None:
    left = [Put(60, 150 + 11 * i, f"links {i} tekst van de linkerkolom hier,") for i in range(20)]
    right = [Put(310, 150 + 11 * i, f"rechts {i} tekst van de rechterkolom,") for i in range(20)]
    page = sheet(
        1, Put(150, 100, "Een titel die over beide kolommen van de bladzijde loopt", 14, bold=True), *left, *right
    )
    found = document(page)
    text = " ".join(parts(found, Part.PARAGRAPH))
    assert text.index("links 19") < text.index("rechts 0")
    assert [f"{side} {i}" for side in ("links", "rechts") for i in range(20) if f"{side} {i} tekst" not in text] == []


def test_the_head_of_a_letter_in_two_columns_is_in_one() -> None:
    head = [
        Put(60, 60, "Directie", 8, bold=True), Put(180, 60, "Datum", 8, bold=True),
        Put(310, 60, "Onze referentie", 8, bold=True), Put(430, 60, "Onderwerp", 8, bold=True),
        Put(60, 71, "Onderwijspersoneel", 8), Put(180, 71, "22 april 2024", 8),
        Put(310, 71, "45218806", 8), Put(430, 71, "Voortgang lerarentekort", 8),
        Put(60, 82, "Bezoekadres", 8, bold=True), Put(180, 82, "Bijlagen", 8, bold=True),
        Put(60, 93, "Rijnstraat 50, Den Haag", 8), Put(180, 93, "6 stuks", 8),
    ]  # fmt: skip
    left = [Put(60, 150 + 11 * i, f"links {i} tekst van de linkerkolom hier,") for i in range(20)]
    right = [Put(310, 150 + 11 * i, f"rechts {i} tekst van de rechterkolom,") for i in range(20)]
    found = document(sheet(1, *head, Put(60, 130, "Geachte voorzitter,"), *left, *right))
    fields = {item.field.label: found.at(item.field.value) for item in find_fields(found)}
    assert fields == {
        "Directie": "Onderwijspersoneel", "Datum": "22 april 2024", "Bijlagen": "6 stuks",
        "Bezoekadres": "Rijnstraat 50, Den Haag",
        "Onze referentie": "45218806", "Onderwerp": "Voortgang lerarentekort",
    }  # fmt: skip
    text = " ".join(parts(found, Part.PARAGRAPH))
    assert text.index("links 19") < text.index("rechts 0")


@pytest.mark.parametrize("lines", [BODY, [*BODY, *COLUMN]])
def test_a_page_in_one_column_has_no_gutter(lines: list[Put]) -> None:
    page = sheet(1, *lines)
    assert gutter(page, page.segments) is None


def test_a_bold_question_of_the_house_is_text_and_its_number_a_heading() -> None:
    found = document(
        sheet(
            1,
            Put(80, 100, "Vraag 1", 9, bold=True),
            Put(80, 111, "Kent u het bericht dat de politiepost in het dorp gaat", 9, bold=True),
            Put(80, 122, "sluiten en wat vindt u daarvan?", 9, bold=True),
            Put(80, 144, "Antwoord op vraag 1", 9, bold=True),
            Put(80, 155, "Ja, dat bericht ken ik."),
            *[line._replace(y=line.y + 20) for line in BODY],
        )
    )
    assert parts(found, Part.HEADING) == ["Vraag 1", "Antwoord op vraag 1"]
    assert parts(found, Part.PARAGRAPH)[0].endswith("sluiten en wat vindt u daarvan?")


def test_a_word_that_starts_at_the_side_column_by_chance_stays_in_its_line_below_the_column() -> None:
    first = next(line for line in BODY)._replace(y=420)
    starts = [token.word.box.x0 for token in sheet(1, first).segments[0].tokens]
    chance = first._replace(x=first.x + 468 - max(x for x in starts if x < 468))
    found = document(sheet(1, *BODY, *COLUMN, *[chance._replace(y=420 + 11 * i) for i in range(2)]))
    assert parts(found, Part.COLOPHON) == ["Datum", "1 mei 2024", "Onze referentie", "2024-0000123456"]


def test_a_title_right_above_the_first_paragraph_is_head_and_that_paragraph_whole_in_the_body() -> None:
    """No label stands in the head; a line of the text starts with "Dagblad", which is no "Dag", and no salutation."""
    lines = [
        "U spreekt op woensdag met twee verslaggevers van het grote",
        "Dagblad en neemt daarna deel aan een debat dat",
    ]
    prose = [Put(80, 122 + 11 * i, f"{line} lang is en verder gaat") for i, line in enumerate(lines)]
    head = [Put(80, 60, "notitie", 20), Put(80, 100, "Interview en debat over de Voorjaarsnota", 13, bold=True)]
    found = document(sheet(1, *head, *prose, Put(80, 160, "Kern", 9, bold=True), *BODY))
    assert parts(found, Part.HEAD) == ["notitie", "Interview en debat over de Voorjaarsnota"]
    assert parts(found, Part.PARAGRAPH)[0].startswith("U spreekt op woensdag")


def test_the_last_word_of_a_sentence_is_no_heading() -> None:
    found = document(sheet(1, *BODY, Put(80, 288, "bijlage.")))
    assert parts(found, Part.HEADING) == []


def test_notes_that_differ_by_numbers_alone_are_no_running_foot() -> None:
    """ "1. Kamerstuk 30 252, nr. 77." at the foot of one page, "2. Kamerstuk 33 576, nr. 312." of the next."""
    pages = [
        sheet(
            number,
            *BODY,
            Put(80, 760, f"{number}. Kamerstuk 3{number} 252, nr. {70 + number}.", 7),
            Put(80, 790, f"Pagina {number} van 2", 7),
            note_rules=(750.0,),
        )
        for number in (1, 2)
    ]
    found = document(*pages)
    notes = [found.at(block.span) for block in found.parts(Part.NOTE)]
    assert notes == ["Kamerstuk 31 252, nr. 71.", "Kamerstuk 32 252, nr. 72."]


def test_notes_whose_numbers_have_a_full_stop_are_notes() -> None:
    notes = [Put(80, 700, "1. Kamerstukken II 2023/24, 27 923, nr. 478.", 7), Put(80, 709, "2. Zie bijlage.", 7)]
    found = document(sheet(1, *BODY, *notes, note_rules=(696.0,)))
    assert not any("Kamerstukken" in text for text in parts(found, Part.PARAGRAPH, Part.ITEM))


@pytest.mark.parametrize(("first", "second"), combinations(RANK, 2))
def test_of_two_faces_with_as_many_known_headings_the_stronger_is_that_of_sections(first: str, second: str) -> None:
    """Not the one that the order of a set brings: a document would read otherwise in another process."""
    face = {"Aanleiding": second, "Kern": first, "Kernpunten": second, "Bijlagen": first}
    lines = [line for name in face for line in lines_of(sheet(1, Put(80, 100, name)).segments)]
    assert top_face(lines, lambda line: face[line.text]) == first


def test_a_side_column_at_the_left_is_told_by_the_first_page_though_a_table_looks_like_one_at_the_right() -> None:
    body = [
        Put(176, 150 + 13 * at, "een regel van de tekst die de hele breedte van de bladzijde vult op deze plaats")
        for at in range(9)
    ]
    side = [Put(46, 150, "Kenmerk: 2025-31776"), Put(46, 164, "Uw kenmerk: 2024D48213"), Put(46, 178, "Bijlagen: 2")]
    table = [Put(450, 500 + 13 * at, text) for at, text in enumerate(("Bijlage", "nota", "brief", "kaart"))]
    found = document(sheet(1, *side, *body), sheet(2, *side[:1], *body, *table))
    assert parts(found, Part.COLOPHON)[:2] == ["Kenmerk:", "2025-31776"]
    assert "Kenmerk" not in " ".join(parts(found, Part.PARAGRAPH))


def test_a_line_in_the_margin_that_lies_a_little_higher_on_the_next_page_still_repeats() -> None:
    prose = Put(70, 300, "Een gewone zin van de tekst die de bladzijde vult.")
    heads = [Put(70, y, "Ministerie van LNV, Directoraat-generaal Agro") for y in (50, 54)]
    found = document(*(sheet(number, head, prose) for number, head in enumerate(heads, 1)))
    assert parts(found, Part.HEADER) == [heads[0].text] * 2


def test_lines_at_one_height_at_the_foot_of_a_scan_are_read() -> None:
    page = sheet(1, Put(80, 600, "Den Haag"), Put(300, 600, "Rotterdam"), source=Source.OCR)
    lines = [Line([segment]) for segment in page.segments]  # as two columns give them
    assert furniture.part([page], [lines], 9.0)[0].body == lines


def test_roman_numbers_that_ocr_misread_open_items() -> None:
    items = [
        Put(80, 300 + 12 * at, f"{sign} ondertekenen van de brief;") for at, sign in enumerate(("(ì)", "(ü)", "(üi)"))
    ]
    found = document(sheet(1, Put(80, 280, "U wordt geadviseerd:"), *items, source=Source.OCR))
    assert [text.split()[0] for text in parts(found, Part.ITEM)] == ["(i)", "(ii)", "(iii)"]


def test_a_number_that_closes_a_bracket_opens_no_item() -> None:
    """ "(nr. 71, t.v.v. nr. / 58) vraagt": the line was broken inside the brackets."""
    first = Put(80, 400, "De gewijzigde motie van het lid Voorbeeld (Kamerstuk 36 410 VI, nr. 71, t.v.v. nr.")
    found = document(
        sheet(1, *BODY, first, Put(80, 411, "58) vraagt om een ruimer spreekrecht voor wie nabestaande is."))
    )
    assert parts(found, Part.ITEM) == []
    assert any("nr. 58) vraagt" in text for text in parts(found, Part.PARAGRAPH))
