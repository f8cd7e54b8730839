"""The rules by which the publication platform imports a productierapport, as a reader that refuses more than it does.

Written from what the platform documents: headers in any case, five columns and one for grounds, six forms of a date,
four judgements, one number a document, files that are called by their ID.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

import openpyxl

HEADERS = {
    "id": {"id"},
    "matter": {"matter", "matter / marjoleinnummer"},
    "family": {"family", "familie", "family id"},
    "thread": {"thread id", "email thread id", "email thread"},
    "document": {
        "document", "document id", "documentnr", "document nr", "nr.", "omschrijving", "name",
    },
    "type": {"file type", "filetype"},
    "date": {"date", "datum", "datum (utc)"},
    "judgement": {"beoordeling", "openbaarmaking"},
    "grounds": {"beoordelingsgrond", "grond", "beoordelingsgrond (; gescheiden)", "code entries", "tagmulti006"},
    "suspended": {"opgeschort", "suspended", "tag015"},
    "remark": {"toelichting", "opmerking"},
    "link": {"publieke link", "publicatielink", "publiekelink ( | gescheiden)"},
    "related": {"gerelateerd id"},
    "zaak": {"zaaknr", "zaak", "zaaknummer", "casenr", "case"},
}  # fmt: skip
REQUIRED = {"id", "matter", "document", "date", "judgement", "grounds"}
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d", "%d/%m/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p %Z")
JUDGEMENTS = {"Openbaar", "Deels openbaar", "Reeds openbaar", "Niet openbaar"}
TYPES = {
    "pdf", "doc", "image", "presentation", "spreadsheet", "email", "html", "note", "database", "xml", "video", "audio",
    "vcard", "chat", "",
}  # fmt: skip
TRUE = {"true", "ja", "yes", "1", "y", "j"}
GROUND = re.compile(r"5\.1\.[12][a-i]|5\.1\.[456]|5\.2(?:\.[1-4])?|5\.4|dubbel|10\.[12][a-eg]|11\.1")


class Refused(Exception):  # noqa: N818 - said as what is wrong
    """A list that the platform would not take, or not take as it was meant."""


def read_report(content: bytes, prefix: str) -> list[dict[str, str]]:
    """The rows of a workbook by the platform's names of columns."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    if any(cell.data_type == "f" for row in [head, *rows] for cell in row):
        raise Refused("a formula")
    names = _columns([str(cell.value or "") for cell in head])
    told = [
        dict(zip(names, ("" if cell.value is None else str(cell.value) for cell in row), strict=True)) for row in rows
    ]
    numbers: set[str] = set()
    for row in told:
        _check(row)
        number = f"{prefix}-{row['matter']}-{row['id']}".lower()
        if number in numbers:
            raise Refused("a number that is there already")
        if len(number) > 255:
            raise Refused("a number that is too long")
        numbers.add(number)
    return told


def check_files(rows: Iterable[dict[str, str]], files: Iterable[str]) -> None:
    """The files to upload: one for each row that asks for it, called by its ID, and no others."""
    asked = {row["id"] for row in rows if row["judgement"] in ("Openbaar", "Deels openbaar") and not row["suspended"]}
    given = [PurePath(name).stem for name in files]
    if sorted(given) != sorted(asked):
        raise Refused("files that are not those of the list")


def _columns(head: list[str]) -> list[str]:
    found = []
    for name in head:
        known = [field for field, names in HEADERS.items() if name.strip().lower() in names]
        if not known or known[0] in found:
            raise Refused("a header that is unknown, or there twice")
        found.append(known[0])
    if not set(found) >= REQUIRED:
        raise Refused("a column that is missing")
    return found


def _check(row: dict[str, str]) -> None:
    if not re.fullmatch(r"[A-Za-z0-9.]{1,170}", row["id"]):
        raise Refused("an ID of other signs than letters, digits and dots")
    if not re.fullmatch(r"[A-Za-z0-9._~-]{2,255}", row["matter"]):
        raise Refused("a matter")
    if not row["document"] or len(row["document"].encode()) > 1024:
        raise Refused("a name of a document")
    if row["date"] and not any(_is_date(row["date"], form) for form in DATES):
        raise Refused("a date")
    if row["judgement"] not in JUDGEMENTS:
        raise Refused("a judgement, which would be read as 'Niet openbaar'")
    if row.get("type", "") not in TYPES:
        raise Refused("a type of file")
    if row.get("suspended", "").lower() not in TRUE | {""}:
        raise Refused("a suspension")
    if not all(re.fullmatch(r"\d*", row.get(name, "")) for name in ("family", "thread")):
        raise Refused("a family or thread that is no number")
    _check_reasons(row)


def _check_reasons(row: dict[str, str]) -> None:
    """Grounds and links, as they go with the judgement."""
    grounds = [each.strip() for each in row["grounds"].split(";") if each.strip()]
    links = [each.strip() for each in row.get("link", "").split("|") if each.strip()]
    if not all(GROUND.fullmatch(ground) for ground in grounds):
        raise Refused("a ground")
    if any(not link.startswith("http") or len(link) > 2048 for link in links):
        raise Refused("a link")
    if row["judgement"] == "Openbaar" and grounds:
        raise Refused("a ground for nothing")
    if row["judgement"] == "Deels openbaar" and not grounds:
        raise Refused("no ground for what is hidden")
    if row["judgement"] == "Niet openbaar" and not grounds and not row.get("suspended"):
        raise Refused("no ground for what is withheld")
    if row["judgement"] == "Reeds openbaar" and not links:
        raise Refused("no link to what is public already")
    if row.get("remark", "").startswith("http") and not links:
        raise Refused("a remark that would be read as a link")


def _is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True
