"""A nota of VWS of which page 2 comes back from the scanner."""

from __future__ import annotations

from datetime import date

from examples.cast import HOEKSTRA, NGUYEN, YILDIZ
from examples.content import Field, Hidden, Item, Motion, Paper, Paragraph, Part, Promise, Properties, Term
from examples.phrases import ANONYMOUS, HOUSE

VWS = "minister van VWS"
MAY_FIRST = Term("uiterlijk 1 mei 2025", None, date(2025, 5, 1))
IN_MAY = Term("in mei 2025", date(2025, 5, 1), date(2025, 5, 31))
SIX_WEEKS = Term("Binnen zes weken", None, date(2025, 3, 25))
HALF_YEARLY = Term("elk halfjaar", recurrence="FREQ=MONTHLY;INTERVAL=6")
VWS_INFORM = Promise(
    f"In de brief zegt u toe de Tweede Kamer {MAY_FIRST.text} te informeren over de uitkomsten van de marktverkenning.",
    VWS,
    HOUSE,
    MAY_FIRST,
)
VWS_TABLE = Promise(f"{SIX_WEEKS.text} organiseert u een rondetafelgesprek met de koepels.", VWS, None, SIX_WEEKS)
VWS_CBG = Promise(
    f"Het College ter Beoordeling van Geneesmiddelen publiceert {IN_MAY.text} een nieuwe leidraad.",
    "College ter Beoordeling van Geneesmiddelen",
    None,
    IN_MAY,
)
VWS_HALF = Promise(
    f"Op 12 november 2024 heeft de minister van VWS toegezegd de Tweede Kamer {HALF_YEARLY.text} een voortgangsbrief "
    "te sturen.",
    VWS,
    HOUSE,
    HALF_YEARLY,
    made_on=date(2024, 11, 12),
)
VWS_COLUMN = (Field("Datum", ("11 februari 2025",)), Field("Kenmerk", ("4056789-1078123-GMT",)))

VWS_NOTA = Paper(
    file="nota-vws-geneesmiddelentekorten.pdf",
    kind="beslisnota",
    title="Kamerbrief aanpak geneesmiddelentekorten",
    date=date(2025, 2, 11),
    our_reference="4056789-1078123-GMT",
    ministry="VWS",
    dossiers=("29477-918", "29477-921"),
    head=(("Aan", "Minister van Volksgezondheid, Welzijn en Sport"), ("Van", "Directie GMT")),
    route=(("Directeur GMT", NGUYEN.formal, "TLN", "10-2-2025"),),
    column=(
        Field("TER BESLISSING"),
        Field("Directoraat-generaal Curatieve Zorg", ("Directie Geneesmiddelen en Medische Technologie",)),
        *VWS_COLUMN,
        Field("Opgesteld door", YILDIZ.contact),
        Field("Contactpersoon", HOEKSTRA.contact),
        Field("Bijlage(n)", ("1",)),
    ),
    later_column=VWS_COLUMN,
    parts=(
        Part(
            "Aanleiding",
            (
                Paragraph(
                    "Het aantal meldingen van geneesmiddelentekorten is in 2024 opnieuw gestegen. De Tweede Kamer "
                    "heeft u gevraagd hoe u de beschikbaarheid van veelgebruikte middelen wilt verbeteren. Bijgaande "
                    "brief geeft daarop antwoord."
                ),
            ),
        ),
        Part(
            "Gevraagd besluit",
            (Item("U wordt gevraagd de bijgevoegde brief vast te stellen en te ondertekenen."),),
        ),
        Part(
            "Kernpunten",
            (
                Item(VWS_INFORM.sentence),
                Item(VWS_TABLE.sentence),
                Item(
                    "De voorraadplicht blijft gelijk. Over een hogere plicht beslist u pas als de marktverkenning is "
                    "afgerond, zodat de gevolgen voor de prijs bekend zijn."
                ),
            ),
        ),
        Part(
            "Toelichting",
            (
                Paragraph(
                    "Tekorten ontstaan meestal doordat een enkele fabrikant de productie onderbreekt. Nederland is "
                    "voor een groot deel van de grondstoffen afhankelijk van twee landen. De meeste tekorten worden "
                    "opgelost doordat apothekers een ander merk of een andere sterkte leveren, maar voor een kleine "
                    "groep patiënten is er geen gelijkwaardig alternatief."
                ),
                Paragraph(
                    "De Inspectie Gezondheidszorg en Jeugd heeft in 2023 onderzocht hoe groothandels hun voorraden "
                    "beheren. Uit dat onderzoek bleek dat de voorraad bij de meeste groothandels voldoende is voor een "
                    "onderbreking van enkele weken. Voor langere onderbrekingen is dat niet het geval."
                ),
                Paragraph(
                    "De koepels van apothekers en ziekenhuizen steunen de brief. De fabrikanten zijn terughoudend, "
                    "omdat een grotere voorraad kosten met zich meebrengt die zij niet kunnen doorberekenen. Zij "
                    "wijzen erop dat de prijzen in Nederland lager zijn dan in de landen om ons heen."
                ),
                Paragraph(
                    "In de brief beschrijft u ook wat er in Europees verband gebeurt. Tijdens het Belgische "
                    "voorzitterschap is een lijst van kritieke geneesmiddelen vastgesteld. Een deel van de lidstaten "
                    "houdt een eigen voorraad aan, waardoor middelen in andere lidstaten eerder schaars worden. Die "
                    "onderlinge afhankelijkheid is een van de redenen om terughoudend te zijn met nationale regels."
                ),
                Paragraph(
                    "De maatregelen kosten structureel 12 miljoen euro. Dat bedrag is gedekt binnen de begroting. De "
                    "Directie Financieel-Economische Zaken heeft met de financiële paragraaf ingestemd."
                ),
            ),
        ),
        Part(
            "Politieke context",
            (
                Paragraph(VWS_HALF.sentence),
                Paragraph(
                    "De motie van het lid Dobbe c.s. over een ijzeren voorraad (Kamerstuk 29 477, nr. 921) is "
                    "verworpen. De motie van het lid Bikker over tekorten bij apothekers (Kamerstuk 29 477, nr. 918) "
                    "is aangehouden."
                ),
                Paragraph(VWS_CBG.sentence),
            ),
        ),
        Part(
            "Communicatie",
            (
                Paragraph(
                    f"{NGUYEN.full} stemt de woordvoering af met het Centraal Informatiepunt Beroepen Gezondheidszorg. "
                    "Vragen van burgers lopen via Postbus 20350, 2500 EJ Den Haag."
                ),
            ),
        ),
        ANONYMOUS,
    ),
    properties=Properties(author=YILDIZ.full, keywords="geneesmiddelen"),
    hidden=(
        *YILDIZ.hidden("full", "phone", "mobile", "local"),
        *HOEKSTRA.hidden("full", "phone", "mobile", "local"),
        *NGUYEN.hidden("full", "formal"),
        Hidden("TLN"),
    ),
    kept=(
        "Dobbe", "Bikker", "@minvws.nl", "Postbus 20350", "Inspectie Gezondheidszorg en Jeugd",
        "College ter Beoordeling van Geneesmiddelen", "4056789-1078123-GMT", "29 477, nr. 921",
    ),
    promises=(VWS_INFORM, VWS_TABLE, VWS_HALF, VWS_CBG),
    motions=(
        Motion(("Dobbe",), "rejected", and_others=True, dossier="29477", number=921),
        Motion(("Bikker",), "held", dossier="29477", number=918),
    ),
    terms=(MAY_FIRST, SIX_WEEKS, HALF_YEARLY, IN_MAY),
)  # fmt: skip
