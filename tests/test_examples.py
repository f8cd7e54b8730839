from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from stdnum import iban
from stdnum.nl import bsn

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "examples" / "documents"
TRUTH = json.loads((ROOT / "examples" / "truth.json").read_text(encoding="utf-8"))
BY_FILE: dict[str, dict[str, Any]] = {found["file"]: found for found in TRUTH["documents"]}
READABLE = [file for file, found in BY_FILE.items() if set(found["text_source"]) == {"text"}]
MAX_BYTES = 2_500_000


def squeezed(text: str) -> str:
    """A text without what a line break may change: white space and hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\x02-]", "", unicodedata.normalize("NFC", text))


def page_texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[i].get_textpage().get_text_range() for i in range(len(pdf))]


def read(file: str) -> str:
    path = DOCUMENTS / file
    return path.read_text(encoding="utf-8") if path.suffix == ".txt" else "\n".join(page_texts(path))


def pairs(key: str) -> Iterable[tuple[str, str]]:
    for file in READABLE:
        for found in BY_FILE[file][key]:
            yield file, found["text"] if isinstance(found, dict) else found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The documents as this machine makes them."""
    pytest.importorskip("reportlab")
    from examples import fonts, make

    out = tmp_path_factory.mktemp("examples")
    try:
        return out, make.make(out)
    except fonts.MissingFontError as missing:
        pytest.skip(str(missing))


def test_every_document_has_a_truth() -> None:
    """The folder and the truth list the same files, at least nine."""
    files = {path.name for path in DOCUMENTS.iterdir()}
    assert files == set(BY_FILE)
    assert len(files) >= 9


def test_documents_are_small() -> None:
    """All documents together stay below 2.5 MB, so that they can live in the repository."""
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < MAX_BYTES


def test_two_runs_give_the_same_bytes(made: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    """A second run on one machine changes no byte."""
    from examples import make

    first, _ = made
    make.make(tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {p.name: p.read_bytes() for p in first.iterdir()}


def test_committed_files_are_what_the_generator_makes(made: tuple[Path, list[dict[str, Any]]]) -> None:
    """The committed documents were not edited by hand."""
    from examples import make

    if make.made_with() != TRUTH["made_with"]:
        pytest.skip("other libraries or fonts than those that made the committed documents")
    out, _ = made
    changed = [path.name for path in DOCUMENTS.iterdir() if path.read_bytes() != (out / path.name).read_bytes()]
    assert changed == []


def test_committed_truth_is_what_the_generator_says(made: tuple[Path, list[dict[str, Any]]]) -> None:
    """The truth follows from the texts, whatever fonts are installed."""
    assert made[1] == TRUTH["documents"]


@pytest.mark.parametrize(("file", "wording"), [*pairs("must_go")])
def test_what_must_go_is_there(file: str, wording: str) -> None:
    """A wording that must be redacted stands in the source: else its absence afterwards would prove nothing."""
    found = read(file)
    if file.endswith(".pdf"):
        found += layers(DOCUMENTS / file)
    assert squeezed(wording) in squeezed(found)


@pytest.mark.parametrize(("file", "wording"), [*pairs("must_stay")])
def test_what_must_stay_is_there(file: str, wording: str) -> None:
    """A wording that must survive stands in the source."""
    assert squeezed(wording) in squeezed(read(file))


def layers(path: Path) -> str:
    """What the file holds besides its pages: properties, XMP, notes, bookmarks and attachments."""
    with pikepdf.open(path) as pdf:
        found = [str(value) for value in (pdf.docinfo or {}).values()]
        if "/Metadata" in pdf.Root:
            found.append(pdf.Root.Metadata.read_bytes().decode())
        with pdf.open_outline() as outline:
            found += [item.title for item in outline.root]
        found += [str(a.get("/T", "")) + str(a.get("/Contents", "")) for p in pdf.pages for a in p.get("/Annots", [])]
        found += [spec.get_file().read_bytes().decode() for spec in pdf.attachments.values()]
    return "\n".join(found)


@pytest.mark.parametrize(
    ("file", "name", "times"),
    [
        ("beslisnota-bzk-algoritmeregister.pdf", "Samira Kern", 2),  # author, bookmark
        ("beslisnota-bzk-algoritmeregister.pdf", "Petra de Jonge", 1),  # XMP
        ("kamerbrief-jenv-online-fraude.pdf", "Rachid Benali", 4),  # author, XMP, note, attachment
    ],
)
def test_names_hide_in_the_layers_of_a_file(file: str, name: str, times: int) -> None:
    """A name that must go also stands in places that no page shows."""
    assert layers(DOCUMENTS / file).count(name) == times


def test_a_file_name_holds_a_citizen() -> None:
    """One file name gives a citizen away."""
    people = [h["text"].lower().replace(" ", "-") for f in BY_FILE.values() for h in f["must_go"] if " " in h["text"]]
    assert [file for file in BY_FILE if any(person in file for person in people)] == ["brief-noor-haddad-toeslagen.pdf"]


def test_nothing_must_both_go_and_stay() -> None:
    """No kept wording holds a wording that must go."""
    clashes = [
        (file, hidden["text"], kept)
        for file, found in BY_FILE.items()
        for hidden in found["must_go"]
        for kept in found["must_stay"]
        if hidden["text"] in kept
    ]
    assert clashes == []


def test_numbers_pass_their_checks() -> None:
    """The BSN passes the 11-test and the IBAN mod 97; a kept reference number passes the 11-test too, as a trap."""
    by_category = {h["category"]: h for f in BY_FILE.values() for h in f["must_go"]}
    assert bsn.is_valid(by_category["bsn"]["text"])
    assert by_category["bsn"]["ground"] == "5.1.1e"
    assert iban.is_valid(by_category["iban"]["text"])
    assert bsn.is_valid(BY_FILE["kamerbrief-ocw-sociale-veiligheid.tif"]["our_reference"])


@pytest.mark.parametrize("file", [file for file in READABLE if BY_FILE[file]["sections"]])
def test_sections_are_the_text_of_the_page(file: str) -> None:
    """Each sentence of the truth stands on the page; only a page break may cut one."""
    if file.endswith(".txt"):
        pytest.skip("the slips of OCR are in the text on purpose")
    found = squeezed(read(file))
    missing = []
    for section in BY_FILE[file]["sections"]:
        for line in section["text"].split("\n"):
            for cell in line.split(" | "):
                pieces = re.split(r"(?<=[.;,?])\s", cell)
                missing += [piece for piece in pieces if squeezed(piece) not in found]
    assert len(missing) < BY_FILE[file]["pages"], missing


@pytest.mark.parametrize("found", BY_FILE.values(), ids=BY_FILE.keys())
def test_records_point_at_the_running_text(found: dict[str, Any]) -> None:
    """The sentence of a commitment stands in a section, and its deadline is among the deadlines."""
    sections = [section["text"] for section in found["sections"] or []]
    for commitment in found["commitments"]:
        assert any(commitment["sentence"] in text for text in sections)
        assert commitment["deadline"] is None or commitment["deadline"] in found["deadlines"]
    for deadline in found["deadlines"]:
        assert not deadline["latest"] or deadline["latest"] >= found["date"]


def test_words_are_broken_in_both_ways() -> None:
    """At a line's end stand a hyphen that goes (overheids-organisaties) and one that stays (REACH-verordening)."""
    with pdfplumber.open(DOCUMENTS / "beslisnota-bzk-algoritmeregister.pdf") as pdf:
        # Only the body: the side column starts at 460 points.
        lines = [line for page in pdf.pages for line in page.crop((0, 0, 460, page.height)).extract_text().split("\n")]
    breaks = {(line.split()[-1], after.split()[0]) for line, after in pairwise(lines) if line.strip() and after.strip()}
    assert ("overheids-", "organisaties") in breaks
    assert ("REACH-", "verordening") in breaks


def test_scans_have_no_text() -> None:
    """A page that must be read by OCR has no text layer, and the picture files are 200 dpi."""
    for file, found in BY_FILE.items():
        if file.endswith(".pdf"):
            texts = [bool(text.strip()) for text in page_texts(DOCUMENTS / file)]
            assert texts == [source == "text" for source in found["text_source"]], file
    with Image.open(DOCUMENTS / "kamerbrief-ocw-sociale-veiligheid.tif") as picture:
        assert (picture.n_frames, [round(x) for x in picture.info["dpi"]]) == (2, [200, 200])


def test_the_mixed_nota_has_both_kinds_of_pages() -> None:
    """One nota is digital except for page 2."""
    assert BY_FILE["nota-vws-geneesmiddelentekorten.pdf"]["text_source"][:2] == ["text", "ocr"]


def test_page_furniture_cuts_the_body() -> None:
    """Later pages repeat date and reference beside the first lines of the body."""
    second = page_texts(DOCUMENTS / "beslisnota-bzk-algoritmeregister.pdf")[1]
    assert "2024-0000214783" in second
    assert "Pagina 2 van" in second


def test_nobody_in_the_cast_holds_office(real: Path) -> None:
    """No invented person has the full name of a minister or a member."""
    pytest.importorskip("reportlab")
    from examples.cast import CAST

    lists = real.parent / "domain"
    holders = json.loads((lists / "bewindspersonen.json").read_text())["bewindspersonen"]
    members = json.loads((lists / "kamerleden.json").read_text())["members"]
    assert not {person.full for person in CAST} & {row["name"] for row in [*holders, *members]}


def test_movers_are_members_at_the_date(real: Path) -> None:
    """Who moves a motion was a member of the House on the date of the document."""
    members = json.loads((real.parent / "domain" / "kamerleden.json").read_text())["members"]
    for found in BY_FILE.values():
        day = date.fromisoformat(found["date"]).isoformat()
        seated = {
            member["family"].lower()
            for member in members
            if any(m["from"] <= day and (not m["to"] or day <= m["to"]) for m in member["memberships"])
        }
        for motion in found["motions"]:
            assert {mover.lower() for mover in motion["movers"]} <= seated, found["file"]


@pytest.mark.parametrize(
    ("file", "name", "ministry"),
    [
        ("kamerbrief-jenv-online-fraude.pdf", "David van Weel", "JenV"),
        ("kamerbrief-ocw-sociale-veiligheid.tif", "Robbert Dijkgraaf", "OCW"),
        ("beslisnota-bzk-algoritmeregister.pdf", "Hugo de Jonge", "BZK"),
        ("brief-noor-haddad-toeslagen.pdf", "Sandra Palmen", "Fin"),
    ],
)
def test_ministers_hold_office_at_the_date(real: Path, file: str, name: str, ministry: str) -> None:
    """Who signs or is addressed as a minister held that post on the date of the document."""
    holders = json.loads((real.parent / "domain" / "bewindspersonen.json").read_text())["bewindspersonen"]
    day = BY_FILE[file]["date"]
    posts = {h["ministry"] for h in holders if h["name"] == name and h["from"] <= day and (h["to"] or day) >= day}
    assert ministry in posts


def test_the_mask_of_the_truth_hides_the_longest_wording_first() -> None:
    """`published` leaves no half of a name behind."""
    from examples.truth import published

    must_go = [{"text": "Kern", "ground": "5.1.2e"}, {"text": "Samira Kern", "ground": "5.1.2e"}]
    assert published("Van Samira Kern, afdeling", must_go) == "Van [5.1.2e], afdeling"
