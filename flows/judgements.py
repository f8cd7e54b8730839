"""What a Woo officer says of single documents, in a CSV of hers: what cannot be computed from the boxes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from anonymize.grounds import spelled
from corpus.spreadsheet import is_formula
from flows.outcome import clean
from flows.settings import WrongUsage

MAX_LINK = 2048  # characters; what the publication platform takes
# The columns that may be filled in; the other ones of the list that the program offers are there to be read.
ID, JUDGEMENT, GROUNDS, DATE, SUSPENDED, REMARK, LINK, RELATED, THREAD = (
    "ID", "Beoordeling", "Beoordelingsgrond", "Datum", "Opgeschort", "Toelichting", "Publieke link",
    "Gerelateerd ID", "Email Thread ID",
)  # fmt: skip
TO_READ = ("Bestandsnaam", "Reden")
_KNOWN = {name.casefold(): name for name in
          (ID, JUDGEMENT, GROUNDS, DATE, SUSPENDED, REMARK, LINK, RELATED, THREAD, *TO_READ)}  # fmt: skip
_TRUE, _FALSE = ("true", "ja", "yes", "1", "y", "j"), ("", "false", "nee", "no", "0", "n")


class Judgement(StrEnum):
    """The platform's four words, and two that keep a document from being taken for one of these."""

    OPEN = "Openbaar"
    PARTLY = "Deels openbaar"
    ALREADY = "Reeds openbaar"
    CLOSED = "Niet openbaar"
    UNDECIDED = "Nog te beslissen"
    OUTSIDE = "Buiten verzoek"


class Given(NamedTuple):
    """What the officer says of one document; `judgement` None leaves it to the boxes."""

    judgement: Judgement | None = None
    grounds: tuple[str, ...] = ()
    day: str = ""
    suspended: bool = False
    remark: str = ""
    links: tuple[str, ...] = ()
    related: str = ""
    thread: int | None = None


def read_judgements(file: Path) -> dict[str, Given]:
    """The officer's rows by the document's ID; raises WrongUsage that names file, line and what to write."""
    given: dict[str, Given] = {}
    for line, row in _rows(file):
        id = row.get(ID, "")
        if id in given:
            raise WrongUsage(f"{file.name}, regel {line}: {id} staat er twee keer in.")
        try:
            given[id] = _given(row)
        except ValueError as error:
            raise WrongUsage(f"{file.name}, regel {line}: {error}") from None
    return given


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(f"{file.name}: dit is geen UTF-8. Sla het bestand op als 'CSV UTF-8'.") from None
    except OSError as error:
        raise WrongUsage(f"{file.name}: dit bestand kan niet worden gelezen ({error.strerror}).") from None
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        table = [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise WrongUsage(f"{file.name}: dit is geen CSV die te lezen is.") from None
    columns = [_KNOWN.get(name.strip().casefold()) for name in table[0][1]] if table else []
    if None in columns or ID not in columns:
        others = ", ".join(name for name in _KNOWN.values() if name != ID)
        raise WrongUsage(f"{file.name}: zet op de eerste regel ID en verder alleen {others}.")
    named = [str(column) for column in columns]
    rows = [(line, dict(zip(named, map(_cell, row), strict=False))) for line, row in table[1:]]
    return [(line, row) for line, row in rows if row.get(ID)]


def _cell(text: str) -> str:
    """A cell as it was meant: on one line, without the sign that keeps it from being a formula."""
    text = " ".join(clean(text).split())
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def _given(row: Mapping[str, str]) -> Given:
    judgement = _judgement(row.get(JUDGEMENT, ""))
    given = Given(
        judgement=judgement,
        grounds=_grounds(row.get(GROUNDS, "")),
        day=_day(row.get(DATE, "")),
        suspended=_suspended(row.get(SUSPENDED, "")),
        remark=row.get(REMARK, ""),
        links=_links(row.get(LINK, "")),
        related=row.get(RELATED, ""),
        thread=_thread(row.get(THREAD, "")),
    )
    if judgement is Judgement.ALREADY and not given.links:
        raise ValueError("wat reeds openbaar is, heeft een publieke link nodig.")
    if judgement is Judgement.CLOSED and not given.grounds:
        raise ValueError("een document dat niet openbaar wordt, heeft een beoordelingsgrond nodig, zoals 5.1.2i.")
    if judgement is Judgement.OUTSIDE and not given.remark:
        raise ValueError("zeg in de toelichting waarom dit document buiten het verzoek valt.")
    if judgement is not Judgement.CLOSED and given.grounds:
        raise ValueError("een grond hoort alleen bij 'Niet openbaar'; andere gronden komen uit de gelakte vakken.")
    return given


def _judgement(text: str) -> Judgement | None:
    folded = text.casefold()
    if folded in ("", Judgement.UNDECIDED.casefold()):
        return None
    known = {each.casefold(): each for each in Judgement if each is not Judgement.UNDECIDED}
    if folded not in known:
        raise ValueError(f"'{text}' is geen beoordeling. Kies uit: {', '.join(known.values())}.")
    return known[folded]


def _grounds(text: str) -> tuple[str, ...]:
    found = [(each.strip(), spelled(each)) for each in text.split(";") if each.strip()]
    if wrong := next((each for each, code in found if not code), ""):
        raise ValueError(f"'{wrong}' is geen bekende grond. Schrijf bijvoorbeeld 5.1.2e; 5.1.2i.")
    return tuple(dict.fromkeys(code for _, code in found))


def _day(text: str) -> str:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    if text:
        raise ValueError(f"'{text}' is geen datum. Schrijf bijvoorbeeld {date(2026, 1, 31).isoformat()}.")
    return ""


def _suspended(text: str) -> bool:
    if text.casefold() not in _TRUE + _FALSE:
        raise ValueError(f"'{text}' is geen ja of nee.")
    return text.casefold() in _TRUE


def _links(text: str) -> tuple[str, ...]:
    links = tuple(each.strip() for each in text.split("|") if each.strip())
    for link in links:
        if not re.fullmatch(r"https?://\S+", link) or len(link) > MAX_LINK:
            raise ValueError("een publieke link begint met https:// en heeft geen spaties.")
    return links


def _thread(text: str) -> int | None:
    if text and not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"'{text}' is geen nummer van een mailwisseling.")
    return int(text) if text else None
