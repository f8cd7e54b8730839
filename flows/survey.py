"""A question that is put to many files in one child; a file that ends the child stays without an answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flows.folder import Folder
from flows.isolate import Ending, Isolation, Stopped
from flows.settings import Limits

SECONDS, SECONDS_PER_ITEM = 60.0, 5.0


def survey(
    isolation: Isolation, target: str, items: Sequence[Any], folder: Folder, limits: Limits
) -> list[dict[str, Any] | None]:
    """The answer for each item, in order. `target` writes them with `answer`, one by one as it gets them."""
    answers: list[dict[str, Any] | None] = []
    while len(answers) < len(items):
        left = list(items[len(answers) :])
        place = folder.stage("survey")
        file = place / "answers.jsonl"
        seconds = SECONDS + SECONDS_PER_ITEM * len(left)
        ending = isolation.call(target, (left, file), place, limits, seconds)
        answers += _read(file)
        shutil.rmtree(place, ignore_errors=True)
        if ending is Ending.STOPPED:
            raise Stopped
        if len(answers) < len(items):
            answers.append(None)  # the one it stopped at
    return answers


def answer(answers: Path, told: Iterable[dict[str, Any]]) -> None:
    """Write answers, each as soon as it is there."""
    with answers.open("w", encoding="utf-8") as out:
        for each in told:
            print(json.dumps(each), file=out, flush=True)


def _read(file: Path) -> list[dict[str, Any]]:
    """The lines that are complete."""
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
