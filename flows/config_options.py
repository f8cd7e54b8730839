"""Lays the tables of a settings file under the options of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from flows.config import ENVIRONMENT, Config, check_known

SKIPPED = ("help",)
MANY = ("+", "*")


class Leaf(NamedTuple):
    """A command that can be given, such as ("watch", "digest"), and its parser."""

    name: tuple[str, ...]
    parser: argparse.ArgumentParser

    @property
    def options(self) -> dict[str, argparse.Action]:
        """What can be set, by its key in the file: the option without its dashes, or the name of its words."""
        return {key_of(action): action for action in self.parser._actions if action.dest not in SKIPPED}


def key_of(action: argparse.Action) -> str:
    return action.option_strings[-1].lstrip("-") if action.option_strings else action.dest


def leaves(parser: argparse.ArgumentParser, name: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Every command below a parser."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield Leaf(name, parser)
    for action in below:
        for word, child in action.choices.items():
            yield from leaves(child, (*name, word))


def commands(parser: argparse.ArgumentParser) -> frozenset[str]:
    """The first words of all commands that can have a table."""
    return frozenset(leaf.name[0] for leaf in leaves(parser)) - ENVIRONMENT.keys()


def lay_under(parser: argparse.ArgumentParser, config: Config, typed: Sequence[str]) -> None:
    """Make the file's values the defaults of the options; raises WrongUsage for a key or value that cannot be."""
    all_leaves = {leaf.name: leaf for leaf in leaves(parser)}
    for name, table in config.commands.items():
        _check_tables(config, (name,), table, frozenset(all_leaves))
    for leaf in all_leaves.values():
        _default(leaf, told(config, leaf), typed)


def told(config: Config, leaf: Leaf) -> dict[str, Any]:
    """What the file says about the options of a command, by key, as what the parser makes of it."""
    table: Mapping[str, Any] = config.commands
    for word in leaf.name:
        table = table.get(word, {})
    options, where = leaf.options, ".".join(leaf.name)
    for key in table:
        check_known(config, key, options, "sleutel", where)
    values = {key: _value(config, f"[{where}] {key}", options[key], value) for key, value in table.items()}
    if config.out and "out" in options:
        values.setdefault("out", config.out)
    return values


def _check_tables(config: Config, name: tuple[str, ...], table: Any, known: frozenset[tuple[str, ...]]) -> None:
    """Tables in the table of a command with commands of its own, such as [watch.digest]."""
    if name in known:
        return
    below = {each[len(name)] for each in known if each[: len(name)] == name}
    for key, value in table.items():
        check_known(config, key, below, "opdracht", ".".join(name))
        if not isinstance(value, dict):
            raise config.wrong(f"[{'.'.join(name)}] {key}", f"dit is een tabel: [{'.'.join((*name, key))}].")
        _check_tables(config, (*name, key), value, known)


def _default(leaf: Leaf, values: Mapping[str, Any], typed: Sequence[str]) -> None:
    for key, value in values.items():
        action = leaf.options[key]
        if _is_typed(action, typed):
            continue  # a list that is typed takes the place of the file's, not its end
        action.required = False
        if not action.option_strings and action.nargs in MANY:
            action.nargs = "*"
        leaf.parser.set_defaults(**{action.dest: value})


def _is_typed(action: argparse.Action, typed: Sequence[str]) -> bool:
    return any(word.partition("=")[0] in action.option_strings for word in typed)


def _value(config: Config, where: str, action: argparse.Action, value: Any) -> Any:
    if action.nargs == 0:
        if not isinstance(value, bool):
            raise config.wrong(where, "hier hoort true of false.")
        return value
    many = action.nargs in MANY or isinstance(action.nargs, int)
    many = many or isinstance(action, argparse._AppendAction)
    if many != isinstance(value, list):
        raise config.wrong(where, 'hier hoort een lijst: ["...", "..."].' if many else "hier hoort één waarde.")
    return [_one(config, where, action, each) for each in value] if many else _one(config, where, action, value)


def _one(config: Config, where: str, action: argparse.Action, value: Any) -> Any:
    """A single value, by the same rule as when it is typed."""
    if isinstance(value, bool | dict | list):
        raise config.wrong(where, "deze waarde past hier niet.")
    if action.type is Path:
        return config.place(str(value))
    try:
        made = action.type(str(value)) if callable(action.type) else str(value)
    except (ValueError, TypeError, argparse.ArgumentTypeError):
        raise config.wrong(where, f"de waarde {value} wordt niet begrepen. Zie lakwerk --help.") from None
    if action.choices is not None and made not in action.choices:
        raise config.wrong(where, f"{value} kan niet. Mogelijk zijn: {', '.join(map(str, action.choices))}.")
    return made
