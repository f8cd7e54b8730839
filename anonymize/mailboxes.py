"""Who writes to whom: in the head of a mail the words beside an address, or between semicolons, are a name.

>>> text = "Aan: MinBZK/DS Kern <s.kern@minbzk.nl>; Info <info@minbzk.nl>; Wit, A. de (Anna) <anna@minbzk.nl>"
>>> [text[hit.span.start : hit.span.end] for hit in find_mailboxes(text)]
['MinBZK/DS Kern', 'Wit, A. de (Anna)']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize import words
from anonymize.cues import INITIAL, Cue
from anonymize.scene import Hit
from corpus.document import Span
from nlp.gazetteer import FAIR

_PEOPLE = r"Van|Aan|Cc|Bcc|Kopie(?: aan)?|Afzender|From|To"
_SENT = r"Verzonden(?: op)?|Sent|Date"
# "Minister Weerwind": who holds an office is told by the rules for offices.
_OFFICE = re.compile(
    r"(?:(?:de|mevrouw|de heer) )?(?:minister|staatssecretaris|stas|premier|kamerlid|lid|voorzitter|burgemeester|"
    r"wethouder|commissaris)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?<![\w-])(?:{_PEOPLE})\s*:\s*", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?<![\w-])(?:(?P<people>{_PEOPLE})|(?P<sent>{_SENT})|Onderwerp|Subject|Bijlagen?|Attachments?|Urgentie|Prioriteit|"
    r"Importance|Categorieën|Gevoeligheid)\s*:\s*",
    re.IGNORECASE,
)
APART, LONGEST = 700, 90  # letters between two labels of one head; of one name
_BOX = re.compile(
    rf"(?P<name>[^<>\[\]@:]{{0,{LONGEST}}}?)\s*[<\[](?:mailto:)?(?P<local>[\w.+'’-]{{1,64}})@[^<>\[\]\s]{{1,80}}[>\]]"
    r"\s*[;,]?\s*"
)
_BARE = re.compile(r"[\w.+'’-]{1,64}@[\w.-]{1,80}\s*[;,]?\s*")
_ASIDE = re.compile(r"\s*\(([^()]*)\)$")
_BEHIND = re.compile(r"\s+[-–]\s+[A-Z][A-Za-z0-9/&]{1,20}$")  # "Schaap, Ineke - DBO"
_TURNED = re.compile(rf",\s*(?:{INITIAL}\.|[^\W\d_a-z])")
_UNIT = re.compile(r"\S/\S+\s+\S")


def find_mailboxes(text: str) -> Iterator[Hit]:
    """The names in the heads of mails: of addresses that are a person's, and of what looks like one without any."""
    end = 0
    for label in _LABEL.finditer(text):
        at = max(end, label.end())
        while found := _BOX.match(text, at) or _BARE.match(text, at):
            if found.re is _BOX and not words.is_functional(found["local"], words.domain_at(text, found.end("local"))):
                yield from _name(text, *found.span("name"))
            end = at = found.end()
    for start, stop in _lists(text):
        for item in re.finditer(r"[^;]+", text[start:stop]):
            if "@" not in item[0] and len(item[0]) < LONGEST and _may_be_person(item[0]):
                yield from _name(text, start + item.start(), start + item.end())


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """What stands behind "Van:", "Aan:" and "Cc:" in the head of a mail: labels close together, one of them a time."""
    labels = list(_HEAD.finditer(text))
    for i, label in enumerate(labels[:-1]):
        following = labels[i + 1]
        if not label["people"] or following.start() - label.end() > APART:
            continue
        near = [each for each in labels[max(0, i - 4) : i + 5] if abs(each.start() - label.start()) < APART]
        if any(each["sent"] for each in near):
            yield label.end(), following.start()


def _may_be_person(item: str) -> bool:
    pieces = re.findall(r"[^\W\d_]+", item)
    offices = words.listed("bodies") | words.listed("mailboxes")
    if any(piece.lower() in offices and not piece.isupper() for piece in pieces):
        return False  # "Postbus Woo"; of "Kern - DGOO" the unit says nothing
    if _TURNED.search(item) or _UNIT.search(item) or re.search(rf"(?<!\w){INITIAL}\.", item):
        return True
    named = [piece for piece in pieces if piece[0].isupper() and not piece.isupper()]
    return any(words.trust(piece) >= FAIR or words.nameness(piece) > 0 for piece in named)


def _name(text: str, start: int, end: int) -> Iterator[Hit]:
    """The name of one mailbox; who has no address of his own stands before a semicolon."""
    start = max(start, text.rfind(";", start, end) + 1)
    while start < end and not (text[start].isalnum() or text[start] in "'’("):
        start += 1
    name = text[start:end].rstrip(" ,;\"'\n")
    name = _BEHIND.sub("", name)
    if (aside := _ASIDE.search(name)) and _is_function(aside[1]):
        name = name[: aside.start()]
    first = re.match(r"\w+", name)
    if first and first[0].lower() not in words.listed("bodies") and not _OFFICE.match(name):
        yield Hit(Span(start, start + len(name)), Cue.MAIL.value, 0.9)


def _is_function(aside: str) -> bool:
    """What stands in brackets behind a name is an office or a unit, no first name: "(minister)", "(DGOO)"."""
    pieces = re.findall(r"\w+", aside)
    return all(piece.isupper() or words.is_ordinary(piece) for piece in pieces) and not any(map(words.trust, pieces))
