"""The guide for who reviews: its pictures, keys, commands and links are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from PIL import Image

from flows.cli import parse

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "handleiding.md"
TEXT = GUIDE.read_text("utf-8")
PICTURES = GUIDE.with_suffix("")
DESK = ROOT / "review" / "desk"
HELP = (DESK / "static" / "help.js").read_text("utf-8")
MOST_BYTES = 1_200_000
SPOKEN = {"ArrowDown": "↓", "ArrowUp": "↑"}


def section(heading: str) -> str:
    """The text below a heading of the second level."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text as rows of cells, without the line below their heads."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    rows = [[row.strip("|").strip() for row in table.split("\n") if set(row) - set("|- ")] for table in found]
    return [[[cell.strip() for cell in row.split("|")] for row in table] for table in rows]


def anchor(heading: str) -> str:
    """As GitHub makes it: small letters, blanks to hyphens, other signs gone."""
    return re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-")


def commands() -> list[str]:
    """The command lines of the guide, in blocks and in sentences."""
    blocks = re.findall(r"^    (?:\.venv/bin/)?(lakwerk .+)$", TEXT, re.MULTILINE)
    return blocks + [each for each in re.findall(r"`(lakwerk [^`]+)`", TEXT) if " -" in each]


def test_every_picture_that_the_guide_shows_exists_and_every_picture_is_shown() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(handleiding/([^)]+)\)", TEXT)
    assert sorted(shown) == sorted(path.name for path in PICTURES.iterdir())


def test_pictures_are_as_wide_as_the_window_they_tell_of_and_small_together() -> None:
    files = sorted(PICTURES.iterdir())
    assert {Image.open(path).width for path in files} == {1280}
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_every_picture_is_one_that_the_tool_takes() -> None:
    tool = (ROOT / "examples" / "guide.py").read_text("utf-8")
    taken = re.findall(r'(?:\.take|_take_with_side)\((?:\w+, )?"([a-z-]+)"', tool)
    assert sorted(f"{name}.png" for name in taken) == sorted(path.name for path in PICTURES.iterdir())


def test_the_table_of_keys_is_that_of_the_program() -> None:
    known = re.findall(r'"([^"]+)"', "".join(re.findall(r"keys: \[([^\]]+)\]", HELP)))
    told = re.findall(r"`([^`]+)`", "".join(cell for row in tables(section("Alle toetsen"))[0] for cell in row[::2]))
    spoken = [re.sub(r"\+(\w)$", lambda found: found[0].upper(), SPOKEN.get(key, key)) for key in known]
    assert sorted(told) == sorted(spoken)


def test_keys_of_the_preview_are_those_of_its_forms() -> None:
    """Esc is the script's; the others press a form."""
    told = next(row for row in tables(section("Alle toetsen"))[1] if row[0] == "voorbeeld")
    forms = re.findall(r'data-key="(\w)"', (DESK / "templates" / "preview.html").read_text("utf-8"))
    assert sorted(re.findall(r"`([^`]+)`", told[1])) == sorted({*forms, "Esc"})


@pytest.mark.parametrize("line", commands())
def test_a_command_line_can_be_typed(line: str) -> None:
    """A line that the parser does not know ends with SystemExit."""
    assert parse(shlex.split(line)[1:]).command == shlex.split(line)[1]


def test_the_guide_tells_of_each_command_of_the_day() -> None:
    named = {shlex.split(line)[1] for line in commands()}
    assert {"run", "review", "publish", "web", "paperwork", "trail", "verify"} <= named


def test_links_lead_to_headings_and_files_that_exist() -> None:
    headings = {anchor(found) for found in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert [link for link in links if link.startswith("#") and link[1:] not in headings] == []
    assert [link for link in links if not link.startswith("#") and not (GUIDE.parent / link).is_file()] == []


def test_the_table_of_contents_names_every_section_in_order() -> None:
    named = re.findall(r"^\d+\. \[(.+?)\]\(", section("Inhoud"), re.MULTILINE)
    assert named == [found for found in re.findall(r"^## (.+)$", TEXT, re.MULTILINE) if found != "Inhoud"]


def test_states_are_those_of_the_list() -> None:
    from review.desk.batch import STATES

    told = [row[0].casefold() for row in tables(section("De lijst van stukken"))[0][1:]]
    assert told == list(STATES)
