"""Home addresses: street, number, postcode and place, in one line or over neighbouring lines.

A street with a number alone is an address only after a word such as "woont"; a postcode makes it one anywhere.
Visiting addresses of ministries (lists/keep.toml), Postbus and Antwoordnummer are found too, and kept by the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize import cues, words
from anonymize.recognizers import Number
from corpus.decisions import Category
from corpus.document import Span

_UP = "A-ZÀ-ÖØ-Þ"
_WORD = rf"(?:[{_UP}'’][\w'’.\-]*|(?:{cues.INTERFIX})(?=\s)|à(?=\s)|[1-9]e(?=\s))"
_NAME = rf"(?:['’]s-|['’]t[ ])?[{_UP}][\w'’.\-]*"
_STREET = rf"(?:{_NAME}(?:[ ]{_WORD}){{0,4}}|(?<!\w)(?:{cues.INTERFIX})[ ]{_NAME}(?:[ ]{_WORD}){{0,3}})"
_NUMBER = r"[1-9]\d{0,4}(?:[ ]?[-/]?[ ]?(?:[a-zA-Z](?![\w])|\d{1,4}(?![\d])|hs|bis|[IV]{1,3}(?!\w)))?"
_CODE = r"[1-9]\d{3}[ ]?(?!SA|SD|SS)[A-Z]{2}(?![\w])"
_PART = rf"[{_UP}][\w'’\-]+"
_PLACE = (
    rf"(?:['’]s-)?{_PART}(?:[ ](?:aan|den|de|op|bij|a/d|ter|ten)?[ ]?(?:de[ ]|den[ ])?{_PART}){{0,2}}"
    r"(?:[ ]\([A-Z]{2}\))?"
)
_SEP = r"[ ]?(?:,[ ]?\n?|\n|\|[ ]|[ ]|;[ ])[ ]?"
_ENDING = r"(?i:straat|laan|weg|plein|kade|gracht|singel|dreef|plantsoen|steeg|hof|pad|dijk|markt)"

_WITH_CODE = re.compile(
    rf"(?:(?P<street>{_STREET})[ ](?P<number>{_NUMBER}){_SEP})?(?P<code>{_CODE})"
    rf"(?:{_SEP}(?:(?:te|in)[ ])?(?P<place>{_PLACE}))?"
    rf"(?(street)|(?:{_SEP}(?!Postbus|Antwoordnummer)(?P<street2>{_NAME}(?:[ ]{_WORD}){{0,3}})[ ]{_NUMBER})?)"
)
_PLACE_FIRST = re.compile(
    rf"(?P<place>{_PLACE}){_SEP}(?P<code>{_CODE}){_SEP}(?P<street>{_STREET})[ ](?P<number>{_NUMBER})(?!\w)"
)
_CUED = re.compile(
    r"(?i:\b(?:bewoners?|woont|woonde|wonende?|woonachtig|woonadres|thuisadres|huisadres|privéadres|adres|verblijft|verhuisd)"
    r"\b)[^.\n]{0,25}?[ :]\n?(?:aan[ ])?(?:de[ ]|het[ ])?"
    rf"(?P<it>(?P<street>{_STREET})[ ](?P<number>{_NUMBER})(?:{_SEP}(?:(?:te|in)[ ])?(?P<place>{_PLACE}))?)"
)
_AT = rf"(?:,?[ ](?:te|in)[ ](?P<place>{_PLACE}))?"
_FIRST = rf"(?:(?:{'|'.join(map(re.escape, words.keep()['addresses']['first_words']))})[ ]){{0,2}}"
_STREET_NUMBER = re.compile(rf"(?P<it>{_FIRST}[{_UP}][\w'’\-]*{_ENDING}[ ](?:[A-Z][ ])?{_NUMBER})(?!\w|[.,]\d){_AT}")
# "Loppersum (9919 AH)", "postcode 7822 KL": a code without a street
_CODE_ALONE = re.compile(rf"(?:(?i:\bpostcode)[ ]?:?[ ]?|(?P<town>{_PART})[ ]\()(?P<code>{_CODE})")
_JUST_CODE = re.compile(_CODE)
# "Kempenaersreed 8 te Oudehaske": a word that is no street by its ending, a number, and a place of a list
_IN_PLACE = re.compile(
    rf"(?<![\w-])(?P<it>(?P<street>[{_UP}][a-zß-ÿ'’\-]{{6,}})[ ](?:[A-Z][ ])?{_NUMBER})[ ]te[ ](?P<place>{_PLACE})"
)
_OFFICE_BEFORE = re.compile(rf"(?:{'|'.join(words.keep()['addresses']['offices'])})[^.;\n]{{0,40}}, \Z")
# A private person whom a letter addresses, and the lines below the name
_ADDRESSEE = re.compile(
    r"(?m)^(?:Aan[ ])?(?:De[ ]heer|Mevrouw|Dhr\.|Mw\.|Mevr\.|Familie|de[ ]heer|mevrouw)[ ][^\n]{3,60}\n"
    r"(?P<below>(?:[^\n]{3,50}\n){1,6})"
)
_ADDRESS_LINE = re.compile(
    rf"(?m)^(?P<it>(?P<street>(?!Postbus|Antwoordnummer){_STREET})[ ]{_NUMBER}|{_CODE}[ ]{_PLACE})[ ]*$"
)
_REACH, _NAMED = 200, 66  # characters: around a postcode; of an office before its street
_BOX = re.compile(r"(?:Postbus|Antwoordnummer)[ ]\d{1,6}", re.IGNORECASE)


def find_addresses(text: str) -> Iterator[Number]:
    """Every address, and street with number that has the form of one.

    >>> [text for text in ("Dorpsstraat 14, 8701 AB Bolsward",) if list(find_addresses(text))]
    ['Dorpsstraat 14, 8701 AB Bolsward']
    """
    homes = list(_below_addressee(text))
    for start, end in _near_codes(text):
        for found in _PLACE_FIRST.finditer(text, start, end):
            yield Number(Span(*found.span()), Category.ADDRESS, "address", 0.9)
        for found in _WITH_CODE.finditer(text, start, end):
            address = _coded(text, found)
            if address and any(home.span.overlaps(address.span) for home in homes):
                address = address._replace(rule="home")
            if address:
                yield address
        for found in _CODE_ALONE.finditer(text, start, end):
            if not found["town"] or words.is_place(found["town"]):
                yield Number(Span(*found.span("code")), Category.ADDRESS, "postcode", 0.6)
    for found in _CUED.finditer(text):
        end = _last_of_place(found, "number") if found["place"] else found.end("it")
        yield Number(Span(found.start("it"), end), Category.ADDRESS, "address-cued", 0.8)
    for found in _IN_PLACE.finditer(text):
        office = _OFFICE_BEFORE.search(text, max(0, found.start() - _NAMED), found.start())
        if words.is_place(found["place"].split()[0]) and not words.is_ordinary(found["street"]) and not office:
            yield Number(Span(found.start("it"), _last_of_place(found, "it")), Category.ADDRESS, "street", 0.5)
    yield from homes
    for found in _STREET_NUMBER.finditer(text):
        end = _last_of_place(found, "it") if found["place"] else found.end("it")
        yield Number(Span(found.start("it"), end), Category.ADDRESS, "street", 0.5)


def _below_addressee(text: str) -> Iterator[Number]:
    """The lines of an address below "Mevrouw A. Voorbeeld", also where those of a letterhead stand between them."""
    for block in _ADDRESSEE.finditer(text):
        for line in _ADDRESS_LINE.finditer(text, *block.span("below")):
            if visiting_start(line["it"]) is None:
                yield Number(Span(*line.span("it")), Category.ADDRESS, "home", 0.95)


def _near_codes(text: str) -> Iterator[tuple[int, int]]:
    """Where a postcode stands, with what may belong to it: whole lines, so that no word is cut."""
    last: tuple[int, int] | None = None
    for code in _JUST_CODE.finditer(text):
        start = text.rfind("\n", 0, max(0, code.start() - _REACH)) + 1
        stop = text.find("\n", min(len(text), code.end() + _REACH))
        end = len(text) if stop < 0 else stop
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _coded(text: str, found: re.Match[str]) -> Number | None:
    """An address by its postcode; a box before the postcode makes it an organisation's."""
    before = text[max(0, found.start() - 30) : found.start()]
    start = found.start()
    if found["street"]:
        start = _first_of_street(text, found.start("street"), found.end("street"))
    end = found.end()
    further = found["street2"] if found["street2"] and re.search(_ENDING + r"\b", found["street2"]) else None
    if not further:
        end = _last_of_place(found) if found["place"] else found.end("code")
    visiting = visiting_start(found[0])
    if visiting is not None:
        return Number(Span(found.start() + visiting, end), Category.ADDRESS, "address", 0.9)
    box = _BOX.search(found[0])
    if box:
        return Number(Span(found.start() + box.start(), end), Category.ADDRESS, "post-box", 0.9)
    if _BOX.search(before):
        return Number(Span(start, end), Category.ADDRESS, "post-box", 0.9)
    if found["street"] or further:
        return Number(Span(start, end), Category.ADDRESS, "address", 0.9)
    # "2024 AN" is a year and a word; "8701 AB Bolsward" is where somebody lives
    placed = found["place"] and end > found.end("code")
    return Number(Span(start, end), Category.ADDRESS, "postcode", 0.6) if placed else None


def _first_of_street(text: str, start: int, end: int) -> int:
    """Leave out capitalised words before the street: "Ambtenaar Jansen Dorpsstraat 1" starts at Dorpsstraat."""
    resident = re.match(r"[Bb]ewoners?[ ](?:van[ ])?", text[start:end])
    start += resident.end() if resident else 0
    at = re.match(r"(?:aan|in|op|bij)[ ](?:de[n]?|het|'t)[ ]", text[start:end])
    start += at.end() if at else 0
    pieces = list(re.finditer(r"\S+", text[start:end]))
    for i, piece in enumerate(pieces):
        if re.search(_ENDING + "$", piece[0]) and i and not words.is_surname(piece[0]):
            earlier = pieces[i - 1][0]
            if words.is_stop(earlier) and earlier.lower() not in {
                "van",
                "de",
                "den",
                "der",
                "het",
                "ter",
                "ten",
                "oude",
                "nieuwe",
                "grote",
                "kleine",
            }:
                return start + piece.start()
    return start


def _last_of_place(found: re.Match[str], otherwise: str = "code") -> int:
    """The place without a further capitalised word that belongs to the next sentence."""
    place = found["place"].split()
    for count in range(len(place), 0, -1):
        name = " ".join(place[:count])
        if words.is_place(name) or name.lower() in {"den haag", "den bosch", "'s-gravenhage"}:
            return found.start("place") + len(name)
    return found.end(otherwise) if words.is_stop(place[0]) else found.start("place") + len(place[0])


def visiting_start(text: str) -> int | None:
    """Where the visiting address of a ministry or high council starts in a text; None if there is none."""
    found = re.search(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, words.keep()['addresses']['visiting']))})(?!\w)", text, re.IGNORECASE
    )
    return found.start() if found else None
