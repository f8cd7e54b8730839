"""Lists of office holders in the shapes in which they come, and what they change in what is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymize.person import parse
from anonymize.register_change import difference
from anonymize.register_files import read_lists
from corpus.office_holders import (
    Office,
    joined,
    read_register,
    shipped,
    sort_of,
    write_register,
)
from flows.cli import main

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
