"""DIR/threads.json: what became of each commitment and motion, through all documents of DIR.

Made anew from records/*.json after each run, so what is withdrawn leaves it too. What a person joined or parted is in
DIR/corrections.json, what the House registered in DIR/house.json; both survive a run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from corpus.database import StoreTrouble, is_there
from corpus.house import Official
from corpus.store import Store, ThreadRow
from corpus.told import Sort, Told, told_in
from flows import settings
from flows.folder import Folder, write_private
from flows.progress import warn
from flows.settings import WrongUsage
from flows.written import write_file
from nlp.families import Corrections
from nlp.official import Match, match
from nlp.threads import Thread, weave

Read = TypeVar("Read")
THREADS, CORRECTIONS, HOUSE = "threads.json", "corrections.json", "house.json"
PRINT = "threads.print"  # in confidential: what the threads were made of


def write_threads(folder: Folder) -> int:
    """Write the threads of DIR, if there are any; their number comes back. The same records give the same bytes.

    Raises WrongUsage, in Dutch, for a damaged corrections.json or house.json.
    """
    items = {item.ref: item for item in told(folder)}
    said, house = corrections(folder), officials(folder)
    print_ = _print(items.values(), said, house)
    rows = _woven(folder, print_)
    if rows is None:
        threads = weave(items.values(), said)
        matches = match(threads, items, house)
        rows = [_row(thread, items, matches.get(thread.id)) for thread in threads]
        if rows:
            write_json(folder.root / THREADS, {"threads": rows})
        else:
            (folder.root / THREADS).unlink(missing_ok=True)
        _keep(folder, print_)
    _store(folder, rows)
    return len(rows)


def _print(items: Iterable[Told], said: Corrections, house: Iterable[Official]) -> str:
    """Stands for all that threads are made of, the program itself included."""
    pairs = [sorted(map(sorted, each)) for each in (said.join, said.part)]
    ours = (settings.engine_hash(), hashlib.sha256(Path(__file__).read_bytes()).hexdigest())
    digest = hashlib.sha256(repr((ours, pairs, list(house))).encode("utf-8", "surrogatepass"))
    for item in items:
        digest.update(repr(item).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _woven(folder: Folder, print_: str) -> list[dict[str, Any]] | None:
    """The threads that are there, where they are those of the same entries and nobody touched the file."""
    try:
        data = (folder.root / THREADS).read_bytes()
        if (folder.confidential / PRINT).read_text("utf-8") != f"{print_} {hashlib.sha256(data).hexdigest()}":
            return None
        return list(json.loads(data)["threads"])
    except (OSError, ValueError):
        return None


def _keep(folder: Folder, print_: str) -> None:
    """Remember of what the threads were made: weaving 20,000 entries anew takes many times as long as reading them."""
    file = folder.root / THREADS
    if not folder.confidential.is_dir() or not file.exists():
        return
    write_private(folder.confidential / PRINT, f"{print_} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())


def _store(folder: Folder, rows: Iterable[dict[str, Any]]) -> None:
    """Let the search know them too, where there is a store."""
    try:
        if not is_there(folder.database):
            return
        with closing(Store(folder.database)) as store:
            store.save_threads([_stored(row) for row in rows])
    except StoreTrouble as error:
        raise WrongUsage(str(error)) from None


def _stored(row: dict[str, Any]) -> ThreadRow:
    due = row["due"] or {}
    days = (due.get("earliest"), due.get("latest"))
    return ThreadRow(row["id"], row["kind"], row["what"], row["actor"], state_of(row), *days, tuple(row["records"]))


def read_threads(root: Path) -> list[dict[str, Any]]:
    """The threads of DIR as they are written, none where it has none; raises WrongUsage for a damaged file."""
    file = root / THREADS
    return list(read_json(file, lambda whole: whole["threads"])) if file.exists() else []


def state_of(row: Mapping[str, Any]) -> str:
    """The state of a thread. Where the House knows it, its word counts: a letter's claim may be judged in part."""
    house = row["house"]["status"] if row["house"] else "unknown"
    state = row["state"] if house == "unknown" else house
    if not isinstance(state, str):
        raise TypeError(state)
    return state


def told(folder: Folder) -> Iterable[Told]:
    """Every commitment and motion of DIR, in the order of the records' names; a damaged record is left out and said."""
    for file in sorted(folder.records.glob("*.json")):
        try:
            yield from list(told_in(json.loads(file.read_text("utf-8")), file.stem))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            warn(f"records/{file.name}: dit bestand is beschadigd en telt niet mee in threads.json.")


def corrections(folder: Folder) -> Corrections:
    """What a person decided about threads of DIR."""
    file = folder.root / CORRECTIONS
    if not file.exists():
        return Corrections()
    return read_json(file, lambda told: Corrections(_pairs(told.get("join", ())), _pairs(told.get("part", ()))))


def _pairs(rows: Iterable[Iterable[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in rows)


def officials(folder: Folder) -> tuple[Official, ...]:
    """What the House registered, as far as it was imported into DIR."""
    file = folder.root / HOUSE
    if not file.exists():
        return ()
    return read_json(file, lambda told: tuple(_official(row) for row in told["entries"]))


def _official(row: dict[str, Any]) -> Official:
    return Official(**{**row, "sort": Sort(row["sort"])})


def read_json(file: Path, take: Callable[[Any], Read]) -> Read:
    """What a file of DIR holds; raises WrongUsage where it is not what was written."""
    try:
        return take(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise WrongUsage(f"{file}: dit bestand is beschadigd. Zet een reservekopie terug of verwijder het.") from None


def write_json(file: Path, told: object) -> None:
    """Written at once; nothing where the same content is there already. What is no text is written as "?"."""
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    write_file(file, text.encode("utf-8", "replace"))


def _row(thread: Thread, items: dict[str, Told], found: Match | None) -> dict[str, Any]:
    first = thread.first
    return {
        "id": thread.id,
        "kind": thread.sort.value,
        "what": first.what or first.sentence,
        "actor": next((items[ref].actor for ref in thread.members if items[ref].actor), None),
        "recipient": next((items[ref].recipient for ref in thread.members if items[ref].recipient), None),
        "movers": list(first.movers),
        "paper": next((items[ref].paper for ref in thread.members if items[ref].paper), None),
        "numbers": list(thread.numbers),
        "state": thread.state,
        "claimed_executed_by": thread.claim,
        "due": thread.due._asdict() if thread.due else None,
        "records": list(thread.members),
        "events": [
            {
                "what": event.what,
                "date": event.date,
                "record": event.ref,
                "due": event.due._asdict() if event.due else None,
            }
            for event in thread.events
        ],
        "joins": [join._asdict() for join in thread.joins],
        "house": {**found.official._asdict(), "why": found.why} if found else None,
    }
