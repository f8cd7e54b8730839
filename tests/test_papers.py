"""Kamerstuk numbers in every form in which they are printed, and the numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.papers import key, papers_in


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Kamerstuk 36 600 VII, nr. 21", ["36600-VII-21"]),
        ("Kamerstukken II 2024/25, 30 950, nr. 413", ["30950-413"]),
        ("Kamerstukken I 2020/21, 33 328, N", ["33328-N"]),
        ("Kamerstukken I 2022/23, 36 194, F.", ["36194-F"]),
        ("Kamerstukken II 2023/24, 32 761, nrs. 1216 en 1217.", ["32761-1216", "32761-1217"]),
        ("Kamerstuk 35510-115", ["35510-115"]),
        ("36600-VII-12", ["36600-VII-12"]),
        ("kst-36600-VII-21", ["36600-VII-21"]),
        ("kst-33328-AI", ["33328-AI"]),
        ("kst-26643-144-h1", ["26643-144"]),
        ("kst-32123-XIV-A-b1", ["32123-XIV-A"]),
        ("KST 32813-833", ["32813-833"]),
        ("(Kamerstukken II 2009/10, 32 123 XVI, nr. 30)", ["32123-XVI-30"]),
        ("30 950-413", ["30950-413"]),
        ("(36 410, nr. 12)", ["36410-12"]),
        ("36.410, nr. 12", ["36410-12"]),
        ("Zij krijgt nr. 22 (30196)", ["30196-22"]),
        ("Kamerstukken II 2022/23, 36200 IV, nrs. 12, 13 en 14", ["36200-IV-12", "36200-IV-13", "36200-IV-14"]),
        ("Kamerstukken I 2008/09, 22 112 / 31 544, CK, p. 2", ["22112-CK", "31544-CK"]),
        ("Kamerstukken II, 2016–2017, 34 550 I, nr. 8", ["34550-I-8"]),
        ("t.v.v. 36800-XXIII-22", ["36800-XXIII-22"]),
        ("21501-20, nr. 1234", ["21501-20-1234"]),
        ("21501-20", ["21501-20"]),
        ("36800-A-5", ["36800-A-5"]),
        ("36 600-VII", ["36600-VII"]),
        ("35 732 (R2108), nr. 5", ["35732-(R2108)-5"]),
        ("Kamerstuk 32802", ["32802"]),
        ("de wet (36 410)", ["36410"]),
        ("29 282, nr. 3; 31 765, nr. 5", ["29282-3", "31765-5"]),
        ("een agenda (36 812, F) is aangenomen", ["36812-F"]),
        ("een hele begroting (36 800, VII)", ["36800-VII"]),
        ("zijn motie (29 628, nr. 1294) aangehouden; die van het lid X (nr. 1295)", ["29628-1294", "29628-1295"]),
        ("een motie (29 398, nr. 1139, ter vervanging van die gedrukt onder nr. 1120)", ["29398-1139", "29398-1120"]),
        ("motie (29 398, nr. 1139)" + " en verder niets" * 50 + " (nr. 12)", ["29398-1139"]),
        ("Kamerstuk 29 398, nr. 1139. De tweede maatregel" + " is anders" * 30 + " (nr. 2)", ["29398-1139"]),
        ("Onze referentie 2022-0000556856", []),
        ("IENW/BSK-2022/248639", []),
        ("Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 1028", []),
        ("Handelingen II 2023/24, nr. 31, item 10", []),
        ("Stcrt. 2024, 30890", []),
        ("Stb. 2021, 499", []),
        ("T 070-1234567", []),
        ("een bedrag van € 12 500-13 000", []),
        ("2511 EX Den Haag", []),
        ("blg-929493", []),
    ],
)
def test_papers_are_read_in_this_form(text: str, keys: list[str]) -> None:
    """Dossier, chapter and number, without spaces."""
    assert [key(paper) for paper in papers_in(text)] == keys


@pytest.mark.parametrize(
    ("text", "chamber"),
    [("Kamerstukken II 2024/25, 30 950, nr. 413", "II"), ("33328-N", "I"), ("kst-36600-VII-21", "")],
)
def test_the_chamber_is_told_where_the_citation_tells_it(text: str, chamber: str) -> None:
    """Capitals are the Senate's numbers; "II" is the House."""
    assert papers_in(text)[0].chamber == chamber


@given(
    dossier=st.integers(15000, 39999),
    number=st.integers(1, 9999),
    form=st.sampled_from(["{d}-{n}", "({a} {b}, nr. {n})", "kst-{d}-{n}"]),
)
def test_any_paper_is_read_back(dossier: int, number: int, form: str) -> None:
    """Whatever dossier and number are printed, the key is theirs."""
    if 20500 < dossier < 39999 and dossier % 1000 == 501:
        return
    text = form.format(d=dossier, a=dossier // 1000, b=f"{dossier % 1000:03}", n=number)
    assert [key(paper) for paper in papers_in(f"Zie {text}.")] == [f"{dossier}-{number}"]


@given(st.text(alphabet="0123456789 -.,nrVIXKamerstuken()", max_size=60))
def test_spans_hold_what_was_cited(text: str) -> None:
    """Papers come in text order, and each span lies in the text and holds the dossier's digits."""
    papers = papers_in(text)
    assert list(papers) == sorted(papers, key=lambda paper: paper.span)
    for paper in papers:
        digits = "".join(filter(str.isdigit, text[paper.span.start : paper.span.end]))
        assert paper.dossier[:5] in digits
