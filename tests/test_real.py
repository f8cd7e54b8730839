"""The promises of issue 2 on real documents, which lie outside the project."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.read import read
from corpus.records import Kind, MotionStatus, Records
from nlp.extract import extract

pytestmark = pytest.mark.real

Known = tuple[Document, Records]


@pytest.fixture(scope="session")
def understood(real: Path) -> Callable[[str], Known]:
    @cache
    def one(pattern: str) -> Known:
        path = next(iter(sorted(real.glob(pattern))))
        document = read(path)
        return document, extract(document)

    return one


NOTA_2022, NOTA_2025 = "nota_txt/*2022*", "nota_txt/*2025*"
IENW_2022 = "beslisnota_pdf/*IENW-2022*"


def test_the_nota_of_2022_is_described(understood: Callable[[str], Known]) -> None:
    document, records = understood(NOTA_2022)
    profile = records.profile
    assert (profile.kind, profile.date) == (Kind.BESLISNOTA, date(2022, 10, 11))
    assert profile.our_reference
    assert document.at(profile.our_reference) == "2022-0000556856"


def test_the_nota_of_2022_has_its_sections_and_a_clean_kern(understood: Callable[[str], Known]) -> None:
    document, records = understood(NOTA_2022)
    texts = {document.at(s.heading): document.at(s.body) for s in records.sections if s.heading}
    assert list(texts) == [
        "Aanleiding",
        "Geadviseerd besluit",
        "Kern",
        "Informatie die niet openbaar gemaakt kan worden",
        "Bijlagen",
    ]
    assert texts["Informatie die niet openbaar gemaakt kan worden"].startswith("Motivering\n")
    for value in ("Onze referentie", "2022-0000556856", "Datum", "11 oktober 2022"):
        assert value not in texts["Kern"]


def test_the_nota_of_2022_names_two_motions(understood: Callable[[str], Known]) -> None:
    _, records = understood(NOTA_2022)
    named = [([mover.name for mover in m.movers], m.and_others) for m in records.motions]
    assert named == [(["Marijnissen"], True), (["Klaver"], True)]


@pytest.mark.parametrize(
    ("wording", "earliest", "latest", "recurrence"),
    [
        ("jaarlijks", None, None, "FREQ=YEARLY"),
        ("voor 1 mei 2026", None, date(2026, 4, 30), None),
        ("begin 2025", date(2025, 1, 1), date(2025, 3, 31), None),
        ("in de loop van 2025", date(2025, 1, 1), date(2025, 12, 31), None),
        ("voorafgaand aan het commissiedebat", None, date(2025, 1, 28), None),
    ],
)
def test_the_deadlines_of_the_nota_of_2025(
    understood: Callable[[str], Known],
    wording: str,
    earliest: date | None,
    latest: date | None,
    recurrence: str | None,
) -> None:
    document, records = understood(NOTA_2025)
    found = [d for d in records.deadlines if document.at(d.expression).startswith(wording)]
    assert [(d.earliest, d.latest, d.recurrence) for d in found] == [(earliest, latest, recurrence)]


def test_the_nota_of_2025_has_no_deadline_in_the_past(understood: Callable[[str], Known]) -> None:
    document, records = understood(NOTA_2025)
    assert not [d for d in records.deadlines if "april 2024" in document.at(d.expression)]


def test_the_yearly_letter_is_a_commitment_of_the_cabinet(understood: Callable[[str], Known]) -> None:
    document, records = understood(NOTA_2025)
    found = [c for c in records.commitments if "jaarlijks een kabinetsbrief" in document.at(c.sentence)]
    assert [c.actor for c in found] == ["kabinet"]


def test_a_sentence_that_the_repeated_colophon_cuts_is_whole(understood: Callable[[str], Known]) -> None:
    document, _ = understood(IENW_2022)
    assert (
        "(zoals de Richtlijn Industriële Emissies, de REACH-verordening), actualisatie van bestaande wettelijke "
        "kaders (zoals onderwerpen in de Wet Milieubeheer)"
    ) in document.text


def test_the_commitment_and_the_motions_of_the_nota_of_ienw(understood: Callable[[str], Known]) -> None:
    document, records = understood(IENW_2022)
    sentences = [document.at(c.sentence) for c in records.commitments]
    assert "Een uitgebreidere reactie op deze verkenning zegt u de Kamer separaat van deze brief toe." in sentences
    motions = {m.movers[0].name: (m.dossier, m.number, m.status) for m in records.motions}
    assert motions == {
        "Grinwis": ("32813", 833, MotionStatus.UNKNOWN),
        "Van Esch": ("22343", 3199, MotionStatus.HELD),
    }


@pytest.mark.parametrize("folder", ["beslisnota_pdf", "kamerbrief_pdf"])
def test_no_sentence_of_a_record_holds_a_colophon_value(real: Path, folder: str) -> None:
    for path in sorted((real / folder).glob("*.pdf")):
        document = read(path)
        records = extract(document)
        # A date of the side column may be said in the body too ("uiterlijk 1 april 2023"); a reference is not.
        values = {v for f in records.profile.fields if re.search(r"\d{5}|\n", v := document.at(f.value))}
        labels = {"Onze referentie", "Ons kenmerk", "Opgesteld door", "Contactpersoon", "Pagina "}
        sentences = [document.at(r.sentence) for r in (*records.commitments, *records.motions, *records.deadlines)]
        assert [v for v in values | labels for s in sentences if v in s] == [], path.name


@pytest.mark.parametrize("folder", ["beslisnota_pdf", "kamerbrief_pdf", "woo_besluit_scan"])
def test_every_real_pdf_is_read(real: Path, folder: str) -> None:
    for path in sorted((real / folder).glob("*.pdf")):
        document = read(path)
        extract(document)
        assert len(document.text) > 200, path.name
