"""One settings file for every command: what stands in it, read strictly.

A table is called as the command is, and a key as its option: `[run]` with `jobs = 2` stands for `lakwerk run --jobs 2`.
What is typed beats the environment, and that beats the file. An unknown key is an error, so that no setting is silent.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flows.settings import WrongUsage

VARIABLE = "LAKWERK_CONFIG"
OPTION = "--config"
# Keys that stand for a variable of the environment. Passwords have none: they do not belong in this file.
ENVIRONMENT = MappingProxyType(
    {
        "database": "LAKWERK_DATABASE",
        "registers": "LAKWERK_REGISTERS",
        "user": "LAKWERK_USER",
        "log": "LAKWERK_LOG",
        "prefect": "LAKWERK_PREFECT",
        "pool": "LAKWERK_POOL",
    }
)
PLACES = frozenset({"registers"})
# What a schedule can start, and the command that it is.
JOBS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "run": ("run",),
        "calendar": ("calendar",),
        "digest": ("watch", "digest"),
        "publish": ("publish",),
        "backup": ("backup",),
        "forget": ("forget",),
    }
)


@dataclass(frozen=True, slots=True)
class Config:
    """A settings file. `commands` holds the tables of commands as they were read; `sources` those of the sources."""

    file: Path | None = None
    out: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    schedule: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Mapping[str, Any], ...] = ()
    commands: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def place(self, path: str) -> Path:
        """A path of the file: from the folder that the file lies in, wherever a command is given."""
        return (self.file.parent if self.file else Path.cwd()) / path

    def wrong(self, where: str, why: str) -> WrongUsage:
        return WrongUsage(f"{self.file}: {where}: {why}")


def named(argv: Sequence[str], environment: Mapping[str, str] = os.environ) -> tuple[Path | None, list[str]]:
    """The settings file that is meant, and what was typed without it."""
    rest, file = list(argv), environment.get(VARIABLE) or None
    for at, word in enumerate(argv):
        if word == "--":
            break
        if word == OPTION and at + 1 < len(argv):
            return Path(argv[at + 1]), [*argv[:at], *argv[at + 2 :]]
        if word.startswith(f"{OPTION}="):
            return Path(word.removeprefix(f"{OPTION}=")), [*argv[:at], *argv[at + 1 :]]
    return (Path(file) if file else None), rest


def read_config(file: Path | None, commands: Collection[str]) -> Config:
    """What the file says; raises WrongUsage that names the key, where it says what cannot be."""
    if file is None:
        return Config()
    file = file.absolute()
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise WrongUsage(f"{file}: dit instellingenbestand kan niet worden gelezen ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{file}: dit is geen geldig TOML-bestand: {error}.") from None
    empty = Config(file)
    known = ["out", *ENVIRONMENT, "schedule", "source", *commands]
    for key, value in told.items():
        check_known(empty, key, known, "sleutel of tabel")
        if key not in ("out", "source", *ENVIRONMENT) and not isinstance(value, dict):
            raise empty.wrong(key, f"dit is een tabel: zet [{key}] op een regel, met de sleutels eronder.")
    return _made(empty, told, commands)


def _made(empty: Config, told: Mapping[str, Any], commands: Collection[str]) -> Config:
    out = _text(empty, "out", told["out"]) if "out" in told else None
    sources = told.get("source", [])
    if not isinstance(sources, list) or not all(isinstance(each, dict) for each in sources):
        raise empty.wrong("source", "zet [[source]] boven elke bron.")
    return Config(
        file=empty.file,
        out=empty.place(out) if out else None,
        environment={key: _environment(empty, key, told[key]) for key in ENVIRONMENT if key in told},
        schedule=_schedule(empty, told.get("schedule", {})),
        sources=tuple(sources),
        commands={name: told[name] for name in commands if name in told},
    )


def use(config: Config, environment: MutableMapping[str, str] = os.environ) -> None:
    """Let the file's settings of the environment count where the environment itself has none."""
    for key, value in config.environment.items():
        environment.setdefault(ENVIRONMENT[key], value)


def check_known(config: Config, key: str, known: Collection[str], what: str, table: str = "") -> None:
    """Raise WrongUsage for a key that nobody reads, with the one that was probably meant."""
    if key in known:
        return
    near = difflib.get_close_matches(key, known, 1, 0.5)
    meant = f" Bedoelt u {near[0]}?" if near else f" Bekend zijn: {', '.join(sorted(known))}."
    raise config.wrong(f"[{table}] {key}" if table else key, f"deze {what} is onbekend.{meant}")


def _schedule(config: Config, table: Mapping[str, Any]) -> dict[str, str]:
    for key in table:
        check_known(config, key, JOBS, "taak", "schedule")
    return {key: _text(config, f"[schedule] {key}", value) for key, value in table.items()}


def _environment(config: Config, key: str, value: Any) -> str:
    text = _text(config, key, value)
    return os.fspath(config.place(text)) if key in PLACES else text


def _text(config: Config, where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise config.wrong(where, "hier hoort een tekst tussen aanhalingstekens.")
    return value
