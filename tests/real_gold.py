"""What our reader makes of the real pages, held against what a person saw on them (tests/cases/real_pages.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reading import facts_of, folded

from corpus.document import Block, Document, Part
from corpus.read import read
from corpus.words import label_of
from nlp.fields import find_fields

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "real"
GOLD = ROOT / "tests" / "cases" / "real_pages.toml"
Row = dict[str, Any]


class Fact(NamedTuple):
    """One thing that a person saw: the kind of fact, where, and whether we read it so. `firm`: nobody could differ."""

    kind: str
    place: str
    right: bool
    what: str
    firm: bool = True


@dataclass(frozen=True)
class Seen:
    """A document as read, by page: the running text, its headings, and everything on the page."""

    document: Document

    def running(self, page: int) -> list[Block]:
        return [block for block in self.document.running() if page in self._pages(block)]

    def _pages(self, block: Block) -> set[int]:
        return {self.document.words[i].box.page for i in self.document.indices(block.span)}

    def text(self, page: int) -> str:
        """The running text of a page; a paragraph over a page break is cut at it."""
        return "\n".join(self.cut(block, page) for block in self.running(page))

    def cut(self, block: Block, page: int) -> str:
        """What a block has on a page."""
        words = self.document.words
        here = [words[i] for i in self.document.indices(block.span) if words[i].box.page == page]
        return "".join(word.text + (" " if word.after == "\n" else word.after) for word in here).strip()

    def starting(self, page: int, *parts: Part) -> list[Block]:
        return [b for b in self.document.running() if b.part in parts and self.document.page_of(b.span) == page]


def load() -> list[Row]:
    return list(tomllib.loads(GOLD.read_text("utf-8"))["document"])


@cache
def seen(file: str) -> Seen:
    return Seen(read(REAL / file, b"gold"))


def facts(row: Row) -> Iterator[Fact]:
    """Every fact of a document, each with whether it was read right."""
    found = seen(row["file"])
    yield from _fields(row, found)
    for page in row["page"]:
        yield from _page(row["file"], page, found)


def _fields(row: Row, found: Seen) -> Iterator[Fact]:
    document = found.document
    got = facts_of(document)
    unsure = row.get("unsure", [])
    for name, want in row.get("fields", {}).items():
        firm = name not in unsure and name not in row["fields"].get("unsure", [])
        if name == "dossiers":
            right = set(want) <= set(got[name])
            yield Fact("field", row["file"], right, f"dossiers {want}: {got[name]}", firm)
        elif name in got:
            want = folded(want) if isinstance(want, str) else want
            yield Fact("field", row["file"], got[name] == want, f"{name} {want!r}: {got[name]!r}", firm)
    labels = {folded(item.field.label).rstrip(":").lower() for item in find_fields(document)}
    for label in row.get("colophon_labels", []):
        name = folded(label).rstrip(":").lower()
        right = name in labels or any(label_of(name) and label_of(name) == label_of(each) for each in labels)
        yield Fact("label", row["file"], right, label, "colophon_labels" not in unsure)


def _page(file: str, page: Row, found: Seen) -> Iterator[Fact]:
    number, place = page["number"], f"{file}, page {page['number']}"
    unsure, hard = page.get("unsure", []), page.get("hard", [])
    document, text = found.document, folded(found.text(number))
    headings = [folded(document.at(b.span)) for b in found.starting(number, Part.HEADING)]
    for heading in page["headings"]:
        right = any(_is_heading(heading, each) for each in headings)
        yield Fact("heading", place, right, f"{heading!r}: {headings}", "headings" not in unsure)
    wanted = [*page["headings"], *page["subheadings"]]
    extra = [each for each in headings if not any(_is_heading(want, each) for want in wanted)]
    loose = {"headings", "subheadings"} & set(unsure)
    yield Fact("no other heading", place, not extra, f"{extra}", not loose)
    for kind, part in (("items", Part.ITEM), ("rows", Part.ROW)):
        count = len(found.starting(number, part))
        if page[kind] >= 0:
            yield Fact(kind, place, count == page[kind], f"{page[kind]}: {count}", kind not in unsure)
    if page["notes"] >= 0:
        notes = [b for b in document.parts(Part.NOTE) if document.page_of(b.span) == number]
        yield Fact("notes", place, len(notes) == page["notes"], f"{page['notes']}: {len(notes)}", "notes" not in unsure)
    at = 0
    for phrase in page["phrases"]:
        start = text.find(folded(phrase), at)
        misplaced = " (order)" if start < 0 and folded(phrase) in text else ""
        yield Fact("phrase", place, start >= 0, phrase + misplaced, phrase not in hard)
        at = max(at, start)
    for phrase in page.get("across", []):
        whole = folded(document.text)
        yield Fact("phrase over a page break", place, folded(phrase) in whole, phrase, phrase not in hard)
    for phrase in page["outside"]:
        yield Fact("outside the body", place, folded(phrase) not in text, phrase, phrase not in hard)
    bare = [b for b in found.running(number) if b.part is not Part.HEADING]
    lines = [line for line in (folded(found.cut(b, number)) for b in bare) if line not in page["subheadings"]]
    body = " ".join(lines).rstrip(" .,;:?!)")
    for kind in ("first", "last"):
        if page.get(kind):
            want = folded(page[kind]).rstrip(" .,;:?!)")
            right = body.startswith(want) if kind == "first" else body.endswith(want)
            shown = body[: len(want)] if kind == "first" else body[-len(want) :]
            yield Fact(f"{kind} words", place, right, f"{want!r}: {shown!r}", kind not in unsure)


def _is_heading(want: str, got: str) -> bool:
    want, got = folded(want).rstrip(":"), got.rstrip(":")
    return got.startswith(want[:-1]) if want.endswith("…") else want == got


def transcripts(row: Row) -> Iterator[tuple[str, str]]:
    """Each transcribed line of a scan, with all that was read on its page."""
    words = seen(row["file"]).document.words
    for page in row["page"]:
        here = folded(" ".join(w.text or w.seen for w in words if w.box.page == page["number"]))
        for line in page.get("transcript_lines", []):
            yield folded(line), here
