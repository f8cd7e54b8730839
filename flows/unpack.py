"""What is in a mail or a PDF, written out beside it. Runs in a child: what comes in by mail may be made to burst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Self

from corpus.errors import CannotProcess
from flows.folder import make_private, write_private
from flows.inputs import SUFFIXES
from flows.survey import answer

MAX_FILES = 200  # of one mail or PDF
MAX_TOTAL = 1_000_000_000  # bytes, of one mail or PDF
LOST = "Niet alle bijlagen zijn uit het bestand te halen. Beoordeel ze met de hand."
NAMED = 10  # numbers that a warning lists


class Why(StrEnum):
    """Why an attachment is no document of its own; the value is what the user reads."""

    TYPE = "dit soort bestand wordt niet gelezen"
    SIZE = "leeg, te groot, versleuteld of beschadigd"
    LIMIT = "het zijn er te veel, of ze zitten te diep in andere bijlagen"


class Piece(NamedTuple):
    """An attachment that is a document: its number, its file in the folder of its parent and its own name."""

    number: int
    file: str
    name: str


class Left(NamedTuple):
    """An attachment that is none, without its name."""

    number: int
    kind: str
    why: Why


class Contents(NamedTuple):
    """What was in one file; `lost` where looking into it failed."""

    pieces: tuple[Piece, ...] = ()
    left: tuple[Left, ...] = ()
    lost: bool = False

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        pieces = tuple(Piece(*each) for each in told["pieces"])
        left = tuple(Left(number, kind, Why(why)) for number, kind, why in told["left"])
        return cls(pieces, left, told["lost"])

    def warnings(self) -> tuple[str, ...]:
        """A sentence for each kind of attachment that was left."""
        groups: dict[tuple[str, Why], list[int]] = defaultdict(list)
        for each in self.left:
            groups[each.kind, each.why].append(each.number)
        lost = (LOST,) if self.lost else ()
        return (*lost, *(_told(kind, why, numbers) for (kind, why), numbers in groups.items()))


def _told(kind: str, why: Why, numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:NAMED])) + (", ..." if len(numbers) > NAMED else "")
    if len(numbers) == 1:
        return f"Bijlage {shown} ({kind}) is niet verwerkt: {why.value}. Beoordeel die met de hand."
    told = f"{len(numbers)} bijlagen ({kind}, nummer {shown}) zijn niet verwerkt"
    return f"{told}: {why.value}. Beoordeel die met de hand."


def unpack(items: Sequence[tuple[Path, Path, int]], answers: Path) -> None:
    """For each (file, folder, room) write at most `room` attachments into the folder, and tell what was found."""
    answer(answers, (_unpacked(*item)._asdict() for item in items))


def _unpacked(source: Path, target: Path, room: int) -> Contents:
    from corpus.contained import contained  # here: the batch needs the words of this file, not its libraries

    pieces: list[Piece] = []
    left: list[Left] = []
    try:
        _sort(contained(source), target, room, pieces, left)
    except CannotProcess:
        pass  # the document itself says so when its turn comes
    except Exception:
        return Contents(tuple(pieces), tuple(left), lost=True)
    return Contents(tuple(pieces), tuple(left))


def _sort(found: Iterable[Any], target: Path, room: int, pieces: list[Piece], left: list[Left]) -> None:
    from corpus.attachments import ending, short_kind  # here: as above

    total = 0
    for number, each in enumerate(found, 1):
        suffix = ending(each)
        why = None
        total += len(each.data)
        if suffix not in SUFFIXES:
            why = Why.TYPE
        elif not each.data:
            why = Why.SIZE
        elif len(pieces) >= room or total > MAX_TOTAL:
            why = Why.LIMIT
        if why:
            left.append(Left(number, short_kind(each), why))
            continue
        make_private(target)
        file = f"{number:02}{suffix}"
        write_private(target / file, each.data)
        pieces.append(Piece(number, file, each.name))
