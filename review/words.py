"""The Dutch words on screen for what records and threads say in English."""

from __future__ import annotations

STATES = {
    "open": "open",
    "fulfilled": "nagekomen",
    "partly fulfilled": "deels nagekomen",
    "not fulfilled": "niet nagekomen",
    "lapsed": "vervallen",
    "unknown": "onbekend",
    "submitted": "ingediend",
    "amended": "gewijzigd",
    "held": "aangehouden",
    "adopted": "aangenomen",
    "rejected": "verworpen",
    "withdrawn": "ingetrokken",
    "executed": "uitgevoerd, zegt het kabinet",
}
EVENTS = STATES | {
    "first": "toegezegd",
    "repeated": "herhaald",
    "postponed": "uitgesteld",
    "advanced": "vervroegd",
}
KINDS = {"commitment": "toezegging", "motion": "motie", "deadline": "termijn", "document": "tekst"}
ORDERS = {"best": "wat het best past", "due": "eerste termijn eerst", "newest": "nieuwste stuk eerst"}
# Facets of which the values are English words; those of the others are shown as they are.
VALUES = {"kind": KINDS, "state": STATES}


def said(name: str, value: str) -> str:
    """A value of a facet as it is shown."""
    return VALUES.get(name, {}).get(value, value)
