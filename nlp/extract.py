"""extract(document) -> Records: all that is read from a document, in a fixed order of small verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Document
from corpus.records import Motion, Profile, Records
from nlp.commitments import find_commitments
from nlp.deadlines import find_deadlines
from nlp.describe import describe
from nlp.dutch import read
from nlp.link import link
from nlp.motions import find_motions
from nlp.sections import find_sections
from nlp.signatory import signatories_of

# Raised with each change of a rule, so that a record says what made it.
RULES_VERSION = "11"


def extract(document: Document) -> Records:
    """Profile, sections, commitments, motions and deadlines; deadlines are linked to what they bind."""
    profile = describe(document)
    reading = read(document)
    commitments = find_commitments(reading, profile, signatories_of(document, profile))
    motions = find_motions(reading, profile)
    profile = replace(profile, dossiers=_with_replaced(profile, motions))
    commitments, deadlines = link(commitments, motions, find_deadlines(reading, profile.date, commitments))
    return Records(profile, find_sections(document), commitments, motions, deadlines)


def _with_replaced(profile: Profile, motions: Sequence[Motion]) -> tuple[str, ...]:
    """The papers that a document cites, also as "t.v.v. nr. 58": the motion that another one replaces."""
    return tuple(sorted({*profile.dossiers, *(motion.replaces for motion in motions if motion.replaces)}))


def extract_context(document: Document) -> tuple[Profile, tuple[Motion, ...]]:
    """What who decides about names must know: the profile, and the motions with their movers."""
    profile = describe(document)
    return profile, find_motions(read(document), profile)
