"""What a run shows: a bar on stderr, a line for each document and a closing total on stdout, in Dutch."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.row import DONE, Row
from flows.log import Event, is_on_stderr, log
from flows.remaining import Remaining, about

if TYPE_CHECKING:
    from flows.course import Course

EVERY = 1.0  # seconds between what the workspace is told
QUIET = 30.0  # seconds between lines for who has no bar to look at
NOUNS = {
    "pages": ("pagina", "pagina's"),
    "redactions": ("lakking", "lakkingen"),
    "commitments": ("toezegging", "toezeggingen"),
    "motions": ("motie", "moties"),
    "deadlines": ("termijn", "termijnen"),
    "warnings": ("waarschuwing", "waarschuwingen"),
}


class Progress:
    """Shows a run of `total` paths; with a terminal on stderr a bar, else a line there now and then.

    `expect` tells which documents are to be done, `timed` is around the doing of each, `document` shows it.
    """

    def __init__(
        self,
        total: int,
        file: Path | None = None,
        course: Course | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._file, self._course, self._clock = file, course, clock
        self._total, self._shown, self._written, self._said = total, 0, 0.0, clock()
        self._remaining, self._pages, self._seconds = Remaining(clock), dict[str, int](), dict[str, float]()
        self._bar: Any = None
        self._task: Any = None
        if sys.stderr.isatty() and not is_on_stderr():
            self._open()

    def _open(self) -> None:
        from rich.console import Console  # here: a run without a terminal does without
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("Verwerken"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        # Not redirected: stdout may be a file.
        redirect = sys.stdout.isatty()
        self._bar = Bar(*columns, console=Console(stderr=True), redirect_stdout=redirect)
        self._task = self._bar.add_task("", total=self._total)
        self._bar.start()

    def expect(self, pages: Mapping[str, int]) -> None:
        """How many pages each document has that is to be done, by its id."""
        self._pages = dict(pages)
        self._remaining.expect(pages)
        self._write()
        self._written = 0.0  # the first document is told at once

    @contextmanager
    def timed(self, id: str) -> Iterator[None]:
        """Around the doing of a document; from any thread."""
        began = self._clock()
        try:
            yield
        finally:
            self._seconds[id] = self._clock() - began
            self._remaining.done(id)

    def again(self, id: str, reason: str) -> None:
        """A document is tried once more."""
        log(Event.DOCUMENT_TRIED_AGAIN, id=id, reason=reason, pages=self._pages.get(id))

    def document(self, row: Row, source: str, earlier: bool) -> None:
        """One document is in its place."""
        self._shown += 1
        if self._course:
            self._course.saw(row, earlier)
        if not earlier:
            event = Event.DOCUMENT_DONE if row.state == DONE else Event.DOCUMENT_HELD
            pages, seconds = row.pages or self._pages.get(row.id), self._seconds.get(row.id)
            log(event, id=row.id, state=row.state, reason=row.reason or "", pages=pages, seconds=seconds)
        self._write()
        say(f"[{self._shown}/{self._total}] {source}: {summary(row)}{' (eerder gedaan)' if earlier else ''}")
        self._tell()

    def close(self) -> None:
        if self._file:
            self._file.unlink(missing_ok=True)
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _tell(self) -> None:
        """Move the bar; where there is none, and now and then, a line and an event say how long it still takes."""
        left = self._remaining.seconds()
        if self._bar:
            self._bar.update(self._task, advance=1, description="" if left is None else about(left))
        if left is None or self._clock() - self._said < QUIET:
            return
        self._said = self._clock()
        log(Event.RUN_GOING, total=self._total, left=self._total - self._shown, seconds=left)
        if not self._bar and not is_on_stderr():
            print(f"[{self._shown}/{self._total}] {about(left)}", file=sys.stderr, flush=True)  # noqa: T201 - as `say`

    def _write(self) -> None:
        """Tell the workspace and `lakwerk status` how far the run is, now and then; numbers only."""
        now = self._clock()
        if self._file and now - self._written > EVERY:
            self._written, left = now, self._remaining.seconds()
            told = {"total": self._total, "left": self._total - self._shown}
            told |= {} if left is None else {"seconds": round(left)}
            self._file.write_text(json.dumps(told), "utf-8")


class Quiet(Progress):
    """A run that shows nothing: its documents are shown elsewhere."""

    def __init__(self) -> None:
        super().__init__(0)

    def _open(self) -> None:
        pass

    def document(self, row: Row, source: str, earlier: bool) -> None:
        pass


def say(line: str) -> None:
    """A line on stdout; a terminal that cannot show a letter shows "?"."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)  # noqa: T201 - this is the command's output


def warn(line: str) -> None:
    """A line on stderr; where that is the log, which holds no sentences, on stdout."""
    print(f"lakwerk: {line}", file=sys.stdout if is_on_stderr() else sys.stderr, flush=True)


def summary(row: Row) -> str:
    """What one document came to, in one line."""
    if row.state != DONE:
        return f"in quarantaine ({row.reason}): {row.detail}"
    return ", ".join([row.kind or "overig", *(count(getattr(row, name), *NOUNS[name]) for name in NOUNS)])


def count(amount: int, one: str, many: str) -> str:
    return f"{amount} {one if amount == 1 else many}"


def total(rows: Sequence[Row], paths: int) -> str:
    """The closing table: how many documents, and what is in them."""
    done = [row for row in rows if row.state == DONE]
    lines = [
        ("Bestanden", paths),
        ("Documenten gereed", len(done)),
        ("In quarantaine", len(rows) - len(done)),
        *((NOUNS[name][1].capitalize(), sum(getattr(row, name) for row in done)) for name in NOUNS),
    ]
    width = max(len(label) for label, _ in lines)
    return "\n".join(["", "Totaal", *(f"  {label:<{width}}  {amount:>7}" for label, amount in lines)])
