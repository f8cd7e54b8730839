"""Pages as we write them are told by a pattern as parsers of everything tell them; of other pages it tells nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pairing
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword
from pikepdf import Array, String
from test_redact import hide

from anonymize.miner import Interpreter, Letters, of_page
from anonymize.operators import parts, plain, strings
from anonymize.redact import redact_pdf
from corpus.read import read

NUMBERS = st.one_of(
    st.integers(-99_999, 99_999).map(str), st.decimals(-9_999, 9_999, places=2).map(lambda number: f"{number:f}")
)
STRINGS = st.binary(max_size=6).map(lambda data: f"<{data.hex()}>")
NAMES = st.sampled_from("/F /F1 /L /Im1 /P /H1 /Artifact".split())
LISTS = st.lists(st.one_of(NUMBERS, STRINGS), max_size=5).map(lambda some: f"[{' '.join(some)}]")
OPERATIONS = st.one_of(
    st.sampled_from("BT ET EMC q Q h f f* S B B* W W* n".split()),
    st.tuples(*[NUMBERS] * 6, st.sampled_from("cm Tm c".split())).map(" ".join),
    st.tuples(NUMBERS, st.sampled_from("Tr Tz w J j M".split())).map(" ".join),
    STRINGS.map("{} Tj".format),
    LISTS.map("{} TJ".format),
    st.tuples(NAMES, NUMBERS).map(lambda two: f"{two[0]} {two[1]} Tf"),
    NAMES.map("{} Do".format),
    NAMES.map("{} BMC".format),
    st.tuples(NAMES, st.integers(0, 9_999)).map(lambda two: f"{two[0]} <</MCID {two[1]}>> BDC"),
)
CONTENTS = st.lists(OPERATIONS, min_size=1, max_size=30).map("\n".join)


@given(content=CONTENTS)
def test_the_pattern_tells_the_operations_that_two_parsers_tell(content: str) -> None:
    found = plain(content.encode())
    assert found is not None
    assert [name.decode() for _, name in found] == [name for name, _ in _by_pikepdf(content)] == _by_pdfminer(content)


@given(content=CONTENTS)
def test_the_strings_are_those_of_a_parser(content: str) -> None:
    told = [strings(operands) for operands, name in plain(content.encode()) or () if name in (b"Tj", b"TJ")]
    assert told == [_strings(operands) for name, operands in _by_pikepdf(content) if name in ("Tj", "TJ")]


def test_numbers_and_strings_of_a_list_stay_in_order() -> None:
    assert parts(b"[<0001> -4 <00020003> 2.5] ") == [b"\x00\x01", -4.0, b"\x00\x02\x00\x03", 2.5]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "BT % a remark\nET",
        "(Vriesendonk) Tj",
        "<00 01> Tj",
        "<0A> Tj",
        "<001> Tj",
        "BT  ET",
        "BT\rET",
        "/F#31 1 Tf",
        "/F1 1 Tf <0001>",
        "1 Do",
        "<01> Do",
        "/Naam Tj",
        "[/Naam] TJ",
        "[[<01>]] TJ",
        "<01> 1 Tm",
        "1 BMC",
        "/P <</ActualText <01>>> BDC",
        "/P <</MCID 1 /Lang <01>>> BDC",
        "/P /Naam BDC",
        "BI /W 1 ID x EI",
        "1e5 w",
        "/GS0 gs",
        "BT ET Jansen",
        "\x00BT ET",
    ],
)
def test_what_we_do_not_write_is_left_to_a_parser_of_everything(content: str) -> None:
    assert plain(content.encode("latin-1")) is None


@pytest.mark.parametrize("layout", [pytest.param(make, id=name) for name, make in pairing.LAYOUTS.items()])
def test_pdfminer_places_every_letter_where_it_places_it_by_itself(layout: Any, tmp_path: Path) -> None:
    source, target = pairing.page(tmp_path / "bron.pdf", layout("Anneloes Vriesendonk")), tmp_path / "gelakt.pdf"
    assert redact_pdf(source, hide(read(source), r"Anneloes\s+Vriesendonk"), (), target).bands
    alone, quick = PDFResourceManager(), PDFResourceManager()
    theirs, ours = PDFPageAggregator(alone, laparams=None), Letters(quick)
    with target.open("rb") as one, target.open("rb") as other:
        for page, same in zip(PDFPage.get_pages(one), PDFPage.get_pages(other), strict=True):
            PDFPageInterpreter(alone, theirs).process_page(page)
            Interpreter(quick, ours).process_page(same)
            assert len(ours.placed) > 5
            assert (ours.placed, ours.height) == (of_page(theirs.get_result()), theirs.get_result().y1)


def _by_pikepdf(content: str) -> list[tuple[str, Any]]:
    with pikepdf.new() as pdf:
        told = pikepdf.parse_content_stream(pdf.make_stream(content.encode()))
        return [(str(name), list(values)) for values, name in told]


def _strings(values: list[Any]) -> list[bytes]:
    inside = values[0] if isinstance(values[0], Array) else values
    return [bytes(value) for value in inside if isinstance(value, String)]


def _by_pdfminer(content: str) -> list[str]:
    parser = PDFContentParser([PDFStream({}, content.encode())])
    found = []
    while True:
        try:
            _, each = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(each, PSKeyword):
            found.append(each.name.decode())
