"""One person, one decision over the batch: who is hidden in one document is looked for in the others.

After a batch every document's confidential file says whom it hides on evidence of its own, and which words with a
capital stand open in it. Where a hidden person's surname stands open elsewhere, that document is done once more with
the person's name; what was found only so does not travel further, so one round more is enough, in whatever order.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from anonymize.person import fold, parse
from corpus.decisions import Category, Verdict
from flows.folder import Folder, write_private
from flows.ledger import Ledger

BATCH = "batch"  # the recogniser of what only another document gave away
SURE = 0.7  # of the score: a name that the model alone saw, or a bare one, does not travel
_HEAD = ("document", "pagina", "woord", "aantal keer")


def of_people(fingerprint: str, names: tuple[str, ...], key: bytes) -> str:
    """The fingerprint of a document that is done with names from other documents."""
    if not names:
        return fingerprint
    return hashlib.sha256(json.dumps([fingerprint, names, key.hex()]).encode()).hexdigest()[:32]


def meet(folder: Folder, ledger: Ledger, stems: Mapping[str, str], released: Iterable[str] = ()) -> set[str]:
    """Work out anew who is to be looked for where; the ids of documents that must be done once more.

    `stems` are the documents of this run by id; those of earlier runs in DIR count as sources of names too. `released`
    are the stems of all documents: while the findings of one are away or damaged, no name is given up anywhere.
    """
    told = {path.stem: _read(path) for path in sorted(folder.confidential.glob("*.json"))}
    before = ledger.people()
    # What one document hides is no news to itself.
    hidden = {stem: set(_hidden(each)) for stem, each in told.items()} if len(told) > 1 else {}
    by_surname = _by_surname(name for names in hidden.values() for name in names)
    whole = all(told.get(stem) for stem in released)
    key, forgotten = folder.key(), forgotten_names(folder)
    now = dict(before)
    for id, stem in stems.items():
        opened = _open(told.get(stem, {}))
        # Not all names for each document: in an archive that would be all names times all documents.
        found = {name for word in opened for name in by_surname.get(word, ())} - hidden.get(stem, set())
        found |= {word for word in opened if sealed(word, key) in forgotten} if forgotten else set()
        names = tuple(sorted(found if whole else found | set(before.get(id, ()))))
        now.pop(id, None)
        if names:
            now[id] = names
    if now != before:
        ledger.keep_people(now)
    return {id for id in stems if now.get(id, ()) != before.get(id, ())}


def forgotten_names(folder: Folder) -> set[str]:
    """Keyed hashes of the surnames that documents hid whose findings were wiped since: they stay hidden elsewhere."""
    receipts = (_read(path) for path in sorted(folder.receipts.glob("*.json")))
    return {seal for told in receipts for seal in told.get("names", ())}


def sealed(word: str, key: bytes) -> str:
    """A surname as a receipt holds it."""
    return hmac.new(key, f"name {fold(word)}".encode(), hashlib.sha256).hexdigest()[:16]


def names_to_keep(folder: Folder, stem: str) -> list[str]:
    """The surnames that a document hides, sealed, for its receipt."""
    told = _read(folder.confidential / f"{stem}.json")
    return sorted({sealed(_surname(name), folder.key()) for name in _hidden(told)})


def write_words(folder: Folder) -> None:
    """One list, for the owner of DIR alone, of the words in all documents that somebody should look at."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for path in sorted(folder.confidential.glob("*.json")):
        for word in _read(path).get("look_at", []):
            writer.writerow((path.stem, word["page"], word["text"], word["times"]))
    write_private(folder.words, out.getvalue().encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _hidden(told: Mapping[str, Any]) -> Iterable[str]:
    """Whole names that a document hides on evidence of its own, whose surname is no everyday word."""
    from anonymize.words import is_ordinary  # here: it loads how common words are, which one document need not know

    for each in told.get("findings", []):
        person = each.get("category") == Category.PERSON and each.get("decision") == Verdict.REDACT
        if not person or each["recogniser"] == BATCH or each["score"] < SURE:
            continue
        name = parse(each["text"])
        if not name.bare and len(name.family) > 2 and not is_ordinary(name.family):
            yield " ".join(each["text"].split())


def _open(told: Mapping[str, Any]) -> set[str]:
    """The words with a capital that nothing in the document itself explains or hides."""
    found = {fold(word) for word in told.get("open", [])}
    for each in told.get("findings", []):
        if each.get("recogniser") == BATCH:
            found |= {fold(word) for word in each["text"].split()}
    return found


def _by_surname(names: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in set(names):
        found.setdefault(_surname(name), []).append(name)
    return found


def _surname(name: str) -> str:
    return fold(parse(name).family).split()[-1]
