"""Letters that people sign with, names in the names of files, and surnames that are words."""

from __future__ import annotations

import re

import pytest
from conftest import write

from anonymize import names
from anonymize.files import find_in_file_names
from anonymize.letters import find_letters
from anonymize.lone import lone_surnames
from anonymize.scene import Hit


def plain(marked: str) -> tuple[str, list[str]]:
    return re.sub("[⟦⟧]", "", marked), re.findall("⟦(.+?)⟧", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Parafen: ⟦CK⟧ 1/10 - ⟦SP⟧ 1/10 - ⟦M.St.⟧ 2/10",
        "Routing: ⟦HKo⟧ → ⟦BS⟧ → DG → minister",
        "[⟦GW⟧3]: deze verwijzing klopt niet",
        "Besproken in het MT (⟦AvdL⟧, en verder niemand).",
        "Akkoord (paraaf: ⟦EvD⟧) en gezien: ⟦RtH⟧",
        "⟦JdV⟧, ⟦MvH⟧ en ⟦AE⟧ hebben geparafeerd.",
        "De staf van de MP (AZ) en DFEZ (⟦RT⟧, ⟦mvdw⟧) hebben geen opmerkingen.",
        "Van de directie Rechtsbestel, afdeling Toegang tot het recht (⟦HD⟧)",
        "Dat is bij ons niet bekend (⟦MY⟧ zoekt dit uit met het secretariaat).",
        "Afgestemd met MBO (⟦IJB⟧) en SZW.",
        "DG Milieu (DGMI), de directie Veilig Vervoer (VV) en JenV (CZW) lezen mee.",
        "De PvdA, de RvS, de MvT en de AMvB zijn besproken.",
        "Gezien: FEZ, WJZ en BZK op 1/10.",
        "Op 22-03-2016 om 09:12 schreef iemand.",
    ],
)
def test_letters_that_stand_for_somebody(marked: str) -> None:
    text, expected = plain(marked)
    document = write(text)
    hits = sorted(find_letters(names.scene(document), ()))
    assert [document.at(hit.span) for hit in hits] == expected


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("Zie 20240312_reactie_⟦Terpwijk⟧_v2.docx.", "Hanneke Terpwijk"),
        ("Overzicht huren_⟦wdijkstra⟧_concept.xlsx", ""),
        ("Bestand opm⟦Sjoukje⟧.docx en nota_definitief.pdf", ""),
        ("In 'feitenrelaas ⟦BV⟧ 16nov.docx' staat het.", "Bas Verhulst"),
        ("Nota Verzamelwet_BZK_2025.pdf en 20240101_brief.docx", ""),
    ],
)
def test_names_in_the_names_of_files(marked: str, found: str) -> None:
    text, expected = plain(marked)
    full = f"{text} {found}".strip()
    hits = names.find_names(names.scene(write(full)))
    spans = {hit.span for hit in find_in_file_names(full, hits)}
    assert sorted({full[span.start : span.end] for span in spans}) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "De opmerkingen van ⟦Groen⟧ zijn verwerkt.",
        "Dit is met ⟦Mei⟧ besproken.",
        "⟦Kern⟧ vindt dat de kern van de brief al in de eerste zin staat.",
        "Samengewerkt met CZW (⟦Kern⟧) en de VNG.",
        "De brief van de Kamer, het besluit van de Raad en de wens van het Rijk.",
        "Groen licht voor de pilot. Winter in Groningen. Kern van de zaak.",
        "De minister vindt dat. Het Hof wees het af. Nederland wil meer.",
    ],
)
def test_surnames_that_are_words_are_told_by_their_place(marked: str) -> None:
    text, expected = plain(marked)
    document = write(text)
    hits = list(lone_surnames(names.scene(document), ()))
    assert [document.at(hit.span) for hit in hits] == expected


def test_a_surname_beside_a_name_in_a_list_is_one() -> None:
    document = write("Aanwezig waren Zwart (vz.), Raghoebier en Koning.")
    start = document.text.index("Raghoebier")
    known = Hit(document.blocks[0].span._replace(start=start, end=start + 10), "mail", 0.9)
    assert [document.at(hit.span) for hit in lone_surnames(names.scene(document), [known])] == ["Zwart"]
