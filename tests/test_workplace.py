"""What is released is what was previewed, and it is only released as long as a person wants it."""

from __future__ import annotations

import csv
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hostile
import pytest

from corpus.events import Change
from corpus.instructions import HIDE, SHOW, Instruction
from corpus.review import DECIDE, READY, REFUSE, UNDO, review
from corpus.trail import Trail
from flows.cli import main
from flows.folder import Folder
from flows.workplace import Bench
from review.desk.workplace import Preview, Rules

LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft Register

Ik zal uw Kamer voor de zomer informeren over het project Kievitsnest.
Contactpersoon: Hanneke Terpwijkstra.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "in").mkdir()
    (folder / "in" / "brief.txt").write_text(LETTER)
    hostile.plain(folder / "in" / "nota.pdf")
    assert main(["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    return folder


@pytest.fixture
def bench(made: Path, tmp_path: Path) -> Iterator[Bench]:
    """A bench over a DIR of its own; the originals lie beside it."""
    shutil.copytree(made / "out", tmp_path / "out")
    with closing(Bench(Folder.at(tmp_path / "out"), Rules("els"))) as opened:
        yield opened


def id_of(bench: Bench, stem: str) -> str:
    return next(each.id for each in bench.documents() if each.stem == stem)


def said(bench: Bench, id: str, what: str, text: str) -> None:
    ground = "5.1.2i" if what == HIDE else ""
    told = Instruction(what, text, 0, ground, "other", "", "els", "2026-01-01")._asdict()
    bench.events.append("els", [Change(id, DECIDE, {"instructions": [told], "label": text})])


def previewed(bench: Bench, id: str) -> Preview:
    """The preview, once it is made."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        found = bench.preview(id)
        if found.state != "bezig":
            return found
        time.sleep(0.1)
    raise AssertionError("the preview was never made")


def released(bench: Bench, id: str, who: str = "els") -> str:
    assert previewed(bench, id).state == "klaar"
    return bench.release(id, review(bench.events.of(id)).version, who)


def listed(out: Path) -> list[dict[str, str]]:
    text = (out / "released" / "inventory.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.split("\n")[0] else ","))


def test_what_is_released_is_what_was_previewed(bench: Bench, tmp_path: Path) -> None:
    """PDF, edition and record, with what a person decided; listed, in the trail, and found by nobody who may not."""
    id = id_of(bench, "nota")
    said(bench, id, HIDE, "voortgang")
    preview = previewed(bench, id)
    assert (preview.state, set(preview.files)) == ("klaar", {"pdf", "html", "json"})
    assert all(well for well, _ in preview.report)
    seen = {ending: (bench.previewed(id, ending) or tmp_path).read_bytes() for ending in preview.files}
    assert bench.released(id, "pdf") is None
    assert released(bench, id) == ""
    for ending, content in seen.items():
        file = bench.released(id, ending)
        assert file is not None
        assert file.read_bytes() == content
    assert [row["Documentnummer"] for row in listed(tmp_path / "out")] == ["nota"]
    with closing(Trail(tmp_path / "out" / "confidential" / "trail.db")) as trail:
        facts = [(entry.who, entry.what) for entry in trail.entries()]
        assert trail.broken() is None
    assert ("els", "door een mens vrijgegeven") in facts


def test_a_text_file_is_released_as_text(bench: Bench) -> None:
    id = id_of(bench, "brief")
    said(bench, id, HIDE, "Kievitsnest")
    assert released(bench, id) == ""
    file = bench.released(id, "txt")
    assert file is not None
    assert "Kievitsnest" not in file.read_text()
    assert "Terpwijkstra" not in file.read_text()


def test_a_change_after_the_preview_is_not_released(bench: Bench) -> None:
    """Neither by the version of before nor by that of now: somebody has to look again."""
    id = id_of(bench, "brief")
    seen = previewed(bench, id).version
    said(bench, id, SHOW, "Hanneke Terpwijkstra")
    now = review(bench.events.of(id)).version
    assert "opnieuw" in bench.release(id, seen, "els")
    assert "niet meer van nu" in bench.release(id, now, "els")
    assert bench.released(id, "txt") is None


def test_other_settings_make_a_preview_old(bench: Bench, tmp_path: Path) -> None:
    """A list of officials that a later run was given counts in what is released."""
    id = id_of(bench, "brief")
    previewed(bench, id)
    officials = tmp_path / "officials.csv"
    officials.write_text("name\nPiet Kievitsnest\n")
    kept = tmp_path / "out" / "confidential" / "settings"
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"known_officials": str(officials)}))
    assert "niet meer van nu" in bench.release(id, 0, "els")
    # They hide another name than the desk shows as hidden: who releases has to look at it anew.
    assert "kijk het stuk opnieuw na" in previewed(bench, id).detail
    assert previewed(bench, id).state == "klaar"
    assert "Kievitsnest" not in (bench.previewed(id, "txt") or tmp_path).read_text()


def test_nothing_is_released_while_a_run_goes_on(bench: Bench, tmp_path: Path) -> None:
    id = id_of(bench, "brief")
    previewed(bench, id)
    with Folder.at(tmp_path / "out").lock():
        assert "loopt al een verwerking" in bench.release(id, 0, "els")
    assert bench.released(id, "txt") is None
    assert bench.release(id, 0, "els") == ""


def test_what_is_taken_back_is_away_at_once(bench: Bench, tmp_path: Path) -> None:
    id = id_of(bench, "brief")
    assert released(bench, id) == ""
    bench.withdraw(id, "piet", "fout")
    assert bench.released(id, "txt") is None
    assert not list((tmp_path / "out" / "released").glob("brief.*"))
    assert listed(tmp_path / "out") == []
    assert released(bench, id, "piet") == ""


def test_a_refused_document_is_listed_with_its_ground_and_has_no_file(bench: Bench, tmp_path: Path) -> None:
    id = id_of(bench, "brief")
    bench.events.append("els", [Change(id, REFUSE, {"ground": "5.1.2i", "why": "x", "label": "x"})])
    assert bench.release(id, 1, "els") == ""
    (row,) = listed(tmp_path / "out")
    assert (row["Beoordeling"], row["Beoordelingsgrond"]) == ("Niet openbaar", "5.1.2i")
    assert not list((tmp_path / "out" / "released").glob("brief.*"))


def test_files_that_no_event_lets_go_are_swept_at_the_start(bench: Bench, tmp_path: Path) -> None:
    """The server was ended between the files and the event: they were never released."""
    folder = tmp_path / "out" / "released"
    folder.mkdir()
    (folder / "brief.txt").write_text("x")
    closing(Bench(Folder.at(tmp_path / "out"), Rules("els"))).__enter__().close()
    assert not (folder / "brief.txt").exists()


def test_who_handed_it_on_is_told_with_who_released(bench: Bench) -> None:
    id = id_of(bench, "brief")
    bench.events.append("els", [Change(id, READY, {"why": ""})])
    assert released(bench, id, "piet") == ""
    event = review(bench.events.of(id)).released
    assert event is not None
    assert (event.who, event.told["handed_by"]) == ("piet", "els")


def test_the_original_that_is_away_is_said(bench: Bench, made: Path) -> None:
    id = id_of(bench, "brief")
    said(bench, id, HIDE, "Kievitsnest")
    away = made / "in" / "brief.txt"
    away.rename(made / "brief.away")
    try:
        found = previewed(bench, id)
    finally:
        (made / "brief.away").rename(away)
    assert (found.state, "origineel" in found.detail) == ("mislukt", True)


def test_what_a_person_hid_stays_hidden_in_the_next_run(bench: Bench, made: Path, tmp_path: Path) -> None:
    """And what was taken back is as if it never was."""
    id = id_of(bench, "brief")
    said(bench, id, HIDE, "Kievitsnest")
    run = ["run", str(made / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert main(run) == 0
    assert "Kievitsnest" not in (tmp_path / "out" / "redacted" / "brief.txt").read_text()
    action = bench.events.of(id)[0].action
    bench.events.append("els", [Change(id, UNDO, {"action": action})])
    assert main(run) == 0
    assert "Kievitsnest" in (tmp_path / "out" / "redacted" / "brief.txt").read_text()
