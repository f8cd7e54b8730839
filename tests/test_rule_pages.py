"""The page of the rules: what is offered, taken over, made and ended there, by whom, and what the trail tells of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.rules import AGAINST, RULES, in_force
from flows.cli import main
from flows.folder import Folder
from flows.workplace import Bench
from review.desk.accounts import COOKIE, FORM, secret_of
from review.desk.app import make_desk
from review.desk.workplace import Rules

HERE = "http://127.0.0.1"
NAME = "Hanneke Terpwijkstra"
LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft {about}

Ik zal uw Kamer voor de zomer informeren over {about}.
Contactpersoon: Hanneke Terpwijkstra.
{more}

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""
TEXTS = {
    "een.txt": LETTER.format(about="het project Kievitsnest", more="Namens deze: Hanneke Terpwijkstra."),
    "twee.txt": LETTER.format(about="het register", more=""),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regels")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text)
    assert main(["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    return folder / "out"


@pytest.fixture
def bench(made: Path) -> Iterator[Bench]:
    """The workplace over DIR, as if nobody had done anything."""
    (made / "confidential" / "events.db").unlink(missing_ok=True)
    with closing(Bench(Folder.at(made), Rules("ada"))) as opened:
        yield opened


def desk(bench: Bench, **headers: str) -> TestClient:
    """A browser that is let in, with the index as it is some seconds after the start."""
    app = make_desk(bench)
    app.state.desk.index.fill({each.id: bench.galley(each.id) for each in bench.documents()})
    known = headers or {"cookie": f"{COOKIE}={secret_of(bench.events.key())}"}
    return TestClient(app, base_url=HERE, client=("127.0.0.1", 50000), headers=known)


class Page(HTMLParser):
    """The forms of a page with their fields, and its words."""

    def __init__(self, told: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.words, self._choice, self.labels, self.inputs = "", "", set[str](), set[str]()
        self.feed(told)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        assert tag != "script"
        assert not [name for name in has if name == "style" or name.startswith("on")]
        if tag == "form":
            self.forms.append({})
        if tag in ("input", "select"):
            self.forms[-1][has["name"]] = has.get("value", "")
            self._choice = has["name"]
            self.inputs |= {has["id"]} if has.get("type") != "hidden" else set()
        if tag == "option" and ("selected" in has or not self.forms[-1][self._choice]):
            self.forms[-1][self._choice] = has["value"]
        if tag == "label":
            self.labels.add(has["for"])

    def handle_data(self, data: str) -> None:
        self.words += data

    def form(self, do: str) -> dict[str, str]:
        return next(form for form in self.forms if form["do"] == do)


def look(client: TestClient) -> Page:
    return Page(client.get("/regels").text)


def send(client: TestClient, form: dict[str, str], **fields: str) -> tuple[int, Page]:
    answer = client.post("/regels", data=form | fields, follow_redirects=False)
    return answer.status_code, Page(answer.text)


def stand(client: TestClient, id: str) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/stuk/{id}/stand.json").json()
    return told


def act(client: TestClient, id: str, **asked: Any) -> dict[str, Any]:
    token = client.get("/").text.partition('name="formulier" content="')[2].partition('"')[0]
    asked["version"] = stand(client, id)["version"]
    answer = client.post(f"/stuk/{id}/handeling", json=asked, headers={FORM: token})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def named(client: TestClient, id: str, text: str = NAME) -> list[str]:
    return [each["id"] for each in stand(client, id)["findings"] if each["text"] == text]


def ids(bench: Bench) -> dict[str, str]:
    return {each.stem: each.id for each in bench.documents()}


def correct(client: TestClient, bench: Bench, do: str = "show") -> None:
    """The same correction at every place of both documents."""
    for id in ids(bench).values():
        for finding in named(client, id):
            act(client, id, do=do, finding=finding)


def test_corrections_are_offered_and_taken_over_by_hand(bench: Bench) -> None:
    """With who, when and why; nothing before that. Afterwards it is not offered again, and it can be ended."""
    client = desk(bench)
    assert "Er zijn nu geen voorstellen" in look(client).words
    correct(client, bench)
    seen = look(client)
    assert (
        f"Altijd leesbaar: {NAME} Op 3 plaatsen in 2 stukken zo besloten. Staat nu in hoogstens 2 stukken."
        in seen.words
    )
    assert "Er gelden nu geen regels" in seen.words
    form = seen.form("neem over")
    assert (form["category"], form["what"], "ground" in form) == ("person", "show", False)
    status, refused = send(client, form, why=" ")
    assert (status, "zeg waarom" in refused.words, bench.events.of(RULES)) == (422, True, ())
    assert send(client, form, why="woordvoerder")[0] == 303
    (rule,) = in_force(bench.events.of(RULES))
    assert (rule.what, rule.text, rule.category, rule.why, rule.who) == (
        "show", NAME, "person", "woordvoerder", "ada",
    )  # fmt: skip
    seen = look(client)
    assert "Er zijn nu geen voorstellen" in seen.words
    assert "vanaf de volgende verwerking" in seen.words
    assert "Soort: naam. Staat nu in hoogstens 2 stukken." in seen.words
    assert ": woordvoerder" in seen.words
    assert send(client, seen.form("beeindig"), why="weg")[0] == 303
    assert in_force(bench.events.of(RULES)) == ()
    seen = look(client)
    assert ("Er zijn nu geen voorstellen" in seen.words, f"beëindigd: altijd leesbaar: {NAME}" in seen.words) == (
        True, True,
    )  # fmt: skip
    assert bench.events.broken() is None


def test_declined_offer_does_not_come_back(bench: Bench) -> None:
    client = desk(bench)
    correct(client, bench)
    assert send(client, look(client).form("niet"))[0] == 303
    seen = look(client)
    assert "Er zijn nu geen voorstellen" in seen.words
    assert [form["do"] for form in seen.forms] == ["maak"]
    assert in_force(bench.events.of(RULES)) == ()


@pytest.mark.parametrize("do", ["accept", "ground", "hide"])
def test_what_agrees_with_the_proposal_teaches_nothing(bench: Bench, do: str) -> None:
    client = desk(bench)
    for id in ids(bench).values():
        for finding in named(client, id):
            act(client, id, do=do, finding=finding, ground="5.1.2i")
    events = bench.events.since()
    assert [event.told[AGAINST] for event in events] == [[0], [0], [0]]
    assert "Er zijn nu geen voorstellen" in look(client).words


def test_what_stands_against_the_proposal_is_stored(bench: Bench) -> None:
    """Hidden and shown, once and everywhere, in each document by its own proposal; a changed extent counts as new."""
    client, (one, two) = desk(bench), (ids(bench)[stem] for stem in ("een", "twee"))
    act(client, one, do="text", text="Kievitsnest", what="hide", ground="5.1.2i")
    act(client, one, do="person", text=NAME, what="show")
    finding = next(each for each in stand(client, two)["findings"] if each["text"] == NAME)
    act(client, two, do="hide", finding=finding["id"], ground="5.1.2e")  # back to what was proposed
    act(client, two, do="extent", finding=finding["id"], start=finding["start"] - 16, end=finding["end"])
    act(client, two, do="undo")
    act(client, two, do="extent", finding=finding["id"], start=finding["start"], end=finding["end"] - 5)
    told = {id: [event.told.get(AGAINST) for event in bench.events.of(id)] for id in (one, two)}
    assert told == {one: [[2], [2]], two: [[1], [0], [None, 1], None, [None, 0]]}


def test_rule_is_made_by_hand(bench: Bench) -> None:
    client = desk(bench)
    form = look(client).form("maak")
    fields = {"text": " Kievitsnest ", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "nog geheim"}
    assert send(client, form, **fields)[0] == 303
    (rule,) = in_force(bench.events.of(RULES))
    assert (rule.what, rule.text, rule.ground, rule.category, rule.why) == (
        "hide", "Kievitsnest", "5.1.2i", "other", "nog geheim",
    )  # fmt: skip
    seen = look(client)
    assert "Altijd lakken: Kievitsnest Grond 5.1.2i. Soort: overig. Staat nu in hoogstens 1 stuk." in seen.words


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"text": " "}, 422, "Tekst: geef"),
        ({"text": "-"}, 422, "Tekst: geef"),
        ({"text": "x" * 201}, 422, "Tekst: geef"),
        ({"what": "?"}, 422, "altijd gelakt"),
        ({"ground": "9.9"}, 422, "Grond: kies"),
        ({"ground": ""}, 422, "Grond: kies"),
        ({"category": ""}, 422, "Soort: kies"),
        ({"category": "signature"}, 422, "Soort: kies"),
        ({"why": ""}, 422, "zeg waarom"),
        ({"do": "?"}, 400, "bestaat niet"),
        ({"do": "beeindig"}, 409, "geldt al niet meer"),
        ({"do": "neem over"}, 409, "voorstel is er niet meer"),
        ({"do": "niet"}, 409, "voorstel is er niet meer"),
        ({"versie": "7"}, 409, "Iemand anders"),
    ],
)
def test_form_that_cannot_be_is_refused_in_its_place(
    bench: Bench, fields: dict[str, str], status: int, told: str
) -> None:
    """Nothing is stored, and what was typed stands there again."""
    client = desk(bench)
    form = look(client).form("maak")
    fields = {"text": "Kievitsnest", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "<b>"} | fields
    got, seen = send(client, form, **fields)
    assert (got, told in seen.words, "Er is niets bewaard." in seen.words) == (status, True, True)
    assert bench.events.of(RULES) == ()
    if fields.get("do", "maak") == "maak":
        assert seen.form("maak")["why"] == fields["why"]


def test_second_rule_about_one_wording_is_refused(bench: Bench) -> None:
    client = desk(bench)
    fields = {"text": "Kievitsnest", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "geheim"}
    assert send(client, look(client).form("maak"), **fields)[0] == 303
    assert send(client, look(client).form("maak"), **fields)[0] == 409


def test_trail_tells_of_rules_without_their_wording_and_reason(bench: Bench) -> None:
    client = desk(bench)
    before = len(list(bench.trail()))
    fields = {"text": "Kievitsnest", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "het Kievitsnest"}
    assert send(client, look(client).form("maak"), **fields)[0] == 303
    assert send(client, look(client).form("beeindig"), why="geen Kievitsnest")[0] == 303
    rows = list(bench.trail())[before:]
    assert [(row.who, row.what, row.ground) for row in rows] == [
        ("ada", "vaste regel gemaakt", "5.1.2i"), ("ada", "vaste regel beëindigd", ""),
    ]  # fmt: skip
    seals = [event.hash[:16] for event in bench.events.of(RULES)]
    assert [row.why.rpartition(" ")[2] for row in rows] == seals
    assert "Kievitsnest" not in json.dumps([tuple(row) for row in rows])
    assert "Kievitsnest" not in client.get("/logboek").text


@pytest.mark.parametrize(
    ("role", "may"), [("lezer", False), ("behandelaar", True), ("tweede lezer", False), ("beheerder", True)]
)
def test_only_who_may_rule_can_make_a_rule(made: Path, role: str, may: bool) -> None:
    (made / "confidential" / "events.db").unlink(missing_ok=True)
    rules = Rules("ada", user_header="X-Wie", role_header="X-Rol")
    with closing(Bench(Folder.at(made), rules)) as bench:
        client = desk(bench, **{"X-Wie": "bo", "X-Rol": role})
        seen = look(client)
        assert bool(seen.forms) is may
        token = client.get("/").text.partition('name="formulier" content="')[2].partition('"')[0]
        fields = {"text": "Kievitsnest", "what": "show", "category": "", "why": "x", "do": "maak", "versie": "0"}
        assert client.post("/regels", data=fields, follow_redirects=False).status_code == 403  # not a form of ours
        answer = client.post("/regels", data=fields | {"formulier": token}, follow_redirects=False)
        assert answer.status_code == (303 if may else 403)
        assert [rule.who for rule in in_force(bench.events.of(RULES))] == ["bo"] * may


def test_every_input_has_a_label_and_nothing_needs_a_script(bench: Bench) -> None:
    """The page says what is in it, and no wording becomes markup."""
    client = desk(bench)
    correct(client, bench)
    fields = {"text": "<b>Nest</b>", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "<i>"}
    assert send(client, look(client).form("maak"), **fields)[0] == 303
    told = client.get("/regels").text
    assert "<b>" not in told
    seen = Page(told)
    assert seen.inputs == seen.labels
    assert len(seen.forms) == 4
    assert client.get("/desk/rules.css").status_code == 200
    assert client.get("/").status_code == 200  # the list of documents does not take the rules for one


def wait(made: Callable[[], str], state: str = "klaar") -> None:
    for _ in range(600):
        if made() == state:
            return
        time.sleep(0.1)
    raise AssertionError(made())


def test_preview_is_made_anew_for_a_new_rule_and_the_old_one_is_not_released(bench: Bench) -> None:
    client, id = desk(bench), ids(bench)["een"]
    version = stand(client, id)["version"]
    wait(lambda: bench.preview(id).state)
    file = bench.previewed(id, "txt")
    assert file
    assert "Kievitsnest" in file.read_text()
    fields = {"text": "Kievitsnest", "what": "hide", "ground": "5.1.2i", "category": "other", "why": "geheim"}
    assert send(client, look(client).form("maak"), **fields)[0] == 303
    assert "niet meer van nu" in bench.release(id, version, "ada")
    wait(lambda: bench.preview(id).state)
    assert "Kievitsnest" not in file.read_text()
    assert bench.release(id, version, "ada") == ""
    released = bench.released(id, "txt")
    assert released
    assert released.read_text() == file.read_text()


def test_decision_carried_to_a_twin_is_held_against_the_proposal_there(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    more = " ".join(f"Onderdeel {number} van het plan is in maart besproken met de gemeenten." for number in range(40))
    for name, about in (("een.txt", "het register"), ("twee.txt", "het grote register")):
        (tmp_path / "in" / name).write_text(LETTER.format(about=about, more=more))
    assert main(["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    with closing(Bench(Folder.at(tmp_path / "out"), Rules("ada"))) as bench:
        client, (one, two) = desk(bench), ids(bench).values()
        (finding,) = named(client, one)
        assert act(client, one, do="show", finding=finding)["others"] == 1
        act(client, one, do="accept", finding=finding)
        assert [event.told[AGAINST] for event in bench.events.of(two)] == [[1], [1]]
