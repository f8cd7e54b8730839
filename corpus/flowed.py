"""Plain text of a mail, its paragraphs whole again: format=flowed (RFC 3676) ends a line that goes on in a blank."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_SIGNATURE = "-- "
_CODED = re.compile(r"^begin(?: |-base64 )[0-7]{3,4} (?P<name>[^\n]{1,200})\n(?P<body>(?:[^\n]*\n)*?)end[ \t]*$", re.M)


def unflow(text: str, *, delete_blank: bool = False) -> str:
    r"""Lines that flow, joined, per depth of quoting; `delete_blank` is the parameter DelSp.

    >>> unflow("Wij zullen de \nKamer informeren.\n> Kan dat \n> morgen?")
    'Wij zullen de Kamer informeren.\n> Kan dat morgen?'
    """
    lines: list[str] = []
    depth_before, open_ = 0, False
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")  # stuffed, so that a line may begin with ">" or a blank
        flows = content.endswith(" ") and content != _SIGNATURE
        piece = content[:-1] if flows and delete_blank else content
        if open_ and depth == depth_before and content != _SIGNATURE:
            lines[-1] += piece
        else:
            lines.append("> " * depth + piece)
        depth_before, open_ = depth, flows
    return "\n".join(line.rstrip() for line in lines)


def decoded_away(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A text without the files that are written into it in letters (uuencode), and those files by name."""
    found = [(match["name"].strip(), _decoded(match["body"])) for match in _CODED.finditer(text)]
    return _CODED.sub("", text), found


def _decoded(body: str) -> bytes:
    return b"".join(_lines(body))


def _lines(body: str) -> Iterator[bytes]:
    for line in filter(None, body.split("\n")):
        try:
            yield binascii.a2b_uu(line)
        except (binascii.Error, ValueError):
            return
