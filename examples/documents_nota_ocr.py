"""A nota that exists only as the text that some OCR made of it."""

from __future__ import annotations

from datetime import date

from examples.cast import ABMA
from examples.content import Field, Item, Motion, Paper, Paragraph, Part, Promise, Row, Term
from examples.phrases import ANONYMOUS

MID_2024 = Term("medio 2024", date(2024, 5, 1), date(2024, 8, 31))
OCR_BOARD = Promise(
    f"De Staatscommissie tegen Discriminatie en Racisme komt {MID_2024.text} met een tussenrapportage.",
    "Staatscommissie tegen Discriminatie en Racisme",
    None,
    MID_2024,
)
BEFORE_DEBATE = Term("voor 12 december 2023", None, date(2023, 12, 11))

OCR_NOTA = Paper(
    file="nota-bzk-gelijke-behandeling.txt",
    kind="beslisnota",
    title=None,
    date=date(2023, 11, 14),
    our_reference="2023-0000612345",
    ministry="BZK",
    later_column=(
        Field("Onze referentie", ("2023-0000612345",)),
        Field("Datum", ("14 november 2023",)),
        Field("Opgesteld door", (ABMA.full, f"T {ABMA.phone}")),
    ),
    parts=(
        Part(
            "Aanleiding",
            (
                Paragraph(
                    "Op 1 juli 2023 heeft het College voor de Rechten van de Mens u een advies gestuurd over de "
                    "Algemene wet gelijke behandeling. Op 5 oktober heeft u over dit advies met het College gesproken."
                ),
                Paragraph("Bijgaand treft u de brief aan de Tweede Kamer aan waarin u op het advies reageert."),
            ),
        ),
        Part(
            "Geadviseerd besluit",
            (
                Item(f"Graag uw akkoord (M BZK) op de brief, zodat die {BEFORE_DEBATE.text} verzonden kan worden."),
                Item("Een afschrift van het advies is bijgevoegd."),
            ),
        ),
        Part(
            "Kern",
            (
                Item(
                    "Het College vindt dat de wet ook moet gelden voor eenzijdig overheidshandelen. In de brief "
                    "onderschrijft u dat uitgangspunt, maar wijst u op de financiële gevolgen voor de uitvoering. "
                    "Gemeenten en uitvoeringsorganisaties hebben laten weten dat een ruime invoeringstermijn nodig is, "
                    "omdat hun werkprocessen en formulieren moeten worden aangepast."
                ),
                Item(
                    "De coördinerende rol van uw ministerie blijft bestaan. Bij de inzet van AI en algoritmes is "
                    "een brede toets van belang, omdat de gevolgen voor burgers vooraf moeilijk te overzien zijn."
                ),
                Item(
                    "De motie van de leden Van Baarle en Kathmann over een discriminatietoets is aangenomen. De brief "
                    "beschrijft hoe het onderzoek naar de reikwijdte van de wet is opgezet."
                ),
                Item(OCR_BOARD.sentence),
            ),
        ),
        ANONYMOUS,
        Part(
            "Bijlagen",
            (
                Row(("Volgnummer", "Naam", "Informatie"), head=True),
                Row(("1", "Kamerbrief met reactie", "Openbaar")),
                Row(("2", "Advies van het College", "Openbaar")),
            ),
        ),
    ),
    hidden=ABMA.hidden("full", "phone"),
    kept=("Van Baarle", "Kathmann", "2023-0000612345", "College voor de Rechten van de Mens"),
    promises=(OCR_BOARD,),
    motions=(Motion(("Van Baarle", "Kathmann"), "adopted"),),
    terms=(BEFORE_DEBATE, MID_2024),
)
