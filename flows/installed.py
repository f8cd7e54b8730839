"""What runs here: the program, its model, the settings of the last run and its lists, without a name of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from anonymize.profile import Role, Treatment, load_profile
from anonymize.public import load_people
from corpus.decisions import CATEGORIES
from flows.accountability import model_facts
from flows.folder import Folder
from flows.kept_settings import kept_settings
from flows.settings import Settings, engine_hash
from flows.shares import number
from nlp.gazetteer import first_names, places, surnames

_ROLES = {Role.SENIOR: "hoge ambtenaren", Role.SPOKESPERSON: "woordvoerders", Role.AUTHOR: "auteurs"}
_TREATMENTS = {
    Treatment.REDACT: "lakken",
    Treatment.KEEP: "laten staan",
    Treatment.REVIEW: "lakken en laten nakijken",
}
DIGITS = 16  # of a hash, enough to tell one from another
UNKNOWN = "niet bewaard: in deze map is met deze versie nog niets verwerkt"


def installed(folder: Folder, on: date) -> Iterator[tuple[str, str]]:
    """(what, how it is here); `on` is the day that the age of a list counts to. Raises WrongUsage as kept_settings."""
    model = model_facts()
    yield "versie van Lakwerk", version("lakwerk")
    yield "vingerafdruk van regels en lijsten", engine_hash()[:DIGITS]
    yield "model", f"{model['name']} {model['version']}, licentie {model['license']}"
    yield "namenlijsten in het programma", _gazetteers()
    yield "ambtsdragers in het programma", _office_holders()
    if not folder.settings.exists():
        yield "instellingen van de laatste verwerking", UNKNOWN
        return
    yield from _settings(kept_settings(folder), on)


def _settings(settings: Settings, on: date) -> Iterator[tuple[str, str]]:
    profile = load_profile(settings.profile)
    # The name of a file of one's own may be anything.
    own = settings.profile.endswith(".toml")
    yield "profiel", "een eigen bestand" if own else profile.name
    yield "rollen", "; ".join(f"{_ROLES[role]}: {_TREATMENTS[profile.treatments[role]]}" for role in Role)
    yield "gronden", "; ".join(f"{CATEGORIES[category]}: {ground}" for category, ground in profile.grounds.items())
    yield "lijst van wie altijd weg moet", _list(settings.known_officials, on)
    yield "lijst van wie mag blijven", _list(settings.public_figures, on)
    yield "ander taalmodel erbij", settings.other_model or "geen"
    yield "grondige controle (--thorough)", _yes(settings.thorough)
    yield "wijzigingen in Word aanvaard (--accept-changes)", _yes(settings.accept_changes)


def _list(file: Path | None, on: date) -> str:
    """How long a list is and how old, in days; no name of it."""
    if file is None:
        return "geen"
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    return f"{number(len(load_people(file)))} namen, gewijzigd op {changed}, {(on - changed).days} dagen oud"


def _yes(told: bool) -> str:
    return "ja" if told else "nee"


def _gazetteers() -> str:
    counts = ((first_names(), "voornamen"), (surnames(), "achternamen"), (places(), "plaatsen"))
    return ", ".join(f"{number(len(names))} {what}" for names, what in counts)


def _office_holders() -> str:
    lines = (files("corpus") / "lists" / "office_holders.csv").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]
    newest = max(part for line in rows for part in line.split(",")[-2:] if part)
    return f"{number(len(rows))} regels, laatste wijziging {newest}"
