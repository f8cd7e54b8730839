"""Commitments, motions and deadlines in real documents against what people read there (`make measure extraction`).

`letters` and what ends in `_dev` are development data: rules were written with them at hand, and the judge of promises
learned from them, so that its finds there count too high (`measure_promises.py` leaves each document out of its
lessons). What ends in `_held` was looked at only as figures. The documents lie in the shared folder beside the project;
without it nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from debates import MINUTES, debate
from extraction_gold import KINDS, Row, Seen, bare, gold, score
from figures import Tally, before
from made_scans import scan

from corpus.read import read
from corpus.records import MotionStatus
from nlp.extract import extract

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "real"
FIGURES = ROOT / "docs" / "figures-extraction.json"
# What was labelled in each set.
SETS = {
    "letters": KINDS,
    "debates_dev": KINDS,
    "debates_more": ("commitment", "deadline"),
    "debates_2024": KINDS,
    "debates_held": KINDS,
    "motion_papers_dev": ("deadline", "motion"),
    "motion_papers_held": ("deadline", "motion"),
}
_TITLE = re.compile(
    r"(?P<kind>.*?motie) van (?:het lid|de leden)\s+(?P<names>.+?)\s*(?P<others> c\.s\.)?(?: over |$)", re.IGNORECASE
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument(
        "--only",
        default="",
        help="a set by name, or: official, titles, scans",
    )
    parser.add_argument("--misses", action="store_true", help="print what went wrong; held-out sets stay silent")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-extraction.json as it is")
    options = parser.parse_args()
    if not REAL.is_dir():
        print("The shared folder with real documents is not there; nothing is measured.")
        return 0
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        chosen = [part for name, part in _parts(Path(folder)).items() if options.only in name]
        if not chosen:
            parser.error(f"nothing is called {options.only}")
        for part in chosen:
            part(tally)
    _show(before(FIGURES, options.base), tally.counts)
    if options.misses:
        print(*(miss for miss in tally.misses if "_held:" not in miss), sep="\n")
    if not (options.no_write or options.only):
        FIGURES.write_text(json.dumps(tally.counts, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def _show(old: dict[str, list[int]], counts: dict[str, list[int]]) -> None:
    print(f"{'':66}{'before':>12}{'now':>12}")
    for name, (good, of) in counts.items():
        was = old.get(name)
        share = f"{100 * good / of:7.1f}" if of else ""
        print(f"{name:66}{f'{was[0]}/{was[1]}' if was else '-':>12}{f'{good}/{of}':>12}{share}")


def _parts(folder: Path) -> dict[str, Callable[[Tally], None]]:
    parts: dict[str, Callable[[Tally], None]] = {name: lambda t, n=name: _set(n, folder, t) for name in SETS}
    return parts | {
        "official": lambda t: _official(folder, t),
        "titles": lambda t: _titles(folder, t),
        "scans": lambda t: _scans(folder, t),
    }


def _set(name: str, folder: Path, tally: Tally) -> None:
    spent = pages = 0.0
    for file, rows in gold(name).items():
        document = read(document_path(file, folder), b"gold")
        start = time.process_time()
        records = extract(document)
        spent += time.process_time() - start
        pages += len(document.text) / 2500
        score(rows, Seen(document, records), name, tally, SETS[name])
    print(f"{name}: {1000 * spent / pages:.1f} ms CPU a page of 2,500 characters, tokens included")


def document_path(file: str, folder: Path) -> Path:
    """A real document, or one that is made of real data: minutes from XML, a motion paper from the open data."""
    if file in MINUTES:
        return _write(folder / file, debate(REAL, MINUTES[file]))
    if "/" in file:
        return REAL / file
    if file.endswith(".pdf"):
        return REAL / "handelingen" / "tweeminutendebat-volkshuisvesting-2024.pdf"
    return _write(folder / f"{file}.txt", next(row["text"] for row in _papers() if row["nummer"] == file))


def _write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _papers() -> list[Row]:
    lines = (REAL / "motie" / "moties-2023-2025.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _official(folder: Path, tally: Tally) -> None:
    """Motion papers against what the House registered: movers, "c.s.", kind, number and the motion that is replaced."""
    pdf = json.loads((REAL / "motie" / "moties-2023-pdftekst.json").read_text("utf-8"))
    rows = [(r["nummer"], r["text"], r["onderwerp"], r["volgnummer"]) for r in _papers()]
    rows += [(r["DocumentNummer"], r["text"], r["Onderwerp"], r["Volgnummer"]) for r in pdf if r.get("text")]
    for name, text, subject, number in rows:
        title = _TITLE.match(subject)
        if not title:
            continue
        motions = extract(read(_write(folder / f"{name}.txt", text), b"gold")).motions
        own = motions[0] if motions and motions[0].rule == "paper" else None
        want = [bare(one) for one in re.split(r", | en ", title["names"])]
        got = [bare(mover.name) for mover in own.movers] if own else []
        movers = got[:1] == want[:1] if title["others"] else got == want
        amended = "gewijzigd" in title["kind"].lower()
        replaced = re.search(r"t\.?v\.?v\.? ?\(?([\w-]+)", subject)
        facts: tuple[tuple[str, bool, Any], ...] = (
            ("movers", movers, got),
            ("c.s.", bool(own and own.and_others) == bool(title["others"]), own and own.and_others),
            ("amended or not", bool(own) and (own.status is MotionStatus.AMENDED) == amended, own and own.status),  # type: ignore[union-attr]
            ("number", bool(own) and own.number == number, own and own.number),  # type: ignore[union-attr]
            ("replaced", (own.replaces if own else None) == (replaced[1] if replaced else None), own and own.replaces),
        )
        for fact, right, told in facts:
            tally.add(f"official: {fact}", right, 1, *([] if right else [f"{name} {subject[:80]}: {told}"]))


def _titles(folder: Path, tally: Tally) -> None:
    """Titles of motions as the House lists them, each as a text of its own."""
    for number, row in enumerate(_rows("titles")):
        seen = Seen(document := read(_write(folder / f"t{number}.txt", row["title"]), b"gold"), extract(document))
        score([row], seen, "titles", tally, ("motion",))


def _rows(name: str) -> Iterator[Row]:
    for rows in gold(name).values():
        yield from rows


def _scans(folder: Path, tally: Tally) -> None:
    """The digital letters of the development set once more, as worn scans of 200 dpi."""
    for seed, (file, rows) in enumerate(sorted(gold("letters").items())):
        if not file.endswith(".pdf") or "scan" in file or "misc/" in file:
            continue
        target = folder / f"scan-{seed}.pdf"
        scan(REAL / file, target, dpi=200, seed=seed, skew=0.4)
        document = read(target, b"gold")
        score(rows, Seen(document, extract(document)), "scans of 200 dpi", tally)
        plain = read(REAL / file, b"gold")
        score(rows, Seen(plain, extract(plain)), "the same, digital", tally)


if __name__ == "__main__":
    sys.exit(main())
