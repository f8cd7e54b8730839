"""Numbers and addresses that point at a person: one row a kind, each with a pattern, a check and its example.

A row's `check` sees the match and the text before and after it, and answers how sure it is (0: it is something else).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import phonenumbers
from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number

from corpus.decisions import Category
from corpus.document import Span


class Match(NamedTuple):
    """What a check may look at."""

    text: str
    before: str
    after: str


class Row(NamedTuple):
    """A kind of number. The group `it`, where there is one, is the stretch that is personal."""

    rule: str
    category: Category
    pattern: re.Pattern[str]
    check: Callable[[Match], float]
    example: str


_REFERENCE = re.compile(
    r"(?:kenmerk|referentie|zaaknummer|zaaknr\.?|dossiernummer|dossier|kvk|kvk-nummer|rsin|oin|factuurnummer|ordernummer|projectnummer|documentnummer|"
    r"notanummer|registratienummer|nummer|nr\.?|kamerstuk(?:ken)?|isbn|issn|doi|ecli[\w:]*|id|celex|btw|kst|blg)[ \t]*[:|]?[ \t]*\n?[ \t]*$",
    re.IGNORECASE,
)
_PHONE_CUE = re.compile(
    r"(?:\b(?:T|M|F|Tel|Tel\.|Mob|Mob\.|tel|telefoon|telefoonnummer|Telefoon|Mobiel|mobiel|Fax|fax|doorkiesnummer|Doorkiesnummer|toestel|Toestel|bel|bellen|bereikbaar op|nummer|06))"
    r"[ \t]*[:.|]?[ \t]*\n?[ \t]*$"
)
_MONEY = re.compile(r"(?:€|EUR|euro|bedrag van)[ ]?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"^[ ]?(?:euro|mln|miljoen|miljard|%|m[²2]\b|kg\b|ton\b)", re.IGNORECASE)
_BSN_CUE = re.compile(
    r"(?:bsn|burgerservicenummer|burger service nummer|sofi-?nummer|bsn-nummer)\W{0,4}(?:is|van|:|\w+ )?[^\d]{0,25}$",
    re.IGNORECASE,
)
_PLATE_CUE = re.compile(r"(?:kenteken|kentekennummer|voertuig|auto)[^.\n]{0,25}$", re.IGNORECASE)
_MONTHS = frozenset("JAN FEB MRT APR MEI JUN JUL AUG SEP OKT NOV DEC".split())


def _clear(match: Match) -> bool:
    """Not a piece of a longer number or code."""
    if re.search(r"[\w][-./–]?$|[€$]\s?$|\+$", match.before) and not re.search(
        r"(?:^|\s)[TMF][.:]?$|[A-Za-z]{3,}[.:]$", match.before
    ):
        return False
    return not re.match(r"[-–/.,]?\d|[A-Za-z_]", match.after)


def _phone(match: Match) -> float:
    digits = re.sub(r"\D", "", match.text)
    cued = bool(_PHONE_CUE.search(match.before))
    if not _clear(match) or _MONEY.search(match.before) or _MONEY_AFTER.search(match.after):
        return 0.0
    if _REFERENCE.search(match.before) and not cued:
        return 0.0
    if re.match(r"\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d", match.text):
        return 0.0
    try:
        number = phonenumbers.parse(match.text, "NL")
        valid = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        valid = False
    if not valid and not cued:
        return 0.0
    plain = match.text.isdigit() and not match.text.startswith(("06", "00", "0"))
    return 0.95 if cued else 0.0 if plain or len(digits) < 10 else 0.8


def _by_cue(_: Match) -> float:
    return 0.9


def _extension(match: Match) -> float:
    return 0.85 if _clear(match) else 0.0


def _bsn(match: Match) -> float:
    digits = re.sub(r"\D", "", match.text)
    if _BSN_CUE.search(match.before):
        return 1.0 if bsn_number.is_valid(digits.zfill(9)) else 0.8
    if len(digits) != 9 or not _clear(match) or not bsn_number.is_valid(digits):
        return 0.0
    if _REFERENCE.search(match.before) or _MONEY.search(match.before) or _MONEY_AFTER.search(match.after):
        return 0.0
    # 123.456.782 may be an amount in a table: only a cue makes it a BSN
    return 0.0 if re.fullmatch(r"\d{3}\.\d{3}\.\d{3}", match.text) else 0.5


def _iban(match: Match) -> float:
    cued = re.search(r"(?:iban|rekening(?:nummer)?|bankrekening)[^.\n]{0,20}$", match.before, re.IGNORECASE)
    if iban_number.is_valid(match.text):
        return 1.0
    return 0.8 if cued and re.match(r"[A-Z]{2}\d{2}", match.text) else 0.0


def _plate(match: Match) -> float:
    groups = match.text.upper().split("-")
    if not _clear(match) or re.search(r"[-/_]$", match.before) or re.match(r"[-/_]", match.after):
        return 0.0
    if _PLATE_CUE.search(match.before):
        return 0.95
    letters = "".join(group for group in groups if group.isalpha())
    if _REFERENCE.search(match.before) or set(letters) <= set("IVXLC") or any(group in _MONTHS for group in groups):
        return 0.0
    return 0.6 if "-" in match.text and match.text.isupper() else 0.0


def _mail(match: Match) -> float:
    return 1.0 if re.match(r"[\w]", match.text) else 0.9


def _room(match: Match) -> float:
    value = re.search(r"[\w.\- ]+$", match.text)
    if re.search(r"(?:tweede|eerste|enkelvoudige|meervoudige|uw|de|der)\s$", match.before, re.IGNORECASE):
        return 0.0
    return 0.0 if value and re.search(r"(?:19|20)\d\d$", match.text) else 0.8


_DIGIT = r"(?:[ .\-]{0,3}\d)"
_DATE = (
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)?\d\d|\d{1,2}[ ](?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"jan\.?|feb\.?|mrt\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|okt\.?|nov\.?|dec\.?)[ ](?:19|20)\d\d)"
)

ROWS: tuple[Row, ...] = (
    Row(
        "e-mail",
        Category.EMAIL,
        re.compile(
            r"(?<![\w.+%-])(?P<it>[\w][\w.+%'-]{0,63})[ ]?(?:@|\(at\)|\[at\])[ ]?(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,12}(?![\w-])"
        ),
        _mail,
        "Mail naar ⟦j.devries⟧@minbzk.nl.",
    ),
    Row(
        "phone",
        Category.PHONE,
        re.compile(
            r"(?P<it>(?:(?:\+|\b00)\(?31\)?[ .\-]{0,2}(?:\(0\)[ .\-]?)?[1-9]|\(?0[1-9](?:\d{0,2}\))?)"
            + _DIGIT
            + r"{7,8}|"
            r"\(0[1-9]\d{1,3}\)[ .\-]{0,2}\d"
            + _DIGIT
            + r"{4,6}|\+[1-9]\d{0,2}[ .\-]{0,2}(?:\(0\)[ ]?)?\d"
            + _DIGIT
            + r"{6,10})(?!\d)"
        ),
        _phone,
        "Bel ⟦070 426 88 13⟧ of ⟦+31 (0)6 12 34 56 78⟧.",
    ),
    Row(
        "phone-short",
        Category.PHONE,
        re.compile(
            r"(?:\b(?:(?i:toestel(?:nummer|nr\.?)?|doorkies(?:nummer|nr\.?)?|tel\.?)|[TMF]:?)(?![\w-])[ ]?:?[ ]?\(?)"
            r"(?P<it>\d(?:[ .\-]?\d){3,7})(?![\d\w])(?![.,/-]\d)"
        ),
        _extension,
        "Doorkiesnummer ⟦4268813⟧",
    ),
    Row(
        "bsn",
        Category.BSN,
        re.compile(r"(?<![\d])(?P<it>\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3}|\d{8})(?!\d)"),
        _bsn,
        "BSN: ⟦123456782⟧",
    ),
    Row(
        "iban",
        Category.IBAN,
        re.compile(r"(?<![\w])(?P<it>[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)(?!\w)"),
        _iban,
        "Rekening ⟦NL91 ABNA 0417 1643 00⟧ van de aanvrager.",
    ),
    Row(
        "licence-plate",
        Category.OTHER,
        re.compile(
            r"(?<![\w])(?P<it>[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|[A-Z]{2}-\d\d-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d\d|\d\d-[A-Z]{2}-[A-Z]{2}|"
            r"\d\d-[A-Z]{3}-\d|\d-[A-Z]{3}-\d\d|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d\d-[A-Z]|[A-Z]-\d\d-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)(?!\w)"
        ),
        _plate,
        "De auto met kenteken ⟦GV-123-B⟧ stond er.",
    ),
    Row(
        "licence-plate",
        Category.OTHER,
        re.compile(
            r"(?i:kenteken(?:nummer)?)[ ]?:?[ ](?P<it>(?=[A-Z0-9]{6}(?![A-Z0-9]))(?=[0-9]*[A-Z])(?=[A-Z]*[0-9])[A-Z0-9]{6})"
        ),
        _by_cue,
        "Kenteken: ⟦GV123B⟧",
    ),
    Row(
        "v-number",
        Category.OTHER,
        re.compile(r"(?i:\bv[ -]?(?:nummer|nr\.?))[ ]?:?[ ]?(?P<it>\d{3}[. ]?\d{3}[. ]?\d{4})(?!\d)"),
        _by_cue,
        "V-nummer: ⟦283.123.4567⟧",
    ),
    Row(
        "personnel-number",
        Category.OTHER,
        re.compile(
            r"(?i:\b(?:personeels(?:nummer|nr\.?)|p-nummer|medewerker(?:s)?(?:nummer|nr\.?)|p-direktnummer|salarisnummer|dienstnummer))[ ]?:?[ ]?(?P<it>[A-Z]{0,2}\d{4,9})(?!\d)"
        ),
        _by_cue,
        "Personeelsnummer ⟦0123456⟧",
    ),
    Row(
        "identity-document",
        Category.OTHER,
        re.compile(
            r"(?i:\b(?:paspoort(?:nummer|nr\.?)?|id-?kaart(?:nummer)?|identiteitskaart(?:nummer)?|rijbewijs(?:nummer)?|nummer identiteitsbewijs|identiteitsbewijs|documentnummer paspoort))"
            r"[ ]?(?:met nummer|nr\.?|nummer)?[ ]?:?[ ]?(?P<it>[A-NP-Z]{2}[A-NP-Z0-9]{6}\d|\d{10})(?!\w)"
        ),
        _by_cue,
        "Paspoortnummer: ⟦NX4R2K7P1⟧",
    ),
    Row(
        "big-number",
        Category.OTHER,
        re.compile(r"(?i:\bBIG[ -]?(?:registratie)?(?:nummer|nr\.?)?)[ ]?:?[ ]?(?P<it>\d{11})(?!\d)"),
        _by_cue,
        "BIG-nummer ⟦19012345601⟧",
    ),
    Row(
        "date-of-birth",
        Category.OTHER,
        re.compile(
            rf"(?i:\b(?:geboren|geb\.|geboortedatum|geboorte-datum|date of birth)(?:[ ](?:op|te[ ]\w+[ ]op))?)[ ]?[:|]?[ ]?(?:op[ ])?(?P<it>{_DATE})"
        ),
        _by_cue,
        "geboren op ⟦3 maart 1975⟧ te Zwolle",
    ),
    Row(
        "room",
        Category.OTHER,
        re.compile(
            r"(?:\b[Kk]amer(?:nummer|nr\.?)?|\b[Rr]uimte|\b[Ww]erkplek)[ ]?:?[ ](?P<it>[A-Z]{0,2}[ -]?\d{1,2}(?:[.\-]\d{1,3}){1,2}[a-zA-Z]?|[A-Z]{1,2}[ -]?\d{2,5}|\d{2,4}[a-zA-Z]?)(?![\w/])(?![.,]\d)"
        ),
        _room,
        "Kamer ⟦N-12.21⟧, Turfmarkt 147",
    ),
    Row(
        "account",
        Category.OTHER,
        re.compile(
            r"(?:(?i:linkedin\.com/in/|(?:twitter|x|instagram|facebook)\.com/)(?P<it>[\w.%-]{3,60})|(?i:gebruikersnaam|inlognaam|accountnaam|user ?id)[ ]?:[ ]?(?P<name>[\w.@-]{3,40})|(?<![\w@./])(?P<handle>@[A-Za-z]\w{3,29})(?![\w.@]))"
        ),
        _by_cue,
        "Gebruikersnaam: ⟦vriesj01⟧",
    ),
)


class Number(NamedTuple):
    """A found number or address part."""

    span: Span
    category: Category
    rule: str
    score: float


def find_numbers(row: Row, text: str) -> Iterator[Number]:
    """The matches of one row that its check believes."""
    for found in row.pattern.finditer(text):
        group = next((name for name, value in found.groupdict().items() if value), None)
        start, end = found.span(group) if group else found.span()
        seen = found[0] if row.rule == "room" else text[start:end]
        anchor = found.start() if row.rule == "room" else start
        score = row.check(Match(seen, text[max(0, anchor - 60) : anchor], text[end : end + 20]))
        if score > 0:
            yield Number(Span(start, end), row.category, row.rule, score)
