"""Rows of tables that hold commitments: registers as budgets have them, and lists of actions that minutes end with.

"Omschrijving | Vindplaats | Stand van zaken"; "Actie | Wie | Wanneer". In a list of actions only what a body or an
office is to do counts: what a civil servant is to do by himself is nobody's promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Document, Part, Span
from corpus.records import Commitment, CommitmentStatus
from nlp.action import pieces
from nlp.cells import cells_of
from nlp.clause import Clause
from nlp.dutch import Reading, Sentence
from nlp.promises import past_day

# The heads of a register's columns: what was promised; where that stands, or what became of it; the latter alone
_WHAT = re.compile(
    r"(?:(?:Korte )?[Oo]mschrijving|Tekst|Inhoud)(?: (?:van de )?toezegging)?|Toezegging(?:en)?|Toegezegd"
)
_TOLD = re.compile(r"(?:Vindplaats|Stand|Status|Voortgang|Reactie|Afdoening|Debat|Planning)\b[^\d.]{0,40}")
_STATE = re.compile(r"(?:Stand|Status|Voortgang|Reactie|Afdoening|Planning)\b")
_FULL = re.compile(r"[A-Z].*[.]", re.DOTALL)
_TELLS = re.compile(r"\b(?:Kamer|brief|schriftelijk|informeren|terugkom\w*|komt\b.*\bterug)\b")
LEAST = 15  # letters of a cell's sentence
_ACTIONS = re.compile(
    r"(?=.*(?:^|\| ?)(?P<what>Actie(?:punt)?s?|Afspra(?:ak|ken)|Wat|Product|Maatregel|Omschrijving|Onderwerp)"
    r" ?(?:\||$))"
    r"(?=.*(?:^|\| ?)(?P<who>Wie|Actiehouders?|Trekkers?|Eigenaar|Verantwoordelijke?|Door|Uitvoering) ?(?:\||$))"
    r"(?=.*(?:^|\| ?)(?:Wanneer|Deadline|Termijn|Planning|Gereed(?: op)?|Uiterlijk|Datum|Status) ?(?:\||$))",
    re.IGNORECASE,
)
LIST, REGISTER = "\n", "\v"  # before the head of a list of actions; between a register's heading and its head
_ENDED = re.compile(r"\| ?(?:afgerond|afgehandeld|gereed|verspreid|voldaan|uitgevoerd|gedaan)\b", re.IGNORECASE)
_PROMISES = re.compile(r"toezegging", re.IGNORECASE)
_MOTION = re.compile(r"\bmotie", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:[Aa]fgehandeld|[Aa]fgedaan|[Vv]oldaan|[Nn]agekomen)\b"
    r"|\b(?:is|zijn)\b[^.|]*\b(?:geïnformeerd|verzonden|aangeboden|gestuurd|toegezonden|afgerond|gepubliceerd)\b"
)
_NOT_YET = re.compile(r"\b(?:deels|gedeeltelijk|nog niet)\b", re.IGNORECASE)


def sentences(reading: Reading) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a text with the title of the register or list in whose row one stands, "" outside.

    Of a row of a register first what was promised, whole; then, without a title, what its other cells tell.
    """
    title, heading = "", ""
    headings = [b for b in reading.document.running() if b.part is Part.HEADING]
    last: Span | None = None
    for sentence in reading.sentences:
        text = reading.document.at(sentence.block.span)
        if sentence.block.part is not Part.ROW:
            title = ""
        elif _is_head(text):
            over = [b for b in headings if b.span.end <= sentence.block.span.start]
            heading = reading.document.at(over[-1].span) if over else ""
            title = f"{heading}{REGISTER}{text}"
            continue
        elif _ACTIONS.match(text):
            title = f"{LIST}{text}"
            continue
        if not title:
            yield sentence, ""
        elif sentence.block.span != last:
            last = sentence.block.span
            yield from _of_a_row(reading, Sentence(last, sentence.block), title)


def _is_head(row: str) -> bool:
    """The head of a register: a column of what was promised and one of what became of it, or of where it stands."""
    heads = [head.strip() for head in row.split(" | ")]
    return any(map(_WHAT.fullmatch, heads)) and any(map(_TOLD.fullmatch, heads))


def _of_a_row(reading: Reading, row: Sentence, title: str) -> Iterator[tuple[Sentence, str]]:
    if title.startswith(LIST):
        yield row, title
        return
    cell = _described(reading.document, row.span, title)
    whole = cell if _FULL.fullmatch(reading.document.at(cell)) else row.span
    yield Sentence(whole, row.block), title
    for told in _told(reading.document, row.span, title):
        for sentence in reading.sentences:
            start, end = max(sentence.span.start, told.start), min(sentence.span.end, told.end)
            if end - start > LEAST:
                yield Sentence(Span(start, end), row.block), ""


def _heads(title: str) -> list[str]:
    return [head.strip() for head in title.partition(REGISTER)[2].split(" | ")]


def _described(document: Document, row: Span, title: str) -> Span:
    """The cell that says what was promised: below its head, else the first with more than a number or a date in it."""
    heads, cells = _heads(title), list(cells_of(document, row))
    named = next((at for at, head in enumerate(heads) if _WHAT.fullmatch(head)), 0)
    return cells[named] if len(cells) == len(heads) else _first_cell(document, row)


def _told(document: Document, row: Span, title: str) -> list[Span]:
    """The cells that say what became of it."""
    heads, cells = _heads(title), list(cells_of(document, row))
    return [cell for cell, head in zip(cells, heads, strict=False) if _STATE.match(head)] if len(cells) > 1 else []


def of_row(clause: Clause, one: Commitment | None, title: str) -> Commitment | None:
    """The commitment of a register's row: what stands in the other cells tells since when and what became of it."""
    document, row = clause.reading.document, clause.sentence.block.span
    if _MOTION.search(clause.text) or (one is None and not _PROMISES.search(title)):
        return None
    cell = _described(document, row, title)
    states = _told(document, row, title)
    told = " | ".join(map(document.at, states)) if states else document.text[cell.end : row.end]
    done = bool(_DONE.search(told)) and not _NOT_YET.search(told)
    one = one or clause.listed()
    cut = [moment.span for moment in clause.moments if moment.kind == "dated" and cell.covers(moment.span)]
    inside = [Span(max(s.start, cell.start), min(s.end, cell.end)) for s in one.action if s.start < cell.end]
    action = [piece for span in inside if span.start < span.end for piece in pieces(document.text, span, [])]
    others = [each for each in cells_of(document, row) if each != cell and each not in states]
    days = (past_day(document.text, each, clause.profile.date) for each in (*others, *states))
    return replace(
        one,
        action=tuple(action or pieces(document.text, cell, cut)),
        made_on=next((day for day in days if day), None),
        recipient=one.recipient or (clause.speakers.house if _TELLS.search(document.at(cell)) else None),
        status=CommitmentStatus.FULFILLED if done else CommitmentStatus.OPEN,
    )


def of_action(clause: Clause, one: Commitment | None, title: str) -> Commitment | None:
    """The commitment of a row in a list of actions, where a body or an office is to act; `title` is the list's head."""
    document, row = clause.reading.document, clause.sentence.span
    head, cells = title.strip().split(" | "), list(cells_of(document, row))
    named = _ACTIONS.match(title.strip())
    if not named or len(cells) != len(head):
        return None
    what, who = cells[head.index(named["what"])], cells[head.index(named["who"])]
    acting = [mention for mention in clause.mentions if who.covers(mention.span)]
    acting = acting or [mention for mention in clause.mentions if mention.span.start == what.start]  # "De VNG verzorgt"
    if not acting and one is None:
        return None
    listed = one or clause.listed()
    return replace(
        listed,
        sentence=row,
        action=tuple(pieces(document.text, what, [])),
        actor=clause.name_of(acting[0]) if acting else listed.actor,
        made_on=clause.profile.date,
        status=CommitmentStatus.FULFILLED if _ENDED.search(document.at(row)) else CommitmentStatus.OPEN,
    )


def _first_cell(document: Document, row: Span) -> Span:
    """The cell that describes: the first one with more than a number or a date in it."""
    told = (cell for cell in cells_of(document, row) if len(re.findall(r"[A-Za-zà-ÿ]{2,}", document.at(cell))) > 3)
    return next(told, row)
