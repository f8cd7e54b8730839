"""Does a text speak of the House or the cabinet around a name, and does somebody do there what only members do?"""

from __future__ import annotations

import re

from corpus.document import Span

# "Kamer" alone is in nearly every paper.
_POLITICS = re.compile(
    r"\b(?:[Dd]ebat|[Dd]ebatten|[Mm]oties?|[Aa]mendement(?:en)?|Kamervragen|[Mm]inisters?|[Ss]taatssecretaris|[Kk]abinet|"
    r"fractie|interpellatie|vragenuur|wetgevingsoverleg|tweeminutendebat|bewindspersoon|ministerschap|portefeuille|"
    r"VVD|D66|CDA|PVV|NSC|BBB|SGP|ChristenUnie|GroenLinks|GroenLinks-PvdA|PvdA|Volt|DENK|FVD|JA21|"
    r"[Tt]oezegging(?:en)?|toegezegd|RBZ|WGO|Eurogroep|Landbouwraad|Kamerlid|Kamerleden|stas|oppositie|coalitie|plenair|commissiedebat|stenogram)\b"
)
_FAR, _BESIDE = 250, 60  # characters
_PAPER = r"(?:schriftelijke vragen|motie|amendement|Kamervragen|initiatiefwet|interpellatie)"
# "De motie is ingediend door Van der Plas en mede ondertekend door"
_TABLED = re.compile(
    rf"\b{_PAPER}\b[^.\n]{{0,90}}?\b(?:ingediend|(?:mede)?ondertekend|gesteld|aangevraagd)[ ]"
    r"(?:[\w ]{0,20}[ ])?door[ ]"
    r"(?:[A-Z][^.;:()\n]{0,50}?(?:,| en|,? en mede ondertekend door)[ ])?\Z"
)
_ACTS = re.compile(
    rf"[^.\n]{{0,60}}?\b{_PAPER}\b[^.\n]{{0,25}}?"
    r"\b(?:in(?:te)?dien\w*|ingediend|indien\w*|aanvragen|aangevraagd|stellen|gesteld|aanhouden)\b"
    rf"|[^.\n]{{0,12}}?\b(?:dien(?:t|de)|stelde|vraagt|vroeg)\b[^.\n]{{0,40}}?\b{_PAPER}\b"
)


def acts_as_member(text: str, end: int) -> bool:
    """True where the words after a name say that its bearer moves, asks or tables something.

    >>> acts_as_member("Bos zal een motie indienen.", 3), acts_as_member("Bos heeft de motie gelezen.", 3)
    (True, False)
    """
    return bool(_ACTS.match(text, end))


def tabled_by(text: str, start: int) -> bool:
    """True where the words before a name say that its bearer moved, asked or tabled something."""
    return bool(_TABLED.search(text, max(0, start - 220), start))


def speaks_of_the_house(text: str, span: Span, *, near: bool) -> bool:
    """True where words of debates, parties or ministers stand around a name; `near`: right beside it."""
    reach = _BESIDE if near else _FAR
    return bool(_POLITICS.search(text[max(0, span.start - reach) : span.end + reach]))
