"""A nota of BZK with all that a nota has; `examples.make` scans it too."""

from __future__ import annotations

from datetime import date

from examples.cast import BOS, DE_JONGE, EL_OUALI, KERN, RAMDIN, VAN_OOSTERZEE
from examples.content import Field, Hidden, Item, Motion, Paper, Paragraph, Part, Promise, Properties, Row, Term
from examples.phrases import ANONYMOUS, HOUSE

BZK = "minister van BZK"

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
