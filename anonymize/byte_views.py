"""The ways in which bytes may hold text: as they are, two for a letter, hexadecimal, base64, escaped or kerned."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

BETWEEN = "\n;;\n"  # between texts that are searched together: words end at it, and numbers too


def views_of(data: bytes) -> Iterator[list[str]]:
    """The ways in which bytes may hold text, those of one kind together."""
    yield [data.decode("latin-1")]
    if not data.isascii():
        yield [data.decode("utf-8", "ignore")]
    if b"\0" in data:
        for shifted in (data, data[1:]):
            yield [shifted.decode("utf-16-be", "ignore")]
            yield [shifted.decode("utf-16-le", "ignore")]
    if b"%" in data:
        yield [unquote_to_bytes(data).decode("utf-8", "ignore")]
    yield [b"".join(re.findall(rb"\(((?:\\.|[^\\()])*)\)", data)).decode("latin-1")]  # kerned text: (Jans) -20 (en)
    hexed = [re.sub(rb"\s", b"", run) for run in re.findall(rb"[0-9A-Fa-f][0-9A-Fa-f\s]{6,}[0-9A-Fa-f]", data)]
    unhexed = [binascii.unhexlify(run[: len(run) // 2 * 2]) for run in hexed]
    for code in ("latin-1", "utf-16-be"):
        yield ["\n".join(run.decode(code, "ignore") for run in unhexed)]
    runs = [run.rstrip(b"=") for run in re.findall(rb"[A-Za-z0-9+/]{8,}={0,2}", data)]
    yield [_unbased(run[shift:]) for run in runs for shift in range(4)]


def _unbased(run: bytes) -> str:
    """What a run of base64 says, without the half sign at its end."""
    whole, rest = run[: len(run) // 4 * 4], run[len(run) // 4 * 4 :]
    part = whole + (rest + b"===")[:4] * (len(run) % 4 > 1)
    return base64.b64decode(part, validate=False).decode("utf-8", "ignore")
