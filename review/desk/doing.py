"""From what a browser asks to what is stored: an action on one document as the told part of an event.

Nothing is stored here. What cannot be done is Refused, with a Dutch sentence for who asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from corpus.decisions import Category
from corpus.document import Box, Span
from corpus.instructions import EVERYWHERE, HIDE, INK, SHOW, Instruction, inside
from corpus.review import DECIDE, REFUSE
from corpus.rules import AGAINST
from corpus.xfdf import Framed
from review.desk.asking import (
    MOST_LETTERS,
    Refused,
    category_in,
    finding_in,
    ground_in,
    letters,
    page_in,
    place_in,
    short,
)
from review.desk.case import Case
from review.desk.findings import Finding, is_ink

USUAL = "5.1.2e"


class Doing(NamedTuple):
    """What is to be stored, and what it is called: "Gelakt: Jansen"."""

    kind: str
    told: dict[str, Any]
    label: str


class Hand(NamedTuple):
    """Whose hand it is, and when (UTC)."""

    who: str
    at: str


def decided(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    """An action that says what goes and what stays."""
    make = _MAKERS.get(str(asked.get("do")))
    if make is None:
        raise Refused(400, "Deze handeling bestaat niet.")
    doing = make(case, asked, hand)
    return doing._replace(told=against(case, doing.told) | {"label": doing.label})


def against(case: Case, told: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored, with how often each instruction says other than the proposal: only that may teach a rule."""
    if AGAINST in told:
        return dict(told)
    return {**told, AGAINST: [case.against(Instruction.of(each)) for each in told["instructions"]]}


def _accept(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    finding = finding_in(case, asked)
    return _about(case, finding, finding.hidden, finding.ground, hand)


def _hide(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    finding = finding_in(case, asked)
    category = category_in(asked) or finding.category
    return _about(case, finding._replace(category=category), True, ground_in(asked, finding.ground), hand)


def _show(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    return _about(case, finding_in(case, asked), False, "", hand)


def _change_ground(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    finding, ground = finding_in(case, asked), ground_in(asked, "")
    doing = _about(case, finding, True, ground, hand)
    return doing._replace(label=f"Grond {ground}: {shown(finding)}")


def _extent(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    finding = finding_in(case, asked)
    start, end = asked.get("start"), asked.get("end")
    if finding.span is None or not isinstance(start, int) or not isinstance(end, int):
        raise Refused(422, "De omvang van een beeld verandert u door een nieuw vak te tekenen.")
    text = case.galley.document.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Refused(422, "Kies minstens een woord.")
    lead, tail = text[start:end], text[start:end].rstrip()
    span = Span(start + len(lead) - len(lead.lstrip()), start + len(tail))
    category = finding.category.value
    old = _of_span(case, finding.span, SHOW, "", category, hand)
    ground = finding.ground or USUAL
    new = _of_span(case, span, HIDE, ground, category, hand)
    label = f"Omvang: {short(case.galley.document.at(span))}"
    # The old extent is shown to make room for the new one only.
    amounts = [None, case.against(Instruction.of(new))]
    return Doing(DECIDE, {"instructions": [old, new], AGAINST: amounts, "finding": finding.id}, label)


def _box(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    place, ground = place_in(case, asked), ground_in(asked, USUAL)
    category = (category_in(asked) or Category.OTHER).value
    if asked.get("snap") is True:
        told = [_of_span(case, span, HIDE, ground, category, hand) for span in _runs(case, place)]
        if told:
            text = " ".join(each["text"] for each in told)
            return Doing(DECIDE, {"instructions": told}, f"Gelakt: {short(text)}")
    if case.galley.document.name.lower().endswith(".txt"):
        raise Refused(422, "In een tekstbestand kan alleen tekst worden gelakt. Kies woorden.")
    return Doing(
        DECIDE, {"instructions": [_of_box(place, HIDE, ground, category, hand)]}, f"Vak op bladzijde {place.page}"
    )


def boxed(case: Case, boxes: Iterable[Framed], hand: Hand) -> Doing:
    """The boxes of a file: around words where there are any, else as they were drawn."""
    told: list[dict[str, Any]] = []
    amount = 0
    for each in boxes:
        amount += 1
        ground = each.ground or USUAL if each.what == HIDE else ""
        category = each.category or Category.OTHER.value
        ink = category == INK
        found = (
            () if ink else [_of_span(case, span, each.what, ground, category, hand) for span in _runs(case, each.box)]
        )
        told += found or [_of_box(each.box, each.what, ground, category, hand)]
    vakken = "1 vak" if amount == 1 else f"{amount} vakken"
    label = f"{vakken} uit een bestand overgenomen"
    return Doing(DECIDE, against(case, {"instructions": told, "label": label}), label)


def _page(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    ground = ground_in(asked, "")
    number = page_in(case, asked)
    document = case.galley.document
    label = f"Hele bladzijde {number} gelakt"
    if document.name.lower().endswith(".txt"):
        places = Box(number, 0, 0, math.inf, math.inf)
        told = [_of_span(case, span, HIDE, ground, "other", hand) for span in _runs(case, places)]
        if not told:
            raise Refused(422, "Op deze bladzijde staat niets.")
        # It is the page that goes, whatever is written on it.
        return Doing(DECIDE, {"instructions": told, AGAINST: [None] * len(told)}, label)
    page = document.pages[number - 1]
    whole = Box(number, 0.0, 0.0, page.width, page.height)
    return Doing(DECIDE, {"instructions": [_of_box(whole, HIDE, ground, "other", hand)]}, label)


def _text(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing:
    told = wording(case, asked, hand)
    if told is None:
        raise Refused(422, "Deze tekst staat niet als losse woorden in dit stuk. Let op hoofdletters.")
    return told


def wording(case: Case, asked: Mapping[str, Any], hand: Hand) -> Doing | None:
    """A wording everywhere in a document; None where it does not stand in it."""
    text = " ".join(str(asked.get("text") or "").split())
    what = SHOW if asked.get("what") == SHOW else HIDE
    if not text or len(text) > MOST_LETTERS:
        raise Refused(422, "Geef de tekst waar het om gaat.")
    ground = ground_in(asked, USUAL) if what == HIDE else ""
    category = (category_in(asked) or (Category.PERSON if asked.get("do") == "person" else Category.OTHER)).value
    made = Instruction(what, text, EVERYWHERE, ground, category, "", hand.who, hand.at)
    spans = made.spans(case.galley.document)
    if not spans:
        return None
    verb = "Gelakt" if what == HIDE else "Leesbaar"
    label = f"{verb}, {len(spans)} keer: {short(text)}"
    return Doing(DECIDE, against(case, {"instructions": [made._asdict()]}), label)


def refused(asked: Mapping[str, Any]) -> Doing:
    """The whole document is not made public."""
    ground, why = ground_in(asked, ""), letters(asked, "why")
    if not why:
        raise Refused(422, "Zeg waarom het hele stuk niet openbaar wordt.")
    label = f"Hele stuk geweigerd, grond {ground}"
    return Doing(REFUSE, {"ground": ground, "why": why, "label": label}, label)


def shown(finding: Finding) -> str:
    """A finding in a few words, for who works with it."""
    return (
        short(finding.text)
        if finding.text
        else f"{'vak' if finding.id.startswith('b') else 'beeld'} op bladzijde {finding.page}"
    )


def _about(case: Case, finding: Finding, hide: bool, ground: str, hand: Hand) -> Doing:
    what, ground = (HIDE, ground or USUAL) if hide else (SHOW, "")
    if finding.span is not None:
        told = _of_span(case, finding.span, what, ground, finding.category.value, hand)
    else:
        category = INK if is_ink(finding) or finding.id.startswith("i") else finding.category.value
        told = _of_box(finding.boxes[0], what, ground, category, hand)
    label = f"{'Gelakt' if hide else 'Leesbaar'}: {shown(finding)}"
    return Doing(DECIDE, {"instructions": [told], "finding": finding.id}, label)


def _of_span(case: Case, span: Span, what: str, ground: str, category: str, hand: Hand) -> dict[str, Any]:
    found = case.nth(span)
    if found is None:
        raise Refused(422, "Deze woorden zijn niet precies aan te wijzen. Teken een vak.")
    text, page, nth = found
    return Instruction(what, text, page, ground, category, "", hand.who, hand.at, None, nth)._asdict()


def _of_box(box: Box, what: str, ground: str, category: str, hand: Hand) -> dict[str, Any]:
    sides = (round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))
    return Instruction(what, "", box.page, ground, category, "", hand.who, hand.at, sides)._asdict()


def _runs(case: Case, place: Box) -> Iterator[Span]:
    """The words that a box touches, those that follow each other in the text as one span."""
    document = case.galley.document
    run: Span | None = None
    for span in inside(document, place):
        if run and not document.text[run.end : span.start].strip(" "):
            run = Span(run.start, span.end)
        else:
            if run:
                yield run
            run = span
    if run:
        yield run


_MAKERS: dict[str, Callable[[Case, Mapping[str, Any], Hand], Doing]] = {
    "accept": _accept,
    "hide": _hide,
    "show": _show,
    "delete": _show,
    "ground": _change_ground,
    "extent": _extent,
    "box": _box,
    "page": _page,
    "text": _text,
}
