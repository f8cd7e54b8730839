"""`lakwerk report`: the accountability text with the settings and figures of DIR."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import date

from corpus.database import StoreTrouble, is_there
from corpus.store import Row, Store
from flows.accountability import TITLE, accountability
from flows.decision_letter import dutch
from flows.folder import Folder
from flows.in_use import in_use
from flows.installed import installed
from flows.instructions import reviews
from flows.overturned import overturned
from flows.progress import say, warn
from flows.settings import WrongUsage
from flows.shares import table
from flows.usage import boxes, documents, quarantine, releases, told_releases, trail
from flows.written import offer

DONE_WELL, WRONG_USAGE = 0, 2
ENDINGS = (".md", ".docx")
EMPTY = "hier staan geen stukken. Verwerk eerst stukken met lakwerk run."
_COUNTED = """\
Hoe dit is geteld: het voorstel van voor iemand iets zei (de drukproef) is gelegd naast wat mensen daarna zeiden. "Niet
of half gevonden" is wat een mens lakte terwijl het geen voorstel was; een getekend vak telt als één. Bij "overig"
kunnen passages staan die geen persoonsgegeven zijn. Wat niemand zag, telt nergens mee: het werkelijke aantal missers is
hoger of gelijk."""


def report(arguments: Namespace) -> int:
    """Write the text; what differs from a file that is there already is written beside it."""
    folder, on = Folder.at(arguments.out), arguments.on or date.today()
    try:
        if arguments.file.suffix not in ENDINGS:
            raise WrongUsage(f"{arguments.file}: geef een bestand dat eindigt op .md of .docx.")
        if not folder.confidential.is_dir() or not is_there(folder.database):
            raise WrongUsage(f"{arguments.out}: {EMPTY}")
        with folder.lock():
            text = _text(folder, on)
        written = offer(arguments.file, _content(text, arguments.file.suffix))
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    if written != arguments.file:
        warn(f"{arguments.file.name} bestaat al en blijft zoals het is. Het nieuwe staat in {written.name}.")
    say(f"Verantwoording in {written}. Vul in wat tussen vierkante haken staat.")
    return DONE_WELL


def _text(folder: Folder, on: date) -> str:
    with closing(Store(folder.database)) as store:
        rows = sorted(store.rows().values(), key=lambda row: row.id)
    about = f"Dit exemplaar is gemaakt op {dutch(on)}; hoofdstuk 10 gaat over één map met stukken, zoals zij toen was."
    return accountability(about, "\n\n".join(_parts(folder, rows, on)))


def _parts(folder: Folder, rows: list[Row], on: date) -> Iterator[str]:
    known = reviews(folder)
    entries, whole = trail(folder)
    yield "Hier staan alleen aantallen en instellingen: geen namen en geen tekst van stukken."
    yield "### Programma en instellingen"
    yield table(("wat", "hier"), installed(folder, on))
    yield "### Stukken"
    yield documents(rows, known)
    yield "### Vakken, in wat door de controles kwam"
    yield boxes(folder, rows)
    yield "### Wat mensen veranderden"
    yield _COUNTED
    yield in_use(overturned(folder, known))
    yield "### Vrijgave en vier ogen"
    yield told_releases(releases(entries))
    yield "### Tegengehouden"
    yield quarantine(rows)
    yield "### Spoor"
    yield whole


def _content(text: str, ending: str) -> bytes:
    if ending == ".md":
        return text.encode()
    from flows.as_word import as_word  # here: only a Word file needs python-docx

    return as_word(text, TITLE)
