"""Who is told or promised something: a House of parliament, or who is named after "aan"."""

from __future__ import annotations

import re

HOUSE = re.compile(
    r"\b(?P<senate>Eerste Kamer|EK)\b(?!-?\s?debat)|\b(?P<both>[Bb]eide Kamers|(?:het )?[Pp]arlement|Staten-Generaal)\b"
    r"|\b(?P<house>Tweede Kamer|(?:[Uu]w|[Dd]e) Kamer|Kamer|TK)\b(?!-?\s?debat)"
    r"(?! (?:van Koophandel|heeft (?:verzocht|gevraagd)))"
)
_PARTIES = r"(?:gemeenten|provincies|waterschappen|veiligheidsregio's|medeoverheden|uitvoeringsorganisaties)"
_TO = re.compile(
    r"\baan (?P<who>(?:het lid |de leden |de heer |mevrouw )?(?:de |het )?[A-Z][\w-]+(?: [A-Z][\w-]+)*"
    rf"|(?:de |alle )?{_PARTIES})"
)
# "zal ik de gemeenten een circulaire toezenden", "informeer ik de provincies"
_GIVEN = re.compile(rf"\b(?:ik|wij|kabinet|[Mm]inister|[Ss]taatssecretaris)\s(?:de |alle )(?P<who>{_PARTIES})\b")
_GIVING = re.compile(
    r"gestuurd|sturen|stuur|toegezegd|toezegging|\btoe\b|verzonden|zenden|informe|bericht|aanbied|aangeboden"
)


def house_in(text: str, usual: str) -> str | None:
    """The House that a sentence names, as the contract writes it; "de Kamer" is the document's `usual` House."""
    house = HOUSE.search(text)
    if not house:
        return None
    if house["senate"]:
        return "Eerste Kamer"
    if house["both"]:
        return re.sub(r"^het ", "", house["both"])
    return "Tweede Kamer" if "Tweede" in house[0] else usual


# "heeft u het lid Kisteman (VVD) toegezegd", "En ik zeg mevrouw Veltman toe": who was promised it
_MEMBER = (
    r"(?P<who>(?:het lid|de leden|mevrouw|de heer) (?:(?i:van|de|der|den|el|ten|ter) )*[A-Z][\w-]+"
    r"(?: (?:(?:van|de|der|den) )*[A-Z][\w-]+)?(?: en (?:(?i:van|de|der) )*[A-Z][\w-]+)?)(?: \([A-Z][\w ]{1,18}\))?"
)
_PROMISED = re.compile(
    rf"\b{_MEMBER}[^.;:]{{0,40}}\b(?:toegezegd|beloofd|toe\b)"
    rf"|\b(?:zegt?|zegde|beloofde|beloof)\b[^.;:]{{0,40}}?{_MEMBER.replace('who', 'whom')}"
)


def promised_to(text: str) -> str | None:
    """Which member of the House something was promised to, as the text says it.

    >>> promised_to("In het debat heeft u het lid Kisteman (VVD) toegezegd de cijfers te sturen.")
    'het lid Kisteman'
    """
    found = _PROMISED.search(text)
    return (found["who"] or found["whom"]) if found else None


def stated(text: str) -> str | None:
    """Who else is told or sent something: "aan het lid Omtzigt", "de gemeenten".

    >>> stated("Over de uitwerking zal ik de gemeenten een circulaire toezenden.")
    'gemeenten'
    """
    found = _TO.search(text) or _GIVEN.search(text)
    return found["who"] if found and _GIVING.search(text) else None
