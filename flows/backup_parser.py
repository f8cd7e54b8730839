"""The part of the command line that keeps DIR safe: backup, restore."""

from __future__ import annotations

import argparse
from pathlib import Path

BACKUP = frozenset({"backup", "restore"})


def add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the two commands to a parser."""
    backup = commands.add_parser(
        "backup",
        help="copy all of DIR that cannot be made again into one file",
        description="Write DIR, with its key and its trail, into one file with a list of hashes. DIR may be in use.",
        epilog="exit status: 0 done, 2 wrong usage. The file is confidential: it holds what DIR/confidential holds.",
    )
    backup.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of `lakwerk run`")
    backup.add_argument(
        "--to",
        required=True,
        type=Path,
        metavar="FILE.tar",
        help="where it goes; {date} or {weekday} in it is filled in",
    )
    restore = commands.add_parser(
        "restore",
        help="put a backup back into an empty folder",
        description="Check a backup, put it back into DIR at once or not at all, and say what doctor finds there.",
        epilog="exit status: 0 nothing is wrong, 1 restored and something is wrong there, 2 nothing was restored",
    )
    restore.add_argument("file", type=Path, metavar="FILE.tar", help="what `lakwerk backup` wrote")
    restore.add_argument("--to", required=True, type=Path, metavar="DIR", help="a new or empty folder")


def carry_out_backup(arguments: argparse.Namespace) -> int:
    """Do what one of the two commands asks; its modules are imported here, so that help starts at once."""
    if arguments.command == "backup":
        from flows.backup_command import backup

        return backup(arguments)
    from flows.restore_command import restore

    return restore(arguments)
