"""A Woo ground in words: "5.1.2e" is read aloud as "artikel 5.1, tweede lid, onder e, Woo"."""

from __future__ import annotations

import re

ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende")
_CODE = re.compile(r"(?P<article>\d+\.\d+)(?:\.(?P<paragraph>[1-7]))?(?P<letter>[a-z])?")


def spoken(ground: str) -> str:
    """What a screen reader says at a box.

    >>> spoken("5.1.2e")
    'Gelakt: artikel 5.1, tweede lid, onder e, Woo'
    """
    code = _CODE.fullmatch(ground)
    if code is None:
        return f"Gelakt: {ground}"
    words = [f"artikel {code['article']}"]
    if code["paragraph"]:
        words.append(f"{ORDINALS[int(code['paragraph']) - 1]} lid")
    if code["letter"]:
        words.append(f"onder {code['letter']}")
    return f"Gelakt: {', '.join(words)}, Woo"
