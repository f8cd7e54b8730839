"""Write the example documents and `truth.json`: `python -m examples.make [--out examples/documents]`.

The same bytes come out of every run with the same libraries and fonts; `made_with` in the truth names them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from examples import fonts, forms, letter, ocr_text, properties, scan
from examples.content import Paper
from examples.documents_letter_citizen import CITIZEN_LETTER
from examples.documents_letter_jenv import JENV_LETTER
from examples.documents_letter_ocw import OCW_LETTER
from examples.documents_nota_bzk import BZK_NOTA
from examples.documents_nota_ocr import OCR_NOTA
from examples.documents_nota_vws import VWS_NOTA
from examples.documents_other import MOTION, THREAD
from examples.truth import truth

HERE = Path(__file__).resolve().parent
LIBRARIES = ("reportlab", "pillow", "pypdfium2", "pikepdf", "numpy")
BZK_SCAN = "scan-beslisnota-bzk-algoritmeregister.pdf"
BORN_DIGITAL = {
    BZK_NOTA: letter.draw,
    JENV_LETTER: letter.draw,
    CITIZEN_LETTER: forms.draw_private,
    MOTION: forms.draw_motion,
    THREAD: forms.draw_thread,
}


def make(out: Path) -> list[dict[str, Any]]:
    """Write all documents to a folder; the truth about them comes back."""
    out.mkdir(parents=True, exist_ok=True)
    truths = []
    for paper, draw in BORN_DIGITAL.items():
        path = out / paper.file
        count, signatures = draw(paper, path)
        properties.add(path, paper.properties)
        truths.append(truth(paper, paper.file, ["text"] * count, signatures))
        if paper is BZK_NOTA:
            scan.to_pdf(path, out / BZK_SCAN)
            truths.append(truth(paper, BZK_SCAN, ["ocr"] * count, signatures))
    with tempfile.TemporaryDirectory() as folder:
        truths += [_mixed(VWS_NOTA, out, Path(folder)), _picture(OCW_LETTER, out, Path(folder))]
    count = ocr_text.write(OCR_NOTA, out / OCR_NOTA.file)
    truths.append(truth(OCR_NOTA, OCR_NOTA.file, ["text"] * count))
    return sorted(truths, key=lambda t: str(t["file"]))


def _mixed(paper: Paper, out: Path, folder: Path) -> dict[str, Any]:
    """A nota of which page 2 came back from the scanner."""
    count, signatures = letter.draw(paper, folder / paper.file)
    scan.to_pdf(folder / paper.file, out / paper.file, only={2})
    return truth(paper, paper.file, ["ocr" if page == 2 else "text" for page in range(1, count + 1)], signatures)


def _picture(paper: Paper, out: Path, folder: Path) -> dict[str, Any]:
    count, signatures = letter.draw(paper, folder / "letter.pdf")
    scan.to_tiff(folder / "letter.pdf", out / paper.file)
    return truth(paper, paper.file, ["ocr"] * count, signatures)


def made_with() -> dict[str, str]:
    """The versions and the font that decide the bytes."""
    found = {library: version(library) for library in LIBRARIES}
    found["font"] = hashlib.sha256(fonts.find(fonts.FILES["Sans"]).read_bytes()).hexdigest()[:16]
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m examples.make", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE / "documents", help="folder for the documents")
    out = parser.parse_args(arguments).out
    try:
        found = {"made_with": made_with(), "documents": make(out)}
    except fonts.MissingFontError as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command says what it did
        return 1
    target = (HERE if out.resolve() == HERE / "documents" else out) / "truth.json"
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found['documents'])} documents in {out}, truth in {target}")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
