"""Terms of the Woo and the Awb, moved by the Algemene termijnenwet; holidays are computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import load_list
from flows.terms import decide_by, decide_by_extended, easter, holidays, is_old, object_by

DAYS = st.dates(date(2022, 5, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("received", "last", "why"),
    [
        ("2026-02-02", "2026-03-02", "four weeks, a Monday"),
        ("2026-02-07", "2026-03-09", "ends on Saturday"),
        ("2026-02-08", "2026-03-09", "ends on Sunday"),
        ("2026-03-06", "2026-04-07", "Good Friday, a weekend, Easter Monday"),
        ("2026-03-09", "2026-04-07", "Easter Monday"),
        ("2026-03-30", "2026-04-28", "King's Day"),
        ("2025-03-29", "2025-04-28", "King's Day on Saturday, for the 27th is a Sunday"),
        ("2025-03-30", "2025-04-28", "Sunday the 27th"),
        ("2026-04-07", "2026-05-06", "5 May, also in years that are no lustrum"),
        ("2026-04-16", "2026-05-15", "Ascension Day; the Friday after is by decree of a year and does not count here"),
        ("2026-04-27", "2026-05-26", "Whit Monday"),
        ("2025-11-27", "2025-12-29", "Christmas, and the weekend after"),
        ("2025-12-04", "2026-01-02", "New Year's Day"),
        ("2023-11-30", "2023-12-28", "a day between Christmas and New Year"),
        ("2024-02-01", "2024-02-29", "leap day"),
    ],
)
def test_last_day_to_decide(received: str, last: str, why: str) -> None:
    term = decide_by(date.fromisoformat(received))
    assert term.last.isoformat() == last, why
    assert term.moved == (term.last - date.fromisoformat(received) != timedelta(weeks=4))


@pytest.mark.parametrize(
    ("received", "last", "why"),
    [
        ("2026-02-02", "2026-03-16", "six weeks"),
        ("2026-03-09", "2026-04-20", "the first end was moved, the two weeks are counted from where it was"),
        ("2026-02-23", "2026-04-07", "the second end is Easter Monday"),
    ],
)
def test_last_day_to_decide_once_extended(received: str, last: str, why: str) -> None:
    assert decide_by_extended(date.fromisoformat(received)).last.isoformat() == last, why


@pytest.mark.parametrize(("sent", "last"), [("2026-04-20", "2026-06-01"), ("2026-04-13", "2026-05-26")])
def test_last_day_to_object(sent: str, last: str) -> None:
    assert object_by(date.fromisoformat(sent)).last.isoformat() == last


@given(received=DAYS)
def test_a_term_ends_on_a_working_day_at_most_five_days_late(received: date) -> None:
    term = decide_by(received)
    assert term.last.weekday() < 5
    assert term.last not in holidays(term.last.year)
    assert timedelta(weeks=4) <= term.last - received <= timedelta(weeks=4, days=5)


@pytest.mark.parametrize(
    "day", ["2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"]
)
def test_easter(day: str) -> None:
    assert easter(date.fromisoformat(day).year).isoformat() == day


def test_every_rule_of_a_holiday_has_a_source_and_an_example_that_holds() -> None:
    rows = load_list("flows", "holidays")["holiday"]
    assert [row["name"] for row in rows if row["example"] not in holidays(row["example"].year)] == []
    assert all("termijnenwet" in row["source"] for row in rows)
    assert len(holidays(2026)) == len(rows) == 9


@pytest.mark.parametrize(
    ("day", "old"), [("2021-03-31", True), ("2021-04-01", False), ("2021-04-02", False), ("2016-02-29", True)]
)
def test_information_is_old_after_five_years(day: str, old: bool) -> None:
    assert is_old(date.fromisoformat(day), date(2026, 4, 1)) is old
