"""DIR/threads.json: what became of each commitment and motion, through all documents of DIR.

Made anew from records/*.json after each run, so what is withdrawn leaves it too. What a person joined or parted is in
DIR/corrections.json, what the House registered in DIR/house.json; both survive a run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.house import Official
from corpus.told import Sort, Told, told_in
from flows.folder import Folder
from nlp.families import Corrections
from nlp.official import Match, match
from nlp.threads import Thread, weave

THREADS, CORRECTIONS, HOUSE = "threads.json", "corrections.json", "house.json"


def write_threads(folder: Folder) -> int:
    """Write the threads of DIR, if there are any; their number comes back. The same records give the same bytes."""
    items = {item.ref: item for item in told(folder)}
    threads = weave(items.values(), corrections(folder))
    matches = match(threads, items, officials(folder))
    rows = [_row(thread, items, matches.get(thread.id)) for thread in threads]
    if rows:
        write_json(folder.root / THREADS, {"threads": rows})
    else:
        (folder.root / THREADS).unlink(missing_ok=True)
    return len(rows)


def told(folder: Folder) -> Iterable[Told]:
    """Every commitment and motion of DIR, in the order of the records' names."""
    for file in sorted(folder.records.glob("*.json")):
        yield from told_in(json.loads(file.read_text("utf-8")), file.stem)


def corrections(folder: Folder) -> Corrections:
    """What a person decided about threads of DIR."""
    file = folder.root / CORRECTIONS
    told = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return Corrections(*(frozenset(frozenset(pair) for pair in told.get(name, ())) for name in ("join", "part")))


def officials(folder: Folder) -> tuple[Official, ...]:
    """What the House registered, as far as it was imported into DIR."""
    file = folder.root / HOUSE
    rows = json.loads(file.read_text("utf-8"))["entries"] if file.exists() else ()
    return tuple(Official(**{**row, "sort": Sort(row["sort"])}) for row in rows)


def write_json(file: Path, told: object) -> None:
    """Written at once; nothing where the same content is there already."""
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    if file.exists() and file.read_text("utf-8") == text:
        return
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)


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
