"""`make measure reading`: the figures of the reader, on generated and real pages, with its costs."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import made_pages
import pypdfium2
import reading
import real_gold
from figures import Tally, before

from corpus import glyphs
from corpus.document import Document
from corpus.read import read

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs" / "figures-reading.json"
# Wear of the scans by resolution: skew in degrees, one page after the other.
SKEWS = (0.0, 0.4, -0.7, 1.2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-reading.json as it is")
    parser.add_argument("--only", default="", help="part of the names of generated documents")
    parser.add_argument("--kinds", default="born,300,200,real,cost", help="what to measure")
    options = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    kinds = options.kinds.split(",")
    tally, rates = Tally(), dict[str, str]()
    with tempfile.TemporaryDirectory() as folder:
        papers = [made for made in made_pages.make(Path(folder)) if options.only in made.name]
        if "born" in kinds:
            _born(papers, tally, rates)
        for dpi in reading.DPIS:
            if str(dpi) in kinds:
                _scanned(papers, dpi, Path(folder), tally, rates)
        if "cost" in kinds:
            rates.update(_born_cost(papers))
    if "real" in kinds and real_gold.REAL.is_dir():
        _real(tally)
    _show(before(FIGURES, options.base), tally, rates)
    if not options.no_write:
        FIGURES.write_text(json.dumps(tally.counts, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def _born(papers: Sequence[Any], tally: Tally, rates: dict[str, str]) -> None:
    wrong = letters = 0
    for made in papers:
        got = reading.score(made, read(made.path, b"measure"), "born-digital", tally)
        want = _body(made)
        wrong += reading.distance(want, got)
        letters += len(want)
    rates["born-digital: character error rate"] = f"{wrong / letters:.3%} of {letters}"


def _scanned(papers: Sequence[Any], dpi: int, folder: Path, tally: Tally, rates: dict[str, str]) -> None:
    """Read worn scans, and beside them what plain tesseract makes of the same pictures."""
    kind = f"scan {dpi} dpi"
    ours = plain = best = letters = pages = 0
    time = dict.fromkeys(("ours", "tesseract"), 0.0)
    repaired: Counter[str] = Counter()
    for number, made in enumerate(papers):
        path = folder / f"{made.name}-{dpi}.pdf"
        made_pages.scan(made.path, path, dpi=dpi, seed=number, skew=SKEWS[number % len(SKEWS)])
        start = reading.cpu()
        document = read(path, b"measure")
        time["ours"] += reading.cpu() - start
        got = reading.score(made, document, kind, tally)
        repaired += _repairs(made, document)
        want = _body(made)
        start = reading.cpu()
        raw = [reading.unnumbered(line) for line in _tesseract(path, folder)]
        time["tesseract"] += reading.cpu() - start
        ours += reading.distance(want, got)
        plain += reading.distance(want, reading.folded(" ".join(raw)))
        best += reading.distance(want, _in_order(want, raw))
        letters += len(want)
        pages += made.truth.pages
    rates[f"{kind}: character error rate"] = f"{ours / letters:.3%} of {letters}"
    rates[f"{kind}: of plain tesseract, all it prints"] = f"{plain / letters:.3%}"
    rates[f"{kind}: of plain tesseract, its lines of the body put in order"] = f"{best / letters:.3%}"
    rates[f"{kind}: words repaired: better, worse, neither"] = "{better}, {worse}, {neither}".format_map(
        {"better": 0, "worse": 0, "neither": 0} | repaired
    )
    ratio = time["ours"] / time["tesseract"]
    rates[f"{kind}: CPU s a page, and times one tesseract tsv"] = f"{time['ours'] / pages:.2f}, {ratio:.2f}"


def _body(made: Any) -> str:
    return reading.unnumbered(reading.folded(" ".join(f"{h or ''} {text}" for h, text in made.truth.sections)))


def _repairs(made: Any, document: Document) -> Counter[str]:
    """Of the words that were read otherwise than seen, how many became right and how many wrong."""
    true = set(
        reading.folded(" ".join((_body(made), *made.truth.side, *made.truth.notes, *made.truth.furniture))).split()
    )
    done: Counter[str] = Counter()
    for word in document.words:
        before, after = reading.folded(word.seen), reading.folded(word.text)
        if after and before != after:
            done[
                "better"
                if after in true and before not in true
                else "worse"
                if before in true and after not in true
                else "neither"
            ] += 1
    return done


def _tesseract(path: Path, folder: Path) -> list[str]:
    """The lines that one `tesseract ... tsv` process a page prints, on the pictures as they lie in the file."""
    lines: list[str] = []
    for picture in _pictures(path, folder):
        out = folder / "plain"
        subprocess.run(
            ["tesseract", picture, out, "-l", "nld", "tsv"], check=True, capture_output=True, env={**os.environ}
        )
        rows = [row.split("\t") for row in out.with_suffix(".tsv").read_text("utf-8").split("\n")[1:]]
        found: dict[tuple[str, ...], list[str]] = {}
        for row in rows:
            if len(row) == 12 and row[11].strip():
                found.setdefault(tuple(row[2:5]), []).append(row[11])
        lines += [" ".join(words) for words in found.values()]
    return lines


def _pictures(path: Path, folder: Path) -> list[Path]:
    place = folder / "pictures"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    subprocess.run(["pdfimages", "-all", path, place / "p"], check=True)
    return sorted(place.iterdir())


def _in_order(want: str, lines: Iterable[str]) -> str:
    """Lines of the body in the order of the truth: what a perfect reader of columns would make of them."""
    found = []
    for line in map(reading.folded, lines):
        words = line.split()
        places = [at for word in words if (at := want.find(word)) >= 0]
        if len(places) * 2 >= len(words) and len(line) > 3:
            at, share = _place(want, line)
            if share > 0.5:
                found.append((at, line))
    return " ".join(line for _, line in sorted(found))


def _place(want: str, line: str) -> tuple[int, float]:
    """Where a line belongs in the truth, by its longest pieces found there, and how much of it is."""
    covered, first = 0, -1
    at = 0
    while at < len(line):
        size = 12
        while at + size <= len(line) and want.find(line[at : at + size]) >= 0:
            size += 1
        if size > 12:
            place = want.find(line[at : at + size - 1])
            first = place - at if first < 0 else first
            covered += size - 1
            at += size - 1
        else:
            at += 1
    return first, covered / len(line)


def _born_cost(papers: Sequence[Any]) -> dict[str, str]:
    """CPU of words with boxes and of a whole reading against PDFium's plain text, on pages without tables."""
    plain = words = whole = 0.0
    pages = 0
    for made in papers:
        if made.truth.rows:
            continue
        with pypdfium2.PdfDocument(made.path) as pdf:
            start = reading.cpu()
            for at in range(len(pdf)):
                page = pdf[at]
                page.get_textpage().get_text_range()
                page.close()
            plain += reading.cpu() - start
            start = reading.cpu()
            for at in range(len(pdf)):
                page = pdf[at]
                glyphs.words(page, at + 1)
                page.close()
            words += reading.cpu() - start
            pages += len(pdf)
        start = reading.cpu()
        read(made.path, b"measure")
        whole += reading.cpu() - start
    return {
        "born-digital: CPU ms a page of PDFium's plain text": f"{1000 * plain / pages:.2f} ({pages} pages)",
        "born-digital: CPU times that, words with boxes": f"{words / plain:.1f}",
        "born-digital: CPU times that, the whole reading": f"{whole / plain:.1f}",
    }


def _real(tally: Tally) -> None:
    for row in real_gold.load():
        for fact in real_gold.facts(row):
            name = f"real: {fact.kind}" if fact.firm else "real: facts in doubt"
            tally.add(name, fact.right, 1, *[f"{fact.place}: {fact.what}"[:200]] * (not fact.right and fact.firm))


def _show(before: dict[str, list[int]], tally: Tally, rates: dict[str, str]) -> None:
    for miss in tally.misses:
        print("  ", miss)
    print(f"{'':56}{'before':>14}{'now':>14}")
    for name, (good, of) in tally.counts.items():
        old = before.get(name)
        print(f"{name:56}{f'{old[0]}/{old[1]}' if old else '-':>14}{f'{good}/{of}':>14}")
    for name, value in rates.items():
        print(f"{name:70}{value:>26}")


if __name__ == "__main__":
    sys.exit(main())
