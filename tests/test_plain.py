"""Plain text: pages, a side column that ran into the body, and the way back to the file's own characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import plain
from corpus.document import Document, Part
from corpus.errors import Empty, Unreadable
from corpus.read import read
from nlp.fields import find_fields
from nlp.sections import find_sections

NOTA = """ Aanleiding

Op 1 juli 2022 heeft de stichting u een brief gestuurd met de oproep
'stop ermee'.

Kern
¢ Het bewustzijn is
 aanwezig in de maatschappij, in de politiek en bij  Onze referentie
het kabinet. 2022-0000556856
e Uit het kader dat het College voor de Rechten Datum
van de Mens heeft opgesteld blijkt dat het gebruik van 11 oktober 2022
etniciteit in feite de norm is.
"""


@pytest.fixture
def nota(tmp_path: Path) -> Path:
    path = tmp_path / "nota.txt"
    path.write_text(NOTA, "utf-8")
    return path


def sections(document: Document) -> list[tuple[str | None, str]]:
    return [(document.at(s.heading) if s.heading else None, document.at(s.body)) for s in find_sections(document)]


def fields_of(document: Document) -> dict[str, str]:
    return {item.key: document.at(item.field.value) for item in find_fields(document)}


def test_column_remains_leave_the_body(nota: Path) -> None:
    document = read(nota)
    kern = document.at(find_sections(document)[1].body)
    assert kern == (
        "Het bewustzijn is aanwezig in de maatschappij, in de politiek en bij het kabinet.\n"
        "Uit het kader dat het College voor de Rechten van de Mens heeft opgesteld blijkt dat het gebruik van "
        "etniciteit in feite de norm is."
    )
    assert [document.at(b.span) for b in document.parts(Part.COLOPHON)] == [
        "Onze referentie",
        "2022-0000556856",
        "Datum",
        "11 oktober 2022",
    ]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "twee.txt"
    path.write_text("Eerste bladzijde.\fTweede bladzijde.\f", "utf-8")
    document = read(path)
    assert [page.number for page in document.pages] == [1, 2]
    assert [document.page_of(block.span) for block in document.blocks] == [1, 2]


def test_text_that_is_not_utf8_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "oud.txt"
    path.write_bytes("financiële".encode("latin-1"))
    with pytest.raises(Unreadable, match="UTF-8"):
        read(path)


def test_blank_text_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "leeg.txt"
    path.write_text(" \n\n", "utf-8")
    with pytest.raises(Empty):
        read(path)


@given(st.text(alphabet="abc Datum\n\f.12é-", min_size=1, max_size=200))
def test_every_word_of_a_text_is_found_back_in_the_file(text: str) -> None:
    places = plain.places(text)
    tokens = [token for sheet in plain.sheets(text) for segment in sheet.segments for token in segment.tokens]
    assert [text[places[t.word.box].start : places[t.word.box].end] for t in tokens] == [t.word.seen for t in tokens]
    assert "".join(t.word.seen for t in tokens) == "".join(text.split())


ASIDE = """Aanleiding
In het debat van 26 september heeft dit onderwerp veel aandacht gekregen, en de   Contactpersoon
minister heeft daarbij gevraagd om een samenhangende brief, die wij voorleggen    A. Voorbeeld
met een concept van de wijziging van het besluit over textiel, dat door anderen
en Circulaire Economie
in een eerste versie met ons is doorgesproken en nu is afgerond.                  Rijnstraat 8

Datum
Kernpunten                                                                        18 november 2024
In de brief kondigt u aan dat de doelstelling voor het hergebruik van textiel     0nze referentie
per 1 juli 2025 wordt verhoogd.
IENW/BSK-2024/318264
De Kamer krijgt de resultaten van de meting voor het voorjaarsreces, samen met    Bijlagen
een overzicht van de export.                                                      3

Bijlagen
1  De brief
"""


def test_a_side_column_behind_wide_gaps_leaves_the_body_also_where_it_stands_on_lines_of_its_own(
    tmp_path: Path,
) -> None:
    """OCR read its letter O as a zero; the last heading is a label as well, but nothing in the column belongs to it."""
    path = tmp_path / "nota.txt"
    path.write_text(ASIDE, "utf-8")
    document = read(path)
    body = sections(document)
    assert [heading for heading, _ in body] == ["Aanleiding", "Kernpunten", "Bijlagen"]
    assert "dat door anderen in een eerste versie" in body[0][1]
    assert body[1][1].startswith("In de brief kondigt u aan")
    assert "IENW" not in body[1][1]
    fields = fields_of(document)
    assert (fields["date"], fields["our_reference"]) == ("18 november 2024", "IENW/BSK-2024/318264")


def test_the_side_column_may_start_elsewhere_on_later_pages(tmp_path: Path) -> None:
    later = [
        f"\f{' ' * 70}Onze referentie\n"
        f"De termijn op bladzijde {page} loopt nog tot het einde van het{' ' * 9}BS2023014877\nhele jaar.\n"
        for page in (2, 3)
    ]
    path = tmp_path / "nota.txt"
    path.write_text(ASIDE + "".join(later), "utf-8")
    document = read(path)
    body = " ".join(document.at(block.span) for block in document.running())
    assert "tot het einde van het hele jaar" in body
    assert "BS2023014877" not in body


def test_labels_that_came_before_their_values_take_them_in_turn(tmp_path: Path) -> None:
    head = "Onze referentie\nDatum\n" + " " * 82 + "2021-0000174553\n8 november 2021\n"
    path = tmp_path / "nota.txt"
    path.write_text(ASIDE + "\f" + " " * 82 + head, "utf-8")
    document = read(path)
    assert not any("8 november" in document.at(block.span) for block in document.running())


def test_the_title_of_a_motion_in_plain_text_is_no_running_text(tmp_path: Path) -> None:
    """Its two long lines are set as those of the text are: what nothing tells apart waits for "De Kamer,"."""
    path = tmp_path / "motie.txt"
    path.write_text(
        "Tweede Kamer der Staten-Generaal\n\n36 281\n\n"
        "Wijziging van de Woningwet (huurverlaging voor huurders\n"
        "met een lager inkomen) en van enige andere wetten\n\nNr. 27\n\n"
        "MOTIE VAN HET LID VOORBEELD\nVoorgesteld 2 februari 2023\nDe Kamer,\ngehoord de beraadslaging,\n"
        "verzoekt de regering de huurprijzen in de sociale sector met 20% te\nverlagen,\n"
        "en gaat over tot de orde van de dag.\nVoorbeeld\n",
        "utf-8",
    )
    found = read(path)
    assert not any("MOTIE" in found.at(block.span) for block in found.running())


BETWEEN = """Ministerie van Voorbeelden

Aan: MVZ
Datum
8 november 2024
Bijlagen
2

nota   Woonruimte voor nieuwe studenten

Aanleiding

In de eerste weken van het collegejaar hebben enkele honderden nieuwe
studenten geen kamer kunnen vinden. In deze nota wordt u gevraagd een
Directie Hoger Onderwijs en
Studiefinanciering
Rijnstraat 50
besluit te nemen over de inzet richting de instellingen.
Behandeld door
drs. K.L. Voorbeeld
kl.voorbeeld@minvz.nl

Inzet van de instellingen
De gesprekken lopen sinds september. Daarover is op 20 september door de
bonden een brief gestuurd aan u en uw ambtgenoot.

Onze referentie
34861905

1  Hotelkamers

Op de tijdelijke plaatsing in hotels is op 12 oktober een reactie gekomen
van de gemeenten. Een eerste beeld volgt in december.

Pagina 1 van 2\fDirectie Hoger Onderwijs en
Studiefinanciering

Onze referentie
34861905

Vervolg en communicatie

Na uw akkoord wordt de brief uiterlijk 25 november aan de Kamer verzonden,
met een afschrift aan de gemeenten.

Pagina 2 van 2
"""


def test_parts_of_a_side_column_between_the_lines_leave_the_text_and_headings_set_apart_open_sections(
    tmp_path: Path,
) -> None:
    """A text without wide gaps: labels with their values, lines within a sentence, the unit at the top of each page."""
    path = tmp_path / "nota.txt"
    path.write_text(BETWEEN, "utf-8")
    document = read(path)
    body = sections(document)
    assert [heading for heading, _ in body] == [
        "Aanleiding",
        "Inzet van de instellingen",
        "1 Hotelkamers",
        "Vervolg en communicatie",
    ]
    assert body[0][1].endswith("wordt u gevraagd een besluit te nemen over de inzet richting de instellingen.")
    assert body[1][1].endswith("een brief gestuurd aan u en uw ambtgenoot.")
    assert "\n" not in body[3][1]
    fields = fields_of(document)
    assert (fields["our_reference"], fields["attachments"]) == ("34861905", "2")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("De raad komt bijeen.\n\nDatum\nwordt nog bepaald.\n", id="a label whose value is a sentence"),
        pytest.param(
            "Een plenair debat in de eerste termijn over de wijziging van een wet en de re- en dupliek\n\n"
            "De Kamer,\n\ngehoord de beraadslaging,\nverzoekt de regering iets te doen.\n",
            id="the House that is spoken of in a motion",
        ),
        pytest.param(
            "Voorgesteld tijdens het overleg over de wijziging van een wet in het voorjaar van 2023\n"
            "De Kamer,\ngehoord de beraadslaging,\nverzoekt de regering iets te doen.\n",
            id="the same without blank lines",
        ),
        pytest.param(
            "Een plenair debat in de eerste termijn over de wijziging van een wet en de re- en dupliek\n\n"
            "De voorzitter van de Kamer\n\ngehoord de beraadslaging,\nverzoekt de regering iets te doen.\n",
            id="a paragraph of its own",
        ),
        pytest.param("Wij spraken over:\nDe Vries\nDe Jong\nen daarna over het verslag.\n", id="names behind a colon"),
        pytest.param("Wij spraken af:\n\nBijlagen\n1 De brief\n2 De nota\n", id="the list of attachments"),
    ],
)
def test_what_only_looks_like_a_side_column_stays_in_the_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tekst.txt"
    path.write_text(
        "In de eerste weken van het collegejaar hebben enkele honderden nieuwe studenten\n" * 4 + text, "utf-8"
    )
    document = read(path)
    assert not list(document.parts(Part.COLOPHON))
