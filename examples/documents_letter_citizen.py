"""A citizen's letter with every kind of personal data."""

from __future__ import annotations

from datetime import date

from examples.cast import HADDAD, YUNUS
from examples.content import Hidden, Ink, Paper, Paragraph, Part, Properties, Term

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
        "Commissie Werkelijke Schade", "UHT-2025-004417", "@example.org", "Ministerie van Financiën",
    ),
    terms=(ANSWER,),
)  # fmt: skip
