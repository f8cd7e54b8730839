"""The error rate in use, as the report tells it: by category, by recogniser, always with its base."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.decisions import CATEGORIES, Verdict
from flows.overturned import Overturned
from flows.shares import number, of, table

FEW = 100  # what is counted of fewer tells hardly anything
STAR = f"\\* Geteld van minder dan {FEW}: dit percentage zegt bijna niets."
NOTHING = "Er is geen stuk waarvan dit te tellen is: nog geen vrijgave in de werkplek, of de drukproeven zijn weg."
_HEAD = ("te lakken", "daarvan leesbaar gemaakt", "te laten", "daarvan gelakt", "niet of half gevonden")


def in_use(found: Overturned) -> str:
    """What people changed in what they let go, and what they left undone."""
    if not found.documents:
        return NOTHING if not found.away else f"{NOTHING} Zonder drukproef: {number(found.away)}."
    by_category = [(told, *_row(found, category=name)) for name, told in CATEGORIES.items()]
    rules = sorted({turn.rule for turn in found.turns if turn.proposed})
    by_rule = [(f"`{rule}`", *_row(found, rule=rule)[:-1]) for rule in rules]
    return "\n\n".join(
        [
            "\n".join(_said(found)),
            table(("soort gegeven", *_HEAD), [*by_category, ("samen", *_row(found))]),
            table(("herkenner", *_HEAD[:-1]), by_rule),
            table(("nakijken", "aantal"), _looking(found)),
            STAR,
        ]
    )


def _row(found: Overturned, category: str = "", rule: str = "") -> tuple[str, str, str, str, str]:
    """Both kinds of mistakes with their base, and what was no proposal."""
    shown, hidden = _turned(found, Verdict.REDACT, category, rule)
    hid, kept = _turned(found, Verdict.KEEP, category, rule)
    missed = found.count(None, turned=True, category=category, rule=rule)
    return number(hidden), _rate(shown, hidden), number(kept), _rate(hid, kept), number(missed)


def _rate(part: int, whole: int) -> str:
    """A share with its base, starred where the base is small."""
    return f"{of(part, whole)} \\*" if 0 < whole < FEW else of(part, whole)


def _turned(found: Overturned, proposed: Verdict, category: str = "", rule: str = "") -> tuple[int, int]:
    """(turned, all) of the proposals of a verdict."""
    turned = found.count(proposed, turned=True, category=category, rule=rule)
    return turned, turned + found.count(proposed, turned=False, category=category, rule=rule)


def _said(found: Overturned) -> Iterator[str]:
    """The rates in words, each with its base."""
    shown, hidden = _turned(found, Verdict.REDACT)
    hid, kept = _turned(found, Verdict.KEEP)
    missed = found.count(None, turned=True)
    away = f" Van {number(found.away)} andere is het niet meer na te gaan." if found.away else ""
    yield f"- Geteld in {number(found.documents)} stukken die een mens heeft vrijgegeven.{away}"
    yield f"- Omgekeerde voorstellen: {_rate(shown + hid, hidden + kept)}."
    yield f"- Ten onrechte gelakt, volgens wie nakeek, van wat was voorgesteld te lakken: {_rate(shown, hidden)}."
    gone = hidden - shown + hid + missed
    yield f"- Gemist, volgens wie nakeek, van wat uiteindelijk weg ging: {_rate(hid + missed, gone)}."
    if missed:
        yield f"- Van wat geen voorstel was, stond op de lijst om te bekijken: {_rate(found.listed, missed)}."
    if hidden + kept < FEW:
        yield f"- **Let op:** dit zijn minder dan {FEW} voorstellen. Deze percentages zeggen bijna niets."


def _looking(found: Overturned) -> list[tuple[str, str]]:
    proposals = sum(_turned(found, verdict)[1] for verdict in Verdict)
    return [
        ("voorstellen waarover een mens iets zei, ook dat ze kloppen", _rate(found.said, proposals)),
        ("twijfels waarover bij vrijgave niets was gezegd", _rate(found.open_doubts, found.doubts)),
        ("bladzijden die iemand als bekeken merkte", _rate(found.seen, found.pages)),
    ]
