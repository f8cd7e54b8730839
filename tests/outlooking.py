"""Writes small .msg files: an OLE container (MS-CFB, version 3) with the properties of a mail (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, Any]  # a name -> bytes (a stream) or another tree (a storage)
FIXED = {0x0039: 0x0040, 0x0E06: 0x0040, 0x0C15: 0x0003, 0x3705: 0x0003, 0x3FDE: 0x0003, 0x3FFD: 0x0003}


def message(
    texts: dict[int, str] | None = None,
    *,
    fixed: dict[int, int] | None = None,
    binary: dict[int, bytes] | None = None,
    plain: dict[int, bytes] | None = None,
    people: list[tuple[str, str, int]] | None = None,
    files: list[Tree] | None = None,
    head: int = 32,
) -> Tree:
    """A mail as a tree; `people` are name, address and role (1 to, 2 copy); `files` come from `attached`."""
    tree = properties(texts or {}, fixed or {}, binary or {}, head)
    tree |= {f"__substg1.0_{id:04X}001E": data for id, data in (plain or {}).items()}
    for number, (name, address, role) in enumerate(people or ()):
        tree[f"__recip_version1.0_#{number:08X}"] = properties({0x3001: name, 0x39FE: address}, {0x0C15: role}, {}, 8)
    for number, file in enumerate(files or ()):
        tree[f"__attach_version1.0_#{number:08X}"] = file
    return tree


def attached(name: str, data: bytes | Tree, kind: str = "", content_id: str = "") -> Tree:
    """An attachment: bytes, or a mail made with `head=24`."""
    texts = {0x3707: name, **({0x370E: kind} if kind else {}), **({0x3712: content_id} if content_id else {})}
    if isinstance(data, dict):
        return properties(texts, {0x3705: 5}, {}, 8) | {"__substg1.0_3701000D": data}
    return properties(texts, {0x3705: 1}, {0x3701: data}, 8)


def properties(texts: dict[int, str], fixed: dict[int, int], binary: dict[int, bytes], head: int) -> Tree:
    rows = b"".join(struct.pack("<HHIQ", FIXED[id], id, 6, value) for id, value in fixed.items())
    tree: Tree = {"__properties_version1.0": bytes(head) + rows}
    tree |= {f"__substg1.0_{id:04X}001F": text.encode("utf-16-le") for id, text in texts.items()}
    return tree | {f"__substg1.0_{id:04X}0102": data for id, data in binary.items()}


def ticks(moment: datetime) -> int:
    return int((moment.astimezone(UTC).timestamp() + 11_644_473_600) * 10_000_000)


def write(path: Path, tree: Tree) -> Path:
    """The container: every stream in sectors, small ones together in the stream of the root."""
    entries: list[list[Any]] = []  # name, kind, child, right, start, size

    def enter(name: str, content: bytes | Tree) -> int:
        number = len(entries)
        entries.append([name, 2 if isinstance(content, bytes) else 1, NONE, NONE, END, content])
        if isinstance(content, dict):
            numbers = [enter(each, content[each]) for each in sorted(content, key=lambda n: (len(n), n.upper()))]
            entries[number][2] = numbers[0] if numbers else NONE
            for one, following in pairwise(numbers):
                entries[one][3] = following  # a chain is a tree too
        return number

    enter("Root Entry", tree)
    sectors: list[bytes] = []
    table: list[int] = []
    small, small_table = b"", []  # type: tuple[bytes, list[int]]

    def place(data: bytes) -> int:
        start = len(table)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(start + 1, start + len(pieces)), END] if pieces else [])
        return start if pieces else END

    for entry in entries[1:]:
        data = entry[5] if isinstance(entry[5], bytes) else b""
        entry[5] = len(data)
        if 0 < len(data) < CUTOFF:
            count, entry[4] = -(-len(data) // SMALL), len(small_table)
            small_table += [*range(entry[4] + 1, entry[4] + count), END]
            small += data.ljust(count * SMALL, b"\0")
        elif data:
            entry[4] = place(data)
    entries[0][1], entries[0][5], entries[0][4] = 5, len(small), place(small)
    first_small = place(
        struct.pack(f"<{len(small_table)}I", *small_table).ljust(-len(small_table) * 4 % SECTOR, b"\xff")
    )
    directory = place(b"".join(_directory(entries)))
    count = 1
    while count * SECTOR // 4 < len(table) + count:
        count += 1
    first_table = len(table)
    table += [FAT] * count
    table += [FREE] * (count * SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, CUTOFF,
        first_small, -(-len(small_table) * 4 // SECTOR), END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *[*range(first_table, first_table + count), *[FREE] * 109][:109])
    path.write_bytes(header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table))
    return path


def _directory(entries: list[list[Any]]) -> Iterator[bytes]:
    for name, kind, child, right, start, size in entries:
        coded = name.encode("utf-16-le")
        yield struct.pack("<64sHBBIII16xI16xIQ", coded, len(coded) + 2, kind, 1, NONE, right, child, 0, start, size)
