"""The part of the command line that tells others: calendar, feed, watch."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from flows.asked_parser import add_asked

WATCHING = frozenset({"calendar", "feed", "watch"})
_FOLDER = "the folder of `lakwerk run`"
_BASE = "where DIR is served on the web; gives links to pages"


def add_watching(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands to a parser."""
    _add_calendar(commands)
    _add_feed(commands)
    actions = commands.add_parser(
        "watch",
        help="save searches and send what is new",
        description="Keep searches in DIR and send what is new, with reminders of what falls due.",
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="save a search", description="Save a search under a name.")
    add.add_argument("name", metavar="NAME", help="what to call it")
    add_asked(add, words="as for `lakwerk search`")
    listed = actions.add_parser("list", help="show the saved searches", description="Show the saved searches of DIR.")
    listed.add_argument("--out", required=True, type=Path, metavar="DIR", help=_FOLDER)
    remove = actions.add_parser("remove", help="drop a saved search", description="Drop a saved search.")
    remove.add_argument("name", metavar="NAME", help="as `watch list` shows it")
    remove.add_argument("--out", required=True, type=Path, metavar="DIR", help=_FOLDER)
    _add_digest(actions)


def _add_calendar(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    calendar = commands.add_parser(
        "calendar",
        help="what is due, as a file for a calendar",
        description="Write the deadlines of commitments and motions as an iCalendar file.",
    )
    calendar.add_argument("--out", required=True, type=Path, metavar="DIR", help=_FOLDER)
    calendar.add_argument("--file", type=Path, metavar="FILE.ics", help="write there instead of DIR/deadlines.ics")
    calendar.add_argument("--todo", action="store_true", help="tasks with a due date instead of all-day events")
    calendar.add_argument("--base-url", metavar="URL", help=_BASE)
    calendar.add_argument("--ministry", metavar="ABBR", help="only what a document of this ministry tells, such as BZK")
    calendar.add_argument("--open", action="store_true", help="only commitments that are open")
    calendar.add_argument("--all", action="store_true", help="also what was fulfilled, rejected, withdrawn or lapsed")
    calendar.add_argument("--remind", type=_days, metavar="DAYS", help="an alarm so many days before each")


def _add_feed(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    feed = commands.add_parser(
        "feed", help="a search as an Atom feed", description="Write what a search finds as an Atom feed, newest first."
    )
    add_asked(feed, words="as for `lakwerk search`")
    feed.add_argument("--file", required=True, type=Path, metavar="FILE.xml", help="the file to write")
    feed.add_argument("--base-url", metavar="URL", help=_BASE)
    feed.add_argument("--limit", type=_days, default=50, metavar="N", help="at most N entries (default: 50)")


def _add_digest(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    digest = actions.add_parser(
        "digest",
        help="send what is new",
        description="Send each receiver what it was not told yet: new finds, and commitments near or past their day.",
        epilog="environment: LAKWERK_SMTP_USER and LAKWERK_SMTP_PASSWORD for a mail server that asks who you are, "
        "LAKWERK_HOOK_SECRET to sign what goes to a web address. "
        "Exit status: 0 all delivered, 2 wrong usage or not all delivered; what was not delivered is sent next time.",
    )
    digest.add_argument("--out", required=True, type=Path, metavar="DIR", help=_FOLDER)
    digest.add_argument("--mail-to", nargs="+", action="extend", metavar="ADDRESS", help="who gets it by mail")
    digest.add_argument("--smtp", metavar="HOST:PORT", help="the mail server; 465 is TLS, else STARTTLS if offered")
    digest.add_argument("--sender", metavar="ADDRESS", help="whom the mail is from")
    digest.add_argument("--hook", metavar="URL", help="POST it there as JSON")
    digest.add_argument("--base-url", metavar="URL", help=_BASE)
    digest.add_argument("--remind", type=_days, default=14, metavar="DAYS", help="what falls due so soon (default: 14)")
    digest.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DATE", help="reckon from this day (default: today)"
    )
    digest.add_argument("--dry-run", action="store_true", help="show what would be sent, and send nothing")


def carry_out(arguments: argparse.Namespace) -> int:
    """Do what one of the commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "calendar":
        from flows.calendar_command import calendar

        return calendar(arguments)
    if arguments.command == "feed":
        from flows.feed_command import feed

        return feed(arguments)
    if arguments.action == "digest":
        from flows.digest_command import digest

        return digest(arguments)
    from flows.watch_command import watch

    return watch(arguments)


def _days(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 3660:
        raise argparse.ArgumentTypeError("must be from 1 to 3660")
    return number
