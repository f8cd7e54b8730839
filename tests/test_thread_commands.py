"""`lakwerk threads`, `explain`, `import` and `export` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batching import fill, run, tree
from recording import COMMITMENT, DEADLINE, MOTION, record
from test_house import COMMITMENT as REGISTERED
from test_house import MOTION as CASE

import flows.threads
from flows.cli import main
from flows.folder import Folder
from flows.threads import state_of, write_threads
from nlp.threads import weave

DONE = COMMITMENT | {
    "sentence": "Hiermee is mijn toezegging over het algoritmeregister voor gemeenten nagekomen.",
    "action": "het algoritmeregister voor gemeenten",
    "deadline": None,
    "status": "fulfilled",
    "rule": "toezegging-gestand",
}
OPEN = COMMITMENT | {
    "sentence": "Ik zal uw Kamer voor de zomer over het algoritmeregister voor gemeenten informeren.",
    "action": "uw Kamer over het algoritmeregister voor gemeenten informeren",
    "rule": "zal",
    "boxes": [[2, 0.0, 100.0, 595.0, 112.0]],
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a letter that promises and one that says it is done."""
    (tmp_path / "records").mkdir()
    told = {
        "brief-1": record(
            commitments=[OPEN], motions=[MOTION | {"rule": "movers"}], deadlines=[DEADLINE | {"rule": "before/recess"}]
        ),
        "brief-2": record("b" * 32, date="2024-09-01", commitments=[DONE]),
    }
    for stem, one in told.items():
        (tmp_path / "records" / f"{stem}.json").write_text(json.dumps(one), "utf-8")
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([*map(str, words)]) == 0
    return capsys.readouterr().out


def test_threads_shows_what_became_of_a_promise(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two letters, one promise, done: in Dutch, with the documents that say so."""
    text = shown(capsys, "threads", "--out", out, "--kind", "commitment")
    assert "staatssecretaris van BZK: nagekomen" in text
    assert "2024-03-01  toegezegd (voor de zomer)  brief-1#c1" in text
    assert "2024-09-01  nagekomen  brief-2#c1" in text
    assert "1 van 2 draden." in text


def test_parting_and_joining_survive_and_the_later_word_counts(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A correction is written down once, and its opposite takes it back."""
    pair = ("brief-1#c1", "brief-2#c1")
    text = shown(capsys, "threads", "--out", out, "--kind", "commitment", "--part", *pair)
    assert "2 van 3 draden." in text
    assert "2 van 3 draden." in shown(capsys, "threads", "--out", out, "--kind", "commitment")
    assert "1 van 2 draden." in shown(capsys, "threads", "--out", out, "--kind", "commitment", "--join", *pair)
    assert json.loads((out / "corrections.json").read_text()) == {"join": [list(pair)], "part": []}


def test_what_is_overdue_is_open_and_past_its_day(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A promise that was kept is not overdue, however old; parted from its letter it is."""
    asked = ("threads", "--out", out, "--overdue", "2024-08-01")
    assert "0 van 2 draden." in shown(capsys, *asked)
    assert "1 van 3 draden." in shown(capsys, *asked, "--part", "brief-1#c1", "brief-2#c1")


WRONG = [("brief-1#c1", "brief-9#c1"), ("brief-1#c1", "brief-1#c1")]


@pytest.mark.parametrize("pair", WRONG)
def test_a_correction_of_nothing_is_wrong_usage(
    out: Path, capsys: pytest.CaptureFixture[str], pair: tuple[str, str]
) -> None:
    """What is typed wrong is said, and nothing is written down."""
    assert main(["threads", "--out", str(out), "--join", *pair]) == 2
    assert pair[1] in capsys.readouterr().err
    assert not (out / "corrections.json").exists()


def test_explain_shows_the_sentence_the_rule_the_days_and_the_place(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that a reader needs to agree or not."""
    shown(capsys, "threads", "--out", out)
    text = shown(capsys, "explain", "brief-1#c1", "--out", out)
    for part in (
        OPEN["sentence"],
        '("ik" is wie ondertekent of spreekt)',
        "bewoording zal",
        '"Ik zal uw Kamer voor de zomer informeren."',
        '"voor de zomer": … tot en met 2024-07-04',
        "vóór: de genoemde dag of periode telt niet mee (een reces van de Tweede Kamer)",
        "pagina 2, van 100 tot 112 punt",
        "dezelfde woorden: algoritmeregister, gemeenten",
        "2024-09-01  nagekomen in brief-2#c1",
    ):
        assert part in text


def test_explain_knows_motions_and_deadlines(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each sort with its own lines."""
    assert "Van Esch c.s." in shown(capsys, "explain", "brief-1#m1", "--out", out)
    assert '"voor de zomer"' in shown(capsys, "explain", "brief-1#d1", "--out", out)


@pytest.mark.parametrize("name", ["brief-9#c1", "brief-1#c9", "brief-1", "../records/brief-1#c1", "brief-1#x1", "#c1"])
def test_explaining_nothing_is_wrong_usage(out: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """No file outside records is opened, and the answer says what to type."""
    assert main(["explain", name, "--out", str(out)]) == 2
    told = capsys.readouterr().err
    assert "dit is er niet" in told or "geen toezegging met dat nummer" in told


def test_what_the_house_registered_comes_in_and_goes_out_again(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A motion gets its official number, and is given out in the House's field names."""
    file = tmp_path / "zaak.json"
    case = CASE | {"Volgnummer": 21, "Kamerstukdossier": [{"Nummer": 26643, "Toevoeging": None}], "Onderwerp": "Motie"}
    file.write_text(json.dumps({"value": [case, REGISTERED]}), "utf-8")
    assert "2 ingelezen, 2 bekend, 1 gevonden bij 2 draden" in shown(capsys, "import", file, "--out", out)
    (zaak,) = json.loads(shown(capsys, "export", "motion", "--out", out))["value"]
    assert (zaak["Nummer"], zaak["Volgnummer"]) == ("2024Z01234", 21)
    assert zaak["Kamerstukdossier"] == [{"Nummer": 26643, "Toevoeging": None}]
    assert zaak["ZaakActor"] == [{"ActorNaam": "Van Esch", "Relatie": "Indiener"}]
    (toezegging,) = json.loads(shown(capsys, "export", "commitment", "--out", out))["value"]
    assert (toezegging["Status"], toezegging["DatumNakoming"]) == ("Voldaan", "2024-09-01T00:00:00")
    assert (toezegging["KamerbriefNakoming"], toezegging["Ministerie"]) == ("brief-2", "BZK")


def test_what_was_exported_can_be_imported(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The field names are those that the import knows: an exported motion with a number comes back as it was."""
    case = CASE | {"Volgnummer": 21, "Kamerstukdossier": [{"Nummer": 26643, "Toevoeging": None}], "Onderwerp": "Motie"}
    (tmp_path / "zaak.json").write_text(json.dumps(case), "utf-8")
    shown(capsys, "import", tmp_path / "zaak.json", "--out", out)
    shown(capsys, "export", "motion", "--out", out, "--file", tmp_path / "given.json")
    before = (out / "threads.json").read_bytes()
    shown(capsys, "import", tmp_path / "given.json", "--out", out)
    assert (
        json.loads(before)["threads"][-1]["paper"]
        == json.loads((out / "threads.json").read_bytes())["threads"][-1]["paper"]
    )


def test_what_is_withdrawn_leaves_the_threads(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without commitments or motions there is no threads.json: an old one would still tell of them."""
    shown(capsys, "threads", "--out", out)
    assert (out / "threads.json").exists()
    for file in (out / "records").iterdir():
        file.unlink()
    assert "0 van 0 draden." in shown(capsys, "threads", "--out", out)
    assert not (out / "threads.json").exists()


def test_a_run_makes_the_threads_and_a_second_run_leaves_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """threads.json is there after a run, and not a byte differs after another."""
    source, out = fill(tmp_path / "in", {"a.txt": "Stuk a.", "b.txt": "Stuk b."}), tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    before = tree(out)
    assert "threads.json" in before
    run(monkeypatch, source, "--out", out)
    assert tree(out) == before


@pytest.mark.parametrize("change", ["nothing", "record", "correction", "threads", "print"])
def test_threads_are_woven_anew_only_where_something_changed(
    out: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    folder = Folder.at(out)
    folder.prepare()
    assert write_threads(folder) == 2
    first = (out / "threads.json").read_bytes()
    if change == "record":
        told = record("b" * 32, date="2024-09-02", commitments=[DONE])
        (out / "records" / "brief-2.json").write_text(json.dumps(told), "utf-8")
    elif change == "correction":
        (out / "corrections.json").write_text(json.dumps({"part": [["brief-1#c1", "brief-2#c1"]]}), "utf-8")
    elif change == "threads":
        (out / "threads.json").write_text('{"threads": []}', "utf-8")
    elif change == "print":
        (out / "confidential" / "threads.print").write_text("", "utf-8")
    woven = []
    monkeypatch.setattr(flows.threads, "weave", lambda *given: woven.append(1) or weave(*given))
    write_threads(folder)
    assert bool(woven) == (change != "nothing")
    assert ((out / "threads.json").read_bytes() == first) == (change in ("nothing", "threads", "print"))


DAMAGED = {
    "house.json": "{",
    "corrections.json": "[]",
    "threads.json": "x",
    "records/zz.json": '{"document": 3}',
    "records/zy.json": "",
}


@pytest.mark.parametrize("command", ["threads", "explain", "export", "import"])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_named_in_dutch(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    """No trace of an error, and no damaged record stands in the way of the others."""
    main(["threads", "--out", str(out)])
    (out / name).write_text(DAMAGED[name], "utf-8")
    given = tmp_path / "given.json"
    given.write_text(json.dumps(CASE), "utf-8")
    words = {"explain": ["brief-1#c1"], "export": ["motion"], "import": [str(given)]}.get(command, [])
    capsys.readouterr()
    status = main([command, *words, "--out", str(out)])
    told = capsys.readouterr().err
    assert (status == 0) or "beschadigd" in told
    if name.startswith("records/") and command in ("threads", "import"):
        assert status == 0
        assert name in told


def test_a_folder_without_promises_has_no_threads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the House registered is kept for when there are documents."""
    given, out = tmp_path / "given.json", tmp_path / "out"
    given.write_text(json.dumps(CASE), "utf-8")
    assert "1 ingelezen, 1 bekend, 0 gevonden bij 0 draden" in shown(capsys, "import", given, "--out", out)
    assert "0 van 0 draden." in shown(capsys, "threads", "--out", out)
    assert main(["export", "motion", "--out", str(out)]) == 2


def test_an_old_record_is_explained_as_far_as_it_goes(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records of earlier versions have no rule and no places."""
    bare = {key: value for key, value in COMMITMENT.items() if key != "made_on"}
    old = record(commitments=[bare], deadlines=[DEADLINE])
    (out / "records" / "oud.json").write_text(json.dumps(old), "utf-8")
    assert COMMITMENT["sentence"] in shown(capsys, "explain", "oud#c1", "--out", out)
    assert "oud#c1" in shown(capsys, "threads", "--out", out)


def test_a_name_that_no_file_can_have_is_wrong_usage(out: Path) -> None:
    """The system refuses it; the user gets an answer."""
    assert main(["explain", "x" * 400 + "#c1", "--out", str(out)]) == 2


def test_what_the_house_took_back_goes(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry with the mark of removal takes away the one that was imported before."""
    given = tmp_path / "given.json"
    given.write_text(json.dumps(CASE), "utf-8")
    shown(capsys, "import", given, "--out", out)
    given.write_text(json.dumps(CASE | {"Verwijderd": True}), "utf-8")
    assert "0 bekend" in shown(capsys, "import", given, "--out", out)


def test_a_commitment_and_a_motion_are_never_one(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person who types the wrong letter is told so."""
    assert main(["threads", "--out", str(out), "--join", "brief-1#c1", "brief-1#m1"]) == 2
    assert "nooit dezelfde" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "house", "state"),
    [
        ("open", None, "open"),
        ("fulfilled", "partly fulfilled", "partly fulfilled"),
        ("executed", "unknown", "executed"),
    ],
)
def test_word_of_the_house_counts_where_it_has_one(told: str, house: str | None, state: str) -> None:
    """For calendar, search and site alike."""
    assert state_of({"state": told, "house": {"status": house} if house else None}) == state
