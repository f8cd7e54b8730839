"""The part of the command line that is about the papers of a decision: paperwork."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

PAPERWORK = frozenset({"paperwork"})
# Woo-verzoeken en -besluiten: what goes with a decision on a request (Woo art. 3.3, second paragraph, under i).
CATEGORY = "2i"


def add_paperwork(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    paper = commands.add_parser(
        "paperwork",
        help="make the papers of a Woo decision: lists for the platform, draft letter, sitemap, figures",
        description="Make DIR/paperwork from what `lakwerk run` made of DIR: productierapport, upload folder, "
        "inventarislijst, besluit.docx, sitemap.xml and figures.",
        epilog="exit status: 0 done, 1 done, and documents in quarantine wait for a judgement, 2 wrong usage",
    )
    paper.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    paper.add_argument("--case", required=True, metavar="MATTER", help="the matter on the platform, such as 2026-031")
    paper.add_argument("--prefix", required=True, metavar="PREFIX", help="the prefix of your organisation's documents")
    paper.add_argument("--title", default="", metavar="TEXT", help="the name of the decision")
    paper.add_argument("--request", default="", metavar="TEXT", help="what was asked, for the letter; no names")
    paper.add_argument("--request-number", default="", metavar="NUMBER", help="zaaknummer of the request; several by ;")
    paper.add_argument("--received", type=date.fromisoformat, metavar="DATE", help="day on which the request came in")
    paper.add_argument("--decided", type=date.fromisoformat, metavar="DATE", help="day of the decision")
    paper.add_argument("--ministry", default="", metavar="ABBR", help="who decides and publishes, such as BZK")
    paper.add_argument(
        "--category", default=CATEGORY, metavar="CODE", help=f"information category of the Woo (default: {CATEGORY})"
    )
    paper.add_argument(
        "--base-url", default="", metavar="URL", help="where the files will lie; with --decided gives sitemap.xml"
    )
    paper.add_argument(
        "--reviewed", action="store_true", help="offer only what a person released in the workspace (`lakwerk review`)"
    )
    paper.add_argument(
        "--judgements",
        type=Path,
        metavar="FILE",
        help="your judgement of single documents (docs/operate.md)",
    )


def carry_out_paperwork(arguments: argparse.Namespace) -> int:
    """Do what the command asks; its modules are imported here, so that help starts at once."""
    from flows.paperwork_command import paperwork

    return paperwork(arguments)
