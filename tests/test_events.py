"""What people did is stored at once, in order, and shows when it was tampered with; what it comes to can be undone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.database import StoreTrouble
from corpus.events import Change, Event, Events, Outdated
from corpus.instructions import HIDE, SHOW, Instruction
from corpus.review import COMMENT, DECIDE, READY, REDO, REFUSE, RELEASE, RETURN, SEEN, UNDO, WITHDRAW, State, review


def told(text: str, what: str = HIDE) -> dict[str, Any]:
    ground = "5.1.2e" if what == HIDE else ""
    return {"instructions": [Instruction(what, text, 0, ground, "person", "", "els", "2026-01-01")._asdict()]}


@pytest.fixture
def events(tmp_path: Path) -> Events:
    return Events(tmp_path / "events.db")


def test_events_come_back_as_they_were_stored_and_count_for_each_document(events: Events) -> None:
    events.append("els", [Change("a", DECIDE, told("Jansen")), Change("b", SEEN, {"page": 2})])
    (last,) = events.append("piet", [Change("a", COMMENT, {"page": 0, "text": "é"})])
    assert [(each.document, each.version, each.who, each.kind) for each in events.since()] == [
        ("a", 1, "els", DECIDE), ("b", 1, "els", SEEN), ("a", 2, "piet", COMMENT),
    ]  # fmt: skip
    assert events.of("a", after=1) == (last,)
    assert {each.document for each in events.together(events.of("a")[0].action)} == {"a", "b"}
    assert events.broken() is None


def test_who_did_not_see_the_last_event_is_told_of_it_and_nothing_is_stored(events: Events) -> None:
    events.append("els", [Change("a", SEEN, {"page": 1})])
    with pytest.raises(Outdated) as outdated:
        events.append("piet", [Change("b", SEEN, {"page": 1}), Change("a", SEEN, {"page": 2}, expected=0)])
    assert [each.who for each in outdated.value.since] == ["els"]
    assert events.of("b") == ()


def test_of_two_who_act_at_once_on_what_they_see_one_is_first(events: Events) -> None:
    """Threads of one process and of others: each version is given out once."""
    refused: list[Outdated] = []

    def act(name: str) -> None:
        try:
            Events(events._file).append(name, [Change("a", SEEN, {"page": 1}, expected=0)])
        except Outdated as error:
            refused.append(error)

    threads = [Thread(target=act, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(events.of("a")), len(refused)) == (1, 7)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET who = 'piet' WHERE number = 2",
        "UPDATE events SET told = '{}' WHERE number = 1",
        "DELETE FROM events WHERE number = 2",
        "UPDATE events SET version = 9 WHERE number = 3",
    ],
)
def test_tampering_shows(events: Events, change: str) -> None:
    for text in ("een", "twee", "drie"):
        events.append("els", [Change("a", DECIDE, told(text))])
    with sqlite3.connect(events._file) as sql:
        sql.execute("DROP TRIGGER events_update")
        sql.execute(change)
    assert events.broken() is not None


def test_events_are_not_changed_by_accident(events: Events) -> None:
    events.append("els", [Change("a", SEEN, {"page": 1})])
    with sqlite3.connect(events._file) as sql, pytest.raises(sqlite3.IntegrityError, match="only added"):
        sql.execute("UPDATE events SET who = 'piet'")


def test_what_is_wiped_is_gone_from_the_file_and_the_others_stay_proven(events: Events) -> None:
    events.append("els", [Change("a", DECIDE, told("Geheimenstein")), Change("b", SEEN, {"page": 1})])
    assert events.forget("a") == 1
    assert b"Geheimenstein" not in events._file.read_bytes()
    assert (events.of("a"), len(events.of("b")), events.broken()) == ((), 1, None)


def test_the_file_is_its_owners_alone_and_a_damaged_one_is_told_in_dutch(tmp_path: Path) -> None:
    file = tmp_path / "events.db"
    Events(file)
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"x" * 4096)
    with pytest.raises(StoreTrouble, match="besluiten kunnen niet"):
        Events(file)


def fold(*kinds: str, who: str = "els") -> Any:
    """The review after events of these kinds; "undo" and "redo" take what the review says they would."""
    events: list[Event] = []
    for number, kind in enumerate(kinds, 1):
        now = review(events)
        turned = {UNDO: now.undo, REDO: now.redo}.get(kind)
        facts = {
            DECIDE: told(str(number)), REFUSE: {"ground": "5.1.2i", "why": "x"}, SEEN: {"page": number},
            COMMENT: {"page": 0, "text": "x"}, RELEASE: {"refused": now.refused is not None},
            UNDO: {"action": turned.action if turned else ""}, REDO: {"action": turned.action if turned else ""},
        }.get(kind, {"why": "x"})  # fmt: skip
        events.append(Event(number, "a", number, "2026", who, kind, facts, f"a{number}", "", ""))
    return review(events)


@pytest.mark.parametrize(
    ("kinds", "live", "undo", "redo"),
    [
        ((), [], None, None),
        ((DECIDE, DECIDE), ["1", "2"], 2, None),
        ((DECIDE, DECIDE, UNDO), ["1"], 1, 2),
        ((DECIDE, DECIDE, UNDO, UNDO), [], None, 1),
        ((DECIDE, DECIDE, UNDO, UNDO, REDO), ["1"], 1, 2),
        ((DECIDE, DECIDE, UNDO, UNDO, REDO, REDO), ["1", "2"], 2, None),
        ((DECIDE, UNDO, DECIDE), ["3"], 3, None),
        ((DECIDE, UNDO, REDO, UNDO), [], None, 1),
        ((DECIDE, SEEN, COMMENT), ["1"], 1, None),
        ((DECIDE, UNDO, SEEN), [], None, 1),
    ],
)
def test_undo_and_redo(kinds: tuple[str, ...], live: list[str], undo: int | None, redo: int | None) -> None:
    now = fold(*kinds)
    assert [each.text for each in now.instructions] == live
    assert (now.undo and now.undo.number, now.redo and now.redo.number) == (undo, redo)


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), State.NEW),
        ((SEEN,), State.IN_REVIEW),
        ((DECIDE, READY), State.SECOND),
        ((DECIDE, READY, DECIDE), State.IN_REVIEW),
        ((DECIDE, READY, UNDO), State.IN_REVIEW),
        ((DECIDE, READY, COMMENT), State.SECOND),
        ((DECIDE, READY, SEEN), State.SECOND),
        ((DECIDE, READY, RETURN), State.IN_REVIEW),
        ((DECIDE, RELEASE), State.RELEASED),
        ((REFUSE, RELEASE), State.REFUSED),
        ((DECIDE, RELEASE, WITHDRAW), State.IN_REVIEW),
        ((READY, RELEASE, WITHDRAW), State.IN_REVIEW),
    ],
)
def test_states(kinds: tuple[str, ...], state: State) -> None:
    """What was changed after it was handed on is not what the second reader was asked to look at."""
    assert fold(*kinds).state is state


class Model:
    """Undo and redo as everybody knows them: two stacks."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.undone: list[int] = []

    def do(self, kind: str, number: int) -> None:
        if kind == DECIDE:
            self.done.append(number)
            self.undone = []
        elif kind == UNDO and self.done:
            self.undone.append(self.done.pop())
        elif kind == REDO and self.undone:
            self.done.append(self.undone.pop())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([DECIDE, DECIDE, UNDO, REDO, SEEN]), max_size=25))
def test_undo_has_no_limit(kinds: list[str]) -> None:
    """Whatever is done, undone and done again: what counts is what two stacks say."""
    model, asked = Model(), []
    for kind in kinds:
        if (kind == UNDO and not model.done) or (kind == REDO and not model.undone):
            continue
        asked.append(kind)
        model.do(kind, len(asked))
    assert [int(each.text) for each in fold(*asked).instructions] == sorted(model.done)
    assert bool(fold(*asked).redo) == bool(model.undone)


def test_a_shown_wording_is_an_instruction_too() -> None:
    event = Event(1, "a", 1, "2026", "els", DECIDE, told("Jansen", SHOW), "x", "", "")
    assert review([event]).instructions[0].what == SHOW
