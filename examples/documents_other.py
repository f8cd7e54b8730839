"""A motion in the House's form and a mail thread."""

from __future__ import annotations

from datetime import date

from examples.cast import BOS, DE_JONGE, EL_OUALI, KERN
from examples.content import Mail, Motion, Paper, Paragraph, Part, Properties, Term

JULY = Term("voor 1 juli 2025", None, date(2025, 6, 30))

MOTION = Paper(
    file="motie-26643-1204.pdf",
    kind="motie",
    title="MOTIE VAN HET LID KATHMANN C.S.",
    date=date(2024, 12, 12),
    dossiers=("26643-1204",),
    head=(
        ("Vergaderjaar", "2024–2025"),
        ("26 643", "Informatie- en communicatietechnologie (ICT)"),
        ("Nr. 1204", "MOTIE VAN HET LID KATHMANN C.S."),
        ("", "Voorgesteld 12 december 2024"),
    ),
    parts=(
        Part(
            None,
            (
                Paragraph("De Kamer,"),
                Paragraph("gehoord de beraadslaging,"),
                Paragraph(
                    "constaterende dat een groot deel van de overheidsorganisaties hun algoritmes nog niet in het "
                    "Algoritmeregister heeft opgenomen;"
                ),
                Paragraph(
                    "overwegende dat de commissie-Remkes eerder heeft gewezen op het belang van openbaarheid voor het "
                    "vertrouwen in de overheid;"
                ),
                Paragraph(
                    f"verzoekt de regering de Kamer {JULY.text} te informeren over de stappen die nodig zijn voor een "
                    "volledig register,"
                ),
                Paragraph("en gaat over tot de orde van de dag."),
                Paragraph("Kathmann"),
                Paragraph("Six Dijkstra"),
                Paragraph("Koekkoek"),
            ),
        ),
    ),
    kept=("Kathmann", "Six Dijkstra", "Koekkoek", "commissie-Remkes", "KATHMANN"),
    motions=(
        Motion(("Kathmann", "Six Dijkstra", "Koekkoek"), "submitted", and_others=True, dossier="26643", number=1204),
    ),
    terms=(JULY,),
)

SUBJECT = "RE: Nota Algoritmeregister, versie voor paraaf"
IN_LINE = Term("uiterlijk 27 mei 2024", None, date(2024, 5, 27))


def _address(name: str, mail: str) -> str:
    return f"{name} <{mail}>"


THREAD = Paper(
    file="mails-nota-algoritmeregister.pdf",
    kind="overig",
    title=SUBJECT,
    date=date(2024, 5, 24),
    ministry="BZK",
    parts=(),
    mails=(
        Mail(
            (
                ("Van:", _address(DE_JONGE.full, DE_JONGE.mail)),
                ("Verzonden:", "vrijdag 24 mei 2024 16:42"),
                ("Aan:", _address(KERN.full, KERN.mail)),
                ("Cc:", f"{_address(BOS.full, BOS.mail)}; postbus.ds@minbzk.nl; info@minbzk.nl"),
                ("Onderwerp:", SUBJECT),
            ),
            (
                f"Dag {KERN.given},",
                "Dank voor de nieuwe versie. De passage over de motie-Klaver c.s. is zo helder, en het stuk over de "
                "Belastingdienst kan korter. "
                f"De nota moet {IN_LINE.text} om 12.00 uur in de lijn. Minister De Jonge is die dag op "
                "werkbezoek, dus alles loopt via het secretariaat aan de Turfmarkt 147.",
                f"Ik ben bereikbaar op {DE_JONGE.mobile}.",
                "Groet,",
                DE_JONGE.given,
            ),
        ),
        Mail(
            (
                ("Van:", _address(KERN.full, KERN.mail)),
                ("Verzonden:", "vrijdag 24 mei 2024 11:05"),
                ("Aan:", f"{_address(DE_JONGE.full, DE_JONGE.mail)}; {_address(EL_OUALI.full, EL_OUALI.mail)}"),
                ("Cc:", _address(BOS.full, BOS.mail)),
                ("Onderwerp:", SUBJECT.removeprefix("RE: ")),
            ),
            (
                f"Beste {DE_JONGE.given}, {EL_OUALI.given} en {BOS.given},",
                "Hierbij de nota met kenmerk 2024-0000214783. De opmerkingen van JenV en VWS zijn verwerkt. Kijken "
                "jullie nog naar de alinea over het Johan de Witthuis?",
                "Met vriendelijke groet,",
                KERN.full,
                "Beleidsmedewerker directie Digitale Samenleving",
                f"T {KERN.phone} | M {KERN.mobile}",
                "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties | Postbus 20011 | 2500 EA Den Haag",
            ),
        ),
    ),
    properties=Properties(author=DE_JONGE.full),
    hidden=(
        *KERN.hidden("full", "given", "phone", "mobile", "local"),
        *DE_JONGE.hidden("full", "given", "mobile", "local"),
        *BOS.hidden("full", "given", "local"),
        *EL_OUALI.hidden("full", "given", "local"),
    ),
    kept=(
        "Klaver", "De Jonge", "info@minbzk.nl", "postbus.ds@minbzk.nl", "@minbzk.nl", "@minjenv.nl", "@minvws.nl",
        "Turfmarkt 147", "Johan de Witthuis", "Postbus 20011", "2024-0000214783", "Belastingdienst",
        "Beleidsmedewerker directie Digitale Samenleving",
    ),
    motions=(Motion(("Klaver",), "unknown", and_others=True),),
    terms=(IN_LINE,),
)  # fmt: skip
