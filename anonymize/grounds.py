"""Grounds of the Woo as a decision uses them: the article, an explanation, and one spelling for all spellings."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from anonymize.ground import ORDINALS
from corpus.knowledge import load_list

_ORDINAL = "|".join(ORDINALS)
_CODE = re.compile(
    rf"(?:art(?:ikel|\.)?\s*)?(?P<article>\d+\.\d+)"
    rf"(?:[\s.,]*(?:lid\s*)?(?P<number>[1-7])(?!\d)|[\s,]*(?P<ordinal>{_ORDINAL})\s+lid)?"
    r"(?:[\s.,]*(?:aanhef\s+en\s+)?(?:onder\s+|sub\s+)?(?P<letter>[a-i]))?"
    r"[\s,]*(?:woo|wob)?"
)


class Ground(NamedTuple):
    """A ground. `weigh`: the law wants it weighed against openness; `text` is our wording, for a letter."""

    code: str
    article: str
    label: str
    weigh: bool
    text: str


@cache
def grounds() -> dict[str, Ground]:
    """Every known ground by its code, and by the codes that stand for the same ("5.2")."""
    rows = load_list("anonymize", "grounds")["ground"]
    return {
        code: Ground(row["code"], row["article"], row["label"], row["weigh"], row["text"])
        for row in rows
        for code in (row["code"], *row.get("aliases", ()))
    }


def spelled(text: str) -> str:
    """The one spelling of a ground, "" where it is none that is known.

    >>> spelled("art. 5.1, tweede lid, aanhef en onder e, Woo"), spelled("5.1.2.e"), spelled("10.2.e"), spelled("5.9")
    ('5.1.2e', '5.1.2e', '10.2e', '')
    """
    folded = " ".join(text.casefold().split())
    found = _CODE.fullmatch(folded)
    if found is None:
        return folded if folded in grounds() else ""
    number = found["number"] or (str(ORDINALS.index(found["ordinal"]) + 1) if found["ordinal"] else "")
    code = found["article"] + (f".{number}" if number else "") + (found["letter"] or "")
    return code if code in grounds() else ""


def in_order(codes: set[str]) -> tuple[str, ...]:
    """Codes in the order of the law; what is not known comes last."""
    order = {code: place for place, code in enumerate(grounds())}
    return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))
