"""The draft of the decision (besluit.docx): what can be said by the records, and yellow blanks for what cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from anonymize.grounds import grounds, in_order
from corpus.knowledge import load_list
from corpus.mail import MONTHS
from flows.draft import Draft
from flows.judgements import Judgement
from flows.matter import Matter, values
from flows.pieces import Piece
from flows.progress import count
from flows.publication_lists import reason, remark
from flows.terms import Term, decide_by, decide_by_extended, is_old, object_by

LISTED = 500  # documents; longer lists are in the inventarislijst only
_JUDGED = (
    (Judgement.OPEN, "openbaar, geheel"),
    (Judgement.PARTLY, "openbaar, met weglating van een deel"),
    (Judgement.ALREADY, "al openbaar"),
    (Judgement.CLOSED, "niet openbaar"),
    (Judgement.UNDECIDED, "nog te beslissen"),
)
_HEAD = ("Nr.", "ID", "Datum", "Document", "Beoordeling", "Gronden", "Toelichting")
_WIDTHS = (1.0, 2.7, 2.0, 4.2, 2.1, 1.7, 2.5)

Numbered = Sequence[tuple[int, Piece]]


def decision_letter(matter: Matter, pieces: Iterable[Piece]) -> bytes:
    """The letter as a Word file; the same matter and documents give the same bytes."""
    known = tuple(pieces)
    numbered = list(enumerate((each for each in known if each.judgement is not Judgement.OUTSIDE), 1))
    draft, words = Draft(matter.title), load_list("flows", "letter")
    _head(draft, words["head"], matter)
    _asked(draft, words, matter)
    _decided(draft, words["decision"], numbered, len(known) - len(numbered))
    _undecided(draft, words["undecided"], numbered)
    _explained(draft, words["grounds"], numbered)
    _old(draft, words["old"], matter, numbered)
    _published(draft, words["publication"], matter, numbered)
    _objection(draft, words["objection"], matter)
    _closed(draft, words["close"], matter)
    _annex(draft, words["annex"], matter, numbered)
    return draft.content()


def dutch(day: date) -> str:
    """A day in words.

    >>> dutch(date(2026, 4, 7))
    '7 april 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers with runs drawn together.

    >>> ranges([1, 2, 3, 5, 7, 8])
    '1-3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _head(draft: Draft, words: dict[str, str], matter: Matter) -> None:
    told = {"decided": _day(matter.decided, "datum van het besluit"), "matter": matter.number, "title": matter.title}
    for name in ("address", "facts", "salutation"):
        draft.paragraph(words[name].format(**told))


def _asked(draft: Draft, words: dict[str, Any], matter: Matter) -> None:
    request, term = words["request"], words["term"]
    draft.heading(request["heading"])
    draft.paragraph(request["received"].format(received=_day(matter.received, "datum van ontvangst")))
    draft.paragraph(request["asked"].format(request=matter.request or "[omschrijving van het verzoek]"))
    draft.heading(term["heading"])
    draft.paragraph(term["rule"])
    if matter.received:
        first, second = decide_by(matter.received), decide_by_extended(matter.received)
        told = {"last": dutch(first.last), "extended": dutch(second.last), "moved": _moved(term, first, second)}
        draft.paragraph(term["days"].format(**told))
        if matter.decided and matter.decided > first.last:
            draft.paragraph(term["late"].format(**told, decided=dutch(matter.decided)))
    draft.paragraph(term["choice"])
    draft.paragraph(term["views"])


def _decided(draft: Draft, words: dict[str, str], numbered: Numbered, outside: int) -> None:
    draft.heading(words["heading"])
    draft.paragraph(words["search"])
    draft.paragraph(words["count"].format(documents=_documents(len(numbered))))
    counts = Counter(piece.judgement for _, piece in numbered)
    for judgement, wording in _JUDGED:
        if counts[judgement]:
            draft.item(f"{wording}: {_documents(counts[judgement])}")
    if outside:
        draft.paragraph(words["outside"].format(documents=_documents(outside)))


def _undecided(draft: Draft, words: dict[str, str], numbered: Numbered) -> None:
    waiting = [(number, piece) for number, piece in numbered if piece.judgement is Judgement.UNDECIDED]
    if not waiting:
        return
    draft.heading(words["heading"])
    draft.paragraph(words["text"])
    for number, piece in waiting:
        draft.item(f"{number}. {piece.source} ({piece.id}): {reason(piece)}")


def _explained(draft: Draft, words: dict[str, str], numbered: Numbered) -> None:
    draft.heading(words["heading"])
    used = in_order({ground for _, piece in numbered for ground in piece.grounds})
    draft.paragraph(words["intro" if used else "none"])
    for code in used:
        ground = grounds().get(code)
        draft.heading(f"{code}: {ground.label}" if ground else code, 2)
        draft.paragraph(f"{_begun(ground.article)}. {ground.text}" if ground else words["unknown"].format(code=code))
        within = [(number, piece) for number, piece in numbered if code in piece.grounds]
        boxes = sum(box.ground == code for _, piece in within for box in piece.drawn if piece.is_partly)
        told = words["where"].format(documents=_documents(len(within)), numbers=_numbers(within))
        draft.paragraph(told + (words["boxes"].format(boxes=count(boxes, "vak", "vakken")) if boxes else ""))
        if ground and ground.weigh:
            draft.paragraph(words["weigh"])


def _old(draft: Draft, words: dict[str, str], matter: Matter, numbered: Numbered) -> None:
    """Woo art. 5.3; whether it holds today is told where the day of the decision is known."""
    if not matter.decided:
        return
    decided = matter.decided
    old = [
        (number, piece)
        for number, piece in numbered
        if piece.day and is_old(date.fromisoformat(piece.day), decided) and any(map(_relative, piece.grounds))
    ]
    if old:
        draft.heading(words["heading"])
        draft.paragraph(words["text"].format(numbers=_numbers(old)))


def _relative(code: str) -> bool:
    """Whether art. 5.3 asks for more at this ground: the second and fifth paragraph of art. 5.1, and art. 5.2."""
    return code.startswith(("5.1.2", "5.1.5", "5.2"))


def _published(draft: Draft, words: dict[str, str], matter: Matter, numbered: Numbered) -> None:
    draft.heading(words["heading"])
    draft.paragraph(words["text"].format(place=matter.base_url or "[adres van de publicatie]"))
    suspended = [(number, piece) for number, piece in numbered if piece.given.suspended]
    if suspended:
        told = {"documents": _documents(len(suspended)), "numbers": _numbers(suspended)}
        draft.paragraph(words["suspended"].format(**told))


def _objection(draft: Draft, words: dict[str, str], matter: Matter) -> None:
    draft.heading(words["heading"])
    last = words["open"]
    if matter.decided:
        term = object_by(matter.decided)
        moved = _moved(load_list("flows", "letter")["term"], term)
        last = words["last"].format(decided=dutch(matter.decided), day=dutch(term.last), moved=moved)
    draft.paragraph(words["text"].format(last=last))
    draft.paragraph(words["how"].format(matter=matter.number))
    draft.paragraph(words["relief"])


def _closed(draft: Draft, words: dict[str, str], matter: Matter) -> None:
    ministry = values("ministry").get(matter.ministry)
    name = ministry.label.removeprefix("ministerie van ") if ministry else ""
    office = f"De minister van {name}" if name else "[naam van het bestuursorgaan]"
    draft.paragraph(words["questions"])
    draft.paragraph(words["greeting"])
    draft.paragraph(words["sign"].format(minister=office))
    draft.paragraph(words["name"])


def _annex(draft: Draft, words: dict[str, str], matter: Matter, numbered: Numbered) -> None:
    draft.new_page()
    draft.heading(words["heading"])
    draft.paragraph(words["intro"].format(prefix=matter.prefix, matter=matter.number))
    if len(numbered) > LISTED:
        draft.paragraph(words["long"].format(documents=_documents(len(numbered)), matter=matter.number))
        return
    draft.table(_HEAD, (_row(number, piece) for number, piece in numbered), _WIDTHS)


def _row(number: int, piece: Piece) -> tuple[str, ...]:
    told = (remark(piece), "opgeschort" if piece.given.suspended else "", *piece.given.links)
    name = piece.source if not piece.title else f"{piece.title} ({piece.source})"
    day = "-".join(reversed(piece.day.split("-")))
    grounds_ = ", ".join(piece.grounds)
    return (str(number), piece.id, day, name, piece.judgement.value, grounds_, " ".join(filter(None, told)))


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _day(day: date | None, blank: str) -> str:
    return dutch(day) if day else f"[{blank}]"


def _moved(words: dict[str, str], *terms: Term) -> str:
    return words["moved"] if any(term.moved for term in terms) else ""


def _documents(amount: int) -> str:
    return count(amount, "document", "documenten")


def _numbers(numbered: Numbered) -> str:
    return f"{'nummer' if len(numbered) == 1 else 'nummers'} {ranges(number for number, _ in numbered)}"
