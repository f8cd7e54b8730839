"""Training texts from templates.toml and slots.toml: papers as they might be, with everybody in them made up."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from nlp.training.people import People
from nlp.training.sample import Sample

_SLOT = re.compile(r"<([a-z]+!?)>")
_PERSONS = frozenset({"name", "full", "initialled", "surname", "given", "givenletter", "turned", "letters"})
_LABELS = {"org": "ORG", "place": "LOC"}
# What OCR makes of letters; each tried on a few letters of a spoiled text, none of which changes a text's length.
_SLIPS = {
    "l": "1I",
    "I": "l1",
    "e": "c",
    "é": "€ê6",
    "ë": "è",
    "i": "í1",
    "o": "0",
    "c": "e",
    "n": "h",
    "a": "ä",
    "S": "5",
}


class Writer:
    """Writes samples without end; `chance` decides all of it."""

    def __init__(self, gazetteers: Path, chance: Random) -> None:
        self._chance = chance
        self.people = People(gazetteers, chance)
        self._slots: Mapping[str, Any] = _list("slots")
        tables = _list("templates").values()
        lines = [line.replace("\\n", "\n") for line in _written()]
        self._templates = [*lines, *(line for table in tables for line in table["lines"])]
        # The written lines, of which there are many more, are drawn twice as often as the short table as a whole.
        short = sum(table["weight"] for table in tables)
        self._weights = [2 * short / max(1, len(lines))] * len(lines)
        self._weights += [table["weight"] / len(table["lines"]) for table in tables for _ in table["lines"]]
        self._places = _names(gazetteers / "plaatsen_filenthropist.csv", "naam")
        self._bodies = _names(gazetteers / "tooi_overheidsorganisaties.csv", "voorkeursnaam")
        agencies = (gazetteers / "uitvoeringsorganisaties.txt").read_text("utf-8").splitlines()
        self._organisations = [*self._slots["org"], *filter(None, agencies)]

    def samples(self) -> Iterator[Sample]:
        """A few templates below or after one another make a text, with its lines broken or spoiled at times."""
        while True:
            parts = [self._fill(line) for line in self._draw()]
            text, names = "", []
            for part in parts:
                gap = "" if not text else self._chance.choice(("\n", "\n", " ", "\n\n"))
                names += [(start + len(text + gap), end + len(text + gap), label) for start, end, label in part.names]
                text += gap + part.text
            text = self._broken(self._spoiled(text))
            yield Sample(text, tuple(names))

    def _draw(self) -> list[str]:
        return self._chance.choices(self._templates, self._weights, k=self._chance.choice((1, 1, 2, 2, 3, 4)))

    def _fill(self, template: str) -> Sample:
        text, at, names = "", 0, []
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            word = self._word(slot[1])
            label = "PER" if slot[1] in _PERSONS else _LABELS.get(slot[1])
            if label:
                names.append((len(text), len(text) + len(word), label))
            text += word
            at = slot.end()
        return Sample(text + template[at:], tuple(names))

    def _word(self, slot: str) -> str:
        if slot in _PERSONS or slot == "surname!":
            return str(getattr(self.people, slot.rstrip("!"))())
        makers: dict[str, Callable[[], str]] = {
            "date": self._date,
            "ref": self._reference,
            "phone": self._phone,
            "mail": self._mail,
            "place": lambda: self._chance.choice(self._places),
            "org": lambda: self._chance.choice(self._organisations if self._chance.random() < 0.8 else self._bodies),
        }
        return str(makers[slot]() if slot in makers else self._chance.choice(self._slots[slot]))

    def _mail(self) -> str:
        domain = self._chance.choice(("minbzk", "rijksoverheid", "minvws"))
        return f"{self.people.family().split()[-1].lower()}@{domain}.nl"

    def _date(self) -> str:
        day, year = self._chance.randint(1, 28), self._chance.randint(2012, 2027)
        month = self._chance.randrange(12)
        return self._chance.choice((f"{day} {self._slots['month'][month]} {year}", f"{day:02}-{month + 1:02}-{year}"))

    def _reference(self) -> str:
        number = self._chance.randint(10**6, 10**10 - 1)
        return self._chance.choice(
            (f"2024-{number:010}", f"{number % 36999} nr. {number % 999}", f"IENW/BSK-2023/{number}")
        )

    def _phone(self) -> str:
        digits = f"{self._chance.randint(0, 10**8 - 1):08}"
        return self._chance.choice(
            (f"06 {digits}", f"06-{digits}", f"070 {digits[:3]} {digits[3:7]}", f"+31 6 {digits}")
        )

    def worn(self, sample: Sample) -> Sample:
        """A text with its lines broken elsewhere, or misread, at times; every letter keeps its place."""
        return replace(sample, text=self._spoiled(self._broken(sample.text)))

    def _broken(self, text: str) -> str:
        """One text in four in narrow lines, which break names too; a line's end takes the place of a blank."""
        if self._chance.random() > 0.25:
            return text
        width, out, run = self._chance.randint(18, 90), [], 0
        for letter in text:
            run = 0 if letter == "\n" else run + 1
            out.append("\n" if letter == " " and run > width else letter)
            run = 0 if out[-1] == "\n" else run
        return "".join(out)

    def _spoiled(self, text: str) -> str:
        """One text in eight as OCR might have read it: letters change, never their number."""
        if self._chance.random() > 0.12:
            return text
        rate = self._chance.uniform(0.005, 0.04)
        return "".join(
            self._chance.choice(_SLIPS[letter]) if letter in _SLIPS and self._chance.random() < rate else letter
            for letter in text
        )


def _written() -> list[str]:
    """The lines of lines/*.txt, each a template."""
    found = (
        path.read_text("utf-8") for path in (files("nlp.training") / "lines").iterdir() if path.name.endswith(".txt")
    )
    return [line for text in sorted(found) for line in text.splitlines() if line and not line.startswith("#")]


def _list(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("nlp.training") / f"{name}.toml").read_text("utf-8"))


def _names(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if row[column]]
