"""A door to a server on loopback that can be shut: what is connected is cut off, who comes is refused."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading


class Door:
    """Passes bytes on to a port of this machine. `shut` and `open` may be called from any thread."""

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._open = True
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._guard = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._receive, daemon=True).start()

    def shut(self) -> None:
        with self._guard:
            self._open = False
            for pair in self._pairs:
                _close(*pair)

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        self.shut()
        self._listening.close()

    def _receive(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            try:
                host = socket.create_connection(("127.0.0.1", self._behind)) if self._open else None
            except OSError:
                host = None
            if host is None:
                _close(visitor)
                continue
            with self._guard:
                self._pairs.add((visitor, host))
            threading.Thread(target=self._pass_on, args=(visitor, host), daemon=True).start()

    def _pass_on(self, visitor: socket.socket, host: socket.socket) -> None:
        ways = {visitor: host, host: visitor}
        with contextlib.suppress(OSError, ValueError), selectors.DefaultSelector() as selector:
            for end in ways:
                selector.register(end, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    data = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                    if not data:
                        raise OSError
                    ways[key.fileobj].sendall(data)  # type: ignore[index]
        with self._guard:
            self._pairs.discard((visitor, host))
        _close(visitor, host)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
