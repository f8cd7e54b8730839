"""Why documents are held back: the closed set of codes that may be told outside, and what a person does about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

OTHER = "other"  # stands for a code that nobody here knows
BY_HAND = "Beoordeel het stuk met de hand."
_NEW_COPY = "Vraag de bron om een nieuw exemplaar."
_ADMIN = "Zoek de oorzaak met 'lakwerk doctor' en draai 'lakwerk run' opnieuw."
ADVICE: Mapping[str, str] = {
    "cannot_process": BY_HAND,
    "changed": "Het bestand werd tijdens de verwerking gewijzigd. Draai 'lakwerk run' opnieuw.",
    "conversion_failed": "LibreOffice maakte er geen PDF van. Lever het stuk als PDF aan.",
    "crashed": "De verwerking van dit stuk is vastgelopen. Meld dit en beoordeel het stuk met de hand.",
    "damaged": _NEW_COPY,
    "empty": "Er staat niets in. Controleer of dit het goede bestand is.",
    "font_missing": "Een lettertype ontbreekt. Installeer fonts-liberation en draai 'lakwerk run' opnieuw.",
    "has_changes": "Aanvaard of verwerp de wijzigingen in het Word-bestand en lever het opnieuw aan.",
    "instruction_lost": "Wat met de hand werd gelakt is niet teruggevonden. Open het stuk in de werkplek.",
    "io_error": f"Lezen of schrijven mislukte. {_ADMIN}",
    "leak": "De controle vond nog iets dat weg moest. Lak dit stuk met de hand.",
    "needs_password": "Haal het wachtwoord van het bestand en lever het opnieuw aan.",
    "ocr_missing": f"Tesseract ontbreekt of werkt niet. {_ADMIN}",
    "office_missing": "LibreOffice ontbreekt. Installeer het en draai 'lakwerk run' opnieuw.",
    "out_of_memory": "Het stuk vraagt te veel geheugen. Splits het.",
    "out_of_time": "De verwerking duurde te lang. Splits het stuk, of draai op een rustig moment opnieuw.",
    "poppler_missing": f"poppler ontbreekt of werkt niet. {_ADMIN}",
    "too_large": "Het bestand is te groot. Splits het.",
    "unreadable": "Het stuk is niet te lezen: geen leesrecht, of een afbeelding zonder tekst. Controleer het.",
    "wrong_type": "De inhoud past niet bij de naam van het bestand. Lever het goede bestand aan.",
    OTHER: BY_HAND,
}


def code_of(reason: str | None) -> str:
    """The code as it may be told: what is none of ours becomes "other", so that no text gets through.

    >>> code_of("damaged"), code_of("Jan Jansen")
    ('damaged', 'other')
    """
    return reason if reason and reason in ADVICE else OTHER


def by_code(reasons: Mapping[str, int]) -> dict[str, int]:
    """How many documents are held back for each reason, by the codes that may be told."""
    told = Counter[str]()
    for reason, amount in reasons.items():
        told[code_of(reason)] += amount
    return dict(sorted(told.items()))
