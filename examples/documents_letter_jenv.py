"""A letter of JenV to the House, with names in every layer of the file."""

from __future__ import annotations

from datetime import date

from examples.cast import BENALI, BOATENG
from examples.content import Field, Ink, Item, Motion, Paper, Paragraph, Part, Promise, Properties, Term
from examples.phrases import CHAIR, HOUSE

JENV = "minister van JenV"

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
    address=CHAIR,
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
