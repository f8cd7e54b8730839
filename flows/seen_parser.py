"""The part of the command line that is about seeing from outside how DIR is: status, metrics."""

from __future__ import annotations

import argparse
from pathlib import Path

SEEN = frozenset({"status", "metrics"})
OUT = "the folder of `lakwerk run`"


def add_seen(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands to a parser."""
    status = commands.add_parser(
        "status",
        help="how DIR is: the run that goes on, the last one, what waits for a person",
        description="Say in a page how DIR is. Reads at once, changes nothing, and names no document.",
        epilog="exit status: 0 fine, 1 something needs a person (marked with !), 2 DIR cannot be read",
    )
    status.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    status.add_argument("--json", action="store_true", help="print JSON")
    metrics = commands.add_parser(
        "metrics",
        help="the same for Prometheus: print, write for node_exporter, or serve with a health check",
        description="Tell how DIR is in the text format of Prometheus: numbers and codes, no name of anybody.",
        epilog="exit status: 0 done, 2 wrong usage",
    )
    metrics.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    where = metrics.add_mutually_exclusive_group()
    where.add_argument("--file", type=Path, metavar="FILE.prom", help="for the textfile collector of node_exporter")
    serve = "answer /metrics and /health there until somebody stops it, such as 127.0.0.1:9464"
    where.add_argument("--serve", type=address, metavar="HOST:PORT", help=serve)


def address(told: str) -> tuple[str, int]:
    """A host and a port as they are typed.

    >>> address("127.0.0.1:9464"), address("[::1]:0")
    (('127.0.0.1', 9464), ('::1', 0))
    """
    host, _, port = told.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise argparse.ArgumentTypeError("must be HOST:PORT, such as 127.0.0.1:9464")
    return host.removeprefix("[").removesuffix("]"), int(port)


def carry_out_seen(arguments: argparse.Namespace) -> int:
    """Do what one of the commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "status":
        from flows.status_command import status

        return status(arguments)
    from flows.metrics_command import metrics

    return metrics(arguments)
