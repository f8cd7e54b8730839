"""A large store of lifelike records, made from a seed: words as frequent as in Dutch, promises as in letters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from wordfreq import top_n_list, word_frequency

from corpus.store import DONE, Placed

Record = dict[str, Any]

COMMITMENTS = 10  # in each document
MINISTRIES = "AZ BZK BZ Def EZ Fin IenW JenV LNV OCW SZW VWS AenM KGG".split()
OFFICES = ("minister van {}", "staatssecretaris van {}", "kabinet")
OPENINGS = (
    "Ik zal uw Kamer {} over {} informeren, met bijzondere aandacht voor {}.",
    "Het kabinet stuurt {} een brief aan de Tweede Kamer over {}, waarin ook {} aan de orde komt.",
    "Ik zeg toe {} te onderzoeken hoe {} zich verhoudt tot {}.",
    "U ontvangt {} de uitkomsten van het onderzoek naar {} en de gevolgen daarvan voor {}.",
    "De Kamer wordt {} nader geïnformeerd over de voortgang van {} en over {}.",
)
TIMES = (
    "voor de zomer",
    "voor het kerstreces",
    "in het najaar van {}",
    "uiterlijk 1 mei {}",
    "in het eerste kwartaal van {}",
)
JOINS = ("en", "van", "voor", "in", "bij", "met", "door", "over")


class Maker:
    """Documents by their number; the same seed gives the same."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        words = [word for word in top_n_list("nl", 60_000) if len(word) > 4 and word.isalpha()]
        self._words = words
        self._weights = list(accumulate(word_frequency(word, "nl") ** 0.8 for word in words))

    def documents(self, amount: int) -> Iterator[tuple[Placed, Record]]:
        for number in range(amount):
            yield self._document(number)

    def one(self, number: int) -> Record:
        """A record by its number, whatever was made before it."""
        self._random.seed(number)
        return self._document(number)[1]

    def _document(self, number: int) -> tuple[Placed, Record]:
        pick = self._random
        id, stem = f"{number:032x}", f"brief-{number}"
        day = date(2015, 1, 1) + timedelta(days=pick.randrange(4000))
        ministry = pick.choice(MINISTRIES)
        facts: Record = {
            "id": id, "source": f"{stem}.pdf", "kind": pick.choice(("kamerbrief", "kamerbrief", "beslisnota", "brief")),
            "title": f"Voortgang {self._topic(3)}", "date": day.isoformat(), "our_reference": None,
            "your_reference": None, "ministry": ministry, "dossiers": [str(pick.randrange(25000, 37000))], "pages": 3,
            "text_source": ["text"] * 3,
        }  # fmt: skip
        promises = [self._promise(at, day, ministry) for at in range(1, COMMITMENTS + 1)]
        sentences = [each["sentence"] for each, _ in promises]
        told = [" ".join((self._filler(), sentence)) for sentence in sentences]
        record: Record = {
            "document": facts, "colophon": {}, "redactions": [], "motions": [], "warnings": [],
            "sections": [{"heading": "Toezeggingen", "page": 1, "text": "\n".join(told)}],
            "commitments": [each for each, _ in promises], "deadlines": [due for _, due in promises],
        }  # fmt: skip
        return Placed(id, "f", stem, f"{stem}.pdf", DONE, redacted=f"{stem}.pdf"), record

    def _promise(self, at: int, day: date, ministry: str) -> tuple[Record, Record]:
        pick = self._random
        when, first, second = pick.choice(TIMES).format(day.year + 1), self._topic(3), self._topic(4)
        sentence = pick.choice(OPENINGS).format(when, first, second)
        latest = (day + timedelta(days=pick.randrange(30, 500))).isoformat()
        made: Record = {
            "id": f"c{at}", "page": 1 + at % 3, "sentence": sentence, "action": f"over {first} informeren",
            "actor": pick.choice(OFFICES).format(ministry), "recipient": "Tweede Kamer", "made_on": day.isoformat(),
            "deadline": f"d{at}", "status": pick.choice(("open", "open", "fulfilled", "unknown")), "confidence": 0.9,
        }  # fmt: skip
        due: Record = {
            "id": f"d{at}", "page": 1 + at % 3, "text": when, "sentence": sentence, "earliest": None, "latest": latest,
            "recurrence": None, "applies_to": [f"c{at}"], "confidence": 0.9,
        }  # fmt: skip
        return made, due

    def _topic(self, amount: int) -> str:
        words = self._random.choices(self._words, cum_weights=self._weights, k=amount)
        joins = self._random.choices(JOINS, k=amount - 1)
        return " ".join([words[0], *(part for pair in zip(joins, words[1:], strict=True) for part in pair)])

    def _filler(self) -> str:
        return f"Hierbij is {self._topic(8)} van belang."


def size_of(record: Record) -> int:
    """Bytes of the text of a record: sections, titles, sentences, actions, who and to whom."""
    told = [record["document"]["title"], *(each["text"] for each in record["sections"])]
    told += [each[name] for each in record["commitments"] for name in ("sentence", "action", "actor", "recipient")]
    told += [each["text"] for each in record["deadlines"]]
    return sum(len(text.encode()) for text in told)


def questions(record: Record, pick: random.Random) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Three words of a promise and two facets of its document, as somebody asks who knows that it is there."""
    each = pick.choice(record["commitments"])
    words = [word.strip(".,") for word in each["sentence"].split() if len(word.strip(".,")) > 4]
    facts = record["document"]
    return " ".join(pick.sample(words, 3)), (("ministry", facts["ministry"]), ("year", facts["date"][:4]))
