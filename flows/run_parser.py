"""The part of the command line that makes DIR: run."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    run = commands.add_parser(
        "run",
        help="redact documents and extract commitments, motions and deadlines",
        description="Process files and folders into DIR. What is done already is not done again.",
        epilog="exit status: 0 all done, 1 at least one document in quarantine, 2 wrong usage, 130 interrupted",
    )
    run.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="PDF, DOCX, ODT, DOC, RTF, EML, MSG, TIFF, PNG, JPEG, TXT, or a folder",
    )
    run.add_argument(
        "--files-from", type=Path, metavar="FILE", help="also these: paths, each closed by a NUL or a line"
    )
    run.add_argument("--out", required=True, type=Path, metavar="DIR", help="output folder; may not lie in PATH")
    run.add_argument("--jobs", type=positive, metavar="N", help="documents at a time (default: processor cores)")
    people = "CSV with a column 'name'"
    run.add_argument("--known-officials", type=Path, metavar="FILE", help=f"always redact these; {people}")
    run.add_argument(
        "--public-figures", type=Path, metavar="FILE", help=f"never redact these; {people}, optional role, from, to"
    )
    run.add_argument(
        "--profile",
        default="standard",
        metavar="NAME",
        help="standard, beslisnota, kamerbrief or woo-request, or a TOML file (docs/policy.md)",
    )
    run.add_argument(
        "--spacy-model", default="", metavar="NAME", help="also use this installed spaCy model, such as nl_core_news_lg"
    )
    run.add_argument(
        "--accept-changes",
        action="store_true",
        help="accept tracked changes and drop comments and hidden text of Word files, instead of refusing these",
    )
    run.add_argument(
        "--thorough",
        action="store_true",
        help="let the gate read every page of a redacted PDF by OCR, also those that were drawn letter by letter",
    )


def positive(text: str) -> int:
    """A number of at least one; argparse tells who typed another."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
