"""The records tab: each record with its state and its form, and what a posted form says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.corrections import DAYS, FIELDS, LABELS, STATUSES, Correction, Sort, What
from corpus.found_again import find_stretch, plain
from review.desk.rows import NEW, Row, rows_of
from review.words import STATES, day

# The address of the picture of a record's lines, if it has one.
Picture = Callable[[Mapping[str, Any]], str | None]

LOST = (
    "Dit staat nu niet bij de gegevens van het stuk. Het komt zodra het stuk opnieuw is gemaakt; was dat al zo, dan is "
    "de zin veranderd."
)
NOT_THERE = (
    "Deze zin is niet gevonden in de openbare tekst. Neem de zin letterlijk over. Staat er iets gelakts in, dan blijkt "
    "pas als het stuk opnieuw is gemaakt of hij klopt."
)
PROPOSAL = "voorstel"
_SAID = {
    What.CONFIRM: "bevestigd",
    What.CORRECT: "gewijzigd",
    What.ADD: "toegevoegd",
    What.REJECT: "verworpen",
}
_MADE = {"confirmed": What.CONFIRM, "corrected": What.CORRECT, "added": What.ADD}


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it is filled in, and what stands now (`was`); `options` are (value, Dutch) of a choice."""

    name: str
    label: str
    value: str
    was: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_day(self) -> bool:
        return self.name in DAYS

    @property
    def told(self) -> str:
        """What stands now, in words."""
        if self.is_day and self.was:
            return day(self.was)
        return dict(self.options).get(self.was, self.was) or "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its state; `key` names its form on the page, `action` tells it from others of its sentence.

    `id` is its number, "" for what has none yet. `state` is what was said last ("confirm", "correct", "add", "reject"),
    "" for a proposal, and `told` says it in Dutch. `facts` are (label, text) of what cannot be changed, `error` is what
    was wrong with the form just posted.
    """

    key: str
    kind: str
    sentence: str
    page: int
    action: str
    state: str
    told: str
    fields: tuple[Shown, ...]
    facts: tuple[tuple[str, str], ...] = ()
    picture: str | None = None
    note: str = ""
    error: str = ""
    why: str = ""
    id: str = ""


def entries(
    record: Mapping[str, Any],
    corrections: Iterable[Correction],
    picture: Picture = lambda found: None,
    typed: Mapping[str, str] | None = None,
    error: str = "",
) -> list[Entry]:
    """The records of a document, commitments first, with all corrections of it laid over them, in order.

    `typed` is a form that was refused and `error` why: what was typed stands in its entry again.
    """
    text = [section["text"] for section in record["sections"]]
    return [_entry(row, text, picture, typed or {}, error) for row in rows_of(record, corrections)]


def empty(typed: Mapping[str, str] | None = None, error: str = "") -> Entry:
    """The form that adds a commitment."""
    mine = typed if typed and typed.get("key") == NEW else {}
    values: dict[str, str | None] = dict.fromkeys(FIELDS[Sort.COMMITMENT]) | {"status": "open"}
    row = Row(NEW, "", Sort.COMMITMENT, mine.get("sentence", ""), _number(mine.get("page", "")) or 1, [""], values)
    return _entry(row, (), lambda found: None, mine, error)


def told_of(form: Mapping[str, str]) -> dict[str, Any]:
    """The correction that a posted form says, as the dict that `Correction.of` reads; raises BadCorrection.

    Of a record that is there, only fields that differ from "was.NAME" count. The two days of a deadline go together, so
    that they are held against each other.
    """
    told = {name: form.get(name, "") for name in ("what", "kind", "sentence", "action", "why", "id")}
    fields = {name.removeprefix("field."): value for name, value in form.items() if name.startswith("field.")}
    if told["what"] == What.ADD:
        changed = {name for name, value in fields.items() if value.strip()}
    else:
        changed = {name for name, value in fields.items() if plain(value) != plain(form.get(f"was.{name}", ""))}
    if changed & {"earliest", "latest"}:
        changed |= fields.keys() & {"earliest", "latest"}
    number = {"page": _number(form.get("page", ""))}
    return Correction.of(told | number | {"fields": {name: fields[name] for name in sorted(changed)}}).told()


def _number(told: str) -> int:
    told = told.strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 7 else 0


def _entry(row: Row, text: Sequence[str], picture: Picture, typed: Mapping[str, str], error: str) -> Entry:
    mine = typed if typed.get("key") == row.key else {}
    state, told = _state(row)
    return Entry(
        key=row.key,
        kind=row.kind.value,
        sentence=row.sentence,
        page=row.page,
        action=row.tells[-1],
        state=state,
        told=told,
        fields=tuple(_shown(row, name, mine) for name in FIELDS[row.kind]),
        facts=tuple(row.facts),
        picture=picture(row.found) if row.found else None,
        note=_note(row, text),
        error=error if mine else "",
        why=mine.get("why", ""),
        id=row.id,
    )


def _state(row: Row) -> tuple[str, str]:
    if row.said:
        by = f" door {row.said.who}" if row.said.who else ""
        return row.said.what, _SAID[What(row.said.what)] + by
    made = _MADE.get((row.found or {}).get("by_hand", ""))
    return (made.value, _SAID[made]) if made else ("", PROPOSAL)


def _note(row: Row, text: Sequence[str]) -> str:
    """What to know of a record that the document does not hold now."""
    if row.found or row.said is None or row.said.what == What.REJECT:
        return ""
    if not row.added:
        return LOST
    return "" if any(find_stretch(row.sentence, part) for part in text) else NOT_THERE


def _shown(row: Row, name: str, typed: Mapping[str, str]) -> Shown:
    now = row.values.get(name) or ""
    options = tuple((value, STATES[value]) for value in STATUSES[row.kind]) if name == "status" else ()
    return Shown(name, LABELS[name], typed.get(f"field.{name}", now), now, options)
