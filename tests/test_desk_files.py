"""The files that the document view is made of: no way for text to become code, and parts that fit each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DESK = Path(__file__).resolve().parents[1] / "review" / "desk"
SCRIPTS = sorted((DESK / "static").glob("*.js"))
TEMPLATES = "".join(path.read_text("utf-8") for path in sorted((DESK / "templates").glob("document*.html")))
CODE = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|setAttribute\(.(style|on)"
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_text_of_the_server_never_becomes_html_or_code(path: Path) -> None:
    assert re.findall(CODE, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_checked_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    assert (len(lines) < 250, lines[0], lines[1][:4]) == (True, "// @ts-check", "/** ")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_imports_only_files_that_are_here(path: Path) -> None:
    imported = re.findall(r'from "([^"]+)"', path.read_text("utf-8"))
    assert [name for name in imported if not (path.parent / name).is_file() or not name.startswith("./")] == []


def test_every_element_that_a_script_asks_for_is_in_the_templates_once() -> None:
    asked = {name for path in SCRIPTS for name in re.findall(r'the\("([^"]+)"\)', path.read_text("utf-8"))}
    given = re.findall(r'\bid="([^"{]+)"', TEMPLATES) + re.findall(r'choice\("([^"]+)"\)', TEMPLATES)
    assert {name for name in asked if given.count(name) != 1} == set()


def test_every_button_and_every_key_gives_a_command_that_exists() -> None:
    commands = (DESK / "static" / "commands.js").read_text("utf-8")
    known = set(re.findall(r'^    "?([a-z-]+)"?: (?:async )?\(', commands, re.MULTILINE))
    pressed = set(re.findall(r'data-command="([a-z-]+)"', TEMPLATES)) | set(re.findall(r'act\("([a-z-]+)"', TEMPLATES))
    keyed = set(re.findall(r'command: "([a-z-]+)"', (DESK / "static" / "help.js").read_text("utf-8")))
    assert pressed | keyed
    assert (pressed | keyed) - known == set()


def test_templates_hold_no_script_and_no_style_of_their_own() -> None:
    for path in (DESK / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe", text) == [], path.name
        assert [tag for tag in re.findall(r"<script[^>]*>", text) if 'src="/desk/' not in tag] == []
