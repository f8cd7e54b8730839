"""Whether an office of a region or town stands behind a name; no register holds who is wethouder or dijkgraaf."""

from __future__ import annotations

import re

from anonymize.words import is_place, is_surname

# "Arthur van Dijk (cdK Noord-Holland)", "| F. Douwstra | gedeputeerde Fryslân | ja |": an office of a region or town,
# and of where or what; a cell that names somebody else ("| wethouder Jansen |") says nothing of its neighbour.
_LOCAL_OFFICE = re.compile(
    r"[ ]?(?:[(|]|\|[ ](?:provincie|gemeente|waterschap|wetterskip|hoogheemraadschap)[ ][^|\n]{2,40}\|)[ ]?"
    r"(?:waarnemend |loco-?)?(?:burgemeester|wethouder|gedeputeerde|dijkgraaf|(?:hoog)?heemraad|cdK|"
    r"commissaris van de koning)(?P<of>(?:[ ][^()|\n]{1,60})?)[ ]?(?=[)|\n]|$)",
    re.IGNORECASE,
)
# "Gedeputeerde Staten van Groningen, / F.J. Paas, voorzitter": who presides over a college signs as its office holder
_PRESIDES = re.compile(
    r"(?:,[ ]|[ ]?\n)(?:de[ ])?(?:voorzitter|burgemeester|dijkgraaf|commissaris van de [Kk]oning)(?=[,.]?(?:\s|$))"
)
_COLLEGE = re.compile(
    r"\b(?:[Gg]edeputeerde [Ss]taten|[Bb]urgemeester en [Ww]ethouders|[Dd]ijkgraaf en (?:hoog)?heemraden)\b"
)
_CLOSING_REACH = 250  # characters between the name of a college that signs and who does so for it
_BODY = re.compile(
    r"(?:van|voor|in|te|de|het|en|gemeente|provincie|waterschap|wetterskip|hoogheemraadschap|heemraadschap|portefeuille)$"
)


def is_local_office(text: str, end: int) -> bool:
    """Whether what stands behind a name that ends at `end` makes it a local office holder's.

    >>> is_local_office("F. Dobbe | gedeputeerde Fryslân |", 8), is_local_office("L. Bos | wethouder Jansen |", 6)
    (True, False)
    """
    if _PRESIDES.match(text, end) and _COLLEGE.search(text, max(0, end - _CLOSING_REACH), end):
        return True
    found = _LOCAL_OFFICE.match(text, end)
    words = re.findall(r"[^\W\d_][\w'’-]*", found["of"]) if found else []
    names = [word for word in words if not _BODY.match(word.lower())]
    return found is not None and (not names or is_place(" ".join(names)) or not any(map(is_surname, names)))
