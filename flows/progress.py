"""What a run shows: a bar on stderr, a line for each document and a closing total on stdout, in Dutch."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.store import DONE, Row

EVERY = 1.0  # seconds between what the workspace is told
NOUNS = {
    "pages": ("pagina", "pagina's"),
    "redactions": ("lakking", "lakkingen"),
    "commitments": ("toezegging", "toezeggingen"),
    "motions": ("motie", "moties"),
    "deadlines": ("termijn", "termijnen"),
    "warnings": ("waarschuwing", "waarschuwingen"),
}


class Progress:
    """Shows a run of `total` paths; with a terminal on stderr a bar, else nothing but the lines."""

    def __init__(self, total: int, file: Path | None = None) -> None:
        self._file, self._written = file, 0.0
        self._bar: Any = None
        self._task: Any = None
        if sys.stderr.isatty():
            from rich.console import Console  # here: a run without a terminal does without
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("Verwerken"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            # Not redirected: stdout may be a file.
            redirect = sys.stdout.isatty()
            self._bar = Bar(*columns, console=Console(stderr=True), redirect_stdout=redirect)
            self._task = self._bar.add_task("", total=total)
            self._bar.start()
        self._total = total
        self._shown = 0

    def document(self, row: Row, source: str, earlier: bool) -> None:
        """One document is in its place."""
        self._shown += 1
        self._write()
        say(f"[{self._shown}/{self._total}] {source}: {summary(row)}{' (eerder gedaan)' if earlier else ''}")
        if self._bar:
            self._bar.advance(self._task)

    def close(self) -> None:
        if self._file:
            self._file.unlink(missing_ok=True)
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _write(self) -> None:
        """Tell the workspace how far the run is, now and then; numbers only."""
        now = time.monotonic()
        if self._file and now - self._written > EVERY:
            self._written = now
            self._file.write_text(json.dumps({"total": self._total, "left": self._total - self._shown}), "utf-8")


class Quiet(Progress):
    """A run that shows nothing: its documents are shown elsewhere."""

    def __init__(self) -> None:
        self._file = self._bar = None

    def document(self, row: Row, source: str, earlier: bool) -> None:
        pass


def say(line: str) -> None:
    """A line on stdout; a terminal that cannot show a letter shows "?"."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)  # noqa: T201 - this is the command's output


def warn(line: str) -> None:
    """A line on stderr."""
    print(f"lakwerk: {line}", file=sys.stderr, flush=True)  # noqa: T201 - the command's voice


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
