"""The trained recogniser: what ships, that it loads without a network, and how its spans become names."""

from __future__ import annotations

import socket
from importlib.resources import files
from pathlib import Path

import pytest
import spacy
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from anonymize import names
from anonymize.learned import learned_names
from corpus.document import Span
from nlp import dutch, recognise
from nlp.lexicon import word_class
from nlp.recognise import OtherModelMissing, load_other, model_version, people

MODEL = Path(str(files("nlp"))) / "model"


def test_the_model_is_small_and_says_its_licence() -> None:
    size = sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file())
    assert size <= 20_000_000
    assert "CC BY-SA 4.0" in (MODEL / "LICENSE.md").read_text("utf-8")
    assert model_version() != "0.0.0"


def test_the_model_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", shut)
    recognise.pipeline.cache_clear()
    text = "Gisteren heeft Gülcan Yıldırım de cijfers nagerekend."
    assert text[slice(*people(text)[0])] == "Gülcan Yıldırım"


def test_the_model_was_trained_on_the_tokens_that_it_gets() -> None:
    """Its own tokenizer is not loaded, for it is the Dutch one that is there already."""
    own, shared = spacy.load(MODEL).tokenizer, recognise.pipeline().tokenizer
    assert shared is dutch.pipeline().tokenizer
    assert own.to_bytes(exclude=["vocab"]) == shared.to_bytes(exclude=["vocab"])


def test_what_the_model_notes_is_not_written_in_the_tokens_of_others() -> None:
    text = "Gisteren heeft Gülcan Yıldırım de cijfers nagerekend."
    assert people(text)
    assert not dutch.tokens(text).ents
    assert not any(token.tag for token in dutch.tokens(text))


def test_a_model_that_is_not_there_is_told_in_dutch() -> None:
    with pytest.raises(OtherModelMissing, match="Installeer het"):
        load_other("nl_no_such_model")


@given(st.text(max_size=200))
def test_any_text_gives_persons_inside_it(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in people(text))


def test_a_long_text_is_read_in_stretches_and_its_spans_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "_STRETCH", 300)
    text = "De cijfers zijn akkoord.\n" * 30 + "Volgens Gülcan Yıldırım klopt het niet.\n"
    assert [text[slice(*span)] for span in people(text)] == ["Gülcan Yıldırım"]


@pytest.mark.parametrize(
    ("text", "seen", "names_"),
    [
        ("de opmerkingen van mr. Xhemaili zelf", "mr. Xhemaili", ["Xhemaili"]),
        ("gezien door DGMo Van Reigersbergen", "DGMo Van Reigersbergen", ["Van Reigersbergen"]),
        ("[Kromodimedjo, D.: toevoegen]", "Kromodimedjo, D.", ["Kromodimedjo, D."]),
        ("het Nederlands Actieplan Luchtvaartveiligheid", "Nederlands Actieplan Luchtvaartveiligheid", []),
        ("de diensten van ParkinsonNet zijn", "ParkinsonNet", []),
        ("het Algoritmeregister is", "Algoritmeregister", []),
        ("in Den Bosch is", "Den Bosch", []),
        ("volgens Jansen | Xhemaili", "Jansen | Xhemaili", ["Jansen", "Xhemaili"]),
    ],
)
def test_what_the_recogniser_saw_becomes_a_name_or_not(text: str, seen: str, names_: list[str]) -> None:
    document = write(text)
    start = document.text.index(seen.split(" | ")[0])
    span = Span(start, document.text.index(seen.split(" | ")[-1]) + len(seen.split(" | ")[-1]))
    hits = learned_names(names.scene(document), [span], [])
    assert [document.at(hit.span) for hit in hits] == names_


@pytest.mark.parametrize(("word", "same"), [("Gülcan", "Gulcan"), ("JANSEN", "Jansen"), ("bart-jan", "Bart-Jan")])
def test_the_class_of_a_word_does_not_see_capitals_or_accents(word: str, same: str) -> None:
    assert word_class(word)[:2] == word_class(same)[:2]
