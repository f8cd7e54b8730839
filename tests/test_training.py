"""Training texts: every mark must stand on the name that it stands for, whatever is broken, spoiled or swapped."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from random import Random

import pytest
import spacy

from nlp.training.fill import Writer
from nlp.training.people import People
from nlp.training.sample import Sample, example
from nlp.training.sources import newspapers, treebank
from nlp.training.train import Mix

TREEBANK = """\
1\tJan\tJan\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tslaapt\tslapen\tVERB\t_\t_\t0\troot\t_\t_
3\tin\tin\tADP\t_\t_\t4\tcase\t_\t_
4\tZwolle\tZwolle\tPROPN\t_\t_\t2\tobl\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared data in small, with names made up."""
    root = tmp_path_factory.mktemp("data")
    lists, ner = root / "gazetteers", root / "ner"
    (ner / "ud").mkdir(parents=True)
    lists.mkdir()
    names = {"voornamen": "Hanneke Gülcan Bart", "achternamen": "Terpwijk Yıldırım Groen Vries"}
    for kind, words in names.items():
        with gzip.open(lists / f"{kind}_filenthropist.csv.gz", "wt", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("naam", "gewicht"))
            writer.writerows((word, 9) for word in words.split())
    (lists / "plaatsen_filenthropist.csv").write_text("soort,naam\nplaats,Zwolle\n", "utf-8")
    (lists / "tooi_overheidsorganisaties.csv").write_text("soort,voorkeursnaam\ngemeente,gemeente Zwolle\n", "utf-8")
    (lists / "uitvoeringsorganisaties.txt").write_text("DUO\n", "utf-8")
    (ner / "ud" / "a.conllu.gz").write_bytes(gzip.compress(TREEBANK.encode()))
    (ner / "europeana_kb_nl.iob2.tsv.gz").write_bytes(gzip.compress(b"Jan\tB-PER\nslaapt\tO\n\n"))
    return root


@pytest.mark.parametrize("seed", range(5))
def test_a_mark_stands_on_a_whole_name(data: Path, seed: int) -> None:
    samples = Writer(data / "gazetteers", Random(seed)).samples()
    for _ in range(200):
        sample = next(samples)
        for start, end, label in sample.names:
            assert label in {"PER", "ORG", "LOC"}
            assert sample.text[start:end].strip() == sample.text[start:end] != ""


def test_the_same_seed_gives_the_same_people(data: Path) -> None:
    one, other = People(data / "gazetteers", Random(3)), People(data / "gazetteers", Random(3))
    assert [one.name() for _ in range(50)] == [other.name() for _ in range(50)]


def test_a_treebank_labels_what_is_sure_and_nothing_else(data: Path) -> None:
    (sample,) = treebank(data / "ner" / "ud" / "a.conllu.gz")
    assert sample.text == "Jan slaapt in Zwolle."
    assert [(sample.text[s:e], label) for s, e, label in sample.names] == [("Jan", "PER"), ("Zwolle", "LOC")]


def test_newspapers_keep_their_labels(data: Path) -> None:
    (sample,) = newspapers(data / "ner" / "europeana_kb_nl.iob2.tsv.gz")
    assert [(sample.text[s:e], label) for s, e, label in sample.names] == [("Jan", "PER")]


def test_names_that_are_swapped_move_the_marks_behind_them(data: Path, tmp_path: Path) -> None:
    silver = tmp_path / "silver.jsonl"
    silver.write_text(
        '{"text": "De minister belt Jan Bos in Zwolle.", "names": [[17, 24, "PER"]], "unsure": [[28, 34]]}\n'
    )
    mix = Mix(data, silver, Random(1))
    for _ in range(100):
        sample = mix._renamed(
            mix._with_actors(Sample("De minister belt Jan Bos in Zwolle.", ((17, 24, "PER"),), ((28, 34),)), 0.5)
        )
        assert [sample.text[start:end] for start, end in sample.unsure] == ["Zwolle"]
        assert all(sample.text[start:end].strip() for start, end, _ in sample.names)


def test_an_open_stretch_teaches_nothing() -> None:
    nlp = spacy.blank("nl")
    told = example(nlp, Sample("Jan belt Zwolle vandaag", ((0, 3, "PER"),), ((9, 15),))).reference
    assert [token.ent_iob for token in told] == [3, 2, 0, 2]
