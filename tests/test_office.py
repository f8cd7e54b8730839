"""Word and OpenDocument files: looked into before LibreOffice sees them, and never half a result."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packing import WORD, W, deleted, docx, field, inserted, odt, paragraph, run, styles, zipped
from posting import OFFICIAL

from corpus import office, opendocument, outside, package, word
from corpus.errors import (
    CannotConvert,
    CannotProcess,
    Damaged,
    HasChanges,
    NeedsPassword,
    TooLarge,
    WrongType,
)
from corpus.revisions import Revisions

HIDDEN = styles(
    '<w:style w:styleId="Basis"><w:rPr><w:vanish/></w:rPr></w:style>',
    '<w:style w:styleId="Weg"><w:basedOn w:val="Basis"/></w:style>',
    '<w:style w:styleId="Toch"><w:basedOn w:val="Weg"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>',
)
COMMENT: dict[str, str | bytes] = {
    "word/comments.xml": f'<w:comments {WORD}><w:comment w:id="0">{paragraph(run(OFFICIAL))}</w:comment></w:comments>'
}
MARK = '<w:rPr><w:del w:id="9"/></w:rPr>'
TRACKED = (
    "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><text:p>weg</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes><text:p>Blijft<text:change text:change-id='c'/> staan.</text:p>"
)
NONE = '<style:style style:name="T" style:family="text"><style:text-properties text:display="none"/></style:style>'


def text_of(path: Path) -> str:
    """What the text parts of a document say, one paragraph a line."""
    kind = opendocument if path.suffix == ".odt" else word
    tree = package.parsed(package.parts(path)[kind.MAIN])
    lines = [node for node in tree.iter() if package.local(node) == "p"]
    return "\n".join("".join(line.itertext()) for line in lines)


@pytest.mark.parametrize(
    ("body", "more", "found", "accepted"),
    [
        ([paragraph(run("Gewoon."))], None, (0, 0, 0), "Gewoon."),
        ([paragraph(run("Het "), deleted("oude "), inserted("nieuwe "), run("plan."))], None, (2, 0, 0),
         "Het nieuwe plan."),
        ([paragraph(run("Een "), properties=MARK), paragraph(run("zin."))], None, (1, 0, 0), "Een zin."),
        ([paragraph(deleted("Weg."), properties=MARK), paragraph(run("Blijft."))], None, (2, 0, 0), "Blijft."),
        ([f'<w:p><w:moveFrom w:id="1">{run("Hier")}</w:moveFrom></w:p>',
          f'<w:p><w:moveTo w:id="2">{run("Daar")}</w:moveTo></w:p>'], None, (2, 0, 0), "\nDaar"),
        ([f"<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{paragraph(run('weg'))}</w:tc></w:tr>"
          f"<w:tr><w:tc>{paragraph(run('rij'))}</w:tc></w:tr></w:tbl>"], None, (1, 0, 0), "rij"),
        ([paragraph('<w:commentRangeStart w:id="0"/>', run("Tekst"), '<w:r><w:commentReference w:id="0"/></w:r>')],
         COMMENT, (0, 1, 0), "Tekst"),
        ([paragraph(run("Zie"), run("geheim", "<w:vanish/>"), run(" dit"))], None, (0, 0, 1), "Zie dit"),
        ([paragraph(run("Zie"), run(" dit", '<w:vanish w:val="false"/>'))], None, (0, 0, 0), "Zie dit"),
        ([paragraph(run("Zie"), run("geheim", '<w:rStyle w:val="Weg"/>'), run(" dit", '<w:rStyle w:val="Toch"/>'))],
         HIDDEN, (0, 0, 1), "Zie dit"),
        ([paragraph(run("geheim"), properties='<w:pStyle w:val="Weg"/>'), paragraph(run("Zie"))], HIDDEN, (0, 0, 1),
         "\nZie"),
        ([paragraph(run("Zie", "<w:webHidden/>"))], None, (0, 0, 0), "Zie"),
        ([paragraph(run("Vet", '<w:rPrChange w:id="1"><w:rPr/></w:rPrChange>'))], None, (0, 0, 0), "Vet"),
    ],
)  # fmt: skip
def test_word_file_is_refused_or_settled(
    tmp_path: Path, body: list[str], more: dict[str, str | bytes] | None, found: tuple[int, int, int], accepted: str
) -> None:
    source, target = docx(tmp_path / "a.docx", *body, more=more), tmp_path / "clean.docx"
    _refused_then_settled(source, target, Revisions(*found))
    assert text_of(target) == accepted
    assert OFFICIAL.encode() not in b"".join(package.parts(target).values())


@pytest.mark.parametrize(
    ("body", "automatic", "found", "accepted"),
    [
        ("<text:p>Gewoon.</text:p>", "", (0, 0, 0), "Gewoon."),
        (TRACKED, "", (1, 0, 0), "Blijft staan."),
        ("<text:p>Een<office:annotation><text:p>Vraag</text:p></office:annotation> zin.</text:p>", "", (0, 1, 0),
         "Een zin."),
        ('<text:p>Zie<text:span text:style-name="T">geheim</text:span> dit.</text:p>', NONE, (0, 0, 1), "Zie dit."),
        ('<text:section text:display="none"><text:p>geheim</text:p></text:section><text:p>Zie</text:p>', "", (0, 0, 1),
         "Zie"),
        ('<text:p>Zie<text:hidden-text text:string-value="geheim"/> dit</text:p>', "", (0, 0, 1), "Zie dit"),
        ('<text:p>geheim<text:hidden-paragraph text:is-hidden="true"/></text:p><text:p>Zie</text:p>', "", (0, 0, 1),
         "Zie"),
    ],
)  # fmt: skip
def test_opendocument_file_is_refused_or_settled(
    tmp_path: Path, body: str, automatic: str, found: tuple[int, int, int], accepted: str
) -> None:
    source, target = odt(tmp_path / "a.odt", body, automatic), tmp_path / "clean.odt"
    _refused_then_settled(source, target, Revisions(*found))
    assert text_of(target) == accepted
    assert b"geheim" not in b"".join(package.parts(target).values())


def _refused_then_settled(source: Path, target: Path, found: Revisions) -> None:
    if any(found):
        with pytest.raises(HasChanges, match="--accept-changes") as refused:
            office.clear(source, target, accept_changes=False)
        assert found.told() in refused.value.detail
        (warning,) = office.clear(source, target, accept_changes=True)
        assert found.told() in warning
    else:
        assert office.clear(source, target, accept_changes=False) == ()


def test_changes_that_could_not_all_be_accepted_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "accept", lambda _: None)
    source = docx(tmp_path / "a.docx", paragraph(inserted("nieuw")))
    with pytest.raises(CannotConvert):
        office.clear(source, tmp_path / "b.docx", accept_changes=True)


def test_what_was_found_is_told_in_dutch() -> None:
    assert Revisions(1, 2, 0).told() == "1 bijgehouden wijziging en 2 opmerkingen"
    assert Revisions(2, 1, 3).told() == "2 bijgehouden wijzigingen, 1 opmerking en 3 stukken verborgen tekst"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (field("DATE \\@ d-M-yyyy", "3-5-2024"), []),
        (field('INCLUDEPICTURE "http://x/y.png"', "beeld"), []),
        (field("PAGE", "7"), ["PAGE"]),
        (field("TOC \\o", field("PAGEREF _Toc", "7")), []),
        (f'<w:fldSimple w:instr=" DATE ">{run("3-5-2024")}</w:fldSimple>', []),
    ],
)
def test_fields_say_what_their_author_last_saw(tmp_path: Path, written: str, kept: list[str]) -> None:
    source, target = docx(tmp_path / "a.docx", paragraph(run("Op "), written)), tmp_path / "clean.docx"
    office.clear(source, target, accept_changes=False)
    tree = package.parsed(package.parts(target)["word/document.xml"])
    assert [(node.text or "").strip() for node in tree.iter(f"{{{W}}}instrText")] == kept
    assert text_of(target).startswith("Op ")
    assert len(text_of(target)) > len("Op ")


PICTURE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:v"><v:imagedata src="http://example.nl/v.png"/></v:shape></w:pict></w:r>'
    "</w:p>"
)


def test_nothing_outside_a_word_file_is_named_any_more(tmp_path: Path) -> None:
    rels = {
        "rId5": "image http://example.nl/a.png",
        "rId6": "hyperlink http://example.nl/",
        "rId7": "attachedTemplate file:///c:/x.dotm",
        "rId8": "oleObject file:///c:/x.xlsx",
    }
    more: dict[str, str | bytes] = {"word/vbaProject.bin": b"x", "word/embeddings/a.xlsx": b"PK"}
    source = docx(tmp_path / "a.docx", paragraph(run("Tekst")), PICTURE, more=more, rels=rels)
    fetched, macros, objects = office.clear(source, tmp_path / "clean.docx", accept_changes=False)
    assert "verwijst 3 keer" in fetched
    assert "macro" in macros
    assert "1 ingesloten" in objects
    parts = package.parts(tmp_path / "clean.docx")
    assert "word/vbaProject.bin" not in parts
    addresses = b"".join(parts.values())
    assert [name for name in (b"a.png", b"v.png", b"dotm", b"c:/x") if name in addresses] == []


def test_nothing_outside_an_opendocument_file_is_named_any_more(tmp_path: Path) -> None:
    body = (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/in.png"/></draw:frame>'
        '<draw:frame><draw:image xlink:href="http://example.nl/out.png"/></draw:frame>'
        '<draw:frame><draw:image xlink:href="../out.png"/></draw:frame>'
        '<text:a xlink:href="http://example.nl/">link</text:a></text:p>'
    )
    source = odt(tmp_path / "a.odt", body, more={"Pictures/in.png": b"\x89PNG", "Basic/x.xml": "<x/>"})
    fetched, macros = office.clear(source, tmp_path / "clean.odt", accept_changes=False)
    assert "verwijst 2 keer" in fetched
    assert "macro" in macros
    content = package.parts(tmp_path / "clean.odt")["content.xml"]
    assert b"Pictures/in.png" in content
    assert b"out.png" not in content


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


def _with(name: str, data: str | bytes) -> Callable[[Path], Path]:
    return lambda path: docx(path, paragraph(run("Tekst")), more={name: data})


def _twice(path: Path) -> Path:
    docx(path, paragraph(run("Tekst")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as file:
        file.writestr("word/document.xml", "<x/>")
    return path


def _saved(data: bytes) -> Callable[[Path], Path]:
    def save(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return save


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (_with("word/document.xml", f"{BILLION}<x>&b;</x>"), Damaged),
        (_with("word/theme.xml", f"{BILLION}<x>&b;</x>".encode("utf-16")), Damaged),
        (_with("word/media/a.dat", f"  {BILLION}<x/>"), Damaged),
        (_with("word/document.xml", "<x"), Damaged),
        (_with("word/big.xml", b" " * 60_000_000), TooLarge),
        (_with("word/a.xml", f'<w:altChunk {WORD} r:id="x"/>'), CannotConvert),
        (lambda path: zipped(path, {f"{number}.xml": "<x/>" for number in range(6_000)}), TooLarge),
        (lambda path: zipped(path, {"a.xml": "<x/>"}), WrongType),
        (_twice, Damaged),
        (_saved(b"PK\x03\x04 niets"), Damaged),
        (_saved(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), NeedsPassword),
        (_saved(b"%PDF-1.4"), WrongType),
    ],
    ids=["entities", "entities in utf-16", "entities in a picture", "cut off", "bomb", "chunk", "many parts", "no text",
         "two of a name", "no zip", "password", "a PDF"],
)  # fmt: skip
def test_hostile_file_is_refused_before_any_program_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Callable[[Path], Path], error: type[CannotProcess]
) -> None:
    monkeypatch.setattr(office, "_program", lambda: "soffice")
    monkeypatch.setattr(office, "_run", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(error):
        office.convert(build(tmp_path / "a.docx"), tmp_path)


def test_encrypted_opendocument_file_needs_a_password(tmp_path: Path) -> None:
    source = odt(tmp_path / "a.odt", "", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    with pytest.raises(NeedsPassword):
        office.clear(source, tmp_path / "b.odt", accept_changes=False)


def test_place_outside_the_package_is_no_part_of_it() -> None:
    names = {"Pictures/a.png", "Object 1/content.xml"}
    inside = ("#x", "./Object 1", "Pictures/a.png", "Pictures/../Pictures/a.png")
    others = ("../a.png", "http://x", "//x/a.png", "/etc/passwd", "Pictures/b.png", "Pictures/../../Pictures/a.png")
    assert [address for address in (*inside, *others) if outside._is_inside(address, names)] == list(inside)
