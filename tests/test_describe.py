"""The facts of a document as a whole: which ministry, which title, by what is printed where."""

from __future__ import annotations

import pytest
from laying import Put, document, sheet

from corpus.document import Document
from nlp.describe import describe

PROSE = "een regel van de lopende tekst die tot de rand van de kolom gaat en dan"
BODY = [Put(80, 420, "Kern", 9, bold=True), *(Put(80, 434 + 11 * i, f"{i} {PROSE}") for i in range(8))]
FIELDS = [Put(80, 150, "Aan"), Put(190, 150, "de Minister van SZW"), Put(80, 164, "Datum"), Put(190, 164, "3 mei 2024")]
REFERENCE = [Put(80, 178, "Onze referentie"), Put(190, 178, "2024-0000514872")]


def title(found: Document) -> str | None:
    span = describe(found).title
    return found.at(span) if span else None


def test_a_name_that_is_printed_comes_before_the_form_of_a_reference() -> None:
    """References of this form are those of BZK, and of ministries that share its office."""
    stamp = Put(400, 30, "TER BESLISSING", 9, bold=True)
    assert describe(document(sheet(1, stamp, *FIELDS, *REFERENCE, *BODY))).ministry == "SZW"
    assert describe(document(sheet(1, stamp, *FIELDS[2:], *REFERENCE, *BODY))).ministry == "BZK"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (  # a subject that opens with the word
            [Put(80, 90, "Nota naar aanleiding van het verslag", 15, bold=True)],
            "Nota naar aanleiding van het verslag",
        ),
        (  # the word as a mark beside the subject
            [Put(80, 84, "Nota", 24), Put(160, 92, "Voortgang van het programma")],
            "Voortgang van het programma",
        ),
    ],
)
def test_the_word_nota_is_part_of_a_title_unless_it_is_printed_large_beside_it(lines: list[Put], expected: str) -> None:
    stamp = Put(400, 30, "TER BESLISSING", 9, bold=True)
    assert title(document(sheet(1, stamp, *lines, *FIELDS, *BODY))) == expected


def test_a_line_of_the_head_that_names_the_paper_is_its_title() -> None:
    """The first heading is that of an item on the agenda."""
    head = [Put(80, 60, "Ministerie van Financiën", 11), Put(80, 100, "Besluitenlijst directieoverleg", 14, bold=True)]
    reference = [Put(80, 178, "Kenmerk"), Put(190, 178, "2024-0000514872")]
    opening = Put(80, 400, "1. Opening", 9, bold=True)
    assert (
        title(document(sheet(1, *head, *FIELDS[2:], *reference, opening, *BODY[1:])))
        == "Besluitenlijst directieoverleg"
    )
    assert title(document(sheet(1, head[0], *FIELDS[2:], *reference, opening, *BODY[1:]))) == "1. Opening"


def test_the_title_of_a_motion_goes_on_in_capitals() -> None:
    head = [
        Put(80, 60, "Nr. 131"), Put(170, 60, "GEWIJZIGDE MOTIE VAN DE LEDEN VOORBEELD EN"),
        Put(170, 71, "ANDERS TER VERVANGING VAN NR. 109"), Put(170, 82, "Voorgesteld 13 februari 2024"),
        Put(170, 104, "De Kamer,"), Put(170, 115, "gehoord de beraadslaging,"),
    ]  # fmt: skip
    found = title(document(sheet(1, *head)))
    assert found == "GEWIJZIGDE MOTIE VAN DE LEDEN VOORBEELD EN\nANDERS TER VERVANGING VAN NR. 109"


def test_a_subject_of_two_lines_beside_a_large_word_is_whole() -> None:
    """The word is so high that both lines stand beside it."""
    stamp = Put(400, 30, "TER BESLISSING", 9, bold=True)
    head = [Put(80, 84, "nota", 24), Put(170, 86, "Voortgang van het programma voor"), Put(170, 97, "onbevoegden")]
    assert title(document(sheet(1, stamp, *head, *FIELDS, *BODY))) == "Voortgang van het programma voor\nonbevoegden"


def test_a_reference_may_be_a_name_with_a_number() -> None:
    lines = [Put(80, 178, "Uw kenmerk"), Put(190, 178, "Voorbeeld/Woo-2"), Put(80, 300, "Geachte mevrouw,")]
    found = document(sheet(1, *FIELDS, *lines, *BODY))
    span = describe(found).your_reference
    assert span is not None
    assert found.at(span) == "Voorbeeld/Woo-2"


def test_the_ministry_of_a_mail_is_that_of_the_address_its_sender_closes_with() -> None:
    mail = [
        Put(80, 60, "Van:"), Put(150, 60, "Voorbeeld, A.B. (Anna) - DGMo"),
        Put(80, 71, "Verzonden:"), Put(150, 71, "donderdag 23 mei 2024 17:08"),
        Put(80, 82, "Aan:"), Put(150, 82, "Anders, C. (Chris)"),
        Put(80, 93, "Onderwerp:"), Put(150, 93, "de brief"),
        Put(80, 120, "Dag Chris,"), Put(80, 140, "Dank voor de brief."),
        Put(80, 160, "c.anders@minfin.nl"), Put(80, 171, "ab.voorbeeld@minienw.nl"),
    ]  # fmt: skip
    assert describe(document(sheet(1, *mail))).ministry == "IenW"
