"""How likely each word with a capital is somebody's name: two looks, the second with what the first gave.

A sum of what each sign counts for, as in logistic regression (`anonymize/weighing.py` learns it). The second look adds
what the first made of the word itself, of its like elsewhere in the text, of its neighbours and of the text as a
whole: in a list of names the next word is one too.
"""

from __future__ import annotations

import math
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from anonymize.bearing import Page

ROWS = 1 << 17  # of the table of weights; signs share one where their hashes meet
_STEPS = (0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 0.85, 0.97)  # of likelihood, as a sign tells it
_FAR = (1, 2, 5)  # words from one to its neighbour, more is far
_SOONER = 0.5  # likelihood of what is a name sooner than not
_PARTS = 8  # in which the share of names in a text is told
_MOST = 30.0  # of a sum


@lru_cache(maxsize=1 << 18)
def row_of(sign: str) -> int:
    """The row of a sign in the table."""
    return zlib.crc32(sign.encode()) % ROWS


def rows_of(page: Page, at: int) -> list[int]:
    """The rows of all that bears on a word, each once."""
    return list({row_of(sign) for sign in page.signs(at)})


@cache
def weights(name: str) -> tuple[NDArray[np.float32], ...]:
    """The tables of a file in lists/, in order: one for each look."""
    with np.load(BytesIO((files("anonymize") / "lists" / f"{name}.npz").read_bytes())) as kept:
        return tuple(kept[table].astype(np.float32) for table in sorted(kept.files))


def sure(total: float) -> float:
    """A sum of weights as a likelihood from 0 to 1."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, total))))


class Likelihoods:
    """Of each word of a page with a capital how likely it is a name; worked out when first asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def of(self, at: int) -> float:
        """From 0 to 1, by the number of a word; 0 for one without a capital."""
        return self._all.get(at, 0.0)

    @cached_property
    def _all(self) -> dict[int, float]:
        first, second = weights("weights")
        rows = {at: rows_of(self._page, at) for at in self._page.capitals}
        seen = {at: sure(float(first[told].sum())) for at, told in rows.items()}
        return {
            at: sure(float(second[list({*rows[at], *map(row_of, more)})].sum()))
            for at, more in again_of(self._page, seen)
        }


def again_of(page: Page, seen: dict[int, float]) -> Iterator[tuple[int, Sequence[str]]]:
    """What the first look adds for each word of a page, in order."""
    alike: defaultdict[str, list[float]] = defaultdict(list)
    for at, likely in seen.items():
        alike[page.word(at).lower()].append(likely)
    share = sum(likely > _SOONER for likely in seen.values()) / max(1, len(seen))
    order = [None, *seen, None]
    for before, at, behind in zip(order, seen, order[2:], strict=False):
        beside = _beside(seen, at, before), _beside(seen, at, behind)
        elsewhere = _elsewhere(seen[at], alike[page.word(at).lower()])
        yield at, [*_signs(step_of(seen[at]), *beside, share), *elsewhere]


def step_of(likely: float) -> int:
    """A likelihood as a sign tells it."""
    return bisect_right(_STEPS, likely)


def _beside(seen: dict[int, float], at: int, other: int | None) -> str:
    if other is None:
        return "none"
    return f"{step_of(seen[other])} {next((far for far in _FAR if abs(other - at) <= far), 'far')}"


def _signs(own: int, before: str, behind: str, share: float) -> Iterator[str]:
    yield f"again {own}"
    yield f"again -1 {before}"
    yield f"again +1 {behind}"
    yield f"again -1 {before} {own}"
    yield f"again +1 {behind} {own}"
    yield f"again -1+1 {before} {behind} {own}"
    yield f"again share {int(share * _PARTS)}"
    yield f"again share {int(share * _PARTS)} {own}"


def _elsewhere(own: float, alike: list[float]) -> Iterator[str]:
    """What the first look made of the same word elsewhere."""
    if len(alike) == 1:
        return
    others = alike.copy()
    others.remove(own)
    most, mean = step_of(max(others)), step_of(sum(others) / len(others))
    yield f"again most {most}"
    yield f"again most {most} {step_of(own)}"
    yield f"again mean {mean} {step_of(own)}"
