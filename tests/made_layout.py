"""What makes one ministry's pages look unlike another's, as data: nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass

from made_words import Type

BLACK = (0.0, 0.0, 0.0)
BLUE = (0.08, 0.26, 0.45)
GREEN = (0.0, 0.38, 0.27)
PURPLE = (0.26, 0.08, 0.37)
RED = (0.6, 0.05, 0.1)
GREY = (0.35, 0.35, 0.35)
SMALL, LETTERHEAD = Type("Sans", 7), Type("Serif", 10)
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Heading:
    """A level of headings; sizes are those of the body plus `larger`."""

    face: str = "bold"
    larger: float = 0.0
    colour: Colour = BLACK
    underlined: bool = False
    bar: bool = False  # centred on a grey bar
    before: float = 12.0
    after: float = 0.0


@dataclass(frozen=True)
class Side:
    """The side column; labels may stand on a line of their own or before their value."""

    x: float
    width: float
    type_: Type
    leading: float
    top: float = 108.0
    later_top: float = 108.0
    label: str = "bold"  # bold, italic, "", capitals (small capitals)
    colour: Colour = BLACK
    glue: str | None = None  # label and value on one line, with this between them
    gap: float = 5.0
    early: bool = False  # drawn before the body, as a program may well do
    low: bool = False  # it ends beside the last lines of page 1, on the same baselines


@dataclass(frozen=True)
class Head:
    """Letterhead and fields at the head of page 1."""

    logo: float = 285.0  # x of the ministry's name
    crest: bool = True
    logo_type: Type = LETTERHEAD
    colour: Colour = BLACK
    form: str = "loose"  # loose, colon, table, grid, stack, collapsed
    label: str = ""  # the face of a label, or capitals
    label_colour: Colour = BLACK
    tab: float = 62.0
    top: float = 128.0  # the addressee's or the first field's line
    fields_top: float = 0.0  # the fields stand no higher than this
    title: str = ""  # nota (the word, and the title beside it), bold (a line across), "" (the title is a field)
    route: str = "dashed"  # dashed, grid, bare
    box_top: float = 0.0  # TER BESLISSING in a box, at the left unless `box_left` says otherwise
    box_left: float = 0.0


@dataclass(frozen=True)
class Running:
    """What returns on each page outside the text."""

    place: str = ""  # "" (none), left, right, both (first line left, the others right)
    top: float = 48.0
    rule: bool = False
    type_: Type = SMALL
    number: str = "Pagina {} van {}"
    number_place: str = "side"  # side, foot-left, foot-centre, foot-right, head-right
    number_top: float = 806.0
    number_first: str | None = None  # what page 1 has instead; "" for nothing
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    body: Type
    leading: float
    left: float = 79.0
    right: float = 441.0
    top: float = 108.0  # of the text on later pages
    bottom: float = 780.0
    columns: tuple[tuple[float, float], ...] = ()  # left and right of each; none: one from `left` to `right`
    justified: bool = False
    apart: bool = False  # each word is drawn by itself, without a blank
    soft: bool = False  # words are hyphenated
    ligatures: bool = False
    indent: float = 0.0  # of a paragraph's first line, unless it follows a heading
    gap: float = 0.0  # white between paragraphs
    headings: tuple[Heading, Heading] = (Heading(), Heading("italic"))
    bullets: tuple[str, str] = ("•", "–")
    hang: float = 16.0  # from a bullet to its text
    inset: float = 0.0  # from the left of the body to the bullets of the first level
    item_gap: float = 0.0
    note: Type = SMALL
    note_leading: float = 8.8
    note_rule: float = 110.0
    side: Side | None = None
    head: Head = Head()
    running: Running = Running()

    @property
    def frames(self) -> tuple[tuple[float, float], ...]:
        return self.columns or ((self.left, self.right),)
