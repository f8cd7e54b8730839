"""The accessible edition: a document's redacted text as one HTML page for people who cannot use the PDF.

Every wording comes from `Published`, once; a gap is read aloud as "Gelakt: artikel 5.1, tweede lid, onder e, Woo". The
page holds no script and asks for nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from anonymize.ground import spoken
from corpus.decisions import Published
from corpus.document import Block, NoteMark, Part, Source, Span

CELL = " | "
STYLE = (
    "body{font:1.1rem/1.6 Verdana,Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#111;background:#fff}"
    "h1{font-size:1.6rem}h2{font-size:1.3rem}h3{font-size:1.1rem}"
    "table{border-collapse:collapse}th,td{border:1px solid #555;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "dt{font-weight:bold}dd{margin:0 0 .5rem 1rem}"
    ".gelakt{background:#000;color:#fff;padding:0 .3rem;font-weight:bold;white-space:nowrap}"
    ".uitleg{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    "a{color:#0b3d91}"
)
SECTIONS = (
    (Part.HEAD, "Kop van het stuk"),
    (Part.COLOPHON, "Colofon"),
    (Part.PICTURE, "Tekst in afbeeldingen"),
    (Part.NOTE, "Voetnoten"),
)


def edition(published: Published, title: str) -> str:
    """The page. `title` must be a published wording."""
    writer = _Writer(published)
    body = [
        f"<header><h1>{escape(title)}</h1>",
        f"<p>{_read_by(published)}</p></header>",
        *writer.part(*SECTIONS[0]),
        "<main>",
        *writer.running(),
        "</main>",
        *(line for part, name in SECTIONS[1:] for line in writer.part(part, name)),
    ]
    return (
        "<!DOCTYPE html>\n<html lang='nl'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _read_by(published: Published) -> str:
    pages = [page.number for page in published.document.pages if page.source is Source.OCR]
    if not pages:
        return "Gelakte tekst van het PDF-bestand met dezelfde naam."
    some = ("pagina " if len(pages) == 1 else "pagina's ") + ", ".join(map(str, pages))
    return (
        "Gelakte tekst van het PDF-bestand met dezelfde naam. Door tekstherkenning gelezen: "
        f"{some}; daar kunnen leesfouten staan. Het PDF-bestand is leidend."
    )


class _Writer:
    def __init__(self, published: Published) -> None:
        self._published, self._document = published, published.document
        self._notes = {mark.note: number for number, mark in enumerate(self._document.marks, 1)}

    def running(self) -> Iterator[str]:
        """Headings, paragraphs, lists and tables in reading order."""
        for part, run in groupby(self._document.running(), key=lambda block: block.part):
            blocks = list(run)
            if part is Part.HEADING:
                yield from (f"<h{self._level(each)}>{self._text(each.span)}</h{self._level(each)}>" for each in blocks)
            elif part is Part.ITEM:
                yield "<ul>"
                yield from (f"<li>{self._text(each.span)}</li>" for each in blocks)
                yield "</ul>"
            elif part is Part.ROW:
                yield from self._table(blocks)
            else:
                yield from (f"<p>{self._text(each.span)}</p>" for each in blocks)

    def _level(self, block: Block) -> int:
        return min(6, max(2, block.level + 1))

    def part(self, part: Part, name: str) -> Iterator[str]:
        """What stands beside the running text, as a section of its own."""
        blocks = list(self._document.parts(part))
        if not blocks:
            return
        yield f"<section aria-label='{name}'>"
        if part is not Part.HEAD:
            yield f"<h2>{name}</h2>"
        yield from self._noted(blocks) if part is Part.NOTE else self._labelled(blocks)
        yield "</section>"

    def _noted(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            number = self._notes.get(block.span)
            if number:
                yield f"<p id='noot-{number}'><a href='#bij-{number}'>{number}</a> {self._text(block.span)}</p>"
            else:
                yield f"<p>{self._text(block.span)}</p>"

    def _labelled(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Labels with their values; rows of cells as tables."""
        for is_row, run in groupby(blocks, key=lambda block: CELL in self._document.at(block.span)):
            if is_row:
                yield from self._table(list(run))
                continue
            yield from self._pairs(list(run))

    def _pairs(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Each label with the values below it; values without a label, and labels without a value, by themselves."""
        label, values = "", list[str]()

        def told() -> Iterator[str]:
            if label and values:
                yield f"<dl><dt>{label}</dt>" + "".join(f"<dd>{value}</dd>" for value in values) + "</dl>"
            else:
                yield from (f"<p>{text}</p>" for text in ([f"<strong>{label}</strong>"] if label else []) + values)

        for block in blocks:
            if block.level:
                yield from told()
                label, values = self._text(block.span), []
            else:
                values.append(self._text(block.span))
        yield from told()

    def _table(self, rows: Sequence[Block]) -> Iterator[str]:
        """Rows with as many cells as each other make a table; its first row says what the others hold."""
        cells = [list(self._cells(row.span)) for row in rows]
        for count, run in groupby(cells, key=len):
            same = list(run)
            if count < 2 or len(same) < 2:
                yield from (f"<p>{CELL.join(row)}</p>" for row in same)
                continue
            yield "<table>"
            for at, row in enumerate(same):
                heads = at == 0
                yield (
                    "<tr>"
                    + "".join(f"<th scope='col'>{cell}</th>" if heads else f"<td>{cell}</td>" for cell in row)
                    + "</tr>"
                )
            yield "</table>"

    def _cells(self, span: Span) -> Iterator[str]:
        at = span.start
        while True:
            end = self._document.text.find(CELL, at, span.end)
            yield self._text(Span(at, span.end if end < 0 else end))
            if end < 0:
                return
            at = end + len(CELL)

    def _text(self, span: Span) -> str:
        """The wording of a span as HTML, gaps and marks of footnotes in their places."""
        parts: list[str] = []
        at = span.start
        for gap in self._published.gaps:
            if gap.span.end <= span.start or gap.span.start >= span.end:
                continue
            parts += [self._plain(at, gap.span.start), _gap(gap.ground)]
            at = gap.span.end
        parts.append(self._plain(at, span.end))
        return "".join(parts)

    def _plain(self, start: int, end: int) -> str:
        parts: list[str] = []
        for mark in self._marks(start, end):
            number = self._notes[mark.note]
            before = self._document.text[start : mark.at]
            blank = " " if before.endswith(" ") else ""
            parts.append(escape(before.rstrip(" ")))
            parts.append(f"<sup><a id='bij-{number}' href='#noot-{number}'>{number}</a></sup>{blank}")
            start = mark.at
        parts.append(escape(self._document.text[start : max(start, end)]))
        return "".join(parts).replace("\n", "<br>")

    def _marks(self, start: int, end: int) -> Iterable[NoteMark]:
        return sorted(mark for mark in self._document.marks if start < mark.at <= end)


def _gap(ground: str) -> str:
    aloud = f"<span class='uitleg'>{escape(spoken(ground))}</span>"
    return f"<span class='gelakt'>{aloud}<span aria-hidden='true'>{escape(ground)}</span></span>"


class _Reader(HTMLParser):
    """What a page says, without what is said at gaps."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quiet = tag == "style" or ("class", "gelakt") in attrs
        self._quiet += bool(self._quiet and tag == "span") or quiet
        self.said.append("" if tag in ("span", "sup", "a") else " ")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= bool(self._quiet and tag in ("span", "style"))

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.said.append(data)


def said(page: str) -> str:
    """The text of a page, for the gate."""
    reader = _Reader()
    reader.feed(page)
    return "".join(reader.said)
