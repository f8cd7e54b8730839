"""Deadlines: what an expression of time means, and which times in a text are deadlines."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from conftest import write
from hypothesis import example, given
from hypothesis import strategies as st
from laying import Put, document, sheet

from corpus.document import Box
from corpus.records import Deadline
from nlp.calendar_days import add_months, last_day, prinsjesdag, recess, recesses, verantwoordingsdag
from nlp.deadlines import find_deadlines
from nlp.dutch import Reading, read
from nlp.period_patterns import words
from nlp.tense import words as tense_words
from nlp.times import dates_in, expressions, resolve

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deadlines.toml").read_text("utf-8"))
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
PIECES = st.sampled_from(
    "voor op in uiterlijk binnen na tussen en tot 1 15 31 mei februari 2026 begin eind medio de het van zes weken "
    "jaar dit volgend zomerreces zomer kwartaal eerste Q1 week 53 54 jaarlijks debat Prinsjesdag a.s. jl. / -".split()
)


def found(text: str, made: date | None) -> list[tuple[str, date | None, date | None]]:
    reading = read(write(text))
    return [(reading.document.at(d.expression), d.earliest, d.latest) for d in find_deadlines(reading, made)]


@pytest.mark.parametrize("case", CASES["time"], ids=lambda case: f"{case['expression']} @ {case.get('made')}")
def test_an_expression_means_what_the_contract_says(case: dict) -> None:
    time = resolve(case["expression"], case.get("made"))
    assert time is not None
    assert (time.earliest, time.latest) == (case.get("earliest"), case.get("latest"))
    assert time.recurrence == case.get("recurrence")
    assert bool(time.warning) == case.get("warns", False)


@pytest.mark.parametrize("case", CASES["time"], ids=lambda case: case["expression"])
def test_an_expression_is_found_whole_in_a_sentence(case: dict) -> None:
    """With the preposition, and nothing beside it."""
    text = f"Ik zal de Kamer {case['expression']} informeren."
    assert [text[start:end] for start, end in expressions(text, 0, len(text))] == [case["expression"]]


@pytest.mark.parametrize(
    "frame",
    [
        "Ik zal uw Kamer {} informeren.",
        "Ik streef ernaar de Kamer {} te informeren.",
        "De Kamer wordt {} geïnformeerd.",
        "De minister heeft toegezegd de Kamer {} te informeren.",
        "Ik verwacht dat de Kamer {} kan worden geïnformeerd.",
        "Verzoekt de regering de Kamer {} te informeren;",
    ],
)
def test_an_expression_in_a_promise_is_a_deadline_with_the_same_days(frame: str) -> None:
    for case in CASES["time"]:
        made = case.get("made", date(2024, 12, 1))
        end = case.get("latest") or case.get("earliest")
        if end and end < made:
            continue
        reading = read(write(frame.format(case["expression"])))
        deadlines = find_deadlines(reading, made)
        assert [reading.document.at(d.expression) for d in deadlines] == [case["expression"]]
        if "made" in case:
            assert (deadlines[0].earliest, deadlines[0].latest) == (case.get("earliest"), case.get("latest"))
            assert deadlines[0].recurrence == case.get("recurrence")


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda case: case["text"])
def test_a_sentence_has_these_deadlines_and_no_others(case: dict) -> None:
    assert [text for text, _, _ in found(case["text"], case["made"])] == case["found"]


@pytest.mark.parametrize("text", ["op 1 mei jl.", "de motie", "van 3 juni 2022", "per jaar", ""])
def test_what_is_no_time_to_come_resolves_to_none(text: str) -> None:
    assert resolve(text, date(2025, 2, 10)) is None


@given(st.lists(PIECES, min_size=1, max_size=8).map(" ".join), st.none() | DAYS)
@example("voor 1 mei", date(2026, 5, 1))
@example("tussen 31 en 29 februari 2026", date(2026, 5, 1))
def test_an_interval_never_ends_before_it_starts(text: str, made: date | None) -> None:
    """And no words at all make the resolver fail."""
    time = resolve(text, made)
    assert time is None or not (time.earliest and time.latest and time.earliest > time.latest)


@given(
    st.sampled_from(["op", "uiterlijk", "per", "tot en met", "voor"]),
    st.integers(1, 28),
    st.sampled_from([row["names"][0] for row in words()["month"]]),
    DAYS,
)
def test_a_date_without_a_year_is_never_before_the_document(relation: str, day: int, month: str, made: date) -> None:
    time = resolve(f"{relation} {day} {month}", made)
    assert time is not None
    end = time.latest or time.earliest
    assert end is not None
    assert made <= end <= add_months(made, 13)


@given(st.text(max_size=200) | st.lists(PIECES, max_size=25).map(" ".join), st.none() | DAYS)
def test_any_text_can_be_searched(text: str, made: date | None) -> None:
    reading = read(write(text))
    for deadline in find_deadlines(reading, made):
        assert deadline.sentence.covers(deadline.expression)
        assert 0 < deadline.confidence < 1


def test_deadlines_are_numbered_in_text_order() -> None:
    deadlines = find_deadlines(
        read(write("Ik kom voor 1 mei 2026 met een brief.\nDe wet treedt op 1 juli 2026 in werking.")),
        date(2025, 2, 10),
    )
    assert [d.id for d in deadlines] == ["d1", "d2"]
    assert deadlines[0].expression < deadlines[1].expression
    assert all(d.applies_to == () for d in deadlines)


def test_a_deadline_in_a_heading_or_the_side_column_is_left_out() -> None:
    text = "# Planning voor 1 mei 2026\n> Beslistermijn uiterlijk 1 mei 2026\n^ Dit moet voor 1 mei 2026 klaar zijn."
    assert found(text, date(2025, 2, 10)) == []


def test_the_same_sentence_is_past_or_to_come_by_the_document_date() -> None:
    text = "De wet treedt op 1 januari 2026 in werking."
    assert found(text, date(2025, 2, 10)) == [("op 1 januari 2026", date(2026, 1, 1), date(2026, 1, 1))]
    assert found(text, date(2026, 2, 10)) == []


def test_without_a_document_date_the_year_fits_the_other_dates_and_warns() -> None:
    text = (
        "De commissie heeft op 4 april 2024 verzocht om een reactie. De brief moet voor 29 januari worden verzonden. "
        "Het kader komt begin 2025."
    )
    deadlines = find_deadlines(read(write(text)), None)
    assert [(d.earliest, d.latest) for d in deadlines] == [
        (None, date(2025, 1, 28)),
        (date(2025, 1, 1), date(2025, 3, 31)),
    ]
    assert [bool(d.warning) for d in deadlines] == [True, False]


def test_surer_words_give_more_confidence() -> None:
    text = "Ik zal de Kamer voor 1 mei 2026 informeren. Ik zal u op 1 mei schrijven. Ik zal u spoedig informeren."
    sure = [d.confidence for d in find_deadlines(read(write(text)), date(2025, 2, 10))]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > 0.9 > sure[1] > 0.5 > sure[2]


def test_a_footnote_digit_after_a_year_is_no_part_of_it() -> None:
    text = "De wet treedt op 24 juni 202614 in werking."
    assert found(text, date(2025, 2, 10)) == [("op 24 juni 2026", date(2026, 6, 24), date(2026, 6, 24))]


def test_full_dates_are_found_in_all_their_forms() -> None:
    text = "Op 16 december 2022, 16-12-2022, 16/12/2022, 2022-12-16 en 31 februari 2022; nr. 2022-0000556856, 3 mei."
    dates = dates_in(text)
    assert {d.day for d in dates} == {date(2022, 12, 16)}
    assert [text[d.span.start : d.span.end] for d in dates] == [
        "16 december 2022",
        "16-12-2022",
        "16/12/2022",
        "2022-12-16",
    ]


def test_a_section_number_is_no_date() -> None:
    assert [d.day for d in dates_in("Zie paragraaf 3.1.20 van 02-07-25.")] == [date(2025, 7, 2)]


def test_fixed_days_are_computed() -> None:
    assert [prinsjesdag(y).day for y in range(2020, 2028)] == [15, 21, 20, 19, 17, 16, 15, 21]
    assert [verantwoordingsdag(y).day for y in range(2020, 2028)] == [20, 19, 18, 17, 15, 21, 20, 19]


def test_every_recess_starts_on_a_friday_and_ends_after_it_starts() -> None:
    """Elections and estimates apart, as the House plans them."""
    for (name, year), row in recesses().items():
        assert row.first <= row.last, (name, year)
        if row.verified:
            assert (row.first.weekday(), row.last.weekday()) == (4, 0), (name, year)


def test_a_year_without_a_row_has_an_estimated_summer_and_christmas_recess_only() -> None:
    summer = recess("zomerreces", 2035)
    assert summer is not None
    assert not summer.verified
    assert recess("herfstreces", 2035) is None


@given(DAYS, st.integers(0, 40))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, count: int) -> None:
    later = add_months(day, count)
    assert later.day == min(day.day, last_day(later.year, later.month).day)
    assert (later.year - day.year) * 12 + later.month - day.month == count


@pytest.mark.parametrize("table", ["month", "season", "part", "recess", "relation", "vague", "recurrence"])
def test_every_row_of_the_word_lists_has_a_source_and_an_example_that_it_reads(table: str) -> None:
    for row in words()[table]:
        assert row["source"]
        assert any(True for _ in expressions(row["example"], 0, len(row["example"]))), row["example"]


def test_every_row_of_the_tense_lists_stands_in_its_example_or_says_where_it_was_seen() -> None:
    rows = tomllib.loads((Path(__file__).parents[1] / "nlp" / "lists" / "tense.toml").read_text("utf-8"))["words"]
    for row in rows:
        assert row["source"]
        assert set(re.findall(r"[\w-]+|[^\w\s]", row["example"].lower())) & set(row["words"]), row["example"]
    assert set(tense_words()) == {row["label"] for row in rows}


def paragraphs(text: str) -> str:
    """A wrapped text with a paragraph or list item a line, as layout joins them."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        joined = " ".join(line.strip() for line in block.split("\n"))
        lines += re.split(r"(?:^|(?<=[.:;] ))- ", joined)
    return "\n".join(line for line in lines if line.strip())


@pytest.mark.real
def test_the_nota_of_2025_has_its_six_deadlines(real: Path) -> None:
    text = (real / "nota_txt" / "nota-2025-etnisch-profileren.ocr.txt").read_text("utf-8")
    reading: Reading = read(write(paragraphs(text)))
    deadlines: tuple[Deadline, ...] = find_deadlines(reading, None)
    assert [(reading.document.at(d.expression), d.earliest, d.latest, d.recurrence) for d in deadlines] == [
        (
            "voorafgaand aan het commissiedebat over mensenrechten, discriminatie en racisme op 29 januari",
            None,
            date(2025, 1, 28),
            None,
        ),
        ("voorafgaand aan het Commissiedebat", None, date(2025, 1, 28), None),
        ("begin 2025", date(2025, 1, 1), date(2025, 3, 31), None),
        ("jaarlijks", None, None, "FREQ=YEARLY"),
        ("voor 1 mei 2026", None, date(2026, 4, 30), None),
        ("in de loop van 2025", date(2025, 1, 1), date(2025, 12, 31), None),
    ]
    assert [bool(d.warning) for d in deadlines] == [True, True, False, False, False, False]


@pytest.mark.real
def test_the_nota_of_2022_has_no_deadline(real: Path) -> None:
    text = (real / "nota_txt" / "nota-2022-amnesty-risicomodellen.ocr.txt").read_text("utf-8")
    assert found(paragraphs(text), date(2022, 10, 11)) == []


def test_an_event_that_the_document_dates_elsewhere_has_that_day() -> None:
    """ "Voorafgaand aan het commissiedebat" is the day before the one that another sentence names."""
    text = "Op 29 januari vindt het debat plaats.\nHet commissiedebat over discriminatie is op 29 januari 2025.\n"
    document = write(text + "De brief wordt voorafgaand aan het commissiedebat verzonden.")
    found = {document.at(one.expression): one.latest for one in find_deadlines(read(document), date(2025, 1, 10))}
    assert found["voorafgaand aan het commissiedebat"] == date(2025, 1, 28)


def test_an_event_with_two_days_in_the_document_has_none() -> None:
    """Which of the two is meant cannot be told."""
    text = "Het commissiedebat is op 29 januari 2025.\nHet commissiedebat is op 5 februari 2025.\n"
    document = write(text + "De brief wordt voorafgaand aan het commissiedebat verzonden.")
    found = {document.at(one.expression): one.latest for one in find_deadlines(read(document), date(2025, 1, 10))}
    assert found["voorafgaand aan het commissiedebat"] is None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("De voordracht kan niet eerder worden gedaan dan op 12 november 2024.", date(2024, 11, 12), None),
        ("Ik zal de brief sturen voordat de commissie op 2 november 2024 het debat voortzet.", None, date(2024, 11, 1)),
        ("Het kabinet komt met de voor het voorjaar van 2025 toegezegde nota.", date(2025, 3, 1), date(2025, 5, 31)),
        ("Het besluit zal naar verwachting in 2029 of later worden genomen.", date(2029, 1, 1), None),
    ],
)
def test_the_words_around_an_expression_turn_what_it_means(
    text: str, earliest: date | None, latest: date | None
) -> None:
    """ "Niet eerder dan", "voordat", "of later", and "voor" where it means "for"."""
    found = find_deadlines(read(write(text)), date(2024, 3, 1))
    assert [(one.earliest, one.latest) for one in found] == [(earliest, latest)]


@pytest.mark.parametrize("before", ["", "İstanbul ", "ẞ "])
@pytest.mark.parametrize(
    "case", ["UITERLIJK 1 MEI 2026", "Voor De Zomer Van 2026", "In Q2 2026", "in de Begroting voor 2026"]
)
def test_capitals_change_nothing_and_move_nothing(before: str, case: str) -> None:
    """Texts are searched in small letters, and one capital becomes two of those."""
    text = f"Dat gebeurt {before}{case}."
    (span,) = expressions(text, 0, len(text))
    assert text[slice(*span)] == case
    assert resolve(case, None) == resolve(case.lower(), None) is not None


def test_a_cell_below_gereed_in_a_list_of_actions_is_a_deadline_but_no_bare_year() -> None:
    rows = (
        ("Nr.", "Actie", "Wie", "Gereed"),
        ("24-11", "Verklaring opvragen", "HS", "31 mei"),
        ("24-12", "Modelverordening", "UvW", "Q3"),
        ("24-13", "Variant twee", "RWS", "2031"),
    )
    puts = [Put(60 + 110 * at, 120 + 16 * row, cell) for row, cells in enumerate(rows) for at, cell in enumerate(cells)]
    boxes = tuple(
        tuple(Box(1, 58 + 110 * at, 116 + 16 * row, 168 + 110 * at, 132 + 16 * row) for at in range(4))
        for row in range(4)
    )
    reading = read(document(sheet(1, Put(60, 80, "Actielijst", 12, bold=True), *puts, tables=(boxes,))))
    dues = find_deadlines(reading, date(2024, 5, 14))
    told = [(reading.document.at(due.expression), due.earliest, due.latest) for due in dues]
    assert told == [("31 mei", None, date(2024, 5, 31)), ("Q3", date(2024, 7, 1), date(2024, 9, 30))]
