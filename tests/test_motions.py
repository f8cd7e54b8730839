"""Motions: who moved them, which paper they are, what became of them; and what is no motion."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, NoteMark, Part
from corpus.read import read as read_file
from corpus.records import Kind, Motion, MotionStatus, Profile
from nlp.describe import describe
from nlp.dutch import read
from nlp.motions import find_motions
from nlp.movers import capitalised

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "motions.toml").read_text(encoding="utf-8"))["case"]
LIST = tomllib.loads((HERE.parent / "nlp" / "lists" / "motions.toml").read_text(encoding="utf-8"))


def profile(kind: Kind = Kind.KAMERBRIEF) -> Profile:
    return Profile(kind, None, date(2022, 11, 29), None, None, "IenW", (), ())


def found_in(text: str, kind: Kind = Kind.KAMERBRIEF) -> tuple[Document, tuple[Motion, ...]]:
    document = write(text)
    return document, find_motions(read(document), profile(kind))


def shown(motion: Motion) -> str:
    """A motion as the table writes it: movers, c.s., paper, status."""
    paper = f"{motion.dossier or '?'}-{motion.number}" if motion.number is not None else ""
    cells = (", ".join(m.name for m in motion.movers), "c.s." if motion.and_others else "", paper, motion.status)
    return " | ".join(cells)


def tidy(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_wording_names_these_motions(case: dict[str, Any]) -> None:
    """Movers, c.s., paper, fate, subject and the motion that is replaced."""
    document, found = found_in(case["text"])
    assert [tidy(shown(m)) for m in found] == [tidy(m) for m in case["motions"]]
    assert [m.id for m in found] == [f"m{i}" for i in range(1, len(found) + 1)]
    for motion in found:
        assert " ".join(document.at(s) for s in motion.subject) == case.get(
            "subject", " ".join(map(document.at, motion.subject))
        )
        assert motion.replaces == case.get("replaces")


@pytest.mark.parametrize("row", LIST["status"], ids=lambda row: row["id"])
def test_each_word_for_a_fate_is_read_in_its_example(row: dict[str, Any]) -> None:
    """A status row that does not read its own example says something else than it means."""
    assert [m.status for m in found_in(row["example"])[1]] == [MotionStatus(row["status"])]


@pytest.mark.parametrize("row", LIST["subject"], ids=lambda row: row["id"])
def test_each_wording_of_a_subject_is_read_in_its_example(row: dict[str, Any]) -> None:
    """A motion's subject is what it is about or asks."""
    assert all(m.subject for m in found_in(row["example"])[1])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("INGE VAN DIJK", "Inge van Dijk"),
        ("VAN DER WOUDE", "Van der Woude"),
        ("TJEERD DE GROOT", "Tjeerd de Groot"),
        ("EL ABASSI", "El Abassi"),
        ("DEN HOLLANDER", "Den Hollander"),
        ("RIKKERS-OOSTERKAMP", "Rikkers-Oosterkamp"),
        ("van Esch", "Van Esch"),
        ("Grinwis", "Grinwis"),
    ],
)
def test_a_name_gets_the_capitals_of_the_house(printed: str, name: str) -> None:
    """Interfixes have a capital only where they begin the name."""
    assert capitalised(printed) == name


PAPER = """
@ 36 410
@ VI
@ Nr. 70
# MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS
De Kamer,
gehoord de beraadslaging,
overwegende dat de motie-Klaver (36 410-VI, nr. 12) is aangenomen;
verzoekt de regering de Kamer hierover te informeren,
en gaat over tot de orde van de dag.
Inge van Dijk
Grinwis
"""


def test_a_motion_paper_has_itself_as_its_first_motion() -> None:
    """Signatories are its movers, the dictum is its subject, and what it cites comes after it."""
    document, found = found_in(PAPER, Kind.MOTIE)
    assert [tidy(shown(m)) for m in found] == [
        "Inge van Dijk, Grinwis | | 36410-VI-70 | submitted",
        "Klaver | | 36410-VI-12 | adopted",
    ]
    assert [document.at(s) for s in found[0].subject] == ["de Kamer hierover te informeren"]
    assert document.at(found[0].sentence).startswith("verzoekt de regering")


def test_a_motion_paper_may_cite_an_earlier_motion_of_its_first_mover() -> None:
    """With others it is another motion than the one in hand."""
    text = PAPER.replace("de motie-Klaver (36 410-VI, nr. 12)", "de motie-Inge van Dijk c.s.")
    assert [tidy(shown(m)) for m in found_in(text, Kind.MOTIE)[1]] == [
        "Inge van Dijk, Grinwis | | 36410-VI-70 | submitted",
        "Inge van Dijk | c.s. | | adopted",
    ]


def test_an_amended_motion_paper_names_what_it_replaces() -> None:
    """ "Ter vervanging van die gedrukt onder nr. 541" is a paper of the same dossier."""
    title = "# GEWIJZIGDE MOTIE VAN HET LID POSTMA C.S. TER VERVANGING VAN DIE GEDRUKT ONDER NR. 541"
    text = f"@ 29 665\n@ Nr. 562\n{title}\nverzoekt de regering zorg te dragen voor stilte,"
    text += "\nen gaat over tot de orde van de dag.\nPostma\nGrinwis"
    one = found_in(text, Kind.MOTIE)[1][0]
    assert (one.status, one.replaces, one.and_others) == (MotionStatus.AMENDED, "29665-541", True)
    assert [m.name for m in one.movers] == ["Postma", "Grinwis"]


def test_a_footnote_gives_a_motion_its_number() -> None:
    """ "De Motie Grinwis³" and at the foot of the page "KST 32813-833"."""
    document = write("De Motie Grinwis waarin de regering wordt verzocht te onderzoeken.\n^ KST 32813-833")
    note = next(document.parts(Part.NOTE)).span
    at = document.text.index(" waarin")
    marked = replace(document, marks=(NoteMark(at, note),))
    one = find_motions(read(marked), profile())[0]
    assert (one.dossier, one.number) == ("32813", 833)


def test_a_footnote_at_the_end_of_the_sentence_is_the_motion_s_too() -> None:
    """ "De motie Grinwis over stoffen is aangenomen.²" has its paper in that footnote."""
    document = write("De motie Grinwis over stoffen is aangenomen. Meer niet.\n^ Kamerstuk 32 813, nr. 833")
    mark = NoteMark(document.text.index(" Meer"), next(document.parts(Part.NOTE)).span)
    one = find_motions(read(replace(document, marks=(mark,))), profile())[0]
    assert (one.dossier, one.number) == ("32813", 833)
    assert [document.at(s) for s in one.subject] == ["stoffen"]


def test_a_row_of_a_table_holds_one_motion() -> None:
    """Paper and fate stand in other cells of the same row."""
    _, found = found_in("| 36410-12 | Motie van het lid Van Nispen over tolken | aangenomen")
    assert [tidy(shown(m)) for m in found] == ["Van Nispen | | 36410-12 | adopted"]


def test_a_motion_named_twice_is_one_motion() -> None:
    """What a later mention adds comes to the first."""
    _, found = found_in("De motie-Klaver over stikstof is besproken.\nDe motie-Klaver (36 410, nr. 12) is aangenomen.")
    assert [tidy(shown(m)) for m in found] == ["Klaver | | 36410-12 | adopted"]


def test_two_numbers_are_two_motions_of_one_mover() -> None:
    """The same mover may move twice in a debate."""
    _, found = found_in(
        "De motie-Klaver (36 410, nr. 12) is aangenomen.\nDe motie-Klaver (36 410, nr. 13) is verworpen."
    )
    assert [m.number for m in found] == [12, 13]


@given(st.text(alphabet="motie sMvanKleeuw-,/()c.é12 \n", max_size=150))
def test_movers_stand_where_they_say(text: str) -> None:
    """Whatever the text, a mover's span holds the name, perhaps without its capital."""
    if not text.strip():
        return
    document, found = found_in(text)
    for motion in found:
        for mover in motion.movers:
            assert " ".join(document.at(mover.span).split()).casefold() == " ".join(mover.name.split()).casefold()


@pytest.mark.real
def test_the_real_nota_of_2022_names_two_motions(real: Path) -> None:
    """Marijnissen and others, Klaver and others; "Motie#21" is no number of a paper."""
    document = read_file(real / "nota_txt" / "nota-2022-amnesty-risicomodellen.ocr.txt")
    found = find_motions(read(document), describe(document))
    assert [tidy(shown(m)) for m in found] == ["Marijnissen | c.s. | | unknown", "Klaver | c.s. | | unknown"]


@pytest.mark.real
def test_the_real_nota_of_ienw_names_two_motions_with_their_footnotes(real: Path) -> None:
    """Grinwis and the held motion of Van Esch, each with the paper of its footnote."""
    document = read_file(real / "beslisnota_pdf" / "beslisnota-IENW-2022-impulsprogramma-chemische-stoffen.pdf")
    found = find_motions(read(document), describe(document))
    assert [tidy(shown(m)) for m in found] == ["Grinwis | | 32813-833 | unknown", "Van Esch | | 22343-3199 | held"]


@pytest.mark.real
def test_real_titles_of_2026_give_their_movers(real: Path) -> None:
    """Nearly every official title is read exactly."""
    titles = [
        row["titel"] for row in json.loads((real / "motie" / "motie-titels-2026.json").read_text(encoding="utf-8"))
    ]
    right = wrong = 0
    for title in titles:
        official = re.match(
            r".*?[Mm]otie van (?:het lid|de leden) (.*?)( c\.s\.)?(?= over | - | \(t\.v\.v|\s*$)", title
        )
        if not official:
            continue
        found = found_in(title.replace("\n", " "), Kind.OVERIG)[1]
        names = [" ".join(name.split()) for name in re.split(r", | en ", official[1])]
        exact = bool(found) and [m.name for m in found[0].movers] == names and found[0].and_others == bool(official[2])
        right, wrong = right + exact, wrong + (not exact)
    assert right > 380
    assert wrong <= 2
