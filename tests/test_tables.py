"""Tables without rules, and what looks like one and is none."""

from __future__ import annotations

from laying import Put, document, parts, sheet

from corpus.document import Part

PROSE = "een regel van de lopende tekst die tot de rand van de kolom gaat en die dan verder gaat"
NUMBERED = "een item dat de hele regel vult en op de volgende regel verder gaat"
ABOVE = [Put(80, 100, "Kern", 9, bold=True), *(Put(80, 114 + 11 * i, f"{i} {PROSE}") for i in range(6))]


def rows(*lines: Put) -> list[str]:
    return parts(document(sheet(1, *ABOVE, *lines)), Part.ROW)


def test_parts_below_each_other_are_cells() -> None:
    assert rows(
        Put(80, 200, "Jaar"), Put(200, 200, "Aantal"), Put(300, 200, "Bedrag"),
        Put(80, 214, "2023"), Put(200, 214, "1.200"), Put(300, 214, "€ 3,4 miljoen"),
        Put(80, 228, "2024"), Put(200, 228, "1.350"), Put(300, 228, "€ 3,9 miljoen"),
    ) == ["Jaar | Aantal | Bedrag", "2023 | 1.200 | € 3,4 miljoen", "2024 | 1.350 | € 3,9 miljoen"]  # fmt: skip


def test_a_cell_goes_on_in_the_line_below_it() -> None:
    found = rows(
        Put(80, 200, "Naam"), Put(250, 200, "Openbaar"), Put(350, 200, "Status"),
        Put(80, 214, "Kamerbrief"), Put(250, 214, "Ja, met deze"), Put(350, 214, "concept"), Put(250, 225, "nota"),
        Put(80, 239, "Rapport"), Put(250, 239, "Ja"), Put(350, 239, "definitief"),
    )  # fmt: skip
    assert found[1:] == ["Kamerbrief | Ja, met deze nota | concept", "Rapport | Ja | definitief"]


def test_cells_that_go_on_side_by_side_in_small_letters_are_of_the_row_above_them() -> None:
    """Lines of one row stand 11 points apart, rows 17."""
    found = rows(
        Put(80, 200, "Motie"), Put(250, 200, "Stand"), Put(350, 200, "Plaats"),
        Put(80, 217, "Motie over parallel"), Put(250, 217, "Uitgevoerd met"), Put(350, 217, "32847"),
        Put(80, 228, "plannen"), Put(250, 228, "Plannen van mei"),
        Put(80, 245, "Brief over delen"), Put(250, 245, "Verzonden"), Put(350, 245, "32848"),
    )  # fmt: skip
    assert found[1:] == [
        "Motie over parallel plannen | Uitgevoerd met Plannen van mei | 32847",
        "Brief over delen | Verzonden | 32848",
    ]


def test_numbered_items_are_no_table() -> None:
    assert (
        rows(*(put for i in range(4) for put in (Put(80, 200 + 14 * i, f"{i}."), Put(110, 200 + 14 * i, PROSE)))) == []
    )


def test_words_in_the_margin_make_no_table() -> None:
    labels = ("Zaak:", "Besluit:", "Noot:")
    assert (
        rows(
            *(p for i, text in enumerate(labels) for p in (Put(80, 200 + 14 * i, text), Put(160, 200 + 14 * i, PROSE)))
        )
        == []
    )


def test_two_lines_are_no_table() -> None:
    assert (
        rows(
            Put(80, 200, "De minister van X,"),
            Put(300, 200, "De minister van Y,"),
            Put(80, 240, "A"),
            Put(300, 240, "B"),
        )
        == []
    )
