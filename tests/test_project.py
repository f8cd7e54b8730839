"""The house itself: names that are ours, data that is in the wheel, documents that are true."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from anonymize.ground import spoken
from corpus.decisions import Category
from corpus.records import Kind, MotionStatus
from flows.cli import main

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("flows", "review", "anonymize", "nlp", "corpus")


def tracked(*patterns: str) -> list[str]:
    shown = subprocess.run(["git", "-C", ROOT, "ls-files", *patterns], capture_output=True, text=True, check=True)
    return shown.stdout.splitlines()


def test_no_other_distribution_ships_our_package_names() -> None:
    owners = packages_distributions()
    assert {name: owners.get(name, []) for name in PACKAGES if set(owners.get(name, [])) - {"lakwerk"}} == {}


def test_no_file_of_flows_shadows_a_package_or_the_standard_library() -> None:
    stems = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert stems & (set(PACKAGES) | set(sys.stdlib_module_names) | set(packages_distributions())) == set()


def test_tests_are_flat_and_no_package() -> None:
    assert not (ROOT / "tests" / "__init__.py").exists()
    assert list((ROOT / "tests").glob("*/*.py")) == []


def test_every_tracked_file_of_the_packages_is_in_the_wheel(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in tracked(*PACKAGES) if name not in inside] == []


def test_the_lock_pins_every_package_and_names_no_address() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").split("\n")
    assert [line for line in lines if line and not re.fullmatch(r"[\w.\[\]-]+==[\w.+!]+", line)] == []


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[ ]", each)[0].lower().replace("_", "-").replace(".", "-") for each in wanted}
    locked = {
        line.split("==")[0].lower().replace("_", "-").replace(".", "-")
        for line in (ROOT / "requirements.txt").read_text("utf-8").split()
    }
    assert names - locked == set()


@pytest.mark.parametrize("command", ["run", "search", "paperwork", "web", "status", "metrics", "serve", "worker"])
def test_every_option_of_a_command_is_in_its_help_and_in_the_readme_or_operations(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    told = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/operate.md"))
    assert {option for option in options if option not in told} == set()


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert named <= targets
    assert {"demo", "test"} <= named


def test_links_in_the_documents_lead_somewhere() -> None:
    links = [
        (ROOT / name, link)
        for name in tracked("*.md")
        for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8"))
        if "://" not in link
    ]
    assert [f"{path.name}: {link}" for path, link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("ground", ["5.1.2e", "5.1.1e"])
def test_every_ground_that_the_policy_gives_can_be_read_aloud(ground: str) -> None:
    assert re.search(r"artikel 5\.1, (?:eerste|tweede) lid, onder e", spoken(ground))


def test_closed_sets_are_those_of_the_output_contract() -> None:
    assert {each.value for each in Kind} == {"beslisnota", "kamerbrief", "motie", "brief", "overig"}
    assert {each.value for each in Category} == {
        "person", "phone", "email", "signature", "bsn", "iban", "address", "other",
    }  # fmt: skip
    assert {each.value for each in MotionStatus} == {
        "submitted", "amended", "held", "adopted", "rejected", "withdrawn", "executed", "unknown",
    }  # fmt: skip
