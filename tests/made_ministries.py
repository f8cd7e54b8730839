"""The layouts, as different from one another as those of real ministries and their programs."""

from __future__ import annotations

from dataclasses import replace

from made_layout import BLUE, GREEN, GREY, PURPLE, RED, Head, Heading, Layout, Running, Side
from made_words import Type

SANS, SERIF, WIDE, NARROW = Type("Sans", 9.5), Type("Serif", 10.5), Type("Wide", 8), Type("Narrow", 10.5)
TINY = Type("Sans", 6.6)

BZK_NOTA = Layout(
    WIDE, 12.2, gap=12.2, headings=(Heading(), Heading("italic", before=6)), bullets=("•", "o"), note=Type("Wide", 6.2),
    side=Side(465, 100, Type("Wide", 5.8), 8.4),
    head=Head(tab=92, top=150, title="nota", label=""),
)  # fmt: skip
BZK_LETTER = replace(
    BZK_NOTA, headings=(Heading("italic"), Heading("", underlined=True)), bullets=("–", "•"),
    head=Head(tab=58, fields_top=226), running=Running(type_=Type("Wide", 5.8)),
)  # fmt: skip
IENW_NOTA = Layout(
    SANS, 12.6, left=72, right=430, gap=0, item_gap=2,
    headings=(Heading(before=14), Heading("italic", before=8)), bullets=("•", "-"), inset=12,
    side=Side(452, 108, TINY, 8.6, label="bold", colour=BLUE),
    head=Head(logo=72, tab=84, form="table", label="bold", top=196, box_top=106, box_left=330),
    running=Running(place="left", number="Pagina {} van {}", number_place="foot-right"),
)  # fmt: skip
IENW_LETTER = replace(
    IENW_NOTA, gap=12.6, headings=(Heading(before=16, after=2), Heading("", before=10)), bullets=("▪", "-"),
    head=Head(logo=72, tab=58, fields_top=216), note=Type("Serif", 7.5),
    running=Running(number="{}/{}", number_place="foot-centre"),
)  # fmt: skip
EZK_NOTA = Layout(
    WIDE, 12, left=76, right=446, headings=(Heading("", 3, before=16, after=1), Heading("", underlined=True, before=3)),
    bullets=("•", "–"), hang=18, note=Type("Wide", 6.4), top=190,
    side=Side(458, 112, Type("Wide", 5.8), 8, top=146, later_top=146, gap=9),
    head=Head(logo=322, crest=False, logo_type=Type("Serif", 11), form="loose", tab=40, top=172, title="nota",
              route="lines"),
)  # fmt: skip
EZK_LETTER = replace(
    EZK_NOTA, top=118, justified=True, gap=12, headings=(Heading("bold"), Heading("", 1)), bullets=("-", "o"),
    side=Side(458, 112, Type("Wide", 5.8), 8, early=True),
    head=Head(logo=322, crest=False, logo_type=Type("Serif", 11), tab=56, fields_top=240),
    running=Running(number_place="side", number_top=792, type_=Type("Wide", 5.8)),
)  # fmt: skip
EZ_NOTA = Layout(
    Type("Tight", 9), 12.4, left=70, right=420, gap=4, headings=(Heading(colour=BLUE, larger=1), Heading("italic")),
    bullets=("▪", "–"), side=Side(438, 128, Type("Tight", 7), 9.4, label="", glue=": "),
    head=Head(form="colon", tab=76, label="bold", title="bold", top=120),
    running=Running(number="pagina {}", number_place="foot-right", type_=Type("Tight", 7)),
)  # fmt: skip
LNV_NOTA = Layout(
    SERIF, 13, left=164, right=540, justified=True, soft=True, indent=14, ligatures=True,
    headings=(Heading("bold", 1), Heading("italic", before=6)), bullets=("–", "•"), hang=14,
    note=Type("Serif", 8), note_leading=9.6, note_rule=60,
    side=Side(44, 104, Type("Serif", 8), 9.8, label="italic", top=140, later_top=90),
    head=Head(logo=198, form="stack", label="italic", top=150, route="grid", title="nota"),
    running=Running(number="{} van {}", number_place="foot-left", type_=Type("Serif", 8)),
)  # fmt: skip
LNV_LETTER = replace(
    LNV_NOTA, headings=(Heading("bold", 1), Heading("italic", before=6)), bullets=("•", "–"),
    head=Head(logo=198, form="loose", tab=66, fields_top=250, top=140),
    running=Running(place="right", rule=True, number="{}/{}", number_place="foot-centre", type_=Type("Serif", 8)),
)  # fmt: skip
JENV_NOTA = Layout(
    SANS, 12.8, left=70, right=412, gap=6, headings=(Heading(underlined=True), Heading("bold", before=8)),
    bullets=("-", "•"), side=Side(426, 136, SANS, 12.4, label="capitals", colour=PURPLE, gap=7),
    head=Head(logo=300, tab=70, label="capitals", title="bold", top=120),
    running=Running(number="Pagina {} van {}", number_place="side", number_first="Pagina 1"),
)  # fmt: skip
JENV_LETTER = replace(
    JENV_NOTA, body=WIDE, leading=12.2, right=426, headings=(Heading("bold"), Heading("italic")), gap=12.2,
    side=Side(448, 112, Type("Wide", 6), 8.6), head=Head(logo=300, tab=58, fields_top=236),
    running=Running(type_=Type("Wide", 6)),
)  # fmt: skip
OCW_NOTA = Layout(
    NARROW, 13.4, left=84, right=418, gap=13.4, headings=(Heading("italic", 1.5), Heading("bold")), bullets=("o", "-"),
    side=Side(440, 112, Type("Narrow", 8), 10, label="bold", colour=RED), note=Type("Narrow", 8), note_leading=9.4,
    head=Head(logo=84, crest=False, form="colon", tab=64, label="bold", top=168, box_top=118, title="bold"),
    running=Running(number="Blad {}", number_place="head-right", number_first="", type_=Type("Narrow", 8)),
)  # fmt: skip
OCW_LETTER = replace(
    OCW_NOTA, left=84, right=500, side=None, headings=(Heading("bold"), Heading("italic")), bullets=("•", "–"),
    head=Head(logo=84, crest=False, form="grid", label_colour=GREY, fields_top=226),
    running=Running(place="both", rule=True, number="Blad {}", number_place="foot-right", number_first="",
                    type_=Type("Narrow", 8), foot=("Rijnstraat 50, Den Haag – www.rijksoverheid.nl/ocw",)),
)  # fmt: skip
DEFENSIE_NOTA = Layout(
    Type("Sans", 10), 13.2, left=196, right=550, gap=7, headings=(Heading(colour=GREEN), Heading("italic", before=6)),
    bullets=("•", "–"), side=Side(42, 138, Type("Sans", 9.6), 12, label="bold", top=130, later_top=100, gap=8),
    head=Head(logo=420, crest=False, colour=GREEN, form="stack", label="bold", top=130, title="bold", route="bare"),
    running=Running(number="Pagina {} van {}", number_place="foot-left", foot=("Ministerie van Defensie",)),
)  # fmt: skip
DEFENSIE_LETTER = replace(
    DEFENSIE_NOTA, left=74, right=424, headings=(Heading(colour=GREEN, larger=1), Heading("bold", before=8)), gap=13.2,
    side=Side(440, 126, Type("Sans", 7.2), 9.2, label="bold", colour=GREEN, early=True),
    head=Head(logo=420, crest=False, colour=GREEN, tab=66, fields_top=238),
    running=Running(place="left", number="Blad {} van {}", number_place="head-right", number_first=""),
)  # fmt: skip
VWS_NOTA = Layout(
    Type("Book", 8.4), 12.2, left=78, right=436, justified=True, apart=True, gap=6,
    headings=(Heading(colour=BLUE, larger=1), Heading("italic", before=8)), bullets=("▪", "o"), hang=14, inset=6,
    note=Type("Book", 6.4), side=Side(454, 108, Type("Book", 6.4), 8.8, label=""),
    head=Head(form="table", tab=110, top=124), running=Running(type_=Type("Book", 6.4)),
)  # fmt: skip
VWS_LETTER = replace(
    VWS_NOTA, apart=False, justified=False, headings=(Heading(underlined=True), Heading("", before=8)), gap=12.2,
    bullets=("•", "o"), hang=20, head=Head(tab=62, fields_top=232, label="bold"),
    running=Running(number="Pagina {} van {}", number_place="foot-right", type_=Type("Book", 6.4)),
)  # fmt: skip
AZ_NOTA = Layout(
    Type("Serif", 11), 14, left=92, right=504, indent=18, ligatures=True, soft=True,
    headings=(Heading("italic", 1, before=16), Heading("", underlined=True, before=8)), bullets=("–", "•"), hang=18,
    note=Type("Serif", 8.5), note_leading=10,
    head=Head(logo=236, crest=False, logo_type=Type("Serif", 13), tab=84, top=118, label="", route="dashed"),
    running=Running(place="right", number="– {} –", number_place="foot-centre", type_=Type("Serif", 9)),
)  # fmt: skip
AZ_LETTER = replace(
    AZ_NOTA, justified=True, headings=(Heading("bold"), Heading("italic", before=8)), indent=0, gap=7,
    head=Head(logo=236, crest=False, logo_type=Type("Serif", 13), tab=72, top=132, fields_top=246),
)  # fmt: skip
LOW = Layout(
    SANS, 12.6, left=66, right=430, justified=True, gap=12.6,
    headings=(Heading(before=12.6), Heading("italic", before=0)),
    side=Side(436, 124, SANS, 12.6, low=True, gap=0), head=Head(tab=62, fields_top=230), bottom=776,
    running=Running(number_place="foot-right"),
)  # fmt: skip
LIBRE = Layout(
    WIDE, 12.2, left=79, right=441, gap=12.2, side=Side(466, 100, Type("Wide", 6), 8.4, glue=""),
    headings=(Heading(), Heading("italic")), head=Head(form="collapsed", top=132, fields_top=170),
    running=Running(number_first="{1}Pagina{0}van{1}", type_=Type("Wide", 6)), note=Type("Wide", 6.4),
)  # fmt: skip
MINUTES = Layout(
    Type("Sans", 9.8), 12.2, columns=((72, 290), (308, 526)), left=72, right=526, top=76, bottom=700, soft=True,
    gap=12.2, head=Head(logo=72, crest=False, logo_type=Type("Sans", 13, "bold"), top=86, title="large"),
    running=Running(place="both", top=44, number="TK 31, 31-10-{}", number_place="foot-right", number_top=780),
)  # fmt: skip
DECISIONS = Layout(
    Type("Sans", 9.4), 12, left=62, right=540, headings=(Heading(bar=True, before=18, after=8), Heading()), top=60,
    inset=128, hang=12,
    head=Head(logo=62, crest=False, logo_type=Type("Sans", 15), form="colon", tab=128, top=128),
    running=Running(number="{}", number_place="foot-right", number_first=""),
)  # fmt: skip
PRIVATE = Layout(
    Type("Mono", 9.5), 13.6, left=84, right=512, gap=13.6, bullets=("-", "-"), top=80,
    head=Head(form="colon", tab=84, top=110, fields_top=220, crest=False), running=Running(number=""),
)  # fmt: skip

LAYOUTS = {name.lower().replace("_", "-"): value for name, value in globals().items() if isinstance(value, Layout)}
