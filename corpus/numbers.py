"""Counts and page numbers in Dutch, as a notice writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST = 12  # runs of pages that are written out


def pages_of(numbers: Iterable[int]) -> str:
    """The pages that a notice is about, neighbours as a run and many of them cut short.

    >>> pages_of([1, 3, 4, 5])
    'Pagina 1 en 3-5'
    """
    runs: list[range] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1].stop:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    shown = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:MOST]]
    rest = sum(map(len, runs[MOST:]))
    return f"Pagina {listed([*shown, f'{rest} andere'] if rest else shown)}"


def listed(parts: Sequence[str]) -> str:
    """The parts of an enumeration in one sentence.

    >>> listed(["rood", "wit", "blauw"])
    'rood, wit en blauw'
    """
    return " en ".join((", ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else parts)


def counted(count: int, one: str, more: str, most: int) -> str:
    """So many things; `most` is where counting stopped.

    >>> counted(1, "laag", "lagen", 10)
    '1 laag'
    """
    return f"{count if count < most else f'{most} of meer'} {one if count == 1 else more}"
