"""Where documents come from by themselves: a folder, a bucket or a mailbox, all behind one door, `look`.

What a source gives are paths for `lakwerk run`. It never changes or removes anything where it looks.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from flows.settings import WrongUsage

MB = 1_000_000  # bytes
LARGEST_MB = 200  # the program's own limit of a file: what is larger would only go to quarantine
KINDS = ("folder", "bucket", "mailbox")
# It names a folder and variables of the environment.
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_NAME = 40
_TYPES = {str: "een tekst", int: "een geheel getal", float: "een getal"}


class SourceAway(Exception):  # noqa: N818 - said as what is wrong
    """A source cannot be read now, others may be. The message is Dutch, says what to do and holds no secret."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look gave.

    `files` can be given to a run, also those of earlier looks that are still there, in path order. `waiting` says how
    many will come later: they are being written, or it is not their turn. `fetched` of `files` are new or changed since
    the last look. `left` will not come (too large, an unknown type, a link): `left.txt` in the source's own folder in
    the inbox says which, and why.
    """

    files: tuple[Path, ...]
    waiting: int
    fetched: int
    left: int = 0


class Source(Protocol):
    @property
    def name(self) -> str: ...

    def look(self, now: float) -> Seen:
        """What is there now; `now` is the time in seconds since 1970. Raises SourceAway, and nothing else."""


class Key(NamedTuple):
    """What a key may hold; without a default it must be given."""

    kind: type
    default: Any = None
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()


_LIMIT = Key(int, LARGEST_MB, 1, LARGEST_MB)
_DAY = 86_400.0
KEYS: Mapping[str, Mapping[str, Key]] = {
    "folder": {"path": Key(str), "settle": Key(float, 10.0, 1, _DAY)},
    "bucket": {
        "endpoint": Key(str),
        "bucket": Key(str),
        "prefix": Key(str, ""),
        "region": Key(str, "us-east-1"),  # what servers that know no regions expect
        "limit_mb": _LIMIT,
    },
    "mailbox": {
        "host": Key(str),
        "user": Key(str),
        "port": Key(int, 0, 1, 65_535),
        "folder": Key(str, "INBOX"),
        "tls": Key(str, "tls", choices=("tls", "starttls", "none")),
        "limit_mb": _LIMIT,
    },
}


def source_of(table: Mapping[str, Any], inbox: Path) -> Source:
    """The source that one table `[[source]]` describes; what it fetches lies in a folder of its name in `inbox`.

    Raises WrongUsage for whatever is not as it should be. Nothing is read or made yet.
    """
    from flows.source_inbox import Inbox  # here and below: these know this file, and only what is asked for is loaded

    name, kind = _name(table), _kind(table)
    values = _values(name, kind, {key: value for key, value in table.items() if key not in ("name", "kind")})
    place = Inbox(inbox.absolute() / name)
    if kind == "folder":
        from flows.source_folder import WatchedFolder

        return WatchedFolder(name, place, **values)
    if kind == "bucket":
        from flows.source_bucket import Bucket

        return Bucket(name, place, **values)
    from flows.source_mailbox import Mailbox

    return Mailbox(name, place, **values)


def _name(table: Mapping[str, Any]) -> str:
    name = table.get("name")
    if name is None:
        raise WrongUsage("Een bron heeft geen sleutel 'name'.")
    if not isinstance(name, str) or len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise WrongUsage(f"Bron {name!r}: de sleutel 'name' mag kleine letters, cijfers en streepjes bevatten.")
    return name


def _kind(table: Mapping[str, Any]) -> str:
    kind = table.get("kind")
    if kind is None:
        raise WrongUsage(f"Bron '{table['name']}': de sleutel 'kind' ontbreekt; mogelijk zijn {_told(KINDS)}.")
    if kind not in KINDS:
        raise WrongUsage(f"Bron '{table['name']}': de sleutel 'kind' kent {kind!r} niet; {_nearest(str(kind), KINDS)}")
    return str(kind)


def _values(name: str, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    keys = KEYS[kind]
    for key in given:
        if key not in keys:
            raise WrongUsage(f"Bron '{name}': de sleutel '{key}' is onbekend; {_nearest(key, keys)}")
    return {key: _value(f"Bron '{name}': de sleutel '{key}'", rule, given.get(key)) for key, rule in keys.items()}


def _value(what: str, rule: Key, value: Any) -> Any:
    """One value. It is never shown: somebody may have typed a password there."""
    if value is None:
        if rule.default is None:
            raise WrongUsage(f"{what} ontbreekt.")
        return rule.default
    fits = isinstance(value, rule.kind) or (rule.kind is float and isinstance(value, int))
    if not fits or isinstance(value, bool):
        raise WrongUsage(f"{what} moet {_TYPES[rule.kind]} zijn.")
    if rule.kind is str:
        if not value.isprintable() or (not value and rule.default != ""):
            raise WrongUsage(f"{what} is leeg of bevat een onzichtbaar teken.")
        if rule.choices and value not in rule.choices:
            raise WrongUsage(f"{what} kent deze waarde niet; {_nearest(value, rule.choices)}")
    elif not rule.least <= value <= rule.most:
        raise WrongUsage(f"{what} moet tussen {rule.least:.0f} en {rule.most:.0f} liggen.")
    return rule.kind(value)


def _nearest(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, sorted(known), 1, 0.5)
    return f"bedoelt u '{found[0]}'?" if found else f"mogelijk zijn {_told(known)}."


def _told(known: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(known))


def is_this_machine(host: str) -> bool:
    """Whether what goes there stays on this machine, so that it needs no TLS.

    >>> [is_this_machine(host) for host in ("127.0.0.1", "::1", "localhost", "10.0.0.1", "mail.example.nl")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
