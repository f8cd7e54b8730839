"""`lakwerk report` counts what was done in a folder and what people changed, and tells no name."""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import reporting
from docx import Document as Word
from reporting import CANARIES, ID, INK, SECOND, WHO, make, said

from corpus.decisions import Verdict
from corpus.trail import Entry, Trail
from flows.accounts import FOUR_EYES, HANDED, LET_GO, OPENED, TAKEN_BACK
from flows.cli import main
from flows.folder import Folder
from flows.in_use import in_use
from flows.instructions import reviews
from flows.overturned import Overturned, Turn, overturned
from flows.usage import Releases, releases


def report(folder: Folder, file: Path, day: str = "2026-11-29") -> int:
    return main(["report", "--out", str(folder.root), "--file", str(file), "--on", day])


def test_no_name_of_anybody_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names in documents, lists, names of files, reasons and of those who work here."""
    folder = make(tmp_path, said("hide", "Winter"), said("show", "Zeldenthuis"))
    assert report(folder, tmp_path / "v.md") == 0
    told = (tmp_path / "v.md").read_text("utf-8") + capsys.readouterr().out
    assert [name for name in (*CANARIES, *WHO.split(), *SECOND.split()) if name.casefold() in told.casefold()] == []


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = make(tmp_path, said("hide", "Winter"))
    for name in ("a.md", "b.md", "a.docx", "b.docx"):
        assert report(folder, tmp_path / name) == 0
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


LINES = [
    "Dit exemplaar is gemaakt op 29 november 2026",
    "| profiel | een eigen bestand |",
    "| rollen | hoge ambtenaren: laten staan; woordvoerders: lakken; auteurs: lakken |",
    "| lijst van wie altijd weg moet | 2 namen, gewijzigd op 2026-11-09, 20 dagen oud |",
    "| vrijgegeven | 1 | 2 |",
    "| in quarantaine | 1 | 0 |",
    "| 5.1.1e | 1 |\n| 5.1.2e | 1 |",
    r"- Omgekeerde voorstellen: 1 van 4 (25,0 %) \*.",
    r"- Ten onrechte gelakt, volgens wie nakeek, van wat was voorgesteld te lakken: 1 van 3 (33,3 %) \*.",
    r"- Gemist, volgens wie nakeek, van wat uiteindelijk weg ging: 1 van 3 (33,3 %) \*.",
    r"- Van wat geen voorstel was, stond op de lijst om te bekijken: 1 van 1 (100,0 %) \*.",
    "minder dan 100 voorstellen",
    r"| persoon | 2 | 1 van 2 (50,0 %) \* | 1 | 0 van 1 (0,0 %) \* | 1 |",
    r"| `model` | 1 | 1 van 1 (100,0 %) \* | 0 | - |",
    r"| twijfels waarover bij vrijgave niets was gezegd | 1 van 2 (50,0 %) \* |",
    r"| bladzijden die iemand als bekeken merkte | 1 van 1 (100,0 %) \* |",
    "| daarvan voorgelegd door een ander dan wie vrijgaf | 1 van 1 (100,0 %) |",
    "| `damaged` | 1 |",
    "- Spoor: 2 regels, heel.",
]


def test_settings_and_counts_are_those_of_the_folder(tmp_path: Path) -> None:
    folder = make(tmp_path, said("hide", "Winter"), said("show", "Zeldenthuis"))
    os.utime(tmp_path / "lijst-van-egelmeer.csv", (1794182400, 1794182400))  # 9 November 2026
    assert report(folder, tmp_path / "v.md") == 0
    text = (tmp_path / "v.md").read_text("utf-8")
    assert [line for line in LINES if line not in text] == []


BOX = [10.0, 45.0, 60.0, 62.0]  # over "Ook Winter" and no proposal
CASES: list[tuple[str, list[dict[str, Any]], dict[str, int]]] = [
    ("nothing was changed", [], {}),
    ("what was proposed is said once more", [said("hide", "Zeldenthuis")], {}),
    ("hidden, and a person shows it", [said("show", "Zeldenthuis")], {"shown": 1}),
    ("kept, and a person hides it", [said("hide", "Brouwers")], {"hid": 1}),
    ("not found, and a person hides it", [said("hide", "Winter")], {"missed": 1}),
    ("half found, and a person hides all of it", [said("hide", "Teunis Zeldenthuis")], {"missed": 1}),
    ("a box over words that were no proposal counts once", [said("hide", box=BOX)], {"missed": 1}),
    ("ink that is none", [said("show", box=list(INK.box[1:]), category="signature")], {"shown": 1}),
    ("a change that was changed back", [said("show", "Zeldenthuis"), said("hide", "Zeldenthuis")], {}),
]


@pytest.mark.parametrize(("instructions", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_people_changed_is_counted_as_what_it_was(
    tmp_path: Path, instructions: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    """Of four proposals: two names and a signature to hide, a name to keep."""
    folder = make(tmp_path, *instructions)
    found = overturned(folder, reviews(folder))
    turned = {
        "shown": found.count(Verdict.REDACT, turned=True),
        "hid": found.count(Verdict.KEEP, turned=True),
        "missed": found.count(None, turned=True),
    }
    assert {name: amount for name, amount in turned.items() if amount} == expected
    left = [found.count(verdict, turned=False) for verdict in (Verdict.REDACT, Verdict.KEEP)]
    assert left == [3 - turned["shown"], 1 - turned["hid"]]


@pytest.mark.parametrize(("shown", "starred"), [(99, True), (100, False)])
def test_a_rate_of_few_is_starred(shown: int, starred: bool) -> None:
    right, wrong = (Turn("person", "model", Verdict.REDACT, turned) for turned in (False, True))
    turns = Counter({right: shown - 1, wrong: 1})
    told = in_use(Overturned(turns, documents=1))
    assert (f"| persoon | {shown} | 1 van {shown} (1,0 %) \\* |" in told) == starred
    assert ("minder dan 100 voorstellen" in told) == starred


def test_what_nobody_let_go_is_in_no_rate(tmp_path: Path) -> None:
    """A document that is still worked on would make the program look right."""
    folder = make(tmp_path, said("show", "Zeldenthuis"), second="")
    assert overturned(folder, reviews(folder)) == Overturned()


def test_a_released_document_without_its_galley_is_told(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder.galleys / f"{ID}.zip").unlink()
    assert overturned(folder, reviews(folder)) == Overturned(away=1)
    assert report(folder, tmp_path / "v.md") == 0
    assert "Zonder drukproef: 1." in (tmp_path / "v.md").read_text("utf-8")


def _entry(who: str, what: str, why: str = "", document: str = ID) -> Entry:
    return Entry(1, "", who, what, document, "", "", why, "", "", "")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], Releases()),
        ([_entry("Els", LET_GO, "zegel 1")], Releases(1)),
        ([_entry("Els", LET_GO, f"{HANDED}Ada; zegel 1")], Releases(1, 1)),
        ([_entry("Els", LET_GO, f"{HANDED}ELS; zegel 1")], Releases(1)),
        ([_entry("A; B", LET_GO, f"{HANDED}A; B; zegel 1")], Releases(1)),
        ([_entry("Els", LET_GO, f"{HANDED}Elske; zegel 1")], Releases(1, 1)),
        ([_entry("Els", LET_GO, f"{HANDED}Ada; zegel 1"), _entry("Els", TAKEN_BACK)], Releases(taken_back=1)),
        ([_entry("Els", OPENED, FOUR_EYES, ""), _entry("Els", OPENED, "", "")], Releases(opened=2, opened_with_four=1)),
    ],
)
def test_a_second_reader_is_somebody_else(entries: list[Entry], expected: Releases) -> None:
    assert releases(entries) == expected


def test_a_changed_trail_is_told(tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.trail.with_suffix(".seal").write_text(f"9 {'0' * 64}\n")
    assert report(folder, tmp_path / "v.md") == 0
    assert "2 regels, **niet heel**" in (tmp_path / "v.md").read_text("utf-8")


def test_what_a_person_filled_in_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = make(tmp_path), tmp_path / "v.md"
    assert report(folder, file) == 0
    mine = file.read_text("utf-8").replace("[naam van de functie]", "de directeur")
    file.write_text(mine, "utf-8")
    assert report(folder, file) == 0
    assert file.read_text("utf-8") == mine
    assert "[naam van de functie]" in (tmp_path / "v-nieuw.md").read_text("utf-8")
    assert "v-nieuw.md" in capsys.readouterr().err


def test_the_word_file_holds_the_same_words(tmp_path: Path) -> None:
    """Every heading and every cell, read by another program."""
    folder = make(tmp_path)
    for name in ("v.md", "v.docx"):
        assert report(folder, tmp_path / name) == 0
    word = Word(str(tmp_path / "v.docx"))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    read = "".join([*(each.text for each in word.paragraphs), *cells])
    text = re.sub(r"^(\|[-|]+|#+|- )|\*\*|[\\`|]", "", (tmp_path / "v.md").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted("".join(read.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    ("harm", "file", "told"),
    [
        (lambda out: (out / "lakwerk.db").unlink(), "v.md", "hier staan geen stukken"),
        (lambda out: (out / "records" / "nota.json").write_text("{}"), "v.md", "records/nota.json"),
        (lambda out: (out / "confidential" / "events.db").write_text("geen database" * 99), "v.md", "events.db"),
        (lambda out: (out.parent / "lijst-van-egelmeer.csv").unlink(), "v.md", "lijst"),
        (lambda out: None, "v.pdf", ".md of .docx"),
        (lambda out: None, "weg/v.md", "kan niet worden geschreven"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: Any, file: str, told: str
) -> None:
    folder = make(tmp_path)
    harm(folder.root)
    assert report(folder, tmp_path / file) == 2
    said_ = capsys.readouterr().err
    assert told in said_
    assert said_.count("\n") == 1
    assert not (tmp_path / file).exists()


def test_the_report_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    folder = make(tmp_path)
    with closing(Trail(folder.trail)) as trail:
        before = list(trail.entries())
    files = {path: path.read_bytes() for path in folder.root.rglob("*") if path.suffix in (".json", ".zip", ".seal")}
    assert report(folder, tmp_path / "v.md") == 0
    with closing(Trail(folder.trail)) as trail:
        assert list(trail.entries()) == before
    assert {path: path.read_bytes() for path in files} == files
    assert reporting.ID in reviews(folder)
