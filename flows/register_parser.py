"""The part of the command line that is about the registers of office holders."""

from __future__ import annotations

import argparse
from pathlib import Path

REGISTERS = frozenset({"registers"})


def add_registers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    registers = commands.add_parser(
        "registers",
        help="take in who holds public office now: ministers, state secretaries, members of both Houses",
        description="Compare new lists with the register of office holders, show what is new, and keep it if asked.",
        epilog="exit status: 0 done, 2 wrong usage. Nothing is written without --yes.",
    )
    registers.add_argument("action", choices=("update",), help="what to do")
    given = "JSON of the House's open data (Persoon, FractieZetelPersoon), or CSV with name, role, from, to"
    registers.add_argument("files", nargs="+", type=Path, metavar="FILE", help=given)
    place = "the folder that LAKWERK_REGISTERS names (default: that one)"
    registers.add_argument("--registers", type=Path, metavar="FOLDER", help=place)
    registers.add_argument("--yes", action="store_true", help="keep what is new")


def carry_out_registers(arguments: argparse.Namespace) -> int:
    """Do what the command asks; its module is imported here, so that help starts at once."""
    from flows.register_command import update

    return update(arguments)
