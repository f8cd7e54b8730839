"""The part of the command line that is about keeping DIR: doctor, trail, report, forget, decide."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from flows.run_parser import positive

KEEPING = frozenset({"doctor", "trail", "report", "forget", "decide"})
OUT = "the folder of `lakwerk run`"


def add_keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the five commands to a parser."""
    doctor = commands.add_parser(
        "doctor",
        help="look whether the machine and DIR are sound, and say what to do",
        description="Look at the programs, the lists, DIR, its store and its trail; mend the store from the records.",
        epilog="exit status: 0 nothing is wrong, 1 something is, 2 wrong usage",
    )
    doctor.add_argument("--out", type=Path, metavar="DIR", help=f"{OUT}; without it only the machine is looked at")
    doctor.add_argument("--rebuild", action="store_true", help="make lakwerk.db anew from the records of DIR")
    trail = commands.add_parser(
        "trail",
        help="who did what in DIR, when, on which ground and why",
        description="Print the trail of DIR and check that no row was changed or taken out.",
        epilog="exit status: 0 the trail is whole, 1 it is not, 2 wrong usage",
    )
    trail.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    trail.add_argument("--document", metavar="STEM", help="only this document: its name in DIR/records, or its id")
    trail.add_argument("--json", action="store_true", help="print JSON")
    _add_report(commands)
    forget = commands.add_parser(
        "forget",
        help="wipe the findings of released documents, and their originals if asked",
        description="Wipe what DIR/confidential holds of released documents. What is published stays.",
    )
    forget.add_argument("stems", nargs="*", metavar="STEM", help="a name in DIR/records")
    forget.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    permitted = "which decision allows it, such as 'selectielijst BZK 2024, 12.3' (Archiefwet); kept in the receipt"
    forget.add_argument("--permitted-by", required=True, metavar="TEXT", help=permitted)
    forget.add_argument("--originals", action="store_true", help="wipe the files that were read as well")
    days = "instead of STEM: all that was released in the workspace so long ago"
    forget.add_argument("--released-days", type=positive, metavar="DAYS", help=days)
    _add_decide(commands)


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser(
        "report",
        help="account for the use of Lakwerk: its figures, settings and what people changed, in Dutch",
        description="Write the accountability text (docs/verantwoording.md) with the settings and figures of DIR.",
        epilog="No name and no wording of a document is in it. What is in square brackets is yours to fill in.",
    )
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    report.add_argument("--file", required=True, type=Path, metavar="FILE", help="where it goes: .md or .docx")
    report.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day it bears (default: today)")


def _add_decide(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    decide = commands.add_parser(
        "decide",
        help="say what goes or stays in a document, whatever the rules say",
        description="Say what goes or stays in a document of DIR. The next `lakwerk run` makes it so.",
        epilog="What is hidden by hand and not found again by a later run puts the document in quarantine.",
    )
    decide.add_argument("stem", metavar="STEM", help="a name in DIR/records or DIR/quarantine")
    decide.add_argument("--out", required=True, type=Path, metavar="DIR", help=OUT)
    what = decide.add_mutually_exclusive_group(required=True)
    what.add_argument("--hide", metavar="TEXT", help="this text goes, as it stands in the document")
    what.add_argument("--show", metavar="TEXT", help="this text stays readable")
    place = "this place goes: words, pictures and ink in it; points from the top left of the page as displayed"
    what.add_argument("--box", metavar="PAGE:X0,TOP,X1,BOTTOM", help=place)
    what.add_argument("--undo", action="store_true", help="take back the last instruction about this document")
    what.add_argument("--list", action="store_true", help="show the instructions about this document")
    decide.add_argument("--page", type=int, metavar="N", help="only on this page (default: everywhere)")
    decide.add_argument("--ground", default="5.1.2e", metavar="CODE", help="why it goes, by the Woo (default: 5.1.2e)")
    categories = ("person", "phone", "email", "signature", "bsn", "iban", "address", "other")
    decide.add_argument("--category", default="person", choices=categories, help="what it is (default: person)")
    decide.add_argument("--why", metavar="TEXT", help="your reason; kept with the instruction and in the trail")


def carry_out_keeping(arguments: argparse.Namespace) -> int:
    """Do what one of the five commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "doctor":
        from flows.doctor_command import doctor

        return doctor(arguments)
    if arguments.command == "trail":
        from flows.trail_command import show_trail

        return show_trail(arguments)
    if arguments.command == "report":
        from flows.report_command import report

        return report(arguments)
    if arguments.command == "decide":
        from flows.decide_command import decide

        return decide(arguments)
    from flows.forget_command import forget

    return forget(arguments)
