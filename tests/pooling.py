"""Several machines on one: PostgreSQL, a Prefect server, workers and a run, each of which can be killed."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import postgres
from severed import Door

HERE = Path(__file__).resolve().parent
RUN = """
import sys
import flows.pool, flows.run_command
from flows.cli import main
flows.run_command.DIRECT_LIMIT = 0
# A test has no half minute for each fault.
flows.pool.SILENT_SECONDS, flows.pool.PENDING_SECONDS = 10.0, 12.0
sys.exit(main(work="faking:process"))
"""


@dataclass
class Site:
    """Everything that runs; `databases` is the door to both databases."""

    out: Path
    home: Path
    databases: Door
    environment: dict[str, str]
    prefect_database: str
    port: int
    server: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    running: subprocess.Popen[bytes] | None = None

    def start_server(self) -> None:
        self.server = self._start(
            ["-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--host", "127.0.0.1"],
            ["--port", str(self.port), "--log-level", "critical", "--lifespan", "on"],
            PREFECT_HOME=str(self.home / "server"),
            PREFECT_API_DATABASE_CONNECTION_URL=self.prefect_database,
            PREFECT_SERVER_API_AUTH_STRING=self.environment["LAKWERK_PREFECT_AUTH"],
            PREFECT_SERVER_ANALYTICS_ENABLED="false",
            PREFECT_SERVER_LOGGING_LEVEL="CRITICAL",
            PREFECT_UI_ENABLED="0",
        )

    def wait_for_server(self, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{self.port}/api/health", timeout=5).status_code == httpx.codes.OK:
                    return
            time.sleep(0.2)
        raise AssertionError("Prefect's server does not come")

    def start_worker(self) -> None:
        self.workers.append(
            self._start(["-m", "flows.cli", "worker", "--out", str(self.out)], ["--limit", "1"], **self.environment)
        )

    def start_run(self, source: Path) -> None:
        words = ["run", str(source), "--out", str(self.out), "--jobs", "1"]
        self.running = self._start(["-c", RUN], words, **self.environment)

    def _start(self, program: list[str], words: list[str], **environment: str) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([str(HERE.parent), str(HERE)])
        return subprocess.Popen(
            [sys.executable, *program, *words],
            env={**os.environ, "PYTHONPATH": path, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end(self) -> None:
        for process in (self.running, *self.workers, self.server):
            if process is not None:
                kill(process)
        for worker in children_of(str(self.out)):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The power goes: the process and all that it started in its own group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(mark: str) -> Iterator[int]:
    """Flow runs that a killed worker left behind, by the DIR in their environment."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"LAKWERK_SERVED={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                yield int(place.name)


@contextmanager
def site(out: Path, home: Path) -> Iterator[Site]:
    """Databases and a server that answers; workers and runs are for the test to start."""
    with ExitStack() as opened:
        address = opened.enter_context(postgres.server())
        store, prefect = postgres.new_database(address), postgres.new_database(address)
        door = Door(int(address.rpartition(":")[2]))
        opened.callback(door.close)

        def by_door(url: str) -> str:
            return url.replace(address.rpartition("@")[2], f"127.0.0.1:{door.port}")

        port = free_port()
        made = Site(
            out,
            home,
            door,
            {
                "LAKWERK_DATABASE": by_door(store),
                "LAKWERK_PREFECT": f"http://127.0.0.1:{port}/api",
                "LAKWERK_PREFECT_AUTH": f"lakwerk:{secrets.token_hex(8)}",
                "LAKWERK_POOL": "lakwerk",
            },
            by_door(prefect).replace("+psycopg", "+asyncpg"),
            port,
        )
        opened.callback(made.end)
        made.start_server()
        made.wait_for_server()
        yield made


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: Any = listening.getsockname()[1]
        return int(port)
