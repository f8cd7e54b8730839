"""`lakwerk publish`: a folder for the public site, with what a person released and nothing else.

It has no confidential folder, no original and no key: what is not in it cannot leak from it.
"""

from __future__ import annotations

import json
import os
import shutil
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.database import SETTING, StoreTrouble
from corpus.intake import Placed
from corpus.store import DONE, Store
from corpus.wipe import wipe
from flows.endings import ENDINGS, placed
from flows.folder import Folder
from flows.progress import count, say, warn
from flows.reviewed import Released, released_documents
from flows.settings import WrongUsage
from flows.threads import CORRECTIONS, HOUSE, write_threads
from flows.written import write_file

DONE_WELL, WRONG_USAGE = 0, 2
ELSEWHERE = f"{SETTING} is gezet: de openbare site heeft een eigen database in haar map. Haal de instelling hier weg."
MARK = "lakwerk-site"  # in a folder that is ours to clear


def publish(arguments: Namespace) -> int:
    """Make the folder, or bring it up to date."""
    folder, site = Folder.at(arguments.out), Folder.at(arguments.to)
    try:
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        if os.environ.get(SETTING, "").strip():
            raise WrongUsage(ELSEWHERE)
        _check(folder, site)
        with folder.lock():
            found = released_documents(folder)
            _fill(folder, site, found)
        _store(site, found)
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{arguments.to}: kan niet worden geschreven ({error.strerror}). Geef het commando nog eens.")
        return WRONG_USAGE
    say(f"{count(len(found), 'stuk', 'stukken')} in {arguments.to}. Toon ze met 'lakwerk web --out {arguments.to}'.")
    return DONE_WELL


def _check(folder: Folder, site: Folder) -> None:
    """The folder must be new, empty or ours: what lies in it and was not released is removed."""
    inside = site.root.resolve().is_relative_to(folder.root.resolve())
    if inside or folder.root.resolve().is_relative_to(site.root.resolve()):
        raise WrongUsage(f"{site.root}: geef een map buiten {folder.root}; de site mag niets anders kunnen lezen.")
    if site.root.is_dir() and any(site.root.iterdir()) and not (site.root / MARK).is_file():
        raise WrongUsage(f"{site.root}: deze map is niet leeg en niet van lakwerk publish. Geef een nieuwe map.")


def _fill(folder: Folder, site: Folder, found: Sequence[Released]) -> None:
    """Copy what was released; remove what was not, first: a document that was taken back goes at once."""
    site.root.mkdir(parents=True, exist_ok=True)
    (site.root / MARK).touch()
    wanted = dict(_files(folder, site, found))
    for place in (site.redacted, site.accessible, site.records):
        place.mkdir(exist_ok=True)
        for stale in place.iterdir():
            if stale not in wanted:
                stale.unlink()
    for target, source in wanted.items():
        write_file(target, source.read_bytes())
    for name in (CORRECTIONS, HOUSE):
        if (folder.root / name).is_file():
            shutil.copyfile(folder.root / name, site.root / name)
    for list_ in folder.released.glob("inventory.*"):
        write_file(site.root / list_.name, list_.read_bytes())


def _files(folder: Folder, site: Folder, found: Sequence[Released]) -> Iterator[tuple[Path, Path]]:
    for each in found:
        files = [(ending, folder.released / f"{each.stem}.{ending}") for ending in ENDINGS]
        there = [(ending, file) for ending, file in files if file.is_file() and not file.is_symlink()]
        if {"json"} | {ending for ending, _ in there} == {"json"}:
            raise WrongUsage(f"released/{each.stem}: de vrijgegeven bestanden ontbreken. Geef het stuk opnieuw vrij.")
        yield from ((placed(site, each.stem, ending), file) for ending, file in there)


def _store(site: Folder, found: Sequence[Released]) -> None:
    """A store of its own, made anew; the site shows the old one until it is there."""
    new = site.root / "new.db"
    wipe(new)
    with closing(Store(new)) as store:
        store.save_many([_stored(site, each) for each in found])
    wipe(site.database)
    new.replace(site.database)
    write_threads(site)


def _stored(site: Folder, each: Released) -> tuple[Placed, dict[str, Any]]:
    record: dict[str, Any] = json.loads(placed(site, each.stem, "json").read_text("utf-8"))
    pdf = placed(site, each.stem, "pdf").is_file()
    name = f"{each.stem}.{'pdf' if pdf else 'txt'}"
    return Placed(each.id, "", each.stem, record["document"]["source"], DONE, redacted=name), record
