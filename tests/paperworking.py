"""A folder of `lakwerk run` with made-up documents, and the command over it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from platform_reader import check_files, read_report
from recording import COMMITMENT, DEADLINE, MOTION, record

from corpus.store import Placed, Row, Store
from flows.cli import main
from flows.judgements import Given, Judgement
from flows.pieces import Drawn, Piece

NOTA, MOTIE, MAIL, HELD = (f"w{letter * 12}" for letter in "abcf")
CASE = ("--case", "2026-031", "--prefix", "MINBZK")
SITE = ("--decided", "2026-04-01", "--base-url", "https://open.example.nl/woo")


def box(number: int, page: int = 1, ground: str = "5.1.2e", category: str = "person") -> dict[str, Any]:
    return {"id": f"r{number}", "page": page, "bbox": None, "ground": ground, "category": category}


def fill_folder(out: Path) -> Path:
    """A nota with two grounds, a motion without boxes, a mail with two attachments, and a file in quarantine."""
    for name in ("redacted", "records"):
        (out / name).mkdir(parents=True)
    mail, first, second = "c" * 32, "d" * 32, "e" * 32
    put(out, "nota", record("a" * 32, redactions=[box(1), box(2), box(3, 2, "5.1.1e", "bsn")], commitments=[COMMITMENT],
                            motions=[MOTION], deadlines=[DEADLINE]))  # fmt: skip
    put(out, "motie", record("b" * 32, source="motie.pdf", kind="motie", title="Motie", ministry=None, pages=1))
    told = record(mail, source="mail.eml", kind="overig", title="RE: nota", redactions=[box(1)], pages=1)
    told["document"]["attachments"] = [first, second]
    put(out, "mail", told)
    for number, id in ((2, first), (10, second)):
        child = record(id, source=f"mail-bijlage-{number}.txt", kind="overig", title=None, date=None, pages=1)
        child["document"]["parent"] = mail
        put(out, f"mail-bijlage-{number}", child, ending=".txt")
    hold(out, "kapot", "f" * 32)
    return out


def put(out: Path, stem: str, told: dict[str, Any], ending: str = ".pdf") -> None:
    """A document that was done."""
    (out / "records" / f"{stem}.json").write_text(json.dumps(told), "utf-8")
    (out / "redacted" / f"{stem}{ending}").write_bytes(f"gelakt {stem}".encode())
    with closing(Store(out / "lakwerk.db")) as store:
        placed = Placed(
            told["document"]["id"], "x", stem, told["document"]["source"], "done", redacted=f"{stem}{ending}"
        )
        store.save(placed, told)


def hold(out: Path, stem: str, id: str) -> None:
    """A document in quarantine."""
    with closing(Store(out / "lakwerk.db")) as store:
        held = Placed(id, "x", stem, f"{stem}.pdf", "quarantine", "damaged", "De PDF is beschadigd.")
        store.save(held, None)


def papers(out: Path, *more: object) -> int:
    """`lakwerk paperwork` over a folder; the exit status."""
    return main(["paperwork", "--out", str(out), *CASE, *map(str, more)])


def judged(folder: Path, *lines: str, head: str = "ID;Beoordeling;Beoordelingsgrond;Toelichting;Publieke link") -> Path:
    """A list of the officer's."""
    file = folder / "oordelen.csv"
    file.write_text("\n".join([head, *lines]) + "\n", "utf-8-sig")
    return file


def piece(
    number: int = 1,
    judgement: Judgement = Judgement.PARTLY,
    grounds: Sequence[str] = ("5.1.2e",),
    given: Given = Given(),  # noqa: B008 - frozen
    **changes: Any,
) -> Piece:
    """A document as the papers see it; keys of its Row may be given."""
    row = Row(f"{number:032x}", f"nota-{number}", f"nota-{number}.pdf", "done", None, None, "beslisnota", "Nota",
              "2024-03-01", "BZK", 2, len(grounds), tuple(grounds), 1, 1, 1, 0)._replace(**changes)  # fmt: skip
    drawn = tuple(Drawn(1, ground, "person") for ground in grounds) if judgement is Judgement.PARTLY else ()
    file = f"{row.stem}.pdf" if row.state == "done" else ""
    return Piece(f"w{number:012d}", row, row.source, row.title or "", file, drawn, judgement, tuple(grounds), given)


def report(out: Path) -> dict[str, dict[str, str]]:
    """The productierapport by ID, as the strict reader takes it, with its files."""
    rows = read_report((out / "paperwork" / "productierapport.xlsx").read_bytes(), "MINBZK")
    check_files(rows, [path.name for path in (out / "paperwork" / "upload").iterdir()])
    return {row["id"]: row for row in rows}
