"""Answers for a monitor: /metrics and /health over plain HTTP, in a thread beside whatever else runs."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST

from flows.folder import Folder
from flows.gauges import health, written

SECONDS = 10  # for who opens a connection and asks nothing
JSON, TEXT = "application/json", "text/plain; charset=utf-8"


class Server:
    """A server that answers until it is closed; `address` is where."""

    def __init__(self, folder: Folder, address: tuple[str, int]) -> None:
        kind = _Server6 if ":" in address[0] else _Server
        self._server = kind(address, type("Answers", (_Answers,), {"folder": folder, "one_at_a_time": Lock()}))
        self.address: tuple[str, int] = self._server.socket.getsockname()[:2]
        self._thread = Thread(target=self._server.serve_forever, name="metrics", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; what is being answered ends with the program."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait(self) -> None:
        """Until somebody closes it."""
        self._thread.join()


def start_metrics(folder: Folder, address: tuple[str, int]) -> Server:
    """Answer at an address from now on, port 0 for any that is free; raises OSError where it cannot be had."""
    return Server(folder, address)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hangs up half-way is no trouble, and no trace is shown."""


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Answers(BaseHTTPRequestHandler):
    folder: Folder
    one_at_a_time: Lock
    timeout = SECONDS

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path not in ("/metrics", "/health"):
            self._answer(404, TEXT, b"")
            return
        with self.one_at_a_time:
            if path == "/metrics":
                self._answer(200, CONTENT_TYPE_LATEST, written(self.folder))
            else:
                fine, told = health(self.folder)
                self._answer(200 if fine else 503, JSON, told)

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *arguments: Any) -> None:
        """Who asks is not written down."""

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response_only(status)  # without the names of programs
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        for name, told in headers.items():
            self.send_header(name, told)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
