"""`lakwerk verify`: look at a redacted PDF, of whatever program, and say what it still gives away."""

from __future__ import annotations

import json
import resource
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.decisions import Category, Verdict
from corpus.errors import CannotProcess
from corpus.office_holders import BadRegisterError
from flows.progress import say, warn

if TYPE_CHECKING:
    from anonymize.audit import Hidden

NOTHING, SOMETHING, WRONG_USAGE = 0, 1, 2
MEMORY, SECONDS = 6 << 30, 1_800  # bytes, and seconds of processor time


def verify(arguments: Namespace) -> int:
    """Print a report on a file; the exit status says whether anything is wrong for sure."""
    from anonymize.audit import audit  # here: help must not wait for the engine
    from corpus.read import read

    path: Path = arguments.file
    if not path.is_file() or path.suffix.lower() != ".pdf":
        warn(f"{path.name}: dit is geen PDF-bestand.")
        return WRONG_USAGE
    try:
        hidden = _hidden(arguments.against)
    except (OSError, ValueError, KeyError, TypeError):
        warn(f"{arguments.against}: dit is geen bestand uit de map confidential.")
        return WRONG_USAGE
    _limit()
    try:
        document = read(path)
        remarks = audit(path, document, hidden)
    except CannotProcess as error:
        warn(f"{path.name}: {error.detail}")
        return SOMETHING
    except BadRegisterError as error:
        warn(str(error))
        return WRONG_USAGE
    for remark in remarks:
        where = f"pagina {remark.page}" if remark.page else "bestand"
        say(f"{'!' if remark.sure else '?'} {where}: {remark.text}")
    count = len(document.pages)
    pages = "1 pagina" if count == 1 else f"{count} pagina's"
    against = "" if arguments.against else " Zonder --against is niet gezocht naar wat in dit stuk gelakt moest zijn."
    say(f"{pages} bekeken, {len(remarks)} opmerkingen (! zeker, ? om te bekijken).{against}")
    return SOMETHING if any(remark.sure for remark in remarks) else NOTHING


def _hidden(path: Path | None) -> Hidden:
    """What was redacted and what stayed, by a file of `DIR/confidential`; nothing without one."""
    from anonymize.audit import Hidden

    if path is None:
        return Hidden()
    told = json.loads(path.read_text(encoding="utf-8"))
    gone = [each for each in told["findings"] if each["decision"] == Verdict.REDACT.value and each["text"]]
    kept = [each["text"] for each in told["findings"] if each["decision"] == Verdict.KEEP.value and each["text"]]
    words = (word for text in [*kept, *told.get("open", ())] for word in text.split())
    return Hidden(tuple((each["text"], Category(each["category"])) for each in gone), frozenset(words))


def _limit() -> None:
    """A hostile file ends this process, not the machine."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
