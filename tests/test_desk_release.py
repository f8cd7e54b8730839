"""What leaves the house is what was previewed, and nothing of what somebody hid: no file, no name, no rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flows.workplace
from corpus.events import Change, Outdated
from corpus.instructions import HIDE, Instruction
from corpus.review import COMMENT, DECIDE, REFUSE, RELEASE, UNDO, review
from flows.cli import main
from flows.folder import Folder
from flows.workplace import Bench
from review.desk.workplace import Rules

TEXT = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft Register

Ik zal uw Kamer voor de zomer informeren over het project Kievitsnest.
Contactpersoon: Hanneke Terpwijkstra.
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("release")
    (folder / "in").mkdir()
    (folder / "in" / "nota-Kievitsnest.txt").write_text(TEXT)
    (folder / "in" / "brief.txt").write_text(TEXT.replace("Register", "Toezicht"))
    assert main(["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    made = Bench(Folder.at(folder / "out"), Rules("Els"))
    yield made
    made.close()


def out(bench: Bench) -> Path:
    return bench.index_file.parents[1]


def id_of(bench: Bench, name: str) -> str:
    return next(each.id for each in bench.documents() if each.stem.startswith(name))


def hide(bench: Bench, id: str, text: str) -> None:
    told = Instruction(HIDE, text, 0, "5.1.2i", "other", "", "els", "2026-01-01")._asdict()
    bench.events.append("els", [Change(id, DECIDE, {"instructions": [told], "label": ""})])


def previewed(bench: Bench, id: str) -> int:
    """The version of a preview, once it is ready."""
    version = review(bench.events.of(id)).version
    until = time.monotonic() + 60
    while (made := bench.preview(id)).state == "bezig" and time.monotonic() < until:
        time.sleep(0.1)
    assert made.state == "klaar", made.detail
    return version


def released(bench: Bench) -> set[str]:
    return {file.name for file in (out(bench) / "released").glob("*") if file.stem != "inventory"}


def test_nothing_stays_where_somebody_was_first(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action that comes between the files and their event: the files go again."""
    id = id_of(bench, "brief")
    version = previewed(bench, id)
    put = flows.workplace.let_go

    def slowly(*arguments: Any) -> Any:
        told = put(*arguments)
        assert released(bench) == {"brief.txt", "brief.json"}
        bench.events.append("jan", [Change(id, COMMENT, {"page": 0, "text": "wacht"})])
        return told

    monkeypatch.setattr(flows.workplace, "let_go", slowly)
    with pytest.raises(Outdated):
        bench.release(id, version, "els")
    assert (released(bench), bench.released(id, "txt")) == (set(), None)


def test_two_releases_at_once_are_one(bench: Bench) -> None:
    """The second finds the document released, and takes nothing of the first away."""
    id = id_of(bench, "brief")
    version = previewed(bench, id)
    assert (bench.release(id, version, "els"), released(bench)) == ("", {"brief.txt", "brief.json"})
    assert bench.release(id, version, "jan") != ""
    assert bench.release(id, version + 1, "jan") != ""
    assert released(bench) == {"brief.txt", "brief.json"}
    assert sum(event.kind == RELEASE for event in bench.events.of(id)) == 1
    bench.withdraw(id, "els", "fout")
    assert (released(bench), bench.released(id, "txt")) == (set(), None)


def test_refused_document_has_no_files_whatever_lay_there(bench: Bench) -> None:
    id = id_of(bench, "brief")
    folder = out(bench)
    bench.events.append("els", [Change(id, REFUSE, {"ground": "5.1.2e", "why": "x", "label": ""})])
    (folder / "released" / "brief.pdf").write_bytes(b"van eerder")
    assert bench.release(id, review(bench.events.of(id)).version, "els") == ""
    assert (released(bench), bench.released(id, "pdf")) == (set(), None)
    for name in ("brief.pdf", ".brief.pdf.part", "elders.txt"):
        (folder / "released" / name).write_bytes(b"van eerder")
    (folder / "released" / "brief.json").symlink_to(folder / "confidential" / "key")
    again = Bench(Folder.at(folder), Rules("Els"))
    again.close()
    assert (released(bench), again.released(id, "json")) == (set(), None)


def test_name_of_a_file_goes_with_what_it_says(bench: Bench) -> None:
    """A word that a person hides may stand in the name that the document got before."""
    id = id_of(bench, "nota")
    folder = out(bench)
    hide(bench, id, "Kievitsnest")
    assert bench.release(id, previewed(bench, id), "els") == ""
    assert len(released(bench)) == 2
    public = [path for path in folder.rglob("*") if "confidential" not in path.parts]
    assert [path.name for path in public if "kievitsnest" in path.name.lower()] == []
    mine = [path for path in public if path.name.startswith("nota-gelakt")]
    lists = [folder / "inventory.csv", folder / "released" / "inventory.csv"]
    assert len(mine) == 4
    assert [path.name for path in (*mine, *lists) if b"kievitsnest" in path.read_bytes().lower()] == []


def test_preview_by_rules_that_see_more_or_less_than_the_desk_shows_is_not_released(bench: Bench) -> None:
    """The findings on the desk are of an earlier run; the preview brings them up to date, and has them looked at."""
    id = id_of(bench, "brief")
    bench.withdraw(id, "els", "opnieuw")
    bench.events.append("els", [Change(id, UNDO, {"action": review(bench.events.of(id)).undo.action})])
    galley = bench.galley(id)
    right = galley.read_bytes()
    galley.write_bytes(bench.galley(id_of(bench, "nota")).read_bytes())
    version = review(bench.events.of(id)).version
    while (made := bench.preview(id)).state == "bezig":
        time.sleep(0.1)
    assert (made.state, galley.read_bytes()) == ("mislukt", right)
    assert "kijk het stuk opnieuw na" in made.detail
    assert previewed(bench, id) == version


def test_only_the_owner_can_read_what_is_confidential(bench: Bench) -> None:
    inside = (out(bench) / "confidential").rglob("*")
    assert [path for path in inside if path.stat().st_mode & 0o077 and not path.parent.name.startswith("prefect")] == []
