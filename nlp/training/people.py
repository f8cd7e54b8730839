"""Made-up people: names put together at random from the source lists, rare names as often as common ones."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random

from wordfreq import zipf_frequency

# Interfixes as often as Dutch and other names have them.
_INTERFIXES = (
    "van;van;van;van de;van der;van der;van den;de;de;de;de;den;der;ter;te;ten;van 't;in 't;op de;op den;van het;"
    "el;El;el;Ait;Ben;al;Al;da;dos;de la;von;le;du;la;'t;uit de;aan de;in de;bin;abu"
).split(";")
_WORDS, _WORD_ZIPF = 0.12, 3.3
_TURNING = str.maketrans("aeioukstdnlr", "eioauktdtmrl")


class People:
    """Draws names; `chance` decides all of it, so that the same seed gives the same people."""

    def __init__(self, gazetteers: Path, chance: Random) -> None:
        self._chance = chance
        self._given = _column(gazetteers / "voornamen_filenthropist.csv.gz", least=2)
        self._family = _column(gazetteers / "achternamen_filenthropist.csv.gz", least=0)
        # "Groen", "Kern", "Stapel": surnames that are words
        self._ordinary = [name for name in self._family[0] if zipf_frequency(name.lower(), "nl") > _WORD_ZIPF]
        self._forms: Sequence[tuple[Callable[[], str], int]] = (
            (self.full, 46),
            (self.initialled, 20),
            (self.surname, 12),
            (self.given, 12),
            (self.turned, 2),
            (self.in_capitals, 3),
            (self.with_middle, 5),
        )

    def name(self) -> str:
        """A name in any form that running text has."""
        form = self._chance.choices([form for form, _ in self._forms], [weight for _, weight in self._forms])[0]
        return form()

    def given(self) -> str:
        """A first name, sometimes two with a hyphen."""
        name = self._draw(self._given)
        if self._chance.random() < 0.05:
            name += "-" + self._draw(self._given)
        return self._strange(name)

    def family(self) -> str:
        """A surname with or without interfix, the interfix in small letters; sometimes a double one, or a word."""
        ordinary = self._chance.random() < _WORDS
        name = self._chance.choice(self._ordinary) if ordinary else self._strange(self._draw(self._family))
        if self._chance.random() < 0.22:
            name = f"{self._chance.choice(_INTERFIXES)} {name}"
        if self._chance.random() < 0.07:
            inner = f"{self._chance.choice(_INTERFIXES)} " if self._chance.random() < 0.2 else ""
            name += f"-{inner}{self._draw(self._family)}"
        elif self._chance.random() < 0.03:
            name += f" {self._draw(self._family)}"
        return name

    def surname(self) -> str:
        """A surname that stands alone: its interfix has a capital."""
        name = self.family()
        return name[0].upper() + name[1:]

    def full(self) -> str:
        return f"{self.given()} {self.family()}"

    def with_middle(self) -> str:
        middle = self._letters(1) if self._chance.random() < 0.6 else self._draw(self._given)
        return f"{self.given()} {middle} {self.family()}"

    def initialled(self) -> str:
        """Initials and surname: mostly "J.W. de Vries", also "J W de Vries" and "JW de Vries"."""
        letters = self._letters(self._chance.choice((1, 1, 1, 2, 2, 3, 4)))
        style = self._chance.random()
        if style < 0.04:
            letters = letters.replace(".", " ").strip()
        elif style < 0.07:
            letters = letters.replace(".", "")
        elif style < 0.12:
            letters = letters.replace(".", ". ").strip()
        return f"{letters} {self.family()}" if self._chance.random() > 0.02 else f"{letters}{self.family()}"

    def turned(self) -> str:
        """Surname first, as mail programs write it: "Vries, J. de", "El Khatabi, Soufiane"."""
        fix, _, core = self._split(self.family())
        first = self.given() if self._chance.random() < 0.6 else self._letters(self._chance.choice((1, 1, 2, 3)))
        if fix and self._chance.random() < 0.5:
            return f"{core}, {first} {fix}"
        whole = f"{fix} {core}".strip()
        return f"{whole[0].upper()}{whole[1:]}, {first}"

    def givenletter(self) -> str:
        """A first name and the first letter of a surname: "Ilse B."."""
        return f"{self.given()} {self._letters(1)}"

    def in_capitals(self) -> str:
        form = self._chance.random()
        return (self.full() if form < 0.4 else self.initialled() if form < 0.8 else self.surname()).upper()

    def letters(self) -> str:
        """The letters of a paraaf: "JdV", "AB", "MvdB"."""
        fix, _, core = self._split(self.family())
        return self.given()[0] + "".join(word[0].lower() for word in fix.replace("'", "").split()) + core[0].upper()

    def _letters(self, count: int) -> str:
        return "".join(f"{self._chance.choice('AABCDEFGHIJJKLMMNOPRSSTVWXYZ')}." for _ in range(count))

    def _split(self, family: str) -> tuple[str, str, str]:
        for fix in sorted(set(_INTERFIXES), key=len, reverse=True):
            if family.startswith(f"{fix} "):
                return fix, " ", family[len(fix) + 1 :]
        return "", "", family

    def _draw(self, source: tuple[list[str], list[float]]) -> str:
        """By number of bearers four times in ten, else any name as likely as another."""
        names, weights = source
        if self._chance.random() < 0.4:
            return self._chance.choices(names, cum_weights=weights)[0]
        return self._chance.choice(names)

    def _strange(self, name: str) -> str:
        """One in ten with letters changed: a name that no list has, told only by its place in the sentence."""
        if len(name) < 4 or self._chance.random() > 0.1:
            return name
        at = self._chance.randrange(1, len(name) - 1)
        return name[:at] + name[at:].translate(_TURNING)


def _column(path: Path, least: int) -> tuple[list[str], list[float]]:
    """The names of a list and their running sum of weights."""
    rows = csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")))
    kept = {
        row["naam"].strip(): int(row["gewicht"] or 0)
        for row in rows
        if row["naam"][:1].isupper() and len(row["naam"].strip()) > 1 and int(row["gewicht"] or 0) >= least
    }
    return list(kept), list(accumulate((weight + 1) ** 0.5 for weight in kept.values()))
