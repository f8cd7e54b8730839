"""What stands beside a found name and belongs to it: letters, interfixes, the surname behind a first name."""

from __future__ import annotations

import pytest
from conftest import write

from anonymize.bearing import Page
from anonymize.find import find
from anonymize.likely import Likelihoods
from anonymize.reach import reached, trimmed
from anonymize.scene import Hit, Scene
from corpus.document import Span


class Sure(Likelihoods):
    """All words with a capital are as likely names."""

    def __init__(self, page: Page, likely: float) -> None:
        super().__init__(page)
        self._likely = likely

    def of(self, at: int) -> float:
        return self._likely


@pytest.mark.parametrize(
    ("text", "hit", "likely", "expected"),
    [
        ("verzoeker is S. Lewandowski, ", "Lewandowski", 0.9, "S. Lewandowski"),
        ("verzoeker is S. Lewandowski, ", "Lewandowski", 0.1, "Lewandowski"),
        ("Gezien: Q.WOBBELSTRA", "WOBBELSTRA", 0.1, "Q.WOBBELSTRA"),  # nothing between them
        ("3 Jansen, P. Aedes", "Jansen", 0.9, "Jansen, P."),
        ("Jansen, P. Aedes", "Jansen", 0.2, "Jansen"),
        ("Aldus Van Leeuwen heeft", "Leeuwen", 0.3, "Van Leeuwen"),
        ("Aldus Van Leeuwen heeft", "Leeuwen", 0.1, "Leeuwen"),
        ("Gesprek met de Graaf over", "Graaf", 0.5, "de Graaf"),
        ("de Roo, van Oorschot en", "Oorschot", 0.5, "van Oorschot"),
        ("Het voorstel van Oorschot is", "Oorschot", 0.5, "Oorschot"),  # may say whose it is
        ("namens van Oorschot zelf", "Oorschot", 0.5, "van Oorschot"),  # of two such words the second is the name's
        ("Melder is Ans de Laat, en", "Ans", 0.6, "Ans de Laat"),
        ("Melder is Ans van Justitie", "Ans", 0.1, "Ans"),
        ("Zie C. van Wezep, ", "C.", 0.9, "C. van Wezep"),
        ("aldus R. Morgen belt hij", "R.", 0.9, "R. Morgen"),  # doubt hides
        ("in de Kamer", "Kamer", 0.0, "Kamer"),
    ],
)
def test_a_name_reaches_as_far_as_what_beside_it_is_likely_its_own(
    text: str, hit: str, likely: float, expected: str
) -> None:
    page = Page(Scene(text, {}, ()), [], [])
    start = text.index(hit)
    span = reached(page, Sure(page, likely), Hit(Span(start, start + len(hit)), "model", 0.5)).span
    assert text[span.start : span.end] == expected


class Told(Likelihoods):
    """As likely as is told of each word."""

    def __init__(self, page: Page, told: dict[str, float]) -> None:
        super().__init__(page)
        self._told, self._words = told, page

    def of(self, at: int) -> float:
        return self._told.get(self._words.word(at), 0.0)


@pytest.mark.parametrize(
    ("hit", "told", "expected"),
    [
        ("Bente van Slachtofferhulp", {"Bente": 0.9, "Slachtofferhulp": 0.01}, "Bente"),
        ("Stikstof Malika Haddou", {"Stikstof": 0.01, "Malika": 0.9, "Haddou": 0.9}, "Malika Haddou"),
        ("Warmte van der Berg", {"Warmte": 0.01, "Berg": 0.9}, "van der Berg"),
        ("Bente van Slachtofferhulp", {"Bente": 0.3, "Slachtofferhulp": 0.01}, "Bente van Slachtofferhulp"),  # doubt
        ("Bente van Dam", {"Bente": 0.9, "Dam": 0.2}, "Bente van Dam"),
        ("Vries, J. de", {"Vries": 0.9, "J.": 0.01}, "Vries, J. de"),  # one letter is of the name
    ],
)
def test_what_is_hardly_a_name_is_cut_from_the_ends(hit: str, told: dict[str, float], expected: str) -> None:
    text = f"Aan {hit} is het gevraagd"
    page = Page(Scene(text, {}, ()), [], [])
    span = trimmed(page, Told(page, told), Hit(Span(4, 4 + len(hit)), "first-name", 0.5)).span
    assert text[span.start : span.end] == expected


def test_what_another_rule_found_is_not_taken() -> None:
    text = "Gezien: J. Bos"
    other = Hit(Span(8, 10), "monogram", 0.9)
    page = Page(Scene(text, {}, ()), [], [other])
    hit = Hit(Span(11, 14), "model", 0.5)
    assert reached(page, Sure(page, 1.0), hit) == hit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Met vriendelijke dank. Tot morgen.\n\nHa Mo, bel je zo.\nW.", ["Mo", "W."]),
        ("Paraaf steller: vdK, directeur: dHa", ["vdK", "dHa"]),
        ("Zie ook Otis & Moos van de OR.", ["Otis", "Moos"]),
        ("Zie Ruijsink & Zwaving, TBR 2019/44.", ["Ruijsink", "Zwaving"]),
        ("Ernst & Young heeft de rekening gecontroleerd.", []),
    ],
)
def test_letters_that_sign_and_two_people_are_found(text: str, names: list[str]) -> None:
    document = write(text)
    assert [document.at(each.span) for each in find(document)] == names
