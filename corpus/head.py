"""Where the running text of the first page starts, and which lines above it open with a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Word
from corpus.sheet import Line, Segment
from corpus.words import Label, heading_level, label_of, opens_as

_PLACE_AND_DATE = re.compile(r"^['’\w -]{3,25}, (?:\d{1,2} )?[a-z]{3,9} (?:19|20)\d\d$")
KIND = re.compile(r"(?:beslis|oplegger|opleg|informatie|advies|aanbiedings|spoed)?(?:nota|notitie)|memo", re.IGNORECASE)
SHORT = 110.0  # points: the first cell of a row
BETWEEN = 9  # lines between two labels of a head at most: an addressee with his address
BESIDE, HIGH = 120.0, 140.0  # points: right of the text, and from the top of the page
WRAPPED = 0.15  # share of the measure that a line may leave free before the next word
RIGHT_HALF, FEWEST, FEW_LABELS = 0.5, 5, 2  # share of the width; lines and labels of a column beside a head
STEP = 1.7  # lines further apart than this many heights are not one group


def body_start(lines: Sequence[Line], right: float) -> int:
    """The index of the first line of the running text on the first page.

    It starts at the first heading or salutation; or at prose between the labelled lines (date, subject) and that;
    without either, after the last labelled line; else at the top.
    """
    if printed := _printed_head(lines) or _mail_head(lines):
        return printed
    opening = next((i for i, line in enumerate(lines) if _opens(line) and not _is_counted(lines, i)), None)
    labelled = [
        i
        for i, line in enumerate(lines[: opening if opening is not None else 40])
        if label_and_rest(line) or _PLACE_AND_DATE.match(line.text)
    ]
    labelled = together(labelled)
    if not labelled:
        if opening is None:
            return _letterhead(lines)
        # Where letters have no size, in plain text and scans, a title's lines are set as those of the body are
        return _prose(lines, 0, opening, right) if lines[0].size else opening
    after = labelled[-1] + 1
    while after < len(lines) and _goes_on(lines[labelled[-1]], lines[after - 1], lines[after], right):
        after += 1
    if _is_route(lines[labelled[-1]]):
        after = _after_route(lines, after)
    if opening is None:
        return _below_title(lines, after)
    return after if _prose(lines, after, opening, right) < opening else opening


def _is_counted(lines: Sequence[Line], at: int) -> bool:
    """True for "Bijlagen" with their number below, where more labels of the head follow: a label and no heading."""
    below = lines[at + 1 : at + 2 + BETWEEN // 2]
    return (
        bool(below)
        and below[0].text[:1].isdigit()
        and any(label_and_rest(line) or KIND.match(line.text) for line in below[1:])
    )


def _prose(lines: Sequence[Line], first: int, last: int, right: float) -> int:
    """The index of the first of two lines over the measure that are set alike, between two; else that of the last."""
    left = min(line.box.x0 for line in lines)
    wide = [_alone(line) and line.box.x1 > left + 0.75 * (right - left) for line in lines[first:last]]
    for at, (one, two) in enumerate(pairwise(wide), first):
        if one and two and _are_alike(lines[at], lines[at + 1]) and not lines[at].text.isupper():
            return at
    return last


def _are_alike(one: Line, other: Line) -> bool:
    """True for two lines set alike; how bold a line of a scan is tells little."""
    return one.size == other.size and (not one.size or one.bold == other.bold)


def _below_title(lines: Sequence[Line], after: int) -> int:
    """The index of the first line below the word "beslisnota" and the subject that stands below it, set alike."""
    if after >= len(lines) or not KIND.fullmatch(lines[after].text.strip()):
        return after
    at = after + 1
    while at < len(lines) and lines[at].bold and (at == after + 1 or _is_close(lines[at - 1], lines[at])):
        at += 1
    return at


def _is_close(before: Line, line: Line) -> bool:
    return 0 < line.box.top - before.box.top < STEP * line.box.height


def _is_route(line: Line) -> bool:
    found = label_and_rest(line)
    return found is not None and found[0].key == "route"


def _after_route(lines: Sequence[Line], after: int) -> int:
    """The index of the first line below the grid of a route of initials."""
    while after < len(lines) and (not _alone(lines[after]) or _is_cell(lines[after - 1], lines[after])):
        after += 1
    return after


def _is_cell(before: Line, line: Line) -> bool:
    """True for a row of a grid with nothing but its first cell filled."""
    near = line.box.top - before.box.top < 2 * STEP * line.box.height
    return near and not line.bold and line.box.width < SHORT and line.box.x0 < before.segments[0].box.x1


def together(indexes: Sequence[int]) -> list[int]:
    """The indexes of the first labels of a page, up to where the lines between two of them are too many for a head."""
    far = next((i for i, (one, other) in enumerate(pairwise(indexes), 1) if other - one > BETWEEN), len(indexes))
    return list(indexes[:far])


def _printed_head(lines: Sequence[Line]) -> int:
    """The number of lines above the text of answers as the House prints them (Aanhangsel van de Handelingen)."""
    if not lines or not opens_as(lines[0].text, "house"):
        return 0
    return 1 + max((i for i, line in enumerate(lines[:8]) if opens_as(line.text, "series")), default=-1)


def _mail_head(lines: Sequence[Line]) -> int:
    """The number of lines of a mail's head: where its text starts, though a mail below it has a head as well."""
    keys: set[str] = set()
    end = 0
    for i, line in enumerate(lines[:40]):
        if found := label_and_rest(line):
            keys.add(found[0].key)
        elif keys and not _goes_on(lines[end - 1], lines[i - 1], line):
            break
        end = i + 1
    return end if {"from", "sent"} <= keys else 0


def _letterhead(lines: Sequence[Line]) -> int:
    """The number of lines of a letterhead above a text that nothing else opens: a sender beside the coat of arms."""
    count = 0
    left = min((line.box.x0 for line in lines), default=0.0)
    while count < len(lines) and lines[count].box.x0 > left + BESIDE and lines[count].box.bottom < HIGH:
        count += 1
    return count if any(opens_as(line.text, "sender") for line in lines[:count]) else 0


def beside(lines: Sequence[Line], width: float) -> tuple[list[Line], list[Line]]:
    """The lines of a head, and those of a column that stands beside some of them only: a sender's block at the right.

    Such a column has words at one x in many lines, and nothing of the head runs over it there.
    """
    x, rows = _column_in(lines, width)
    own: list[Line] = []
    column: list[Line] = []
    for line in lines:
        if not rows or not rows[0].box.top - 1 <= line.box.top <= rows[-1].box.top + STEP * line.box.height:
            own.append(line)
            continue
        left, right = (
            [Segment(part) for s in line.segments if (part := [t for t in s.tokens if (t.word.box.x0 < x - 2) == side])]
            for side in (True, False)
        )
        own += [Line(left)] if left else []
        column += [Line(right)] if right else []
    return own, column


def unparted(lines: Sequence[Line]) -> list[Line]:
    """Lines of a head, of which none that stands beside two lines of a group comes between them: a stamp.

    "Ministerie van Sociale Zaken / en Werkgelegenheid", with "TER BESLISSING" at half their height.
    """
    found = _with_centred([part for line in lines for part in _unstacked(line)])
    for at in range(len(found) - 2):
        upper, stamp, lower = found[at : at + 3]
        group = _is_close(upper, lower) and upper.size == lower.size and abs(upper.box.x0 - lower.box.x0) < 1
        apart = stamp.box.x0 > max(upper.box.x1, lower.box.x1)
        if group and apart and stamp.box.top < upper.box.bottom and lower.box.top < stamp.box.bottom:
            found[at + 1 : at + 3] = [lower, stamp]
    return found


def _with_centred(lines: list[Line]) -> list[Line]:
    """The same, but a label at half the height of two lines of its value stands before both: "Betreft"."""
    found = list(lines)
    for at in range(len(found) - 3, -1, -1):
        upper, label, lower = found[at : at + 3]
        if len(label.segments) > 1 or not label_of(label.text) or len(upper.segments) > 1 or label_and_rest(upper):
            continue
        level = label.box.top < upper.box.bottom and lower.box.top < label.box.bottom
        if level and abs(upper.box.x0 - lower.segments[0].box.x0) < 1 and label.box.x1 < upper.box.x0:
            found[at : at + 2] = [Line([*label.segments, *upper.segments])]
    return found


def _unstacked(line: Line) -> list[Line]:
    """A line as one, or as two where a part of it stands below another: "nota" printed large beside two lines."""
    upper: list[Segment] = []
    lower: list[Segment] = []
    for segment in sorted(line.segments, key=lambda s: (s.box.top + s.box.bottom, s.box.x0)):
        (lower if any(_is_below(segment, other) for other in upper) else upper).append(segment)
    return [Line(upper), *(_unstacked(Line(lower)) if lower else [])]


def _is_below(segment: Segment, other: Segment) -> bool:
    """True for words of which one stands below one of another segment."""
    return any(
        one.word.box.x0 < two.word.box.x1
        and two.word.box.x0 < one.word.box.x1
        and one.word.box.top > (two.word.box.top + two.word.box.bottom) / 2
        for one in segment.tokens
        for two in other.tokens
    )


def _column_in(lines: Sequence[Line], width: float) -> tuple[float, list[Line]]:
    """The x of such a column and the lines that have a word there; no lines where there is none."""
    starts = Counter(round(s.box.x0) for line in lines for s in line.segments if s.box.x0 > RIGHT_HALF * width)
    for x, _ in starts.most_common(3):
        rows = [line for line in lines if any(abs(t.word.box.x0 - x) <= 1 for t in line.tokens)]
        while rows and not any(abs(s.box.x0 - x) <= 1 for s in rows[-1].segments):
            rows.pop()  # a word of a subject below the column that starts there by chance
        if not rows:
            continue
        within = [line for line in lines if rows[0].box.top <= line.box.top <= rows[-1].box.top]
        over = any(t.word.box.x0 < x - 2 and t.word.box.x1 > x for line in within for t in line.tokens)
        labelled = sum(any(label_of(t.word.text) for t in r.tokens if abs(t.word.box.x0 - x) <= 1) for r in rows)
        labelled += sum(any(label_of(s.text) and abs(s.box.x0 - x) <= 1 for s in r.segments) for r in rows)
        if len(rows) >= FEWEST and not over and labelled >= FEW_LABELS:
            return float(x), rows
    return 0.0, []


def _opens(line: Line) -> bool:
    # Minutes start where somebody speaks: "De voorzitter:".
    if opens_as(line.text, "salutation") or opens_as(line.text, "speaker"):
        return True
    return heading_level(line.text, numbered=False) == 1 and not (label_of(line.text) and not _alone(line))


def _goes_on(label: Line, before: Line, line: Line, right: float = float("inf")) -> bool:
    """True where the subject goes on below itself: indented, wrapped into a small letter, or below its bare label."""
    if not line.box.top - before.box.top < STEP * line.box.height:
        return False
    if line.box.top - label.box.top < STEP * line.box.height and _is_bare(label):
        return True  # the value stands below its label
    wrapped = before.box.x1 > right - WRAPPED * (right - before.box.x0) and line.text[:1].islower()
    return line.box.x0 > label.box.x0 + 20 or wrapped


def _is_bare(line: Line) -> bool:
    """True for a label that has no value beside it."""
    found = label_and_rest(line)
    return found is not None and not found[2]


def _alone(line: Line) -> bool:
    return len(line.segments) == 1


def label_and_rest(line: Line) -> tuple[Label, list[Word], list[Word]] | None:
    """The label at the start of a line, its words, and the words of its value on the same line."""
    tokens = [token for token in line.tokens if token.word.text]
    first = line.segments[0]
    small = not first.text[:1].isupper() and not first.text.lower().startswith(("cc", "bcc", "e-mail"))
    if small and not (len(line.segments) == 1 and first.text.islower() and label_of(first.text)):
        return None  # "van dit besluit" is a line of text; "ons kenmerk" alone on its line is a label
    if label := label_of(first.text):
        taken = len(first.tokens)
        if (len(first.text) > 2 and label.key != "phone") or first.text.endswith(":") or len(line.segments) > 1:
            return label, [t.word for t in first.tokens], [t.word for t in line.tokens[taken:]]
    for count in range(min(4, len(tokens)), 0, -1):
        text = Segment(tokens[:count]).text
        label = label_of(text)
        if not label:
            continue
        gap = tokens[count].word.box.x0 - tokens[count - 1].word.box.x1 if count < len(tokens) else 99.0
        if label.key == "phone" and not (count < len(tokens) and re.match(r"[+(\d]", tokens[count].word.text)):
            continue
        other_face = count < len(tokens) and tokens[count - 1].bold and not tokens[count].bold
        certain = text.endswith(":") or count == len(tokens) or gap > 0.55 * line.box.height or other_face
        if (
            certain
            or label.key in {"subject", "our_reference", "your_reference", "phone"}
            or (label.key in {"to", "date"} and len(text) > 2)
        ):
            return label, [t.word for t in tokens[:count]], [t.word for t in tokens[count:]]
    return None
