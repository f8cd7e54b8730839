"""What a person does at the desk: what it shows as hidden is what the pipeline hides, and nothing opens by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import write
from desking import PROXIED, Browser, Made
from hypothesis import given, settings
from hypothesis import strategies as st
from paperworking import CASE, MOTIE, NOTA, fill_folder

from anonymize.officer import obey, without
from corpus.decisions import BRIDGE, Category, Decision, Mark, Published, Verdict
from corpus.document import Box, Document, Span
from corpus.events import Change, Event, Events
from corpus.galley import Galley
from corpus.instructions import HIDE, Instruction, inside
from corpus.review import DECIDE, READY, REDO, REFUSE, RELEASE, UNDO, WITHDRAW, review
from flows.cli import main
from review.desk import drawing
from review.desk.case import Case
from review.desk.doing import Hand, Refused, decided

TEXT = """\
Brief van Jan Vos aan Piet Vos en Jan Vos
| Jan Vos | Piet Bos
Vos, J. van der en Ada Vos-de Boer
"""
RULED = ("Jan Vos", "Piet Vos", "Vos-de Boer", "van der")
HAND = Hand("ada", "2026-01-01T00:00:00+00:00")


def galley() -> Galley:
    """Names that the rules hide, one that they keep, a large signature and a small one inside it."""
    document = write(TEXT)
    rule = (Category.PERSON, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.9)
    spans = [Span(at := document.text.index(each), at + len(each)) for each in RULED]
    at = document.text.index("Piet Bos")
    kept = Decision(Span(at, at + 8), Category.PERSON, Verdict.KEEP, "", "minister", "list", 0.9)
    marks = tuple(Mark(Box(1, *sides), Category.SIGNATURE, "5.1.2e") for sides in ((40, 10, 130, 60), (60, 22, 90, 30)))
    return Galley(document, tuple(sorted([*(Decision(span, *rule) for span in spans), kept])), marks)


GALLEY = galley()


def signs(document: Document, *spans: Span) -> set[int]:
    """The places in spans of what is no blank, bar or point: two gaps with only that between them become one."""
    return {at for span in spans for at in range(*span) if document.text[at] not in BRIDGE}


class Table:
    """A document on the desk, what was done to it, and what nobody opened."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.document = GALLEY.document
        self.inked = {f"i{number}" for number, _ in enumerate(GALLEY.marks)}
        self.ruled = signs(self.document, *(each.span for each in GALLEY.decisions if each.verdict == "redact"))

    @property
    def case(self) -> Case:
        return Case(GALLEY, tuple(self.events))

    def do(self, asked: dict[str, Any]) -> bool:
        case = self.case
        finding = case.findings.get(str(asked.get("finding")))
        try:
            doing = decided(case, asked, HAND)
        except Refused:
            return False
        number = len(self.events) + 1
        self.events.append(Event(number, "d", number, HAND.at, HAND.who, DECIDE, doing.told, f"a{number}", "", ""))
        opens = asked["do"] in ("show", "delete", "extent") or (asked["do"] == "accept" and not finding.hidden)
        if finding and finding.span and opens:
            self.ruled -= signs(self.document, finding.span)
        if finding and opens:
            self.inked.discard(finding.id)
        return True

    def hidden(self) -> set[int]:
        """What the pipeline hides."""
        said = review(self.events).instructions
        obeyed = obey(self.document, GALLEY.decisions, said)
        return signs(self.document, *(gap.span for gap in Published(self.document, obeyed.decisions).gaps))

    def marks(self) -> tuple[Mark, ...]:
        said = review(self.events).instructions
        return (*without(GALLEY.marks, said), *obey(self.document, GALLEY.decisions, said).marks)

    def shown(self) -> Iterator[Span]:
        """What the desk shows as hidden."""
        for each in self.case.findings.values():
            if each.hidden and each.span:
                yield each.span
            elif each.hidden and each.id.startswith("b"):
                yield from inside(self.document, each.boxes[0])


@st.composite
def asked(draw: st.DrawFn, table: Table) -> dict[str, Any]:
    do = draw(st.sampled_from(["accept", "hide", "show", "delete", "ground", "extent", "box", "page"]))
    ids = list(table.case.findings)
    told: dict[str, Any] = {"do": do, "ground": draw(st.sampled_from(["5.1.2e", "5.1.1d"])), "page": 1}
    if do == "box":
        x, y = draw(st.integers(0, 40)) * 5, draw(st.integers(2, 8)) * 7
        told |= {"box": [x, y, x + draw(st.integers(1, 30)) * 5, y + draw(st.integers(1, 5)) * 7]}
        told["snap"] = draw(st.booleans())
    elif do != "page":
        told["finding"] = draw(st.sampled_from(ids))
        start = draw(st.integers(0, len(GALLEY.document.text) - 1))
        told |= {"start": start, "end": start + draw(st.integers(1, 12))}
    return told


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_desk_shows_what_the_pipeline_hides_and_nothing_opens_by_itself(data: st.DataObject) -> None:
    table = Table()
    for _ in range(data.draw(st.integers(1, 5))):
        table.do(data.draw(asked(table)))
        assert signs(table.document, *table.shown()) == table.hidden()
        assert table.ruled <= table.hidden()
        assert all(table.case.findings[id].hidden for id in table.inked)
        boxes = {each.box for each in table.marks()}
        for id, each in table.case.findings.items():
            if each.span is None:
                near = any(all(abs(a - b) <= 1 for a, b in zip(box, each.boxes[0], strict=True)) for box in boxes)
                assert each.hidden == near, id


def test_whole_page_that_is_shown_again_is_as_the_rules_have_it() -> None:
    table = Table()
    before = table.hidden()
    for asked in ({"do": "page", "page": 1, "ground": "5.1.2e"}, {"do": "show", "finding": "b1-0"}):
        assert table.do(asked)
    assert (table.hidden(), table.marks()) == (before, GALLEY.marks)


def test_what_is_taken_back_twice_is_brought_back_once(tmp_path: Path) -> None:
    """A document that was released when others took an action back, and takes it back later with them."""
    events = Events(tmp_path / "events.db")
    action = events.append("ada", [Change(id, DECIDE, {"instructions": []}) for id in "ab"])[0].action
    for id, kind in (("b", UNDO), ("a", UNDO), ("b", UNDO), ("a", REDO), ("b", REDO)):
        events.append("ada", [Change(id, kind, {"action": action})])
    assert [len(review(events.of(id)).decisions) for id in "ab"] == [1, 1]


@pytest.mark.parametrize(
    ("steps", "who", "may"),
    [
        ([("ada", DECIDE), ("ada", READY)], "bob", True),
        ([("ada", DECIDE), ("ada", READY)], "ada", False),
        ([("ada", DECIDE), ("ada", READY)], "ADA", False),
        ([("ada", DECIDE), ("bob", READY)], "Ada", False),
        ([("Jos\u00e9", DECIDE), ("bob", READY)], "Jose\u0301", False),
        ([("ada", DECIDE), ("bob", DECIDE), ("ada", READY)], "bob", False),
        ([("ada", DECIDE), ("bob", UNDO), ("ada", READY)], "bob", False),
        ([("ada", DECIDE), ("ada", UNDO), ("bob", REDO), ("cas", READY)], "bob", False),
        ([("bob", DECIDE), ("bob", UNDO), ("ada", DECIDE), ("ada", READY)], "bob", True),
        ([("ada", DECIDE), ("ada", READY), ("ada", DECIDE)], "bob", False),
    ],
)
def test_nobody_releases_own_work_under_four_eyes(
    tmp_path: Path, steps: list[tuple[str, str]], who: str, *, may: bool
) -> None:
    made = Made(tmp_path, {"a": TEXT}, rules=PROXIED)
    action = ""
    for by, kind in steps:
        told = {DECIDE: {"instructions": []}, READY: {"why": ""}}.get(kind, {"action": action})
        (event,) = made.events.append(by, [Change("a", kind, told)])
        action = event.action if kind == DECIDE else action
    browser = Browser(made, who, "behandelaar, tweede lezer")
    browser.post("/stuk/a/vrijgeven", versie=made.events.version("a"))
    assert made.let_go == (["a"] if may else [])


LONG = "De minister schreef in maart aan {} over het register van algoritmen en de tijd die dat kost " + "woord " * 40


def test_what_somebody_hid_in_a_twin_is_not_opened_from_here(tmp_path: Path) -> None:
    made = Made(tmp_path, dict.fromkeys("ab", LONG.format("Jan Vos")), ["Jan Vos"])
    browser = Browser(made)
    (id,) = browser.findings("a")
    told = Instruction(HIDE, "Jan Vos", 1, "5.1.2e", "person", "", "bob", "2026", None, 1)._asdict()
    made.events.append("bob", [Change("b", DECIDE, {"instructions": [told], "label": ""})])
    assert browser.act("a", do="show", finding=id).json()["others"] == 0
    assert [browser.findings(each)[id]["verdict"] for each in "ab"] == ["keep", "redact"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_person_is_hidden_everywhere_however_accents_are_written(tmp_path: Path, form: Any) -> None:
    name = unicodedata.normalize(form, "Zoë Pérez-Núñez")
    made = Made(tmp_path, {"a": f"Brief van {name} aan Piet", "b": f"Nota aan {name} van Piet"})
    assert Browser(made).act("a", do="person", text=name, what="hide", ground="5.1.2e").json()["others"] == 1


def test_index_that_is_thrown_away_is_made_anew(tmp_path: Path) -> None:
    """`lakwerk forget` removes it, perhaps while somebody works."""
    made = Made(tmp_path, {"a": TEXT})
    browser = Browser(made)
    made.index_file.unlink()
    assert browser.client.get("/").status_code == 200
    assert browser.search("a", "Vos")["total"] > 0


def test_release_that_was_withdrawn_holds_no_more(tmp_path: Path) -> None:
    events = Events(tmp_path / "events.db")
    for kind in (RELEASE, WITHDRAW):
        events.append("ada", [Change("a", kind, {"why": ""})])
    assert review(events.of("a")).released is None


def test_what_was_refused_at_the_desk_is_not_laid_out_for_upload(tmp_path: Path) -> None:
    out = fill_folder(tmp_path / "out")
    upload = out / "paperwork" / "upload"
    assert main(["paperwork", *CASE, "--out", str(out)]) == 1
    assert f"{MOTIE}.pdf" in {file.name for file in upload.iterdir()}
    told = {"ground": "5.2.1", "why": "concept", "label": ""}
    Events(out / "confidential" / "events.db").append("ada", [Change("b" * 32, REFUSE, told)])
    assert main(["paperwork", *CASE, "--out", str(out)]) == 1
    assert {file.name for file in upload.iterdir()} & {f"{MOTIE}.pdf", f"{NOTA}.pdf"} == {f"{NOTA}.pdf"}
    judgements = tmp_path / "oordelen.csv"
    judgements.write_text(f"ID;Beoordeling\n{MOTIE};Openbaar\n", "utf-8")
    assert main(["paperwork", *CASE, "--out", str(out), "--judgements", str(judgements)]) == 2


@pytest.mark.parametrize("asked", [{"do": "person", "text": "Piet", "what": "hide"}, {"do": "hide"}, {"do": "undo"}])
def test_nothing_is_done_to_a_document_that_is_let_go_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    """Between the look at another document and the action in it; then nothing is done, and who asks again is told."""
    made = Made(tmp_path, dict.fromkeys("ab", LONG.format("Jan Vos en Piet")), ["Jan Vos"])
    browser = Browser(made)
    (id,) = browser.findings("a")
    assert browser.act("a", do="hide", finding=id).json()["others"] == 1
    before, append = made.events.version("a"), Events.append

    def late(self: Events, who: str, changes: Any, at: str = "") -> Any:
        if len(changes) > 1:
            append(self, "bob", [Change("b", RELEASE, {})])
        return append(self, who, changes, at)

    monkeypatch.setattr(Events, "append", late)
    assert browser.act("a", finding=id, **asked).status_code == 409
    assert (made.events.version("a"), made.events.of("b")[-1].kind) == (before, RELEASE)


def test_page_asked_for_while_another_ends_the_drawer_is_one_without_picture(tmp_path: Path) -> None:
    """A page that never ends has the process of all others ended, also for who was about to ask it."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    drawer = drawing.Drawer()
    drawer._pool = ProcessPoolExecutor(1)
    drawer._pool.shutdown()
    assert drawer.draw(tmp_path / "a.pdf", 1, 400) is None
    drawer.close()


def test_an_action_whose_answer_got_lost_is_not_done_twice(tmp_path: Path) -> None:
    """The browser asks once more with the version that it saw; another one's action in between is told."""
    browser = Browser(Made(tmp_path, {"a": TEXT}))
    first = browser.act("a", do="comment", text="een", page=0, once="m1", version=0)
    again = browser.act("a", do="comment", text="een", page=0, once="m1", version=0)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["version"] == 1
    assert [each["text"] for each in again.json()["comments"]] == ["een"]
    assert browser.act("a", do="comment", text="een", page=0, once="m2", version=0).status_code == 409
