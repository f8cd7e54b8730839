"""What "ik" and "u" stand for in one document, and to which House it goes."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Part
from corpus.records import Kind, Profile
from nlp.actors import addressee
from nlp.dutch import Reading


@dataclass(frozen=True)
class Speakers:
    """What "ik" and "u" stand for in one document, and who acts where nobody is named."""

    me: str | None
    you: str | None
    agent: str | None
    house: str

    @staticmethod
    def of(reading: Reading, profile: Profile, signatory: str | None) -> Speakers:
        head = " ".join(reading.document.at(b.span) for b in reading.document.parts(Part.HEAD, Part.COLOPHON))
        senate = "Eerste Kamer" in head and "Tweede Kamer" not in head
        house = "Eerste Kamer" if senate else "Tweede Kamer"
        if profile.kind is Kind.BESLISNOTA:
            you = addressee(reading.document, profile)
            return Speakers(f"ministerie van {profile.ministry}" if profile.ministry else None, you, you, house)
        return Speakers(signatory, None, signatory, house)
