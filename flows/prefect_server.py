"""Prefect's surroundings: a home of its own, a server of its own unless one is named, no telemetry, no logs.

Prefect reads its settings when it is imported, so these come first.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.guard import SERVER
from flows.settings import WrongUsage

API, POOL = "LAKWERK_PREFECT", "LAKWERK_POOL"
# What jobs and workers find in their environment: DIR, and where the workspace is.
SERVED, DESK = "LAKWERK_SERVED", "LAKWERK_DESK_URL"
AUTH, AUTH_FILE = "LAKWERK_PREFECT_AUTH", "LAKWERK_PREFECT_AUTH_FILE"
ROOT = str(Path(__file__).resolve().parents[1])
START_SECONDS = 120.0
END_SECONDS = 20.0


def surroundings(home: Path) -> dict[str, str]:
    """The environment that Prefect is imported in: the server that is named, else one that starts by itself."""
    named = os.environ.get(API, "")
    # Other users of the machine can reach a server on 127.0.0.1, and who can change a deployment can run programs.
    secret = _password() or ("" if named else f"lakwerk:{secrets.token_urlsafe(32)}")
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": named,  # else: a server that the user works with elsewhere is none of our business
        "PREFECT_API_KEY": "",
        **({"PREFECT_API_AUTH_STRING": secret, "PREFECT_SERVER_API_AUTH_STRING": secret} if secret else {}),
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false" if named else "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }


def _password() -> str:
    """The user and password that the server asks for, from the environment or the file that it names.

    Raises WrongUsage where that file cannot be read.
    """
    file = os.environ.get(AUTH_FILE)
    try:
        return os.environ.get(AUTH) or (Path(file).read_text("utf-8").strip() if file else "")
    except (OSError, UnicodeDecodeError):
        raise WrongUsage(f"{file}: het wachtwoord van Prefect ({AUTH_FILE}) kan niet worden gelezen.") from None


@contextmanager
def own_server(home: Path) -> Iterator[None]:
    """A server of ours on this machine, named in the environment as long as it runs.

    Raises WrongUsage where it does not start.
    """
    port, secret = _free_port(), f"lakwerk:{secrets.token_urlsafe(32)}"
    os.environ[API], os.environ[AUTH] = f"http://127.0.0.1:{port}/api", secret
    where = ("--host", "127.0.0.1", "--port", str(port))
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "--factory", SERVER, *where, "--log-level", "critical", "--lifespan", "on"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        umask=0o077,
        env={**os.environ, **surroundings(home), "PREFECT_UI_ENABLED": "0", "PREFECT_API_URL": ""},
    )
    try:
        _wait(server, os.environ[API])
        yield
    finally:
        del os.environ[API], os.environ[AUTH]
        server.terminate()
        try:
            server.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if answers(url):
            return
        time.sleep(0.1)
    raise WrongUsage("De server van Prefect begint niet. Kijk met lakwerk doctor wat er ontbreekt.")


def answers(url: str) -> bool:
    """Whether a Prefect server is there and well."""
    import httpx  # here: a run of a few documents asks no server

    try:
        return httpx.get(f"{url}/health", timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
