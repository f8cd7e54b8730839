"""Wordings that several documents share."""

from __future__ import annotations

from examples.content import Paragraph, Part, Subheading

HOUSE = "Tweede Kamer"
CHAIR = ("Aan de Voorzitter van de Tweede Kamer", "der Staten-Generaal", "Postbus 20018", "2500 EA DEN HAAG")
ANONYMOUS = Part(
    "Informatie die niet openbaar gemaakt kan worden",
    (
        Subheading("Motivering"),
        Paragraph(
            "In de openbaar gemaakte versie van deze nota zijn alle persoonsgegevens van ambtenaren geanonimiseerd."
        ),
    ),
)
