"""The folder for the public holds what a person released, and nothing of anything else."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from test_workplace import id_of, released

from corpus.events import Change
from corpus.review import REFUSE
from flows.cli import main
from flows.folder import Folder
from flows.workplace import Bench
from review.desk.workplace import Rules

LETTER = """\
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 maart 2024
Betreft {0}

Ik zal uw Kamer voor de zomer informeren over het project {0}.
Het bureau schreef het plan. Contactpersoon: Hanneke Terpwijkstra.
Het project {0} loopt tot 2026.

De minister van Binnenlandse Zaken en Koninkrijksrelaties,
Hugo de Jonge
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three letters: one released, one refused, one that nobody decided about."""
    folder = tmp_path_factory.mktemp("publish")
    (folder / "in").mkdir()
    for name in ("register", "begroting", "zorg"):
        (folder / "in" / f"{name}.txt").write_text(LETTER.format(name))
    assert main(["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    with closing(Bench(Folder.at(folder / "out"), Rules("els"))) as bench:
        assert released(bench, id_of(bench, "register")) == ""
        refused = id_of(bench, "begroting")
        bench.events.append("els", [Change(refused, REFUSE, {"ground": "5.1.2i", "why": "x", "label": "x"})])
        assert bench.release(refused, 1, "els") == ""
    return folder / "out"


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_only_what_was_released_is_published(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its files, its records, and a store that finds nothing else; no name that is hidden, no confidential folder."""
    site = tmp_path / "site"
    assert main(["publish", "--out", str(out), "--to", str(site)]) == 0
    assert {"redacted/register.txt", "records/register.json"} <= files(site)
    assert not {name for name in files(site) if "zorg" in name or "confidential" in name or name.endswith("key")}
    assert not any(b"Terpwijkstra" in (site / name).read_bytes() for name in files(site))
    capsys.readouterr()
    assert main(["search", "--out", str(site), "--json", "informeren"]) == 0
    assert {hit["document"]["stem"] for hit in json.loads(capsys.readouterr().out)} == {"register"}


def test_what_is_taken_back_leaves_the_site(out: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert main(["publish", "--out", str(out), "--to", str(site)]) == 0
    with closing(Bench(Folder.at(out), Rules("els"))) as bench:
        id = id_of(bench, "register")
        bench.withdraw(id, "els", "fout")
        assert main(["publish", "--out", str(out), "--to", str(site)]) == 0
        assert not [name for name in files(site) if "register" in name]
        assert b"register" not in (site / "lakwerk.db").read_bytes()
        assert released(bench, id) == ""


@pytest.mark.parametrize("where", ["out", "out/site", "."])
def test_the_site_lies_apart(out: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--out", str(out), "--to", str(out.parent / where)]) == 2
    assert "buiten" in capsys.readouterr().err


def test_a_folder_of_others_is_not_cleared(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "foto.jpg").write_text("x")
    assert main(["publish", "--out", str(out), "--to", str(tmp_path)]) == 2
    assert "niet leeg" in capsys.readouterr().err
    assert (tmp_path / "foto.jpg").exists()


def test_the_papers_offer_only_what_was_released(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody released is still to be decided; what was refused is closed on its ground."""
    told = ["paperwork", "--out", str(out), "--case", "2026-031", "--prefix", "MINBZK", "--reviewed"]
    assert main(told) == 1
    upload = out / "paperwork" / "upload"
    assert len(list(upload.iterdir())) == 1
    assert (upload / next(upload.iterdir()).name).read_bytes() == (out / "released" / "register.txt").read_bytes()
    assert "1 document nog te beslissen" in capsys.readouterr().err
    figures = json.loads((out / "paperwork" / "statistiek.json").read_text())["judgements"]
    assert figures == {"Deels openbaar": 1, "Niet openbaar": 1, "Nog te beslissen": 1}
