"""Labelled values of the side column and the head: "Onze referentie" and what stands below or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Document, Part, Span
from corpus.records import Field
from corpus.words import label_of

FAR = 1.6  # heights of a line between a label and its value at most


class Labelled(NamedTuple):
    """A field with its typed key ("our_reference") and the part of the page that it stands in."""

    key: str
    field: Field
    part: Part


def find_fields(document: Document) -> tuple[Labelled, ...]:
    """Every label with its value, head first, pages in order; an empty value is an empty span after the label."""
    return tuple(_pairs(document, Part.HEAD)) + tuple(_pairs(document, Part.COLOPHON))


def _pairs(document: Document, part: Part) -> Iterator[Labelled]:
    blocks = [block for block in document.blocks if block.part is part]
    for i, block in enumerate(blocks):
        if block.level != 1:
            continue
        text = document.at(block.span).strip().rstrip(":").strip()
        label = label_of(document.at(block.span).strip())
        value = Span(block.span.end, block.span.end)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        same_page = following and document.page_of(following.span) == document.page_of(block.span)
        if following and same_page and following.level == 0 and (label is None or label.value != "none"):
            value = following.span if is_near(document, block.span, following.span) else value
        yield Labelled(label.key if label else "other", Field(text, value, block.span), part)


def is_near(document: Document, label: Span, value: Span) -> bool:
    """True for a value beside or right below its label; what stands farther down is something else."""
    one, other = document.boxes(label), document.boxes(value)
    return bool(one and other) and other[0].top - one[-1].bottom < FAR * max(one[-1].height, other[0].height)


def first_line(document: Document, span: Span) -> Span:
    """The span cut at its first line break or column gap."""
    text = document.at(span)
    end = re.search(r"\n| \| ", text)
    return Span(span.start, span.start + (end.start() if end else len(text)))
