"""The command `lakwerk`. Each command's modules are imported inside it, so that search and help start at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.asked_parser import add_asked
from flows.backup_parser import BACKUP, add_backup, carry_out_backup
from flows.config import OPTION, VARIABLE, Config, named, read_config, use
from flows.config_options import commands, lay_under
from flows.keeping_parser import KEEPING, add_keeping, carry_out_keeping
from flows.paperwork_parser import PAPERWORK, add_paperwork, carry_out_paperwork
from flows.progress import warn
from flows.register_parser import REGISTERS, add_registers, carry_out_registers
from flows.run_parser import add_run, positive
from flows.seen_parser import SEEN, add_seen, carry_out_seen
from flows.serve_parser import SERVING, add_serving, carry_out_serving
from flows.settings import WrongUsage
from flows.thread_parser import THREADED, add_threaded, carry_out
from flows.watch_parser import WATCHING, add_watching
from flows.watch_parser import carry_out as carry_out_watching
from flows.web_parser import WEB, add_publish, add_review, add_web, carry_out_web

WRONG_USAGE = 2
CLOSED = 141  # as a shell says of a program whose reader went away
WORK = "flows.pipeline:process"
NO_CONFIG = Config()
ADDED = (
    add_threaded,
    add_watching,
    add_keeping,
    add_seen,
    add_backup,
    add_registers,
    add_paperwork,
    add_review,
    add_publish,
    add_web,
    add_serving,
)
SEARCHING = frozenset({"search", "feed", "watch"})  # commands that take words
EPILOG = """\
examples:
  lakwerk run letters/ --out out
  lakwerk run nota.pdf scan.tif --out out --jobs 4 --known-officials officials.csv
  lakwerk search "algoritme toezicht" --out out --kind commitment
  lakwerk search --out out --kind commitment --due-before 2026-01-01
  lakwerk verify redacted.pdf --against out/confidential/nota.json
  lakwerk threads --out out --open --overdue 2026-01-01
  lakwerk explain letter-ocw#c1 --out out
  lakwerk paperwork --out out --case 2026-031 --prefix MINBZK --received 2026-03-09
  lakwerk review --out out
  lakwerk publish --out out --to site
  lakwerk web --out site
  lakwerk --config lakwerk.toml serve
"""
QUERY = """\
words:
  kamer informeren      both words               "voor de zomer"   these words in a row
  motie OF toezegging   either of the two        algoritm*         words that begin so
  -begroting            not this word (also: NIET begroting)
  toets NABIJ model     at most ten words between them
"""


def main(argv: Sequence[str] | None = None, *, work: str = WORK) -> int:
    """Run the command line; `work` names the function that does one document."""
    try:
        return _main(argv, work)
    except BrokenPipeError:
        # "| head" has seen enough; what Python would still write has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED


def _main(argv: Sequence[str] | None, work: str) -> int:
    file, typed = named(sys.argv[1:] if argv is None else argv)
    try:
        config = read_config(file, commands(parser()))
        arguments = parse(typed, config)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    use(config)
    if arguments.command in SERVING:
        return carry_out_serving(arguments, config)
    if arguments.command == "run":
        from flows.ahead import start_ahead  # here: searching must not wait for it

        start_ahead(arguments, work)
        from flows.run_command import run

        return run(arguments, work)
    if arguments.command == "verify":
        from flows.verify_command import verify

        return verify(arguments)
    if arguments.command in THREADED:
        return carry_out(arguments)
    if arguments.command in WATCHING:
        return carry_out_watching(arguments)
    if arguments.command in KEEPING:
        return carry_out_keeping(arguments)
    if arguments.command in SEEN:
        return carry_out_seen(arguments)
    if arguments.command in BACKUP:
        return carry_out_backup(arguments)
    if arguments.command in REGISTERS:
        return carry_out_registers(arguments)
    if arguments.command in WEB:
        return carry_out_web(arguments)
    if arguments.command in PAPERWORK:
        return carry_out_paperwork(arguments)
    if arguments.export:
        from flows.export_command import export

        return export(arguments)
    from flows.search_command import show  # here: help must not wait for it

    return show(arguments)


def parse(argv: Sequence[str], config: Config = NO_CONFIG) -> argparse.Namespace:
    """The command line as values, over those of a settings file; ends the program where it cannot be understood.

    Raises WrongUsage where the file holds what cannot be.
    """
    top = parser()
    lay_under(top, config, argv)
    arguments, rest = top.parse_known_args(_shielded(argv))
    # argparse takes one run of words only: "kamer --out DIR informeren" leaves the second to us.
    options = [word for word in rest if word.startswith("-")]
    if options or (rest and not hasattr(arguments, "words")):
        top.error(f"unrecognized arguments: {' '.join(options or rest)}")
    if rest:
        arguments.words += rest
    return arguments


def parser() -> argparse.ArgumentParser:
    """What can be typed; help is English, the programs' answers are Dutch."""
    top = argparse.ArgumentParser(
        prog="lakwerk",
        description="Redact Dutch policy correspondence for the Woo, and find what it promises and by when.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(OPTION, metavar="FILE", help=f"settings (docs/operate.md); also by {VARIABLE}; may stand anywhere")
    found = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_run(found)
    _add_search(found)
    _add_verify(found)
    for add in ADDED:
        add(found)
    return top


def _add_search(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = commands.add_parser(
        "search",
        help="search the redacted text and the records",
        description="Search what `lakwerk run` made of DIR.",
        epilog=QUERY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_asked(search, words="see below; none: all that the filters leave")
    search.add_argument("--order", choices=("best", "due", "newest"), help="what comes first (default: best)")
    search.add_argument("--facets", action="store_true", help="also say how many hits have which values")
    search.add_argument("--limit", type=positive, metavar="N", help="at most N hits (default: 20; all in an export)")
    search.add_argument("--json", action="store_true", help="print JSON")
    formats = ".csv, .xlsx, .jsonl, .parquet, or .json for the House"
    search.add_argument("--export", type=Path, metavar="FILE", help=f"write all hits to FILE: {formats}")


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="look at a redacted PDF, of whatever program, and say what it still gives away",
        description="Look at a redacted PDF, also one that another program made, and say what it still gives away.",
        epilog="exit status: 0 nothing that is wrong for sure, 1 something is, or it cannot be read, 2 wrong usage",
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="the redacted PDF")
    verify.add_argument(
        "--against", type=Path, metavar="JSON", help="what was to be hidden: a file of DIR/confidential"
    )


def _shielded(argv: Sequence[str]) -> list[str]:
    """`lakwerk search kamer -begroting`: a word with "-" is no option; argparse takes it from behind a blank."""
    if not argv or argv[0] not in SEARCHING:
        return list(argv)
    known = ("--", "-h")
    return [f" {word}" if word.startswith("-") and not word.startswith(known) else word for word in argv]


if __name__ == "__main__":
    sys.exit(main())
