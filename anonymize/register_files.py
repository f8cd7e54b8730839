"""New lists of office holders: the House's open data as OData JSON, or CSV.

Of the House (OData 2.0) `Persoon`, `FractieZetelPersoon` and rows with `Functie`, `Van` and `TotEnMet` are known: in
one file or several, expanded into each other or joined by `Persoon_Id`. CSV has `name`, `role`, `from`, `to`, and
`party` if it is known. Only the four kinds of public office are taken: whoever is on this list stays readable.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from anonymize.person import parse
from corpus.office_holders import OFFICES, BadRegisterError, Office, sort_of

LARGEST = 200 << 20  # bytes
DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
MEMBER = "Tweede Kamerlid"
NO_OFFICE, NO_PERSON, NO_DAY = "geen politiek ambt", "zonder persoon", "zonder naam of begindatum"
_NO_DAY = date(1, 1, 1)  # the feed's way to say that there is none


class Lists(NamedTuple):
    """What was read from all files: rows, and how many were passed over and why."""

    offices: tuple[Office, ...]
    passed: Mapping[str, int]


def read_lists(files: Sequence[Path]) -> Lists:
    """Read all files together; raises BadRegisterError for one that cannot be read, or where none holds an office."""
    found: list[Office] = []
    entities: list[Mapping[str, Any]] = []
    for file in files:
        text = _text(file)
        if text.lstrip().startswith(("{", "[")):
            entities += _entities(file, text)
        else:
            found += _csv_rows(file, text)
    passed: Counter[str] = Counter()
    found += _of_house(entities, passed)
    if not found:
        told = f" ({_told(passed)})" if passed else ""
        raise BadRegisterError(
            f"{', '.join(file.name for file in files)}: hierin staan geen ambten met een begindatum{told}. "
            "Geef Persoon en FractieZetelPersoon van de Tweede Kamer, of CSV met name, role, from en to."
        )
    return Lists(tuple(dict.fromkeys(found)), dict(sorted(passed.items())))


def _told(passed: Mapping[str, int]) -> str:
    return ", ".join(f"{amount} {why}" for why, amount in sorted(passed.items()))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise BadRegisterError(f"{file.name}: dit bestand is groter dan {LARGEST >> 20} MB.")
        return file.read_text(encoding="utf-8-sig")
    except OSError:
        raise BadRegisterError(f"{file.name}: kan niet worden gelezen. Controleer het pad en de rechten.") from None
    except UnicodeDecodeError:
        raise BadRegisterError(f"{file.name}: dit is geen UTF-8. Sla het bestand op als 'CSV UTF-8'.") from None


def _entities(file: Path, text: str) -> list[Mapping[str, Any]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRegisterError(f"{file.name}: dit is geen hele JSON. Haal het bestand opnieuw op.") from None
    rows = told.get("value", [told]) if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise BadRegisterError(f"{file.name}: dit is geen antwoord van de open data van de Tweede Kamer.")
    return rows


def _of_house(entities: Sequence[Mapping[str, Any]], passed: Counter[str]) -> Iterator[Office]:
    people = {str(each["Id"]): each for each in entities if "Achternaam" in each and "Id" in each}
    for row, person in _held(entities, people):
        if row.get("Verwijderd") is True or (person and person.get("Verwijderd") is True):
            continue
        if person is None:
            passed[NO_PERSON] += 1
            continue
        role = MEMBER if "FractieZetel" in row or "FractieZetel_Id" in row else str(row.get("Functie") or "").strip()
        if sort_of(role) is None:
            passed[NO_OFFICE] += 1
        elif (made := _office(row, person, role)) is None:
            passed[NO_DAY] += 1
        else:
            yield made


def _held(
    entities: Sequence[Mapping[str, Any]], people: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Each row that says from when to when, with whom it is about."""
    for each in entities:
        for inside in _listed(each.get("FractieZetelPersoon")):
            yield {"FractieZetel": None, **inside}, each
        if "Van" in each:
            told = each.get("Persoon")
            own = each if "Achternaam" in each else people.get(str(each.get("Persoon_Id")))
            yield each, told if isinstance(told, dict) else own


def _office(row: Mapping[str, Any], person: Mapping[str, Any], role: str) -> Office | None:
    given, initials, interfix, last = (
        " ".join(str(person.get(name) or "").split())
        for name in ("Roepnaam", "Initialen", "Tussenvoegsel", "Achternaam")
    )
    since, until = _moment(row.get("Van")), _moment(row.get("TotEnMet"))
    if len(last) < 2 or not (given or initials) or since is None or (until and until < since):
        return None
    family = f"{interfix} {last}".strip()
    return Office(f"{given or initials} {family}", given, initials, family, role, _party(row), since, until)


def _party(row: Mapping[str, Any]) -> str:
    seat = row.get("FractieZetel")
    told = seat.get("Fractie") if isinstance(seat, dict) else None
    return str(told.get("Afkorting") or told.get("NaamNL") or "") if isinstance(told, dict) else ""


def _listed(told: Any) -> list[Mapping[str, Any]]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _moment(told: Any) -> date | None:
    """The day in the Netherlands: "2023-12-05T23:00:00Z" is 6 December."""
    try:
        found = datetime.fromisoformat(str(told))
        day = (found.astimezone(DUTCH_TIME) if found.tzinfo else found).date()
    except (ValueError, OverflowError):
        return None
    return None if day <= _NO_DAY else day


def _csv_rows(file: Path, text: str) -> Iterator[Office]:
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    reader.fieldnames = [(field or "").strip().lower() for field in reader.fieldnames or []]
    if lacking := [name for name in ("name", "role", "from", "to") if name not in reader.fieldnames]:
        raise BadRegisterError(f"{file.name}: de kolom '{lacking[0]}' ontbreekt. Zet op regel 1 name, role, from, to.")
    for row in reader:
        told = {name: (row.get(name) or "").strip() for name in ("name", "role", "from", "to", "party")}
        if any(told.values()):
            yield _csv_row(f"{file.name}, regel {reader.line_num}", told)


def _csv_row(where: str, told: Mapping[str, str]) -> Office:
    name = parse(told["name"])
    if len(name.family) < 2 or name.bare:
        raise BadRegisterError(f"{where}: geef een naam met voornaam of voorletters.")
    if sort_of(told["role"]) is None:
        kinds = ", ".join(OFFICES)
        raise BadRegisterError(f"{where}: dit is geen politiek ambt ({kinds}). Geef anderen met --public-figures.")
    try:
        since, until = (_day(told[name]) for name in ("from", "to"))
    except ValueError:
        raise BadRegisterError(f"{where}: schrijf datums als 2024-07-02.") from None
    if since is None or (until and until < since):
        raise BadRegisterError(f"{where}: geef een begindatum, en geen einde dat daarvoor ligt.")
    family = f"{name.interfix} {name.family}".strip()
    shown = f"{name.given or name.initials} {family}"
    return Office(shown, name.given, name.initials, family, told["role"], told["party"], since, until)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
