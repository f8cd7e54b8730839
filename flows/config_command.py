"""`lakwerk config`: every setting that counts, and where it comes from."""

from __future__ import annotations

import json
import os
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flows.config import ENVIRONMENT, Config
from flows.config_options import leaves, told
from flows.cron import check_schedule
from flows.progress import say, warn
from flows.settings import WrongUsage

DONE, WRONG_USAGE = 0, 2
FILE, DEFAULT, VARIABLE, UNSET = "file", "default", "environment", "not set"
PASSWORD = re.compile(r"(?<=://)([^:/@]*):[^@]*(?=@)")
DUTCH = {DEFAULT: "standaard", VARIABLE: "uit de omgeving", UNSET: "niet ingesteld"}


class Setting(NamedTuple):
    """One setting: the table it stands in ("" for the top), its key, its value and where that comes from."""

    table: str
    key: str
    value: Any
    origin: str


def show_config(arguments: Namespace, config: Config) -> int:
    """Print what counts; exit status 2 where the schedule cannot be understood."""
    try:
        check_schedule(config)
        settings = list(_settings(config))
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    if arguments.json:
        say(json.dumps([each._asdict() for each in settings], indent=2, ensure_ascii=False))
        return DONE
    say(f"# {config.file or 'Geen instellingenbestand: alles staat zoals het standaard is.'}")
    for line in _lines(settings):
        say(line)
    return DONE


def _settings(config: Config) -> Iterator[Setting]:
    from flows.cli import parser  # here: the command line imports this module

    yield Setting("", "out", _plain(config.out), FILE if config.out else UNSET)
    for key, name in ENVIRONMENT.items():
        value = os.environ.get(name)
        origin = FILE if value and value == config.environment.get(key) else VARIABLE if value else UNSET
        yield Setting("", key, PASSWORD.sub(r"\1:***", value) if value else None, origin)
    for key, cron in config.schedule.items():
        yield Setting("schedule", key, cron, FILE)
    for source in config.sources:
        for key, value in source.items():
            yield Setting(f"source {source.get('name', '')}".strip(), key, _plain(value), FILE)
    for leaf in (each for each in leaves(parser()) if each.name[0] not in ENVIRONMENT):
        values = told(config, leaf)
        for key, action in leaf.options.items():
            value = values.get(key, action.default)
            origin = FILE if key in values else UNSET if value is None else DEFAULT
            if not (key == "out" and origin == FILE):
                yield Setting(".".join(leaf.name), key, _plain(value), origin)


def _lines(settings: list[Setting]) -> Iterator[str]:
    """As a settings file that says the same; what is not of a file is a comment."""
    table = ""
    for each in settings:
        if each.table != table:
            table = each.table
            yield ""
            yield f"[{table}]" if not table.startswith("source") else f"[[source]]  # {table.removeprefix('source ')}"
        value = "" if each.value is None else json.dumps(each.value, ensure_ascii=False)
        line = f"{each.key} = {value}".rstrip()
        yield line if each.origin == FILE else f"# {line}  ({DUTCH[each.origin]})"


def _plain(value: Any) -> Any:
    """A value as JSON and TOML know it."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return os.fspath(value) if isinstance(value, Path) else value if isinstance(value, int | str | None) else str(value)
