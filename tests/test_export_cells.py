"""No cell of an export is a formula, and every text makes a file that can be read."""

from __future__ import annotations

import io

import openpyxl
import pytest
from exporting import HIT, of_csv, of_jsonl, of_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import spreadsheet
from corpus.export import as_csv, as_jsonl, as_xlsx
from corpus.gather import Line, Who
from flows.export_command import WORDS

FORMULAS = ["=1+1", "+31", "-1", "@SUM(A1)", "−1", "\ta", "\ra", "\na", "  =1", "\u00a0=1", "\u200b=1", *"＝＋－＠"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_told_from_text(text: str) -> None:
    assert spreadsheet.is_formula(text)


@pytest.mark.parametrize("text", ["", "Een - twee", "a=b", "'=1", "(1)", "§ 3", "…"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    (row,) = of_csv(as_csv([Line(HIT._replace(sentence=text), Who())], WORDS))
    assert row["Zin"] == text


STARTS = st.sampled_from(list(" \u00a0\u3000\t\r\n\u2028\ufeff\u200b\x00\x0b\x1f"))
SIGNS = st.sampled_from(list("=+-@−＝＋－＠﹢﹣﹦﹫"))


@given(st.lists(STARTS, max_size=4), SIGNS, st.text(max_size=10))
def test_no_text_is_a_formula_behind_whatever_stands_before_it(before: list[str], sign: str, rest: str) -> None:
    """Every cell of text, read back: with an apostrophe in CSV, of the kind "string" in a workbook."""
    text = "".join(before) + sign + rest
    line = Line(
        HIT._replace(sentence=text, title=text, source=text, ministry=text, thread=text, state=text, stem=text),
        Who(text, text, (text,)),
    )
    (row,) = of_csv(as_csv([line], WORDS))
    for name in ("Zin", "Wie", "Aan", "Stand", "Stuk", "Ministerie", "Bestand", "Kenmerk van de vondst", "Draad"):
        assert row[name].startswith("'"), name
    for cell in openpyxl.load_workbook(io.BytesIO(as_xlsx([line], WORDS))).active[2]:
        assert cell.data_type in {"s", "n", "d"}, cell.coordinate
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx([line], WORDS))).active["B2"].data_type == "s"


@settings(deadline=None)  # the first file loads its library
@given(st.text(st.characters(max_codepoint=0xFFFF)))
def test_any_text_makes_files_that_can_be_read(text: str) -> None:
    """One row, whatever stands in it; what XML forbids is left out, and nothing that can be shown."""
    lines = [Line(HIT._replace(sentence=text, title=text), Who(text))]
    (flat,) = of_csv(as_csv(lines, WORDS))
    assert not any(ord(sign) < 32 and sign != "\t" for sign in flat["Zin"])
    (row,) = of_xlsx(as_xlsx(lines, WORDS))
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in flat["Zin"] if sign.isalnum()] == kept
    assert [sign for sign in row["Zin"] or "" if sign.isalnum()] == kept
    assert of_jsonl(as_jsonl(lines))[0]["sentence"] == text.encode("utf-8", "replace").decode()


def test_line_breaks_stay_in_a_workbook_and_become_blanks_in_csv() -> None:
    lines = [Line(HIT._replace(sentence="eerst\r\ndan\n=1"), Who())]
    assert of_xlsx(as_xlsx(lines, WORDS))[0]["Zin"] == "eerst\ndan\n=1"
    content = as_csv(lines, WORDS)
    assert of_csv(content)[0]["Zin"] == "eerst dan =1"
    assert content.count(b"\n") == content.count(b"\r\n") == 2


def test_a_cell_longer_than_a_workbook_takes_is_cut() -> None:
    (row,) = of_xlsx(as_xlsx([Line(HIT._replace(title="a" * 40_000), Who())], WORDS))
    assert row["Stuk"] == "a" * 32_767
