"""The engine that sees pages as a person does: OCR of the redacted file, where its picture is not proven otherwise.

Of drawn pages it reads the ink that no kept word explains, and some words in which every letter occurs: the rest was
drawn letter by letter, and is held against its source. Of a scan it reads the places of `anonymize.reread`: the rest is
the source's own pixels, which were read. It reads a page whole that does not look like its source or has a letter that
does not look like what it says, and every page when the gate is thorough.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from functools import partial

from PIL import Image

from anonymize.case import Case, Look, Spot, spot
from anonymize.crops import Crop, cropped, read_crops
from anonymize.likeness import DPI, looks_alike, unread_ink
from anonymize.opened import Opened
from anonymize.reread import SURE, doubtful
from anonymize.specimen import unproven_pages
from anonymize.wording import Secret, Text
from corpus import ocr
from corpus.at_once import ShareLost, in_shares, processes
from corpus.decisions import Verdict
from corpus.document import Box, Draft, Part, Source, Word, around, compose
from corpus.views import View, views

OCR_DPI = 200
NEAR = 3.0  # points: OCR's boxes and ours differ by this much


def ocr_text(case: Case) -> Iterator[Spot]:
    """What OCR reads of what had to go, and what has to go of what nobody read before."""
    if not case.secrets.all and case.look is None:
        return
    pages = len(case.opened)
    whole = unproven_pages(case.made.shapes, case.opened.draw, None if case.thorough else case.proven)
    seen = in_shares(partial(_share, case, whole, pages), processes(pages))
    if len(seen) != pages:
        raise ShareLost  # a page that nobody looked at is not proven
    for found in seen:
        yield from found


def _share(case: Case, whole: Container[int], pages: int, share: int, amount: int) -> list[tuple[int, list[Spot]]]:
    """What OCR finds on every so-manieth page, with the page's number."""
    numbers = range(share + 1, pages + 1, amount)
    read: dict[int, list[ocr.Line]] = {number: [] for number in numbers}
    pdf = Opened(case.target) if share else case.opened  # a share but the first has a process of its own
    for line in read_crops(_crops(case, pdf, whole, numbers), OCR_DPI):
        read[line.words[0].box.page].append(line)
    return [(number, list(_judged(case, number, lines))) for number, lines in read.items()]


def _crops(case: Case, pdf: Opened, whole: Container[int], numbers: range) -> Iterator[Crop]:
    """What is to be read of some pages."""
    for number, view in _beside_sources(case, numbers):
        draw = partial(pdf.draw, number)
        found = None
        if number not in whole and not case.thorough:
            found = unread_ink(case, number, draw, OCR_DPI) if case.is_drawn(number) else _in_doubt(case, view, draw)
        yield from [_whole(pdf, number)] if found is None else found


def _beside_sources(case: Case, numbers: range) -> Iterator[tuple[int, View | None]]:
    """Pages, those that are pictures beside their source; None where there is no such page."""
    left = list(numbers)
    if case.source and not all(case.is_drawn(number) for number in left):
        for view in views(case.source, [page.turn for page in case.pages]):
            if view.number in left:
                left.remove(view.number)
                yield view.number, view
    yield from ((number, None) for number in left)


def _in_doubt(case: Case, view: View | None, draw: Callable[[int], Image.Image]) -> list[Crop] | None:
    """What is to be read of the picture of a page; None for all of it."""
    if view is None or case.pages[view.number - 1].source is not Source.OCR:
        return None  # what a text layer says was not read from the picture
    picture = draw(OCR_DPI)
    small = picture.reduce(OCR_DPI // DPI)
    places = doubtful(case, view.number, small) if looks_alike(case, view, small) else None
    return None if places is None else list(cropped(picture, view.width, places))


def _whole(pdf: Opened, number: int) -> Crop:
    return Crop(Box(number, 0.0, 0.0, *pdf.size(number)), pdf.draw(number, OCR_DPI))


def _judged(case: Case, page: int, lines: Iterable[ocr.Line]) -> Iterator[Spot]:
    read = [list(line.words) for line in lines]
    yield from _unexplained(case, page, read)
    if case.look and not case.is_drawn(page) and (unread := list(_unread(case, page, read))):
        yield from _undecided(case, case.look, unread)


def _unexplained(case: Case, page: int, read: list[list[Word]]) -> Iterator[Spot]:
    """What OCR reads where no kept word says the same."""
    text = Text("\n".join(" ".join(word.text for word in line) for line in read), ocr=True)
    suspects = [secret for secret in case.secrets.all if len(secret.form) > 2 and text.count(secret)]
    if not suspects:
        return
    pieces = case.kept_on(page)
    for secret in suspects:
        for words in _holding(secret, read):
            box = around(word.box for word in words)
            near = [piece for piece in pieces if piece.box.overlaps(_wider(box))]
            if not Text(" ".join(piece.text for piece in near), ocr=True).count(secret):
                yield spot("ocr", page, secret, box)


def _unread(case: Case, page: int, read: list[list[Word]]) -> Iterator[list[Word]]:
    """The words of lines that stand where no kept word and no box does: the first reading did not see them."""
    taken = [*(piece.box for piece in case.kept_on(page)), *(drawn.box for drawn in case.drawn_on(page))]
    for line in read:
        words = [word for word in line if word.sure >= SURE and not any(_lies_in(word.box, box) for box in taken)]
        if any(len(word.text) > 2 and word.text[:1].isupper() for word in words):
            yield words


def _lies_in(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _undecided(case: Case, look: Look, lines: list[list[Word]]) -> Iterator[Spot]:
    """What a fresh search would hide in such lines."""
    words, blocks = compose(Draft(Part.PARAGRAPH, [word._replace(after=" ") for word in line]) for line in lines)
    document = replace(case.published.document, words=words, blocks=blocks, marks=())
    for decision in look(document):
        if decision.verdict is Verdict.REDACT:
            box = around(document.boxes(decision.span))
            yield Spot("ocr", box.page, box, decision.category, decision.ground, "nobody read it")


def _holding(secret: Secret, lines: list[list[Word]]) -> Iterator[list[Word]]:
    """The runs of words that say a secret: single words first, then neighbours on a line, then over a line's end."""
    flat = [word for line in lines for word in line]
    found = [[word] for word in flat if Text(word.text, ocr=True).count(secret)]
    if found:
        yield from found
        return
    for start in range(len(flat)):
        for end in range(start + 2, min(start + 9, len(flat) + 1)):
            run = flat[start:end]
            if _say(run, secret):
                if not _say(run[1:], secret):
                    yield from ([word] for word in run)
                break


def _say(run: list[Word], secret: Secret) -> bool:
    return Text("\n".join(word.text for word in run), ocr=True).count(secret) > 0


def _wider(box: Box) -> Box:
    return Box(box.page, box.x0 - NEAR, box.top - NEAR, box.x1 + NEAR, box.bottom + NEAR)
