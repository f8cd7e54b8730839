"""The part of the command line that serves pages: the search site, and the workspace."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

WEB = frozenset({"web", "review", "publish"})
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


def add_review(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    review = commands.add_parser(
        "review",
        help="look at what is proposed, decide, and release: the workspace in the browser",
        description="Serve the workspace over DIR: every finding with its page, decisions by keyboard, release.",
        epilog="exit status: 0 stopped, 2 wrong usage",
    )
    review.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    review.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    review.add_argument("--port", type=_port, default=8421, metavar="N", help="0: any that is free (default: 8421)")
    review.add_argument("--no-browser", action="store_true", help="do not open a browser")
    review.add_argument("--four-eyes", action="store_true", help="a second person must release")
    review.add_argument(
        "--user-header", default="", metavar="NAME", help="header in which a reverse proxy names the user"
    )
    review.add_argument(
        "--role-header",
        default="",
        metavar="NAME",
        help="header with the user's roles: lezer, behandelaar, tweede lezer, beheerder; parted by commas",
    )
    review.add_argument(
        "--proxy",
        action="append",
        metavar="ADDRESS",
        help="believe these headers from here only (default: this machine)",
    )


def add_publish(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    publish = commands.add_parser(
        "publish",
        help="make a folder for the public site of what was released in the workspace, and nothing else",
        description="Copy what a person released into SITE, with a store of its own, for `lakwerk web --out SITE`.",
        epilog="exit status: 0 done, 2 wrong usage",
    )
    publish.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    publish.add_argument("--to", required=True, type=Path, metavar="SITE", help="a new folder, or one made so before")


def carry_out_web(arguments: argparse.Namespace) -> int:
    """Serve until somebody stops it."""
    if arguments.command == "review":
        from flows.review_command import review  # here: help must not wait for a web server

        return review(arguments)
    if arguments.command == "publish":
        from flows.publish_command import publish

        return publish(arguments)
    from flows.web_command import web

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
