"""The command line: what may be asked, what is refused, and that it starts at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from batching import fill, run

from anonymize.public import load_people
from flows.cli import main
from flows.inputs import Why, gather
from flows.settings import WrongUsage, fingerprint, load_settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "arguments",
    [[], ["run"], ["run", "x"], ["run", "x", "--out", "o", "--jobs", "0"], ["search", "x"],
     ["search", "x", "--out", "o", "--what"], ["run", "x", "--out", "o", "--jobs", "1", "-y"], ["paint"],
     ["search", "x", "--out", "o", "--due-before", "morgen"]],
)  # fmt: skip
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_run_without_a_path_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--out", str(tmp_path / "out")]) == 2
    assert "Geef de bestanden of mappen" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_missing_path_is_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path / "none", "--out", tmp_path / "out") == 2
    assert "bestaat niet" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["in", "in/out", "in/sub/out", "in/../in/out", "link/out"])
def test_out_may_not_lie_in_the_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    fill(tmp_path / "in", {"a.txt": "een", "sub/b.txt": "twee"})
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert run(monkeypatch, tmp_path / "in", "--out", tmp_path / out) == 2
    assert sorted(path.name for path in (tmp_path / "in").rglob("*")) == ["a.txt", "b.txt", "sub"]


def test_nothing_to_do_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    assert run(monkeypatch, tmp_path / "in", "--out", tmp_path / "out") == 0


def test_one_file_is_a_path_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = fill(tmp_path / "in", {"a.TXT": "een"}) / "a.TXT"
    assert run(monkeypatch, file, file, "--out", tmp_path / "in" / "out") == 0
    assert (tmp_path / "in" / "out" / "redacted" / "a.txt").read_text() == "een"


def test_files_that_are_no_input_are_skipped_with_their_reason(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", {"a.pdf": "", "sub/b.TIFF": "", "c.xlsx": "", ".d.pdf": "", ".git/e.pdf": ""})
    other = fill(tmp_path / "other", {"f.pdf": "", "g/h.pdf": ""})
    (source / "out.pdf").symlink_to(other / "f.pdf")
    (source / "inside.pdf").symlink_to(source / "a.pdf")
    (source / "dead.pdf").symlink_to(source / "none.pdf")
    (source / "folder").symlink_to(other / "g")
    os.mkfifo(source / "pipe.pdf")
    files, skipped = gather([source, source / "a.pdf"], tmp_path / "out")
    assert files == (source / "a.pdf", source / "inside.pdf", source / "sub" / "b.TIFF")
    assert {(item.path.name, item.why) for item in skipped} == {
        ("c.xlsx", Why.TYPE),
        (".d.pdf", Why.HIDDEN),
        (".git", Why.HIDDEN),
        ("out.pdf", Why.LINK),
        ("folder", Why.LINK),
        ("dead.pdf", Why.SPECIAL),
        ("pipe.pdf", Why.SPECIAL),
    }


def test_files_come_in_path_order(tmp_path: Path) -> None:
    source = fill(tmp_path, {"b.txt": "", "a/z.txt": "", "a-b.txt": "", "B.txt": ""})
    files, _ = gather([source / "b.txt", source], tmp_path.parent / "out")
    assert list(files) == sorted(source.rglob("*.txt"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"naam\nJansen\n", "kolom 'name'"),
        (b"", "kolom 'name'"),
        (b"name\nJans\xe9n\n", "geen UTF-8"),
        (b"name,from\nJansen,1 mei\n", "regel 2"),
    ],
)
def test_list_of_people_that_would_protect_nobody_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(WrongUsage, match=message):
        load_settings(tmp_path / "list.csv", None)


@pytest.mark.parametrize(
    "content",
    [
        b"name,role\nJan Jansen,adviseur\n",
        b"\xef\xbb\xbfName;role\r\nJan Jansen;adviseur\r\n",
        b'role, name\nadviseur,"Jan Jansen "\n',
    ],
)
def test_list_of_people_may_come_from_a_spreadsheet(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    (person,) = load_people(tmp_path / "list.csv")
    assert (person.name.given, person.name.family, person.role) == ("Jan", "Jansen", "adviseur")
    load_settings(tmp_path / "list.csv", None)


def test_fingerprint_follows_the_contents_of_the_lists_and_not_their_place(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("name\nJansen\n")
    two.write_text("name\nJansen\n")
    key, work = b"k" * 32, "a:b"
    same = fingerprint(load_settings(one, None), work, key)
    assert fingerprint(load_settings(two, None), work, key) == same
    assert fingerprint(load_settings(None, two), work, key) != same
    assert fingerprint(load_settings(two, None), work, b"l" * 32) != same
    two.write_text("name\nPietersen\n")
    assert fingerprint(load_settings(two, None), work, key) != same


@pytest.mark.parametrize(
    ("arguments", "seconds"),
    [(["--help"], 0.5), (["search", "--help"], 0.5), (["search", "kamer", "--out", "{out}"], 0.9)],
)
def test_command_starts_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], seconds: float
) -> None:
    out = tmp_path / "out"
    run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", out)
    command = [sys.executable, "-m", "flows.cli", *(word.format(out=out) for word in arguments)]
    taken = min(_seconds(command) for _ in range(4))
    assert taken < seconds


@pytest.mark.parametrize("arguments", [["--help"], ["search", "kamer", "--out", "."]])
def test_search_and_help_load_no_engine(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom flows.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'prefect', 'presidio_analyzer', 'pdfplumber', 'pypdfium2', 'numpy', 'xlsxwriter', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


def test_help_names_every_option_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    shown = capsys.readouterr().out
    for option in ("PATH", "--out DIR", "--jobs N", "--known-officials", "--public-figures", "exit status"):
        assert option in shown


def _seconds(command: list[str]) -> float:
    """Of the processor: what else the machine does is no fault of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--profile", "beslisnotas", "beslisnota"), ("--spacy-model", "nl_no_such_model", "Installeer het")],
)
def test_a_wrong_setting_is_told_before_anything_is_done(
    tmp_path: Path, option: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    assert main(["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), option, value]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
