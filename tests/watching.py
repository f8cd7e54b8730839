"""A folder as `lakwerk run` leaves it, made of records; and mail and web servers of this machine that can refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from recording import COMMITMENT, DEADLINE, record

from corpus.store import DONE, Placed, Store
from flows.cli import main


def promise(number: int, sentence: str, latest: str | None, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A commitment and its deadline; `changes` may be of either."""
    commitment = COMMITMENT | {"id": f"c{number}", "deadline": f"d{number}", "sentence": sentence, "action": sentence}
    due = DEADLINE | {
        "id": f"d{number}", "sentence": sentence, "latest": latest, "applies_to": [f"c{number}"], "text": "op tijd",
    }  # fmt: skip
    return (
        commitment | {key: value for key, value in changes.items() if key in commitment},
        due | {key: value for key, value in changes.items() if key in due and key != "text"},
    )


def letter(id: str, *promises: tuple[dict[str, Any], dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """The record of a letter with these promises."""
    return record(
        id * 32, commitments=[each[0] for each in promises], deadlines=[each[1] for each in promises], **changes
    )


def lay(root: Path, **records: dict[str, Any]) -> Path:
    """Write the records, the store and the threads; what is there already stays."""
    for name in ("records", "redacted", "confidential"):
        (root / name).mkdir(parents=True, exist_ok=True)
    store = Store(root / "lakwerk.db")
    for stem, one in records.items():
        (root / "records" / f"{stem}.json").write_text(json.dumps(one), "utf-8")
        store.save(Placed(one["document"]["id"], "f", stem, f"{stem}.pdf", DONE), one)
    store.close()
    assert main(["threads", "--out", str(root), "--json"]) == 0
    return root


class Mailbox:
    """What a mail server accepted; `answers` says what it answers to each mail first, "250 OK" afterwards."""

    def __init__(self, refused: frozenset[str] = frozenset()) -> None:
        self.mails: list[EmailMessage] = []
        self.receivers: list[list[str]] = []
        self.answers: list[str] = []
        self.refused = refused

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers and (answer := self.answers.pop(0)) != "250 OK":
            return answer
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.receivers.append(envelope.rcpt_tos)
        return "250 OK"


class _AnyPort(Controller):
    """A server on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(box: Mailbox, **settings: Any) -> Iterator[str]:
    """A mail server of this machine; its HOST:PORT comes back."""
    controller = _AnyPort(box, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


class Hook:
    """What a web server was sent; `answers` says the status of each call first, 204 afterwards; 0 is silence."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.over = Event()


@contextmanager
def web(hook: Hook) -> Iterator[str]:
    """A web server of this machine; its address comes back."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.calls.append((dict(self.headers), body))
            status = hook.answers.pop(0) if hook.answers else 204
            if not status:
                hook.over.wait(20)
                return
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", "/elders")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/geheim-pad"
    finally:
        hook.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
