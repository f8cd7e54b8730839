"""A DIR whose documents nobody had to read: pages with ten lines, a name in each, and what was found, made at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from recording import record
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.decisions import Category, Decision, Verdict
from corpus.document import Box, Document, Draft, Page, Part, Source, Word, compose
from corpus.galley import Galley, write_galley
from corpus.store import DONE, Placed, Store
from flows.folder import Folder
from flows.job import identify_file
from flows.ledger import Ledger, Listing

WIDTH, HEIGHT, LEFT, FIRST, STEP, SIZE = 595.0, 842.0, 60.0, 80.0, 60.0, 11.0  # points
LINES = 10  # a page
DOUBT = 3  # each third finding is one to look at
GROUND = "5.1.2e"
FONT = "Helvetica"


def name(page: int, line: int) -> str:
    """The name in a line; it stands nowhere else."""
    return f"Anneloes Vriesen{page:03}donk{line}"


def add(out: Path, id: str, pages: int) -> str:
    """Put a document into DIR as a run leaves it; its id comes back, "" asks for the one that its bytes have.

    Pages are only shown of a file that has the id.
    """
    folder = Folder.at(out)
    for each in (folder.confidential, folder.galleys, folder.records, out.parent / "in"):
        each.mkdir(parents=True, exist_ok=True)
    stem = f"nota-{id[:4] or 'groot'}"
    source = out.parent / "in" / f"{stem}.pdf"
    canvas = Canvas(str(source), pagesize=(WIDTH, HEIGHT), invariant=True)
    drafts = [draft for page in range(1, pages + 1) for draft in _page(canvas, page)]
    canvas.save()
    id = id or identify_file(source, folder.key())
    words, blocks = compose(drafts)
    leaves = tuple(Page(number, WIDTH, HEIGHT, Source.TEXT) for number in range(1, pages + 1))
    document = Document(id, source.name, "made", leaves, words, blocks)
    write_galley(folder.galleys / f"{id}.zip", Galley(document, _decisions(document)), None)
    with closing(Store(folder.database)) as store:
        told = record(id, source=source.name)
        store.save(Placed(id, "f", stem, source.name, DONE, redacted=source.name), told)
    with closing(Ledger(folder.ledger)) as ledger:
        ledger.name(id, stem)
        ledger.list(Listing(source, id, source.name))
    return id


def _page(canvas: Canvas, page: int) -> list[Draft]:
    canvas.setFont(FONT, SIZE)
    drafts = []
    for line in range(LINES):
        text, top = f"Met {name(page, line)} is gesproken over het register", FIRST + line * STEP
        canvas.drawString(LEFT, HEIGHT - top - SIZE, text)
        words, x = [], LEFT
        for token in text.split():
            right = x + stringWidth(token, FONT, SIZE)
            words.append(Word(token, token, Box(page, x, top, right, top + SIZE + 2)))
            x = right + stringWidth(" ", FONT, SIZE)
        drafts.append(Draft(Part.PARAGRAPH, words))
    canvas.showPage()
    return drafts


def _decisions(document: Document) -> tuple[Decision, ...]:
    rule = (Category.PERSON, Verdict.REDACT, GROUND, "Een voornaam met een achternaam", "first-name")
    return tuple(
        Decision(document.span_of(at + 1, at + 2), *rule, 0.5 if number % DOUBT == 0 else 0.95)
        for number, at in enumerate(range(0, len(document.words), 8))
    )
