"""A verdict on a name with its reason, and what was ruled on the same person elsewhere in a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anonymize.person import Name, agree, fold
from corpus.decisions import Verdict

RENOWNED = "Historisch of algemeen bekend persoon"
THING = "Naam van een wet, commissie, organisatie, straat of gebouw"


class Ruling(NamedTuple):
    """A verdict and its reason in Dutch; the reason names nobody."""

    verdict: Verdict
    reason: str
    doubtful: bool = False


def company_of(ruled: Iterable[tuple[Name, Ruling | None]]) -> tuple[tuple[Name, Ruling], ...]:
    """Who was ruled on, each once for each verdict; things and whom everybody knows are nobody's company."""
    once = {(name, r.verdict): (name, r) for name, r in ruled if r is not None and r.reason not in {THING, RENOWNED}}
    return tuple(once.values())


def by_company(name: Name, company: Sequence[tuple[Name, Ruling]]) -> Ruling:
    """The ruling on the same person elsewhere; one who is hidden there is hidden here."""
    same = [ruling for other, ruling in company if agree(name, other) or _first_name_of(name, other)]
    if same and all(ruling.verdict is Verdict.KEEP for ruling in same):
        reason = same[0].reason
        return Ruling(Verdict.KEEP, f"Zelfde persoon als elders in het document: {reason[:1].lower()}{reason[1:]}")
    return Ruling(Verdict.REDACT, "Naam van een persoon zonder openbaar ambt")


def _first_name_of(name: Name, other: Name) -> bool:
    return name.bare and not name.interfix and bool(other.given) and fold(name.family) == fold(other.given).split()[0]
