"""The records tab: an action shows at once, a form says what it says, and the page works without a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from correcting import FREE, LABEL, LIST, MOTIONS, SHOWN, TWICE, correction, published
from jinja2 import ChoiceLoader, DictLoader, Environment, PackageLoader, StrictUndefined
from site_folder import client, fill

from corpus.corrections import BadCorrection, Correction
from review.desk.records import LOST, NOT_THERE, Entry, empty, entries, told_of

CALLS = "uw Kamer voor de zomer informeren"
MAIL = "stuurt in mei een brief"
FREE_SHOWN = FREE.replace("DSM", LABEL)
LIST_SHOWN = LIST.replace("Ruurd Zwaagstra", LABEL)
BASE = """<!DOCTYPE html><html lang="nl"><title>{% block title %}{% endblock %}</title>{% block scripts %}{% endblock %}
<main>{% block main %}{% endblock %}</main></html>"""


def one(found: list[Entry], key: str) -> Entry:
    return next(each for each in found if each.key == key)


def values(entry: Entry) -> dict[str, str]:
    return {each.name: each.was for each in entry.fields}


def test_untouched_record_is_a_proposal_with_its_fields_and_its_picture() -> None:
    found = entries(published([]), [], lambda each: f"/beeld/{each['id']}.png")
    assert [each.key for each in found] == ["c1", "c2", "c3", "c4", "c5", "m1", "m2", "d1", "d2", "d3", "d4"]
    first = found[0]
    assert (first.told, first.state, first.action, first.picture) == ("voorstel", "", CALLS, "/beeld/c1.png")
    assert values(first) == {
        "actor": "kabinet", "recipient": "", "action": CALLS, "earliest": "", "latest": "2026-07-02", "status": "open",
        "made_on": "",
    }  # fmt: skip
    assert [each.told for each in first.fields][4:6] == ["2 juli 2026", "open"]
    assert one(found, "m2").facts[0] == ("Indieners", "Kathmann")


SAID = [
    [correction("confirm", SHOWN, CALLS)],
    [correction("correct", SHOWN, MAIL, action="de Kamer schrijven", actor=None)],
    [correction("correct", SHOWN, MAIL, action="x"), correction("correct", SHOWN, "x", recipient="Tweede Kamer")],
    [correction("reject", SHOWN, CALLS)],
    [correction("correct", SHOWN, CALLS, actor="ik"), correction("reject", SHOWN, CALLS)],
    [correction("reject", MOTIONS, "Van Esch", "motion")],
    [correction("correct", MOTIONS, "Kathmann", "motion", status="adopted")],
    [replace(correction("reject", SHOWN, "in mei", "deadline"), id="d2")],
    [correction("correct", LIST_SHOWN, "in mei", "deadline", latest="2026-05-31")],
    [correction("correct", SHOWN, MAIL, earliest="2026-05-01", latest="2026-05-31")],
    [correction("add", FREE_SHOWN, actor="minister", action="het rapport sturen", status="open")],
    [correction("add", FREE_SHOWN), correction("correct", FREE_SHOWN, FREE_SHOWN, actor="minister")],
    [correction("add", FREE_SHOWN), correction("reject", FREE_SHOWN, FREE_SHOWN)],
    # The same words twice on a page: the number tells them apart.
    [replace(correction("reject", TWICE), id="c3")],
    [replace(correction("reject", TWICE), id="c5")],
    [replace(correction("confirm", TWICE), id="c5"), replace(correction("reject", TWICE), id="c3")],
]


@pytest.mark.parametrize("said", SAID)
def test_action_shows_at_once_what_shows_when_the_document_is_made_anew(said: list[Correction]) -> None:
    """What is told of each record is the same before and after; of a rejected one the values are not told."""

    def told(record: dict[str, Any]) -> set[tuple[str, ...]]:
        found = entries(record, said)
        return {
            (each.kind, each.sentence, each.told, *(() if each.state == "reject" else values(each).values()))
            for each in found
        }

    assert told(published([])) == told(published(said))


@pytest.mark.parametrize(
    ("what", "told"), [("confirm", "bevestigd"), ("reject", "verworpen"), ("correct", "gewijzigd")]
)
def test_state_says_who(what: str, told: str) -> None:
    fields = {"actor": "minister"} if what == "correct" else {}
    assert one(entries(published([]), [correction(what, SHOWN, CALLS, **fields)]), "c1").told == f"{told} door ada"


def test_correction_is_not_laid_over_the_other_record_of_its_sentence() -> None:
    """What was corrected and then rejected is gone from the record; its sister must stay a proposal."""
    said = [correction("correct", SHOWN, CALLS, actor="ik"), correction("reject", SHOWN, CALLS)]
    sister = one(entries(published(said), said), "c2")
    assert (sister.told, values(sister)["actor"]) == ("voorstel", "kabinet")


def test_rejected_record_can_be_brought_back_after_the_document_was_made_anew() -> None:
    reject, back = correction("reject", SHOWN, CALLS), correction("confirm", SHOWN, CALLS)
    gone = next(each for each in entries(published([reject]), [reject]) if each.state == "reject")
    assert (gone.sentence, gone.action) == (SHOWN, CALLS)
    again = next(e for e in entries(published([reject]), [reject, back]) if e.action == CALLS)
    assert (again.told, again.note) == ("bevestigd door ada", LOST)


def test_days_of_a_commitment_and_of_its_own_deadline_are_the_same_at_once() -> None:
    found = entries(published([]), [correction("correct", SHOWN, CALLS, latest="2026-06-01")])
    assert values(one(found, "d1"))["latest"] == "2026-06-01"
    found = entries(published([]), [correction("correct", SHOWN, "voor de zomer", "deadline", latest="2026-06-02")])
    assert values(one(found, "c1"))["latest"] == "2026-06-02"
    found = entries(published([]), [correction("correct", LIST_SHOWN, latest="2026-06-01")])
    assert values(one(found, "d3"))["latest"] == "2026-07-02"


@pytest.mark.parametrize(("sentence", "note"), [(FREE_SHOWN, ""), ("Deze zin staat er niet.", NOT_THERE)])
def test_added_sentence_that_is_not_there_is_told_at_once(sentence: str, note: str) -> None:
    (added,) = [each for each in entries(published([]), [correction("add", sentence)]) if each.state == "add"]
    assert added.note == note


FORM = {
    "token": "t", "version": "3", "key": "c1", "what": "correct", "kind": "commitment", "sentence": "Een  zin.",
    "page": "2", "id": "c1", "action": "iets doen", "why": "",
    "field.actor": "kabinet", "was.actor": "kabinet", "field.recipient": "", "was.recipient": "Tweede Kamer",
    "field.earliest": "", "was.earliest": "", "field.latest": "2026-05-01", "was.latest": "2026-06-01",
    "field.status": "open", "was.status": "open",
}  # fmt: skip


def test_form_says_only_what_was_changed_and_both_days() -> None:
    told = told_of(FORM)
    assert told["fields"] == {"recipient": None, "earliest": None, "latest": "2026-05-01"}
    assert (told["sentence"], told["page"], told["action"]) == ("Een zin.", 2, "iets doen")
    assert Correction.of(told).told() == told


def test_form_that_adds_says_what_was_filled_in() -> None:
    told = told_of(FORM | {"what": "add", "key": "nieuw"})
    assert told["fields"] == {"actor": "kabinet", "earliest": None, "latest": "2026-05-01", "status": "open"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"field.recipient": "Tweede Kamer", "field.latest": "2026-06-01"}, "niets gewijzigd"),
        ({"field.earliest": "2026-05-02"}, "voor de eerste dag"),
        ({"field.latest": "morgen"}, "Laatste dag"),
        ({"field.mover": "x"}, "veld dat hier niet hoort"),
        ({"page": "x"}, "bladzijde"),
        ({"page": "²"}, "bladzijde"),
        ({"what": ""}, "bestaat niet"),
        ({"what": "confirm"}, "Bewaar dat eerst"),
        ({"what": "add", "sentence": ""}, "Vul de zin in"),
    ],
)
def test_form_that_cannot_be_is_refused_in_words(change: dict[str, str], told: str) -> None:
    with pytest.raises(BadCorrection, match=told):
        told_of(FORM | change)


class Seen(HTMLParser):
    """The forms of a page with their fields, its words, and what a page of ours may not have."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.words = ""
        self.labels, self.inputs, self.odd = set[str](), set[str](), list[str]()
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.odd += [name for name in has if name == "style" or name.startswith("on")] + ["script"] * (tag == "script")
        if tag == "form":
            self.forms.append({"": has["action"]})
        if tag in {"input", "textarea", "select"}:
            self.forms[-1][has["name"]] = has.get("value", "")
            self._area = has["name"] if tag != "input" else ""
            self.inputs |= {has["id"]} if has.get("type") != "hidden" else set()
        if tag == "option" and "selected" in has:
            self.forms[-1][self._area] = has["value"]
        if tag == "label":
            self.labels.add(has["for"])

    def handle_endtag(self, tag: str) -> None:
        self._area = self._area if tag not in {"textarea", "select"} else ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._area and not self.forms[-1][self._area]:
            self.forms[-1][self._area] = data.strip()


def page(found: list[Entry], new: Entry | None = None, may: bool = True, **more: str) -> Seen:
    loader = ChoiceLoader([DictLoader({"desk_base.html": BASE}), PackageLoader("review.desk")])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    document = {"id": "a" * 32, "name": "Brief <b>"}
    around = {"user": "ada", "token": "t0", "path": "/stuk/a/toezeggingen", "four_eyes": True, "version": 3}
    told = made.get_template("records.html").render(
        around, document=document, state="in behandeling", entries=found, new=new or empty(), may=may, **more
    )
    assert "<b>" not in told
    return Seen(told)


def test_every_form_of_the_page_is_one_that_can_be_carried_out() -> None:
    """Klopt and Verwerp as they stand; Wijzig once something was changed; each with its token and its place."""
    seen = page(entries(published([]), [correction("reject", TWICE)]))
    assert {form["formulier"] for form in seen.forms} == {"t0"}
    assert {form[""] for form in seen.forms} == {f"/stuk/a/toezeggingen#{form['key']}" for form in seen.forms}
    for form in seen.forms:
        if form["what"] == "correct":
            name = next(name for name in form if name.startswith("field."))
            form[name] = "2026-01-01" if name.endswith("est") else "held" if name.endswith("status") else "anders"
        if form["what"] == "add":
            form["sentence"] = "Een zin."
        assert told_of(form)["what"] == form["what"]
    assert [form["what"] for form in seen.forms if form["key"] == "c3"] == ["confirm"]
    assert seen.words.count("Herstel") == 1


def test_every_input_has_a_label_and_nothing_needs_a_script_or_a_style() -> None:
    seen = page(entries(published([]), []))
    assert seen.inputs == seen.labels
    assert seen.odd == []


def test_refused_form_says_why_in_its_place_and_keeps_what_was_typed() -> None:
    typed = FORM | {"field.actor": 'de "minister" <x>', "why": "omdat"}
    seen = page(entries(published([]), [], typed=typed, error="Zo kan het niet."))
    mine = next(form for form in seen.forms if form["key"] == "c1" and form["what"] == "correct")
    assert (mine["field.actor"], mine["was.actor"], mine["why"]) == ('de "minister" <x>', "kabinet", "omdat")
    assert seen.words.count("Zo kan het niet. Er is niets bewaard.") == 1


def test_refused_addition_keeps_its_sentence() -> None:
    typed = {"key": "nieuw", "what": "add", "sentence": "Een zin.", "page": "7", "field.actor": "kabinet"}
    seen = page([], empty(typed, "Zo kan het niet."))
    (form,) = seen.forms
    assert (form["sentence"], form["page"], form["field.actor"]) == ("Een zin.", "7", "kabinet")
    assert "Zo kan het niet." in seen.words


@pytest.mark.parametrize("key", ["c1", "nieuw", "weg"])
def test_refusal_is_told_once_also_where_its_record_is_gone(key: str) -> None:
    typed, error = {"key": key, "what": "correct"}, "Zo kan het niet."
    seen = page(entries(published([]), [], typed=typed, error=error), empty(typed, error), error=error)
    assert seen.words.count(error) == 1


def test_who_may_not_decide_sees_no_form() -> None:
    assert page(entries(published([]), []), may=False).forms == []


@pytest.mark.parametrize("touched", [True, False])
def test_public_page_says_that_a_person_looked(tmp_path: Path, touched: bool) -> None:
    out = fill(tmp_path / "out")
    file = out / "records" / "brief-1.json"
    record = json.loads(file.read_text("utf-8"))
    for each in record["commitments"] if touched else ():
        each["by_hand"] = "confirmed"
    file.write_text(json.dumps(record), "utf-8")
    shown = client(out).get("/stukken/brief-1/c1").text
    assert ("Door een mens gecontroleerd" in re.sub(r"\s+", " ", shown)) is touched
    assert client(out).get("/api/v1/records/brief-1/c1").json().get("by_hand") == ("confirmed" if touched else None)
