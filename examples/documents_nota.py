"""The notas: one of BZK (also as a scan), one of VWS of which page 2 is a scan, one as OCR text."""

from __future__ import annotations

from datetime import date

from examples.cast import ABMA, BOS, DE_JONGE, EL_OUALI, HOEKSTRA, KERN, NGUYEN, RAMDIN, VAN_OOSTERZEE, YILDIZ
from examples.content import (
    Field,
    Hidden,
    Item,
    Motion,
    Paper,
    Paragraph,
    Part,
    Promise,
    Properties,
    Row,
    Subheading,
    Term,
)

ANONYMOUS = Part(
    "Informatie die niet openbaar gemaakt kan worden",
    (
        Subheading("Motivering"),
        Paragraph(
            "In de openbaar gemaakte versie van deze nota zijn alle persoonsgegevens van ambtenaren geanonimiseerd."
        ),
    ),
)
BZK = "minister van BZK"
HOUSE = "Tweede Kamer"

SUMMER = Term("voor het zomerreces", None, date(2024, 7, 4))
YEARLY = Term("jaarlijks", recurrence="FREQ=YEARLY")
AP_START = Term("in het eerste kwartaal van 2025", date(2025, 1, 1), date(2025, 3, 31))
EVALUATION = Term("in het najaar van 2025", date(2025, 9, 1), date(2025, 11, 30))
DEBATE = Term("voorafgaand aan het commissiedebat op 20 juni 2024", None, date(2024, 6, 19))
SENDING = Term("uiterlijk 12 juni 2024", None, date(2024, 6, 12))

BZK_SUMMER = Promise(
    f"In de brief zegt u toe de Tweede Kamer {SUMMER.text} te informeren over de invulling van de registratieplicht.",
    BZK,
    HOUSE,
    SUMMER,
)
BZK_YEARLY = Promise(
    f"Het kabinet heeft toegezegd {YEARLY.text} een kabinetsbrief over het gebruik van algoritmes te versturen.",
    "kabinet",
    None,
    YEARLY,
)
BZK_AP = Promise(
    f"De Autoriteit Persoonsgegevens start {AP_START.text} met het toezicht op risicoprofielen.",
    "Autoriteit Persoonsgegevens",
    None,
    AP_START,
)
BZK_DONE = Promise(
    "Met de brief van 26 april 2024 heeft u voldaan aan uw toezegging om de Tweede Kamer te informeren over de pilot "
    "bij DUO.",
    BZK,
    HOUSE,
    status="fulfilled",
)
BZK_EVALUATION = Promise(
    f"Het kabinet stuurt de evaluatie van de registratieplicht {EVALUATION.text} naar de Tweede Kamer.",
    "kabinet",
    HOUSE,
    EVALUATION,
)

BZK_PARTS = (
    Part(
        "Aanleiding",
        (
            Paragraph(
                "Op 14 maart 2024 heeft de Tweede Kamer de motie van de leden Kathmann en Six Dijkstra over een "
                "verplicht algoritmeregister aangenomen.[^1] De vaste commissie voor Digitale Zaken heeft u daarna "
                f"gevraagd om een schriftelijke reactie {DEBATE.text}. Bijgaande brief bevat die reactie."
            ),
            Paragraph(
                "De brief gaat ook in op het rapport van de commissie-Remkes. De Wet-Van Dam blijft in deze brief "
                "buiten beschouwing."
            ),
        ),
    ),
    Part(
        "Geadviseerd besluit",
        (
            Item("U wordt gevraagd akkoord te gaan met de inhoud van de brief en de brief te ondertekenen."),
            Item(f"U wordt geadviseerd de brief {SENDING.text} aan de Tweede Kamer te sturen."),
        ),
    ),
    Part(
        "Kern",
        (
            Item(BZK_SUMMER.sentence),
            Item(BZK_YEARLY.sentence),
            Item(
                f"{BZK_AP.sentence} De gezamenlijke pilot bij vier grote overheids\u00adorganisaties "
                "is afgelopen voorjaar gestart."
            ),
            Item(BZK_DONE.sentence),
            Item(
                "Moeten uitvoeringsorganisaties wettelijk verplicht worden om elk algoritme te registreren? De brief "
                "laat dat bewust open, omdat de reikwijdte van de plicht nog wordt onderzocht."
            ),
            Item(
                "Directie Digitale Samenleving ziet geen aanleiding om de motie-Klaver c.s. in deze brief opnieuw te "
                "bespreken."
            ),
        ),
    ),
    Part(
        "Toelichting",
        (
            Paragraph(
                "Het Algoritmeregister is een openbaar overzicht van algoritmes die overheden gebruiken. Het register "
                "telt inmiddels 412 registraties van 178 organisaties.[^2] Gemeenten zijn daarin sterk "
                "vertegenwoordigd, grote uitvoeringsorganisaties blijven nog achter bij de verwachting."
            ),
            Paragraph(
                "Een registratieplicht is geen onbekend instrument in het Europese recht. Voor chemische stoffen geldt "
                "in alle lidstaten op grond van de bekende REACH-verordening een vergelijkbare plicht, "
                "die volgens de betrokken toezichthouders tot een veel "
                "vollediger beeld heeft geleid dan vrijwillige melding. De ervaring leert wel dat zo'n plicht alleen "
                "werkt als "
                "duidelijk is welke toepassingen eronder vallen, wie de melding doet en wat er gebeurt als een "
                "organisatie de melding achterwege laat, want zonder dat onderscheid gaan organisaties voor de "
                "zekerheid alles melden en verliest het register zijn waarde voor burgers en journalisten."
            ),
            Paragraph(
                f"{BZK_EVALUATION.sentence} De coördinerende rol van het ministerie blijft tot die evaluatie "
                "ongewijzigd. De financiële gevolgen zijn beperkt en passen binnen de bestaande begroting."
            ),
        ),
    ),
    Part(
        "Krachtenveld",
        (
            Paragraph(
                "Jeroen Bos (JenV) en Fatima el Ouali (VWS) hebben ambtelijk ingestemd met de tekst. Het gesprek met "
                "de koepels vond op 6 mei 2024 plaats in het Johan de Witthuis; de gemeente Den Haag vergaderde eerder "
                "aan de Thorbeckelaan. Minister De Jonge sprak daar met het College voor de Rechten van de Mens."
            ),
            Paragraph(
                "De Belastingdienst, UWV en DUO steunen de lijn. Amnesty International vindt dat de plicht ook voor "
                "particuliere uitvoerders moet gelden. Uw voorganger heeft dat standpunt op 1 juli 2022 in een brief "
                "aan de Tweede Kamer weersproken. Publieksvragen komen binnen via Postbus 20011, 2500 EA Den Haag, en "
                "via info@minbzk.nl."
            ),
        ),
    ),
    ANONYMOUS,
    Part(
        "Bijlagen",
        (
            Row(("Volgnummer", "Naam", "Informatie"), head=True),
            Row(("1", "Kamerbrief voortgang Algoritmeregister", "Openbaar")),
            Row(("2", "Verslag van de technische briefing", "Hoeft niet meegezonden te worden")),
        ),
    ),
)

BZK_NOTA = Paper(
    file="beslisnota-bzk-algoritmeregister.pdf",
    kind="beslisnota",
    title="Kamerbrief voortgang Algoritmeregister en aanpak risicoprofielen",
    date=date(2024, 5, 28),
    our_reference="2024-0000214783",
    ministry="BZK",
    dossiers=("26643-1157",),
    notes=("Kamerstukken II 2023/24, 26 643, nr. 1157.", "Stand op 1 mei 2024, zie algoritmes.overheid.nl."),
    head=(
        ("Aan", "Minister van Binnenlandse Zaken en Koninkrijksrelaties"),
        ("Van", f"Directie Digitale Samenleving, {KERN.full}"),
    ),
    route=(
        ("Afdelingshoofd", RAMDIN.formal, "SRa", "24-5-2024"),
        ("Directeur", VAN_OOSTERZEE.formal, "AvO", "27-5-2024"),
    ),
    column=(
        Field("TER BESLISSING"),
        Field(
            "Directoraat-generaal Digitalisering en Overheidsorganisatie", ("Directie Digitale Samenleving",)
        ),
        Field("Datum", ("28 mei 2024",)),
        Field("Onze referentie", ("2024-0000214783",)),
        Field("Opgesteld door", KERN.contact),
        Field("Samengewerkt met", (f"{BOS.full} (JenV)", f"{EL_OUALI.full} (VWS)")),
        Field("Bijlage(n)", ("2",)),
        Field("Contactpersoon", DE_JONGE.contact),
    ),
    later_column=(Field("Datum", ("28 mei 2024",)), Field("Onze referentie", ("2024-0000214783",))),
    parts=BZK_PARTS,
    properties=Properties(
        author=KERN.full,
        keywords=f"algoritmes; steller {KERN.formal}",
        bookmark=f"Nota van {KERN.full}",
        creator=DE_JONGE.full,
    ),
    hidden=(
        *KERN.hidden("full", "formal", "phone", "mobile", "local"),
        *DE_JONGE.hidden("full", "phone", "mobile", "local"),
        *BOS.hidden("full"),
        *EL_OUALI.hidden("full"),
        *VAN_OOSTERZEE.hidden("formal"),
        *RAMDIN.hidden("formal"),
        Hidden("AvO"),
        Hidden("SRa"),
    ),
    kept=(
        "Kathmann", "Six Dijkstra", "Klaver", "commissie-Remkes", "Wet-Van Dam", "Thorbeckelaan",
        "Johan de Witthuis", "De Jonge", "Postbus 20011", "info@minbzk.nl", "@minbzk.nl", "Amnesty International",
        "Autoriteit Persoonsgegevens", "2024-0000214783", "Kern", "Directie Digitale Samenleving", "Belastingdienst",
        "College voor de Rechten van de Mens", "26 643, nr. 1157",
    ),
    promises=(BZK_SUMMER, BZK_YEARLY, BZK_AP, BZK_DONE, BZK_EVALUATION),
    motions=(
        Motion(("Kathmann", "Six Dijkstra"), "adopted", dossier="26643", number=1157),
        Motion(("Klaver",), "unknown", and_others=True),
    ),
    terms=(DEBATE, SENDING, SUMMER, YEARLY, AP_START, EVALUATION),
)  # fmt: skip

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
