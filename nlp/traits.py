"""What the trained judge looks at in a sentence (nlp/judge.py): its words, and how it stands in its document.

Words count by their stems, alone, in pairs, and by their kind ("tell", "self", "participle": the forms of
lists/promises.toml and the labels of lists/tense.toml), so that a verb that no training text has is judged by its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from corpus.stem import stem
from nlp.dutch import Sentence
from nlp.promises import MONTHS, load, vetoes
from nlp.stretch import Stretch
from nlp.tense import labels_of

_KINDS = (
    *("tell", "plan", "deed", "told", "done", "shall", "go", "come", "let", "receive"),
    *("can", "have", "was", "become", "say"),
)
_SELF = frozenset("ik we wij mij me mijn ons onze".split())
# A capital inside a sentence makes a name, but for these.
_NO_NAME = frozenset("kamer kamers ik u uw minister staatssecretaris kabinet we wij parlement".split())
_NAME = "<naam>"
_LONGEST = 6


class Trait(NamedTuple):
    """A trait of a sentence and the tokens that it is made of, the last one included."""

    name: str
    first: int
    last: int


class _Word(NamedTuple):
    stem: str
    kinds: tuple[str, ...]


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    forms = load()["forms"]
    found: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for word in forms[kind]:
            found[word] = (*found.get(word, ()), kind)
    return found


@lru_cache(maxsize=1 << 16)
def _word(lower: str) -> _Word:
    if lower[0].isdigit():
        return _Word("0", ())
    if lower in MONTHS:
        return _Word("<maand>", ("month",))
    # A label has a capital, as both lists have a "have" of their own.
    kinds = (*_forms().get(lower, ()), *(label.capitalize() for label in labels_of(lower)))
    own = (*kinds, "self") if lower in _SELF else kinds
    return _Word(stem(lower) or lower if lower[0].isalpha() else lower, own)


def of_words(tokens: Tokens | Doc) -> Iterator[Trait]:
    """The traits of a row of words, in order; the same trait may come twice."""
    before: _Word | None = None
    last = 0
    for at, token in enumerate(tokens):
        lower = token.lower_
        if lower.isspace():
            continue
        named = before and token.text[0].isupper() and lower not in _NO_NAME
        if named and before and before.stem == _NAME:
            last = at
            continue
        word = _Word(_NAME, ()) if named else _word(lower)
        yield Trait(f"w:{word.stem}", at, at)
        for kind in word.kinds:
            yield Trait(f"k:{kind}", at, at)
        if before is None:
            yield Trait(f"first:{word.stem}", at, at)
        else:
            yield from (Trait(name, last, at) for name in _pairs(before, word))
        before, last = word, at
    if before is not None:
        yield Trait(f"last:{before.stem}", last, last)


@lru_cache(maxsize=1 << 16)
def _pairs(left: _Word, right: _Word) -> tuple[str, ...]:
    """Two words that stand together, by their stems and by their kinds."""
    return (
        f"ww:{left.stem} {right.stem}",
        *(f"kw:{kind} {right.stem}" for kind in left.kinds),
        *(f"wk:{left.stem} {kind}" for kind in right.kinds),
        *(f"kk:{one} {other}" for one in left.kinds for other in right.kinds),
    )


def of_place(clause: Stretch, after: Sentence | None) -> Iterator[str]:
    """How a sentence stands in its document; `after` is the sentence behind it."""
    block = clause.sentence.block
    before = clause.before[-1] if clause.before else None
    yield f"long:{min(len(clause.text.split()) // 6, _LONGEST)}"
    yield "in:debate" if clause.turn else f"in:{clause.profile.kind}"
    yield f"part:{block.part}"
    yield "follows" if before and before.block == block else "opens"
    if before and clause.reading.text(before).rstrip().endswith("?"):
        yield "answers"
    if after is None or after.block != block:
        yield "closes"


def of_sense(clause: Stretch) -> Iterator[str]:
    """Whom and when a sentence mentions, and which vetoes of lists/promises.toml it meets: dear to find out."""
    yield from (f"veto:{veto.id}" for veto in vetoes() if veto.pattern.search(clause.text))
    yield from {f"who:{mention.who}" for mention in clause.mentions}
    yield from {f"when:{moment.kind}" for moment in clause.moments}
    if clause.recipient:
        yield "house"
