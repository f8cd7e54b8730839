"""A workplace of made documents in memory, for tests of the desk without the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
from conftest import write
from fastapi.testclient import TestClient

from corpus.decisions import Category, Decision, Verdict
from corpus.document import Span
from corpus.events import Change, Events
from corpus.galley import Galley, write_galley
from corpus.review import RELEASE, WITHDRAW
from corpus.trail import Entry, Fact
from review.desk.accounts import FORM, form_of, person_of, secret_of
from review.desk.app import make_desk
from review.desk.door import KEY
from review.desk.workplace import Listed, Preview, Rules, Running

USER, ROLE = "X-User", "X-Role"
ALONE = Rules("Els")
PROXIED = Rules("", True, USER, ROLE, ("testclient",))


class Made:
    """The Workplace of review/desk/workplace.py over texts: each is a document, in which names are hidden."""

    def __init__(self, folder: Path, texts: dict[str, str], hidden: Iterable[str] = (), rules: Rules = ALONE) -> None:
        self.folder, self.texts = folder, texts
        self.events = Events(folder / "events.db")
        self.rules = rules
        self.index_file = folder / "desk.db"
        self.facts: list[Fact] = []
        self.let_go: list[str] = []
        rule = (Category.PERSON, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.9)
        for id, text in texts.items():
            document = replace(write(text), id=id)
            there = [each for each in hidden if each in document.text]
            spans = [Span(at := document.text.index(each), at + len(each)) for each in there]
            write_galley(self.galley(id), Galley(document, tuple(Decision(span, *rule) for span in spans)), None)

    def documents(self) -> tuple[Listed, ...]:
        return tuple(Listed(id, id, f"{id}.pdf", "", "", "", "", 1, 0, "", "") for id in self.texts)

    def document(self, id: str) -> Listed | None:
        return next((each for each in self.documents() if each.id == id), None)

    def galley(self, id: str) -> Path:
        return self.folder / f"{id}.zip"

    def pages(self, id: str) -> Path | None:
        return None

    def record(self, id: str) -> dict[str, Any] | None:
        return None

    def placed(self, id: str, ending: str) -> Path | None:
        return None

    def running(self) -> Running | None:
        return None

    def note(self, fact: Fact) -> None:
        self.facts.append(fact)

    def trail(self) -> Iterable[Entry]:
        return ()

    def preview(self, id: str, *, again: bool = False) -> Preview:
        return Preview(self.events.version(id), "klaar")

    def seen_preview(self, id: str) -> Preview | None:
        return None

    def previewed(self, id: str, ending: str) -> Path | None:
        return None

    def release(self, id: str, version: int, who: str) -> str:
        self.events.append(who, [Change(id, RELEASE, {}, version)])
        self.let_go.append(id)
        return ""

    def withdraw(self, id: str, who: str, why: str) -> None:
        self.events.append(who, [Change(id, WITHDRAW, {"why": why})])

    def released(self, id: str, ending: str) -> Path | None:
        return None


class Browser:
    """A browser of somebody: with the key of this machine's user, or with a name and roles that the proxy tells."""

    def __init__(self, made: Made, name: str = "", roles: str = "") -> None:
        self.made, self.headers = made, {USER: name.encode(), ROLE: roles.encode()} if name else {}
        app = make_desk(made)
        app.state.desk.index.fill({id: made.galley(id) for id in made.texts})
        host = "http://localhost" if not name else "http://werkplek.test"
        self.client = TestClient(app, base_url=host, headers=self.headers, follow_redirects=False)
        self.key = made.events.key()
        if not name:
            self.client.get("/", params={KEY: secret_of(self.key)})
        scope: dict[str, Any] = {
            "headers": [(key.lower().encode(), value) for key, value in self.headers.items()],
            "client": ("testclient", 1),
        }
        person = person_of(scope, made.rules, {"lakwerk-werkplek": secret_of(self.key)}, secret_of(self.key))
        self.token = form_of(self.key, person) if person else ""

    def act(self, id: str, **asked: Any) -> httpx.Response:
        asked = {"version": self.made.events.version(id), **asked}
        return self.client.post(f"/stuk/{id}/handeling", json=asked, headers={FORM: self.token})

    def search(self, id: str, q: str) -> dict[str, Any]:
        told: dict[str, Any] = self.client.post(
            f"/stuk/{id}/zoek.json", json={"q": q}, headers={FORM: self.token}
        ).json()
        return told

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return self.client.post(path, data={"formulier": self.token, **fields})

    def findings(self, id: str) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for each in self.client.get(f"/stuk/{id}/stand.json").json()["findings"]}
