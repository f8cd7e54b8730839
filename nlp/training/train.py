"""The loop that makes the recogniser: spaCy's `ner` on its own hash embeddings and the class of each word.

`python -m nlp.training DATA SILVER TARGET` reads the shared data, the file that `python -m anonymize.silver` wrote, and
writes the model. Same data, seed and library versions give the same model. One core, about an hour.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.util import fix_random_seed, minibatch

from nlp import lexicon
from nlp.training.fill import Writer
from nlp.training.papers import marked, stretches
from nlp.training.people import People
from nlp.training.sample import Sample, example
from nlp.training.sources import newspapers, treebank

SEED = 20261128
# Raise the version with every model that takes the place of another: records say which one read them.
META = {
    "name": "lakwerk_persons",
    "version": "1.2.0",
    "description": "Persons in Dutch policy papers",
    "author": "Lakwerk",
    "license": "CC BY-SA 4.0",
}
WIDTH, DEPTH = 64, 4
LEARN_RATE = 0.001
# Rows of the hash tables: norm, prefix, suffix, shape, class of the word by the lists.
ATTRIBUTES = {"NORM": 5000, "PREFIX": 1500, "SUFFIX": 2500, "SHAPE": 1500, "TAG": 500}
# How often a text is drawn from each source.
SHARES = {"named": 14.0, "written": 6.0, "silver": 3.0, "treebank": 2.0, "newspapers": 0.5}
# A person takes the place of who acts or is spoken of in others' sentences: "het kabinet heeft toegezegd" becomes
# "Samira Ouali heeft toegezegd", "dat hij zei" "dat Pieter zei". That the verb may not agree does not matter here.
_ACTOR = re.compile(
    r"(?<![\w-])(?:(?:[Hh]et kabinet|[Dd]e (?:regering|[Mm]inister|[Ss]taatssecretaris|Kamer|commissie|gemeente|"
    r"politie|ondernemer|inspectie|burgemeester|directeur|voorzitter|premier|president|ambtenaar|rechter|vrouw|man|"
    r"jongen|trainer|schrijver|auteur|leerling|patiënt|bewoner|verdachte|koning)|[Hh]et ministerie|"
    r"[Ee]en (?:man|vrouw|burger|collega))"
    r"(?! (?:van|voor|die|dat|[a-z]+e[nr]? ?[A-Z]))"
    r"|[Hh]ij|[Zz]ij|[Zz]e|[Ww]ij|[Hh]em|[Ii]emand|[Nn]iemand|[Mm]en)(?=[ ,.;:?!)])"
)


def pipeline() -> Language:
    """An untrained pipeline: the class of each word, and a recogniser that learns."""
    nlp = spacy.blank("nl")
    nlp.meta.update(META)
    nlp.add_pipe(lexicon.FACTORY)
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": list(ATTRIBUTES),
        "rows": list(ATTRIBUTES.values()),
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": DEPTH,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


class Mix:
    """Training texts without end from all sources, in the shares above; half of the names in others' texts change."""

    def __init__(self, data: Path, silver: Path, chance: Random) -> None:
        self._chance = chance
        writer = Writer(data / "gazetteers", chance)
        self._people = People(data / "gazetteers", chance)
        banks = [sample for path in sorted((data / "ner" / "ud").glob("*.conllu.gz")) for sample in treebank(path)]
        papers = list(newspapers(data / "ner" / "europeana_kb_nl.iob2.tsv.gz"))
        real = [_loaded(line) for line in silver.read_text("utf-8").splitlines()]
        named = stretches()
        self._written = writer.samples()
        self._draws: dict[str, Callable[[], Sample]] = {
            "named": lambda: writer.worn(self._renamed(chance.choice(named))),
            "written": lambda: next(self._written),
            "silver": lambda: self._renamed(self._with_actors(chance.choice(real), 0.3)),
            "treebank": lambda: self._renamed(self._with_actors(chance.choice(banks), 0.5)),
            "newspapers": lambda: self._renamed(chance.choice(papers)),
        }

    def samples(self) -> Iterator[Sample]:
        """Only persons are taught: not every source says of its other names what they are."""
        while True:
            sample = self._draws[self._chance.choices(list(SHARES), list(SHARES.values()))[0]]()
            yield replace(sample, names=tuple(name for name in sample.names if name[2] == "PER"))

    def _renamed(self, sample: Sample) -> Sample:
        return self._swapped(
            sample,
            [
                (start, end, self._people.full if " " in sample.text[start:end] else self._people.surname)
                for start, end, label in sample.names
                if label == "PER" and self._chance.random() < 0.5
            ],
        )

    def _with_actors(self, sample: Sample, share: float) -> Sample:
        found = [match.span() for match in _ACTOR.finditer(sample.text) if self._chance.random() < share]
        free = [span for span in found if not any(s < span[1] and span[0] < e for s, e, _ in sample.names)]
        names = tuple(sorted([*sample.names, *((start, end, "PER") for start, end in free)]))
        unsure = tuple(u for u in sample.unsure if not any(s < u[1] and u[0] < e for s, e in free))
        changed = replace(sample, names=names, unsure=unsure)
        return self._swapped(changed, [(start, end, self._people.name) for start, end in free])

    def _swapped(self, sample: Sample, swaps: Sequence[tuple[int, int, Callable[[], str]]]) -> Sample:
        """The sample with other words in some places; everything after moves along."""
        for start, end, make in sorted(swaps, reverse=True, key=lambda swap: swap[:2]):
            word = make()
            by = len(word) - (end - start)
            sample = Sample(
                sample.text[:start] + word + sample.text[end:],
                tuple((_moved(s, start, by), _moved(e, start, by), label) for s, e, label in sample.names),
                tuple((_moved(s, start, by), _moved(e, start, by)) for s, e in sample.unsure),
            )
        return sample


def _moved(at: int, start: int, by: int) -> int:
    return at + by if at > start else at


def _loaded(line: str) -> Sample:
    row = json.loads(line)
    return Sample(row["text"], tuple(map(tuple, row["names"])), tuple(map(tuple, row["unsure"])))


def score(nlp: Language, held: Sequence[Sample]) -> tuple[float, float]:
    """Precision and recall of persons, a person counted when all its letters are covered by one entity."""
    right = found = there = 0
    for sample in held:
        doc = nlp(sample.text)
        told = [(start, end) for start, end, label in sample.names if label == "PER"]
        seen = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "PER"]
        right += sum(any(s <= start and end <= e for s, e in seen) for start, end in told)
        found += sum(any(s < end and start < e for start, end in told) for s, e in seen)
        there += len(told)
    everything = sum(len([ent for ent in nlp(sample.text).ents if ent.label_ == "PER"]) for sample in held)
    return found / max(1, everything), right / max(1, there)


def train(data: Path, silver: Path, held: Sequence[Sample], target: Path, seconds: float) -> None:
    """Learn until the time is up; the model that did best on the held texts is kept in `target`."""
    fix_random_seed(SEED)
    nlp = pipeline()
    mix = Mix(data, silver, Random(SEED)).samples()
    first = [next(mix) for _ in range(2000)]
    optimizer = nlp.initialize(lambda: (example(nlp, sample) for sample in first))
    began, best = time.monotonic(), -1.0
    losses: dict[str, float] = {}
    for step, batch in enumerate(minibatch(mix, size=_sizes()), 1):
        spent = time.monotonic() - began
        optimizer.learn_rate = LEARN_RATE * max(0.1, 1 - spent / seconds)
        nlp.update([example(nlp, sample) for sample in batch], sgd=optimizer, drop=0.15, losses=losses)
        if step % 200 and spent < seconds:
            continue
        with nlp.use_params(optimizer.averages):
            precision, recall = score(nlp, held)
            told = (
                f"{step} {spent:.0f} s, loss {losses.pop('ner', 0):.0f}, precision {precision:.3f} recall {recall:.3f}"
            )
            print(told, flush=True)  # noqa: T201 - a command that reports
            if (mean := 2 * precision * recall / max(1e-9, precision + recall)) >= best:
                best = mean
                nlp.to_disk(target, exclude=["vocab"])  # its strings would be the names that were drawn
        if spent >= seconds:
            return


def _sizes() -> Iterator[int]:
    step = 0
    while True:
        yield int(min(96, 32 * 1.001**step))
        step += 1


def read_held(path: Path) -> list[Sample]:
    """Marked sentences ("{P|Hanneke Terpstra}") as texts to measure on."""
    return [marked(line.replace("\\n", "\n")) for line in path.read_text("utf-8").splitlines()]
