"""A letter of OCW to the House that exists only as a scanned picture."""

from __future__ import annotations

from datetime import date

from examples.cast import T_HART
from examples.content import Field, Ink, Motion, Paper, Paragraph, Part, Promise, Term
from examples.phrases import CHAIR, HOUSE

OCW = "minister van OCW"

SUMMER = Term("voor het zomerreces", None, date(2024, 7, 4))
AFTER_SUMMER = Term("Na de zomer", date(2024, 9, 3), None)
LATE_2024 = Term("eind 2024", date(2024, 10, 1), date(2024, 12, 31))
OCW_PROGRESS = Promise(f"Ik informeer uw Kamer {SUMMER.text} over de voortgang van het programma.", OCW, HOUSE, SUMMER)
OCW_EVALUATION = Promise(
    f"{AFTER_SUMMER.text} stuur ik uw Kamer de evaluatie van de subsidieregeling.", OCW, HOUSE, AFTER_SUMMER
)
OCW_INSPECTION = Promise(
    f"De Inspectie van het Onderwijs rapporteert {LATE_2024.text} over de naleving door de instellingen.",
    "Inspectie van het Onderwijs",
    None,
    LATE_2024,
)
# Passes the 11-test of a BSN, but is a reference number and stays.
OCW_REFERENCE = "249566758"
OCW_COLUMN = (Field("Datum", ("20 februari 2024",)), Field("Onze referentie", (OCW_REFERENCE,)))

OCW_LETTER = Paper(
    file="kamerbrief-ocw-sociale-veiligheid.tif",
    kind="kamerbrief",
    title="Sociale veiligheid in het hoger onderwijs",
    date=date(2024, 2, 20),
    our_reference=OCW_REFERENCE,
    ministry="OCW",
    dossiers=("29240-139",),
    letterhead=("Postbus 16375", "2500 BJ Den Haag"),
    address=CHAIR,
    head=(("Datum", "20 februari 2024"), ("Betreft", "Sociale veiligheid in het hoger onderwijs")),
    column=(
        Field("Hoger Onderwijs en Studiefinanciering"),
        Field(None, ("Rijnstraat 50", "Den Haag", "Postbus 16375", "2500 BJ Den Haag", "www.rijksoverheid.nl")),
        Field("Contactpersoon", T_HART.contact),
        Field("Onze referentie", (OCW_REFERENCE,)),
    ),
    later_column=OCW_COLUMN,
    parts=(
        Part(
            None,
            (
                Paragraph(
                    "Studenten en medewerkers moeten zich op hun instelling veilig voelen. Op 7 juni 2023 heb ik uw "
                    "Kamer het programma Sociale veiligheid gestuurd. In deze brief leest u wat er sindsdien is gedaan."
                ),
            ),
        ),
        Part(
            "Stand van zaken",
            (
                Paragraph(
                    "Alle universiteiten en hogescholen hebben een ombudsfunctionaris aangesteld. De helft van de "
                    "instellingen heeft een klachtenregeling die door het landelijk centrum is getoetst. De "
                    "subsidieregeling is goed gebruikt: er zijn 31 aanvragen gedaan, waarvan er 27 zijn toegekend."
                ),
                Paragraph(
                    "De motie van de leden Stultiens en Martens-America over een landelijk meldpunt (Kamerstuk "
                    "29 240, nr. 139) is aangenomen. Het meldpunt bestaat inmiddels en wordt beheerd door de "
                    "instellingen zelf."
                ),
            ),
        ),
        Part(
            "Vervolg",
            (
                Paragraph(f"{OCW_PROGRESS.sentence} {OCW_INSPECTION.sentence} {OCW_EVALUATION.sentence}"),
                Paragraph(
                    "Een wettelijke zorgplicht vraagt meer voorbereiding. De Universiteiten van Nederland en de "
                    "Vereniging Hogescholen steunen zo'n plicht onder voorwaarden. Zij wijzen op de kosten en op de "
                    "verhouding tot bestaande regels voor goed werkgeverschap."
                ),
                Paragraph(
                    "Sociale veiligheid is geen zaak van regels alleen. Het gaat om een cultuur waarin mensen elkaar "
                    "durven aan te spreken, waarin leidinggevenden het goede voorbeeld geven en waarin meldingen "
                    "serieus worden genomen. Dat vraagt tijd en volgehouden aandacht van bestuurders."
                ),
            ),
        ),
        Part(
            "Onderzoek",
            (
                Paragraph(
                    "Het Rathenau Instituut heeft onderzocht welke factoren bijdragen aan een veilige omgeving. Een "
                    "platte organisatie, heldere afspraken over begeleiding en een vast aanspreekpunt buiten de "
                    "eigen afdeling blijken het verschil te maken. Promovendi lopen het meeste risico, omdat zij voor "
                    "begeleiding, beoordeling en een vervolgaanstelling van een en dezelfde persoon afhankelijk zijn."
                ),
                Paragraph(
                    "De commissie-Sorgdrager heeft eerder gewezen op het belang van onafhankelijke bijstand. Die "
                    "aanbeveling is in de meeste klachtenregelingen overgenomen. Ook buiten het hoger onderwijs wordt "
                    "van deze aanpak geleerd."
                ),
            ),
        ),
        Part(
            "Tot slot",
            (
                Paragraph(
                    "De afgelopen jaren hebben studenten en promovendi laten zien dat het gesprek over sociale "
                    "veiligheid niet vanzelf op gang komt. Hun openheid heeft geleid tot een omslag die ook in de "
                    "cijfers zichtbaar is. Ik ben hen daar erkentelijk voor."
                ),
                Paragraph("De minister van Onderwijs, Cultuur en Wetenschap,"),
                Ink(23),
                Paragraph("Robbert Dijkgraaf"),
            ),
        ),
    ),
    hidden=T_HART.hidden("full", "phone", "mobile", "local"),
    kept=(
        "Robbert Dijkgraaf", "Stultiens", "Martens-America", "commissie-Sorgdrager", OCW_REFERENCE,
        "Postbus 16375", "Inspectie van het Onderwijs", "Rathenau Instituut", "@minocw.nl",
    ),
    promises=(OCW_PROGRESS, OCW_INSPECTION, OCW_EVALUATION),
    motions=(Motion(("Stultiens", "Martens-America"), "adopted", dossier="29240", number=139),),
    terms=(SUMMER, LATE_2024, AFTER_SUMMER),
)  # fmt: skip
