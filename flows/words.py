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
