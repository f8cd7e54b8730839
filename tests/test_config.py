"""One settings file: strict keys, the command line over it, and a list of what counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from flows.cli import main, parse, parser
from flows.config import Config, named, read_config, use
from flows.config_options import commands, leaves
from flows.settings import WrongUsage

WHOLE = """
out = "out"
database = "postgresql+psycopg://lakwerk:geheim@db/lakwerk"
registers = "registers"

[run]
jobs = 3
known-officials = "lists/officials.csv"
thorough = true

[watch.digest]
mail-to = ["ada@example.nl", "woo@example.nl"]
remind = 7

[schedule]
run = "0 2 * * *"
digest = "0 7 * * 1-5"

[[source]]
name = "post"
kind = "folder"
path = "/srv/post"
"""


def read(tmp_path: Path, text: str) -> Config:
    file = tmp_path / "lakwerk.toml"
    file.write_text(text, "utf-8")
    return read_config(file, commands(parser()))


def test_tables_of_commands_are_their_options(tmp_path: Path) -> None:
    """Paths are taken from where the file lies; numbers and lists are what the option makes of them."""
    made = parse(["run", "letters"], read(tmp_path, WHOLE))
    assert (made.jobs, made.thorough, made.out) == (3, True, tmp_path / "out")
    assert made.known_officials == tmp_path / "lists" / "officials.csv"
    digest = parse(["watch", "digest"], read(tmp_path, WHOLE))
    assert (digest.mail_to, digest.remind) == (["ada@example.nl", "woo@example.nl"], 7)


def test_what_is_typed_beats_the_file(tmp_path: Path) -> None:
    config = read(tmp_path, WHOLE)
    assert parse(["run", "letters", "--jobs", "1", "--out=x"], config).jobs == 1
    assert parse(["run", "letters", "--jobs", "1", "--out=x"], config).out == Path("x")
    assert parse(["watch", "digest", "--mail-to", "eve@example.nl"], config).mail_to == ["eve@example.nl"]


def test_environment_beats_the_file(tmp_path: Path) -> None:
    environment = {"LAKWERK_DATABASE": "postgresql+psycopg://ander@db/x"}
    use(read(tmp_path, WHOLE), environment)
    assert environment["LAKWERK_DATABASE"].endswith("@db/x")
    assert environment["LAKWERK_REGISTERS"] == str(tmp_path / "registers")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outt = 'x'", "outt: deze sleutel of tabel is onbekend. Bedoelt u out?"),
        ("[run]\njbos = 2", "[run] jbos: deze sleutel is onbekend. Bedoelt u jobs?"),
        ("[rnu]\njobs = 2", "rnu: deze sleutel of tabel is onbekend. Bedoelt u run?"),
        ("[watch.digset]\nremind = 3", "[watch] digset: deze opdracht is onbekend. Bedoelt u digest?"),
        ("[watch]\ndigest = 3", "[watch] digest: dit is een tabel: [watch.digest]."),
        ("[watch.digest]\nremmind = 3", "[watch.digest] remmind: deze sleutel is onbekend. Bedoelt u remind?"),
        ("[schedule]\nrnu = '0 2 * * *'", "[schedule] rnu: deze taak is onbekend. Bedoelt u run?"),
        ("[schedule]\nrun = 2", "[schedule] run: hier hoort een tekst tussen aanhalingstekens."),
        ("[run]\njobs = 0", "[run] jobs: de waarde 0 wordt niet begrepen."),
        ("[run]\njobs = [1]", "[run] jobs: hier hoort één waarde."),
        ("[run]\nthorough = 'ja'", "[run] thorough: hier hoort true of false."),
        ("[run]\njobs = true", "[run] jobs: deze waarde past hier niet."),
        ("[watch.digest]\nmail-to = 'ada@example.nl'", "[watch.digest] mail-to: hier hoort een lijst"),
        ("[threads]\nkind = 'nota'", "[threads] kind: nota kan niet. Mogelijk zijn: commitment, motion."),
        ("run = 2", "run: dit is een tabel: zet [run] op een regel"),
        ("[source]\nname = 'x'", "source: zet [[source]] boven elke bron."),
        ("out = 3", "out: hier hoort een tekst tussen aanhalingstekens."),
        ("out = ", "dit is geen geldig TOML-bestand"),
    ],
)
def test_what_nobody_would_read_is_an_error(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WrongUsage) as error:
        parse(["doctor"], read(tmp_path, text))
    assert told in str(error.value)
    assert "lakwerk.toml" in str(error.value)


def test_wrong_file_ends_every_command_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lakwerk.toml").write_text("[run]\njbos = 2")
    assert main(["--config", str(tmp_path / "lakwerk.toml"), "doctor"]) == 2
    assert "Bedoelt u jobs?" in capsys.readouterr().err
    assert main(["doctor", "--config", str(tmp_path / "none.toml")]) == 2
    assert "kan niet worden gelezen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "environment", "file", "rest"),
    [
        (["--config", "a", "run", "x"], {}, "a", ["run", "x"]),
        (["run", "x", "--config=a"], {}, "a", ["run", "x"]),
        (["run", "x"], {"LAKWERK_CONFIG": "b"}, "b", ["run", "x"]),
        (["run", "--config", "a"], {"LAKWERK_CONFIG": "b"}, "a", ["run"]),
        (["search", "--", "--config", "a"], {}, None, ["search", "--", "--config", "a"]),
        (["run"], {"LAKWERK_CONFIG": ""}, None, ["run"]),
    ],
)
def test_file_may_be_named_anywhere(
    typed: list[str], environment: dict[str, str], file: str | None, rest: list[str]
) -> None:
    assert named(typed, environment) == (Path(file) if file else None, rest)


def test_list_of_settings_is_a_settings_file_that_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LAKWERK_DATABASE", "LAKWERK_REGISTERS"):
        monkeypatch.setenv(name, "")  # put back afterwards
        monkeypatch.delenv(name)
    (tmp_path / "lakwerk.toml").write_text(WHOLE, "utf-8")
    assert main(["--config", str(tmp_path / "lakwerk.toml"), "config"]) == 0
    shown = capsys.readouterr().out
    assert "geheim" not in shown
    told = tomllib.loads(shown)
    assert told["run"] == {"jobs": 3, "known-officials": str(tmp_path / "lists/officials.csv"), "thorough": True}
    assert told["source"] == [{"name": "post", "kind": "folder", "path": "/srv/post"}]
    assert told["schedule"] == {"run": "0 2 * * *", "digest": "0 7 * * 1-5"}
    read(tmp_path, shown.replace("***", "geheim"))


def test_list_tells_where_each_setting_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKWERK_DATABASE", "postgresql+psycopg://lakwerk:geheim@db/lakwerk")
    monkeypatch.delenv("LAKWERK_CONFIG", raising=False)
    assert main(["config", "--json"]) == 0
    told = {(each["table"], each["key"]): each for each in json.loads(capsys.readouterr().out)}
    assert told["", "database"] == {
        "table": "",
        "key": "database",
        "value": "postgresql+psycopg://lakwerk:***@db/lakwerk",
        "origin": "environment",
    }
    assert told["run", "profile"]["origin"] == "default"
    assert told["run", "known-officials"] | {} == {
        "table": "run",
        "key": "known-officials",
        "value": None,
        "origin": "not set",
    }


def test_schedule_must_be_cron(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lakwerk.toml").write_text("[schedule]\nrun = 'elke nacht'")
    assert main(["--config", str(tmp_path / "lakwerk.toml"), "config"]) == 2
    assert "elke nacht is geen tijd in cron-notatie" in capsys.readouterr().err


def test_every_option_of_every_command_has_one_key() -> None:
    """Two options of a command with one name could not both be set."""
    for leaf in leaves(parser()):
        actions = [action for action in leaf.parser._actions if action.dest != "help"]
        assert len(leaf.options) == len(actions), leaf.name


def test_settings_reach_a_program_of_its_own(tmp_path: Path) -> None:
    """The file is named in the environment, as `lakwerk serve` does for its jobs."""
    (tmp_path / "lakwerk.toml").write_text("out = 'none'")
    told = subprocess.run(
        [sys.executable, "-m", "flows.cli", "doctor"],
        env={**os.environ, "LAKWERK_CONFIG": str(tmp_path / "lakwerk.toml")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert str(tmp_path / "none") in told.stdout + told.stderr
