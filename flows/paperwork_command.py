"""`lakwerk paperwork`: the papers of a Woo decision, made of what is published and of nothing else."""

from __future__ import annotations

import json
import shutil
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from corpus.database import StoreTrouble, is_there
from corpus.spreadsheet import as_csv, as_xlsx
from corpus.store import DONE as DONE_STATE
from corpus.store import Row, Store
from flows import publication_lists as lists
from flows.decision_letter import decision_letter, dutch
from flows.folder import Folder
from flows.judgements import Judgement, read_judgements
from flows.matter import Matter, matter
from flows.pieces import Piece, gather
from flows.progress import count, say, warn
from flows.reviewed import judged, with_refusals
from flows.settings import WrongUsage
from flows.sitemap import publisher, sitemaps
from flows.tally import SHEET, as_table, tally
from flows.terms import decide_by, decide_by_extended
from flows.written import offer, write_file

DONE, TO_JUDGE, WRONG_USAGE = 0, 1, 2
LETTER, TO_DECIDE = "besluit.docx", "te-beslissen.csv"
# What is ours alone: of an earlier run nothing of this may stay behind.
_OURS = ("sitemap*.xml", "inventarislijst-*.xlsx", "inventarislijst-*.csv")


def paperwork(arguments: Namespace) -> int:
    """Write DIR/paperwork; the exit status says whether documents wait for a judgement."""
    folder = Folder.at(arguments.out)
    if not folder.records.is_dir() or not is_there(folder.database):
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    try:
        case = matter(arguments)
        given = read_judgements(arguments.judgements) if arguments.judgements else {}
        folder.prepare()
        with folder.lock():
            rows = _rows(folder)
            given = judged(folder, rows, given) if arguments.reviewed else given
            pieces = gather(folder, rows, with_refusals(folder, rows, given))
            if not pieces:
                raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
            _write(folder, case, pieces, folder.released if arguments.reviewed else folder.redacted)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{folder.upload.parent}: kan niet worden geschreven ({error.strerror}).")
        return WRONG_USAGE
    _tell(case, pieces)
    return TO_JUDGE if any(each.judgement is Judgement.UNDECIDED for each in pieces) else DONE


def _rows(folder: Folder) -> dict[str, Row]:
    try:
        with closing(Store(folder.database)) as store:
            rows = store.rows()
    except StoreTrouble as error:
        raise WrongUsage(str(error)) from None
    there = {path.stem for path in folder.records.glob("*.json")}
    if there - {row.stem for row in rows.values() if row.state == DONE_STATE}:
        # A list that leaves out a document in silence is worse than none.
        raise WrongUsage(f"{folder.root}: de database en de map records verschillen. Kijk met 'lakwerk doctor'.")
    return rows


def _write(folder: Folder, case: Matter, pieces: Sequence[Piece], source: Path) -> None:
    root = folder.upload.parent
    folder.upload.mkdir(parents=True, exist_ok=True)
    figures, public = tally(pieces), lists.public(case, pieces)
    ours = {
        "productierapport.xlsx": as_xlsx("Productierapport", lists.PRODUCTION, lists.production(case, pieces)),
        f"inventarislijst-{case.number}.xlsx": as_xlsx("Inventarislijst", lists.PUBLIC, public),
        f"inventarislijst-{case.number}.csv": as_csv(lists.PUBLIC, public),
        "statistiek.json": (json.dumps(figures, ensure_ascii=False, indent=2) + "\n").encode(),
        "statistiek.xlsx": as_xlsx("Statistiek", SHEET, as_table(figures)),
    }
    if case.base_url and case.decided:
        ours |= sitemaps(case, case.decided, pieces)
    for stale in (path for pattern in _OURS for path in root.glob(pattern) if path.name not in ours):
        stale.unlink()
    for name, content in ours.items():
        write_file(root / name, content)
    _offer(root / LETTER, decision_letter(case, pieces))
    if waiting := lists.to_decide(pieces):
        _offer(root / TO_DECIDE, as_csv(lists.TO_DECIDE, waiting))
    _fill_upload(folder.upload, source, pieces)


def _offer(file: Path, content: bytes) -> None:
    """Write a file that the officer works in, and say so where the new one lies beside hers."""
    written = offer(file, content)
    if written != file:
        warn(f"{file.name} bestaat al en blijft zoals het is. Het nieuwe staat in {written.name}.")


def _fill_upload(upload: Path, place: Path, pieces: Iterable[Piece]) -> None:
    """Let the folder hold what this decision publishes under the names that the platform wants, and nothing else.

    Copies, no links: who opens one and saves it must not change the file that was proven clean.
    """
    wanted = {f"{each.id}{each.ending}": place / each.file for each in pieces if each.is_published}
    for stale in upload.iterdir():
        if stale.name not in wanted:
            shutil.rmtree(stale) if stale.is_dir() and not stale.is_symlink() else stale.unlink()
    for name, source in wanted.items():
        write_file(upload / name, source.read_bytes())


def _tell(case: Matter, pieces: Sequence[Piece]) -> None:
    """A line for what was made, and one for each thing that the officer has to look at."""
    public = [each for each in pieces if each.is_published]
    say(f"{_amount(pieces)} in paperwork, {_amount(public)} klaar om te uploaden.")
    if undated := [each for each in pieces if not each.day and each.judgement is not Judgement.OUTSIDE]:
        warn(f"{_amount(undated)} zonder datum: {_ids(undated)}. Geef de datum met --judgements als die bekend is.")
    if not (case.base_url and case.decided):
        warn("sitemap.xml is niet gemaakt: daarvoor zijn --base-url en --decided nodig.")
    else:
        if lost := [each for each in public if publisher(case, each) is None]:
            warn(f"{_amount(lost)} niet in sitemap.xml: het ministerie is onbekend ({_ids(lost)}). Geef --ministry.")
        if bare := [each for each in public if each.row.kind in (None, "overig") and publisher(case, each)]:
            warn(f"{_amount(bare)} in sitemap.xml zonder documentsoort: {_ids(bare)}.")
    if case.received and case.decided and case.decided > decide_by(case.received).last:
        last, extended = decide_by(case.received).last, decide_by_extended(case.received).last
        warn(f"het besluit komt na {dutch(last)}, de laatste dag; na verlenging is dat {dutch(extended)}.")
    if waiting := [each for each in pieces if each.judgement is Judgement.UNDECIDED]:
        warn(f"{_amount(waiting)} nog te beslissen: {_ids(waiting)}. Vul {TO_DECIDE} in en geef het met --judgements.")


def _amount(pieces: Sequence[Piece]) -> str:
    return count(len(pieces), "document", "documenten")


def _ids(pieces: Sequence[Piece]) -> str:
    shown = ", ".join(each.id for each in pieces[:5])
    return f"{shown} en nog {len(pieces) - 5}" if len(pieces) > 5 else shown
