"""Texts by others that the recogniser learns from: treebanks (CC BY-SA 4.0) and newspapers (CC0).

The treebanks say where proper names begin and end but not of what kind. A name whose kind is sure is labelled; of the
others nothing is taught. So the sentences still show which words are no names.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp.gazetteer import SURE, first_names, places, surnames
from nlp.training.sample import Sample

_BODIES = frozenset(
    "partij universiteit bank nv bv fc club vereniging stichting ministerie raad comité instituut bond kamer senaat "
    "commissie museum orkest unie liga front beweging belang blok leger".split()
)
_BEFORE_PERSONS = frozenset("heer mevrouw minister president paus koning koningin keizer prins graaf dr. prof.".split())
_SAME_NAME = frozenset({"flat", "fixed", "compound"})  # relations of Universal Dependencies inside a name
_LONGEST = 45  # tokens; the newspapers mark no sentences


def treebank(path: Path) -> Iterator[Sample]:
    """The sentences of a CoNLL-U file."""
    for block in gzip.decompress(path.read_bytes()).decode("utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.split("\t")[0].isdigit()]
        spaces = ["SpaceAfter=No" not in row[9] for row in rows]
        yield _told([row[1] for row in rows], spaces, list(_proper(rows)))


def _proper(rows: list[list[str]]) -> Iterator[tuple[int, int, str | None]]:
    """Proper names as (first token, one after the last, label or None)."""
    at = 0
    while at < len(rows):
        if rows[at][3] != "PROPN":
            at += 1
            continue
        end = at + 1
        while (
            end < len(rows) and rows[end][3] == "PROPN" and rows[end][7].split(":")[0] in {"flat", "fixed", "compound"}
        ):
            end += 1
        before = rows[at - 1][1].lower() if at else ""
        yield at, end, _kind([row[1] for row in rows[at:end]], before)
        at = end


def _kind(words: list[str], before: str) -> str | None:
    """The kind of a proper name where it is sure."""
    first, whole = words[0].lower(), " ".join(words).lower()
    if whole in places():
        return "LOC"
    if any(word.lower() in _BODIES for word in words) or (len(words) == 1 and words[0].isupper() and len(first) > 1):
        return "ORG"
    initials = all(part.isalpha() and len(part) == 1 for part in words[0].rstrip(".").split("."))
    if len(words) > 1 and first not in places() and (first_names().get(first, 0) > 1 or (initials and "." in first)):
        return "PER"
    alone = len(words) == 1 and first_names().get(first, 0) == SURE and surnames().get(first, 0) < 200
    return "PER" if alone or (len(words) == 1 and before in _BEFORE_PERSONS) else None


def newspapers(path: Path) -> Iterator[Sample]:
    """Stretches of a file with a token and a tag a line."""
    words: list[str] = []
    tags: list[str] = []
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        word, _, tag = line.partition("\t")
        if word:
            words.append(word)
            tags.append(tag)
        if words and (not word or (len(words) >= _LONGEST and tag == "O")):
            yield _told(words, [True] * len(words), list(_tagged(tags)))
            words, tags = [], []
    if words:
        yield _told(words, [True] * len(words), list(_tagged(tags)))


def _tagged(tags: list[str]) -> Iterator[tuple[int, int, str | None]]:
    at = 0
    while at < len(tags):
        end = at + 1
        if tags[at] != "O":
            while end < len(tags) and tags[end].startswith("I-"):
                end += 1
            yield at, end, tags[at][2:] if tags[at][2:] in {"PER", "ORG", "LOC"} else None
        at = end


def _told(words: list[str], spaces: list[bool], names: Iterable[tuple[int, int, str | None]]) -> Sample:
    starts, text = [], ""
    for word, space in zip(words, spaces, strict=True):
        starts.append(len(text))
        text += word + (" " if space else "")
    told, unsure = [], []
    for first, end, label in names:
        span = (starts[first], starts[end - 1] + len(words[end - 1].rstrip(".,;:")))
        if label:
            told.append((*span, label))
        else:
            unsure.append(span)
    return Sample(text.rstrip(), tuple(told), tuple(unsure))
