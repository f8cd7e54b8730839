"""What a browser asked, field by field: each is read here, or Refused with a Dutch sentence for who asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from anonymize.grounds import grounds
from corpus.decisions import Category
from corpus.document import Box
from review.desk.case import Case
from review.desk.findings import Finding

MOST_LETTERS = 4000
SMALLEST = 1.0  # points: a box of less is a slip of the hand
LONGEST_SHOWN = 60
GONE = "Dit vak of deze vondst is er niet meer. De bladzijde is bijgewerkt; kijk opnieuw."


class Refused(Exception):  # noqa: N818 - said as what it is
    """What was asked cannot be done; `status` is that of HTTP, the message is Dutch."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def letters(asked: Mapping[str, Any], name: str) -> str:
    """A text that somebody typed."""
    text = str(asked.get(name) or "").replace("\r\n", "\n").strip()
    if len(text) > MOST_LETTERS:
        raise Refused(413, f"Geef hoogstens {MOST_LETTERS} tekens.")
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")


def finding_in(case: Case, asked: Mapping[str, Any]) -> Finding:
    """The finding that is meant; raises Refused, as all of these do."""
    found = case.findings.get(str(asked.get("finding")))
    if found is None:
        raise Refused(404, GONE)
    return found


def ground_in(asked: Mapping[str, Any], usual: str) -> str:
    """The code of a ground; `usual` where none is named."""
    told = str(asked.get("ground") or usual)
    known = grounds().get(told)
    if known is None:
        raise Refused(422, "Kies een grond van de Woo, zoals 5.1.2e.")
    return known.code


def category_in(asked: Mapping[str, Any]) -> Category | None:
    """The category, None where none is named."""
    told = asked.get("category")
    if not told:
        return None
    if not isinstance(told, str) or told not in {each.value for each in Category}:
        raise Refused(422, "Deze soort is er niet.")
    return Category(told)


def page_in(case: Case, asked: Mapping[str, Any]) -> int:
    """The number of a page that is there."""
    number = asked.get("page")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(case.galley.document.pages):
        raise Refused(422, "Deze bladzijde is er niet.")
    return number


def place_in(case: Case, asked: Mapping[str, Any]) -> Box:
    """A box as it was drawn, as far as it lies on its page."""
    number, told = page_in(case, asked), asked.get("box")
    if not isinstance(told, list) or len(told) != 4 or not all(_is_number(side) for side in told):
        raise Refused(422, "Dit vak kan niet worden gelezen. Teken het opnieuw.")
    page = case.galley.document.pages[number - 1]
    x0, x1 = (min(max(float(side), 0.0), page.width) for side in told[::2])
    top, bottom = (min(max(float(side), 0.0), page.height) for side in told[1::2])
    if x1 - x0 < SMALLEST or bottom - top < SMALLEST:
        raise Refused(422, "Dit vak is te klein. Teken het opnieuw.")
    return Box(number, x0, top, x1, bottom)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def short(text: str) -> str:
    """A wording that fits a line."""
    folded = " ".join(text.replace(" | ", " ").split())
    return folded if len(folded) <= LONGEST_SHOWN else f"{folded[: LONGEST_SHOWN - 1]}…"
