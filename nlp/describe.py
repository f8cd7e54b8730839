"""describe(document) -> Profile: kind, title, date, references, ministry and dossiers of a document.

Where sources differ, the first page wins and a warning says so (output contract, "Conventions").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.document import Block, Document, Part, Span
from corpus.records import Field, Kind, Profile
from corpus.words import opens_as
from nlp import ministries
from nlp.fields import Labelled, find_fields, first_line, is_near
from nlp.kinds import MOTION, kind_of
from nlp.motion_paper import own_paper
from nlp.papers import key, papers_in
from nlp.times import dates_in

TITLE_WORDS = 12
_CLOSING = re.compile(r"^(?:De|DE) (?:minister|staatssecretaris|minister-president)\b.*", re.IGNORECASE)
_LETTERHEAD_NAME = re.compile(r"Ministerie\s+van\s+(.{5,120})", re.DOTALL)
_BY_OFFICE = re.compile(r"BRIEF VAN DE (?:MINISTER|STAATSSECRETARIS).{0,120}")
_TITLE_START = re.compile(r"[A-ZÀ-Ý0-9‘“]\w")
_NO_TITLE = re.compile(
    r"(?:Ministerie|Directoraat|Directie|Aan\b|(?i:(?:beslis|opleg)?nota) aan\b|Van\b|De\b|Mede namens|Postbus|"
    r"TER |Kabinet Minister|Vereniging|Ret?our)"
)
_LETTERHEAD = re.compile(r"Ministerie|www\.|\b[1-9]\d{3}\s?[A-Z]{2}\b|Postbus|Directoraat")
_SUBJECT_CUE = re.compile(
    r"(?:Kamerbrief|Beslisnota|Oplegnota|Nota|Beantwoording|Reactie|Aanbieding|Brief|Verzamelbrief|Antwoord|Besluit)",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(
    r"\b(?:vergadering|overleg|bijeenkomst|verslag|notulen|besluitenlijst|d\.d\.|dd\.)", re.IGNORECASE
)
_DATED_ROW = re.compile(r"(?:Datum|Vergaderdatum|Datum (?:vergadering|overleg))\b", re.IGNORECASE)
OPENING, TITLE_LETTERS = 10, 150  # blocks; letters
_DAY_IN_HEAD = re.compile(r"^(?:Den Haag|['’]s-Gravenhage|Voorgesteld|Ontvangen|Verzonden)\b", re.IGNORECASE)
_SENDER = re.compile(r"\b(?:Ministerie|Directie|Directoraat|Afdeling|Dienst)\b")
_MEETINGS = frozenset({"overleg", "vergadering", "bijeenkomst"})  # labels that name what minutes are of
_REFERENCE = re.compile(r"\d{3}|\d.*\d")


def describe(document: Document) -> Profile:
    """The profile of a document; what cannot be told is None."""
    fields = find_fields(document)
    day, warnings = _date(document, fields)
    kind = kind_of(document, fields)
    ours = _reference(document, fields, "our_reference")
    return Profile(
        kind=kind,
        title=_title(document, fields, kind),
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
        or _is_named(document, block)
        or (block.part is Part.ROW and _DATED_ROW.match(document.at(block.span)))
        for day in dates_in(document.at(block.span))
    ]
    return days[0] if len(set(days)) == 1 else None


def _is_named(document: Document, block: Block) -> bool:
    """What names the paper, though a scan shows no heading in it: "Besluitenlijst stuurgroep van 14 mei 2024"."""
    text = document.at(block.span)
    return block.part is Part.PARAGRAPH and len(text) < TITLE_LETTERS and opens_as(text, "paper") and text[-1:] != "."


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


def _title(document: Document, fields: Sequence[Labelled], kind: Kind) -> Span | None:
    for item in fields:
        if item.key == "subject" and document.at(item.field.value).strip():
            return item.field.value
    for item in fields:
        if item.field.label.lower() in _MEETINGS and document.at(item.field.value).strip():
            return item.field.value
    if kind in {Kind.BESLISNOTA, Kind.MOTIE}:
        return _loose_title(document, kind)
    return _heading(document, kind)


def _heading(document: Document, kind: Kind) -> Span | None:
    """The heading that a document opens with; in plain text a short first line that is no sentence."""
    running = list(document.running())
    heads = list(document.parts(Part.HEAD))
    if kind is Kind.OVERIG and len(heads) == 1 and not heads[0].level and (alone := _short_title(document, heads[0])):
        return alone
    if running and running[0].part is Part.HEADING:
        # Above the name of the paper may stand that of the programme, in letters as large
        named = (b.span for b in running[1:6] if b.part is Part.HEADING and opens_as(document.at(b.span), "paper"))
        lone = " " not in document.at(running[0].span).strip() and not opens_as(document.at(running[0].span), "paper")
        return next(named, running[0].span) if lone else running[0].span
    if kind is Kind.OVERIG and (paper := next((b.span for b in running[:6] if _is_named(document, b)), None)):
        return paper
    if (
        kind is Kind.OVERIG
        and len(running) > 2
        and running[0].part is Part.PARAGRAPH
        and not any(document.parts(Part.HEAD))
    ):
        text = document.at(running[0].span)
        if _TITLE_START.match(text) and not re.search(r"[.:,;?!]|\d{4}", text) and 2 <= len(text.split()) <= 10:
            return running[0].span
    return None


def _short_title(document: Document, head: Block) -> Span | None:
    """A line or two over the columns of a page, as above the minutes of a debate."""
    text = document.at(head.span)
    start = _title_start(text) if len(text.split()) <= TITLE_WORDS else None
    return None if start is None else Span(head.span.start + start, head.span.end)


def _loose_title(document: Document, kind: Kind) -> Span | None:
    """The subject of a nota or motion that no label names: a block of the head of its own."""
    blocks = [block for block in document.blocks if block.part is Part.HEAD]
    found: list[Span] = []
    for i, block in enumerate(blocks):
        text = document.at(block.span)
        if kind is Kind.MOTIE and (match := MOTION.search(text)):
            end = text.find("\n", match.start())
            return Span(block.span.start + match.start(), block.span.start + (end if end > 0 else len(text)))
        before = blocks[i - 1] if i else None
        labelled = block.level == 1 or (before and before.level == 1 and is_near(document, before.span, block.span))
        if kind is Kind.BESLISNOTA and not labelled and (start := _title_start(text)) is not None:
            found.append(Span(block.span.start + start, block.span.end))
    found.sort(key=lambda span: not _SUBJECT_CUE.match(document.at(span)))
    return found[0] if found else None


def _title_start(text: str) -> int | None:
    """Where the subject starts in a block of the head: after the word "nota" that is printed large beside it."""
    if _LETTERHEAD.search(text):
        return None
    for piece in re.finditer(r"[^|\n]+", re.sub(r"^nota(?=\s)", "    ", text, flags=re.IGNORECASE)):
        start = piece.start() + len(piece[0]) - len(piece[0].lstrip())
        words = piece[0].split()
        named = _TITLE_START.match(piece[0].strip()) or text.lower().startswith("nota ")
        if len(words) >= 3 and named and not _NO_TITLE.match(piece[0].strip()):
            return start
    return None


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
    """The sender's ministry: letterhead, signature, side column, reference, then a nota's addressee."""
    head = " ".join(document.at(b.span) for b in document.parts(Part.HEAD, Part.PICTURE, Part.HEADER))
    top = [document.at(b.span) for b in document.parts(Part.HEAD)][:1]  # below it stands whom the letter is to
    top += [document.at(b.span) for b in document.parts(Part.PICTURE, Part.HEADER)]
    side = "\n".join(document.at(b.span) for b in document.parts(Part.COLOPHON))
    names = [match[1] for match in (_LETTERHEAD_NAME.search(" ".join(top)), _LETTERHEAD_NAME.search(side)) if match]
    if kind in {Kind.KAMERBRIEF, Kind.BRIEF}:
        names += [text for b in document.running() if _CLOSING.match(text := document.at(b.span))][-1:]
    names += [match[0] for match in [_BY_OFFICE.search(head)] if match]
    found = [ministries.by_name(name[:160], day) for name in names]
    found += [ministries.by_address(side, day), ministries.by_reference(reference, day)]
    if kind is Kind.OVERIG:
        found += [ministries.by_address(document.at(f.field.value), day) for f in fields if f.key == "from"]
    if kind is Kind.BESLISNOTA:
        for text in (document.at(item.field.value) for item in fields if item.key == "to"):
            found.append(ministries.by_name(text, day) or ministries.by_alias(text, day))
        found.append(_addressed_in_text(document, day))
    return next((abbr for abbr in found if abbr), None)


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
