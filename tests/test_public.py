"""The register of public office, the two lists of an organisation, and file names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymize.filename import safe_name
from anonymize.person import parse
from anonymize.public import BadListError, built_in, load_people


@pytest.mark.parametrize(
    ("name", "on", "holds"),
    [
        ("D.M. van Weel", date(2024, 7, 25), True),
        ("Van Weel", date(2024, 7, 25), True),
        ("David van Weel", date(2023, 7, 25), False),
        ("J. van Weel", date(2024, 7, 25), False),
        ("Jan Rutte", date(2022, 1, 20), False),
        ("M. Rutte", None, True),
        ("Yesilgöz", date(2023, 1, 20), True),
        ("Schultz van Haegen", None, False),
    ],
)
def test_register_by_name_and_date(name: str, on: date | None, holds: bool) -> None:
    """In office on the date, and first name or initials agree; an unknown date counts as met."""
    assert bool(built_in().find(parse(name), on)) is holds


def test_a_surname_of_two_words_is_in_the_register() -> None:
    """ "Six Dijkstra" and "Schultz van Haegen" are found as whole surnames."""
    assert built_in().double("Six Dijkstra", date(2024, 7, 25))
    assert built_in().double("Schultz van Haegen", None)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("comma", [",", ";"])
def test_a_list_with_comma_or_semicolon_and_byte_order_mark(tmp_path: Path, comma: str, mark: str) -> None:
    """What a spreadsheet saves as csv is read: separator, byte order mark, Dutch dates, empty rows."""
    path = tmp_path / "publiek.csv"
    rows = ["Name,Role,From,To", "W.P. Overdijk,voorzitter,2024-01-01,31-12-2024", ",,,"]
    path.write_text(mark + "\n".join(row.replace(",", comma) for row in rows), encoding="utf-8")
    (person,) = load_people(path)
    assert person.name == ("", "W.P.", "", "Overdijk")
    assert (person.role, person.since, person.until) == ("voorzitter", date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"naam\nJ. de Vries\n", "kolom 'name'"),
        (b"name,from\nKanarie de Vries,gisteren\n", "regel 2"),
        (b"name\nJ\xe9r\xf4me\n", "UTF-8"),
        (None, "kan niet worden gelezen"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes | None, says: str) -> None:
    """The message is Dutch, names the file and the line, and nobody on the list."""
    path = tmp_path / "ambtenaren.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadListError, match=says) as caught:
        load_people(path)
    assert "ambtenaren.csv" in str(caught.value)
    assert "Vries" not in str(caught.value)


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("nota-Jan_de_Vries-definitief", "nota-gelakt-definitief"),
        ("Beslisnota J. de Vries 2024", "Beslisnota gelakt 2024"),
        ("notaJanDeVries", "notagelakt"),
        ("verslag Fatima El Khatabi", "verslag gelakt"),
        ("klacht_mevrouw_Yilmaz", "klacht_mevrouw_gelakt"),
        ("nota 0612345678", "nota gelakt"),
        ("BSN123456782", "BSNgelakt"),
        ("mail j.devries@minbzk.nl", "mail gelakt@minbzk.nl"),
        ("2022-0000556856 nota", "2022-0000556856 nota"),
        ("kamerbrief-BZK-2023-uitvoering-moties", "kamerbrief-BZK-2023-uitvoering-moties"),
        ("nl.mnre1034.2e-b.2024.117.doc.1", "nl.mnre1034.2e-b.2024.117.doc.1"),
        ("nota-2022-amnesty-risicomodellen.ocr", "nota-2022-amnesty-risicomodellen.ocr"),
        ("plan-van-aanpak", "plan-van-aanpak"),
        ("brief-mark-rutte", "brief-mark-rutte"),
    ],
)
def test_file_names_without_a_read_document(stem: str, safe: str) -> None:
    """Persons and numbers in a file's name are covered also when nothing is known of its content."""
    assert safe_name(stem, []) == safe


@pytest.mark.parametrize(
    ("stem", "hidden", "safe"),
    [
        ("nota_HOGENBOOM-j-w", ["J.W. Hogenboom"], "nota_gelakt"),
        ("notaHogenboomv2", ["J.W. Hogenboom"], "notagelaktv2"),
        ("bosbeheer nota Bos", ["Bos"], "bosbeheer nota gelakt"),
        ("brief 070-426 88 13", ["070 4268813"], "brief gelakt"),
        ("vriesj01_notitie", ["vriesj01"], "gelakt_notitie"),
        ("Müller.en.Çelik", ["K. Muller", "Ö. Çelik"], "gelakt.en.gelakt"),
    ],
)
def test_hidden_wordings_in_a_file_name(stem: str, hidden: list[str], safe: str) -> None:
    """What was hidden in the document is hidden in its name, in any case and with any separator."""
    assert safe_name(stem, hidden) == safe


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_a_safe_name_stays_as_it_is(stem: str, hidden: list[str]) -> None:
    """Covering twice is covering once."""
    once = safe_name(stem, hidden)
    assert safe_name(once, hidden) == once
