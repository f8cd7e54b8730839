"""The documents that `make measure throughput` works on: made ones, no two of them the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from random import Random

import made_pages
import made_store
import pikepdf
import pypdfium2

SKEWS = (0.0, 0.4, -0.7)
PAGES = 2  # of a nota
GIVEN = "Anneke Bram Carlijn Daan Esra Femke Gijs Hanna Ilse Joris Kees Lotte Mehmet Noor Olga Pim".split()
FAMILY = "Terpwijkstra Oudebroek Vandermolenaar Kievitsbosch Zandpoortema Holtmarke Rietlanderink".split()


def born(folder: Path, amount: int) -> list[Path]:
    """Born-digital notas and letters of two pages, without a table where there are enough of them."""
    made = [paper for paper in made_pages.make(folder / "made") if paper.truth.pages > 1]
    plain = [paper.path for paper in made if not paper.truth.rows] or [paper.path for paper in made]
    place = folder / "born"
    place.mkdir()
    found = []
    for number in range(amount):
        path = place / f"nota-{number:04}.pdf"
        with pikepdf.open(plain[number % len(plain)]) as pdf:
            del pdf.pages[PAGES:]
            pdf.docinfo["/Keywords"] = f"{number}"  # no two are the same file
            pdf.save(path, deterministic_id=True)
        found.append(path)
    return found


def scanned(folder: Path, sources: Sequence[Path], dpi: int) -> list[Path]:
    """The same as a scanner sees them, each worn in its own way."""
    place = folder / "scanned"
    place.mkdir()
    for number, source in enumerate(sources):
        made_pages.scan(source, place / source.name, dpi=dpi, seed=number, skew=SKEWS[number % len(SKEWS)])
    return sorted(place.iterdir())


def pictures(folder: Path, scans: Sequence[Path], dpi: int) -> dict[Path, list[Path]]:
    """The pages of each scan as PNG files, for programs that want pictures."""
    place = folder / "pictures"
    place.mkdir()
    found: dict[Path, list[Path]] = {}
    for scan in scans:
        with pypdfium2.PdfDocument(scan) as pdf:
            for at in range(len(pdf)):
                path = place / f"{scan.stem}-{at}.png"
                pdf[at].render(scale=dpi / 72, grayscale=True).to_pil().save(path)
                found.setdefault(scan, []).append(path)
    return found


def texts(folder: Path, amount: int) -> Path:
    """A folder of short notas as text files, each with two promises and two names that few others have."""
    folder.mkdir()
    chance = Random(3)
    for number, (_, record) in enumerate(made_store.Maker().documents(amount)):
        lines = record["sections"][0]["text"].split("\n")[:2]
        names = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}{chance.choice('aeiou')}{number}" for _ in range(2)]
        told = [
            "Aanleiding", "", *lines, "", "Opgesteld door", names[0].rstrip("0123456789"), "T 070 426 07 89", "",
            "Contactpersoon", names[1].rstrip("0123456789"), f"Onze referentie 2023-{number:010}",
        ]  # fmt: skip
        (folder / f"nota-{number:05}.txt").write_text("\n".join(told) + "\n", "utf-8")
    return folder


def blanks(folder: Path, amount: int) -> Path:
    """A folder of PDFs of one empty page, of which no two are the same."""
    folder.mkdir()
    page = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(page)
    for number in range(amount):
        (folder / f"nota-{number:05}.pdf").write_bytes(page.getvalue() + b"%%%d\n" % number * 1000)
    return folder
