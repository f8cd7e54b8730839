"""The part of the command line that serves the search site."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

WEB = frozenset({"web"})
MOST_WORKERS = 4  # that are started without being asked for


def add_web(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    web = commands.add_parser(
        "web",
        help="serve a search site and an API over DIR",
        description="Serve what `lakwerk run` made of DIR: a search site for people, an API for programs.",
        epilog="exit status: 0 stopped, 2 wrong usage",
    )
    web.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    web.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    web.add_argument("--port", type=_port, default=8420, metavar="N", help="0: any that is free (default: 8420)")
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    web.add_argument(
        "--workers", type=_workers, default=workers, metavar="N", help="processes (default: cores, 4 at most)"
    )
    web.add_argument(
        "--user-header", default="", metavar="NAME", help="header in which a reverse proxy names the user who signed in"
    )
    web.add_argument(
        "--proxy", action="append", metavar="ADDRESS", help="believe that header from here only (default: this machine)"
    )


def carry_out_web(arguments: argparse.Namespace) -> int:
    """Serve until somebody stops it."""
    from flows.web_command import web  # here: help must not wait for a web server

    return web(arguments)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("must be 0 to 65535")
    return number


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError("must be 1 to 64")
    return number
