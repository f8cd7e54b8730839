"""The day of the meeting whose minutes a document is: what was promised there was promised then."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.document import Document, Part
from corpus.records import Kind, Profile
from nlp.times import dates_in

_MINUTES = re.compile(r"\b(?:[Vv]erslag|[Bb]esluitenlijst|[Nn]otulen|[Aa]ctielijst|VERSLAG|BESLUITENLIJST|NOTULEN)\b")
_MEETING = re.compile(
    r"(?:Vergadering|Overleg|Bijeenkomst|Vergaderdatum"
    r"|Datum (?:van )?(?:de |het )?(?:vergadering|overleg|bijeenkomst))\b"
)
_WITHIN = timedelta(days=92)  # minutes are drawn up and settled before the next meeting but one


def held_on(document: Document, profile: Profile) -> date | None:
    """The one day that the head gives for the meeting, or None for what is no minutes.

    "Besluitenlijst bestuurlijk overleg IJsselmeergebied van 21 november 2024", dated 28 November, is of the 21st.
    """
    if profile.kind is not Kind.OVERIG or profile.date is None:
        return None
    heads = [" ".join(document.at(block.span).split()) for block in document.parts(Part.HEAD)]
    title = " ".join(document.at(profile.title).split()) if profile.title else ""
    if not any(_MINUTES.search(text) for text in (title, *heads)):
        return None
    told = [text for text in (title, *heads) if _MINUTES.search(text) or _MEETING.match(text)]
    days = {found.day for text in told for found in dates_in(text) if found.day != profile.date}
    day = days.pop() if len(days) == 1 else None
    return day if day and timedelta(0) < profile.date - day <= _WITHIN else None
