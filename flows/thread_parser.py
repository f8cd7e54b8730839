"""The part of the command line that is about threads and single records: threads, explain, import, export."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

THREADED = frozenset({"threads", "explain", "import", "export"})


def add_threaded(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the four commands to a parser."""
    threads = commands.add_parser(
        "threads",
        help="what became of each commitment and motion, across documents",
        description="Follow each commitment and motion through the documents of DIR; correct what belongs together.",
    )
    threads.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    threads.add_argument("--kind", choices=("commitment", "motion"), help="only this kind")
    threads.add_argument("--open", action="store_true", help="only commitments that are not fulfilled")
    threads.add_argument("--overdue", type=date.fromisoformat, metavar="DATE", help="only what was due before DATE")
    pair = ("RECORD", "RECORD")
    threads.add_argument("--join", nargs=2, metavar=pair, help="these two are one; a record is STEM#c1 or STEM#m1")
    threads.add_argument("--part", nargs=2, metavar=pair, help="these two are not one")
    threads.add_argument("--json", action="store_true", help="print JSON")
    explain = commands.add_parser(
        "explain",
        help="why a record says what it says",
        description="Show the sentence, the rule, the days and the place on the page behind a record.",
    )
    explain.add_argument("record", metavar="RECORD", help="STEM#c1, STEM#m1 or STEM#d1; STEM is a name in DIR/records")
    explain.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    take = commands.add_parser(
        "import",
        help="take in the House's open data and match it",
        description="Take in OData JSON of the House (Toezegging, Zaak of kind Motie, Besluit) and match it with DIR.",
    )
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON as the House's open data gives it")
    take.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    give = commands.add_parser(
        "export",
        help="give out commitments or motions in the field names of the House's open data",
        description="Print the threads of DIR as OData entities of the House.",
    )
    give.add_argument("kind", choices=("commitment", "motion"), help="Toezegging, or Zaak of kind Motie")
    give.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    give.add_argument("--file", type=Path, metavar="FILE", help="write there instead of on the screen")


def carry_out(arguments: argparse.Namespace) -> int:
    """Do what one of the four commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "threads":
        from flows.thread_command import threads

        return threads(arguments)
    if arguments.command == "explain":
        from flows.explain_command import explain

        return explain(arguments)
    from flows.house_command import give_out, take_in

    return take_in(arguments) if arguments.command == "import" else give_out(arguments)
