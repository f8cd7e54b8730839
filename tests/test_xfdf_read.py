"""Boxes come in as other programs write them; what cannot be taken over is said."""

from __future__ import annotations

import pytest
from framing import BOX, PAGE, taken, xfdf
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from anonymize.grounds import spelled
from corpus.document import Box
from corpus.instructions import HIDE, SHOW
from corpus.xfdf import Framed, XfdfRefused
from corpus.xfdf_read import BOTH, MAX_ANNOTATIONS, NO_GROUND, OUTSIDE, ROUGH, SHAPELESS, Taken, read_xfdf

ACROBAT = """
<redact color="#E52237" creationdate="D:20260301102555+01'00'" flags="print" interior-color="#000000"
 date="D:20260301102555+01'00'" name="0b4f1c52-5b6e-4d5c-9c0e-0a4f6b6d8a11" page="0"
 coords="100,792,180,792,100,778,180,778,50,770,120,770,50,756,120,756" rect="48.5,754.5,181.5,793.5"
 subject="Redigeren" title="Ada Terpwijk" overlay-text="5.1.2.e" justification="centered">
 <contents-richtext><body xmlns="http://www.w3.org/1999/xhtml"><p dir="ltr"><span><b>naam</b> van</span> een</p
><p>ambt<!-- x -->enaar</p></body></contents-richtext>
 <popup flags="print,nozoom,norotate" open="no" page="0" rect="612,603.886,816,717.886"/>
 <defaultappearance>1 0 0 RG 0 g 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr /Helv 10 Tf</defaultappearance>
</redact>"""
PDF_XCHANGE = """
<square width="2" color="#FF0000" flags="print" date="D:20260301120000+01'00'" page="0" fringe="1,1,1,1"
 rect="99,777,181,793" subject="Rechthoek" title="ada" name="a-1"><contents>art. 5.1 lid 2 e</contents></square>"""
FOXIT = """
<highlight color="#FFFF00" opacity="0.5" flags="print" page="0" name="b-2" subject="Highlight" title="ada"
 coords="100.0, 792.0, 180.0, 792.0, 100.0, 778.0, 180.0, 778.0" rect="96.0, 777.0, 184.0, 793.0">
 <contents>Adres (5.1.2i)</contents></highlight>"""


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (
            ACROBAT,
            [
                Framed(BOX, HIDE, "5.1.2e", "other", "naam van een ambtenaar", "Ada Terpwijk"),
                Framed(Box(1, 50, 72, 120, 86), HIDE, "5.1.2e", "other", "naam van een ambtenaar", "Ada Terpwijk"),
            ],
        ),
        (PDF_XCHANGE, [Framed(BOX, HIDE, "5.1.2e", "other", "", "ada")]),
        (FOXIT, [Framed(BOX, HIDE, "5.1.2i", "other", "Adres (5.1.2i)", "ada")]),
    ],
    ids=["Acrobat", "PDF-XChange", "Foxit"],
)
def test_boxes_of_other_programs_are_read(annotation: str, expected: list[Framed]) -> None:
    assert taken(annotation) == Taken(tuple(expected), ())


RECT = 'page="0" rect="100,778,180,792"'


@pytest.mark.parametrize(
    ("said", "ground", "why"),
    [
        ('overlay-text="5.1.2.i"', "5.1.2i", ""),
        ('overlay-text="Art. 5.1, tweede lid, aanhef en onder e, Woo"', "5.1.2e", ""),
        ('overlay-text="GEHEIM" subject="5.2.1"', "5.2.1", ""),
        ("5.1.2i: geheim adres", "5.1.2i", "geheim adres"),
        ("5.1.2i - geheim adres", "5.1.2i", "geheim adres"),
        ("5.1 lid 2 sub i geheim adres", "5.1.2i", "geheim adres"),
        ("Geheim adres, zie art. 5.1.2i", "5.1.2i", "Geheim adres, zie art. 5.1.2i"),
    ],
)
def test_ground_is_where_people_write_it(said: str, ground: str, why: str) -> None:
    attributes, comment = (said, "") if "=" in said else ("", said)
    read = taken(f"<redact {RECT} {attributes}><contents>{comment}</contents></redact>")
    assert ([(each.ground, each.why) for each in read.boxes], read.remarks) == ([(ground, why)], ())


@pytest.mark.parametrize("comment", ["", "naam", "het kost 5.2 miljoen", "zie 9.9.9z"])
def test_without_a_ground_it_is_the_usual_one_and_said(comment: str) -> None:
    read = taken(f"<square {RECT}><contents>{comment}</contents></square>")
    assert ([each.ground for each in read.boxes], read.remarks) == (["5.1.2e"], (f"Pagina 1: {NO_GROUND}",))


@pytest.mark.parametrize(
    ("said", "contents"), [("", "5.1.2e; 5.1.2i: naam"), ('overlay-text="5.1.2e"', "5.1.2i: naam")]
)
def test_of_two_grounds_the_first_is_taken_and_the_other_named(said: str, contents: str) -> None:
    read = taken(f"<redact {RECT} {said}><contents>{contents}</contents></redact>")
    assert [(each.ground, each.why) for each in read.boxes] == [("5.1.2e", "naam")]
    assert read.remarks == (
        "Pagina 1: een vak noemt meer gronden (5.1.2e en 5.1.2i); 5.1.2e is genomen. Controleer dat.",
    )


@pytest.mark.parametrize(
    ("annotation", "what", "why"),
    [
        (f"<highlight {RECT}><contents>Niet lakken: openbaar ambt</contents></highlight>", SHOW, "openbaar ambt"),
        (f'<square {RECT} subject="Niet lakken"><contents>openbaar</contents></square>', SHOW, "openbaar"),
        (f"<square {RECT}><contents>5.1.2e: niet lakken kan niet</contents></square>", HIDE, "niet lakken kan niet"),
        (f"<square {RECT}><contents>5.1.2e: naam</contents></square>", HIDE, "naam"),
    ],
)
def test_only_who_says_so_at_the_start_shows(annotation: str, what: str, why: str) -> None:
    read = taken(annotation)
    assert [(each.what, each.why) for each in read.boxes] == [(what, why)]
    assert read.remarks == ()


def test_a_redaction_hides_whatever_its_comment_says() -> None:
    read = taken(f'<redact {RECT} overlay-text="5.1.2e"><contents>Niet lakken</contents></redact>')
    assert ([each.what for each in read.boxes], read.remarks) == ([HIDE], (f"Pagina 1: {BOTH}",))


def test_what_somebody_drew_has_no_id_of_ours() -> None:
    assert [each.id for each in taken(f'<square {RECT} name="lakwerk"/>', f'<square {RECT} name="f/1"/>').boxes] == [
        "",
        "",
    ]


def test_a_square_is_drawn_within_its_fringe() -> None:
    """From the left, top, right and bottom edge; a fringe that leaves nothing is none."""
    told = ["1,2,3,4", "1,2,3", "-1,0,0,0", "50,0,50,0"]
    read = taken(*(f'<square {RECT} fringe="{fringe}"><contents>5.1.2e</contents></square>' for fringe in told))
    assert [each.box for each in read.boxes] == [Box(1, 101, 52, 177, 60), BOX, BOX, BOX]


def test_a_box_over_the_edge_is_cut_at_the_edge() -> None:
    (each,) = taken('<square page="0" rect="-50,778,180,1900"/>').boxes
    assert each.box == Box(1, 0, 0, 180, 64)


def test_corners_may_come_in_any_order() -> None:
    read = taken(
        '<square page="0" rect="180,792,100,778"/>', '<highlight page="0" coords="180,778,100,778,100,792,180,792"/>'
    )
    assert [each.box for each in read.boxes] == [BOX, BOX]


@pytest.mark.parametrize(
    ("attributes", "remark"),
    [
        ("", SHAPELESS),
        ('rect=""', SHAPELESS),
        ('rect="1,2,3"', SHAPELESS),
        ('rect="100,778,100,792"', SHAPELESS),
        ('rect="a,b,c,d"', SHAPELESS),
        ('rect="nan,1,2,3"', SHAPELESS),
        ('rect="-inf,-inf,inf,inf"', SHAPELESS),
        ('rect="0,0,1e300,1e300"', SHAPELESS),
        ('rect="700,10,800,20"', OUTSIDE),
        ('rect="10,-30,20,-10"', OUTSIDE),
        ('coords="10,20,30,20,10,20,30,20"', SHAPELESS),
    ],
)
def test_a_box_without_a_place_is_named_and_the_others_come_in(attributes: str, remark: str) -> None:
    read = taken(f"<redact page='0' {attributes}/>", f'<redact {RECT} overlay-text="5.1.2e"/>')
    assert ([each.box for each in read.boxes], read.remarks) == ([BOX], (f"Pagina 1: {remark}",))


def test_without_readable_corners_the_box_around_is_taken() -> None:
    read = taken(f'<highlight {RECT} coords="1,2,3"><contents>5.1.2e</contents></highlight>')
    assert ([each.box for each in read.boxes], read.remarks) == ([BOX], (f"Pagina 1: {ROUGH}",))


def test_other_kinds_of_annotation_are_named() -> None:
    read = taken(
        '<text page="0" rect="1,2,3,4"/>', '<ink page="1"/>', '<geheim page="1"/>', '<link page="0"/>', plots=[PAGE] * 2
    )
    assert [remark.partition(" is ")[0] for remark in read.remarks] == [
        "Pagina 1: een notitie",
        "Pagina 2: een tekening",
        "Pagina 2: een opmerking van een ander soort",
    ]


def test_remarks_hold_no_wording_of_the_file() -> None:
    secret = "Kievitsnest"
    marked = f'name="{secret}" title="{secret}" subject="{secret}" overlay-text="{secret}"'
    kinds = ("redact", "square", "highlight", "text", secret)
    read = taken(
        *(f'<{kind} page="0" {marked} rect="{secret}"><contents>{secret}</contents></{kind}>' for kind in kinds)
    )
    assert read.remarks
    assert not any(secret in remark for remark in read.remarks)


def test_a_file_in_another_encoding_is_read() -> None:
    data = f'<?xml version="1.0" encoding="UTF-16"?><xfdf><annots>{PDF_XCHANGE}</annots></xfdf>'.encode("utf-16")
    assert [each.box for each in read_xfdf(data, [PAGE], spelled).boxes] == [BOX]


def test_a_file_without_boxes_is_said() -> None:
    assert "bevat geen vakken" in taken().remarks[0]


@pytest.mark.parametrize("page", ["", "-1", "1.5", "x", "٣"])
def test_an_annotation_without_a_page_stops_it(page: str) -> None:
    with pytest.raises(XfdfRefused, match="zonder geldig paginanummer"):
        taken(f'<square page="{page}" rect="1,2,3,4"/>')


def test_a_page_that_is_not_there_stops_it() -> None:
    """The file is about another document: none of it may be laid over this one."""
    with pytest.raises(XfdfRefused, match=r"pagina 3-4 staat erin, en het stuk heeft 2 pagina's"):
        taken(*(f'<square page="{page}" rect="1,2,3,4"/>' for page in (0, 2, 3)), plots=[PAGE] * 2)


ODD = ["", "0", "1", "-1", "0,0,0,0", "100,778,180,792", "1e400,0,1,2", "nan", "x", ",,,", "5.1.2e", "Niet lakken"]
VALUES = st.sampled_from(ODD) | st.text("0123456789,.-e", max_size=30)
KEYS = st.sampled_from(["rect", "coords", "fringe", "overlay-text", "subject", "title", "name"])
TAGS = st.sampled_from(["redact", "square", "highlight", "text", "popup", "contents"])


@given(st.lists(st.tuples(TAGS, st.dictionaries(KEYS, VALUES)), max_size=4))
def test_any_annotation_gives_boxes_on_the_page_or_a_remark(drawn: list[tuple[str, dict[str, str]]]) -> None:
    root = etree.Element("xfdf")
    annotations = etree.SubElement(root, "annots")
    for tag, attributes in drawn:
        etree.SubElement(annotations, tag, attributes, page="0")
    read = read_xfdf(etree.tostring(root), [PAGE], spelled)
    assert read.boxes or read.remarks
    for each in read.boxes:
        assert 0 <= each.box.x0 < each.box.x1 <= PAGE.width
        assert 0 <= each.box.top < each.box.bottom <= PAGE.height


GROWING = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FETCHING = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"%FDF-1.2",
        b"<xfdf",
        b"<xfdf>\0</xfdf>",
        b'<?xml version="1.0" encoding="onbekend"?><xfdf/>',
        b'<?xml version="1.0" encoding="utf-7"?><xfdf/>',
        "<xfdf>é</xfdf>".encode("latin-1"),
        f"{GROWING}<xfdf>&b;</xfdf>".encode(),
        f"{FETCHING}<xfdf>&a;</xfdf>".encode(),
        f"{FETCHING}<xfdf/>".encode("utf-16"),
        b"<xfdf>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</xfdf>",
        b"<html/>",
    ],
)
def test_what_is_no_safe_xfdf_is_refused(data: bytes) -> None:
    with pytest.raises(XfdfRefused, match=r"geen XFDF|onveilig"):
        read_xfdf(data, [PAGE], spelled)


def test_a_large_file_is_refused_unread() -> None:
    with pytest.raises(XfdfRefused, match="groter dan 20 MB"):
        read_xfdf(b" " * 20_000_001, [PAGE], spelled)


@pytest.mark.parametrize(("count", "refused"), [(MAX_ANNOTATIONS, False), (MAX_ANNOTATIONS + 1, True)])
def test_more_annotations_than_a_person_draws_are_refused(count: int, refused: bool) -> None:
    data = xfdf(*[f'<redact {RECT} overlay-text="5.1.2e"/>'] * count)
    if refused:
        with pytest.raises(XfdfRefused, match="meer dan 20000"):
            read_xfdf(data, [PAGE], spelled)
    else:
        assert len(read_xfdf(data, [PAGE], spelled).boxes) == count


@pytest.mark.timeout(20)
@pytest.mark.parametrize("filling", ["5.1.2e ", "x", "a,", "5.1 ", "( ", "art.5.1 5.1 ", "5.1\n"])
def test_long_comments_take_no_time_and_are_cut(filling: str) -> None:
    long = filling * (8_000_000 // len(filling))
    (each,) = taken(f'<redact {RECT} title="{long[:4000]}"><contents>{long}</contents></redact>').boxes
    assert max(len(each.why), len(each.who)) <= 2000
