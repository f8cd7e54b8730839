"""What is exported is what the screen shows: the same rows in the same order, and complete."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from exporting import HIT, LINE, of_csv, of_jsonl, of_parquet, of_xlsx
from pyarrow import parquet
from recording import COMMITMENT, DEADLINE, MOTION, record, section

from corpus import gather
from corpus.export import COLUMNS, as_csv, as_json, as_jsonl, as_parquet, as_xlsx
from corpus.facets import Filters
from corpus.gather import Line, Who, gather_in
from corpus.search import search_in
from corpus.store import DONE, Placed, Store, ThreadRow
from flows.cli import main
from flows.export_command import WORDS

MANY = 2500
ODD = 'Toezicht: eerst dit;\nen dan "dat" — over algoritmen.'
MAKERS: dict[str, Callable[[list[Line]], bytes]] = {
    "csv": lambda lines: as_csv(lines, WORDS),
    "xlsx": lambda lines: as_xlsx(lines, WORDS),
    "jsonl": as_jsonl,
    "parquet": as_parquet,
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a nota and a letter, with the threads of two records and one of another document."""
    root = tmp_path_factory.mktemp("out")
    store = Store(root / "lakwerk.db")
    full = record(
        commitments=[COMMITMENT], motions=[MOTION], deadlines=[DEADLINE], sections=[section(ODD, "Inleiding")]
    )
    store.save(Placed("a" * 32, "f", "nota", "nota.pdf", DONE), full)
    other = record("b" * 32, ministry="JenV", date=None, title=None, commitments=[COMMITMENT | {"deadline": None}])
    store.save(Placed("b" * 32, "f", "brief", "brief.pdf", DONE), other)
    threads = [_thread("t1", "commitment", ["nota#c1"]), _thread("t2", "motion", ["nota#m1"])]
    store.save_threads(
        [ThreadRow(t["id"], t["kind"], t["what"], None, t["state"], None, None, tuple(t["records"])) for t in threads]
    )
    store.close()
    (root / "threads.json").write_text(json.dumps({"threads": [*threads, _thread("t3", "motion", [])]}), "utf-8")
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of MANY letters with one sentence each, and one sentence that stands in a letter twice."""
    file = tmp_path_factory.mktemp("large") / "lakwerk.db"
    store = Store(file)
    told = []
    for at in range(MANY):
        id, day = f"{at:032x}", date.fromordinal(date(2015, 1, 1).toordinal() + at % 900).isoformat()
        sentence = f"Ik stuur uw Kamer brief {at} over het toezicht."
        made = COMMITMENT | {"sentence": sentence, "deadline": None}
        again = [section(sentence)] if at % 2 else [section(f"Kop {at}\n{sentence}")]
        told.append(
            (
                Placed(id, "f", f"brief-{at}", f"brief-{at}.pdf", DONE),
                record(id, date=day, commitments=[made], sections=again),
            )
        )
    store.save_many(told)
    store.close()
    return file


def _thread(id: str, kind: str, records: list[str]) -> dict[str, Any]:
    event = {"what": "first", "date": "2024-03-01", "record": "nota#c1", "due": None}
    return {
        "id": id, "kind": kind, "what": f"wat {id} vraagt", "actor": "minister van BZK", "movers": ["Van Esch"],
        "paper": "26643-21", "numbers": [], "state": "open" if kind == "commitment" else "adopted", "records": records,
        "events": [event], "due": None, "claimed_executed_by": None, "house": None,
    }  # fmt: skip


def exported(out: Path, file: Path, *words: str) -> bytes:
    assert main(["search", *words, "--out", str(out), "--export", str(file)]) == 0
    return file.read_bytes()


def test_every_format_has_the_rows_of_the_screen_in_its_order(out: Path, tmp_path: Path) -> None:
    hits = search_in(out / "lakwerk.db", "toezicht OF algoritmeregister", Filters()).hits
    assert len(hits) == 4
    asked = ("toezicht", "OF", "algoritmeregister")
    sentences = [hit.sentence for hit in hits]
    pages = [hit.page for hit in hits]
    rows = of_csv(exported(out, tmp_path / "x.csv", *asked))
    assert [row["Zin"] for row in rows] == [" ".join(sentence.splitlines()) for sentence in sentences]
    assert [row["Bladzijde"] for row in rows] == [str(page) for page in pages]
    rows = of_xlsx(exported(out, tmp_path / "x.xlsx", *asked))
    assert [(row["Zin"], row["Bladzijde"]) for row in rows] == list(zip(sentences, pages, strict=True))
    rows = of_parquet(exported(out, tmp_path / "x.parquet", *asked))
    assert [(row["sentence"], row["page"]) for row in rows] == list(zip(sentences, pages, strict=True))
    told = of_jsonl(exported(out, tmp_path / "x.jsonl", *asked))
    assert told == json.loads(json.dumps([as_json(hit) for hit in hits]))


def test_csv_tells_a_commitment_in_dutch(out: Path, tmp_path: Path) -> None:
    (row,) = of_csv(exported(out, tmp_path / "x.csv", "--kind", "commitment", "--ministry", "BZK"))
    assert row == {
        "Soort": "toezegging",
        "Zin": COMMITMENT["sentence"],
        "Wie": "staatssecretaris van BZK",
        "Aan": "Tweede Kamer",
        "Termijn": "voor de zomer",
        "Vanaf": "",
        "Uiterlijk": "2024-07-04",
        "Stand": "open",
        "Stuk": "Verzamelbrief algoritmen",
        "Soort stuk": "beslisnota",
        "Datum": "2024-03-01",
        "Ministerie": "BZK",
        "Bladzijde": "2",
        "Bestand": "nota.pdf",
        "Kenmerk van de vondst": "nota#c1",
        "Draad": "t1",
    }


def test_movers_stand_as_one_names_them_and_as_a_list(out: Path, tmp_path: Path) -> None:
    (row,) = of_csv(exported(out, tmp_path / "x.csv", "--kind", "motion"))
    assert (row["Wie"], row["Stand"]) == ("Van Esch c.s.", "aangenomen")
    (told,) = of_parquet(exported(out, tmp_path / "x.parquet", "--kind", "motion"))
    assert (told["movers"], told["and_others"], told["actor"]) == (["Van Esch"], True, None)


def test_a_deadline_says_who_is_bound_by_it(out: Path, tmp_path: Path) -> None:
    (row,) = of_parquet(exported(out, tmp_path / "x.parquet", "--kind", "deadline"))
    assert (row["record"], row["actor"], row["recipient"]) == ("nota#d1", "staatssecretaris van BZK", "Tweede Kamer")


@pytest.mark.parametrize("size", [1, 3])
def test_who_is_told_of_more_documents_than_one_question_takes(
    out: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(gather, "AT_ONCE", size)
    _, lines = gather_in(out / "lakwerk.db", "", Filters(kind="commitment"))
    assert [line.who.actor for line in lines] == ["staatssecretaris van BZK"] * 2


def test_workbook_has_days_as_days_a_frozen_head_and_a_filter() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([LINE, LINE], WORDS))).active
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, head.index("Uiterlijk") + 1).value == datetime(2024, 7, 4)
    assert sheet.cell(2, head.index("Uiterlijk") + 1).number_format == "dd-mm-yyyy"
    assert sheet.cell(2, head.index("Vanaf") + 1).value is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P3")
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width > 10


@pytest.mark.parametrize("day", ["1850-05-01", "0001-01-01", "ergens in 2024"])
def test_a_day_that_a_workbook_has_no_place_for_stands_as_text(day: str) -> None:
    (row,) = of_xlsx(as_xlsx([Line(HIT._replace(date=day), Who())], WORDS))
    assert row["Datum"] == day


def test_parquet_has_types() -> None:
    schema = parquet.read_schema(io.BytesIO(as_parquet([])))
    told = {name: str(schema.field(name).type) for name in ("latest", "earliest", "date", "page", "movers", "state")}
    days = dict.fromkeys(("latest", "earliest", "date"), "date32[day]")
    assert told == days | {"page": "int32", "movers": "list<element: string>", "state": "string"}
    (row,) = of_parquet(as_parquet([LINE]))
    assert (row["latest"], row["earliest"]) == (date(2024, 7, 4), None)


@pytest.mark.parametrize("ending", MAKERS)
def test_the_same_hits_give_the_same_bytes(ending: str) -> None:
    lines = [LINE, Line(HIT._replace(kind="document", record=None, deadline=None), Who())]
    assert MAKERS[ending](lines) == MAKERS[ending](list(lines))
    assert MAKERS[ending](lines) != MAKERS[ending](lines[:1])


def test_a_workbook_says_the_same_on_every_day() -> None:
    told = openpyxl.load_workbook(io.BytesIO(as_xlsx([LINE], WORDS))).properties
    assert {told.created, told.modified} == {datetime(2000, 1, 1)}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet", "json"])
def test_nothing_found_gives_a_file_with_only_its_head(out: Path, tmp_path: Path, ending: str) -> None:
    content = exported(out, tmp_path / f"x.{ending}", "bestaatniet")
    titles = [column.title for column in COLUMNS if column.title]
    if ending == "csv":
        assert content.decode("utf-8-sig") == f"{';'.join(titles)}\r\n"
    elif ending == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        assert list(rows) == [tuple(titles)]
    elif ending == "jsonl":
        assert content == b""
    elif ending == "parquet":
        assert parquet.read_table(io.BytesIO(content)).shape == (0, sum(1 for column in COLUMNS if column.key))
    else:
        assert json.loads(content) == {"value": []}


@pytest.mark.parametrize("order", ["best", "newest", "due"])
def test_many_hits_are_complete_and_none_is_double(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """The passages of a letter lie on other pages of the search than its sentence; more than the search ranks."""
    monkeypatch.setattr(gather, "PAGE", 300)
    rows = of_parquet(exported(large.parent, tmp_path / "x.parquet", "toezicht", "--order", order))
    assert len(rows) == MANY
    assert {row["source"] for row in rows} == {f"brief-{at}.pdf" for at in range(MANY)}


def test_filters_are_kept_on_every_page(large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "PAGE", 100)
    rows = of_parquet(exported(large.parent, tmp_path / "x.parquet", "toezicht", "--year", "2016"))
    assert {row["date"].year for row in rows} == {2016}
    assert len(rows) == sum(1 for at in range(MANY) if 365 <= at % 900 < 365 + 366)


def test_the_best_come_first_as_on_the_screen(large: Path) -> None:
    shown = search_in(large, "toezicht", Filters(limit=50)).hits
    found, _ = gather_in(large, "toezicht", Filters())
    assert found.hits[:50] == shown


@pytest.mark.parametrize("order", ["best", "newest"])
def test_the_size_of_a_page_changes_nothing(large: Path, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    whole, _ = gather_in(large, "toezicht", Filters(order=order))
    monkeypatch.setattr(gather, "PAGE", 170)
    assert gather_in(large, "toezicht", Filters(order=order))[0].hits == whole.hits


def test_what_follows_the_best_is_said(large: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(large.parent, tmp_path / "x.csv", "toezicht")
    assert "De beste 200 staan voorop" in capsys.readouterr().err
    exported(large.parent, tmp_path / "x.csv", "toezicht", "--limit", "200")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("limit", "amount"), [("1", "1 regel"), ("7", "7 regels"), ("1100", "1100 regels")])
def test_a_limit_that_is_given_holds(
    large: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str, amount: str
) -> None:
    rows = of_csv(exported(large.parent, tmp_path / "x.csv", "toezicht", "--limit", limit))
    assert len(rows) == int(limit)
    assert capsys.readouterr().out == f"{amount} geschreven naar {tmp_path / 'x.csv'}.\n"


def test_without_export_the_screen_shows_twenty(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "toezicht", "--out", str(large.parent)]) == 0
    assert "20 getoond" in capsys.readouterr().out


def test_house_has_the_threads_of_the_hits_and_no_others(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(exported(out, tmp_path / "x.json", "toezicht", "OF", "algoritmeregister"))["value"]
    assert sorted((row["LakwerkDraad"], "Tekst" in row, row.get("Soort")) for row in told) == [
        ("t1", True, None),
        ("t2", False, "Motie"),
    ]
    shown = capsys.readouterr()
    assert shown.out == f"2 draden geschreven naar {tmp_path / 'x.json'}.\n"
    assert "2 zinnen horen bij geen toezegging of motie" in shown.err
    (only,) = json.loads(exported(out, tmp_path / "x.json", "--kind", "motion"))["value"]
    assert only["Besluit"] == [{"BesluitSoort": "Stemmen - aangenomen"}]


WRONG = {
    "x.docx": "onbekende soort bestand",
    "csv": "onbekende soort bestand",
    "x": "onbekende soort bestand",
    "niet/x.csv": "bestaat niet",
    "map.csv": "dit is een map",
    "out/records/x.json": "lakwerk zelf",
    "out/confidential/diep/x.csv": "lakwerk zelf",
    "out/threads.json": "lakwerk zelf",
    "out/records/../inventory.csv": "lakwerk zelf",
    f"{'a' * 300}.csv": "kan niet worden geschreven",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_place_that_cannot_be_written_is_said(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Wrong usage in one Dutch sentence or two, and nothing is written."""
    (tmp_path / "map.csv").mkdir()
    for inside in ("records", "confidential/diep"):
        (tmp_path / "out" / inside).mkdir(parents=True)
    (tmp_path / "out" / "lakwerk.db").write_bytes((out / "lakwerk.db").read_bytes())
    before = sorted(tmp_path.rglob("*"))
    assert main(["search", "toezicht", "--out", str(tmp_path / "out"), "--export", str(tmp_path / name)]) == 2
    shown = capsys.readouterr()
    assert WRONG[name] in shown.err
    assert shown.out == ""
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("option", ["--json", "--facets"])
def test_a_file_and_the_screen_are_not_asked_at_once(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert main(["search", "toezicht", option, "--out", str(out), "--export", str(tmp_path / "x.csv")]) == 2
    assert f"Laat {' en '.join(('--json', '--facets'))} weg" in capsys.readouterr().err


def test_a_search_that_cannot_be_done_leaves_the_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text("van gisteren")
    assert main(["search", "x", "--out", str(tmp_path), "--export", str(tmp_path / "x.csv")]) == 2
    assert "nog niets verwerkt" in capsys.readouterr().err
    assert (tmp_path / "x.csv").read_text() == "van gisteren"


def test_a_file_is_replaced_at_once_and_only_where_it_differs(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that is full keeps the earlier file, and no half one stays."""
    file = tmp_path / "X.CSV"
    exported(out, file, "toezicht")
    moment = file.stat().st_mtime_ns
    before = exported(out, file, "toezicht")
    assert file.stat().st_mtime_ns == moment

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as opened:
            opened.write(content[:3])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["search", "algoritmeregister", "--out", str(out), "--export", str(file)]) == 2
    assert "kan niet worden geschreven" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["X.CSV"]
    assert file.read_bytes() == before
