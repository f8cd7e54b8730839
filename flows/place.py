"""Put a staged document in its place: files first, each at once, then the row that makes it done.

Whatever moment the program is ended at, doing this again gives the same result.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corpus.decisions import Verdict
from corpus.store import DONE, QUARANTINE, Placed, Store
from corpus.trail import Fact, Trail
from flows.accounts import HELD, PROVEN, RELEASED, WITHDRAWN, told_grounds, who
from flows.folder import PRIVATE_FILE, Folder, make_private
from flows.ledger import SHORT_ID, Ledger, tidy_stem
from flows.outcome import (
    CONFIDENTIAL,
    EDITION,
    GALLEY,
    READING,
    RECORD,
    REDACTED_PDF,
    Done,
    Failed,
    Outcome,
    clean,
)
from flows.record import text_of


class Books(NamedTuple):
    """Where it is written down that a document is in its place."""

    folder: Folder
    store: Store
    ledger: Ledger
    trail: Trail


REDACT = Verdict.REDACT.value
ENDINGS = (".pdf", ".txt")
ID_DIGITS = 12  # of a document's id in its number on the publication platform


def place(books: Books, id: str, fingerprint: str, outcome: Outcome) -> None:
    """Make `outcome` the document's public state; its staging folder is gone afterwards."""
    folder = books.folder
    staged = folder.staging / id
    stem = _stem(books, id, outcome)
    _remove(_offered(folder, id))
    if isinstance(outcome, Done):
        _release(books, staged, Placed(id, fingerprint, stem, clean(outcome.source), DONE), outcome)
    else:
        _hold(books, staged, Placed(id, fingerprint, stem, clean(outcome.source), QUARANTINE), outcome)
    shutil.rmtree(staged, ignore_errors=True)


def _stem(books: Books, id: str, outcome: Outcome) -> str:
    """The name of a document: the one that it had, unless that says what is hidden by now."""
    stem = books.ledger.name(id, outcome.stem)
    if stem.removesuffix(f"-{id[:SHORT_ID]}") == tidy_stem(outcome.stem):
        return stem
    from anonymize.filename import safe_name  # here: it loads the lists of names, which is seldom needed

    hidden = hidden_texts(books.folder.staging / id / CONFIDENTIAL)
    if (safe := safe_name(stem, hidden)) == safe_name(stem, ()):
        return stem
    _remove(_outputs(books.folder, stem))
    return books.ledger.rename(id, safe)


def rename(staged: Path, source: str) -> None:
    """Let a staged record say another file name; at once, and the same when it is done again."""
    record = json.loads((staged / RECORD).read_text(encoding="utf-8"))
    record["document"]["source"] = source
    part = staged / f"{RECORD}.part"
    part.write_text(text_of(record), encoding="utf-8")
    part.replace(staged / RECORD)


def withdraw(books: Books, id: str, why: str) -> None:
    """Take back a document whose path holds other bytes now: its old version must not be published."""
    stem = books.ledger.stem(id)
    if stem:
        # Made anew at the end of the run; until then they would tell of what is taken back.
        _remove([books.folder.root / name for name in ("threads.json", "inventory.csv", "inventory.xlsx")])
        _remove(_outputs(books.folder, stem))
        books.trail.append(Fact(who(), WITHDRAWN, id, stem, why=why))
    _remove(
        [*_offered(books.folder, id), *(place / f"{id}.zip" for place in (books.folder.galleys, books.folder.readings))]
    )
    books.store.remove(id)
    books.ledger.forget(id)


def hidden_texts(file: Path) -> tuple[str, ...]:
    """What was redacted in a document, by its confidential file: to look for in another name that it is to get."""
    findings = json.loads(file.read_text(encoding="utf-8"))["findings"] if file.is_file() else []
    return tuple(each["text"] for each in findings if each["decision"] == REDACT and each["text"])


def _release(books: Books, staged: Path, placed: Placed, done: Done) -> None:
    folder = books.folder
    name = placed.stem + Path(done.redacted).suffix
    record = json.loads((staged / RECORD).read_text(encoding="utf-8"))
    targets = {
        staged / done.redacted: folder.redacted / name,
        staged / RECORD: folder.records / f"{placed.stem}.json",
        staged / CONFIDENTIAL: folder.confidential / f"{placed.stem}.json",
    }
    keep_galley(folder, staged, placed.id)
    if done.redacted == REDACTED_PDF:
        folder.accessible.mkdir(exist_ok=True)
        targets[staged / EDITION] = folder.accessible / f"{placed.stem}.html"
    # What an earlier run under other settings left goes first, so that old and new never stand together.
    _remove([path for path in _outputs(folder, placed.stem) if path not in targets.values()])
    for source, target in targets.items():
        _put(source, target, PRIVATE_FILE if target.parent == folder.confidential else folder.public_mode)
    grounds = told_grounds(record)
    books.trail.append(Fact(who(), RELEASED, placed.id, placed.stem, grounds, PROVEN, placed.fingerprint))
    books.store.save(replace(placed, redacted=name, kept=done.kept), record)


def _hold(books: Books, staged: Path, placed: Placed, failed: Failed) -> None:
    folder = books.folder
    target = folder.quarantine / f"{placed.stem}.json"
    _remove([path for path in _outputs(folder, placed.stem) if path != target])
    told = {"source": placed.source, "reason": failed.reason, "detail": failed.detail}
    staged.mkdir(parents=True, exist_ok=True)
    keep_galley(folder, staged, placed.id)
    report = staged / "quarantine.json"
    report.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _put(report, target, PRIVATE_FILE)
    books.trail.append(Fact(who(), HELD, placed.id, placed.stem, why=failed.reason, configuration=placed.fingerprint))
    books.store.save(replace(placed, reason=failed.reason, detail=failed.detail), None)


def keep_galley(folder: Folder, staged: Path, id: str) -> None:
    """What a person looks at, and what was read; where a document was not read this time, what was before stays."""
    for name, place in ((GALLEY, folder.galleys), (READING, folder.readings)):
        if (staged / name).is_file():
            make_private(place)
            _put(staged / name, place / f"{id}.zip", PRIVATE_FILE)


def _outputs(folder: Folder, stem: str) -> list[Path]:
    redacted = [folder.redacted / f"{stem}{ending}" for ending in ENDINGS]
    redacted.append(folder.accessible / f"{stem}.html")
    return [*redacted, *(place / f"{stem}.json" for place in (folder.records, folder.confidential, folder.quarantine))]


def _offered(folder: Folder, id: str) -> list[Path]:
    """Copies that were laid out for upload: an earlier version must not be published any more."""
    return [folder.upload / f"w{number}{ending}" for number in (id[:ID_DIGITS], id) for ending in ENDINGS]


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _put(source: Path, target: Path, mode: int) -> None:
    """Make `source` appear as `target` at once; the staged file stays until the row is written."""
    part = source.with_name(f"{source.name}.put")
    part.unlink(missing_ok=True)
    try:
        os.link(source, part)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, part)
    part.chmod(mode)
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(target)
