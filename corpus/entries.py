"""Walks through the objects of a PDF that end, also in a file made to keep a reader busy.

An entry may be missing, be of another kind than it should, or lead back to where it came from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import pikepdf

MOST = 5_000  # things of one kind that are looked at
LEVELS = 6  # of fields in one another

_TABLES = (pikepdf.Dictionary, pikepdf.Stream)


def at(thing: Any, *keys: str) -> Any:
    """The entry that a path of keys leads to; None where there is none."""
    for key in keys:
        thing = thing.get(key) if isinstance(thing, _TABLES) else None
    return thing


def items(thing: Any) -> list[Any]:
    """The items of an array; none of anything else."""
    return list(islice(thing, MOST)) if isinstance(thing, pikepdf.Array) else []


def below(nodes: Iterable[Any], key: str = "/Kids") -> Iterator[Any]:
    """Nodes and all that hangs under them by `key`, each once, MOST at most."""
    waiting, seen = deque(islice(nodes, MOST)), set[tuple[int, int]]()
    for _ in range(MOST):
        if not waiting:
            return
        node = waiting.popleft()
        if not isinstance(node, _TABLES) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        yield node
        under = node.get(key)
        waiting.extend(items(under) if isinstance(under, pikepdf.Array) else [under])


def leaves(tree: Any) -> list[Any]:
    """The values of a name tree, whose leaves hold names and values in turn."""
    values = chain.from_iterable(items(at(node, "/Names"))[1::2] for node in below([tree]))
    return list(islice(values, MOST))


def inherited(field: Any, key: str) -> Any:
    """An entry of a field of a form, or of a field that it is a part of."""
    for _ in range(LEVELS):
        if field is None or (value := at(field, key)) is not None:
            return None if field is None else value
        field = at(field, "/Parent")
    return None


def notes(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """Each annotation with the number of its page; None for those of a page that cannot be read."""
    for number, page in enumerate(pdf.pages, 1):
        try:
            found = items(at(page.obj, "/Annots"))
        except Exception:  # pikepdf raises many kinds on damaged objects; the other pages can still be seen
            found = [None]
        for note in found:
            yield number, note


def actions(owners: Iterable[Any]) -> Iterator[Any]:
    """The kinds of the actions that opening, paging, pointing and typing set off."""
    return (at(action, "/S") for action in below(_first_actions(owners), "/Next"))


def _first_actions(owners: Iterable[Any]) -> Iterator[Any]:
    for owner in owners:
        more = at(owner, "/AA")
        starts = (more.get(key) for key in more) if isinstance(more, _TABLES) else ()
        yield from (start for start in (at(owner, "/A"), at(owner, "/OpenAction"), *starts) if start is not None)
