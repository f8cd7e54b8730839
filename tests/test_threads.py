"""Threads: what is one promise through several documents, what is not, and what a person may correct."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.told import Due, Sort, Told
from nlp.families import Corrections
from nlp.threads import Thread, weave


def promise(ref: str, day: str | None, sentence: str, actor: str | None = "minister van VWS", **more: Any) -> Told:
    latest = more.pop("latest", None)
    due = Due(more.pop("due", ""), None, latest, None) if latest else None
    status = more.pop("status", "open")
    return Told(ref, Sort.COMMITMENT, day, 1, sentence, sentence, status, actor=actor, due=due, **more)


def motion(ref: str, day: str | None, movers: str, **more: Any) -> Told:
    status = more.pop("status", "unknown")
    what = more.pop("what", "")
    return Told(ref, Sort.MOTION, day, 1, "zin", what, status, movers=tuple(movers.split(", ")), **more)


FIRST = promise(
    "a#c1", "2024-10-01", "Ik zal uw Kamer voor 1 mei 2025 informeren over de wachttijden in de jeugdzorg.",
    due="voor 1 mei 2025", latest="2025-04-30",
)  # fmt: skip
LATER = promise(
    "b#c1", "2025-04-20", "De rapportage over de wachttijden in de jeugdzorg ontvangt uw Kamer voor 1 oktober 2025.",
    due="voor 1 oktober 2025", latest="2025-09-30",
)  # fmt: skip
DONE = promise(
    "c#c1",
    "2025-09-20",
    "Hiermee doe ik de toezegging over de wachttijden in de jeugdzorg gestand.",
    status="fulfilled",
)
OTHER = promise("d#c1", "2025-09-21", "Ik zal uw Kamer informeren over de krimp van het onderwijs in Limburg.")


def told(thread: Thread) -> list[tuple[str, str | None]]:
    return [(event.what, event.date) for event in thread.events]


def test_a_promise_is_followed_from_its_first_day_to_the_letter_that_fulfils_it() -> None:
    """First made, put off to another day, done: one thread with the letter as evidence."""
    jeugdzorg, limburg = weave([OTHER, DONE, FIRST, LATER])
    assert told(jeugdzorg) == [("first", "2024-10-01"), ("postponed", "2025-04-20"), ("fulfilled", "2025-09-20")]
    assert (jeugdzorg.state, jeugdzorg.members) == ("fulfilled", ("a#c1", "b#c1", "c#c1"))
    assert jeugdzorg.due == LATER.due
    assert limburg.members == ("d#c1",)


def test_why_two_entries_are_one_can_be_read() -> None:
    """A reader who doubts a thread sees the words that both have, as they stand in the text."""
    (jeugdzorg,) = weave([FIRST, DONE])
    assert jeugdzorg.joins[0].why == "dezelfde woorden: jeugdzorg, wachttijden"


APART: dict[str, Told] = {
    "another office": promise("x#c1", "2025-01-01", FIRST.sentence, actor="minister van OCW"),
    "another subject": promise("x#c1", "2025-01-01", "Ik zal uw Kamer informeren over de tarieven in de jeugdzorg."),
    "only words that every promise has": promise("x#c1", "2025-01-01", "Ik zal uw Kamer voor 1 mei 2025 informeren."),
}


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_what_only_looks_alike_stays_apart(other: Told) -> None:
    """One promise shown as another's fulfilment would hide that it is still open."""
    assert len(weave([FIRST, other])) == 2


TOGETHER: dict[str, tuple[Told, Told, str]] = {
    "an official number": (
        promise("a#c1", "2023-06-01", "De toezegging TZ202306-026 over A.", actor="minister van BZK"),
        promise("b#c1", "2024-06-01", "Met deze brief is TZ202306-026 afgedaan.", actor=None, status="fulfilled"),
        "hetzelfde nummer: TZ202306-026",
    ),
    "a paper": (
        motion("a#m1", "2024-02-01", "Sneller", dossier="36410-VII", number=21),
        motion("b#m1", "2024-09-01", "Sneller", dossier="36410-VII", number=21, status="executed"),
        "hetzelfde nummer: 36410-VII-21",
    ),
    "a motion that replaces another": (
        motion("a#m1", "2024-02-01", "Sneller", dossier="36410-VII", number=21),
        motion("b#m1", "2024-02-08", "Sneller, Kathmann", dossier="36410-VII", number=30, replaces="36410-VII-21"),
        "komt in de plaats van 36410-VII-21",
    ),
    "movers and dossier": (
        motion("a#m1", "2024-02-01", "Sneller", dossier="36410-VII", number=21),
        motion("b#m1", "2024-09-01", "Sneller", dossier="36410-VII"),
        "dezelfde indieners, dossier 36410-VII",
    ),
    "movers and subject": (
        motion("a#m1", "2024-02-01", "Van Esch", what="een landelijk toetsingskader voor stoffen"),
        motion("b#m1", "2024-09-01", "Van Esch", what="het toetsingskader voor gevaarlijke stoffen"),
        "dezelfde indieners en onderwerp: stoffen, toetsingskader",
    ),
    "the member to whom it was promised": (
        promise("a#c1", "2024-02-01", "Ik zeg toe de cijfers per provincie te splitsen.", recipient="het lid Sneller"),
        promise(
            "b#c1", "2024-09-01", "Dit zijn de cijfers per provincie.", recipient="het lid Sneller", status="fulfilled"
        ),
        "dezelfde woorden: cijfers, provincie; beide aan het lid Sneller",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("a", "b", "why"), TOGETHER.values(), ids=TOGETHER)
def test_what_makes_one_thread_of_two_documents(a: Told, b: Told, why: str) -> None:
    """Each rule by itself, with the reason that it gives."""
    threads = weave([b, a])
    assert [thread.members for thread in threads] == [(a.ref, b.ref)]
    assert threads[0].joins[0].why == why


def test_what_the_house_decided_and_what_a_letter_claims_stay_apart() -> None:
    """An adopted motion that a letter calls executed is still adopted; the claim names its letter."""
    a = motion("a#m1", "2024-02-01", "Sneller", dossier="36410", number=21, status="adopted")
    b = motion("b#m1", "2024-09-01", "Sneller", dossier="36410", number=21, status="executed")
    (thread,) = weave([a, b])
    assert (thread.state, thread.claim) == ("adopted", "b#m1")


def test_a_person_parts_what_the_rules_joined() -> None:
    """The person's word counts, also where a third entry would join the two again."""
    parted = Corrections(part=frozenset({frozenset({"a#c1", "c#c1"})}))
    threads = weave([FIRST, LATER, DONE], parted)
    assert not any({"a#c1", "c#c1"} <= set(thread.members) for thread in threads)


def test_a_person_joins_what_the_rules_left_apart() -> None:
    """And the reason says that it was a person."""
    (thread,) = weave([FIRST, OTHER], Corrections(join=frozenset({frozenset({"a#c1", "d#c1"})})))
    assert thread.joins[0].why == "samengevoegd door een persoon"


def test_a_correction_of_what_is_gone_is_no_error() -> None:
    """A document that was withdrawn takes its corrections out of use, not the threads of others."""
    gone = Corrections(join=frozenset({frozenset({"a#c1", "gone#c9"})}))
    assert len(weave([FIRST], gone)) == 1


_SUBJECTS = ("wachttijden jeugdzorg", "krimp onderwijs Limburg", "tarieven huisartsen", "stikstof depositie Peel")


@given(
    picked=st.lists(st.tuples(st.sampled_from(_SUBJECTS), st.integers(2020, 2026)), max_size=12),
    seed=st.integers(0, 999),
)
def test_the_order_of_the_documents_does_not_matter(picked: list[tuple[str, int]], seed: int) -> None:
    """The same records give the same threads, whatever the order in which they are read."""
    items = [
        promise(f"s{i}#c1", f"{year}-01-01", f"Ik onderzoek {what} nader.") for i, (what, year) in enumerate(picked)
    ]
    shuffled = items[:]
    random.Random(seed).shuffle(shuffled)
    assert weave(items) == weave(shuffled)


@given(st.lists(st.sampled_from(_SUBJECTS), max_size=10))
def test_every_entry_is_in_one_thread(subjects: list[str]) -> None:
    """Nothing is lost and nothing is told twice."""
    items = [promise(f"s{i}#c1", "2024-01-01", f"Ik onderzoek {what}.") for i, what in enumerate(subjects)]
    members = [ref for thread in weave(items) for ref in thread.members]
    assert sorted(members) == sorted(item.ref for item in items)


def test_a_promise_made_after_the_fulfilment_is_a_new_one() -> None:
    """An open promise may not hide behind the letter that kept an earlier one."""
    again = promise(
        "e#c1", "2026-02-01", "Ik zal uw Kamer voor 1 mei 2026 opnieuw informeren over de wachttijden in de jeugdzorg.",
        due="voor 1 mei 2026", latest="2026-04-30",
    )  # fmt: skip
    states = {thread.first.ref: thread.state for thread in weave([FIRST, DONE, again])}
    assert states == {"a#c1": "fulfilled", "e#c1": "open"}


MEETING_NEVER: dict[str, list[Told]] = {
    "two papers by way of a mention without number": [
        motion("a#m1", "2024-01-01", "Ronnes", dossier="32847", number=512),
        motion("b#m1", "2024-02-01", "Ronnes", dossier="32847", number=600),
        motion("c#m1", "2024-03-01", "Ronnes", dossier="32847"),
    ],
    "two offices by way of a letter that names none": [
        promise("a#c1", "2024-01-01", "Ik onderzoek de wachttijden in de jeugdzorg.", actor="minister van VWS"),
        promise("c#c1", "2024-03-01", "Ik onderzoek de wachttijden in de jeugdzorg.", actor="minister van OCW"),
        promise("b#c1", "2024-02-01", "Er volgt onderzoek naar de wachttijden in de jeugdzorg.", actor=None),
    ],
    "two official numbers by way of a sentence of both": [
        promise("a#c1", "2024-01-01", "Toezegging TZ201903-001 over tandartsen."),
        promise("b#c1", "2024-02-01", "Toezegging TZ201903-002 over hoortoestellen."),
        promise("c#c1", "2024-03-01", "TZ201903-001 en deels TZ201903-002 zijn gestand gedaan.", status="fulfilled"),
    ],
}


@pytest.mark.parametrize("items", MEETING_NEVER.values(), ids=MEETING_NEVER)
def test_a_chain_of_joins_stops_at_what_differs(items: list[Told]) -> None:
    """The first and the second are two, whatever stands between them."""
    assert not any({items[0].ref, items[1].ref} <= set(thread.members) for thread in weave(items))


ONLY_ALIKE = [
    ("de evaluatie van de jeugdzorg", "de evaluatie van de ouderenzorg"),
    ("mevrouw Van Wijngaarden-Bouwmeester de cijfers", "mevrouw Van Wijngaarden-Bouwmeester de planning"),
    ("het overzicht voor het lid Omtzigt over toeslagen", "het overzicht voor het lid Omtzigt over pensioenen"),
    ("het actieplan veenweiden 2024 uitvoeren", "het actieplan veenweiden 2025 uitvoeren"),
]


@pytest.mark.parametrize(("a", "b"), ONLY_ALIKE)
def test_names_salutations_and_words_of_paper_join_nothing(a: str, b: str) -> None:
    """ "Geachte voorzitter", a member's name and "de evaluatie" are in promises about anything."""
    items = [
        promise(f"{i}#c1", f"2024-0{i}-01", f"Geachte voorzitter, ik stuur u {what}.") for i, what in ((1, a), (2, b))
    ]
    assert len(weave(items)) == 2


def test_a_promise_of_one_long_word_finds_its_fulfilment() -> None:
    """A compound is a subject of its own."""
    items = [
        promise("a#c1", "2024-01-01", "Ik zal u informeren over de kinderopvangtoeslag."),
        promise(
            "b#c1",
            "2024-06-01",
            "Hiermee doe ik de toezegging over de kinderopvangtoeslag gestand.",
            status="fulfilled",
        ),
    ]
    assert len(weave(items)) == 1


def test_two_threads_of_one_paper_have_two_ids() -> None:
    """A person parted them: nothing may take one for the other."""
    items = [motion(f"{x}#m1", "2024-01-01", "Sneller", dossier="36410", number=2) for x in "ab"]
    threads = weave(items, Corrections(part=frozenset({frozenset({"a#m1", "b#m1"})})))
    assert len({thread.id for thread in threads}) == 2


def test_a_large_archive_is_woven_in_seconds() -> None:
    """Four thousand promises in ever the same few hundred words."""
    chance = random.Random(6)
    words = [f"onderwerp{chance.randrange(300)}zaak" for _ in range(12 * 4000)]
    items = [
        promise(f"s{i}#c1", f"20{10 + i % 15}-01-01", "Ik onderzoek " + " ".join(words[12 * i : 12 * i + 12]))
        for i in range(4000)
    ]
    start = time.process_time()
    weave(items)
    assert time.process_time() - start < 30
