"""The accessible edition: the redacted text as a page that can be read aloud, and nothing more."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st
from test_redact import hide

from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Span
from corpus.read import read
from flows.edition import edition, said

NOTA = Path(__file__).parents[1] / "examples" / "documents" / "beslisnota-bzk-algoritmeregister.pdf"
VOID = {"meta", "br", "link", "hr", "img"}


class Outline(HTMLParser):
    """Checks that every tag is closed in order; keeps the tags, and the levels of headings."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> list[str]:
    parser = Outline()
    parser.feed(page)
    assert parser.open == []
    return parser.tags


@pytest.fixture(scope="module")
def nota() -> tuple[Published, str]:
    published = hide(read(NOTA), "Samira Kern", "Petra de Jonge", "Jeroen Bos", r"S\. Ramdin")
    return published, edition(published, "Kamerbrief voortgang Algoritmeregister")


def test_headings_lists_tables_labels_and_footnotes_are_what_they_are(nota: tuple[Published, str]) -> None:
    tags = outline(nota[1])
    assert tags.count("h1") == 1
    assert {"main", "h2", "h3", "ul", "li", "table", "th", "dl", "dt", "dd", "sup"} <= set(tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_footnote_and_its_mark_lead_to_each_other(nota: tuple[Published, str]) -> None:
    targets = set(re.findall(r"id='([^']+)'", nota[1]))
    links = re.findall(r"href='#([^']+)'", nota[1])
    assert len(links) == 4
    assert set(links) <= targets


def test_a_gap_is_read_aloud_and_shows_its_ground(nota: tuple[Published, str]) -> None:
    assert nota[1].count("Gelakt: artikel 5.1, tweede lid, onder e, Woo") == len(nota[0].gaps)
    assert "<span aria-hidden='true'>5.1.2e</span>" in nota[1]


def test_what_was_hidden_is_not_there_and_what_was_kept_is_said_once(nota: tuple[Published, str]) -> None:
    published, page = nota
    for name in ("Kern", "Petra", "Ramdin"):
        assert published.document.text.count(name) > 0
        assert re.search(rf"\b{name}\b", said(page)) is None or name == "Kern"  # "Kern" heads a section
    assert said(page).count("Kern") == published.text.count("Kern")
    assert said(page).count("Kathmann") == published.text.count("Kathmann") == 1


def test_it_asks_for_nothing_from_elsewhere_and_runs_nothing(nota: tuple[Published, str]) -> None:
    assert not re.search(r"<script|<img|<link|<iframe|src=|url\(|https?:|onclick", nota[1])


@given(st.text(min_size=1, max_size=40), st.data())
def test_no_wording_can_break_out_of_the_page(wording: str, data: st.DataObject) -> None:
    document = write(f"Onderwerp <b>\n{wording} & 'meer' \"nog\" </main>")
    length = len(document.text)
    start = data.draw(st.integers(0, length - 1))
    span = Span(start, data.draw(st.integers(start + 1, length)))
    published = Published(document, (Decision(span, Category.OTHER, Verdict.REDACT, "5.1.2e", "t", "t", 1.0),))
    page = edition(published, wording)
    assert set(outline(page)) <= {
        *("html head meta title style body header main section span sup a br".split()),
        *("h1 h2 h3 h4 h5 h6 p strong ul li table tr th td dl dt dd".split()),
    }
