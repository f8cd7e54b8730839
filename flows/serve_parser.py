"""The part of the command line that keeps going: config, serve, worker."""

from __future__ import annotations

import argparse
from pathlib import Path

from flows.config import Config
from flows.seen_parser import address

SERVING = frozenset({"config", "serve", "worker"})


def add_serving(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands to a parser."""
    config = commands.add_parser(
        "config",
        help="show which settings count, and where each comes from",
        description="Print every setting that counts now, as a settings file; what is a default is commented.",
    )
    config.add_argument("--json", action="store_true", help="print JSON")
    serve = commands.add_parser(
        "serve",
        help="watch the sources and carry out the schedule of the settings file",
        description="Serve Prefect deployments: runs over new documents, calendars, digests, backups, retention.",
        epilog="Ends at SIGTERM or Ctrl-C; a document that is being done is done again by the next run.",
    )
    serve.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    often = "look so often at the sources (default: 60; 0: never)"
    serve.add_argument("--every", type=_number, default=60, metavar="SECONDS", help=often)
    serve.add_argument("--desk-url", metavar="URL", help="where `lakwerk review` is reached; Prefect shows the link")
    where = "answer /metrics and /health there, such as 127.0.0.1:9464"
    serve.add_argument("--metrics", type=address, metavar="HOST:PORT", help=where)
    worker = commands.add_parser(
        "worker",
        help="do documents for a run on this or another machine",
        description="Take documents from Prefect's work pool (setting `pool`); DIR must be the same folder here.",
    )
    worker.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    worker.add_argument("--name", metavar="NAME", help="what Prefect calls it (default: host and process)")
    worker.add_argument("--limit", type=_number, metavar="N", help="handfuls of documents at a time (default: cores)")


def carry_out_serving(arguments: argparse.Namespace, config: Config) -> int:
    """Do what one of the three commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "config":
        from flows.config_command import show_config

        return show_config(arguments, config)
    if arguments.command == "serve":
        from flows.serve_command import serve

        return serve(arguments, config)
    from flows.worker_command import worker

    return worker(arguments)


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number
