"""describe(document) -> Profile: kind, title, date, references, ministry and dossiers of a document.

Where sources differ, the first page wins and a warning says so (output contract, "Conventions").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.document import Document, Part, Span
from corpus.records import Field, Kind, Profile
from nlp import ministries
from nlp.fields import Labelled, find_fields, first_line
from nlp.kinds import kind_of
from nlp.motion_paper import own_paper
from nlp.papers import key, papers_in
from nlp.times import dates_in
from nlp.title import names_paper, title_of

_CLOSING = re.compile(r"^(?:De|DE) (?:minister|staatssecretaris|minister-president)\b.*", re.IGNORECASE)
_LETTERHEAD_NAME = re.compile(r"Ministerie\s+van\s+(.{5,120})", re.DOTALL)
_BY_OFFICE = re.compile(r"BRIEF VAN DE (?:MINISTER|STAATSSECRETARIS).{0,120}")
_OF_MEETING = re.compile(
    r"\b(?:vergadering|overleg|bijeenkomst|verslag|notulen|besluitenlijst|d\.d\.|dd\.)", re.IGNORECASE
)
_DATED_ROW = re.compile(r"(?:Datum|Vergaderdatum|Datum (?:vergadering|overleg))\b", re.IGNORECASE)
OPENING = 10  # blocks
_DAY_IN_HEAD = re.compile(r"^(?:Den Haag|['’]s-Gravenhage|Voorgesteld|Ontvangen|Verzonden)\b", re.IGNORECASE)
_SENDER = re.compile(r"\b(?:Ministerie|Directie|Directoraat|Afdeling|Dienst)\b")
_REFERENCE = re.compile(r"\d{3}|\d.*\d|^\S+[/-]\d$")


def describe(document: Document) -> Profile:
    """The profile of a document; what cannot be told is None."""
    fields = find_fields(document)
    day, warnings = _date(document, fields)
    kind = kind_of(document, fields)
    ours = _reference(document, fields, "our_reference")
    return Profile(
        kind=kind,
        title=title_of(document, fields, kind),
        date=day,
        our_reference=ours,
        your_reference=_reference(document, fields, "your_reference"),
        ministry=_ministry(document, fields, day, document.at(ours) if ours else "", kind),
        dossiers=tuple(sorted(_dossiers(document, kind))),
        fields=_distinct(document, fields),
        warnings=warnings,
    )


def _distinct(document: Document, fields: Iterable[Labelled]) -> tuple[Field, ...]:
    """Each label once, with its first value that is not empty; the order is that of the page."""
    chosen: dict[str, Labelled] = {}
    for item in fields:
        known = chosen.get(item.field.label)
        if known is None or not document.at(known.field.value):
            chosen[item.field.label] = item
    return tuple(item.field for item in chosen.values())


def _date(document: Document, fields: Sequence[Labelled]) -> tuple[date | None, tuple[str, ...]]:
    found: list[tuple[int, date]] = []
    for item in fields:
        if item.key in {"date", "sent"}:
            days = dates_in(document.at(item.field.value))
            if days:
                found.append((document.page_of(item.field.value), days[0].day))
    if not found:
        return _loose_date(document), ()
    chosen = min(found, key=lambda pair: pair[0])[1]
    differ = [page for page, day in found if day != chosen]
    is_thread = sum(item.key == "sent" for item in fields) > 1
    if not differ or is_thread:
        return chosen, ()
    return chosen, (f"De datum op pagina {differ[0]} wijkt af van die op de eerste pagina.",)


def _loose_date(document: Document) -> date | None:
    """A date in the head that no label names: "Den Haag, 1 maart 2011", "Voorgesteld 6 juli 2021"."""
    heads = [line for block in document.parts(Part.HEAD) for line in document.at(block.span).split("\n")]
    # "Directie Sociale Ontwikkeling | 3 februari 2025"; in the cells of a form a date may be that of a birth
    lines = [cell for line in heads for cell in (line.split(" | ") if _SENDER.search(line) else [line])]
    for line in lines:
        days = dates_in(line)
        if days and (_DAY_IN_HEAD.match(line) or len(line) < 40):
            return days[0].day
    return _opening_date(document) or _printed_date(document)


def _opening_date(document: Document) -> date | None:
    """The day of a meeting in the heading or the table that minutes open with; of one day only."""
    opening = [block for block in list(document.running())[:OPENING] if document.page_of(block.span) == 1]
    days = [
        day.day
        for block in opening
        if (block.part is Part.HEADING and _OF_MEETING.search(document.at(block.span)))
        or names_paper(document, block)
        or (block.part is Part.ROW and _DATED_ROW.match(document.at(block.span)))
        for day in dates_in(document.at(block.span))
    ]
    return days[0] if len(set(days)) == 1 else None


def _printed_date(document: Document) -> date | None:
    """A day that the head or foot of most pages prints, as the minutes of the House do."""
    found = Counter(
        (day.day, document.page_of(block.span))
        for block in document.parts(Part.HEADER, Part.FOOTER)
        for day in dates_in(document.at(block.span))
    )
    pages = Counter(day for day, _ in found)
    day, count = max(pages.items(), key=lambda item: item[1], default=(None, 0))
    return day if count > 1 and 2 * count > len(document.pages) else None


def _reference(document: Document, fields: Sequence[Labelled], name: str) -> Span | None:
    found = [item for item in fields if item.key == name and _is_reference(document.at(item.field.value))]
    # "Onze referentie" says whose it is; a bare "Kenmerk" beside it may be a second number.
    found.sort(key=lambda item: item.field.label.lower() in {"kenmerk", "referentie", "zaaknummer"})
    return first_line(document, found[0].field.value) if found else None


def _is_reference(wording: str) -> bool:
    """A value with digits that is more than a date ("Uw brief van 1 juli 2021")."""
    days = [day.span for day in dates_in(wording)]
    rest = "".join(letter for i, letter in enumerate(wording) if not any(d.start <= i < d.end for d in days))
    return bool(_REFERENCE.search(rest if days else wording))


def _ministry(
    document: Document, fields: Sequence[Labelled], day: date | None, reference: str, kind: Kind
) -> str | None:
    """The sender's ministry: letterhead, signature, side column, a nota's addressee, then the form of the reference.

    Any name that is printed comes before that form: ministries that share an office share it as well.
    """
    head = " ".join(document.at(b.span) for b in document.parts(Part.HEAD, Part.PICTURE, Part.HEADER))
    top = [document.at(b.span) for b in document.parts(Part.HEAD)][:1]  # below it stands whom the letter is to
    top += [document.at(b.span) for b in document.parts(Part.PICTURE, Part.HEADER)]
    side = "\n".join(document.at(b.span) for b in document.parts(Part.COLOPHON))
    names = [match[1] for match in (_LETTERHEAD_NAME.search(" ".join(top)), _LETTERHEAD_NAME.search(side)) if match]
    if kind in {Kind.KAMERBRIEF, Kind.BRIEF}:
        names += [text for b in document.running() if _CLOSING.match(text := document.at(b.span))][-1:]
    names += [match[0] for match in [_BY_OFFICE.search(head)] if match]
    found = [ministries.by_name(name[:160], day) for name in names]
    found.append(ministries.by_address(side, day))
    if kind is Kind.OVERIG:
        found += [ministries.by_address(_with_address(document, f), day) for f in fields if f.key == "from"]
    if kind is Kind.BESLISNOTA:
        for text in (document.at(item.field.value) for item in fields if item.key == "to"):
            found.append(ministries.by_name(text, day) or ministries.by_alias(text, day))
        found.append(_addressed_in_text(document, day))
    found.append(ministries.by_reference(reference, day))
    return next((abbr for abbr in found if abbr), None)


def _with_address(document: Document, sender: Labelled) -> str:
    """The sender of a mail as its head has it, and the address with the same name in it that he closes with."""
    shown = document.at(sender.field.value)
    names = "|".join(re.escape(name) for name in re.findall(r"[^\W\d]{4,}", shown.partition("@")[0]))
    found = re.search(rf"[\w.-]*(?:{names})[\w.-]*@[\w.-]+", document.text, re.IGNORECASE) if names else None
    return f"{shown} {found[0]}" if found else shown


def _addressed_in_text(document: Document, day: date | None) -> str | None:
    """A nota without a head says in its text whose consent it asks: "Graag uw akkoord (M BZK en S BZK)"."""
    text = "\n".join(document.at(b.span) for b in document.running())
    match = re.search(r"\b(?:uw akkoord|akkoord van|u wordt gevraagd)\b[^.]{0,40}\(([^)]+)\)", text, re.IGNORECASE)
    return ministries.by_alias(re.sub(r"\b[MS] ", "", match[1]), day) if match else None


def _dossiers(document: Document, kind: Kind) -> set[str]:
    cited = {key(paper) for paper in papers_in(document.text)}
    if kind is Kind.MOTIE and (own := own_paper(document)):
        # The head of a motion paper prints its dossier and its number apart: "36 410 XV" and below it "Nr. 52".
        cited = {paper for paper in cited if not own.startswith(f"{paper}-")} | {own}
    return cited
