"""The letters: a Kamerbrief of JenV, one of OCW that exists only as a scanned picture, and a citizen's letter."""

from __future__ import annotations

from datetime import date

from examples.cast import BENALI, BOATENG, HADDAD, T_HART, YUNUS
from examples.content import (
    Field,
    Hidden,
    Ink,
    Item,
    Motion,
    Paper,
    Paragraph,
    Part,
    Promise,
    Properties,
    Term,
)

HOUSE = "Tweede Kamer"
CHAIR = ("De Voorzitter van de Tweede Kamer", "der Staten-Generaal", "Postbus 20018", "2500 EA DEN HAAG")
JENV = "minister van JenV"
OCW = "minister van OCW"

MARCH = Term("voor 1 maart 2025", None, date(2025, 2, 28))
EARLY_2025 = Term("Begin 2025", date(2025, 1, 1), date(2025, 3, 31))
SECOND_QUARTER = Term("in het tweede kwartaal van 2025", date(2025, 4, 1), date(2025, 6, 30))
JENV_INFORM = Promise(
    f"Ik zal uw Kamer {MARCH.text} informeren over de uitkomsten van de verkenning naar een bankencheck.",
    JENV,
    HOUSE,
    MARCH,
)
JENV_PLAN = Promise(
    f"{EARLY_2025.text} stuur ik uw Kamer het plan van aanpak tegen online fraude.", JENV, HOUSE, EARLY_2025
)
JENV_POLICE = Promise(
    f"De politie start {SECOND_QUARTER.text} met een landelijk meldpunt voor slachtoffers.",
    "politie",
    None,
    SECOND_QUARTER,
)
JENV_DONE = Promise(
    "Met deze brief kom ik de toezegging na die ik op 10 oktober 2024 aan uw Kamer heb gedaan om de meest recente "
    "cijfers te sturen.",
    JENV,
    HOUSE,
    status="fulfilled",
    made_on=date(2024, 10, 10),
)
JENV_COLUMN = (Field("Datum", ("19 november 2024",)), Field("Ons kenmerk", ("5871204",)))

JENV_LETTER = Paper(
    file="kamerbrief-jenv-online-fraude.pdf",
    kind="kamerbrief",
    title="Voortgang aanpak online fraude",
    date=date(2024, 11, 19),
    our_reference="5871204",
    your_reference="2024Z16402",
    ministry="JenV",
    dossiers=("29911-447", "29911-449", "29911-452"),
    notes=("Kamerstukken II 2024/25, 29 911, nr. 447.",),
    letterhead=("Postbus 20301", "2500 EH Den Haag"),
    address=("Aan " + CHAIR[0].replace("De", "de"), *CHAIR[1:]),
    head=(("Datum", "19 november 2024"), ("Betreft", "Voortgang aanpak online fraude")),
    column=(
        Field("Directoraat-Generaal Politie en Veiligheidsregio's", ("Directie Cybercrime",)),
        Field(
            None,
            ("Turfmarkt 147", "2511 DP Den Haag", "Postbus 20301", "2500 EH Den Haag", "www.rijksoverheid.nl/jenv"),
        ),
        Field("Contactpersoon", BENALI.contact),
        Field("Ons kenmerk", ("5871204",)),
        Field("Uw kenmerk", ("2024Z16402",)),
        Field("Bijlage(n)", ("1",)),
    ),
    later_column=JENV_COLUMN,
    parts=(
        Part(
            None,
            (
                Paragraph(
                    "Online fraude raakt veel mensen. In 2023 werden ruim een half miljoen Nederlanders slachtoffer. "
                    "In deze brief beschrijf ik, mede namens de minister van Economische Zaken, hoe het staat met de "
                    f"aanpak. {JENV_DONE.sentence}"
                ),
            ),
        ),
        Part(
            "Cijfers",
            (
                Paragraph(
                    "Het aantal aangiften van aankoopfraude is afgelopen jaar gedaald met acht procent. Het aantal "
                    "meldingen van bankhelpdesk\u00adfraude is juist gestegen. Slachtoffers zijn vaker ouder dan "
                    "zestig jaar en verliezen gemiddeld een hoger bedrag dan in eerdere jaren. De cijfers staan in de "
                    "bijlage."
                ),
                Paragraph(
                    f"De heer {BOATENG.full} van de Fraudehelpdesk heeft deze cijfers op 4 november 2024 toegelicht "
                    "aan de begeleidingsgroep. De Fraudehelpdesk ziet dat criminelen sneller van werkwijze wisselen."
                ),
            ),
        ),
        Part(
            "Maatregelen",
            (
                Paragraph("De aanpak bestaat uit drie onderdelen:"),
                Item(JENV_PLAN.sentence),
                Item(JENV_POLICE.sentence),
                Item(JENV_INFORM.sentence),
                Paragraph(
                    "De motie van de leden Michon-Derkzen en Mutluer over hulp aan slachtoffers van online fraude is "
                    "met deze brief uitgevoerd.[^1] De gewijzigde motie van het lid Van Nispen c.s. over het verhalen "
                    "van schade (Kamerstuk 29 911, nr. 452, t.v.v. 29 911, nr. 449) gaat over hetzelfde onderwerp."
                ),
                Paragraph(
                    "Het lid Van Nispen (SP) vroeg of banken verplicht moeten worden om alle schade te vergoeden. "
                    "Banken vergoeden schade nu uit coulance. Een wettelijke plicht verschuift de kosten naar alle "
                    "rekeninghouders en neemt de prikkel weg om zelf voorzichtig te zijn. Bovendien is de grens tussen "
                    "onoplettendheid en misleiding in de praktijk moeilijk te trekken, zoals ook blijkt uit de "
                    "uitspraken van het Klachteninstituut Financiële Dienstverlening."
                ),
            ),
        ),
        Part(
            "Internationaal",
            (
                Paragraph(
                    "Veel daders werken vanuit het buitenland. De samenwerking met Europol verloopt goed. Een deel van "
                    "de fractie van de VVD vroeg naar een afzonderlijk register van verdachte rekeningen. Ik zie geen "
                    "aanleiding om de Kamer hierover te informeren."
                ),
                Paragraph(
                    "Het bestaande stelsel van meldingen van ongebruikelijke transacties is hiervoor toereikend. Dat "
                    "stelsel is in 2022 geëvalueerd door het Wetenschappelijk Onderzoek- en Datacentrum. De conclusie "
                    "was dat de meldingen tijdig worden opgevolgd, maar dat de terugkoppeling aan melders beter kan."
                ),
            ),
        ),
        Part(
            "Tot slot",
            (
                Paragraph(
                    "Online fraude vraagt om een gezamenlijke inzet van overheid, banken, telecombedrijven en "
                    "platforms. De contacten tussen deze partijen zijn intensief en leveren zichtbaar resultaat op."
                ),
                Paragraph("De minister van Justitie en Veiligheid,"),
                Ink(7),
                Paragraph("D.M. van Weel"),
            ),
        ),
    ),
    properties=Properties(
        author=BENALI.full,
        remark=(BENALI.full, f"Akkoord met deze versie, {BENALI.formal}"),
        attachment=("opmerkingen-concept.txt", f"Opmerkingen van {BENALI.full} ({BENALI.mail}) bij het concept.\n"),
        creator=BENALI.full,
    ),
    hidden=(
        *BENALI.hidden("full", "formal", "phone", "mobile", "local"),
        *BOATENG.hidden("full"),
    ),
    kept=(
        "D.M. van Weel", "Michon-Derkzen", "Mutluer", "Van Nispen", "Fraudehelpdesk", "Turfmarkt 147", "Postbus 20301",
        "Postbus 20018", "@minjenv.nl", "Europol", "5871204", "2024Z16402", "29 911, nr. 452",
        "Klachteninstituut Financiële Dienstverlening",
    ),
    promises=(JENV_DONE, JENV_PLAN, JENV_POLICE, JENV_INFORM),
    motions=(
        Motion(("Michon-Derkzen", "Mutluer"), "executed", dossier="29911", number=447),
        Motion(("Van Nispen",), "amended", and_others=True, dossier="29911", number=452, replaces="29911-449"),
    ),
    terms=(EARLY_2025, SECOND_QUARTER, MARCH),
)  # fmt: skip

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
    address=("Aan " + CHAIR[0].replace("De", "de"), *CHAIR[1:]),
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

STREET, POSTCODE = "Johanna Westerdijkstraat 14", "3561 XK"
BSN, IBAN, PLATE = "123456782", "NL91 ABNA 0417 1643 00", "HV-915-K"
ANSWER = Term("voor 1 april 2025", None, date(2025, 3, 31))

CITIZEN_LETTER = Paper(
    file="brief-noor-haddad-toeslagen.pdf",
    kind="brief",
    title="Mijn verzoek om een aanvullende schadevergoeding",
    date=date(2025, 3, 3),
    your_reference="UHT-2025-004417",
    letterhead=(HADDAD.full, STREET, f"{POSTCODE} Utrecht", HADDAD.mobile, HADDAD.mail),
    address=(
        "Ministerie van Financiën",
        "t.a.v. staatssecretaris S.Th.P.H. Palmen",
        "Postbus 20201",
        "2500 EE Den Haag",
    ),
    head=(
        ("Datum", "3 maart 2025"),
        ("Uw kenmerk", "UHT-2025-004417"),
        ("Onderwerp", "Mijn verzoek om een aanvullende schadevergoeding"),
    ),
    parts=(
        Part(
            None,
            (
                Paragraph("Geachte mevrouw Palmen,"),
                Paragraph(
                    f"Mijn naam is {HADDAD.full} en ik ben gedupeerd in de toeslagenaffaire. Mijn burgerservicenummer "
                    f"is {BSN}. Mijn zoon {YUNUS.given} was zes jaar toen onze kinderopvangtoeslag werd stopgezet."
                ),
                Paragraph(
                    "In de brief van de Commissie Werkelijke Schade staat dat mijn dossier compleet is. Toch heb ik "
                    f"sinds de zomer van 2023 niets meer gehoord. Mijn auto met kenteken {PLATE} is destijds door de "
                    "deurwaarder meegenomen. Die schade staat nergens in het overzicht."
                ),
                Paragraph(
                    "Op 14 januari 2025 las ik in de krant dat het lid Inge van Dijk u hierover vragen heeft gesteld. "
                    "Waarom krijgen mensen zoals ik dan geen bericht?"
                ),
                Paragraph(
                    f"Graag ontvang ik {ANSWER.text} een antwoord. U kunt mij bellen op {HADDAD.mobile}. Een "
                    f"vergoeding kan naar {IBAN} op naam van {HADDAD.formal}. Een kopie van deze brief gaat naar de "
                    "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag."
                ),
                Paragraph("Met vriendelijke groet,"),
                Ink(61),
                Paragraph(HADDAD.full),
            ),
        ),
    ),
    properties=Properties(author=HADDAD.full),
    hidden=(
        *HADDAD.hidden("full", "formal", "mobile", "local"),
        Hidden(YUNUS.given),
        Hidden(STREET, "address"),
        Hidden(POSTCODE, "address"),
        Hidden(BSN, "bsn", "5.1.1e"),
        Hidden(IBAN, "iban"),
        Hidden(PLATE, "other"),
    ),
    kept=(
        "S.Th.P.H. Palmen", "Inge van Dijk", "Postbus 20201", "Postbus 93122", "Nationale ombudsman",
        "Commissie Werkelijke Schade", "UHT-2025-004417", "@voorbeeldpost.nl", "Ministerie van Financiën",
    ),
    terms=(ANSWER,),
)  # fmt: skip
