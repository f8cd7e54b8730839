"""Whether what was hidden is gone, and what it costs (`make measure removal`).

Hostile pages, drawn anew and as pictures; pairs of pages that differ in a hidden name; how many pages of the examples,
and of the real documents beside the project, can be drawn anew, and how alike they look. Costs are CPU milliseconds of
this machine a page.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the program does, before numpy is imported

import argparse
import json
import os
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from string import ascii_lowercase

import hostile
import pairing
from figures import before
from test_hostile import CASES, hidden
from test_redact import hide

from anonymize.case import Case
from anonymize.find import find
from anonymize.ink import find_ink
from anonymize.likeness import changes
from anonymize.policy import Policy, decide
from anonymize.redact import Redacted, redact_pdf
from anonymize.release import release
from anonymize.verify import inspect
from anonymize.wording import Secrets
from corpus.decisions import Mark, Published
from corpus.document import Document, Source
from corpus.errors import CannotProcess, Leak
from corpus.held import let_go
from corpus.read import read
from flows import pipeline, warm
from nlp.extract import extract

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs" / "figures-removal.json"
EXAMPLES = ROOT / "examples" / "documents"
REAL = ROOT.parent / "shared" / "data" / "real"
PAIRS = 220
LARGEST = 3_000_000  # bytes
Figures = dict[str, list[int]]
EVERY = hostile.CASES | CASES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--no-write", action="store_true", help="leave docs/figures-removal.json as it is")
    options = parser.parse_args()
    figures: Figures = {}
    cost: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for measure in (hostile_pages, pairs):
            figures |= measure(Path(folder))
        # As in the process of a document: what it costs is measured too.
        os.environ[warm.MODULE] = pipeline.__name__
        warm.warm()
        for name, source in (("examples", EXAMPLES), ("real documents", REAL)):
            if source.is_dir():
                figures |= documents(name, sorted(source.rglob("*.pdf")), Path(folder), cost)
    _show(before(FIGURES, options.base), figures)
    for way in ("drawn", "pictures"):
        if cost[way]:
            made, gate = (cost[f"{way} {part}"] // cost[way] for part in ("made", "gate"))
            print(f"CPU a page, {way}: making {made} ms, gate {gate} ms, {cost[way]} pages")
    if not options.no_write:
        FIGURES.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def hostile_pages(folder: Path) -> Figures:
    """Every hostile page, released by the way that passes; and whether the gate keeps each in as it came."""
    told: Counter[str] = Counter()
    for name, make in EVERY.items():
        source, target = make(folder / "bron.pdf"), folder / "gelakt.pdf"
        published = hidden(read(source))
        secrets = Secrets.of(published)
        try:
            made = release(source, published, (), target, secrets)
        except Leak as leak:
            told["held"] += 1
            print("  ", name, "held:", leak.detail)
            continue
        told["drawn" if made.bands else "pictures"] += 1
        leaks = inspect(target, published, made, secrets, source, thorough=True)
        told["leaks"] += bool(leaks)
        if leaks:
            print("  ", name, "LEAKS", sorted({spot.engine for spot in leaks}))
        told["as they came"] += bool(inspect(source, published, made, secrets, source))
    released = told["drawn"] + told["pictures"]
    return {
        "hostile pages: leaks that a thorough look finds": [told["leaks"], released],
        "hostile pages: released drawn": [told["drawn"], len(EVERY)],
        "hostile pages: released as pictures": [told["pictures"], len(EVERY)],
        "hostile pages: held": [told["held"], len(EVERY)],
        "hostile pages: kept in as they came": [told["as they came"], released],
    }


def pairs(folder: Path) -> Figures:
    """Pairs of pages that differ in a hidden name only."""
    chance = Random(5)
    layouts: list[Callable[[Path, str], Path]] = [pairing.subset_page, *map(_page_of, pairing.LAYOUTS.values())]
    same = 0
    for number in range(PAIRS):
        make = layouts[number % len(layouts)]
        results = set()
        for _ in range(2):
            words = ["".join(chance.choices(ascii_lowercase, k=chance.randint(2, 19))).capitalize() for _ in range(2)]
            name = " ".join(words[: chance.randint(1, 2)])
            source = make(folder / "bron.pdf", name)
            redact_pdf(source, hide(read(source), r"\s+".join(name.split())), (), folder / "gelakt.pdf")
            results.add((folder / "gelakt.pdf").read_bytes())
        same += len(results) == 1
    return {"pairs with the same bytes": [same, PAIRS]}


def _page_of(layout: Callable[[str], str]) -> Callable[[Path, str], Path]:
    return lambda path, name: pairing.page(path, layout(name))


def documents(name: str, sources: list[Path], folder: Path, cost: Counter[str]) -> Figures:
    """How many digital documents and pages are drawn anew and pass, and how many of the pages look the same."""
    found: Counter[str] = Counter()
    for source in sources:
        if source.stat().st_size > LARGEST:
            continue
        try:
            document = read(source)
        except CannotProcess:
            continue
        digital = [page.number for page in document.pages if page.source is Source.TEXT]
        published, marks = _decided(source, document)
        for as_pictures in (False, True):
            way, began = "pictures" if as_pictures else "drawn", _cpu()
            made = redact_pdf(source, published, marks, folder / "gelakt.pdf", as_pictures=as_pictures)
            middle = _cpu()
            spots = inspect(folder / "gelakt.pdf", published, made, Secrets.of(published), source)
            if as_pictures or len(made.bands) == len(document.pages):
                cost.update({way: len(document.pages), f"{way} made": middle - began, f"{way} gate": _cpu() - middle})
            found[f"{way} clean"] += not spots
            if spots:
                print("  ", source.name, way, sorted({(spot.engine, spot.page, spot.fault) for spot in spots}))
            if not as_pictures:
                found.update(_likeness(source, published, made, folder / "gelakt.pdf", document, digital))
            let_go()
    return {
        f"{name}: digital documents drawn": [found["whole"], found["digital"]],
        f"{name}: digital pages drawn": [found["pages"], found["digital pages"]],
        f"{name}: drawn pages that look the same": [found["alike"], found["pages"]],
        f"{name}: documents clean, drawn": [found["drawn clean"], found["documents"]],
        f"{name}: documents clean, as pictures": [found["pictures clean"], found["documents"]],
    }


def _likeness(
    source: Path, published: Published, made: Redacted, target: Path, document: Document, digital: list[int]
) -> Iterator[str]:
    case = Case(target, published, made, Secrets.of(published), source)
    yield "documents"
    if digital:
        yield "digital"
        if set(digital) <= set(made.bands):
            yield "whole"
    yield from ["digital pages"] * len(digital)
    yield from ["pages"] * len(made.bands)
    yield from ["alike" for _, changed, _ in changes(case) if not changed]
    if made.refused:
        print("  ", source.name, "not drawn:", made.refused)


def _decided(source: Path, document: Document) -> tuple[Published, tuple[Mark, ...]]:
    records = extract(document)
    decisions = decide(document, find(document), Policy(), records.profile, records.motions)
    return Published(document, decisions), find_ink(source, document)


def _cpu() -> int:
    """Milliseconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return int(1000 * sum(each.ru_utime + each.ru_stime for each in used))


def _show(before: Figures, figures: Figures) -> None:
    print(f"{'':52}{'before':>12}{'now':>12}")
    for name, (number, of) in figures.items():
        old = before.get(name)
        print(f"{name:52}{f'{old[0]} of {old[1]}' if old else '-':>12}{f'{number} of {of}':>12}")


if __name__ == "__main__":
    sys.exit(main())
