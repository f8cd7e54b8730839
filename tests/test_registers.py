"""New lists of office holders are read, compared and kept; nothing that is known goes away, and a run follows."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batching import run
from hypothesis import given
from hypothesis import strategies as st

from anonymize.person import parse
from anonymize.public import built_in
from anonymize.register_change import difference
from anonymize.register_files import read_lists
from corpus.office_holders import (
    BadRegisterError,
    Office,
    joined,
    offices,
    read_register,
    shipped,
    sort_of,
    write_register,
)
from flows.cli import main
from flows.settings import WrongUsage, load_settings
from nlp.cabinet import office_of

HEAD = "name,role,from,to\n"


def held(
    name: str = "Roos Zandkever", role: str = "Tweede Kamerlid", since: str = "2023-12-06", until: str = ""
) -> Office:
    found = parse(name)
    family = f"{found.interfix} {found.family}".strip()
    last = date.fromisoformat(until) if until else None
    return Office(name, found.given, found.initials, family, role, "", date.fromisoformat(since), last)


def person(number: str = "p1", **other: Any) -> dict[str, Any]:
    told = {"Id": number, "Roepnaam": "Roos", "Initialen": "R.", "Tussenvoegsel": None, "Achternaam": "Zandkever"}
    return told | {"Functie": "Tweede Kamerlid", "Verwijderd": False} | other


def seat(**other: Any) -> dict[str, Any]:
    told = {
        "Id": "z1",
        "FractieZetel_Id": "f1",
        "Persoon_Id": "p1",
        "Functie": "Lid",
        "Van": "2026-06-03T00:00:00+02:00",
    }
    return told | {"TotEnMet": None, "Verwijderd": False} | other


def house(file: Path, *entities: dict[str, Any]) -> Path:
    file.write_text(json.dumps({"@odata.context": "x", "value": entities}))
    return file


@pytest.mark.parametrize(
    "entities",
    [
        (person(), seat()),
        (seat(), person()),
        (seat(Persoon=person()),),
        (person(FractieZetelPersoon=[seat()]),),
        (seat(Van="2026-06-02T22:00:00Z"), person()),
        (seat(TotEnMet="0001-01-01T00:00:00"), person()),
        ({**person(), "Functie": "Tweede Kamerlid", "Van": "2026-06-03"},),
        (seat(), person(), seat(Verwijderd=True, Van="2020-01-01"), person("p2", Achternaam="Kever")),
    ],
)
def test_house_data_is_read_in_each_of_its_shapes(tmp_path: Path, entities: tuple[dict[str, Any], ...]) -> None:
    """Joined by Persoon_Id in any order or expanded; days are those of the Netherlands; who was taken out is out."""
    (found,) = read_lists([house(tmp_path / "a.json", *entities)]).offices
    assert found == held(since="2026-06-03")._replace(initials="R.")


def test_person_and_seat_may_come_in_two_files(tmp_path: Path) -> None:
    files = [house(tmp_path / "seats.json", seat()), house(tmp_path / "people.json", person(Tussenvoegsel="van der"))]
    (found,) = read_lists(files).offices
    assert (found.name, found.family) == ("Roos van der Zandkever", "van der Zandkever")


def test_party_is_read_from_an_expanded_seat(tmp_path: Path) -> None:
    told = seat(Persoon=person(), FractieZetel={"Fractie": {"Afkorting": "KEV", "NaamNL": "Keverpartij"}})
    assert read_lists([house(tmp_path / "a.json", told)]).offices[0].party == "KEV"


@pytest.mark.parametrize(
    ("entity", "why"),
    [
        (seat(Persoon_Id="away"), "zonder persoon"),
        (seat(Van=None, Persoon=person()), "zonder naam of begindatum"),
        (seat(Persoon=person(Roepnaam=None, Initialen="")), "zonder naam of begindatum"),
        (seat(TotEnMet="2020-01-01", Persoon=person()), "zonder naam of begindatum"),
        ({"Persoon": person(), "Functie": "Adviseur van de minister", "Van": "2020-01-01"}, "geen politiek ambt"),
        ({"Persoon": person(), "Functie": "Lid", "Van": "2020-01-01"}, "geen politiek ambt"),
    ],
)
def test_row_that_names_no_office_holder_is_passed_over_and_counted(
    tmp_path: Path, entity: dict[str, Any], why: str
) -> None:
    """Whoever is on this list stays readable, so doubt leaves a row out."""
    found = read_lists([house(tmp_path / "a.json", entity, seat(Persoon=person("p9")))])
    assert (len(found.offices), dict(found.passed)) == (1, {why: 1})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "geen ambten|ontbreekt"),
        (b"naam;functie\n", "kolom 'name' ontbreekt"),
        (b"name,role,from\nx,y,z\n", "kolom 'to' ontbreekt"),
        (HEAD.encode() + b"Zandkever,Tweede Kamerlid,2026-06-03,\n", "regel 2: geef een naam"),
        (HEAD.encode() + b"R. Zandkever,adviseur,2026-06-03,\n", "regel 2: dit is geen politiek ambt"),
        (HEAD.encode() + b"R. Zandkever,ministersvriend,2026-06-03,\n", "geen politiek ambt"),
        (HEAD.encode() + b"R. Zandkever,Tweede Kamerlid,gisteren,\n", "regel 2: schrijf datums"),
        (HEAD.encode() + b"R. Zandkever,Tweede Kamerlid,,\n", "regel 2: geef een begindatum"),
        (HEAD.encode() + b"R. Zandkever,Tweede Kamerlid,2026-06-03,2020-01-01\n", "regel 2: geef een begindatum"),
        (HEAD.encode() + b"R. Zandk\xe9ver,Tweede Kamerlid,2026-06-03,\n", "geen UTF-8"),
        (b'{"value": [', "geen hele JSON"),
        (b"[" * 100_000, "geen hele JSON"),
        (b'{"value": "x"}', "geen antwoord"),
        (b"[1, 2]", "geen antwoord"),
        (b'{"value": []}', "geen ambten"),
        (None, "kan niet worden gelezen"),
    ],
)
def test_list_that_cannot_be_read_is_told_and_names_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "list.csv").write_bytes(content)
    folder = tmp_path / "own"
    assert main(["registers", "update", str(tmp_path / "list.csv"), "--registers", str(folder), "--yes"]) == 2
    told = capsys.readouterr().err
    assert any(each in told for each in says.split("|")), told
    assert ("Zandk" in told, told.count("\n"), folder.exists()) == (False, 1, False)


@pytest.mark.parametrize(
    ("known", "row", "new", "ended", "changed", "gone"),
    [
        (held(), held(until="2026-06-02"), 0, 1, 0, 0),
        (held(), held(), 0, 0, 0, 0),
        (held(until="2026-06-02"), held(), 0, 0, 0, 0),
        (held(until="2026-06-02"), held(until="2026-06-03"), 0, 0, 1, 0),
        (held(until="2026-06-02"), held(since="2026-07-01"), 1, 0, 0, 0),
        (held(), held(since="2023-12-07", until="2026-06-02"), 0, 1, 0, 0),
        (held("R. Zandkever"), held("Roos Zandkever", until="2026-06-02"), 0, 1, 0, 0),
        (held("Roos Zandkever"), held("Jan Zandkever"), 1, 0, 0, 1),
        (
            held(role="minister van Zand; viceminister-president"),
            held(role="Minister van Zand", until="2026-06-02"),
            0,
            1,
            0,
            0,
        ),
        (held(role="minister van Zand"), held(role="staatssecretaris van Zand"), 1, 0, 0, 0),
        (held(role="minister van Zand"), held(role="minister van Klei"), 1, 0, 0, 1),
        (held(until="2026-06-02"), held(since="2026-06-02"), 1, 0, 0, 0),
    ],
)
def test_difference_of_one_row_with_one(
    known: Office, row: Office, new: int, ended: int, changed: int, gone: int
) -> None:
    """Who is in office and not on a list of that kind of office is told, and stays."""
    found = difference([known], [row])
    assert tuple(map(len, found)) == (new, ended, changed, gone)


def test_first_day_stays_as_it_is_known() -> None:
    (turned,) = difference([held()], [held(since="2024-01-01", until="2026-06-02")]).ended
    assert (turned.after.since, turned.after.until) == (date(2023, 12, 6), date(2026, 6, 2))


def test_member_who_changed_party_has_two_rows_on_the_day_itself() -> None:
    """The row of the first party ends, that of the second is new; neither takes the other's days."""
    rows = [held(until="2026-06-02"), held(since="2026-06-02")]
    found = difference([held()], rows)
    assert ([each.after for each in found.ended], list(found.new)) == (rows[:1], rows[1:])


def test_namesakes_end_nobody() -> None:
    """Of two who may be meant none is taken: the row stands beside them."""
    found = difference([held("Roos Zandkever"), held("Rik Zandkever")], [held("R. Zandkever", until="2026-06-02")])
    assert (len(found.new), len(found.ended)) == (1, 0)


_DAYS = st.dates(date(2020, 1, 1), date(2027, 1, 1))
_ROWS = st.builds(
    lambda name, role, since, until: held(name, role, since.isoformat())._replace(until=until and max(since, until)),
    st.sampled_from(["Roos Zandkever", "R. Zandkever", "Jan van der Kever", "Jan Kever-Zand"]),
    st.sampled_from(["Tweede Kamerlid", "minister van Zand", "minister van Zand; viceminister-president"]),
    _DAYS,
    st.none() | _DAYS,
)


@given(st.lists(_ROWS, max_size=6), st.lists(_ROWS, max_size=6))
def test_nothing_that_is_known_goes_away_and_a_second_time_changes_nothing(
    known: list[Office], listed: list[Office]
) -> None:
    """Every name, role and first day is still there, and no last day that was known is open again."""
    before = joined(known, ())
    after = joined(before, difference(before, listed).rows)
    ends = {each.key: each.until for each in after}
    assert all(each.key in ends and (each.until is None or ends[each.key] is not None) for each in before)
    assert joined(after, difference(after, listed).rows) == after


def test_a_register_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "office_holders.csv").write_text(write_register(shipped()))
    assert read_register(tmp_path / "office_holders.csv") == shipped()
    assert all(sort_of(each.role) and each.since for each in shipped())


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
