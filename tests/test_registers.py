"""`lakwerk registers update`: new lists of office holders are kept beside the built-in one, and a run follows."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from batching import run

from anonymize.person import parse
from anonymize.public import built_in
from corpus.office_holders import (
    BadRegisterError,
    offices,
    read_register,
    shipped,
    sort_of,
)
from flows.cli import main
from flows.settings import WrongUsage, load_settings
from nlp.cabinet import office_of

HEAD = "name,role,from,to\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A new minister, and one of the built-in register who leaves."""
    sitting = next(each for each in shipped() if each.until is None and sort_of(each.role) == "minister")
    rows = ["Roos Zandkever,minister van Zand,2026-05-20,", f"{sitting.name},{sitting.role},{sitting.since},2026-05-19"]
    (tmp_path / "news.csv").write_text(HEAD + "\n".join(rows) + "\n")
    return tmp_path / "news.csv"


def update(news: Path, *more: str) -> int:
    return main(["registers", "update", str(news), "--registers", str(news.parent / "own"), *more])


def test_difference_is_shown_and_nothing_written_without_yes(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(news) == 0
    told = capsys.readouterr().out
    assert "nieuw (1):\n  Roos Zandkever, minister van Zand, 2026-05-20 t/m heden" in told
    assert "afgetreden (1):" in told
    assert "t/m 2026-05-19 (was t/m heden)" in told
    assert "niet in de nieuwe lijst, blijft zoals bekend" in told
    assert "Er is niets geschreven" in told
    assert not (news.parent / "own").exists()


def test_what_is_kept_counts_beside_the_built_in_register(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new minister is known and one who left is not, from that day on; without the setting all is as it was."""
    sitting = next(each for each in shipped() if each.until is None and sort_of(each.role) == "minister")
    day, name = date(2026, 6, 1), parse("Roos Zandkever")
    assert not built_in().find(name, day)
    assert update(news, "--yes") == 0
    assert not built_in().find(name, day)
    monkeypatch.setenv("LAKWERK_REGISTERS", str(news.parent / "own"))
    assert built_in().find(name, day)
    assert not built_in().find(name, date(2026, 5, 19))
    assert office_of("minister", "Zandkever", day) == "minister van Zand"
    assert len(offices()) == len(shipped()) + 1
    assert [each.until for each in offices() if each.key == sitting.key] == [date(2026, 5, 19)]


def test_second_update_adds_to_the_first(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert update(news, "--yes") == 0
    news.write_text(
        HEAD + "Roos Zandkever,minister van Zand,2026-05-20,2026-09-01\nBo Kever,minister van Zand,2026-09-01,\n"
    )
    assert update(news, "--yes") == 0
    found = {each.name: each.until for each in read_register(news.parent / "own" / "office_holders.csv")}
    assert found["Roos Zandkever"] == date(2026, 9, 1)
    assert (found["Bo Kever"], len(found)) == (None, 3)


def test_same_update_twice_writes_the_same_bytes(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = news.parent / "own" / "office_holders.csv"
    assert update(news, "--yes") == 0
    before = file.read_bytes()
    os.utime(file, (0, 0))
    assert update(news, "--yes") == 0
    assert "stond er al" in capsys.readouterr().out
    assert (file.read_bytes(), file.stat().st_mtime > 0) == (before, True)


def test_documents_are_done_again_where_the_register_changed(
    kept: Path, news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And only then: the same register in another place changes nothing."""
    assert update(news, "--yes") == 0
    counts = []
    (news.parent / "moved").mkdir()
    (news.parent / "moved" / "office_holders.csv").write_bytes(
        (news.parent / "own" / "office_holders.csv").read_bytes()
    )
    for folder in ("", "own", "moved"):
        monkeypatch.setenv("LAKWERK_REGISTERS", str(news.parent / folder) if folder else "")
        capsys.readouterr()
        run(monkeypatch, kept.parent / "in", "--out", kept, "--jobs", 1)
        counts.append(capsys.readouterr().out.count("(eerder gedaan)"))
    assert counts == [3, 0, 3]


@pytest.mark.parametrize(
    ("folder", "content", "says"),
    [
        ("own", None, "dit bestand is er niet"),
        ("own", "geen lijst", "beschadigd"),
        (
            "own",
            "name,given,initials,family,role,party,from,to\nR. Kever,,R.,Kever,adviseur,,2020-01-01,\n",
            "politiek ambt",
        ),
        ("", None, "het volledige pad"),
    ],
)
def test_register_that_cannot_be_used_stops_a_run_and_is_told_by_doctor(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    content: str | None,
    says: str,
) -> None:
    """A run that went on with the built-in one would hide another set of people than was meant."""
    (tmp_path / "own").mkdir()
    if content is not None:
        (tmp_path / "own" / "office_holders.csv").write_text(content)
    monkeypatch.setenv("LAKWERK_REGISTERS", str(tmp_path / folder) if folder else "own")
    with pytest.raises(WrongUsage, match=says):
        load_settings(None, None)
    with pytest.raises(BadRegisterError):
        offices()
    assert main(["doctor"]) == 1
    assert f"fout    ambtsdragers: {tmp_path if folder else 'LAKWERK'}" in capsys.readouterr().out


def test_doctor_tells_which_registers_count_and_when_they_were_looked_at(
    news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(news, "--yes") == 0
    monkeypatch.setenv("LAKWERK_REGISTERS", str(news.parent / "own"))
    capsys.readouterr()
    main(["doctor"])
    (line,) = (each for each in capsys.readouterr().out.splitlines() if "ambtsdragers" in each)
    assert f"2 regels in {news.parent / 'own' / 'office_holders.csv'} (nagekeken {date.today()})" in line
    assert "laatste wijziging 2026-05-20" in line


def test_update_without_a_folder_says_how_to_name_one(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["registers", "update", str(news)]) == 2
    assert "LAKWERK_REGISTERS" in capsys.readouterr().err
