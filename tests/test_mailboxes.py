"""In the head of a mail everybody goes, in whatever form a mail program writes a name; offices and domains stay."""

from __future__ import annotations

import pytest

from anonymize.mailboxes import find_mailboxes

HEAD = "Van: {0}\nVerzonden: maandag 10 juni 2024 17:01\nAan: {1}\nOnderwerp: Overleg\n\nKun je bellen?"


def found(text: str) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in find_mailboxes(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Van: Petra de Jonge <petra@minbzk.nl>", ["Petra de Jonge"]),
        ("Van:\nPetra de\nJonge <petra@minbzk.nl>", ["Petra de\nJonge"]),
        ("Aan: Jonge, P. de (Petra) <petra@minbzk.nl>; Kern, S. <s@x.nl>", ["Jonge, P. de (Petra)", "Kern, S."]),
        ("Aan: DL-Team <team-ds@minbzk.nl>, Petra <p@x.nl>", ["Petra"]),
        ("Aan: DL-Team DS; Petra <p@x.nl>", ["Petra"]),
        ("Aan: info@minbzk.nl; Petra <p@x.nl>", ["Petra"]),
        ("Cc: MinBZK/DGOO/DS Kern <s.kern@minbzk.nl>", ["MinBZK/DGOO/DS Kern"]),
        ("Van: zonnestraal <zonnestraal@x.nl>", ["zonnestraal"]),
        ("From: Petra [mailto:petra@minbzk.nl]", ["Petra"]),
        ("Van: Jonge, Hugo de (minister) <h@minbzk.nl>", ["Jonge, Hugo de"]),
        ("Van: Wit, A. de (DGOO) <a@minbzk.nl>", ["Wit, A. de"]),
        ("Van: Info Punt <info@minbzk.nl>", []),
        ("Van: Ministerie van BZK <webmail@minbzk.nl>", []),
        ("Ik sprak de secretaris <secr.bos@minbzk.nl> vandaag.", []),
        ("Van: <petra@minbzk.nl>", []),
        ("Aan: " + "x" * 200_000, []),
        ("Aan: " + "a@b.nl; " * 20_000, []),
    ],
)
def test_words_before_an_address_are_a_name(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("sender", "receivers", "names"),
    [
        ("Kern, S. (Samira)", "Jonge, P. de (Petra); Vriesendonk, Anneloes",
         ["Kern, S. (Samira)", "Jonge, P. de (Petra)", "Vriesendonk, Anneloes"]),
        ("MinBZK/DGOO/DS Kern", "DL-Team DS; A.B. (Bert) Zonnestraal - DGOO",
         ["MinBZK/DGOO/DS Kern", "A.B. (Bert) Zonnestraal"]),
        ("Postbus Woo", "Directie CZW; Communicatie", []),
        ("Minister-president Rutte", "Staatssecretaris Van Huffelen; Jansen, P.", ["Jansen, P."]),
    ],
)  # fmt: skip
def test_names_without_an_address_are_told_by_their_form(sender: str, receivers: str, names: list[str]) -> None:
    assert found(HEAD.format(sender, receivers)) == names
    assert found(HEAD.format(sender, receivers).replace("\n", " ")) == names


def test_head_of_a_nota_is_no_head_of_a_mail() -> None:
    assert found("Aan: Minister van BZK\nVan: CZW/CZ\nDatum: 1 mei 2024\nCc: Jansen, P.\nOnderwerp: x") == []
