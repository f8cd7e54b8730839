"""What a whole letter or nota tells: what it is, what it is called, who acts in it; each as a file that is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.read import read
from corpus.records import Kind
from nlp.describe import describe
from nlp.extract import extract
from nlp.signatory import signatories_of

HOUSE = (
    "De voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n\nDatum\n25 november 2025\n\n"
    "Geachte voorzitter,\n\n"
)
PROSE = "In de regio's is dit jaar op vele plaatsen aan de aanpak van het net gewerkt, zei men.\n" * 8


def letter(text: str, folder: Path) -> Document:
    path = folder / "brief.txt"
    path.write_text(text, "utf-8")
    return read(path)


def test_a_letter_to_a_minister_with_a_cause_as_its_heading_is_no_nota(tmp_path: Path) -> None:
    text = (
        "Nederlandse Zorgautoriteit\n\nAan de minister van Volksgezondheid, Welzijn en Sport\nPostbus 20350\n\n"
        "Datum\n14 oktober 2025\n\nGeachte heer Voorbeeld,\n\nAanleiding\n"
        "Met uw brief van 1 september vraagt u ons te reageren op berichten over de wachttijden in de zorg.\n"
    )
    assert describe(letter(text, tmp_path)).kind is Kind.BRIEF


def test_the_line_below_a_nota_s_purpose_is_its_title(tmp_path: Path) -> None:
    text = (
        "Ministerie van Klimaat en Groene Groei\n\nTER INFORMATIE\nStand van zaken van de wet op collectieve warmte\n\n"
        "Aan\nde minister van Klimaat en Groene Groei\n\nDatum\n2 oktober 2025\n\nKern\n"
        "Op 9 oktober spreekt u met de warmtebedrijven over de invoering van de wet en van de tarieven.\n"
    )
    document = letter(text, tmp_path)
    title = describe(document).title
    assert title
    assert document.at(title) == "Stand van zaken van de wet op collectieve warmte"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        pytest.param("Wij hebben daarover gesproken.", "minister van EZ en minister van KGG", id="wij"),
        pytest.param("Ik heb daarover gesproken.", "minister van EZ", id="ik"),
    ],
)
def test_of_two_who_sign_both_act_in_a_passive_only_where_they_write_we(
    sentence: str, actor: str, tmp_path: Path
) -> None:
    text = (
        f"{HOUSE}{PROSE}{sentence}\nUw Kamer wordt voor 1 juli 2026 over de voortgang van de aanpak geïnformeerd.\n\n"
        "De minister van Economische Zaken,\n\nKarel Voorbeeld\n\n"
        "De minister van Klimaat en Groene Groei,\n\nAnna Voorbeeld\n"
    )
    assert [each.actor for each in extract(letter(text, tmp_path)).commitments] == [actor]


def test_what_stands_behind_a_semicolon_promises_though_the_part_before_it_asks(tmp_path: Path) -> None:
    text = (
        f"{HOUSE}Aan UWV is gevraagd of uitkeringen ook langs een andere weg kunnen worden betaald; "
        "te zijner tijd informeer ik u over het antwoord.\n\nDe minister van Economische Zaken,\n"
    )
    assert len(extract(letter(text, tmp_path)).commitments) == 1


def test_the_head_of_a_letter_signs_nothing(tmp_path: Path) -> None:
    """Nobody's office stands below it; the minister on a line of his own is whom it is to."""
    text = (
        "Stichting Voorbeeld\n\nAan\nDe minister van Volksgezondheid, Welzijn en Sport\n\nDatum\n14 oktober 2025\n\n"
        "Geachte heer,\n\nWij schrijven u over de wachttijden in de zorg en wat daaraan wordt gedaan.\n\nA. Voorbeeld\n"
    )
    document = letter(text, tmp_path)
    assert signatories_of(document, describe(document)) == ()
