"""`lakwerk import` and `lakwerk export`: commitments and motions in the field names of the House's open data."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from corpus.house import BadHouseFileError, read_house
from flows.accounts import IMPORTED, note
from flows.folder import Folder
from flows.progress import say, warn
from flows.settings import WrongUsage
from flows.threads import HOUSE, officials, read_threads, write_json, write_threads

DONE, WRONG_USAGE = 0, 2
# The register's words for a state; the schema of Toezegging knows no others.
_STATUS = {
    "open": "Openstaand",
    "fulfilled": "Voldaan",
    "partly fulfilled": "Deels Voldaan",
    "not fulfilled": "Niet nagekomen",
    "lapsed": "Vervallen",
}
_DECISION = {
    "adopted": "Stemmen - aangenomen",
    "rejected": "Stemmen - verworpen",
    "held": "Stemmen - aangehouden",
    "withdrawn": "Stemmen - ingetrokken",
    "lapsed": "Termijn - vervallen in verband met verstrijken termijn",
    "submitted": "Ingediend",
    "amended": "Ingediend",
}


def take_in(arguments: Namespace) -> int:
    """Add files of the House to DIR and match them; an entry that is there already is replaced by the newer one."""
    folder = Folder.at(arguments.out)
    try:
        told = [read_house(path) for path in arguments.files]
        found = [official for each in told for official in each.entries]
        folder.prepare()
        with folder.lock():
            known = {official.number: official for official in officials(folder)} | {one.number: one for one in found}
            for number in (number for each in told for number in each.removed):
                known.pop(number, None)
            rows = [known[number]._asdict() for number in sorted(known)]
            write_json(folder.root / HOUSE, {"entries": rows})
            note(folder, IMPORTED, f"{len(found)} van de Tweede Kamer")
            write_threads(folder)
        threads = read_threads(folder.root)
    except (BadHouseFileError, WrongUsage) as error:
        warn(str(error))
        return WRONG_USAGE
    matched = sum(1 for each in threads if each["house"])
    say(f"{len(found)} ingelezen, {len(known)} bekend, {matched} gevonden bij {len(threads)} draden in deze map.")
    return DONE


def give_out(arguments: Namespace) -> int:
    """Print the threads of DIR as Toezegging or Zaak entities."""
    try:
        threads = read_threads(arguments.out)
        if not threads:
            raise WrongUsage(f"{arguments.out}: hier staan geen draden. Verwerk eerst stukken met lakwerk run.")
        rows = [entity(each) for each in threads if each["kind"] == arguments.kind]
        if arguments.file:
            write_json(arguments.file, {"value": rows})
            say(f"{len(rows)} geschreven.")
        else:
            say(json.dumps({"value": rows}, ensure_ascii=False, indent=2))
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    return DONE


def entity(thread: dict[str, Any]) -> dict[str, Any]:
    """A thread of threads.json as an entity of the House: Toezegging, or Zaak for a motion."""
    return _commitment(thread) if thread["kind"] == "commitment" else _motion(thread)


def _commitment(thread: dict[str, Any]) -> dict[str, Any]:
    """A thread as the entity Toezegging; what the register has no field for stands in fields of our own."""
    house, events = thread["house"] or {}, thread["events"]
    done = next((event for event in events if event["what"] == "fulfilled"), None)
    due = thread["due"] or {}
    return {
        "Nummer": house.get("number") or (thread["numbers"][0] if thread["numbers"] else None),
        "Tekst": thread["what"],
        "Aanmaakdatum": _moment(house.get("date") or events[0]["date"]),
        # Where the House knows the promise, its word counts: a letter that claims fulfilment may be judged in part.
        "Status": _STATUS.get(house.get("status") or thread["state"], "Openstaand"),
        "DatumNakoming": _moment(done["date"]) if done else None,
        "KamerbriefNakoming": done["record"].rpartition("#")[0] if done else None,
        "Ministerie": _ministry(thread["actor"]),
        "Functie": thread["actor"],
        "LakwerkDraad": thread["id"],
        "LakwerkBewijs": thread["records"],
        "LakwerkTermijnTekst": due.get("text"),
        "LakwerkTermijnVan": due.get("earliest"),
        "LakwerkTermijnTot": due.get("latest"),
        "LakwerkHerhaling": due.get("recurrence"),
    }


def _motion(thread: dict[str, Any]) -> dict[str, Any]:
    """A thread as the entity Zaak, soort Motie, with its dossier, movers and decision."""
    house = thread["house"] or {}
    dossier, _, serial = (thread["paper"] or "").rpartition("-")
    number, _, chapter = dossier.partition("-")
    state = house.get("status") or thread["state"]
    return {
        "Nummer": house.get("number"),
        "Soort": "Motie",
        "Onderwerp": thread["what"],
        "GestartOp": _moment(house.get("date")),
        "Volgnummer": int(serial) if serial else None,
        "Kamerstukdossier": [{"Nummer": int(number), "Toevoeging": chapter or None}] if number else [],
        "ZaakActor": [
            {"ActorNaam": name, "Relatie": "Indiener" if i == 0 else "Medeindiener"}
            for i, name in enumerate(thread["movers"])
        ],
        "Besluit": [{"BesluitSoort": _DECISION[state]}] if state in _DECISION else [],
        "Kabinetsappreciatie": house.get("appreciation"),
        "LakwerkDraad": thread["id"],
        "LakwerkBewijs": thread["records"],
        "LakwerkUitgevoerdVolgens": thread["claimed_executed_by"],
    }


def _moment(day: str | None) -> str | None:
    return f"{day}T00:00:00" if day else None


def _ministry(actor: str | None) -> str | None:
    """The ministry in the name of an office: "minister van BZK"."""
    return actor.partition(" van ")[2] or None if actor else None
