"""The House's open data: what is read of it, and which thread it belongs to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import nlp.official
from corpus.house import BadHouseFileError, Official, read_house
from corpus.told import Sort
from nlp.official import match
from nlp.threads import weave
from tests.test_threads import DONE, FIRST, OTHER, motion, promise

COMMITMENT: dict[str, Any] = {
    "Nummer": "TZ202410-011",
    "Tekst": "De minister van VWS informeert de Kamer voor 1 mei 2025\nover de wachttijden in de jeugdzorg.",
    "Aanmaakdatum": "2024-10-01T00:00:00+02:00",
    "Status": "Openstaand",
    "DatumNakoming": "0001-01-01T00:00:00Z",
    "Ministerie": "Volksgezondheid, Welzijn en Sport (VWS)",
    "Functie": "minister van Volksgezondheid, Welzijn en Sport",
}
MOTION: dict[str, Any] = {
    "Nummer": "2024Z01234",
    "Soort": "Motie",
    "Onderwerp": "Gewijzigde motie van de leden Sneller en Kathmann over een register (t.v.v. 21501-02-3194)",
    "GestartOp": "2024-02-08T00:00:00+01:00",
    "Volgnummer": 30,
    "Kamerstukdossier": [{"Nummer": 36410, "Toevoeging": "VII"}],
    "Besluit": [{"BesluitSoort": "Ingediend"}, {"BesluitSoort": "Stemmen - aangenomen"}],
    "Kabinetsappreciatie": "Oordeel Kamer",
}


def file(folder: Path, told: object) -> Path:
    path = folder / "house.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")
    return path


def test_a_commitment_of_the_register_is_read(tmp_path: Path) -> None:
    """The text on one line, the day without its hour, and "0001-01-01" as no day."""
    (one,) = read_house(file(tmp_path, {"value": [COMMITMENT]})).entries
    assert one.text == "De minister van VWS informeert de Kamer voor 1 mei 2025 over de wachttijden in de jeugdzorg."
    assert (one.number, one.sort, one.date) == ("TZ202410-011", Sort.COMMITMENT, "2024-10-01")
    assert (one.status, one.fulfilled_on) == ("open", None)


def test_a_motion_is_read_with_its_paper_and_what_it_replaces(tmp_path: Path) -> None:
    """The paper is dossier, chapter and number; a Raad dossier has its chapter in digits."""
    (one,) = read_house(file(tmp_path, [MOTION])).entries
    assert (one.paper, one.replaces, one.status, one.date) == ("36410-VII-30", "21501-02-3194", "adopted", "2024-02-08")


def test_the_paper_of_a_motion_is_also_told_by_its_publication(tmp_path: Path) -> None:
    """Without a dossier the name of the published paper tells it."""
    published = [{"HuidigeDocumentVersie": {"ExterneIdentifier": "kst-32852-364"}}]
    (one,) = read_house(file(tmp_path, MOTION | {"Kamerstukdossier": None, "Document": published})).entries
    assert one.paper == "32852-364"


STATUSES = [
    ("Openstaand", "open"), ("Voldaan", "fulfilled"), ("Afgedaan", "fulfilled"), ("Nagekomen", "fulfilled"),
    ("Deels Voldaan", "partly fulfilled"), ("Deels Afgedaan", "partly fulfilled"), ("Vervallen", "lapsed"),
    ("Niet nagekomen", "not fulfilled"), ("iets nieuws", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "status"), STATUSES)
def test_statuses_of_the_schema_and_of_the_live_feed(tmp_path: Path, printed: str, status: str) -> None:
    """The feed has more than its schema says; a word that nobody knows is no status."""
    assert read_house(file(tmp_path, [COMMITMENT | {"Status": printed}])).entries[0].status == status


DECISIONS = [
    ("Stemmen - verworpen", "rejected"), ("Stemmen - niet aangenomen", "rejected"), ("Stemmen - aangehouden", "held"),
    ("Stemmen - ingetrokken", "withdrawn"), ("Stemmen - zonder stemming aannemen", "adopted"),
    ("Ingediend", "submitted"),
    ("Termijn - vervallen in verband met verstrijken termijn", "lapsed"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "status"), DECISIONS)
def test_the_last_decision_on_a_motion_counts(tmp_path: Path, printed: str, status: str) -> None:
    """ "niet aangenomen" holds the word "aangenomen", and is none."""
    told = MOTION | {"Besluit": [{"BesluitSoort": "Ingediend"}, {"BesluitSoort": printed}]}
    assert read_house(file(tmp_path, [told])).entries[0].status == status


def test_a_decision_that_names_its_case_is_read_as_that_case(tmp_path: Path) -> None:
    """A file of Besluit with the Zaak in it tells of the motion as well."""
    decision = {"BesluitSoort": "Stemmen - verworpen", "Zaak": [MOTION | {"Besluit": []}]}
    assert read_house(file(tmp_path, {"value": [decision]})).entries[0].status == "rejected"


BAD = [
    "",
    "[1, 2",
    "[]",
    '{"value": [{"Soort": "Amendement", "Nummer": "x"}]}',
    '"tekst"',
    "[" * 100_000,
    '{"value": 3}',
]


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:12])
def test_what_is_no_such_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    """Empty, broken, deep and other JSON: a Dutch sentence with the file's name, no trace of an error."""
    with pytest.raises(BadHouseFileError, match=r"house\.json"):
        read_house(file(tmp_path, text))


def test_removed_entries_are_left_out(tmp_path: Path) -> None:
    """The feed keeps what the House took back, with a mark."""
    told = [COMMITMENT, COMMITMENT | {"Nummer": "TZ202410-012", "Verwijderd": True}]
    assert [one.number for one in read_house(file(tmp_path, told)).entries] == ["TZ202410-011"]


def official(number: str, text: str, **more: Any) -> Official:
    told: dict[str, Any] = {"date": "2024-10-01", "status": "open", "actor": "minister van VWS"} | more
    return Official(number, told.pop("sort", Sort.COMMITMENT), text, **told)


REGISTERED = official("TZ202410-011", "De minister informeert de Kamer over de wachttijden in de jeugdzorg.")
ELSEWHERE = official(
    "TZ202410-012", "De minister stuurt de Kamer een brief over de krimp van het onderwijs in Limburg."
)


def matched(items: list[Any], officials: list[Official]) -> dict[str, str]:
    threads = weave(items)
    found = match(threads, {item.ref: item for item in items}, officials)
    return {thread.first.ref: found[thread.id].official.number for thread in threads if thread.id in found}


def test_a_promise_is_found_in_the_register_by_its_words() -> None:
    """Each in its own entry, whatever the order of the register."""
    items = [FIRST, DONE, OTHER]
    for officials in ([REGISTERED, ELSEWHERE], [ELSEWHERE, REGISTERED]):
        assert matched(items, officials) == {"a#c1": "TZ202410-011", "d#c1": "TZ202410-012"}


def test_a_number_in_the_text_beats_the_words() -> None:
    """Who names TZ202410-012 means that entry."""
    item = promise("a#c1", "2025-01-01", "Toezegging TZ202410-012 over de wachttijden in de jeugdzorg is afgedaan.")
    assert matched([item], [REGISTERED, ELSEWHERE]) == {"a#c1": "TZ202410-012"}


def test_an_entry_of_another_minister_is_not_this_promise() -> None:
    """The same words from another ministry are another promise."""
    assert matched([FIRST], [REGISTERED._replace(actor="minister van OCW")]) == {}


def test_two_entries_that_fit_alike_match_nothing() -> None:
    """A guess would put an official number beside the wrong promise."""
    assert matched([FIRST], [REGISTERED, REGISTERED._replace(number="TZ202410-099")]) == {}


def test_a_register_is_not_tried_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that shares no words with a promise is never judged: the register has thousands, and so has a folder."""
    judged: list[str] = []
    agree = nlp.official._agree
    monkeypatch.setattr(nlp.official, "_agree", lambda *each: judged.append(each[1].number) or agree(*each))
    entries = [official(f"TZ202401-{i:03d}", f"woord{i:03d}en stuk{i:03d}en deel{i:03d}en") for i in range(50)]
    items = [promise(f"a-{i}#c1", "2024-01-01", each.text) for i, each in enumerate(entries)]
    assert len(matched(items, entries)) == len(judged) == 50


def test_a_motion_is_found_by_its_paper() -> None:
    """Words and movers do not count: the paper is the motion."""
    zaak = official("2024Z01234", "Motie", sort=Sort.MOTION, paper="36410-VII-30")
    item = motion("a#m1", "2024-03-01", "Sneller", dossier="36410-VII", number=30)
    assert matched([item], [zaak]) == {"a#m1": "2024Z01234"}


def test_real_motions_of_the_house_are_read(real: Path) -> None:
    """All of the thirty real cases have a number, a subject and a paper."""
    for path in sorted((real / "motie" / "zaak_json").glob("*.json")):
        (one,) = read_house(path).entries
        assert all((one.number, one.text, one.paper)), path.name
