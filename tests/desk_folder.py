"""A DIR of `lakwerk run` over a few small documents, for who works on it in the workspace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hostile
import pikepdf
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "documents"
NOTA, TEXT, SCAN = "nota-vws-geneesmiddelentekorten.pdf", "nota-bzk-gelijke-behandeling.txt", "scan-op-zijn-kant.pdf"
TEN, LYING = "tien.pdf", "liggend.pdf"
TURNS = (0, 90, 180, 270)  # of the first pages of LYING; the last one is cut
# Invented; such first names alone leave some doubt.
NAMES = [
    "Anneloes Vriesendonk", "Hanneke Terpwijkstra", "Teunis Achterkamp", "Anneloes Lindenhaeghe", "Hanneke Wikkestra",
    "Teunis Korhoenstra", "Anneloes Pluimdonk", "Hanneke Zwaluwkamp", "Teunis Roggenhof", "Anneloes Egelmeer",
]  # fmt: skip


def make(root: Path) -> Path:
    """Run over the nota, a text, a scan that lies on its side, a nota with ten doubts, and pages that lie so."""
    source = root / "in"
    source.mkdir()
    for name in (NOTA, TEXT):
        (source / name).write_bytes((EXAMPLES / name).read_bytes())
    _scan(source / SCAN)
    _ten(source / TEN)
    _lying(source / LYING, hostile.plain(root / "plain.pdf"))
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(root / "out"), "--jobs", "1"]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    return root / "out"


def _scan(file: Path) -> None:
    """The first page of the scanned nota as a scanner that was fed sideways makes it: /Rotate sets it upright."""
    with pikepdf.open(EXAMPLES / "scan-beslisnota-bzk-algoritmeregister.pdf") as pdf:
        del pdf.pages[1:]
        page = pdf.pages[0]
        _, _, width, height = map(float, page.MediaBox)
        page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.MediaBox, page.Rotate = [0, 0, height, width], 90
        if "/CropBox" in page:
            del page.CropBox
        pdf.save(file)


def _ten(file: Path) -> None:
    canvas = Canvas(str(file), pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 780, "Beslisnota over de voortgang van het register")
    for number, name in enumerate(NAMES):
        canvas.drawString(60, 740 - 30 * number, f"Het kabinet heeft dit besproken met {name} in Den Haag.")
    canvas.save()


def _lying(file: Path, plain: Path) -> None:
    """The same page as it is, turned in three ways, and cut."""
    with pikepdf.new() as out, pikepdf.open(plain) as pdf:
        for turn in (*TURNS, 0):
            out.pages.append(pdf.pages[0])
            out.pages[-1].Rotate = turn
        last = out.pages[-1]
        left, bottom, right, top = map(float, last.MediaBox)
        last.CropBox = [left + 20, bottom + 10, right - 30, top - 40]
        out.save(file)
