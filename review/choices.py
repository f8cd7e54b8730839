"""The filters as they are offered: with counts of what was found, or all values where nothing was asked yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from corpus.facets import FACETS, Facet
from corpus.schema import facet_values
from review.words import STATES, said

MOST_VALUES = 100  # of a filter that are told without a question


def counted(facets: Iterable[Facet]) -> list[dict[str, Any]]:
    """The filters with how many hits have which value."""
    return [_filter(each.name, [(count.value, count.amount) for count in each.counts]) for each in facets]


def all_choices(sql: Connection, names: Iterable[str] = FACETS) -> list[dict[str, Any]]:
    """The filters with the values that there are; of many the first in the order of the alphabet."""
    found = []
    for name in names:
        asked = select(facet_values.c.value).where(facet_values.c.facet == name).order_by(facet_values.c.value)
        values = list(STATES) if name == "state" else sql.execute(asked.limit(MOST_VALUES)).scalars()
        found.append(_filter(name, [(value, None) for value in values]))
    return [each for each in found if each["values"]]


def _filter(name: str, values: Iterable[tuple[str, int | None]]) -> dict[str, Any]:
    told = [{"value": value, "label": said(name, value), "amount": amount} for value, amount in values]
    return {"name": name, "label": FACETS[name], "values": told}
