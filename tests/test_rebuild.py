"""Pages drawn anew: the file is a function of what is kept, and says nothing of what was hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pairing
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_redact import hide

from anonymize.redact import Redacted, redact_pdf
from corpus.read import read

# Words that stand on the pages themselves: of "T T T" the test would hide the label with half of the name
OTHERS = {"De", "Den", "Het", "Gaat", "Vraag", "Daarna", "Haag", "Overleg", "T"}
WORD = (
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=17)
    .map(str.capitalize)
    .filter(lambda word: word not in OTHERS)
)
# Two to forty letters: one word or two, with the ligatures that offices set
NAMES = st.one_of(
    WORD.filter(lambda word: len(word) > 1),
    st.tuples(WORD, WORD).map(" ".join),
    st.sampled_from(["Steffie Affligem", "Fleur Ruffini", "Ilja Wiltjil", "Wim Mommers-Wammes", "Bo"]),
)


def redacted(source: Path, name: str, target: Path) -> Redacted:
    document = read(source)
    wording = r"\s+".join(map(re.escape, name.split()))
    return redact_pdf(source, hide(document, rf"\b{wording}\b"), (), target)


def same_bytes(folder: Path, names: tuple[str, str], make: Callable[[Path, str], Path]) -> bool:
    results = set()
    for name in names:
        source = make(folder / "bron.pdf", name)
        made = redacted(source, name, folder / "gelakt.pdf")
        assert made.refused == {}
        results.add((folder / "gelakt.pdf").read_bytes())
    return len(results) == 1


MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("layout", [layout for layout in pairing.LAYOUTS if layout != "in_a_table"])
@MANY
@given(names=st.tuples(NAMES, NAMES))
def test_pages_that_differ_in_a_hidden_name_only_give_the_same_bytes(
    layout: str, names: tuple[str, str], tmp_path: Path
) -> None:
    assert same_bytes(tmp_path, names, lambda path, name: pairing.page(path, pairing.LAYOUTS[layout](name)))


@settings(MANY, max_examples=5)  # tables are looked for in a child process, a second a page
@given(names=st.tuples(NAMES, NAMES))
def test_tables_that_differ_in_a_hidden_name_only_give_the_same_bytes(names: tuple[str, str], tmp_path: Path) -> None:
    assert same_bytes(tmp_path, names, lambda path, name: pairing.page(path, pairing.in_a_table(name)))


@MANY
@given(names=st.tuples(NAMES, NAMES), room=st.floats(5, 40))
def test_justified_lines_that_differ_in_a_hidden_name_only_give_the_same_bytes(
    names: tuple[str, str], room: float, tmp_path: Path
) -> None:
    widths = [pairing.width(name) for name in names]
    assume(abs(widths[0] - widths[1]) < 40)  # the same words stand on a line only when names are about as long
    to = pairing.width("Vraag het aan mevrouw  van de directie.") + max(widths) + room
    assert same_bytes(tmp_path, names, lambda path, name: pairing.page(path, pairing.justified(name, to)))


@MANY
@given(names=st.tuples(NAMES, NAMES))
def test_fonts_of_only_used_letters_and_ligatures_do_not_tell_the_hidden_name(
    names: tuple[str, str], tmp_path: Path
) -> None:
    assert same_bytes(tmp_path, names, pairing.subset_page)
