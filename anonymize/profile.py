"""The settings of policy: what happens to senior officials, spokespersons and authors, and the ground of each category.

Built-in profiles stand in lists/profiles.toml; an organisation may give a file of its own, which changes one of them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from anonymize import cues
from corpus.decisions import Category
from corpus.document import Span
from corpus.knowledge import load_list

STANDARD = "standard"
_GROUND = re.compile(r"5\.[12]\.[1-5][a-i]?|10\.[12][a-g]|11\.1")  # of the Woo, and of the Wob before it


class Treatment(StrEnum):
    """What happens to a person in a role."""

    REDACT = "redact"
    KEEP = "keep"
    REVIEW = "review"


class Role(StrEnum):
    """Who is neither plainly a civil servant behind the scenes nor plainly in public office."""

    SENIOR = "senior"
    SPOKESPERSON = "spokesperson"
    AUTHOR = "author"


class BadProfileError(ValueError):
    """A profile that cannot be used; the message is Dutch and says what to write instead."""


@dataclass(frozen=True)
class PolicyProfile:
    """A policy: a treatment for each role, a ground for each category."""

    name: str
    treatments: Mapping[Role, Treatment]
    grounds: Mapping[Category, str] = field(default_factory=dict)


def _lists() -> Mapping[str, Any]:
    return load_list("anonymize", "profiles")


def names() -> tuple[str, ...]:
    """The built-in profiles."""
    return tuple(name for name in _lists() if name != "roles")


@cache
def standard() -> PolicyProfile:
    """The default profile, that of the output contract."""
    return _made(STANDARD, {})


def load_profile(wanted: str) -> PolicyProfile:
    """A built-in profile by its name, or the one in a TOML file; raises BadProfileError."""
    if wanted in names():
        return _made(wanted, {})
    path = Path(wanted)
    if path.suffix != ".toml":
        raise BadProfileError(
            f"Onbekend profiel '{wanted}'. {_nearest(wanted, names())}Of geef een bestand dat eindigt op .toml."
        )
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfileError(f"Het profiel {path.name} kan niet worden gelezen ({type(error).__name__}).") from None
    base = given.pop("based_on", STANDARD)
    if base not in names():
        raise BadProfileError(f"Het profiel {path.name} bouwt op een onbekend profiel. {_nearest(str(base), names())}")
    return _made(str(base), given, path.stem)


def _made(base: str, given: Mapping[str, Any], name: str = "") -> PolicyProfile:
    known = {*map(str, Role), "grounds"}
    for key in given:
        if key not in known:
            raise BadProfileError(f"Onbekende instelling '{key}' in het profiel. {_nearest(key, known)}")
    values = {**_lists()[STANDARD], **_lists()[base], **given}
    grounds = {**_lists()[STANDARD]["grounds"], **_lists()[base].get("grounds", {}), **given.get("grounds", {})}
    try:
        treatments = {role: Treatment(values[role]) for role in Role}
    except ValueError:
        raise BadProfileError(f"Een rol krijgt een van deze waarden: {', '.join(Treatment)}.") from None
    for category, ground in grounds.items():
        if category not in set(Category):
            raise BadProfileError(f"Onbekende soort '{category}' onder grounds. {_nearest(category, set(Category))}")
        if not _GROUND.fullmatch(str(ground)):
            raise BadProfileError(f"'{ground}' is geen grond van de Woo. Schrijf bijvoorbeeld 5.1.2e.")
    return PolicyProfile(name or base, treatments, {Category(category): ground for category, ground in grounds.items()})


def _nearest(word: str, known: Any) -> str:
    found = difflib.get_close_matches(word, sorted(known), 1, 0.5)
    return f"Bedoelt u '{found[0]}'? " if found else f"Mogelijk zijn: {', '.join(sorted(known))}. "


@cache
def _patterns() -> Mapping[Role, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each role: the words right before a name, and right after or below it."""
    made = {}
    for role in Role:
        said = cues.alternation(list(_lists()["roles"][role]))
        titles = rf"(?:(?:{cues.any_of('titles')})\.?[ \n]+){{0,4}}"
        before = rf"(?<![\w-])(?:{said})(?:[ ](?:van|voor|bij)[ ][^.;:()|\n]{{2,70}}?)?[ ]?[,:|]?[ \n]{titles}\Z"
        after = rf"(?:[ ]?[,(|–-][ ]?(?:de[ ])?|[ ]?\n+(?:De[ ])?)(?:{said})(?![\w-])"
        made[role] = re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)
    return made


def role_of(text: str, span: Span) -> Role | None:
    """The role that the words beside a name give it.

    >>> text = "De directeur-generaal, mr. A. Bos, is akkoord."
    >>> role_of(text, Span(27, 33))
    <Role.SENIOR: 'senior'>
    """
    window = text[max(0, span.start - 130) : span.start]
    for role, (before, after) in _patterns().items():
        if before.search(window) or after.match(text, span.end):
            return role
    return None
