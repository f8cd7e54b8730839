"""Who signs a letter, whom a nota addresses, which unit drafts it, and how an office is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import write
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.read import read as read_file
from corpus.records import Kind, Profile
from nlp.abbreviations import units
from nlp.actors import office_in
from nlp.drafter import drafter
from nlp.signatory import addressee, signatories_of


def profile(kind: Kind = Kind.KAMERBRIEF, day: date | None = date(2022, 11, 29), ministry: str = "IenW") -> Profile:
    return Profile(kind, None, day, None, None, ministry, (), ())


@pytest.mark.parametrize(
    ("head", "office"),
    [
        ("Stas IenW", "staatssecretaris van IenW"),
        ("de Minister van Economische Zaken en Klimaat", "minister van EZK"),
        ("MOCW", "minister van OCW"),
        ("SOCW", "staatssecretaris van OCW"),
        ("MBZK", "minister van BZK"),
        ("M BZK", "minister van BZK"),
        ("S BZK", "staatssecretaris van BZK"),
        ("minBZK", "minister van BZK"),
        ("de Minister-President", "minister-president"),
        ("de minister voor Natuur en Stikstof", "minister voor Natuur en Stikstof"),
        ("de Minister van Landbouw, Visserij, Voedselzekerheid en Natuur", "minister van LVVN"),
        ("SZW", None),
        ("CZW/CZ", None),
    ],
)
def test_an_office_is_written_short(head: str, office: str | None) -> None:
    """The codes of nota's and the full names give one spelling."""
    assert office_in(head) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("@ Aan: MOCW\nTekst.", "minister van OCW"),
        ("> Aan Stas IenW\nTekst.", "staatssecretaris van IenW"),
        ("@ Aan Minister\nTekst.", "minister van IenW"),
        ("Graag uw akkoord (M BZK en S BZK) en vervolgens ondertekenen (M BZK) van deze brief.", "minister van BZK"),
        ("Tekst zonder adres.", None),
    ],
)
def test_a_nota_tells_whom_it_addresses(text: str, office: str | None) -> None:
    """ "U" in a nota is the office behind "Aan"."""
    assert addressee(write(text), profile(Kind.BESLISNOTA)) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Tekst.\nDe Staatssecretaris van Veiligheid en Justitie,\nF. Teeven", "staatssecretaris van VenJ"),
        ("Tekst.\nHoogachtend, DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT, Mark Harbers", "minister van IenW"),
        ("De minister van Binnenlandse Zaken en\nKoninkrijksrelaties,", "minister van BZK"),
        ("BRIEF VAN DE MINISTER VAN BINNENLANDSE ZAKEN EN KONINKRIJKSRELATIES", "minister van BZK"),
        ("De minister van Defensie, de minister van Buitenlandse Zaken en ik schrijven dit.", None),
        (
            "Tekst.\nHoogachtend,\nDE STAATSSECRETARIS VAN INFRASTRUCTUUR EN WATERSTAAT - OPENBAAR VERVOER EN MILIEU,",
            "staatssecretaris van IenW",
        ),
        (
            "Tekst.\nHoogachtend,\nFemke Marije Wiersma Minister van Landbouw en Visserij",
            "minister van Landbouw en Visserij",
        ),
        ("Tekst.\nHoogachtend,\nGedeputeerde Staten van Fryslân,\nde secretaris", "Gedeputeerde Staten van Fryslân"),
        ("Tekst.\nMet vriendelijke groet,\nDe Minister van Financiën,\nnamens deze,", "minister van Financiën"),
    ],
)
def test_a_letter_tells_who_signs_it(text: str, office: str | None) -> None:
    """ "Ik" in a letter is the office in its closing."""
    assert signatories_of(write(text), profile()) == ((office,) if office else ())


def test_two_offices_that_sign_beside_each_other_are_told_apart(tmp_path: Path) -> None:
    """Read line by line their columns make one paragraph: "De Minister van A De Minister voor B, en C,"."""
    path = tmp_path / "brief.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for i in range(6):
        canvas.drawString(80, 700 - 14 * i, "Dit is een gewone regel van een brief aan de Tweede Kamer over beleid.")
    for x, top, line in (
        (80, 560, "De Minister van Sociale Zaken"),
        (80, 547, "en Werkgelegenheid,"),
        (260, 560, "De Minister voor Armoedebeleid,"),
        (260, 547, "Participatie en Pensioenen,"),
    ):
        canvas.drawString(x, top, line)
    canvas.save()
    signing = signatories_of(read_file(path), profile())
    assert signing == ("minister van SZW", "minister voor Armoedebeleid, Participatie en Pensioenen")


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("> Directoraat-generaal Agro\nTekst.", "Directoraat-generaal Agro"),
        (
            "> Directoraat-generaal\n> Economie en Digitalisering\nTekst.",
            "Directoraat-generaal Economie en Digitalisering",
        ),
        ("> Bestuurskern\nTekst.", None),
    ],
)
def test_a_nota_tells_which_unit_drafts_it(column: str, unit: str | None) -> None:
    """ "Wij" in a nota is the directorate-general in its side column."""
    assert drafter(write(column)) == unit


def test_letters_behind_the_name_of_a_plan_are_no_unit() -> None:
    """Units are what the head of a nota lists; "(NALV)" behind an action plan is that plan."""
    text = "@ Kopie aan: FEZ, WJZ\n@ Betreft NALV\nHet Nederlands actieplan voor luchtvaart (NALV) is klaar."
    assert units(write(text)) == {"FEZ", "WJZ"}


def test_of_two_names_beside_each_other_each_office_on_the_line_below_signs(tmp_path: Path) -> None:
    """No word closes the letter, and no article stands before the offices."""
    path = tmp_path / "brief.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    lines = [
        "Geachte voorzitter,",
        "Uw Kamer wordt elk halfjaar over de voortgang van de aanpak in de regio's bericht, zoals afgesproken.",
        "Karel Voorbeeld    Anna Voorbeeld",
        "Minister van Economische Zaken    Minister van Klimaat en Groene Groei",
    ]
    for at, line in enumerate(lines):
        canvas.drawString(70, 700 - 40 * at, line)
    canvas.save()
    assert signatories_of(read_file(path), profile()) == ("minister van EZ", "minister van KGG")


def test_a_letter_to_a_minister_is_not_signed_by_him(tmp_path: Path) -> None:
    text = (
        "Nederlandse Zorgautoriteit\n\nAan\nde minister van Volksgezondheid, Welzijn en Sport\nPostbus 20350\n\n"
        "Datum\n14 oktober 2025\n\nGeachte heer,\n\n"
        "In november starten wij bij vier zorgverzekeraars een onderzoek naar de wachttijden in de zorg.\n\n"
        "Met vriendelijke groet,\n\nNederlandse Zorgautoriteit\n"
    )
    path = tmp_path / "brief.txt"
    path.write_text(text, "utf-8")
    assert signatories_of(read_file(path), profile(Kind.BRIEF)) == ("Nederlandse Zorgautoriteit",)


def test_a_document_of_a_head_alone_is_signed_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "kop.txt"
    path.write_text("Datum\n14 oktober 2025\n", "utf-8")
    assert signatories_of(read_file(path), profile(Kind.OVERIG)) == ()
