"""Amounts and shares as Dutch writes them, and tables of them in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar in a cell would end it, so it becomes a slash.

    >>> print(table(["wat", "aantal"], [["a|b", "1"]]))
    | wat | aantal |
    |---|---|
    | a/b | 1 |
    """
    lines = [head, ["---"] * len(head), *rows]
    shown = [[cell.replace("|", "/").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join(f"|{'|'.join(line)}|" if line[0] == "---" else f"| {' | '.join(line)} |" for line in shown)


def number(amount: int) -> str:
    """An amount with points between thousands.

    >>> number(15339)
    '15.339'
    """
    return f"{amount:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """A part of a whole, in percents; "-" where there is nothing to have a part of.

    >>> share(281, 311), share(0, 0)
    ('90,4 %', '-')
    """
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "-"


def of(part: int, whole: int) -> str:
    """The same with both numbers: the base always stands beside a share.

    >>> of(281, 311)
    '281 van 311 (90,4 %)'
    """
    return f"{number(part)} van {number(whole)} ({share(part, whole)})" if whole else "-"
