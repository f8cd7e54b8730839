"""Texts are folded alike by the quick ways and by the plain one; the plainest fold misses no plain form."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anonymize.wording import Secret, Text, Way, fold, fold_plainly, plainest
from corpus.decisions import Category

SIGNS = st.one_of(st.characters(max_codepoint=0xFF), st.characters(), st.sampled_from("ﬀßøłđæœıµμ½Ǆ㏎℃Å\u00ad-’“–•€"))
TEXTS = st.text(SIGNS, max_size=40)


@given(TEXTS)
@example("µ")
@example("e\u0301ﬃ")
def test_the_quick_fold_is_the_plain_one(text: str) -> None:
    assert fold(text) == fold_plainly(text)


@pytest.mark.parametrize("start", range(0, 0x11000, 0x1000))
def test_every_sign_folds_alike(start: int) -> None:
    for code in range(start, start + 0x1000):
        if not 0xD800 <= code < 0xE000:
            assert fold(f"a{chr(code)}b") == fold_plainly(f"a{chr(code)}b")
            assert plainest(f"a{chr(code)}b") == "".join(s for s in fold_plainly(f"a{chr(code)}b") if s.isascii())


@given(TEXTS, TEXTS, st.text("abcdefgh12", min_size=1, max_size=8))
def test_a_plain_form_that_a_text_says_its_plainest_fold_says(before: str, after: str, form: str) -> None:
    text = before + form + after
    for way in (Way.PART, Way.ACROSS):
        if Text(text).count(Secret(form, way, Category.PERSON, "5.1.2e")):
            assert form in plainest(text)
    assert form in plainest(text)


@given(st.lists(st.sampled_from(["jan", "-\n", "-", "\u00ad", "\n", " ", "sen", "\u200b"]), max_size=9))
def test_a_word_parted_at_a_lines_end_is_found_across(parts: list[str]) -> None:
    """What parts a word has no letters, so the fold needs no look at hyphens."""
    text = "".join(parts)
    assert fold(text) == "".join(part for part in parts if part.isalpha())
