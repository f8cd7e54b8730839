"""What is an organisation's own and stays: general numbers, boxes, addresses of offices, the lines of letter paper.

The output contract keeps "general numbers and boxes of an organisation"; a person's goes. Reasons are Dutch.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from anonymize import words
from anonymize.address import visiting_start
from corpus.document import Span

# "ter inzage op het gemeentehuis, Raadhuisplein 1"
_PUBLIC_PLACE = re.compile(
    r"\b(?:gemeentehuis|stadhuis|provinciehuis|stadskantoor|wijkcentrum|buurthuis|congrescentrum|gerechtsgebouw|rechtbank|"
    r"ministerie|hoofdkantoor|[Ss]tichting|locatie|vergaderzaal|museum|theater|hotel|conferentiecentrum)\b[^.;\n]{0,40},\s*$"
)
_CLOSED = re.compile(r"\d{4} ?[a-z]{2}\b|\bpostbus \d")  # a line with an address of its own labels no other
_OWN_LINE = re.compile(r"(?:doorkies\w*|mobiel|direct|privé)\W{0,4}$")  # beside a general number on one line
_BLOCK = 130  # characters between an office's box and its number
_LABEL_REACH = 60  # characters between a label and its number
_FAX = re.compile(r"(?:\bF|\b[Ff]ax(?:nummer)?)[:.]?[ ]?$")
# "Postbus 130, 3620 AC Breukelen · T 0346 58 21 00": a line of an office's own, not a sentence that names a Postbus
_OFFICE_LINE = re.compile(r"\b(?:Bezoekadres|Postbus|Postadres)\b[^\n.;:!?]{0,90}\bT(?:el(?:efoon)?\.?)?[ ]?:?[ ]?$")
# "Het algemene nummer is (058) 292 59 25": there, and wherever the letterhead prints it
_CALLED_GENERAL = re.compile(
    r"(?i:\b(?:algemeen|algemene|centrale?)[ ](?:telefoon)?nummer)[^.;:\d(+]{0,30}:?[ ]?"
    r"(?P<number>[+(]?\d[\d ()./-]{7,16}\d)"
)
_POST_BOX, _PARTED, _CELLS = re.compile(r"\bPostbus \d"), re.compile(r" [·•] "), re.compile(r" \| ")
_TO_ALL = re.compile(r"\bwww\.|\b(?:info|contact|post)@")  # what only an organisation prints on its paper
_BY_PERSON = re.compile(r"@|\b(?:contact|inlichting|behandel|steller|opgesteld|doorkies|mobiel|direct)", re.IGNORECASE)
_SAID_ABOVE = re.compile(r"(?:^|\n)(?:telefoon )?(?:algemeen|algemeen nummer|receptie|centrale):?\n$", re.IGNORECASE)


def general_number(text: str, span: Span, before: str, after: str) -> str | None:
    """Why a telephone number stays, None for one that may be a person's."""
    wording = text[span.start : span.end]
    kept = _general_number(wording, before, after) or _of_the_office(text, span)
    mobile = _digits(wording).startswith(("06", "316"))
    return kept or ("Algemeen nummer" if not mobile and is_letterhead(text, span) else None)


def _general_number(wording: str, before: str, after: str) -> str | None:
    general = words.keep()["general_numbers"]
    digits = _digits(wording)
    # "0800-1351 (algemeen nummer)": what stands in brackets right after says it too
    beside = re.match(r"[ ]?\(([^)\n]*)\)", after)
    line = re.split(r"[\n;]", before)[-1][-_LABEL_REACH:].lower() + (f" {beside[1].lower()}" if beside else "")
    if digits.startswith("06") or _OWN_LINE.search(line):
        return "Algemeen nummer" if digits in general["numbers"] else None
    if _FAX.search(before):
        return "Faxnummer van een organisatie"
    if re.match(r"0[89]00", digits) or re.fullmatch(r"088\d*0000", digits):
        return "Algemeen nummer"  # nobody has one of his own; the first number of an exchange
    labelled = any(re.search(rf"\b{re.escape(label)}", line) for label in general["labels"])
    return "Algemeen nummer" if digits in general["numbers"] or labelled else None


def is_letterhead(text: str, span: Span) -> bool:
    """True in a line of letter paper: "Martinikerkhof 12 · Postbus 610 · 9700 AP Groningen · 050 316 49 11"."""
    line = text[text.rfind("\n", 0, span.start) + 1 : (text + "\n").find("\n", span.end)]
    parted = len(_PARTED.findall(line)) >= 2 or (len(_CELLS.findall(line)) >= 2 and bool(_TO_ALL.search(line)))
    return bool(_POST_BOX.search(line)) and parted and not _OWN_LINE.search(line.lower())


def _of_the_office(text: str, span: Span) -> str | None:
    """A number in one line with the address of the office, or that the text elsewhere calls its general one."""
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    digits = _digits(text[span.start : span.end])
    in_line = _OFFICE_LINE.search(line) and not _OWN_LINE.search(line[-_LABEL_REACH:].lower())
    said = digits in _called_general(text) or _SAID_ABOVE.search(text[max(0, span.start - _LABEL_REACH) : span.start])
    found = in_line or said or _is_between(text, span)
    return "Algemeen nummer" if found and not digits.startswith("06") else None


def _is_between(text: str, span: Span) -> bool:
    """True between the box of an office and its site, with nobody's name or address there: "Postbus 1 ... www.x.nl"."""
    above, below = text[max(0, span.start - _BLOCK) : span.start], text[span.end : span.end + _LABEL_REACH]
    box = list(_POST_BOX.finditer(above))
    site = below.find("www.")
    return bool(box) and site >= 0 and not _BY_PERSON.search(above[box[-1].end() :] + below[:site])


@lru_cache(maxsize=4)
def _called_general(text: str) -> frozenset[str]:
    return frozenset(_digits(found["number"]) for found in _CALLED_GENERAL.finditer(text))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", re.sub(r"^\+?(?:00)?31\s?(?:\(0\))?", "0", number))


def public_address(wording: str, rule: str, before: str) -> str | None:
    """Why an address stays, None for one that may be somebody's home; `rule` is how it was found."""
    addresses = words.keep()["addresses"]
    if rule == "post-box" or _POST_BOX.match(wording):
        return "Postbus of antwoordnummer"
    if rule == "home":
        return None
    if visiting_start(wording) == 0 or visiting_start(f"{before.split(chr(10))[-1][-12:]}{wording}") is not None:
        return "Bezoekadres van een overheidsorganisatie"
    code = re.sub(r"(\d{4})[ ]?([A-Z]{2}).*", r"\1 \2", wording, flags=re.DOTALL)
    if rule == "postcode" and any(code.startswith(known) for known in addresses["codes"]):
        return "Postcode van een overheidsorganisatie"
    # A label stands close before its address: "het bezoekadres van de melder is onbekend; post ging naar" is none
    named = re.search(r":\s*(?:[A-Z]\.[ ]?)*([A-Z][a-zß-ÿ]+),\s*$", before)
    if named and words.is_surname(named[1]) and not words.is_compound(named[1]):
        return None  # "Postadres: Keur, Lindelaan 7"
    if rule == "street" and _PUBLIC_PLACE.search(before):
        return "Adres van een organisatie"
    labelled = (_address_label().search(line) for line in before.lower().splitlines()[-2:] if not _CLOSED.search(line))
    return "Adres van een organisatie" if any(labelled) and "thuis" not in before.lower() else None


@cache
def _address_label() -> re.Pattern[str]:
    labels = "|".join(words.keep()["addresses"]["labels"])
    persons = r"(?![^.;]*\b(?:melder|klager|verzoeker|bewoner|huisbezoek|betrokkene|thuis|cliënt))"
    return re.compile(rf"\b(?:{labels})\b{persons}[^.;]{{0,30}}$")
