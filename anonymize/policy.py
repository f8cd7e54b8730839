"""decide(document, findings, policy, profile): what goes, what stays, on which ground and why.

The table of the output contract. A finding that no rule keeps is hidden. Reasons are Dutch and hold no text of the
document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from anonymize import cues, names, words
from anonymize.holders import MONTHS
from anonymize.organisation import general_number, is_letterhead, public_address
from anonymize.person import Name, parse
from anonymize.persons import Court
from anonymize.profile import PolicyProfile, standard
from anonymize.public import Person, Register
from anonymize.recognizers import rows
from anonymize.ruling import Ruling
from anonymize.spread import listed_people
from corpus.decisions import Category, Decision, Finding, Verdict
from corpus.document import Document, Span
from corpus.records import Kind, Motion, Profile

# Raised whenever a rule, list or cue changes what is found or decided: earlier runs then count as old.
POLICY_VERSION = "11"
# Woo art. 5.1, second paragraph, under e: privacy.
PRIVACY = "5.1.2e"
_OWNER = (
    r"(?:ministerie|gemeente|provincie|waterschap|belastingdienst|de staat|rijks\w+|stichting|universiteit|cjib|rvo|"
    r"duo|uwv|svb|b\.v\.|n\.v\.)"
)
_IN_NAME_OF = re.compile(
    rf"(?:t\.?n\.?v\.?|ten name van|op naam van|(?:rekening(?:nummer)?|iban)\s+van)\s+(?:de|het)?\s*{_OWNER}",
    re.IGNORECASE,
)
_OWNED_AFTER = re.compile(rf"\s*van\s+(?:de|het)?\s*{_OWNER}", re.IGNORECASE)
_RESIDENT = re.compile(
    r"[^.\n]{0,30}(?:[;,][ ]bewoners?\b|,[ ]bij[ ](?:mevrouw|mw|de heer|dhr|familie|fam)|\((?:thuis|woon)adres)",
    re.IGNORECASE,
)
LONG_NAME = 12  # letters: a shorter name of a mailbox may be somebody's
_DOUBT = 0.4  # the score of what a person must look at
_HOME = "Woonadres"
# An account of a foundation that is a person's as well
_ALSO_HIS_OWN = re.compile(r"\b(?:persoonlijke?|privé|eigen naam|(?:zijn|haar) naam)\b")


@dataclass(frozen=True, slots=True)
class Policy:
    """The lists that an organisation gives: known officials beat public figures, which beat the built-in register.

    `batch` are whole names that other documents of the batch hide: looked for too, and then judged as any name.
    """

    known_officials: tuple[Person, ...] = ()
    public_figures: tuple[Person, ...] = ()
    profile: PolicyProfile = field(default_factory=standard)
    batch: tuple[str, ...] = ()


def decide(
    document: Document,
    findings: Iterable[Finding],
    policy: Policy,
    profile: Profile | None = None,
    motions: Sequence[Motion] = (),
) -> tuple[Decision, ...]:
    """One decision for each finding, and for each further place where a known official is named; in text order."""
    found = list(findings)
    found += _named_officials(document, found, policy.known_officials)
    found += _of_batch(document, found, policy.batch)
    people = [finding for finding in found if finding.category is Category.PERSON]
    court = court_of(document, policy, profile, motions)
    grounds = policy.profile.grounds
    decisions = [
        _decision(finding, ruling, grounds) for finding, ruling in zip(people, court.rule(people), strict=True)
    ]
    decisions += [
        _decision(finding, _ruling(document.text, finding, [person.span for person in people]), grounds)
        for finding in found
        if finding.category is not Category.PERSON
    ]
    return tuple(sorted(decisions))


def court_of(document: Document, policy: Policy, profile: Profile | None, motions: Sequence[Motion]) -> Court:
    """Who rules on the persons of a document."""
    return Court(
        document.text,
        profile.date if profile else None,
        Register(policy.known_officials),
        Register(policy.public_figures),
        tuple(mover.span for motion in motions for mover in motion.movers),
        profile is not None and profile.kind in {Kind.KAMERBRIEF, Kind.MOTIE},
        cues.announced(document.text),
        policy.profile,
        None if profile and profile.date else first_day(document.text),
    )


_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:[ ]({'|'.join(MONTHS)})[ ]|[-/](\d{{1,2}})[-/])((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_HEAD = 3000  # characters in which a text says of what day it is


def first_day(text: str) -> date | None:
    """The first full date of a text, for who was in office then; None where it has none.

    >>> first_day("Verslag van 24 juni 2021, vervolg op 3-3-2021")
    datetime.date(2021, 6, 24)
    """
    for found in _DAY.finditer(text, 0, _HEAD):
        month = MONTHS.index(found[2].lower()) + 1 if found[2] else int(found[3])
        try:
            return date(int(found[4]), month, int(found[1]))
        except ValueError:
            continue
    return None


def _named_officials(document: Document, found: Sequence[Finding], people: Sequence[Person]) -> list[Finding]:
    """Known officials are looked for by name: nothing else need give them away."""
    if not people:
        return []
    taken = [finding.span for finding in found]
    hits = listed_people(names.scene(document), _names(people), taken)
    return [Finding(hit.span, Category.PERSON, hit.rule, hit.score) for hit in hits]


def _of_batch(document: Document, found: Sequence[Finding], batch: Sequence[str]) -> list[Finding]:
    if not batch:
        return []
    taken = [finding.span for finding in found]
    hits = listed_people(names.scene(document), tuple(parse(name) for name in batch), taken)
    return [Finding(hit.span, Category.PERSON, "batch", hit.score) for hit in hits]


def _names(people: Iterable[Person]) -> tuple[Name, ...]:
    return tuple(person.name for person in people)


def _decision(finding: Finding, ruling: Ruling, grounds: Mapping[Category, str]) -> Decision:
    """A row of numbers with a ground of its own (a V-number) keeps it; else the profile says."""
    hidden = ruling.verdict is Verdict.REDACT
    ground = _grounds().get(finding.rule) or grounds.get(finding.category, PRIVACY) if hidden else ""
    score = min(finding.score, _DOUBT) if ruling.doubtful else finding.score
    return Decision(finding.span, finding.category, ruling.verdict, ground, ruling.reason, finding.rule, score)


def _ruling(text: str, finding: Finding, people: Sequence[Span]) -> Ruling:
    """Numbers and addresses: hidden, unless they are an organisation's."""
    wording = text[finding.span.start : finding.span.end]
    before, after = (
        text[max(0, finding.span.start - 60) : finding.span.start],
        text[finding.span.end : finding.span.end + 60],
    )
    kept = None
    if finding.category is Category.ADDRESS and _RESIDENT.match(after):
        return Ruling(Verdict.REDACT, _HOME)
    if finding.category is Category.PHONE:
        kept = general_number(text, finding.span, before, after)
    elif finding.category is Category.EMAIL and (
        words.is_functional(wording, words.domain_at(text, finding.span.end))
        or _is_named_after_a_thing(text, wording, people)
    ):
        kept = "Functionele postbus"
    elif finding.category is Category.IBAN and (
        is_letterhead(text, finding.span)
        or (
            (_IN_NAME_OF.search(before) or _IN_NAME_OF.search(after) or _OWNED_AFTER.match(after))
            and not _ALSO_HIS_OWN.search(after)
        )
    ):
        kept = "Bankrekening van een organisatie"
    elif finding.category is Category.ADDRESS:
        kept = public_address(wording, finding.rule, before)
        kept = kept or ("Adres op briefpapier" if is_letterhead(text, finding.span) else None)
    if kept:
        return Ruling(Verdict.KEEP, kept)
    return Ruling(Verdict.REDACT, _reasons().get(finding.rule, _HOME))


@cache
def _reasons() -> dict[str, str]:
    return {row.rule: row.reason for row in rows()}


@cache
def _grounds() -> dict[str, str]:
    """Grounds that a kind of number has by law, whatever the profile says of its category."""
    return {row.rule: row.ground for row in rows() if row.ground != PRIVACY and row.category is Category.OTHER}


def _is_named_after_a_thing(text: str, local: str, people: Sequence[Span]) -> bool:
    """True for the mailbox of what the text names in three words or more: "Ruimte voor Defensie"."""
    if len(local) < LONG_NAME or not local.isalpha():
        return False
    spaced = re.compile(rf"(?<!\w){'[ ]?'.join(local)}(?![\w@])", re.IGNORECASE)
    named = [found for found in spaced.finditer(text) if found[0].count(" ") >= 2]
    spans = [Span(*found.span()) for found in named]
    givens = any(words.trust(word) for found in named for word in found[0].split())
    return bool(named) and not givens and not any(span.overlaps(person) for span in spans for person in people)
