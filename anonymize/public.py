"""Who holds public office and must stay readable, and the two lists that an organisation may give itself.

The built-in register is corpus/lists/office_holders.csv: ministers, state secretaries, members of both Houses.
An organisation may add to it (`corpus.office_holders`).
`python -m anonymize.public SOURCE` makes it anew from the three registers named in its first lines.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from anonymize import cues
from anonymize.person import Name, agree, families, fold, parse
from corpus.office_holders import COLUMNS, Office, Stamp, offices_of, stamp

_HEADER = """\
# Public office in the Netherlands: who, which office or party, from when to when. No other data about anyone.
# Sources: Tweede Kamer OData (memberships since 2006, CC0); Eerste Kamer, current members (CC0);
# ministers and state secretaries 2010-2026: appointment notices of the Kabinet van de Koning and rijksoverheid.nl,
# Staatscourant and Wikidata (CC0), parlement.com, openkamer (MIT). Some rows have one source only. As of 2026-05-19.
"""
ALONE = "alone"
# Surnames of more words than an interfix explains.
_WHOLE = ("Schultz van Haegen", "Veldhuijzen van Zanten")


class Person(NamedTuple):
    """Somebody on a list; `since` and `until` are both included, None is open."""

    name: Name
    role: str = ""
    party: str = ""
    since: date | None = None
    until: date | None = None

    def in_office(self, on: date | None) -> bool:
        """Dates count as met where one is unknown."""
        if on is None:
            return True
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class BadListError(ValueError):
    """A list of persons that cannot be read; the message says what to do and names nobody."""


class Register:
    """Persons by each wording of their surname."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_family: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for form in families(person.name):
                self._by_family[form].append(person)

    def find(self, name: Name, on: date | None) -> tuple[Person, ...]:
        """Those in office on a date with whom the name agrees."""
        return tuple(person for person in self._candidates(name) if agree(name, person.name) and person.in_office(on))

    def known(self, name: Name) -> bool:
        """True if anyone of that surname was ever in office and the name agrees."""
        return any(agree(name, person.name) for person in self._candidates(name))

    def _candidates(self, name: Name) -> list[Person]:
        found: list[Person] = []
        for form in families(name):
            found += [person for person in self._by_family.get(form, []) if person not in found]
        return found

    def double(self, text: str, on: date | None) -> tuple[Person, ...]:
        """Those whose whole surname is two words: "Six Dijkstra"."""
        return tuple(person for person in self._by_family.get(fold(text), []) if person.in_office(on))


def built_in() -> Register:
    """The register of public office that ships with the program, with what the organisation added to it."""
    return _register(stamp())


@cache
def _register(own: Stamp | None) -> Register:
    return Register(_listed(each) for each in offices_of(own))


@cache
def renowned() -> Register:
    """Who everybody knows: lists/renowned.csv. `party` is ALONE where the surname by itself means nobody else."""
    lines = (files("anonymize") / "lists" / "renowned.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return Register(Person(parse(row["name"]), row["who"], ALONE if row["alone"] == "yes" else "") for row in rows)


def _listed(office: Office) -> Person:
    found = re.match(rf"({cues.INTERFIX})\s+", office.family, re.IGNORECASE)
    interfix = found[1] if found else ""
    name = Name(office.given, office.initials, interfix, office.family[len(interfix) :].strip())
    return Person(name, office.role, office.party, office.since, office.until)


def load_people(path: Path) -> tuple[Person, ...]:
    """Read a list for --known-officials (column `name`) or --public-figures (`name`, `role`, `from`, `to`).

    Comma or semicolon, with or without byte order mark.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise BadListError(
            f"De lijst {path.name} kan niet worden gelezen: controleer het pad en de leesrechten."
        ) from None
    except UnicodeDecodeError:
        raise BadListError(f"De lijst {path.name} is geen UTF-8: sla het bestand op als 'CSV UTF-8'.") from None
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    reader.fieldnames = [(field or "").strip().lower() for field in reader.fieldnames or []]
    if "name" not in reader.fieldnames:
        raise BadListError(
            f"De lijst {path.name} heeft geen kolom 'name': zet op de eerste regel de kopjes, met ten minste 'name'."
        )
    return tuple(
        _given(row, path.name, number) for number, row in enumerate(reader, 2) if (row.get("name") or "").strip()
    )


def _given(row: Mapping[str, Any], file: str, number: int) -> Person:
    since, until = (row.get("from") or "").strip(), (row.get("to") or "").strip()
    try:
        return Person(parse(row["name"].strip()), (row.get("role") or "").strip(), "", _day(since), _day(until))
    except ValueError:
        raise BadListError(
            f"De lijst {file} heeft op regel {number} een datum die niet te lezen is: schrijf datums als 2024-07-02."
        ) from None


def _day(text: str) -> date | None:
    """A date as 2024-07-02 or 02-07-2024; empty is open."""
    if not text:
        return None
    turned = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    if turned:
        return date(int(turned[3]), int(turned[2]), int(turned[1]))
    return date.fromisoformat(text)


def _given_and_family(text: str) -> tuple[str, str]:
    for whole in _WHOLE:
        if text.endswith(whole):
            return text.removesuffix(whole).strip(), whole
    name = parse(text)
    return name.given, f"{name.interfix} {name.family}".strip()


def build(source: Path, target: Path) -> None:
    """Reduce the three registers in `source` to the one list in `target`."""
    rows: list[tuple[str, ...]] = []
    for row in json.loads((source / "bewindspersonen.json").read_text(encoding="utf-8"))["bewindspersonen"]:
        given, family = _given_and_family(row["name"])
        rows.append(
            (
                row["name"],
                given,
                row["initials"] or "",
                family,
                row["role"],
                row["party"] or "",
                row["from"] or "",
                row["to"] or "",
            )
        )
    for file, role in (("kamerleden.json", "Tweede Kamerlid"), ("eerste_kamerleden.json", "Eerste Kamerlid")):
        for member in json.loads((source / file).read_text(encoding="utf-8"))["members"]:
            given = (member["given"] or member["name"].removesuffix(member["family"])).strip()
            rows += [
                (
                    member["name"],
                    given,
                    member["initials"] or "",
                    member["family"],
                    role,
                    seat["party"] or "",
                    seat["from"] or "",
                    seat["to"] or "",
                )
                for seat in member["memberships"]
            ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    target.write_text(_HEADER + out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parents[1] / "corpus" / "lists" / "office_holders.csv")
