"""Lines and small documents that were written to break the finding of persons and the policy, read the whole way."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import write

from anonymize import cues
from anonymize.find import find
from anonymize.policy import Policy, decide
from anonymize.public import Person, load_people
from corpus.decisions import Category, Verdict
from corpus.document import Document
from corpus.read import read
from nlp.extract import extract

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "attack.toml").read_text(encoding="utf-8"))
MARK = re.compile(rf"⟦(?:(?P<category>{'|'.join(Category)}):)?(?P<gone>.*?)⟧|⟪(?P<kept>.*?)⟫", re.DOTALL)
# A title or a word between number and place may go or stay: neither names anybody.
INDIFFERENT = re.compile(rf"\b(?:{cues.any_of('titles')}|familie|kapt|de|aan|te|in|en|p/a)\b", re.IGNORECASE)


class Mark(NamedTuple):
    """A marked stretch, counted in letters and digits."""

    category: Category | None  # None: it must stay
    start: int
    end: int
    text: str


def squeeze(text: str) -> str:
    """Letters and digits only: reading joins lines and undoes hyphens, so nothing else can be compared."""
    return "".join(filter(str.isalnum, text))


def taken_apart(text: str) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks."""
    plain, marks, at = "", [], 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        wording = found["kept"] if found["gone"] is None else found["gone"]
        category = None if found["gone"] is None else Category(found["category"] or Category.PERSON)
        start = len(squeeze(plain))
        plain += wording
        marks.append(Mark(category, start, len(squeeze(plain)), wording))
        at = found.end()
    return plain + text[at:], marks


def place(mark: Mark, plain: str, read_text: str) -> range:
    """Where a mark's letters are in what was read: the same occurrence, for a side column may stand elsewhere."""
    wanted = squeeze(mark.text)
    nth = len(re.findall(f"(?={re.escape(wanted)})", plain[: mark.start + len(wanted) - 1]))
    starts = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", read_text)]
    return range(starts[nth], starts[nth] + len(wanted))


def people(folder: Path, rows: list[dict[str, str]]) -> tuple[Person, ...]:
    path = folder / "lijst.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "role", "from", "to"])
        writer.writeheader()
        writer.writerows(rows)
    return load_people(path)


def opened(case: dict[str, Any], folder: Path) -> tuple[Document, str, list[Mark]]:
    """The case in its surroundings: made of blocks, or read from a file where lines and their breaks matter."""
    around = TABLE["surroundings"][case["on"]]
    before = around["before"].replace("DATUM", case.get("date", "12 maart 2024"))
    plain, marks = taken_apart(f"{before}\n{case['text'].strip()}\n{around['after']}")
    if not around["file"]:
        return write(plain), plain, marks
    path = folder / "stuk.txt"
    path.write_text(plain, encoding="utf-8")
    return read(path, b"k" * 32), plain, marks


def faults(case: dict[str, Any], folder: Path) -> list[str]:
    """What should be gone and is not, and what is gone and should not be."""
    document, plain, marks = opened(case, folder)
    policy = Policy(
        people(folder, [{"name": name} for name in case.get("officials", [])]),
        people(folder, case.get("public", [])),
    )
    records = extract(document)
    decisions = decide(document, find(document), policy, records.profile, records.motions)
    letters = [i for i, character in enumerate(document.text) if character.isalnum()]
    hidden = {i for d in decisions if d.verdict is Verdict.REDACT for i in range(*d.span)}
    indifferent = {i for found in INDIFFERENT.finditer(document.text) for i in range(*found.span())}
    squeezed_plain, squeezed = squeeze(plain), squeeze(document.text)
    wanted: set[int] = set()
    found = []
    for mark in marks:
        if mark.category is None:
            continue
        own = {letters[i] for i in place(mark, squeezed_plain, squeezed)}
        wanted |= own
        if not (own - indifferent or own) <= hidden:
            found.append(f"shown: {mark.text}")
    over = sorted({i for i in letters if i in hidden} - wanted - indifferent)
    return found + [f"hidden: {document.text[i - 10 : i + 10]!r}" for i in over[:3]]


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_what_is_marked_goes_and_nothing_else(
    case: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Of a marked line exactly the marked stretches are hidden, each of them whole."""
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"], strict=True))
    assert faults(case, tmp_path) == []
