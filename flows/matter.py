"""What the officer says of the whole decision on the command line, checked before anything is written."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list
from flows.outcome import clean
from flows.place import ID_DIGITS
from flows.settings import WrongUsage

TOOI = "https://identifier.overheid.nl/tooi/"
MAX_NUMBER = 255  # characters of prefix-matter-ID; what the publication platform takes
# Signs that the platform takes in a matter; it must be two at least.
_NAME = re.compile(r"[A-Za-z0-9._~-]+")
_URL = re.compile(r"https?://[^\s/?#<>\"'&]+(?:/[^\s?#<>\"'&]*)?")


class Value(NamedTuple):
    """A value of a TOOI list: its label, and the address that stands for it."""

    label: str
    resource: str


class Matter(NamedTuple):
    """A decision on a request. Texts are one line; "" and None where the officer did not say."""

    number: str
    prefix: str
    title: str
    request: str
    zaak: str
    received: date | None
    decided: date | None
    ministry: str
    category: str
    base_url: str

    def document(self, id: str) -> str:
        """The number of a document on the platform."""
        return f"{self.prefix}-{self.number}-{id}"

    def address(self, file: str) -> str:
        """Where a file will be published; "" without a base."""
        return f"{self.base_url}/{file}" if self.base_url else ""


@cache
def values(kind: str) -> dict[str, Value]:
    """A TOOI list by our codes: category, kind, ministry, handling."""
    return {row["code"]: Value(row["label"], TOOI + row["resource"]) for row in load_list("flows", "tooi")[kind]}


def matter(arguments: Namespace) -> Matter:
    """The options as values; raises WrongUsage, in Dutch, for what the platform or the law would refuse."""
    number, prefix = arguments.case, arguments.prefix
    if not _NAME.fullmatch(number) or len(number) < 2:
        raise WrongUsage(f"--case {clean(number)}: gebruik ten minste twee letters, cijfers of een van . _ ~ -.")
    if not _NAME.fullmatch(prefix):
        raise WrongUsage(f"--prefix {clean(prefix)}: gebruik alleen letters, cijfers en . _ ~ -.")
    if len(number) + len(prefix) + ID_DIGITS + len("--w") > MAX_NUMBER:
        raise WrongUsage(f"--case en --prefix: een documentnummer mag hooguit {MAX_NUMBER} tekens lang zijn.")
    for option, code in (("category", arguments.category), ("ministry", arguments.ministry)):
        if code and code not in values(option):
            raise WrongUsage(f"--{option} {clean(code)}: kies uit {', '.join(values(option))}.")
    base_url = arguments.base_url.rstrip("/")
    if base_url and not _URL.fullmatch(base_url):
        raise WrongUsage("--base-url: geef een adres dat begint met https://, zonder ? of #.")
    if arguments.received and arguments.decided and arguments.decided < arguments.received:
        raise WrongUsage("--decided: het besluit kan niet ouder zijn dan het verzoek (--received).")
    return Matter(
        number=number,
        prefix=prefix,
        title=_line(arguments.title) or f"Besluit op Woo-verzoek {number}",
        request=_line(arguments.request),
        zaak=_line(arguments.request_number),
        received=arguments.received,
        decided=arguments.decided,
        ministry=arguments.ministry,
        category=arguments.category,
        base_url=base_url,
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())
