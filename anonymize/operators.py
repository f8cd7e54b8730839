"""The operators of a page in the one way in which we write them, told by a pattern that knows no other.

Each with operands of its own kinds, and all parted by one blank or line end: of such bytes every parser makes the same.
A page that holds anything else is left to a parser of everything, at several times the cost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

END = rb"(?:[ \n]|\Z)"
NUMBER = rb"-?\d{1,9}(?:\.\d{1,9})?"
NAME = rb"/[A-Za-z][A-Za-z0-9]*"
STRING = rb"<(?:[0-9a-f]{2})*>"
PART = rb"(?:%b|%b)" % (STRING, NUMBER)
ALONE = frozenset(b"BT ET EMC q Q cm Tr Tz Tm re m l c h f f* S B B* W W* n w J j M rg RG".split())  # numbers at most
OTHER = frozenset(b"d Tj TJ Tf Do BMC BDC".split())
_OPERANDS = b"|".join(
    (
        rb"(?:%b )*+(?=(?:%b)%b)" % (NUMBER, b"|".join(map(re.escape, sorted(ALONE))), END),
        rb"%b (?=Tj)" % STRING,
        rb"\[(?:%b(?: %b)*+)?\] (?=TJ)" % (PART, PART),
        rb"\[(?:%b(?: %b)*+)?\] %b (?=d)" % (NUMBER, NUMBER, NUMBER),
        rb"%b (?=Do|BMC)" % NAME,
        rb"%b %b (?=Tf)" % (NAME, NUMBER),
        rb"%b <</MCID \d{1,9}>> (?=BDC)" % NAME,
    )
)
_OPERATION = re.compile(rb"(%b)([A-Za-z]{1,3}\*?)%b" % (_OPERANDS, END))
_PARTS = re.compile(PART)

MOST_KEPT = 24  # pages
Operation = tuple[bytes, bytes]  # operands, each with a blank after it, and operator


@lru_cache(maxsize=MOST_KEPT)  # three engines read each page
def plain(content: bytes) -> tuple[Operation, ...] | None:
    """The operations of a page; None where a byte of it is not as we write pages."""
    found: list[Operation] = _OPERATION.findall(content)
    covered = sum(map(len, chain.from_iterable(found))) + len(found)
    whole = covered == len(content) + (not content.endswith((b" ", b"\n")))
    return tuple(found) if whole and {name for _, name in found} <= ALONE | OTHER else None


def strings(operands: bytes) -> list[bytes]:
    """The strings among the operands of Tj and TJ."""
    return [part for part in parts(operands) if isinstance(part, bytes)]


def parts(operands: bytes) -> list[bytes | float]:
    """The strings and numbers among the operands of Tj and TJ."""
    return [
        bytes.fromhex(part[1:-1].decode("ascii")) if part[:1] == b"<" else float(part)
        for part in _PARTS.findall(operands)
    ]
