"""`python -m anonymize.faming TARGET MARKED...`: learn what speaks for somebody of the register (anonymize/fame.py).

Each MARKED is a folder of marked papers (nlp/training): {O|...} is in public office, {P|...} is not. Only names are
learned from that the program would ask about.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from anonymize.fame import signs
from anonymize.find import find
from anonymize.likely import row_of
from anonymize.policy import Policy, court_of
from anonymize.weighing import learn, lesson, places
from corpus.decisions import Category
from corpus.read import read
from nlp.extract import extract_context
from nlp.training.papers import Paper, papers

KEEP_SMALL = 3e-3  # there are few to learn from


def lessons(told: Iterable[Paper]) -> Iterator[tuple[Sequence[int], bool]]:
    """The rows of the signs of each place of a name that is asked about, and whether its bearer is in office."""
    with tempfile.TemporaryDirectory() as folder:
        for paper in told:
            yield from _of_paper(paper, Path(folder) / "paper.txt")


def _of_paper(paper: Paper, path: Path) -> Iterator[tuple[Sequence[int], bool]]:
    path.write_text(paper.text, "utf-8")
    document = read(path)
    where = places(paper.text, document)
    in_office = {where[at]: held for start, end, held in paper.persons for at in range(start, end) if at in where}
    people = [finding for finding in find(document) if finding.category is Category.PERSON]
    town, asked = court_of(document, Policy(), *extract_context(document)).town(people)
    for at, each in enumerate(town.named):
        said = {in_office[letter] for letter in range(*each.finding.span) if letter in in_office}
        if each.verdict is None and each.name in asked and len(said) == 1:
            yield sorted({row_of(sign) for sign in signs(town, at)}), said.pop()


def main(target: str, *marked: str) -> None:
    told = (paper for folder in marked for paper in papers(Path(folder)))
    np.savez_compressed(target, weights=learn(lesson(lessons(told)), KEEP_SMALL))


if __name__ == "__main__":
    main(*sys.argv[1:])
