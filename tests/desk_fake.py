"""A server that says what the real one says to the document view, in memory, with made documents."""

from __future__ import annotations

import copy
import re
import time
from pathlib import Path
from typing import Any

import desk_made
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from review.desk.pages import modules

DESK = Path(__file__).resolve().parents[1] / "review" / "desk"
DOCUMENT, TOKEN, USER = "0123456789abcdef0123456789abcdef", "geheim", "a.jansma"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TELLS = {
    "accept": "Beslist", "hide": "Gelakt", "show": "Blijft staan", "ground": "Grond gewijzigd", "extent": "Gewijzigd",
    "box": "Gelakt", "delete": "Weggehaald", "text": "Overal in dit stuk", "person": "Overal", "page": "Bladzijde",
    "refuse": "Stuk geweigerd", "seen": "Bekeken", "comment": "Opmerking geplaatst", "ready": "Klaar",
    "return": "Teruggegeven", "reopen": "Opnieuw geopend",
}  # fmt: skip


class Desk:
    """One document, who did what with it, and what a test makes of the next action."""

    def __init__(self, pages: int = 6, each: int = 6, name: str = "Nota algoritmeregister.pdf") -> None:
        self.name, self.version, self.state = name, 1, "in behandeling"
        self.pages = [_page(number) for number in range(1, pages + 1)]
        self.findings: list[dict[str, Any]] = desk_made.findings(pages, each)
        self.comments: list[dict[str, Any]] = []
        self.undone: list[tuple[str, Any]] = []
        self.done: list[tuple[str, Any]] = []
        self.actions: list[dict[str, Any]] = []
        self.someone_first = False
        self.held = self.lost = ""
        self.refusal, self.slow = 0, 0.0  # a status; seconds before words are told
        self.may = {"decide": True, "comment": True, "ready": True, "release": False}

    def stand(self) -> dict[str, Any]:
        return {
            "id": DOCUMENT, "name": self.name, "pages": self.pages, "findings": self.findings,
            "twins": [{"id": "f" * 32, "name": "Nota algoritmeregister (kopie).pdf"}],
            "grounds": [{"code": code, "name": name} for code, name in desk_made.GROUNDS], **self.head(),
        }  # fmt: skip

    def head(self) -> dict[str, Any]:
        left = sum(each["doubt"] and not each["by"] for each in self.findings)
        return {
            "version": self.version, "state": self.state, "comments": self.comments,
            "undo": self.done[-1][0] if self.done else None, "redo": self.undone[-1][0] if self.undone else None,
            "may": self.may, "lost": self.lost,
            "counts": {
                "doubt": left, "decided": sum(bool(each["by"]) for each in self.findings), "all": len(self.findings),
                "hidden": sum(each["verdict"] == "redact" for each in self.findings),
            },
        }  # fmt: skip

    def act(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Does an action and says what changed."""
        before = copy.deepcopy(self.findings)
        told = self._do(asked)
        self.version += 1
        old, new = ({each["id"]: each for each in found} for found in (before, self.findings))
        return {
            "changed": [each for name, each in new.items() if each != old.get(name)],
            "removed": [name for name in old if name not in new], "others": 2 * (asked["do"] == "person"),
            "pages_looked": [each["number"] for each in self.pages if each["looked"]], "told": told, **self.head(),
        }  # fmt: skip

    def _do(self, asked: dict[str, Any]) -> str:
        what = asked["do"]
        if what in {"undo", "redo"}:
            come, go = (self.done, self.undone) if what == "undo" else (self.undone, self.done)
            label, kept = come.pop()
            go.append((label, self.findings))
            self.findings = kept
            return f"{'Ongedaan' if what == 'undo' else 'Opnieuw'}: {label}."
        finding = next((each for each in self.findings if each["id"] == asked.get("finding")), None)
        label = f"{TELLS[what]}: {finding['text'] or 'beeld'}" if finding else TELLS[what]
        if what not in {"comment", "seen", "ready", "return"}:
            self.done.append((label, copy.deepcopy(self.findings)))
            self.undone.clear()
        self._change(what, asked, finding)
        return f"{label}."

    def _change(self, what: str, asked: dict[str, Any], finding: dict[str, Any] | None) -> None:
        if what == "comment":
            number = len(self.comments) + 1
            told = {"number": number, "at": "2026-03-02T09:15:00+01:00", "who": USER}
            self.comments = [*self.comments, told | {"page": asked["page"], "text": asked["text"]}]
        elif what == "seen":
            self.pages[asked["page"] - 1]["looked"] = True
        elif what == "ready":
            self.state = "tweede lezer"
        elif what == "return":
            self.state = "in behandeling"
        elif what == "box":
            self._add(asked)
        elif what in {"text", "person"}:
            for each in self.findings:
                if each["text"] == asked["text"]:
                    self._decide(each, asked["what"], asked.get("ground", ""))
        elif finding and what == "extent":
            end = asked["end"]
            finding |= {"id": f"f{asked['start']}-{end}", "start": asked["start"], "end": end, "by": USER}
        elif finding and what == "delete":
            self.findings.remove(finding)
        elif finding and what == "ground":
            finding |= {"ground": asked["ground"], "by": USER}
        elif finding:
            self._decide(finding, {"accept": finding["verdict"]}.get(what, what), asked.get("ground", ""))

    def _decide(self, finding: dict[str, Any], what: str, ground: str) -> None:
        hide = what in {"hide", "redact"}
        finding |= {"verdict": "redact" if hide else "keep", "ground": (ground or "5.1.2e") if hide else "", "by": USER}

    def _add(self, asked: dict[str, Any]) -> None:
        made = {
            "id": f"m9-{self.version}", "page": asked["page"], "boxes": [asked["box"]], "text": None,
            "verdict": "redact", "ground": asked["ground"], "category": "other", "kind": "kader",
            "reason": "Met de hand getekend.", "rule": "hand", "score": 1, "doubt": False, "by": USER, "look": False,
            "start": None, "end": None,
        }  # fmt: skip
        at = next((i for i, each in enumerate(self.findings) if each["page"] > asked["page"]), len(self.findings))
        self.findings.insert(at, made)


def _page(number: int) -> dict[str, Any]:
    wide, high = desk_made.size(number)
    return {"number": number, "width": wide, "height": high, "looked": False, "sample": number == 5}


def make(desk: Desk) -> FastAPI:
    """The application over one document, with the answers and the policy of the real server."""
    app = FastAPI()
    templates = Environment(loader=FileSystemLoader(DESK / "templates"), autoescape=True, undefined=StrictUndefined,
                            trim_blocks=True, lstrip_blocks=True)  # fmt: skip

    @app.middleware("http")
    async def guard(request: Request, call: Any) -> Response:
        answer: Response = await call(request)
        answer.headers["content-security-policy"] = POLICY
        return answer

    @app.get("/stuk/{name}")
    def page(name: str) -> HTMLResponse:
        document = {"id": name, "name": desk.name, "state": desk.state, "pages": len(desk.pages), "held": desk.held}
        around = {"user": USER, "token": TOKEN, "path": f"/stuk/{name}", "four_eyes": True}
        return HTMLResponse(
            templates.get_template("document.html").render(document=document, modules=modules(), **around)
        )

    @app.get("/stuk/{name}/stand.json")
    def stand() -> JSONResponse:
        return JSONResponse(desk.stand())

    @app.get("/stuk/{name}/versie.json")
    def version() -> dict[str, Any]:
        return {"version": desk.version, "state": desk.state}

    @app.get("/stuk/{name}/bladzijde/{number}.png")
    def picture(number: int, b: int) -> Response:
        return Response(
            desk_made.picture(number, b), media_type="image/png", headers={"cache-control": "private, max-age=3600"}
        )

    @app.get("/stuk/{name}/woorden/{number}.json")
    def words(number: int) -> list[desk_made.Word]:
        time.sleep(desk.slow)
        return desk_made.words(number)

    @app.post("/stuk/{name}/zoek.json")
    def search(asked: dict[str, str]) -> dict[str, Any]:
        return _search(desk, asked["q"])

    @app.post("/stuk/{name}/handeling")
    def act(request: Request, asked: dict[str, Any]) -> JSONResponse:
        return _answer(desk, request.headers.get("x-lakwerk-formulier"), asked)

    app.mount("/desk", StaticFiles(directory=DESK / "static"))
    return app


def _search(desk: Desk, asked: str) -> dict[str, Any]:
    hits = []
    for page in (each for each in desk.pages if desk_made.words(each["number"])):
        for row, line in enumerate(desk_made.LINES):
            for found in re.finditer(re.escape(asked), line, re.IGNORECASE):
                run = [word for word in desk_made.words(page["number"]) if word[1] == 150.0 + row * desk_made.LINE]
                words = [word for word in run if word[4] in asked.split()]
                boxes = [[words[0][0], words[0][1], words[-1][2], words[-1][3]]] if words else []
                before, after = line[: found.start()], line[found.end() :]
                hits.append({"page": page["number"], "boxes": boxes, "before": before, "text": found[0],
                             "after": after, "hidden": row == 1})  # fmt: skip
    return {"q": asked, "hits": hits, "total": len(hits), "elsewhere": 3}


def _answer(desk: Desk, token: str | None, asked: dict[str, Any]) -> JSONResponse:
    problem = "application/problem+json"
    if token != TOKEN:
        return JSONResponse({"title": "Niet toegestaan", "detail": "Laad de pagina opnieuw."}, 403, media_type=problem)
    if desk.refusal:
        status, desk.refusal = desk.refusal, 0
        return JSONResponse({"title": "Kan niet", "detail": "Deze grond past hier niet."}, status, media_type=problem)
    if desk.someone_first:
        desk.someone_first = False
        desk.version += 1
    if asked["version"] != desk.version:
        since = [
            {"number": 7, "at": "2026-03-02T09:20:00+01:00", "who": "b.smit", "told": "Gelakt: Koninkrijksrelaties"}
        ]
        told = {"title": "Iemand was eerder", "detail": "Het stuk is intussen gewijzigd.", "version": desk.version}
        return JSONResponse(told | {"since": since, "yours": "Lakken: M. Jansen"}, 409, media_type=problem)
    desk.actions.append(asked)
    return JSONResponse(desk.act(asked))
