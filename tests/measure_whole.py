"""What is made of whole documents that were written to test it (`make measure whole`; tests/whole).

The sets as they are and their PDFs as worn scans of 200 dpi, each document through the pipeline with its gate.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the program does, before numpy is imported

import argparse
import json
import sys
import tempfile
from pathlib import Path

from figures import Tally, before
from made_scans import scan
from whole import FOLDER, in_order, run, score, wholes

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "figures-whole.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--base", default="main", help="git revision to compare with")
    parser.add_argument("--digital", action="store_true", help="leave out the scans")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    options = parser.parse_args()
    tally = Tally()
    for folder in sorted(each for each in FOLDER.iterdir() if each.is_dir()):
        for seed, whole in enumerate(wholes(folder)):
            with tempfile.TemporaryDirectory() as made:
                score(whole, run(whole.path, Path(made)), folder.name, tally)
            in_order(whole, folder.name, tally)
            if not options.digital and whole.path.suffix == ".pdf":
                with tempfile.TemporaryDirectory() as made:
                    scanned = Path(made) / whole.path.name
                    scan(whole.path, scanned, dpi=200, seed=seed, skew=0.4)
                    staging = Path(made) / "staging"
                    staging.mkdir()
                    score(whole, run(scanned, staging), f"{folder.name}, scans", tally)
    told = before(FIGURES, options.base)
    for row, (good, of) in sorted(tally.counts.items()):
        earlier = "{}/{}".format(*told[row]) if row in told else "-"
        print(f"{row:50}{earlier:>12}{f'{good}/{of}':>12}")
    if options.misses:
        print(*tally.misses, sep="\n")
    if not options.digital:
        FIGURES.write_text(json.dumps(tally.counts, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
