"""A rule counts in every document, and a person beats it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st
from ruling import accepted, decide, instruction

from anonymize.officer import obey
from anonymize.standing import follow
from anonymize.wording import Secrets, Way
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Document, Span
from corpus.events import Change, Events
from corpus.galley import read_galley
from corpus.instructions import HIDE, SHOW
from corpus.rules import ACCEPTED, ENDED, RULES, Rule
from flows.cli import main
from flows.folder import Folder
from flows.instructions import reviews
from flows.rules import of_rules, rules_of

A, B, C = ("a" * 32, "b" * 32, "c" * 32)
BUREAU = "Bureau ICT-toetsing"
WHEN = "2026-11-28T23:30:00+00:00"


def rule(what: str, text: str, ground: str = "5.1.2i", category: str = "") -> Rule:
    hidden = what == HIDE
    return Rule(what, text, ground if hidden else "", category or "other" * hidden, "afgesproken", "ada", WHEN)


def decided(text: str, *hidden: str, category: Category = Category.PERSON) -> tuple[Document, tuple[Decision, ...]]:
    """A document and its decisions: each wording in `hidden` goes, wherever it stands."""
    document = write(text)
    spans = {Span(*found.span()) for each in hidden for found in re.finditer(re.escape(each), document.text)}
    rest = (category, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.5)
    return document, tuple(Decision(span, *rest) for span in sorted(spans))


def published(text: str, hidden: tuple[str, ...], *rules: Rule) -> str:
    document, decisions = decided(text, *hidden)
    return Published(document, follow(document, decisions, rules)).text.strip()


LETTER = "Brief van Bureau ICT-toetsing aan Piet Jansen"


@pytest.mark.parametrize(
    ("text", "hidden", "rules", "expected"),
    [
        (LETTER, (BUREAU,), [rule(SHOW, BUREAU)], LETTER),
        (LETTER, ("ICT-toetsing",), [rule(SHOW, BUREAU)], LETTER),
        (LETTER, (BUREAU,), [rule(SHOW, BUREAU, category="person")], LETTER),
        (LETTER, (BUREAU,), [rule(SHOW, BUREAU, category="address")], "Brief van [5.1.2e] aan Piet Jansen"),
        (LETTER, ("Piet Jansen",), [rule(SHOW, "Jansen")], "Brief van Bureau ICT-toetsing aan [5.1.2e]"),
        (LETTER, ("Piet", "Jansen"), [rule(SHOW, "Jansen")], "Brief van Bureau ICT-toetsing aan [5.1.2e]"),
        ("Van Jansen, Piet", ("Jansen", "Piet"), [rule(SHOW, "Jansen")], "Van [5.1.2e]"),
        ("Van Jansen.", ("Jansen",), [rule(SHOW, "Jansen")], "Van Jansen."),
        ("Van Jansen.", ("Jansen",), [rule(SHOW, "jansen")], "Van [5.1.2e]."),
        ("Mail jansen@zaak.nl nu", ("jansen",), [rule(SHOW, "jansen")], "Mail [5.1.2e]@zaak.nl nu"),
        ("Mail p.jansen@zaak.nl nu", ("jansen",), [rule(SHOW, "jansen")], "Mail p.[5.1.2e]@zaak.nl nu"),
        ("Zie www.jansen nu", ("jansen",), [rule(SHOW, "jansen")], "Zie www.[5.1.2e] nu"),
        ("Van Jansen-de Vries", ("Jansen",), [rule(SHOW, "Jansen")], "Van [5.1.2e]-de Vries"),
        ("Zie jansen.nl nu", ("jansen",), [rule(SHOW, "jansen")], "Zie [5.1.2e].nl nu"),
        (LETTER, (), [rule(HIDE, BUREAU)], "Brief van [5.1.2i] aan Piet Jansen"),
        (LETTER, (), [rule(HIDE, "Jansen")], "Brief van Bureau ICT-toetsing aan Piet [5.1.2i]"),
        (LETTER, (BUREAU,), [rule(HIDE, BUREAU)], "Brief van [5.1.2i] aan Piet Jansen"),
        (LETTER, (BUREAU,), [rule(HIDE, "Bureau")], "Brief van [5.1.2e] aan Piet Jansen"),
        (LETTER, ("ICT-toetsing aan",), [rule(HIDE, BUREAU)], "Brief van [5.1.2i] [5.1.2e] Piet Jansen"),
        (LETTER, (), [rule(HIDE, "Pie"), rule(HIDE, "jansen"), rule(HIDE, "Kievitsnest")], LETTER),
        (LETTER, (BUREAU,), [rule(SHOW, BUREAU), rule(HIDE, "Bureau")],
         "Brief van [5.1.2i] ICT-toetsing aan Piet Jansen"),
        (LETTER, (), [rule(HIDE, "Piet"), rule(HIDE, "Piet Jansen", "5.1.2e")],
         "Brief van Bureau ICT-toetsing aan [5.1.2e]"),
    ],
)  # fmt: skip
def test_rule_is_about_its_whole_wording_only(
    text: str, hidden: tuple[str, ...], rules: list[Rule], expected: str
) -> None:
    assert published(text, hidden, *rules) == expected
    assert published(text, hidden, *reversed(rules)) == expected


def test_rule_says_whose_it_is_and_why() -> None:
    """With the day as it was in the Netherlands; nobody need look at what a rule decided."""
    document, decisions = decided(LETTER, "Piet Jansen")
    found = follow(document, decisions, [rule(HIDE, BUREAU), rule(SHOW, "Piet Jansen")])
    reason = "Vaste regel van ada, 29 november 2026: afgesproken"
    assert [(each.rule, each.reason, each.score, each.verdict) for each in found] == [
        ("rule", reason, 1.0, Verdict.REDACT), ("rule", reason, 1.0, Verdict.KEEP),
    ]  # fmt: skip


def test_rule_to_show_leaves_a_longer_wording_that_stays_alone() -> None:
    """That one has a reason of its own, "minister"."""
    document, (gone,) = decided(LETTER, "Piet Jansen")
    stays = gone._replace(verdict=Verdict.KEEP)
    assert follow(document, [stays], [rule(SHOW, "Jansen")]) == (stays,)


def test_rule_to_show_leaves_what_nobody_found_alone() -> None:
    document, decisions = decided(LETTER, "Piet Jansen")
    assert follow(document, decisions, [rule(SHOW, BUREAU)]) == decisions


@pytest.mark.parametrize(
    ("made", "said", "expected"),
    [
        (rule(HIDE, BUREAU), SHOW, LETTER),
        (rule(SHOW, BUREAU), HIDE, "Brief van [5.1.2i] aan Piet Jansen"),
    ],
)
def test_person_beats_a_rule(made: Rule, said: str, expected: str) -> None:
    document, decisions = decided(LETTER, BUREAU)
    now = follow(document, decisions, [made])
    told = instruction(said, BUREAU)
    assert Published(document, obey(document, now, [told]).decisions).text.strip() == expected


WORDS = ["Jan", "Vos", "Piet", "Jan Vos", "Vos aan", "Brief van", "Vos, Jan"]


@given(st.lists(st.sampled_from(WORDS), max_size=4), st.sets(st.sampled_from(["Jan Vos", "Piet", "Vos", "van Jan"])))
def test_rules_to_hide_never_open_anything(texts: list[str], hidden: set[str]) -> None:
    document, decisions = decided("Brief van Jan Vos aan Piet Vos, Jan", *hidden)
    before = Published(document, decisions)
    after = Published(document, follow(document, decisions, [rule(HIDE, text) for text in texts]))
    for at in range(len(document.text)):
        if not document.text[at].isspace():
            assert after.hides(Span(at, at + 1)) >= before.hides(Span(at, at + 1))


@given(st.lists(st.sampled_from(WORDS), max_size=4), st.sets(st.sampled_from(["Jan Vos", "Piet", "Vos", "van Jan"])))
def test_rules_to_show_open_all_of_a_gap_or_nothing(texts: list[str], hidden: set[str]) -> None:
    document, decisions = decided("Brief van Jan Vos aan Piet Vos, Jan", *hidden)
    after = Published(document, follow(document, decisions, [rule(SHOW, text) for text in texts]))
    for gap in Published(document, decisions).gaps:
        left = [each.span for each in after.gaps if each.span.overlaps(gap.span)]
        assert left in ([], [gap.span])


def test_gate_takes_a_hidden_passage_for_one_whoever_said_it() -> None:
    """Of a passage its runs of words and its names must be gone, not each of its everyday words."""
    document, _ = decided("Het plan loopt nog tot de zomer. De zomer komt.")
    hidden = Published(document, follow(document, (), [rule(HIDE, "loopt nog tot de zomer")]))
    forms = {form for form, _ in ((each.form, each.way) for each in Secrets.of(hidden).all)}
    assert forms == {"looptnogtot", "nogtotde", "totdezomer"}
    named = Published(document, follow(document, (), [rule(HIDE, "zomer", category="person")]))
    assert ("zomer", Way.PART) in {(each.form, each.way) for each in Secrets.of(named).all}


def test_without_rules_a_fingerprint_is_the_same() -> None:
    """With one it is another, which only the key of the folder can make; each part of a rule counts."""
    key, made = b"k" * 32, rule(HIDE, "Kievitsnest")
    assert of_rules("f" * 32, (), key) == "f" * 32
    others = [rule(HIDE, "Kievitsnest", "5.1.2e"), rule(HIDE, "Kievitsnest", category="person"), rule(HIDE, "Nest")]
    seen = {of_rules("f" * 32, (each,), key) for each in (made, *others)}
    assert len(seen | {"f" * 32, of_rules("f" * 32, (made,), b"l" * 32), of_rules("e" * 32, (made,), key)}) == 7


TEXT = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft {about}

Ik zal uw Kamer voor de zomer informeren over {about}.
{more}

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "in").mkdir()
    more = "Contactpersoon: Hanneke Terpwijkstra."
    (folder / "in" / "een.txt").write_text(TEXT.format(about="het project Kievitsnest", more=more))
    (folder / "in" / "twee.txt").write_text(TEXT.format(about="het register", more=more))
    assert again(folder / "out") == 0
    return folder / "out"


def again(out: Path) -> int:
    return main(["run", str(out.parent / "in"), "--out", str(out), "--jobs", "1"])


def text(out: Path, stem: str) -> str:
    return (out / "redacted" / f"{stem}.txt").read_text()


def id_of(out: Path, stem: str) -> str:
    found: dict[str, Any] = json.loads((out / "records" / f"{stem}.json").read_text())
    return str(found["document"]["id"])


def test_rules_count_in_a_run_and_a_person_beats_them(out: Path) -> None:
    """Both rules in both documents, proposed and not by hand; one document says otherwise; ended, all is as before."""
    before = {stem: text(out, stem) for stem in ("een", "twee")}
    assert "Kievitsnest" in before["een"]
    assert "Terpwijkstra" not in before["een"] + before["twee"]
    stamp = (out / "redacted" / "twee.txt").stat().st_mtime_ns
    events = Events(out / "confidential" / "events.db")
    assert again(out) == 0
    assert (out / "redacted" / "twee.txt").stat().st_mtime_ns == stamp  # no rules: nothing is done again
    events.append("ada", [accepted(HIDE, "Kievitsnest")])
    events.append("ada", [accepted(SHOW, "Hanneke Terpwijkstra", category="person")])
    assert again(out) == 0
    assert text(out, "een") == before["een"].replace("Kievitsnest", "[5.1.2i]").replace(
        "Contactpersoon: [5.1.2e]", "Contactpersoon: Hanneke Terpwijkstra"
    )
    assert "Contactpersoon: Hanneke Terpwijkstra." in text(out, "twee")
    public = [path for path in out.rglob("*") if path.is_file() and "confidential" not in path.parts]
    assert not [path for path in public if b"kievitsnest" in path.read_bytes().lower()]
    galley = read_galley(out / "confidential" / "galleys" / f"{id_of(out, 'een')}.zip")
    told = {galley.document.at(each.span): each.verdict for each in galley.decisions if each.rule == "rule"}
    assert told == {"Kievitsnest": Verdict.REDACT, "Hanneke Terpwijkstra": Verdict.KEEP}
    person = instruction(HIDE, "Hanneke Terpwijkstra", 0, ground="5.1.2e", category="person")
    events.append("bo", [decide(id_of(out, "twee"), person)])
    assert again(out) == 0
    assert text(out, "twee") == before["twee"]
    assert "Terpwijkstra" in text(out, "een")
    for wording in ("Kievitsnest", "Hanneke Terpwijkstra"):
        events.append("ada", [Change(RULES, ENDED, {"text": wording, "why": ""})])
    assert again(out) == 0
    assert {stem: text(out, stem) for stem in before} == before
    folder = Folder.at(out)
    assert rules_of(folder) == ()
    assert reviews(folder)[id_of(out, "twee")].people == {"bo"}
    assert events.broken() is None


def test_damaged_rules_stop_a_run(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = Events(out / "confidential" / "events.db")
    events.append("ada", [Change(RULES, ACCEPTED, {"what": HIDE})])
    assert again(out) == 2
    assert "events.db" in capsys.readouterr().err
    events.forget(RULES)
