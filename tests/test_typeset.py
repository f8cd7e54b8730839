"""A mail is printed so that every word of it can be read back, and no word more."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from posting import attach, mail, save

from corpus import typeface
from corpus.document import Part
from corpus.errors import FontMissing, TooLarge
from corpus.mail import Mail
from corpus.prepare import opened
from corpus.read import read
from corpus.records import Kind
from corpus.typeface import Typeface
from corpus.typeset import typeset, wrapped
from nlp.extract import extract

THREAD = """Akkoord, maar de alinea over de motie-Klaver c.s. kan korter. Ik zal de Kamer voor de zomer informeren.

Groet,
Petra

Van: Samira Kern <samira.kern@minbzk.nl>
Verzonden: donderdag 23 mei 2024 11:05
Aan: Petra de Jonge <petra.dejonge@minbzk.nl>
Onderwerp: Nota Algoritmeregister

Beste Petra,

Hierbij de nota.

> Een oudere tekst, die hard is afgebroken op een vaste
> breedte en midden in de zin.
"""


def shown(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def test_thread_is_read_back_with_its_head_as_fields_and_its_text_in_order(tmp_path: Path) -> None:
    message = attach(mail(THREAD, Subject="RE: Nota Algoritmeregister", Cc="info@minbzk.nl"), "a.pdf", b"%PDF-")
    with opened(save(tmp_path / "a.eml", message), tmp_path) as prepared:
        document = read(prepared.path)
    records = extract(document)
    profile = records.profile
    assert profile.kind is Kind.OVERIG
    assert profile.title
    assert document.at(profile.title) == "RE: Nota Algoritmeregister"
    assert str(profile.date) == "2024-05-24"
    assert profile.ministry == "BZK"
    fields = {field.label: document.at(field.value) for field in profile.fields}
    assert fields["Van"] == "Petra de Jonge <petra.dejonge@minbzk.nl>"
    assert fields["Verzonden"] == "vrijdag 24 mei 2024 16:42"
    assert fields["Bijlagen"] == "1 pdf"
    running = "\n".join(document.at(block.span) for block in document.running())
    assert running.startswith("Akkoord, maar")
    assert running.endswith("Een oudere tekst, die hard is afgebroken op een vaste breedte en midden in de zin.")
    assert running.index("Groet") < running.index("Samira Kern") < running.index("Hierbij de nota")
    assert [document.at(each.sentence) for each in records.commitments] == ["Ik zal de Kamer voor de zomer informeren."]
    assert not any(document.parts(Part.PICTURE))


def test_same_mail_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        typeset(Mail(subject="Nota", text=THREAD), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Zoë Yañez, € 100 – “ja”", "Zoë Yañez, € 100 – “ja”"),
        ("Zoe\u0308", "Zoë"),
        ("Łukasz Şahin Ελένη Мария", "Łukasz Şahin Ελένη Мария"),
        ("Vriesen\u00addonk\u200b\u202e", "Vriesendonk"),
        ("een\ttwee\u00a0drie", "een twee drie"),
        ("nul\x00 en \x1b[31mrood", "nul en [31mrood"),
    ],
)
def test_letters_are_printed_as_they_are_and_hidden_signs_are_not(tmp_path: Path, text: str, printed: str) -> None:
    assert typeset(Mail(subject="x", text=text), tmp_path / "a.pdf") == 0
    assert " ".join(shown(tmp_path / "a.pdf").split()) == f"Onderwerp: x {printed}"


def test_letter_that_no_font_has_is_a_square_and_is_counted(tmp_path: Path) -> None:
    assert typeset(Mail(subject="x", text="Ja \U0001f9ff\U000e0100!"), tmp_path / "a.pdf") == 1
    assert "Ja \u25a1!" in shown(tmp_path / "a.pdf")


def test_warning_tells_of_letters_that_could_not_be_printed(tmp_path: Path) -> None:
    with opened(save(tmp_path / "a.eml", mail("Ja \U0001f9ff\n")), tmp_path) as prepared:
        assert len(prepared.warnings) == 1
        assert prepared.warnings[0].startswith("1 ")


def test_long_text_goes_on_over_pages_and_long_words_over_lines(tmp_path: Path) -> None:
    words = [f"woord{number}" for number in range(3_000)]
    typeset(Mail(subject="x", text=" ".join(words) + "\n" + "a" * 400), tmp_path / "a.pdf")
    text = shown(tmp_path / "a.pdf")
    assert text.count("\f") > 3
    assert text.split()[2:3002] == words
    assert "".join(text.split()[3002:]) == "a" * 400


def test_every_line_fits() -> None:
    face = Typeface("abc ")
    lines = list(wrapped("aaa bbb " * 50 + "c" * 300, 100.0, face))
    assert all(face.width(line, 10.0) <= 100.0 for line in lines)
    assert "".join("".join(lines).split()) == "aaabbb" * 50 + "c" * 300


def test_text_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        typeset(Mail(subject="x", text="a" * 4_000_000), tmp_path / "a.pdf")


def test_missing_font_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeface, "_places", dict)
    typeface._letters.cache_clear()
    with pytest.raises(FontMissing, match="fonts-liberation"):
        Typeface("a")
    typeface._letters.cache_clear()
