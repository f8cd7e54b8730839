"""Extraction against items that were written before its rules were read: promises, motions, times, facts."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write

from corpus.document import Document, NoteMark, Part, Span
from corpus.read import read as read_file
from corpus.records import Commitment, Deadline, Kind, Motion, Profile
from nlp.deadlines import find_deadlines
from nlp.dutch import read
from nlp.extract import extract
from nlp.motions import find_motions

CASES = tomllib.loads((Path(__file__).parent / "cases" / "attack_extraction.toml").read_text(encoding="utf-8"))
MADE = date(2022, 11, 29)
LETTER = """> Ministerie van Binnenlandse Zaken en Koninkrijksrelaties
@ De Voorzitter van de Tweede Kamer der Staten-Generaal
@ Datum 29 november 2022
@ Betreft Stand van zaken uitvoering
Geachte voorzitter,
{}
Hoogachtend,
De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hanke Bruins Slot"""
NOTA = """> Ministerie van Infrastructuur en Waterstaat
@ TER BESLISSING
@ Aan de staatssecretaris van Infrastructuur en Waterstaat
@ Datum 29 november 2022
# Aanleiding
{}
# Kernpunten
De nota gaat over beleid."""
MOTIE = """@ Tweede Kamer der Staten-Generaal
@ 36 200 Nota over de toestand van 's Rijks Financiën
@ Nr. 99 MOTIE VAN HET LID KLAVER
@ Voorgesteld 29 november 2022
De Kamer,
gehoord de beraadslaging,
{}
en gaat over tot de orde van de dag.
Klaver"""
MAIL = """@ Van: Bakker, P.
@ Verzonden: dinsdag 29 november 2022 10:03
@ Aan: Directie Communicatie
Hallo,
{}
Groet,"""
DOCUMENTS = {"letter": LETTER, "nota": NOTA, "motie": MOTIE, "mail": MAIL}


def cases(table: str) -> list[Any]:
    """The items of a table; a known weakness must fail, so that the day it no longer does is noticed."""
    return [
        pytest.param(
            case,
            id=case.get("name", case["text"].strip()[:60]),
            marks=[pytest.mark.xfail(strict=True, reason=case["known"])] if "known" in case else [],
        )
        for case in CASES[table]
    ]


def agree(want: list[list[Any]], got: list[list[Any]]) -> bool:
    """Whether every value is as expected; "?" stands for any."""
    return len(want) == len(got) and all(
        a in ("?", b) for row, found in zip(want, got, strict=True) for a, b in zip(row, found, strict=True)
    )


def promised(one: Commitment, deadlines: dict[str, Deadline]) -> list[Any]:
    due = deadlines.get(one.deadline or "")
    times = [due.latest, due.earliest] if due else [None, None]
    recipient = one.recipient.removeprefix("het ").removeprefix("de ") if one.recipient else None
    return [one.actor, recipient, one.made_on, str(one.status), *times]


def expected(row: dict[str, Any]) -> list[Any]:
    told = row.get("made_on", MADE)
    day = {"-": None, "?": "?"}.get(told, told) if isinstance(told, str) else told
    day = date.fromisoformat(day) if isinstance(day, str) and day != "?" else day
    names = ("actor", "recipient", "latest", "earliest")
    actor, recipient, latest, earliest = (row.get(name) for name in names)
    return [actor, recipient, day, row.get("status", "open"), latest, earliest]


@pytest.mark.parametrize("case", cases("commitment"))
def test_commitments_with_their_deadlines(case: dict[str, Any]) -> None:
    """Actor, recipient, day, status and time of every promise in a document, and nothing that is none."""
    records = extract(write(DOCUMENTS[case.get("where", "letter")].format(case["text"].strip("\n")), "brief.txt"))
    deadlines = {deadline.id: deadline for deadline in records.deadlines}
    got = [promised(one, deadlines) for one in records.commitments]
    want = [expected(row) for row in case["want"]]
    assert agree(want, got), got


def moved(document: Document, motion: Motion) -> list[Any]:
    names = [mover.name for mover in motion.movers]
    return [names, motion.and_others, motion.dossier, motion.number, str(motion.status), motion.replaces]


@pytest.mark.parametrize("case", cases("motion"))
def test_motions(case: dict[str, Any]) -> None:
    """Movers, paper, fate and subject of every motion, also by a footnote or a table's cell."""
    document = write(case["text"].strip("\n") + (f"\n^ {case['note']}" if "note" in case else ""))
    if "note" in case:
        note = next(document.parts(Part.NOTE)).span
        document = replace(document, marks=(NoteMark(len(case["text"]), Span(*note)),))
    found = find_motions(read(document), Profile(Kind.KAMERBRIEF, None, MADE, None, None, "BZK", (), ()))
    got = [moved(document, motion) for motion in found]
    keys = (("others", False), ("dossier", None), ("number", None), ("status", "unknown"), ("replaces", None))
    want = [[row["movers"], *(row.get(name, usual) for name, usual in keys)] for row in case["want"]]
    assert agree(want, got), got
    for row, motion in zip(case["want"], found, strict=True):
        assert row.get("subject", "") in " ".join(document.at(span) for span in motion.subject)


@pytest.mark.parametrize("case", cases("deadline"))
def test_deadlines(case: dict[str, Any]) -> None:
    """The expression, its days and its rule, in a document of 10 February 2025 unless the item says else."""
    document = write(case["text"])
    found = find_deadlines(read(document), case.get("day", date(2025, 2, 10)))
    got = [[document.at(one.expression), one.earliest, one.latest, one.recurrence] for one in found]
    want = [[row["text"], row.get("earliest"), row.get("latest"), row.get("rec")] for row in case["want"]]
    assert agree(want, got), got


@pytest.mark.parametrize("case", cases("profile"))
def test_facts_of_plain_text(case: dict[str, Any], tmp_path: Path) -> None:
    """Kind, title, date, references, ministry and papers of a document of plain text."""
    path = tmp_path / f"{case['name']}.txt"
    path.write_text(case["text"].strip("\n") + "\n", encoding="utf-8")
    document = read_file(path)
    records = extract(document)
    profile = records.profile

    def at(span: Span | None) -> str | None:
        return " ".join(document.at(span).split()) if span else None

    day = str(profile.date) if profile.date else None
    got = [str(profile.kind), at(profile.title), day, at(profile.our_reference), at(profile.your_reference)]
    got = [*got, profile.ministry, list(profile.dossiers)]
    names = ("kind", "title", "date", "our", "your", "ministry", "dossiers")
    assert agree([[case.get(name) for name in names]], [got]), got
    if "movers" in case:
        assert [mover.name for mover in records.motions[0].movers] == case["movers"]
