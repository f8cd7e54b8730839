"""Headings of level 1 cut the running text into sections; smaller headings stay as lines inside them."""

from __future__ import annotations

from corpus.document import Block, Document, Part, Span
from corpus.records import Section


def find_sections(document: Document) -> tuple[Section, ...]:
    """The sections in reading order; the first has no heading when text stands above the first heading."""
    groups: list[tuple[Block | None, list[Block]]] = []
    for block in document.running():
        if block.part is Part.HEADING and block.level == 1:
            groups.append((block, []))
        elif groups:
            groups[-1][1].append(block)
        else:
            groups.append((None, [block]))
    return tuple(_section(document, heading, blocks) for heading, blocks in groups)


def _section(document: Document, heading: Block | None, blocks: list[Block]) -> Section:
    first = heading or blocks[0]
    body = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else Span(first.span.end, first.span.end)
    return Section(heading.span if heading else None, body, document.page_of(first.span))
