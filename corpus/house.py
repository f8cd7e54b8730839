"""What the House's open data say of commitments and motions: OData JSON of `Toezegging`, `Zaak` (Motie), `Besluit`.

Field names and values are those of the Tweede Kamer's OData 2.0 (domain page, section 3.2): a file holds
{"value": [...]}, a list, or one entity. The live feed has more statuses than its schema; both are known here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from corpus.told import Sort

_LARGEST = 200 << 20  # bytes; the whole register of commitments is some tens of megabytes
# Status of a Toezegging (schema and live), as records write it.
_STATUS = {
    "openstaand": "open",
    "voldaan": "fulfilled",
    "afgedaan": "fulfilled",
    "nagekomen": "fulfilled",
    "deels voldaan": "partly fulfilled",
    "deels afgedaan": "partly fulfilled",
    "vervallen": "lapsed",
    "niet nagekomen": "not fulfilled",
}
# What a Besluit says of a motion; the first that fits counts.
_DECISION = (
    (re.compile(r"niet aangenomen|verworpen"), "rejected"),
    (re.compile(r"aangenomen|zonder stemming aannemen"), "adopted"),
    (re.compile(r"aangehouden"), "held"),
    (re.compile(r"ingetrokken"), "withdrawn"),
    (re.compile(r"vervallen"), "lapsed"),
    (re.compile(r"ingediend"), "submitted"),
)
_NO_DAY = "0001-01-01"  # the feed's way to say that there is none
_DOSSIER = r"\d{5}(?:-[IVX]+[AB]?|-[A-J]|-\d\d(?=-\d))?"
_KST = re.compile(rf"kst-({_DOSSIER})-(\d+)")
_REPLACES = re.compile(rf"t\.?\s?v\.?\s?v\.?\s*\(?({_DOSSIER}-\d+)")


class BadHouseFileError(ValueError):
    """A file that holds none of these entities; the message is Dutch and says what to do."""


class Official(NamedTuple):
    """A commitment or motion as the House registered it; dates as YYYY-MM-DD, `paper` "36600-VII-21"."""

    number: str
    sort: Sort
    text: str
    date: str | None
    status: str
    actor: str | None = None
    ministry: str | None = None
    fulfilled_on: str | None = None
    letter: str | None = None
    paper: str | None = None
    replaces: str | None = None
    appreciation: str | None = None


class Register(NamedTuple):
    """What a file says: the commitments and motions, and the numbers of those that the House took back."""

    entries: tuple[Official, ...]
    removed: tuple[str, ...]


def read_house(path: Path) -> Register:
    """The commitments and motions in a file; other entities are left out.

    Raises BadHouseFileError for what is no such file.
    """
    found: dict[str, Official] = {}
    entities = tuple(_entities(path))
    # The feed keeps what was taken back, with a mark.
    removed = tuple(
        row["Nummer"] for row in entities if row.get("Verwijderd") is True and isinstance(row.get("Nummer"), str)
    )
    for each in entities:
        for row in _cases(each):
            official = _official(row)
            # Of several decisions on one motion the one that says more than "submitted" counts.
            if official and not (official.status == "submitted" and official.number in found):
                found[official.number] = official
    if not found and not removed:
        raise BadHouseFileError(
            f"{path.name}: hierin staan geen toezeggingen of moties. "
            "Geef een JSON-bestand van de open data van de Tweede Kamer (Toezegging, of Zaak met soort Motie)."
        )
    return Register(tuple(found.values()), removed)


def _entities(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        if not path.is_file():
            raise BadHouseFileError(f"{path.name}: dit is geen bestand.")
        if path.stat().st_size > _LARGEST:
            raise BadHouseFileError(f"{path.name}: groter dan {_LARGEST >> 20} MB. Splits het bestand.")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadHouseFileError(f"{path.name}: dit bestand kan niet worden gelezen.") from None
    except (ValueError, RecursionError):
        raise BadHouseFileError(f"{path.name}: dit is geen JSON-bestand.") from None
    rows = told.get("value", [told]) if isinstance(told, dict) else told
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))


def _cases(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A row itself, or for a Besluit the cases (Zaak) that it is about."""
    if "BesluitSoort" not in row and "BesluitTekst" not in row:
        yield row
        return
    for case in _list(row.get("Zaak")):
        yield {**case, "Besluit": [*_list(case.get("Besluit")), row]}


def _official(row: Mapping[str, Any]) -> Official | None:
    number = row.get("Nummer")
    if not isinstance(number, str) or not number.strip() or row.get("Verwijderd") is True:
        return None
    if row.get("Soort") == "Motie":
        return _motion(number, row)
    if isinstance(row.get("Tekst"), str) and ("Aanmaakdatum" in row or number.startswith("TZ")):
        return _commitment(number, row)
    return None


def _commitment(number: str, row: Mapping[str, Any]) -> Official:
    letter = row.get("KamerbriefNakoming")
    letters = letter if isinstance(letter, list) else [letter]
    return Official(
        number=number,
        sort=Sort.COMMITMENT,
        text=" ".join(row["Tekst"].split()),
        date=_day(row.get("Aanmaakdatum")),
        status=_STATUS.get(_text(row, "Status").lower(), "unknown"),
        actor=_text(row, "Functie") or None,
        ministry=_text(row, "Ministerie") or None,
        fulfilled_on=_day(row.get("DatumNakoming")),
        # The feed repeats this field though its schema has it once.
        letter=next((each for each in letters if isinstance(each, str) and each), None),
    )


def _motion(number: str, row: Mapping[str, Any]) -> Official:
    subject = " ".join(_text(row, "Onderwerp").split())
    replaced = _REPLACES.search(subject)
    return Official(
        number=number,
        sort=Sort.MOTION,
        text=subject,
        date=_day(row.get("GestartOp")),
        status=_decided(row),
        paper=_paper(row),
        replaces=replaced[1] if replaced else None,
        appreciation=_text(row, "Kabinetsappreciatie") or None,
    )


def _decided(row: Mapping[str, Any]) -> str:
    """What the House decided last; a motion without a decision was submitted."""
    decisions = [each for each in _list(row.get("Besluit")) if each.get("Verwijderd") is not True]
    decisions.sort(key=lambda each: _text(each, "GewijzigdOp"))
    told = [_text(each, "BesluitSoort") + " " + _text(each, "BesluitTekst") for each in decisions]
    for text in reversed(told):
        for pattern, status in _DECISION:
            if status != "submitted" and pattern.search(text.lower()):
                return status
    return "submitted"


def _paper(row: Mapping[str, Any]) -> str | None:
    """The motion's paper: from its dossier and number, else from the name under which it was published."""
    serial = row.get("Volgnummer")
    for dossier in _list(row.get("Kamerstukdossier")):
        name, chapter = dossier.get("Nummer"), dossier.get("Toevoeging")
        if isinstance(name, (int, str)) and name and isinstance(serial, int) and not isinstance(serial, bool):
            return f"{name}{f'-{chapter}' if chapter else ''}-{serial}"
    for document in _list(row.get("Document")):
        version = document.get("HuidigeDocumentVersie")
        if isinstance(version, dict) and (found := _KST.fullmatch(_text(version, "ExterneIdentifier"))):
            return f"{found[1]}-{found[2]}"
    return None


def _list(value: object) -> Iterable[Mapping[str, Any]]:
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict)]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def _day(value: object) -> str | None:
    day = value[:10] if isinstance(value, str) else ""
    try:
        return None if day == _NO_DAY else date.fromisoformat(day).isoformat()
    except ValueError:
        return None
