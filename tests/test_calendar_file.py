"""Deadlines as iCalendar: what a calendar reads back, and what no calendar would forgive."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from recording import MOTION, record
from watching import lay, letter, promise

from flows.agenda import Item
from flows.calendar_file import as_calendar
from flows.cli import main
from flows.links import Links
from flows.turns import rule_from, turns

ITEM = Item(
    id="t1", key="t1:brief#c1", kind="commitment", who="minister van OCW", what="stuurt de brief", state="open",
    wording="voor de zomer", earliest=date(2025, 4, 1), latest=date(2025, 6, 30), recurrence=None,
    sentence="De minister van OCW stuurt de brief voor de zomer.", stem="brief", page=3, mentions=(),
    ministries=frozenset(), house=None, claimed_by=None,
)  # fmt: skip


def changed(**changes: Any) -> Item:
    facts = {name: getattr(ITEM, name) for name in Item.__slots__}
    return Item(**(facts | changes))


def made(*items: Item, base: str | None = None, **settings: Any) -> list[Any]:
    """The entries as a reader of calendars gives them back."""
    content = as_calendar(items, Links(Path("nergens"), base), **settings)
    return list(Calendar.from_ical(content).subcomponents)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return lay(
        tmp_path,
        brief=letter(
            "a",
            promise(1, "De minister stuurt het plan van aanpak vuurwerk.", "2025-06-30", earliest="2025-04-01"),
            promise(2, "De minister evalueert de wet kinderopvang.", None),
            promise(3, "De minister bezocht de molens.", "2025-03-01", status="fulfilled"),
            promise(4, "Het kabinet meldt de stand van de dijken.", "2025-07-04", recurrence="FREQ=YEARLY"),
            date="2025-01-10", ministry="OCW",
        ),
        ander=letter("b", promise(1, "De inspectie rapporteert over de bruggen.", "2025-08-31"), ministry="IenW"),
    )  # fmt: skip


def written(out: Path, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[list[Any], str]:
    capsys.readouterr()
    assert main(["calendar", "--out", str(out), *map(str, words)]) == 0
    return list(Calendar.from_ical((out / "deadlines.ics").read_bytes()).subcomponents), capsys.readouterr().out


def test_an_event_takes_the_whole_last_day_and_no_more() -> None:
    """DTEND is the day after (RFC 5545, 3.6.1), and the day stays free for meetings."""
    (event,) = made(ITEM)
    assert (event.name, event.decoded("dtstart"), event.decoded("dtend")) == (
        "VEVENT", date(2025, 6, 30), date(2025, 7, 1),
    )  # fmt: skip
    assert event["transp"] == "TRANSPARENT"


def test_the_interval_and_the_wording_come_along() -> None:
    """A last day is never told as if it were the only one."""
    (event,) = made(ITEM)
    lines = as_calendar([ITEM], Links(Path("nergens"))).decode().splitlines()
    assert "X-LAKWERK-EARLIEST;VALUE=DATE:20250401" in lines
    assert "X-LAKWERK-LATEST;VALUE=DATE:20250630" in lines
    assert "voor de zomer (1 april 2025 tot en met 30 juni 2025)" in event["description"]
    assert ITEM.sentence in event["description"]
    assert event["summary"] == "Minister van OCW: stuurt de brief"


STATES = [
    ("open", None, "CONFIRMED", "NEEDS-ACTION"),
    ("unknown", None, "TENTATIVE", "NEEDS-ACTION"),
    ("partly fulfilled", None, "CONFIRMED", "IN-PROCESS"),
    ("fulfilled", None, "CONFIRMED", "COMPLETED"),
    ("not fulfilled", None, "CONFIRMED", "NEEDS-ACTION"),
    ("lapsed", None, "CANCELLED", "CANCELLED"),
    ("submitted", None, "TENTATIVE", "NEEDS-ACTION"),
    ("adopted", None, "CONFIRMED", "NEEDS-ACTION"),
    ("adopted", "brief#m1", "CONFIRMED", "IN-PROCESS"),
    ("rejected", None, "CANCELLED", "CANCELLED"),
    ("withdrawn", None, "CANCELLED", "CANCELLED"),
]


@pytest.mark.parametrize(("state", "claimed", "event", "todo"), STATES)
def test_each_state_is_a_status_that_its_sort_of_entry_may_have(
    state: str, claimed: str | None, event: str, todo: str
) -> None:
    """NEEDS-ACTION is no status of an event (RFC 5545, 3.8.1.11)."""
    item = changed(state=state, claimed_by=claimed)
    assert [made(item)[0]["status"], made(item, todo=True)[0]["status"]] == [event, todo]


def test_a_task_is_due_on_the_last_day() -> None:
    (todo,) = made(ITEM, todo=True)
    assert (todo.name, todo.decoded("due")) == ("VTODO", date(2025, 6, 30))
    assert "DTSTART" not in todo


def test_a_task_that_comes_back_starts_before_it_is_due() -> None:
    """RFC 5545, 3.8.2.3 and 3.8.5.3: a rule needs a start, and DUE lies after it."""
    (todo,) = made(changed(recurrence="FREQ=YEARLY"), todo=True)
    assert todo.decoded("dtstart") < todo.decoded("due")
    assert todo["rrule"].to_ical() == b"FREQ=YEARLY"


@pytest.mark.parametrize(("todo", "related"), [(False, None), (True, "END")])
def test_an_alarm_goes_so_many_days_before(todo: bool, related: str | None) -> None:
    """Of a task the end counts: it has no start."""
    (alarm,) = made(ITEM, todo=todo, remind=14)[0].subcomponents
    assert alarm.decoded("trigger") == timedelta(days=-14)
    assert alarm["trigger"].params.get("RELATED") == related
    assert alarm["action"] == "DISPLAY"


ADDRESSES = [
    ("brief", "https://x.nl/woo/redacted/brief.pdf#page=3"),
    ("é 1", "https://x.nl/woo/redacted/%C3%A9%201.pdf#page=3"),
]


@pytest.mark.parametrize(("stem", "address"), ADDRESSES)
def test_an_entry_leads_to_its_page(stem: str, address: str) -> None:
    (event,) = made(changed(stem=stem), base="https://x.nl/woo")
    assert event["url"] == address


def test_a_text_file_has_no_page_in_its_address(tmp_path: Path) -> None:
    (tmp_path / "redacted").mkdir()
    (tmp_path / "redacted" / "brief.txt").touch()
    assert Links.of(tmp_path, "https://x.nl/").page("brief", 3) == "https://x.nl/redacted/brief.txt"


def test_two_threads_that_chance_gave_one_id_are_two_entries() -> None:
    """A calendar keeps one entry of a UID and drops the other."""
    events = made(ITEM, changed(key="t1:ander#c1"), changed(id="t2", key="t2:z#c1"))
    assert len({event["uid"] for event in events}) == 3
    assert events[2]["uid"] == "t2@lakwerk"


READABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=300)


@given(READABLE.filter(str.strip), READABLE, READABLE)
def test_whatever_a_document_says_is_read_back(sentence: str, what: str, stem: str) -> None:
    """Folded at 75 octets, CRLF at each end; commas, backslashes and letters of any script survive."""
    content = as_calendar([changed(sentence=sentence, what=what, stem=stem)], Links(Path("nergens"), "https://x.nl"))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    (event,) = Calendar.from_ical(content).subcomponents
    assert f"Zin: “{' '.join(sentence.split())}”" in event["description"].split("\n")
    assert event.errors == []


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\uffff", "\x7f"])
def test_a_sign_that_no_file_may_hold_goes(sign: str) -> None:
    (event,) = made(changed(sentence=f"De brief{sign} komt.\r\nEND:VEVENT"))
    assert "Zin: “De brief komt. END:VEVENT”" in event["description"]


def test_the_command_leaves_out_what_is_done_and_what_has_no_day_and_says_so(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events, told = written(out, capsys)
    assert [event.decoded("dtstart").isoformat() for event in events] == ["2025-06-30", "2025-07-04", "2025-08-31"]
    assert "3 termijnen." in told
    assert "Weggelaten zonder laatste dag: 1." in told
    assert "vervallen: 1 (met --all" in told


ASKED: list[tuple[tuple[str, ...], int]] = [
    (("--all",), 4),
    (("--ministry", "ienw"), 1),
    (("--ministry", "BZK"), 0),
    (("--open",), 3),
]


@pytest.mark.parametrize(("words", "amount"), ASKED)
def test_the_filters(out: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], amount: int) -> None:
    assert len(written(out, capsys, *words)[0]) == amount


def test_a_motion_is_no_open_commitment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    due = promise(1, "x", "2025-06-30")[1] | {"applies_to": ["m1"]}
    lay(tmp_path, motie=record(motions=[MOTION], deadlines=[due]))
    assert written(tmp_path, capsys)[0][0]["summary"] == "Motie Van Esch: toezicht op algoritmen (aangenomen)"
    assert written(tmp_path, capsys, "--open")[0] == []


def test_the_same_threads_give_the_same_bytes_whatever_the_clock_says(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The stamp is the date of the newest document."""
    events, _ = written(out, capsys)
    before = (out / "deadlines.ics").read_bytes()
    written(out, capsys)
    assert (out / "deadlines.ics").read_bytes() == before
    assert b"DTSTAMP:20250110T000000Z" in before
    assert events[0]["sequence"] == 0


def test_a_day_that_was_moved_keeps_its_entry(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One UID, a higher number, the day and the page of the letter that moved it."""
    sentence = "De minister stuurt het plan van aanpak vuurwerk."
    lay(out, later=letter("c", promise(1, sentence, "2025-10-01", page=7), date="2025-06-01", ministry="OCW"))
    moved = [each for each in written(out, capsys, "--base-url", "https://x.nl")[0] if "vuurwerk" in each["summary"]]
    assert [(each.decoded("dtstart").isoformat(), each["sequence"]) for each in moved] == [("2025-10-01", 1)]
    assert moved[0]["url"] == "https://x.nl/redacted/later.pdf#page=7"
    assert "2025-06-01 uitgesteld: later, pagina 7" in moved[0]["description"]


def test_what_the_house_says_counts(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A promise that the House holds for kept is not in the calendar."""
    file = out / "threads.json"
    whole = json.loads(file.read_text())
    for row in whole["threads"]:
        row["house"] = {"number": "TZ202501-001", "status": "fulfilled"}
    file.write_text(json.dumps(whole))
    assert written(out, capsys)[0] == []
    done = written(out, capsys, "--all", "--todo")[0]
    assert {each["status"] for each in done} == {"COMPLETED"}
    assert "Tweede Kamer TZ202501-001: nagekomen" in done[0]["description"]


WRONG = [
    (("--base-url", "ftp://x.nl"), "geef een adres"),
    (("--base-url", "https://x.nl/a b"), "geef een adres"),
    (("--file", "/bestaat-niet/x.ics"), "kan niet worden geschreven"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_cannot_be_done_is_said(
    out: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert main(["calendar", "--out", str(out), *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{", '{"threads": [{"due": 3}]}', '{"threads": [3]}', '{"threads": 3}'])
def test_damaged_threads_are_named(out: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (out / "threads.json").write_text(content)
    assert main(["calendar", "--out", str(out)]) == 2
    assert "threads.json: dit bestand is beschadigd" in capsys.readouterr().err


def test_a_folder_without_documents_gives_no_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "--out", str(tmp_path / "leeg")]) == 2
    assert "geen stukken" in capsys.readouterr().err
    assert not (tmp_path / "leeg").exists()


TURNS = [
    ("FREQ=MONTHLY;INTERVAL=3", "2025-03-31", ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]),
    ("FREQ=MONTHLY;INTERVAL=6", "2025-05-30", ["2025-05-30", "2025-11-30"]),
    ("FREQ=YEARLY", "2024-02-29", ["2024-02-29", "2025-02-28"]),
    ("FREQ=YEARLY", "2024-07-04", ["2024-07-04", "2025-07-04"]),
    ("FREQ=WEEKLY", "2025-12-20", ["2025-12-20", "2025-12-27"]),
    ("FREQ=MONTHLY", "2025-11-15", ["2025-11-15", "2025-12-15"]),
    (None, "2025-03-31", ["2025-03-31"]),
    ("FREQ=SECONDLY", "2025-03-31", ["2025-03-31"]),
    ("FREQ=YEARLY", "2026-07-04", []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "last", "days"), TURNS)
def test_no_turn_is_lost_in_a_short_month(rule: str | None, last: str, days: list[str]) -> None:
    """RFC 5545 skips 31 June; a promise of each quarter does not."""
    known = turns(rule, date.fromisoformat(last), date(2025, 12, 31))
    assert [day.isoformat() for day in known] == days


@given(
    st.dates(date(2010, 1, 1), date(2035, 12, 31)),
    st.sampled_from([0, 1]),
    st.sampled_from(["YEARLY", "MONTHLY;INTERVAL=3"]),
)
def test_the_first_turn_is_the_day_itself_and_each_one_comes(last: date, before: int, often: str) -> None:
    """Whatever the day: the rule begins with it, and no turn is more than a few days off its distance."""
    start = last - timedelta(days=before)
    rule = rule_from(f"FREQ={often}", start, last)
    assert rule
    year = [each.date() for each in rrulestr(rule, dtstart=_noon(start))[:5]]
    assert year[0] == start
    length = 365 if often == "YEARLY" else 91
    assert all(abs((b - a).days - length) <= 4 for a, b in pairwise(year))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
