"""What may not come back: each hidden wording in the forms in which it could, and how a text is searched for them.

Texts are folded before they are compared: ligatures and accents undone, small letters, nothing but letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, partial
from typing import NamedTuple

from anonymize.words import is_ordinary
from corpus.decisions import Category, Published, Verdict
from corpus.document import Span
from corpus.knowledge import load_list

SHORT = 5  # letters: a shorter form counts only as a word of its own ("Bos" in "bosbouw" is no name)
CODE = 3  # signs: letters and digits of a room that alone say nothing
BY_HAND = "officer"  # the rule of what a person said (anonymize/officer.py)
BY_RULE = "rule"  # the rule of what a person said of all documents (anonymize/standing.py)
LONG = 8  # letters: a longer form is also found across blanks and line ends
DIGITS = 6  # digits: fewer count only as a number of their own
PHONE_TAIL = 8  # last digits of a telephone number: the same for 06, +31 6 and 0031 (0)6
RUN = 3  # words of a passage that are looked for together
NUMBERS = frozenset({Category.PHONE, Category.BSN, Category.IBAN})

_LETTERS = (("ß", "ss"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"), ("ı", "i"))
_LOOKALIKES = str.maketrans(
    {"1": "l", "i": "l", "|": "l", "!": "l", "j": "l", "0": "o", "5": "s", "8": "b", "6": "b", "9": "g", "2": "z"}
)
# A hyphen at a line's end, and what is not seen; it opens with a set of signs, which is looked for ten times as fast.
_BROKEN = re.compile(
    r"[-\u2010\u00ac\u00ad\u200b-\u200d\u2060\ufeff]"
    r"(?:(?<=\w[-\u2010\u00ad\u00ac])\s*\n\s*(?=\w)|(?<=[\u00ad\u200b-\u200d\u2060\ufeff]))"
)
_NO_LETTER = re.compile(r"[\W_]+")
_WIDE = re.compile(r"[^\x00-\xff]+")
_MICRO, _MU = "\xb5", "\u03bc"  # of the signs of a byte the only one that folds to a letter that is none
MANY = 20  # signs for each run of wide ones: where they are more, one by one is slower
_IN_NUMBER = re.compile(r"(?<=\d)[\s().\-/+\u2010-\u2015]{1,3}(?=\d)")


class Way(StrEnum):
    """How a form is looked for."""

    WORD = "word"  # as a word of its own
    PART = "part"  # inside a word
    ACROSS = "across"  # across blanks and line ends
    NUMBER = "number"  # as a number of its own, separators undone
    DIGITS = "digits"  # inside a number, separators undone


class Secret(NamedTuple):
    """A folded form, how to look for it, and what it is; it never leaves this process."""

    form: str
    way: Way
    category: Category
    ground: str


def fold(text: str) -> str:
    """Letters and digits only, in their plainest form.

    >>> fold("Steﬀie-Ågot ĲSSEL")
    'steffieagotijssel'
    """
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        if MANY * len(_WIDE.findall(text)) > len(text):
            return fold_plainly(text)
        text = _WIDE.sub(lambda run: fold_plainly(run[0]), text)
        try:
            plain = text.encode("latin-1")
        except UnicodeEncodeError:
            return fold_plainly(text)
    narrow, longer, dropped = _narrow()
    for letter, others in longer:
        if letter in plain:
            plain = plain.replace(letter, others)
    return plain.translate(narrow, dropped).decode("latin-1").replace(_MICRO, _MU)


def fold_plainly(text: str) -> str:
    """The same for any text, sign by sign: ten times as slow, and what `fold` goes by."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    for letter, others in _LETTERS:  # a table costs fifty times as much
        plain = plain.replace(letter, others)
    return _NO_LETTER.sub("", plain)


@cache
def _narrow() -> tuple[bytes, list[tuple[bytes, bytes]], bytes]:
    """For the signs of a byte: what each becomes, those that become more than one, and those that go."""
    folded = [fold_plainly(chr(sign)).replace(_MU, _MICRO).encode("latin-1") for sign in range(256)]
    one = bytes(each[0] if len(each) == 1 else sign for sign, each in enumerate(folded))
    longer = [(bytes([sign]), each) for sign, each in enumerate(folded) if len(each) > 1]
    return one, longer, bytes(sign for sign, each in enumerate(folded) if not each)


def ocr_fold(text: str) -> str:
    """`fold` with the letters that OCR takes for each other made one.

    >>> ocr_fold("Kern") == ocr_fold("Kem")
    True
    """
    return fold(text.replace("|", "l").replace("!", "l")).translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w")


def plainest(text: str) -> str:
    """Only the letters a to z and digits of `fold`: a form of those that stands in that, stands in this."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    for letter, others in _LETTERS:
        plain = plain.replace(letter, others)
    return plain.encode("ascii", "ignore").translate(*_narrow()[::2]).decode("ascii")


def words(text: str) -> list[str]:
    """The words of a text with hyphenation at line ends undone."""
    return _BROKEN.sub("", text).split()


@dataclass(frozen=True)
class Secrets:
    """All that was hidden in a document. Its repr shows no wording."""

    all: tuple[Secret, ...]

    def __repr__(self) -> str:
        return f"Secrets({len(self.all)} forms)"

    @classmethod
    def of(cls, published: Published) -> Secrets:
        found: dict[tuple[str, Way], Secret] = {}
        for gap in published.gaps:
            make = _of_passage if _is_passage(published, gap.span) else partial(forms, category=gap.category)
            for form, way in make(published.document.at(gap.span)):
                found.setdefault((form, way), Secret(form, way, gap.category, gap.ground))
        return cls(tuple(found.values()))

    def found_in(self, text: str) -> bool:
        """True when a text says any of it."""
        ready = Text(text)
        return any(ready.count(secret) for secret in self.all)


@cache
def _plain() -> frozenset[str]:
    rows = load_list("anonymize", "gate")["plain"]
    return frozenset(fold(form) for row in rows for form in row["forms"])


def forms(wording: str, category: Category) -> Iterable[tuple[str, Way]]:
    """The forms to look for: the whole, its words, the part before an @, a number's digits; long ones also reversed."""
    digits = re.sub(r"\D", "", wording)
    if category in NUMBERS or len(digits) >= DIGITS:
        if category is Category.PHONE and len(digits) > PHONE_TAIL:
            digits = digits[-PHONE_TAIL:]
        if len(digits) >= 3:
            yield digits, Way.DIGITS if len(digits) >= DIGITS else Way.NUMBER
        if category in NUMBERS and category is not Category.IBAN:
            return
    local = wording.split("@")[0]
    whole = fold(local)
    if len(whole) >= LONG:
        yield whole, Way.ACROSS
        yield whole[::-1], Way.ACROSS
    for part in re.split(r"[^\w'’]+|_", local):
        form = fold(part)
        if len(form) < 2 or form in _plain() or form.isdigit():
            continue
        if _is_code(form) and form != whole:
            yield whole, Way.PART  # "D2-117": its "D2" may stand anywhere, also as the id of a record
            continue
        if len(form) < SHORT:
            yield form, Way.WORD
        else:
            yield form, Way.PART
            if len(form) > SHORT:
                yield form[::-1], Way.PART


def _is_passage(published: Published, span: Span) -> bool:
    """Whether a gap is a piece of text that a person hid, rather than somebody's data."""
    mine = [each for each in published.decisions if each.verdict is Verdict.REDACT and each.span.overlaps(span)]
    return all(each.rule in (BY_HAND, BY_RULE) and each.category is Category.OTHER for each in mine)


def _of_passage(wording: str) -> Iterable[tuple[str, Way]]:
    """Of a passage that a person hid: each run of its words, and each name in it. Its words may stand elsewhere too."""
    told = words(wording)
    for at in range(max(len(told) - RUN, 0) + 1):
        form = fold(" ".join(told[at : at + RUN]))
        if len(form) >= LONG:
            yield form, Way.ACROSS
    for part in re.findall(r"[^\W_]+", wording):
        form = fold(part)
        if part[0].isupper() and len(form) >= SHORT and not form.isdigit() and not is_ordinary(part.lower()):
            yield form, Way.PART


def _is_code(form: str) -> bool:
    return len(form) <= CODE and form.isalnum() and not form.isalpha()


class Text:
    """A text made ready to be searched: folded once, counted often; what it cannot hold is not looked for twice."""

    def __init__(self, text: str, *, ocr: bool = False) -> None:
        self._text = text
        self._ocr = ocr
        self._fold = ocr_fold if ocr else fold
        # OCR's slips cross no blanks, so its words are folded one by one
        self._across = "".join(self._words) if ocr else fold(text)

    @cached_property
    def _joined(self) -> list[str]:
        return words(self._text)

    @cached_property
    def _words(self) -> list[str]:
        return [self._fold(word) for word in self._joined]

    @cached_property
    def _parts(self) -> list[str]:
        return [self._fold(part) for word in self._joined for part in re.split(r"[^\w]+|_", word)]

    @cached_property
    def _numbers(self) -> list[str]:
        return re.findall(r"\d+", _IN_NUMBER.sub("", self._text))

    def count(self, secret: Secret) -> int:
        """How often a secret stands in the text."""
        form = ocr_fold(secret.form) if self._ocr else secret.form
        if form not in self._across:
            return 0
        if secret.way is Way.NUMBER:
            return self._numbers.count(secret.form)
        if secret.way is Way.DIGITS:
            return sum(number.count(secret.form) for number in self._numbers)
        if secret.way is Way.WORD:
            return self._parts.count(form)
        if secret.way is Way.PART:
            return sum(word.count(form) for word in self._words)
        return self._across.count(form)
