"""Commitments: what promises, what only looks like it, and who promised what to whom."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.read import read as read_file
from corpus.records import Commitment, Kind, Profile
from nlp.commitments import find_commitments
from nlp.describe import describe
from nlp.dutch import read
from nlp.promises import load, moments
from nlp.signatory import signatories_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "commitments.toml").read_text(encoding="utf-8"))


def profile(kind: Kind = Kind.KAMERBRIEF, day: date | None = date(2022, 11, 29), ministry: str = "IenW") -> Profile:
    return Profile(kind, None, day, None, None, ministry, (), ())


def found_in(
    text: str, where: str = "letter", day: date | None = date(2022, 11, 29)
) -> tuple[Document, tuple[Commitment, ...]]:
    if where == "debate":
        return debated(text)
    head = "@ Aan Stas IenW" if where == "nota" else "@ De Voorzitter van de Tweede Kamer"
    document = write(f"{head}\n{text}")
    kind = Kind.BESLISNOTA if where == "nota" else Kind.KAMERBRIEF
    signatory = None if where == "nota" else "minister van BZK"
    return document, find_commitments(read(document), profile(kind, day), (signatory,) if signatory else ())


def debated(text: str, speaker: str = "Minister Ollongren") -> tuple[Document, tuple[Commitment, ...]]:
    """What is promised where somebody says this in a debate of 5 April 2018."""
    lines = (
        "De voorzitter:",
        "Het woord is aan de minister.",
        f"{speaker}:",
        text,
        "De heer Ronnes (CDA):",
        "Dank u wel.",
    )
    document = write("\n".join(("@ Handelingen", *lines, "Minister Ollongren:", "Graag gedaan.")))
    return document, find_commitments(read(document), profile(Kind.OVERIG, date(2018, 4, 5), ""))


def action(document: Document, commitment: Commitment) -> str:
    return " ".join(document.at(span) for span in commitment.action)


@pytest.mark.parametrize("case", CASES["promise"], ids=lambda case: case["text"][:60])
def test_a_promise_is_found_with_who_does_what_for_whom(case: dict[str, Any]) -> None:
    """Actor, recipient, day, status and action of each promise in the table."""
    document, found = found_in(case["text"], case["where"])
    assert len(found) == 1
    one = found[0]
    assert (one.actor, one.recipient, one.made_on) == (case["actor"], case.get("recipient"), case.get("made_on"))
    assert one.status == case.get("status", "open")
    assert 0.0 < one.confidence <= 1.0
    assert case.get("action", "") in action(document, one)


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["text"][:60])
def test_what_promises_nothing_is_left_out(case: dict[str, Any]) -> None:
    """Requests, refusals, wishes, policy, private parties and what has been done are no commitments."""
    _, found = found_in(case["text"], case["where"])
    assert [commitment.rule for commitment in found] == []


@pytest.mark.parametrize("row", load()["rule"], ids=lambda row: row["id"])
def test_each_wording_in_the_list_finds_its_own_example(row: dict[str, Any]) -> None:
    """A rule whose example it does not find is a rule that says something else than it means."""
    for where in ("letter", "nota", "debate"):
        found = found_in(row["example"], where)[1]
        if found:
            break
    assert found, row["example"]
    assert row["source"]


@pytest.mark.parametrize("row", load()["veto"], ids=lambda row: row["id"])
def test_each_veto_blocks_its_own_example(row: dict[str, Any]) -> None:
    """What shows that nothing is promised beats the wordings that its example holds."""
    assert found_in(row["example"], "debate" if row.get("spoken") else "letter")[1] == ()


@pytest.mark.parametrize("row", load()["when"], ids=lambda row: row["id"])
def test_each_moment_in_the_list_finds_its_own_example(row: dict[str, Any]) -> None:
    """A moment that is not seen is not cut from the action."""
    seen = moments(row["example"], 0)
    assert seen, row["example"]
    assert seen[0].kind == row["kind"]


def test_items_under_the_advice_are_what_the_minister_is_asked() -> None:
    """Only the duty to publish the nota is more than the decision that is asked for."""
    text = "# Geadviseerd besluit\n- Een afschrift zal aan Amnesty International gestuurd worden voor 1 mei 2023.\n"
    text += "- Bij akkoord op de brief zal deze nota integraal openbaar gemaakt worden."
    _, found = found_in(text, "nota")
    assert [commitment.rule for commitment in found] == ["openbaar-gemaakt"]


def test_a_body_is_named_in_full_where_the_document_did_so_before() -> None:
    """ "De Staatscommissie" is the one that was introduced by its whole name."""
    text = "De Staatscommissie tegen Discriminatie en Racisme is ingesteld."
    text += "\nDe Staatscommissie komt voor 1 mei 2026 met haar rapport."
    assert found_in(text, "nota")[1][0].actor == "Staatscommissie tegen Discriminatie en Racisme"


def test_a_letter_to_the_senate_promises_to_the_senate() -> None:
    """ "Uw Kamer" is the House to which the letter goes."""
    document = write(
        "@ De Voorzitter van de Eerste Kamer der Staten-Generaal\nIk zal uw Kamer voor de zomer informeren."
    )
    assert find_commitments(read(document), profile(), ("minister van JenV",))[0].recipient == "Eerste Kamer"


def test_a_motion_paper_reports_promises_but_makes_none() -> None:
    """What a motion asks of the government is not yet promised by it."""
    text = "constaterende dat de minister heeft toegezegd de wet te evalueren;"
    text += "\nverzoekt de regering de Kamer voor de zomer te informeren;"
    text += "\nDe Kamer wordt hierover in het voorjaar van 2023 geïnformeerd."
    found = find_commitments(read(write(text)), profile(Kind.MOTIE))
    assert [commitment.rule for commitment in found] == ["toegezegd"]


def test_commitments_are_numbered_in_text_order() -> None:
    """Ids count from c1 in the order of the text."""
    _, found = found_in("Ik zal uw Kamer voor de zomer informeren.\nNa de zomer kom ik hierop terug.")
    assert [(c.id, c.deadline) for c in found] == [("c1", None), ("c2", None)]
    assert found[0].sentence < found[1].sentence


@pytest.mark.parametrize("heading", ["5. Q&A's", "Spreekpunten", "Vragen en antwoorden", "Toelichting"])
def test_what_a_nota_gives_its_minister_to_say_is_the_ministers_promise(heading: str) -> None:
    """The questions below such a heading are headings too, as many as there are; elsewhere "ik" is who wrote."""
    asked = "".join(f"# Waarom duurt onderdeel {i} zo lang?\nDat komt door de wet.\n" for i in range(4))
    _, found = found_in(f"# {heading}\n{asked}# Hoe nu verder?\nIk zal de Kamer voor 1 juli informeren.", "nota")
    assert (found[0].actor == "staatssecretaris van IenW") is (heading != "Toelichting")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("@ Besluitenlijst bestuurlijk overleg van 21 november 2024\n@ Datum\n@ 28 november 2024", "2024-11-21"),
        ("@ Verslag\n@ Vergadering | 18 november 2024, 14.30 uur\n@ Datum\n@ 28 november 2024", "2024-11-18"),
        ("@ Voorstel van 21 november 2024\n@ Datum\n@ 28 november 2024", "2024-11-28"),
    ],
)
def test_what_is_promised_in_a_meeting_was_promised_on_its_day(head: str, day: str) -> None:
    """Minutes are dated later than the meeting; a proposal of another day is no minutes."""
    document = write(f"{head}\nDe minister zegt toe de cijfers in januari aan de Kamer te sturen.")
    about = profile(Kind.OVERIG, date(2024, 11, 28))
    (one,) = find_commitments(read(document), about)
    assert one.made_on == date.fromisoformat(day)


def test_what_goes_on_from_a_promise_has_its_actor() -> None:
    """ "Dat wordt daarin meegenomen" names nobody: it is done by whoever acts in the sentence before."""
    text = "Het hoofdlijnenakkoord zal verder uitgewerkt worden. Die doelstelling wordt daarin meegenomen."
    assert [one.actor for one in found_in(text)[1]] == ["kabinet", "kabinet"]


def test_a_register_without_offices_is_of_the_minister_of_its_budget() -> None:
    """The budget that the register belongs to tells whose promise "we" is."""
    text = (
        "Uit de begroting BZK, bijlage toezeggingen.\nWe zullen bekijken of dit kan worden gecontroleerd door de RAD."
    )
    found = find_commitments(read(write(text)), profile(Kind.OVERIG, None, ""))
    assert [one.actor for one in found] == ["minister van BZK"]


def test_they_are_who_the_sentence_before_named() -> None:
    """ "Zij" after "de minister van X en de staatssecretaris van Y" is both."""
    text = "Er komt een brief van de minister van BZK en de staatssecretaris van Financiën. Zij zullen erop ingaan."
    found = find_commitments(read(write(text)), profile(Kind.OVERIG, None, ""))
    assert found[-1].actor == "minister van BZK en staatssecretaris van Financiën"


@given(st.text(alphabet="abc zalikKamer.toe?gezegd1mei2026 \n", max_size=200))
def test_action_pieces_lie_apart_inside_their_sentence(text: str) -> None:
    """Whatever the text, pieces of an action are in order, disjoint, not empty, and inside the sentence."""
    if not text.strip():
        return
    _, found = found_in(text)
    for commitment in found:
        at = commitment.sentence.start
        for piece in commitment.action:
            assert at <= piece.start < piece.end <= commitment.sentence.end
            at = piece.end


@pytest.mark.real
def test_the_real_nota_of_ienw_promises_a_separate_reaction(real: Path) -> None:
    """The split verb of the 2022 nota on chemical substances, with the state secretary as actor."""
    document = read_file(real / "beslisnota_pdf" / "beslisnota-IENW-2022-impulsprogramma-chemische-stoffen.pdf")
    found = find_commitments(read(document), describe(document))
    by_sentence = {document.at(commitment.sentence): commitment for commitment in found}
    one = by_sentence["Een uitgebreidere reactie op deze verkenning zegt u de Kamer separaat van deze brief toe."]
    assert (one.actor, one.recipient, one.status) == ("staatssecretaris van IenW", "Tweede Kamer", "open")


@pytest.mark.real
def test_the_real_nota_of_2025_reports_what_others_will_do(real: Path) -> None:
    """The cabinet's yearly letter, the Staatscommissie's report and the update of the framework."""
    document = read_file(real / "nota_txt" / "nota-2025-etnisch-profileren.ocr.txt")
    found = find_commitments(read(document), describe(document))
    actors = {commitment.rule: commitment.actor for commitment in found}
    assert actors["toegezegd"] == "kabinet"
    assert actors["orgaan-doet"] == "Staatscommissie tegen Discriminatie en Racisme"
    assert actors["verwachting-is"] == "College voor de Rechten van de Mens"


@pytest.mark.real
def test_the_real_nota_of_2022_promises_only_its_own_publication(real: Path) -> None:
    """Nothing else in it is still to happen."""
    document = read_file(real / "nota_txt" / "nota-2022-amnesty-risicomodellen.ocr.txt")
    found = find_commitments(read(document), describe(document))
    assert [commitment.rule for commitment in found] in ([], ["openbaar-gemaakt"])


def test_no_two_wordings_have_one_name() -> None:
    """A hit is told by the name of its rule: two of one name would be mistaken for each other."""
    names = [row["id"] for row in load()["rule"]]
    assert len(names) == len(set(names))


def test_what_a_foundation_plans_itself_is_no_commitment() -> None:
    """A letter of somebody outside, with no office, ministry or public body at its head or below it."""
    document = write("@ Stichting Dorpswonen Voorbeeld\nWij beginnen op 1 mei 2023 met de uitgifte van certificaten.")
    letter = replace(profile(Kind.BRIEF), ministry=None)
    assert find_commitments(read(document), letter) == ()


def test_who_writes_to_a_minister_means_him_by_you() -> None:
    """ "U" in a letter of a water board is whom it is addressed to; "wij" is the college that signs it."""
    head = "@ De minister van Infrastructuur en Waterstaat\n@ de heer B. Voorbeeld"
    text = (
        f"{head}\nU heeft op 4 juli 2022 toegezegd het peil te verlagen.\nWij vernieuwen voor 1 juli 2023 een gemaal."
    )
    document = write(f"{text}\nHoogachtend,\nhet college van dijkgraaf en hoogheemraden van waterschap Voorbeeld,")
    letter = replace(profile(Kind.BRIEF), ministry=None)
    found = find_commitments(read(document), letter, signatories_of(document, letter))
    assert [one.actor for one in found] == [
        "minister van IenW",
        "college van dijkgraaf en hoogheemraden van waterschap Voorbeeld",
    ]


def test_of_a_register_each_cell_promises_for_itself() -> None:
    """What was promised has its debate's day, what another body will do the letter's; what tells of it is the same."""
    head = "# Toezeggingen\n| Debat | Toezegging | Stand van zaken"
    row = "| CD Wonen, 5 februari 2022 | De minister komt schriftelijk terug op de casus."
    _, found = found_in(f"{head}\n{row} | De Huurcommissie doet voor 1 mei 2023 uitspraak.")
    assert [(one.actor, one.made_on) for one in found] == [
        ("minister van BZK", date(2022, 2, 5)),
        ("Huurcommissie", date(2022, 11, 29)),
    ]
