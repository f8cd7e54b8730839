"""Hyphens, OCR slips, labels and headings: small questions about Dutch words."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from corpus.document import Box, Word
from corpus.hyphens import is_real, join_lines
from corpus.knowledge import load_list
from corpus.repair import best, is_bullet, mend
from corpus.words import heading_level, label_of, opens_as


def words(text: str) -> list[Word]:
    return [Word(token, token, Box(1, 10.0 * i, 0, 10.0 * i + 9, 10)) for i, token in enumerate(text.split())]


def text(joined: list[Word]) -> str:
    return "".join(word.text + word.after for word in joined).strip()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("de REACH-", "verordening geldt", "de REACH-verordening geldt"),
        ("de betrokken IenW-", "directies", "de betrokken IenW-directies"),
        ("om ICT-", "technische redenen", "om ICT-technische redenen"),
        ("de overheids-", "organisaties", "de overheidsorganisaties"),
        ("de draag-", "en wensouders", "de draag- en wensouders"),
        ("het Forum voor Zuid-", "Holland", "het Forum voor Zuid-Holland"),
        ("een zee-", "eend", "een zee-eend"),
        ("niet-", "ambtelijke stukken", "niet-ambtelijke stukken"),
        ("het beleid", "van nu", "het beleid van nu"),
        ("wet\u00ad", "geving", "wetgeving"),
        ("de motie-Voorbeeld/", "Anders over", "de motie-Voorbeeld/Anders over"),
    ],
)
def test_a_soft_hyphen_goes_and_a_real_one_stays(first: str, second: str, expected: str) -> None:
    assert text(join_lines([words(first), words(second)])) == expected


@pytest.mark.parametrize(
    ("stem", "rest", "expected"),
    [("één lo", "ket voor scholen", "één loket voor scholen"), ("de REACH", "verordening", "de REACH-verordening")],
)
def test_a_hyphen_in_a_face_of_its_own_is_one_as_well(stem: str, rest: str, expected: str) -> None:
    first = words(stem)
    first[-1] = first[-1]._replace(after="")
    assert text(join_lines([[*first, *words("\u2010")], words(rest)])) == expected


def test_a_compound_seen_inside_a_line_keeps_its_hyphen_at_a_line_end() -> None:
    assert is_real("woon", "werkverkeer", frozenset({"woon-werkverkeer"}))
    assert (
        text(join_lines([words("woon-"), words("werkverkeer")], frozenset({"woon-werkverkeer"}))) == "woon-werkverkeer"
    )


def test_both_halves_of_a_joined_word_keep_their_own_box() -> None:
    joined = join_lines([words("overheids-"), words("organisaties")])
    assert [(word.text, word.seen) for word in joined] == [
        ("overheids", "overheids-"),
        ("organisaties", "organisaties"),
    ]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("codrdinerende", "coördinerende"),
        ("Financién", "Financiën"),
        ("financiéle", "financiële"),
        ("potentiéle", "potentiële"),
        ("Geadyviseerd", "Geadviseerd"),
        ("verdragscomités", "verdragscomités"),
        ("Wubbolts", "Wubbolts"),
        ("minister", "minister"),
    ],
)
def test_a_slip_is_repaired_only_into_a_known_word(seen: str, read: str) -> None:
    assert best(seen) == read


def test_a_repaired_word_keeps_what_was_seen() -> None:
    assert [(w.text, w.seen) for w in mend(words("de codrdinerende rol"))][1] == ("coördinerende", "codrdinerende")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("algoritmes en Al. Daarbij", "algoritmes en AI. Daarbij"),
        ("Al jaren is dit zo", "Al jaren is dit zo"),
        ("Dat is zo. Al jaren", "Dat is zo. Al jaren"),
        ("de motie- Klaver c.s.", "de motie-Klaver c.s."),
        ("Inde brief zegt u toe", "In de brief zegt u toe"),
        ("Dat is zo. Metde brief", "Dat is zo. Met de brief"),
        ("aande Kamer", "aan de Kamer"),
        ("een brief van Vande Velde en Tende", "een brief van Vande Velde en Tende"),
        ("het 7° Actieprogramma", "het 7e Actieprogramma"),
        ("de Al-verordening", "de AI-verordening"),
        ("€ 12,5 min. en 14 min. later", "€ 12,5 mln. en 14 min. later"),
        ("|Ja, met [deze", "Ja, met deze"),
        ("zaak 2024215512", "zaak 2024215512"),
    ],
)
def test_a_line_of_ocr_reads_as_it_was_printed(line: str, expected: str) -> None:
    assert text(mend(words(line))) == expected


def test_letters_are_bullets_only_in_ocr() -> None:
    assert is_bullet("¢", ocr=True)
    assert is_bullet("e", ocr=True)
    assert not is_bullet("e", ocr=False)
    assert is_bullet("•", ocr=False)


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ("Onze referentie", "our_reference"),
        ("Ons kenmerk:", "our_reference"),
        ("Onze reterentie", "our_reference"),
        ("BETREFT", "subject"),
        ("Opgesteld door", "author"),
        ("Kernpunten", None),
        ("Samira", None),
    ],
)
def test_a_label_is_known_in_each_spelling_and_with_one_misread_letter(wording: str, key: str | None) -> None:
    label = label_of(wording)
    assert (label.key if label else None) == key


@pytest.mark.parametrize(
    ("wording", "level"),
    [
        ("Aanleiding", 1),
        ("2. Kernpunten", 1),
        ("Motivering", 2),
        ("De kern van de brief", 0),
        ("Geadyviseerd besluit", 1),
    ],
)
def test_headings_of_a_nota_are_known_with_numbers_and_slips(wording: str, level: int) -> None:
    assert heading_level(wording) == level


@pytest.mark.parametrize("name", ["labels", "headings", "repair", "openings", "hyphens"])
def test_every_row_of_a_list_has_an_example_and_a_source(name: str) -> None:
    lists = tomllib.loads((files("corpus") / "lists" / f"{name}.toml").read_text("utf-8"))
    rows = [row for group in lists.values() for row in group]
    assert rows
    assert [row for row in rows if not row.get("example") or not row.get("source")] == []


def test_every_example_of_a_slip_is_repaired_as_it_says() -> None:
    lists = tomllib.loads((files("corpus") / "lists" / "repair.toml").read_text("utf-8"))
    wrong = [
        row["example"]
        for row in lists["slip"]
        if best(row["example"].split(" -> ")[0]) != row["example"].split(" -> ")[1]
    ]
    assert wrong == []


def rows_of(name: str, table: str) -> list[dict[str, str]]:
    return list(load_list("corpus", name)[table])


@pytest.mark.parametrize("row", rows_of("openings", "opening"), ids=lambda row: row["example"])
def test_every_opening_is_known_by_its_example_and_by_no_other_kind(row: dict[str, str]) -> None:
    kinds = {other["kind"] for other in rows_of("openings", "opening")}
    assert {kind for kind in kinds if opens_as(row["example"], kind)} == {row["kind"]}


@pytest.mark.parametrize("line", ["Ik zeg: Geachte voorzitter", "Ministers kwamen bijeen", "Vraag is of", "De heer"])
def test_a_line_of_text_opens_as_nothing(line: str) -> None:
    kinds = {row["kind"] for row in rows_of("openings", "opening")}
    assert not any(opens_as(line, kind) for kind in kinds)


@pytest.mark.parametrize("table", ["prefix", "compound", "inflected", "shared"])
def test_every_example_of_a_hyphen_keeps_it_at_a_line_end(table: str) -> None:
    for row in rows_of("hyphens", table):
        left, right = re.split(r"(?<=-)", row["example"], maxsplit=1)
        assert text(join_lines([words(left), words(right)])) == row["example"]
