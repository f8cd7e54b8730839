"""Words and filters on the command line, the same for search, feeds and saved searches."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

# Filters that may be given more than once, each with an example.
NARROWING = {
    "ministry": "BZK",
    "state": "open, fulfilled, adopted or rejected",
    "year": "2024",
    "sort": "kamerbrief",
    "dossier": "26643",
    "actor": "'minister van BZK'",
    "recipient": "'Tweede Kamer'",
    "member": "'Van Esch'",
}


def add_asked(parser: argparse.ArgumentParser, words: str) -> None:
    """Add words, --out and all filters to a parser; `words` is the help for the words."""
    parser.add_argument("words", nargs="*", metavar="WORDS", help=words)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    kinds = ("commitment", "motion", "deadline", "document")
    parser.add_argument("--kind", dest="only_kind", choices=kinds, help="only this kind")
    parser.add_argument("--due-before", type=date.fromisoformat, metavar="DATE", help="deadline before YYYY-MM-DD")
    parser.add_argument("--due-from", type=date.fromisoformat, metavar="DATE", help="deadline on or after YYYY-MM-DD")
    parser.add_argument("--overdue", type=date.fromisoformat, metavar="DATE", help="due before DATE and still open")
    for name, example in NARROWING.items():
        parser.add_argument(f"--{name}", action="append", metavar="VALUE", help=f"only this, such as {example}")
