"""The workspace is killed in the middle of work: what it said it stored is there, whole, when it comes back."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path
from typing import Any, NamedTuple

import desk_large
import httpx
import pytest
from desk_serving import Client, Served, serving

from corpus.events import Event, Events
from corpus.review import review

ID, OTHER = "5" * 32, "6" * 32
ACTIONS, HANDS = 50, 3
ROUNDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 20))]


class Done(NamedTuple):
    """An action that was acknowledged: what must be its number in its document, and what was told of it."""

    id: str
    version: int
    told: str


class Worker:
    """Three hands that do what comes to mind in two documents, each at the version that it saw last."""

    def __init__(self, served: Served, seed: int) -> None:
        self.served, self.done = served, list[Done]()
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._at = random.Random(seed).randrange(5, ACTIONS)
        self._hands = [threading.Thread(target=self._work, args=(seed * HANDS + hand,)) for hand in range(HANDS)]
        self.conflicts = 0

    def work(self) -> None:
        """Until the server is killed, or all is done."""
        for hand in self._hands:
            hand.start()
        for hand in self._hands:
            hand.join(300)

    def _work(self, seed: int) -> None:
        chance, client = random.Random(seed), Client(self.served)
        seen: dict[str, Any] = {id: client.stand(id) for id in (ID, OTHER)}
        try:
            while not self._stop.is_set():
                id = chance.choice((ID, OTHER))
                do, more = _thought_of(chance, seen[id])
                answer = client.do(id, do, seen[id]["version"], **more)
                if answer.status_code == 200:
                    self._note(Done(id, seen[id]["version"] + 1, answer.json()["told"]))
                elif answer.status_code == 409:
                    self.conflicts += 1
                else:
                    assert answer.status_code in (404, 422), answer.text
                if answer.status_code == 409 or chance.random() < 0.5:  # else it goes on with what it saw
                    seen[id] = client.stand(id)
                elif answer.status_code == 200:
                    seen[id]["version"] = answer.json()["version"]
        except httpx.TransportError:
            assert self._stop.is_set()

    def _note(self, done: Done) -> None:
        with self._lock:
            self.done.append(done)
            if len(self.done) >= self._at and not self._stop.is_set():
                self._stop.set()
                os.killpg(self.served.process.pid, signal.SIGKILL)


def _thought_of(chance: random.Random, told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    finding = chance.choice(told["findings"])["id"]
    left, top = chance.uniform(20, 300), chance.uniform(60, 700)
    choices: list[tuple[str, dict[str, Any]]] = [
        ("hide", {"finding": finding}),
        ("show", {"finding": finding}),
        ("ground", {"finding": finding, "ground": chance.choice(("5.1.2i", "5.1.1d"))}),
        ("box", {"page": 1, "box": [left, top, left + 90, top + 16], "ground": "5.1.2e", "snap": False}),
        ("undo", {}),
        ("redo", {}),
        ("comment", {"page": 0, "text": f"Opmerking {chance.random()}"}),
    ]
    return chance.choice(choices)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    desk_large.add(tmp_path / "out", ID, 1)
    desk_large.add(tmp_path / "out", OTHER, 3)
    return tmp_path / "out"


@pytest.mark.parametrize("seed", ROUNDS)
def test_no_acknowledged_action_is_missing_after_a_kill(out: Path, seed: int) -> None:
    """What each hand was told is in the file, in that order; at most one more for each hand was on its way."""
    with serving(out) as served:
        worker = Worker(served, seed)
        worker.work()
        assert served.process.wait(60) == -signal.SIGKILL
    events = Events(out / "confidential" / "events.db")
    assert events.broken() is None
    stored = {(event.document, event.version): event for event in events.since()}
    assert len(stored) <= len(worker.done) + HANDS
    assert [each for each in worker.done if not _tells(stored.get((each.id, each.version)), each.told)] == []
    with serving(out) as again:
        client = Client(again)
        for id in (ID, OTHER):
            assert client.stand(id)["version"] == events.version(id)
            (boxes, shown, comments), told = _by_hand(client.stand(id)), _folded(events.of(id))
            assert (boxes, comments) == (told[0], told[2])
            assert shown <= told[1]  # a box that was drawn over a shown name hides it
        now = client.stand(ID)
        assert client.do(ID, "comment", now["version"], page=0, text="Verder.").status_code == 200


def _tells(event: Event | None, told: str) -> bool:
    """Whether an event is what a hand was told: "Gelakt: …." is its label, undo and redo name another's."""
    if event is None:
        return False
    if event.kind == "comment":
        return told == "Opmerking bewaard."
    label = str(event.told.get("label", ""))
    return told.startswith(f"{label}.") if label else told.startswith(("Teruggedraaid: ", "Opnieuw gedaan: "))


def _by_hand(told: dict[str, Any]) -> tuple[int, int, int]:
    boxes = [each for each in told["findings"] if each["id"].startswith("b")]
    shown = [each for each in told["findings"] if each["verdict"] == "keep"]
    return len(boxes), len(shown), len(told["comments"])


def _folded(events: tuple[Event, ...]) -> tuple[int, int, int]:
    """Boxes, findings that are shown, and comments, counted from the events: the last word on a wording counts."""
    found = review(events)
    last: dict[tuple[Any, ...], str] = {}
    for each in found.instructions:
        last[each.text, each.page, each.nth, tuple(each.box or ())] = each.what
    boxes = [key for key, what in last.items() if key[3] and what == "hide"]
    shown = [key for key, what in last.items() if key[0] and what == "show"]
    return len(boxes), len(shown), len(found.comments)
