"""Who is told or promised something: a House of parliament, or who is named after "aan"."""

from __future__ import annotations

import re

HOUSE = re.compile(
    r"\b(?P<senate>Eerste Kamer|EK)\b(?!-?\s?debat)|\b(?P<both>[Bb]eide Kamers|(?:het )?[Pp]arlement|Staten-Generaal)\b"
    r"|\b(?P<house>Tweede Kamer|(?:[Uu]w|[Dd]e) Kamer|Kamer|TK)\b(?!-?\s?debat)"
    r"(?! (?:van Koophandel|heeft (?:verzocht|gevraagd)))"
)
# Who is told things as a group; a number or one word may stand before it ("de vijf wethouders").
_PARTIES = (
    r"(?:(?:[a-zë]+ )?(?:\w*gemeenten|provincies|waterschappen|[\w'’]*regio['’]?s|(?:mede|regionale )?overheden|"
    r"uitvoeringsorganisaties|wethouders|burgemeesters|colleges|gedeputeerden|bonden|koepels|\w*partners|deelnemers|"
    r"aanvragers|bewoners|ouders|scholen|besturen|instellingen|ondernemers|werkgevers|ziekenhuizen|zorgaanbieders|"
    r"inwoners|fracties|gemeenteraad|provinciale staten))"
)
_TO = re.compile(
    r"\baan (?P<who>(?:het lid |de leden |de heer |mevrouw )?(?:de |het )?[A-Z][\w-]+"
    rf"(?: (?:(?:van|de|der|den|ten|ter) )*[A-Z][\w-]+)*|(?:de |alle )?{_PARTIES})\b"
)
# "zal ik de gemeenten een circulaire toezenden", "heeft u de bonden een reactie beloofd"
_GIVEN = re.compile(
    rf"\b(?:ik|wij|u|zij|kabinet|college|[Mm]inister|[Ss]taatssecretaris)\s(?:de |het |alle )(?P<who>{_PARTIES})\b"
)
_GIVING = re.compile(
    r"gestuurd|sturen|stuurt?|toegezegd|[Tt]oezegging|\btoe\b|verzonden|zenden|informe|bericht|aanbied|aangeboden|beloof|belof"
    r"|legt|gelegd|uitsluitsel|afschrift|geeft|geven"
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
    r"(?P<who>(?:[Hh]et lid|[Dd]e leden|mevrouw|de heer) (?:(?i:van|de|der|den|el|ten|ter) )*[A-Z][\w-]+"
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
    who = (found["who"] or found["whom"]) if found else None
    return who[0].lower() + who[1:] if who else None


_TO_MEMBER = re.compile(rf"\b[Tt]oezegging[^.;:,]{{0,40}}? aan {_MEMBER}")


def told_member(text: str) -> str | None:
    """The member of the House to whom a promise was made that a sentence names.

    >>> told_member("Hiermee doe ik mijn toezegging aan het lid Inge van Dijk gestand; u vindt de tabel hieronder.")
    'het lid Inge van Dijk'
    """
    found = _TO_MEMBER.search(text)
    return found["who"] if found else None


def stated(text: str) -> str | None:
    """Who else is told or sent something: "aan het lid Omtzigt", "de gemeenten".

    >>> stated("Over de uitwerking zal ik de gemeenten een circulaire toezenden.")
    'gemeenten'
    """
    found = _TO.search(text) or _GIVEN.search(text)
    return found["who"] if found and _GIVING.search(text) else None
