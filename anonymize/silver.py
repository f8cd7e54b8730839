"""Texts of real papers with the names that the rules are sure of, for training the recogniser (nlp/training).

`python -m anonymize.silver REAL TARGET` reads a folder of papers and writes a line of JSON for each paragraph. What the
rules doubt, and capitals that they do not explain, are marked as unsure: they teach nothing.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from anonymize import words
from anonymize.find import find
from corpus.decisions import Category
from corpus.document import Document
from corpus.errors import CannotProcess
from corpus.read import read

_SURE = 0.7
_CAPITALS = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w'’-]*")
_PAPERS = (".pdf", ".txt")


def silver(document: Document) -> Iterator[dict[str, Any]]:
    """The paragraphs of a document as training texts."""
    found = [finding for finding in find(document) if finding.category is Category.PERSON]
    for block in document.blocks:
        inside = [finding for finding in found if block.span.start <= finding.span.start < block.span.end]
        text, at = document.at(block.span), block.span.start
        if len(text) < 20:
            continue
        names = [(f.span.start - at, f.span.end - at, "PER") for f in inside if f.score >= _SURE]
        unsure = [(f.span.start - at, f.span.end - at) for f in inside if f.score < _SURE]
        unsure += [
            (match.start(), match.end())
            for match in _CAPITALS.finditer(text)
            if not _explained(text, match) and not any(start <= match.start() < end for start, end, _ in names)
        ]
        yield {"text": text, "names": names, "unsure": unsure}


def _explained(text: str, match: re.Match[str]) -> bool:
    """A capital that is plainly nobody's name: a word of the language, an abbreviation."""
    word = match[0]
    return words.is_ordinary(word) or words.is_common(word) or (word.isupper() and len(word) < 6)


def _texts(folder: Path) -> Iterator[str]:
    """The texts of motions and titles of notas, which lie in tables."""
    for path in sorted(folder.rglob("moties-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield from _long_strings(json.loads(line))
    for path in sorted(folder.rglob("moties-*.json")):
        yield from _long_strings(json.loads(path.read_text("utf-8")))
    for path in sorted(folder.rglob("h-tk-*.xml")):
        yield "\n\n".join(
            filter(None, (part.strip() for part in re.sub(r"<[^>]+>", "\n", path.read_text("utf-8")).splitlines()))
        )
    for path in sorted(folder.rglob("*-titels-*.tsv")):
        lines = path.read_text("utf-8").splitlines()[1:]
        titles = [max(line.split("\t"), key=len) for line in lines]
        yield from ("\n\n".join(titles[at : at + 50]) for at in range(0, len(titles), 50))


def _long_strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) > 300 and " " in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _long_strings(inner)


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _PAPERS and "redacted" not in str(path):
            try:
                yield read(path)
            except CannotProcess as problem:
                print(f"{path.name}: {type(problem).__name__}", file=sys.stderr)  # noqa: T201 - a command that reports
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "text.txt"
        for text in _texts(folder):
            page.write_text(text, "utf-8")
            yield read(page)


def write(documents: Iterable[Document], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for document in documents:
            for line in silver(document):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(_documents(Path(sys.argv[1])), Path(sys.argv[2]))
