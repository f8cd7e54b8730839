"""`lakwerk paperwork`: what the platform takes, what waits for a judgement, and what is never overwritten."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from batching import fill, run, tree
from paperworking import HELD, MAIL, MOTIE, NOTA, SITE, fill_folder, hold, papers, put, report
from recording import record

from flows.cli import main


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return fill_folder(tmp_path / "out")


def sheet(file: Path) -> list[tuple[object, ...]]:
    active = openpyxl.load_workbook(file).active
    assert active is not None
    return list(active.iter_rows(values_only=True))


def test_the_platform_takes_the_list_and_finds_a_file_for_each_row_that_asks_for_one(out: Path) -> None:
    assert papers(out) == 1
    rows = report(out)
    assert {id: (row["judgement"], row["grounds"]) for id, row in rows.items()} == {
        NOTA: ("Deels openbaar", "5.1.1e; 5.1.2e"),
        MOTIE: ("Openbaar", ""),
        MAIL: ("Deels openbaar", "5.1.2e"),
        "w" + "d" * 12: ("Openbaar", ""),
        "w" + "e" * 12: ("Openbaar", ""),
        HELD: ("Niet openbaar", ""),
    }
    assert (out / "paperwork" / "upload" / f"{NOTA}.pdf").read_bytes() == b"gelakt nota"


def test_a_mail_and_its_attachments_share_a_number_and_stand_together_in_their_order(out: Path) -> None:
    papers(out)
    rows = report(out)
    assert [row["document"] for row in rows.values() if row["family"]] == [
        "mail.eml", "mail-bijlage-2.txt", "mail-bijlage-10.txt",
    ]  # fmt: skip
    assert {row["family"] for row in rows.values()} == {"", "1"}
    assert (rows[MAIL]["type"], rows[NOTA]["type"]) == ("email", "pdf")


def test_what_is_in_quarantine_is_listed_closed_and_suspended_and_offered_for_a_judgement(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert papers(out) == 1
    row = report(out)[HELD]
    assert (row["judgement"], row["suspended"]) == ("Niet openbaar", "ja")
    assert row["remark"] == "Nog te beslissen: kon niet veilig worden gelakt. De PDF is beschadigd."
    offered = (out / "paperwork" / "te-beslissen.csv").read_text("utf-8-sig")
    (told,) = csv.DictReader(io.StringIO(offered), delimiter=";")
    assert (told["ID"], told["Reden"]) == (HELD, "De PDF is beschadigd.")
    assert "1 document nog te beslissen" in capsys.readouterr().err


def test_the_public_list_has_the_header_of_the_platform_in_its_order(out: Path) -> None:
    papers(out, *SITE)
    head, *rows = sheet(out / "paperwork" / "inventarislijst-2026-031.xlsx")
    assert head == (
        "Document ID", "Documentnummer", "Bestandsnaam", "Beoordeling", "Beoordelingsgrond", "Toelichting",
        "Publieke link", "Locatie document ID", "Opgeschort", "Gerelateerd Documentnummer", "Locatie gerelateerd ID",
        "Besluitnaam",
    )  # fmt: skip
    nota = next(row for row in rows if row[0] == NOTA)
    assert nota[1] == f"MINBZK-2026-031-{NOTA}"
    assert nota[7] == f"https://open.example.nl/woo/{NOTA}.pdf"
    text = (out / "paperwork" / "inventarislijst-2026-031.csv").read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == len(rows) + 1


def test_figures_are_counted_in_what_becomes_public(out: Path) -> None:
    papers(out)
    told = json.loads((out / "paperwork" / "statistiek.json").read_text())
    assert told["judgements"] == {"Deels openbaar": 2, "Nog te beslissen": 1, "Openbaar": 3}
    assert (told["pages"], told["pages_with_box"], told["share_of_pages_with_box"]) == (6, 3, 0.5)
    assert told["boxes_by_ground"] == {"5.1.1e": 1, "5.1.2e": 3}
    assert told["documents_by_ground"] == {"5.1.1e": 1, "5.1.2e": 2}
    assert told["boxes_by_category"] == {"bsn": 1, "person": 3}
    assert told["quarantine"] == {"damaged": 1}
    assert (told["commitments"], told["motions"], told["deadlines"]) == (1, 1, 1)
    assert ("Vakken per grond", "5.1.2e", 3) in sheet(out / "paperwork" / "statistiek.xlsx")


def test_a_second_time_changes_no_byte(out: Path) -> None:
    papers(out, *SITE)
    before = tree(out / "paperwork")
    papers(out, *SITE)
    assert tree(out / "paperwork") == before


def test_another_folder_with_the_same_documents_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    other = fill_folder(tmp_path / "other")
    papers(out, *SITE)
    papers(other, *SITE)
    assert tree(out / "paperwork") == tree(other / "paperwork")


def test_a_letter_that_the_officer_worked_in_stays_and_the_new_draft_lies_beside_it(out: Path) -> None:
    papers(out)
    letter = out / "paperwork" / "besluit.docx"
    letter.write_bytes(b"hers")
    papers(out, "--title", "Besluit algoritmen")
    assert letter.read_bytes() == b"hers"
    assert (out / "paperwork" / "besluit-nieuw.docx").exists()


def test_a_document_that_was_taken_back_leaves_the_upload(out: Path) -> None:
    papers(out)
    shutil.rmtree(out / "records")
    (out / "records").mkdir()
    (out / "lakwerk.db").unlink()
    put(out, "motie", record("b" * 32))
    papers(out)
    assert [path.name for path in (out / "paperwork" / "upload").iterdir()] == [f"{MOTIE}.pdf"]


def test_lists_and_sitemaps_of_an_earlier_case_go(out: Path) -> None:
    papers(out, *SITE)
    main(["paperwork", "--out", str(out), "--case", "2026-032", "--prefix", "MINBZK"])
    assert {path.name for path in (out / "paperwork").glob("*") if path.is_file()} == {
        "productierapport.xlsx", "inventarislijst-2026-032.xlsx", "inventarislijst-2026-032.csv", "statistiek.json",
        "statistiek.xlsx", "besluit.docx", "besluit-nieuw.docx", "te-beslissen.csv",
    }  # fmt: skip


def test_numbers_stay_when_documents_are_added(out: Path) -> None:
    papers(out)
    before = set(report(out))
    put(out, "aanvulling", record("9" * 32, source="aanvulling.pdf"))
    papers(out)
    assert set(report(out)) - before == {"w" + "9" * 12}


def test_two_documents_whose_ids_begin_alike_have_their_whole_id_as_number(out: Path) -> None:
    hold(out, "ander", "f" * 31 + "0")
    papers(out)
    assert {"w" + "f" * 32, "w" + "f" * 31 + "0"} < set(report(out))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--case", "x"], "--case x"),
        (["--case", "2026/031"], "--case 2026/031"),
        (["--prefix", "MIN BZK"], "--prefix MIN BZK"),
        (["--case", "9" * 250], "hooguit 255 tekens"),
        (["--ministry", "XYZ"], "--ministry XYZ: kies uit AZ"),
        (["--category", "9z"], "--category 9z: kies uit 1a"),
        (["--base-url", "open.example.nl"], "--base-url"),
        (["--base-url", "https://open.example.nl/?a=1"], "--base-url"),
        (["--received", "2026-04-01", "--decided", "2026-03-01"], "--decided"),
    ],
)
def test_what_the_platform_or_the_law_refuses_is_wrong_usage(
    words: list[str], told: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert papers(out, *words) == 2
    assert told in capsys.readouterr().err
    assert not (out / "paperwork").exists()


@pytest.mark.parametrize("damage", ["record", "redacted", "list", "folder"])
def test_a_folder_that_is_not_whole_gives_one_sentence_and_no_papers(
    damage: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more: list[object] = []
    if damage == "record":
        (out / "records" / "nota.json").write_text("{}")
    elif damage == "redacted":
        (out / "redacted" / "nota.pdf").unlink()
    elif damage == "list":
        more = ["--judgements", tmp_path / "is-er-niet.csv"]
    else:
        shutil.rmtree(out)
    assert papers(out, *more) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (out / "paperwork").exists()


def test_nothing_of_the_confidential_folder_is_read(out: Path) -> None:
    """The papers are the same whether or not the findings are there."""
    papers(out)
    before = tree(out / "paperwork")
    (out / "confidential" / "nota.json").write_text('{"findings": [{"text": "Joke Verzonnen"}]}')
    papers(out)
    assert tree(out / "paperwork") == before


@pytest.mark.parametrize("change", ["bytes", "settings"])
def test_a_run_that_does_a_document_again_takes_its_earlier_version_from_the_upload(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, out = fill(tmp_path / "in", {"brief.txt": "Geachte heer,", "nota.txt": "Aanleiding"}), tmp_path / "out"
    run(monkeypatch, texts, "--out", out)
    papers(out)
    upload = out / "paperwork" / "upload"
    before = {path.name for path in upload.iterdir()}
    assert len(before) == 2
    if change == "bytes":
        (texts / "brief.txt").write_text("Geachte mevrouw,")
        run(monkeypatch, texts, "--out", out)
        assert len({path.name for path in upload.iterdir()} & before) == 1
    else:
        officials = tmp_path / "officials.csv"
        officials.write_text("name\nJoke Verzonnen\n")
        run(monkeypatch, texts, "--out", out, "--known-officials", officials)
        assert list(upload.iterdir()) == []
