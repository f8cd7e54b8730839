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
BY_HAND = {
    "confirmed": "door een mens bevestigd",
    "corrected": "door een mens gewijzigd",
    "added": "door een mens toegevoegd",
}
ORDERS = {"best": "wat het best past", "due": "eerste termijn eerst", "newest": "nieuwste stuk eerst"}
# Facets of which the values are English words; those of the others are shown as they are.
VALUES = {"kind": KINDS, "state": STATES}
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def said(name: str, value: str) -> str:
    """A value of a facet as it is shown."""
    return VALUES.get(name, {}).get(value, value)


def day(told: str) -> str:
    """A date as Dutch writes it: "2024-07-04" is "4 juli 2024"."""
    year, month, number = told.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def month(told: str) -> str:
    """The month of a date: "2024-07-04" lies in "juli 2024"."""
    return day(told).partition(" ")[2]


def interval(earliest: str | None, latest: str | None) -> str:
    """The days of a deadline in words: "uiterlijk 4 juli 2024"; empty where no day is known."""
    if earliest and latest:
        return day(latest) if earliest == latest else f"{day(earliest)} tot en met {day(latest)}"
    if latest:
        return f"uiterlijk {day(latest)}"
    return f"vanaf {day(earliest)}" if earliest else ""


def deadline(text: str, earliest: str | None, latest: str | None) -> str:
    """A deadline as its document words it, with its days where they say more: "voor de zomer (uiterlijk ...)"."""
    days = interval(earliest, latest)
    return f"{text} ({days})" if days and days != text.lower() else text
