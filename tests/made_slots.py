"""What fills the open places of a sentence: dates, amounts, invented names, and papers of the House with their keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
MEMBERS = (
    "Van Houtrijve", "El Amrani", "Ter Braak", "De Wijs-Korteling", "Azzouzi", "Terpstra", "Brusselmans", "Van der Lei",
    "Hoekzema", "Öztekin", "Van ’t Zand", "Lindeboom", "Raëll", "Koç", "De Graaf-Nijs", "Wijngaarden",
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a ministry's documents are about: `dossiers` as (number, chapter), `senate` with papers in capitals."""

    about: str
    law: str
    bodies: tuple[str, ...]
    unions: tuple[str, ...]
    dossiers: tuple[tuple[str, str], ...]
    senate: str


def spoken(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class Slots:
    """Fills open places for one document and keeps the keys of the papers that it cites."""

    def __init__(self, subject: Subject, day: date, seed: int) -> None:
        self.dossiers: set[str] = set()
        self._subject, self._day, self._chance = subject, day, Random(seed)
        self._forms = 0
        self._fillers: dict[str, Callable[[], str]] = {
            "onderwerp": lambda: subject.about,
            "wet": lambda: subject.law,
            "org": lambda: self._chance.choice(subject.bodies),
            "koepel": lambda: self._chance.choice(subject.unions),
            "kst": self._paper,
            "kstek": self._senate_paper,
            "datum": lambda: spoken(day - timedelta(self._chance.randint(20, 400))),
            "datum2": lambda: spoken(day + timedelta(self._chance.randint(15, 150))),
            "jaar": lambda: str(day.year - self._chance.randint(1, 3)),
            "jaar2": lambda: str(day.year + self._chance.randint(1, 3)),
            "maand": lambda: f"in {self._chance.choice(MONTHS)} {day.year - 1}",
            "n": self._number,
            "k": lambda: str(self._chance.randint(6, 60)),
            "pct": lambda: self._chance.choice(["{}%", "{} procent", "{},5%"]).format(self._chance.randint(12, 94)),
            "bedrag": self._amount,
            "art": lambda: self._chance.choice(["5, tweede lid,", "2.10, onder b,", "14", "8a, derde lid,"]),
            "termijn": self._term,
            "lid": lambda: self._chance.choice(MEMBERS),
            "leden": self._members,
        }

    def fill(self, text: str) -> str:
        filled = re.sub(r"\{(\w+)\}", lambda match: self._one(match[1]), text)
        return filled.replace("c.s..", "c.s.")

    def _one(self, name: str) -> str:
        text = self._fillers[name.lower()]()
        return text[0].upper() + text[1:] if name[0].isupper() else text

    def _number(self) -> str:
        number = self._chance.randint(*self._chance.choice([(21, 98), (110, 960), (110, 960), (1020, 3980)]))
        return f"{number:,}".replace(",", ".")

    def _amount(self) -> str:
        amount = self._chance.randint(2, 95)
        return self._chance.choice([f"€ {amount},5 miljoen", f"{amount} miljoen euro", f"€ {amount}.750.000"])

    def _term(self) -> str:
        year = self._day.year + 1
        return self._chance.choice([
            "voor de zomer", "voor het zomerreces", "voor het kerstreces", f"uiterlijk 1 december {year}",
            f"in het eerste kwartaal van {year}", f"eind {year}", f"voor 1 mei {year}", f"in de loop van {year}",
            f"uiterlijk 15 maart {year}", f"in het najaar van {year}", "binnen zes weken",
        ])  # fmt: skip

    def _members(self) -> str:
        one, other = self._chance.sample(MEMBERS, 2)
        forms = (f"de leden {one} en {other}", f"het lid {one} c.s.", f"de leden {one}, {other} c.s.")
        return self._chance.choice(forms)

    def _paper(self) -> str:
        """A paper of the House in each of the forms in turn; its key is kept."""
        number, chapter = self._chance.choice(self._subject.dossiers)
        paper, spaced = self._chance.randint(11, 1290), f"{number[:2]} {number[2:]}"
        year = self._day.year - 1
        budget = f" {chapter}" if chapter else ""
        first = [number, *([chapter] if chapter else [])]
        self.dossiers.add("-".join([*first, str(paper)]))
        self._forms += 1
        match self._forms % 7:
            case 1:
                return f"Kamerstuk {spaced}{budget}, nr. {paper}"
            case 2:
                return f"Kamerstukken II {year}/{(year + 1) % 100}, {spaced}{budget}, nr. {paper}"
            case 3:
                return "Kamerstuk " + "-".join([*first, str(paper)])
            case 4:
                self.dossiers.add("-".join([*first, str(paper + 1)]))
                return f"Kamerstukken II {year}/{(year + 1) % 100}, {spaced}{budget}, nrs. {paper} en {paper + 1}"
            case 5:
                return "kst-" + "-".join([*first, str(paper)])
            case 6:
                return f"Kamerstuk II, vergaderjaar {year}–{year + 1}, {spaced}{budget} nr. {paper}"
        return f"Tweede Kamer, vergaderjaar {year}-{year + 1}, {number}{budget}, nr. {paper}"

    def _senate_paper(self) -> str:
        letter = self._chance.choice("BCDEFGHKLMN")
        self.dossiers.add(f"{self._subject.senate}-{letter}")
        year = self._day.year - 1
        spaced = f"{self._subject.senate[:2]} {self._subject.senate[2:]}"
        return f"Kamerstukken I {year}/{(year + 1) % 100}, {spaced}, {letter}"
