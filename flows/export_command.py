"""`lakwerk search ... --export FILE`: all hits as a file, whose ending says how."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from corpus.database import StoreTrouble
from corpus.export import as_csv, as_jsonl, as_parquet, as_xlsx
from corpus.gather import Line, gather_in, is_continued
from corpus.search import CANDIDATES, BadQuery
from corpus.spreadsheet import MOST_ROWS
from flows.progress import count, say, warn
from flows.search_command import WORDS, filters_of
from flows.settings import WrongUsage
from flows.written import write_file
from review.remarks import remarks

DONE, WRONG_USAGE = 0, 2
ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet", ".json")
# What Lakwerk keeps in DIR itself; an export must not take its place.
OWN_FOLDERS = ("accessible", "confidential", "paperwork", "quarantine", "records", "redacted")
OWN_FILES = ("inventory.csv", "inventory.xlsx", "threads.json", "corrections.json", "house.json", "watches.json")


def export(arguments: Namespace) -> int:
    """Search DIR and write all that was found."""
    words, filters = " ".join(arguments.words), filters_of(arguments)
    try:
        if arguments.json or arguments.facets:
            raise WrongUsage("--export schrijft een bestand. Laat --json en --facets weg.")
        _check(arguments.export, arguments.out)
        found, lines = gather_in(arguments.out / "lakwerk.db", words, filters, arguments.limit)
        for remark in remarks(found):
            warn(remark)
        if is_continued(found, words, filters) and len(lines) > CANDIDATES:
            warn(f"De beste {CANDIDATES} staan voorop; daarna komen de andere, uit de nieuwste stukken eerst.")
        content, amount = _made(lines, arguments)
        write_file(arguments.export, content)
    except (BadQuery, StoreTrouble, WrongUsage) as error:
        warn(str(error))
        return WRONG_USAGE
    say(f"{amount} geschreven naar {arguments.export}.")
    return DONE


def _check(file: Path, out: Path) -> None:
    """Raises WrongUsage where nothing can or may be written, before anything is searched for."""
    if _ending(file) not in ENDINGS:
        raise WrongUsage(f"{file}: onbekende soort bestand. Laat de naam eindigen op {', '.join(ENDINGS)}.")
    try:
        is_folder, has_folder = file.is_dir(), file.parent.is_dir()
        place, root = file.parent.resolve() / file.name, out.resolve()
    except OSError as error:
        raise WrongUsage(f"{file}: kan niet worden geschreven ({error.strerror}).") from None
    if is_folder:
        raise WrongUsage(f"{file}: dit is een map. Geef de naam van een bestand.")
    if not has_folder:
        raise WrongUsage(f"{file}: de map {file.parent} bestaat niet. Maak die eerst of geef een andere plaats.")
    own = [root / name for name in OWN_FILES]
    if place in own or any(place.is_relative_to(root / name) for name in OWN_FOLDERS):
        raise WrongUsage(f"{file}: hier staat wat lakwerk zelf bijhoudt. Geef een andere naam of plaats.")


def _ending(file: Path) -> str:
    return file.suffix.lower()


def _made(lines: Sequence[Line], arguments: Namespace) -> tuple[bytes, str]:
    """The lines as a file, and how many in words."""
    amount = count(len(lines), "regel", "regels")
    match _ending(arguments.export):
        case ".csv":
            return as_csv(lines, WORDS), amount
        case ".xlsx":
            if len(lines) > MOST_ROWS:
                raise WrongUsage(f"Een .xlsx kan niet meer dan {MOST_ROWS} regels bevatten. Kies .csv of .parquet.")
            return as_xlsx(lines, WORDS), amount
        case ".jsonl":
            return as_jsonl(lines), amount
        case ".parquet":
            return as_parquet(lines), amount
        case _:
            return _house(lines, arguments.out)


def _house(lines: Sequence[Line], out: Path) -> tuple[bytes, str]:
    """The threads that the lines belong to as entities of the House, in the order of the lines."""
    # Here: they take the whole engine with them, which takes seconds.
    from flows.house_command import entity
    from flows.threads import read_threads

    threads = {each["id"]: each for each in read_threads(out)}
    known = [line.hit.thread for line in lines if line.hit.thread in threads]
    if outside := len(lines) - len(known):
        warn(f"{count(outside, 'zin hoort', 'zinnen horen')} bij geen toezegging of motie; dat staat er niet in.")
    rows = [entity(threads[id]) for id in dict.fromkeys(known) if id]
    told = json.dumps({"value": rows}, ensure_ascii=False, indent=2) + "\n"
    return told.encode("utf-8", "replace"), count(len(rows), "draad", "draden")
