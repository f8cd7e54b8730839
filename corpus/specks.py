"""What OCR made of specks, rules, handwriting and stamps, told from text by its trust and by what a word can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from corpus.document import Word
from corpus.repair import is_bullet
from corpus.sheet import Segment
from corpus.words import commonness, opens_as

SPECK = 0.9  # a mark by itself that OCR is less sure of than this is a speck
TINY = 0.15  # of the height of a line: letters that are narrower are none
SURE = 0.6  # OCR confidence under which a word is doubtful
UNBELIEVED = 0.2  # OCR confidence under which a sign by itself is a speck, and a piece beside the text a smudge
HIGH, TRUSTED = 2.0, 0.85  # times the usual height; OCR confidence from which high letters are a title
SIGNS = frozenset("–&€%+")  # that stand by themselves in a text
DASHES, DASH = frozenset("-—"), 0.4  # also these, between words and as long as a share of the usual height
NUMBER = 0.6  # of the usual height: digits that open a line as a number does
COLUMN = 6  # words of a line that are looked at
_NUMBER = re.compile(r"\d{4}")


def without_specks(words: Sequence[Word], height: float) -> tuple[Sequence[Word], list[Word]]:
    """The words of a line, and the marks among them that are specks of the paper and not punctuation.

    `height` is that of most words of the page, in points.
    """
    kept: list[Word] = []
    specks: list[Word] = []
    for at, word in enumerate(words):
        dash = word.seen in DASHES and 0 < at < len(words) - 1 and word.box.width > DASH * height
        bare = not re.search(r"[^\W_]", word.seen) and not dash and word.seen not in SIGNS
        bullet = not kept and is_bullet(word.seen, ocr=True)
        number = not at and _is_number(word, height)
        alone = len(word.seen) == 1 and word.sure < UNBELIEVED and not bullet and not number
        speck = (bare and not bullet and (word.sure < SPECK or not kept)) or alone or _is_tiny(word, height)
        (specks if speck else kept).append(word)
    return kept, specks


def is_column(words: Sequence[Word]) -> bool:
    """True for signs below each other that tesseract took for a line: the numbers of footnotes."""
    boxes = [word.box for word in words]
    return any(
        min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5 * min(one.width, other.width)
        and (one.bottom <= other.top or other.bottom <= one.top)
        for one, other in combinations(boxes[:COLUMN], 2)
    )


def _is_tiny(word: Word, height: float) -> bool:
    """True for letters that OCR saw in less room than letters take: "Se" in a dash of one point, "2" in a speck."""
    low = word.box.height < 2 * TINY * height
    if len(word.seen) == 1:
        return low and word.seen.isalnum()
    return low or word.box.width < TINY * height * len(word.seen)


def _is_number(word: Word, height: float) -> bool:
    """True for digits as high as those of the number before a heading, however little OCR trusts them."""
    return word.seen.isdigit() and word.box.height > NUMBER * height


def is_noise(segment: Segment, line: Sequence[Word], height: float) -> bool:
    """True for a part of a line that is no text: no word of the whole line has meaning, or none of its own has.

    `height` is that of most words of the page, in points.
    """
    first = segment.tokens[0].word
    number = len(segment.tokens) == 1 and first is line[0] and _is_number(first, height)
    smudge = _is_smudge(segment) and not number
    return _is_noise_line(line) or smudge or _is_scrawl(segment, height) or opens_as(segment.text, "stamp")


def _is_noise_line(words: Sequence[Word]) -> bool:
    """True for a line that OCR made of handwriting, rules or specks: no word that is sure, none that is known."""
    return not any(word.sure >= SURE or _has_meaning(word) for word in words)


def _has_meaning(word: Word) -> bool:
    """True for a Dutch word or a number: specks never look like four digits in a row."""
    bare = word.seen.strip(".,;:")
    return (len(bare) > 3 and commonness(bare) > 2) or bool(_NUMBER.search(bare))


def _is_smudge(segment: Segment) -> bool:
    """True for what stands apart in a line of text and OCR did not believe in: "hts" made of a smudge."""
    return all(token.word.sure < UNBELIEVED and not _has_meaning(token.word) for token in segment.tokens)


def _is_scrawl(segment: Segment, height: float) -> bool:
    """True for letters far higher than those of the page in which OCR has no full trust: "Zara" made of a signature."""
    return all(t.word.box.height > HIGH * height and t.word.sure < TRUSTED for t in segment.tokens)
