"""Whole documents read: generated ones in nine ministries' layouts, real ones as a person saw them."""

from __future__ import annotations

from pathlib import Path

import made_pages
import pytest
import reading
import real_gold

from corpus.read import read

# Facts of digital real documents that must stay right; the others are counted by `make measure reading`.
FIRM = frozenset({"heading", "rows", "notes", "outside the body", "phrase", "phrase over a page break"})
SCANS = ("woo_besluit_scan", "woo_redacted_pages", "woo_verzoek", "-scan.pdf")


def test_generated_pages_are_read_without_a_wrong_letter(tmp_path: Path) -> None:
    tally = reading.Tally()
    for made in made_pages.make(tmp_path):
        want = reading.unnumbered(reading.folded(" ".join(f"{h or ''} {t}" for h, t in made.truth.sections)))
        assert reading.score(made, read(made.path, b"k"), "made", tally) == want, made.name
    good, of = tally.counts["made: words from outside the body in it"]
    assert (good, of > 20_000) == (0, True)
    for row in ("table rows", "footnotes"):
        good, of = tally.counts[f"made: {row}"]
        assert good == of, row


@pytest.mark.parametrize(("name", "dpi"), [("letter-bzk", 300), ("nota-vws", 200)])
def test_worn_scans_are_read_with_few_wrong_letters(name: str, dpi: int, tmp_path: Path) -> None:
    tally = reading.Tally()
    made = next(made for made in made_pages.make(tmp_path) if made.name == name)
    made_pages.scan(made.path, tmp_path / "scan.pdf", dpi=dpi, seed=1, skew=0.4)
    got = reading.score(made, read(tmp_path / "scan.pdf", b"k"), "scan", tally)
    want = reading.unnumbered(reading.folded(" ".join(f"{h or ''} {t}" for h, t in made.truth.sections)))
    assert reading.distance(want, got) < 0.01 * len(want)
    good, of = tally.counts["scan: words from outside the body in it"]
    assert (good, of > 500) == (0, True)
    for row, least in (("headings", 0.9), ("fields", 0.85), ("labels with their value", 0.6), ("footnotes", 0.9)):
        good, of = tally.counts[f"scan: {row}"]
        assert good >= least * of, row


@pytest.mark.real
@pytest.mark.skipif(not real_gold.REAL.is_dir(), reason="the real documents are not beside the project")
@pytest.mark.parametrize(
    "row",
    [row for row in real_gold.load() if not any(part in row["file"] for part in SCANS)],
    ids=lambda row: row["file"],
)
def test_real_digital_documents_are_read_as_a_person_saw_them(row: real_gold.Row) -> None:
    wrong = [fact for fact in real_gold.facts(row) if fact.firm and fact.kind in FIRM and not fact.right]
    assert wrong == []
