"""Labelled values of the side column and the head: "Onze referentie" and what stands below or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from corpus.document import Block, Document, Part, Span
from corpus.records import Field
from corpus.words import label_of
from nlp.cells import cells_of

LEVEL = 2.0  # points that labels of one line may differ in height
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
    rows = dict(_rows_of_labels(document, blocks))
    for i, block in enumerate(blocks):
        if cell := rows.get(block.span):
            label = label_of(document.at(block.span).strip())
            yield Labelled(label.key if label else "other", Field(_name(document, block), cell, block.span), part)
            continue
        if block.level != 1:
            continue
        text = _name(document, block)
        label = label_of(document.at(block.span).strip())
        value = Span(block.span.end, block.span.end)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        same_page = following and document.page_of(following.span) == document.page_of(block.span)
        if following and same_page and following.level == 0 and (label is None or label.value != "none"):
            value = following.span if is_near(document, block.span, following.span) else value
        yield Labelled(label.key if label else "other", Field(text, value, block.span), part)


def _name(document: Document, block: Block) -> str:
    return document.at(block.span).strip().rstrip(":").strip()


def _rows_of_labels(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[Span, Span]]:
    """The labels of a line of labels, known and unknown, each with the cell below it in a line of as many values.

    "Datum | Ons kenmerk | Klachtnummer" above "31 maart 2026 | 2026-0000184637 | K-2026-0417".
    """
    for at, block in enumerate(blocks):
        if block.level != 1 or (at and _is_level(document, blocks[at - 1], block)):
            continue
        line = [block, *takewhile(partial(_is_level, document, block), blocks[at + 1 :])]
        heads = [cell for one in line for cell in cells_of(document, one.span)]
        below = blocks[at + len(line)] if at + len(line) < len(blocks) else None
        values = list(cells_of(document, below.span)) if below and below.level == 0 else []
        if len(line) > 1 and len(values) == len(heads) and below and is_near(document, block.span, below.span):
            found = dict(zip(heads, values, strict=True))
            known = [one for one in line if one.level == 1 or label_of(document.at(one.span).strip())]
            if len(known) > 1:  # "Uw kenmerk | 2025/9914" above another row is a label with its value
                yield from ((one.span, found[one.span]) for one in known if one.span in found)


def _is_level(document: Document, one: Block, other: Block) -> bool:
    mine, theirs = document.boxes(one.span), document.boxes(other.span)
    return bool(mine and theirs) and mine[0].page == theirs[0].page and abs(mine[0].top - theirs[-1].top) < LEVEL


def is_near(document: Document, label: Span, value: Span) -> bool:
    """True for a value beside or right below its label; what stands farther down is something else."""
    one, other = document.boxes(label), document.boxes(value)
    return bool(one and other) and other[0].top - one[-1].bottom < FAR * max(one[-1].height, other[0].height)


def first_line(document: Document, span: Span) -> Span:
    """The span cut at its first line break or column gap."""
    text = document.at(span)
    end = re.search(r"\n| \| ", text)
    return Span(span.start, span.start + (end.start() if end else len(text)))
