"""The gate's second look at a scan: where it reads again, what it finds there, and when it reads the whole page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_scans import scan
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from anonymize import crops, eyes
from anonymize.case import Case, Spot
from anonymize.crops import Crop, read_crops
from anonymize.find import find
from anonymize.policy import Policy, decide
from anonymize.redact import redact_pdf
from anonymize.reread import Resemblance, distance, within
from anonymize.verify import heal
from anonymize.wording import Secret, Secrets, Way
from corpus import ocr
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Box, Document, Source, Span, Word
from corpus.read import read
from nlp.extract import extract

NAME = "Terpwijk"
LINES = (
    "Aan de minister van Binnenlandse Zaken",
    f"Deze nota is opgesteld door {NAME} van de directie",
    "De Kamer wordt voor de zomer over de uitkomst geïnformeerd",
    f"Over de planning heeft {NAME} met de inspectie gesproken",
    "Het onderzoek loopt tot het einde van het volgende jaar",
)
SECOND = 3  # the line on which the name stands open
Change = Callable[[Word], Word | None]


class Scan(NamedTuple):
    path: Path
    document: Document


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    folder = tmp_path_factory.mktemp("scan")
    canvas = Canvas(str(folder / "bron.pdf"), pagesize=(420, 300), invariant=1)
    for number, line in enumerate(LINES):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(40, 250 - 34 * number, line)
    canvas.save()
    scan(folder / "bron.pdf", folder / "scan.pdf", dpi=200, seed=4, wear=0.5)
    document = read(folder / "scan.pdf")
    assert document.text.count(NAME) == 2
    assert {page.source for page in document.pages} == {Source.OCR}
    return Scan(folder / "scan.pdf", document)


def misread(document: Document, change: Change) -> Document:
    """The document as if OCR had read the second name otherwise, or not at all."""
    first, second = (at for at, word in enumerate(document.words) if word.text == NAME)
    words = list(document.words)
    for at in range(len(words)):
        words[at] = words[at]._replace(sure=0.96)
    words[second] = change(words[second]) or words[second]._replace(text="", seen="", after="")
    assert first < second
    return replace(document, words=tuple(words))


def case_of(scanned: Scan, change: Change, target: Path, *, thorough: bool = False) -> Case:
    """The first name hidden, the second as OCR had it."""
    document = misread(scanned.document, change)
    at = document.text.index(NAME)
    decision = Decision(Span(at, at + len(NAME)), Category.PERSON, Verdict.REDACT, "5.1.2e", "t", "t", 1.0)
    published = Published(document, (decision,))
    made = redact_pdf(scanned.path, published, (), target)
    return Case(target, published, made, Secrets.of(published), scanned.path, thorough)


def found(case: Case) -> list[Spot]:
    return [spot for spot in eyes.ocr_text(case) if spot.box]


CHANGES: dict[str, Change] = {
    "read as something like it": lambda word: word._replace(text="Tenpwijk", seen="Tenpwijk"),
    "read as something else, unsurely": lambda word: word._replace(text="Leefbaar", seen="Leefbaar", sure=0.55),
    "not read at all": lambda word: None,
    "read as a speck in a wide box": lambda word: word._replace(text="i", seen="i"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_name_that_the_first_reading_missed_is_found_where_it_stands(
    change: Change, scanned: Scan, tmp_path: Path
) -> None:
    place = [word.box for word in scanned.document.words if word.text == NAME][1]
    spots = found(case_of(scanned, change, tmp_path / "uit.pdf"))
    assert spots
    assert all(spot.box is not None and spot.box.overlaps(place) for spot in spots)


def test_a_page_that_was_read_surely_and_says_nothing_like_it_is_read_in_few_places(
    scanned: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here lies the limit: a name that OCR surely took for a quite other word is found by a thorough look only."""
    read_: list[Crop] = []

    def noted(given: list[Crop], dpi: int) -> object:
        read_.extend(given := list(given))
        return read_crops(given, dpi)

    monkeypatch.setattr(eyes, "read_crops", noted)

    def other(word: Word) -> Word:
        return word._replace(text="Leefbaar", seen="Leefbaar")

    assert found(case_of(scanned, other, tmp_path / "snel.pdf")) == []
    assert sum(crop.picture.height for crop in read_) < 100
    assert found(case_of(scanned, other, tmp_path / "grondig.pdf", thorough=True))


def test_a_page_that_is_not_its_source_is_read_whole(scanned: Scan, tmp_path: Path) -> None:
    def other(word: Word) -> Word:
        return word._replace(text="Leefbaar", seen="Leefbaar")

    case = case_of(scanned, other, tmp_path / "uit.pdf")
    blank = Image.new("L", (1167, 833), 255)
    ImageDraw.Draw(blank).text((100, 100), "iets anders", fill=0, font=ImageFont.load_default(60))
    blank.save(tmp_path / "andere.pdf", "PDF", resolution=200)
    assert found(replace(case, source=tmp_path / "andere.pdf"))
    assert found(replace(case, source=None))


def test_a_page_whose_words_came_from_a_text_layer_is_read_whole(scanned: Scan, tmp_path: Path) -> None:
    def other(word: Word) -> Word:
        return word._replace(text="Leefbaar", seen="Leefbaar")

    case = case_of(scanned, other, tmp_path / "uit.pdf")
    document = case.published.document
    layered = replace(document, pages=tuple(page._replace(source=Source.TEXT) for page in document.pages))
    assert found(replace(case, published=replace(case.published, document=layered)))


def test_a_name_in_a_line_that_nobody_read_is_found_though_it_stands_nowhere_else(
    scanned: Scan, tmp_path: Path
) -> None:
    def look(document: Document) -> tuple[Decision, ...]:
        records = extract(document)
        return decide(document, find(document), Policy(), records.profile, records.motions)

    line = next(word.box.top for word in scanned.document.words if word.text == NAME)
    words = [
        word._replace(text="", seen="", after="") if abs(word.box.top - line) < 6 else word
        for word in scanned.document.words
    ]
    published = Published(replace(scanned.document, words=tuple(words)), ())
    made = redact_pdf(scanned.path, published, (), tmp_path / "uit.pdf")
    case = Case(tmp_path / "uit.pdf", published, made, Secrets.of(published), scanned.path)
    assert found(case) == []
    (spot,) = found(replace(case, look=look))
    assert spot.box is not None
    assert abs(spot.box.top - line) < 6
    assert spot.category is Category.PERSON
    assert heal([spot])


def secret(form: str, way: Way = Way.PART) -> Secret:
    return Secret(form, way, Category.PERSON, "5.1.2e")


@pytest.mark.parametrize(
    ("hidden", "text", "like"),
    [
        (secret("terpstra"), "Daarna belde Terpslra terug", True),
        (secret("terpstra"), "Daarna belde Terp5lra terug", True),
        (secret("vries", Way.WORD), "de heer Wies", True),
        (secret("bos", Way.WORD), "de heer Bus", True),
        (secret("terpstra"), "mevrouw Terp stra belt", True),
        (secret("bos", Way.WORD), "wij gaan met de bus", True),
        (secret("dan", Way.WORD), "wij gaan van huis", False),  # a word that is on every line is itself
        (secret("terpstra"), "De minister heeft de motie uitgevoerd", False),
        (secret("kramer"), "De Kamer is geïnformeerd", True),
        (secret("kramer"), "De Karmozijn is geïnformeerd", False),
        (secret("4260789", Way.DIGITS), "T 070 426 O7 88", True),
        (secret("4260789", Way.DIGITS), "Kamerstuk 26643, nr. 1204", False),
        (secret("206", Way.NUMBER), "kamer 208", True),
    ],
)
def test_a_line_is_in_doubt_when_a_word_or_number_in_it_is_close_to_what_had_to_go(
    hidden: Secret, text: str, like: bool
) -> None:
    assert bool(Resemblance([hidden]).among(text.split())) is like


WORDS = st.text("abcde", max_size=7)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_none_only_to_itself(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


@given(WORDS, WORDS, WORDS)
def test_a_part_of_a_word_is_within_it(before: str, one: str, behind: str) -> None:
    assert within(one, before + one + behind) == 0


def test_words_read_on_a_sheet_come_back_to_their_places_on_their_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crops, "HIGHEST", 150)  # so that there is more than one sheet
    face = ImageFont.load_default(36)
    placed = {}
    given = []
    for number, word in enumerate(("Amsterdam", "gemeente", "september", "provincie"), 1):
        picture = Image.new("L", (400, 60), 255)
        ImageDraw.Draw(picture).text((100, 8), word, fill=0, font=face)
        placed[word] = Box(number, 50.0 * number, 90.0 * number, 50.0 * number + 144, 90.0 * number + 21.6)
        given.append(Crop(placed[word], picture))
    read_ = [word for line in read_crops(given, 200) for word in line.words]
    assert [word.text for word in read_] == list(placed)
    for word in read_:
        place = placed[word.text]
        assert word.box.page == place.page
        assert place.x0 + 30 < word.box.x0 < place.x0 + 40
        assert place.top <= word.box.top < word.box.bottom <= place.bottom


def test_a_picture_that_comes_again_is_read_once_and_found_in_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (400, 60), 255)
    ImageDraw.Draw(picture).text((100, 8), "Amsterdam", fill=0, font=ImageFont.load_default(36))
    places = [Box(number, 40.0 * number, 90.0, 40.0 * number + 144, 111.6) for number in (1, 2, 3)]
    heights = []

    def noted(sheet: Image.Image, *rest: Any, **more: Any) -> tuple[ocr.Line, ...]:
        heights.append(sheet.height)
        return recognise(sheet, *rest, **more)

    recognise = ocr.recognise
    monkeypatch.setattr(ocr, "recognise", noted)
    found = [word for line in read_crops([Crop(place, picture.copy()) for place in places], 200) for word in line.words]
    assert len(heights) == 1
    assert heights[0] <= 2 * picture.height
    assert [(word.text, word.box.page) for word in found] == [("Amsterdam", number) for number in (1, 2, 3)]
    assert len({round(word.box.x0 - place.x0, 6) for word, place in zip(found, places, strict=True)}) == 1
