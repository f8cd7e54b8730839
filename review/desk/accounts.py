"""Who works here and what they may do; every route asks."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import Request

from corpus.review import State
from review.desk.asking import Refused
from review.desk.workplace import Role, Rules
from review.signed_in import header, is_proxy, user_of

COOKIE, FORM = "lakwerk-werkplek", "x-lakwerk-formulier"
DECIDING, COMMENTING, RELEASING, RULING = "besluiten", "opmerken", "vrijgeven", "regels beheren"
MAY = {
    DECIDING: frozenset({Role.OFFICER, Role.SECOND}),
    COMMENTING: frozenset(Role),
    RELEASING: frozenset({Role.OFFICER, Role.SECOND}),
    RULING: frozenset({Role.OFFICER, Role.ADMINISTRATOR}),
}
NOT_YOURS = "Uw rol ({roles}) mag dit niet: {what}."


class Person(NamedTuple):
    """Somebody who is let in."""

    name: str
    roles: frozenset[Role]

    def may(self, what: str) -> bool:
        return bool(self.roles & MAY[what])


def person_of(scope: Mapping[str, Any], rules: Rules, cookies: Mapping[str, str], secret: str) -> Person | None:
    """Who comes in: whom the proxy names, or who has the secret of this machine's user; None for a stranger."""
    if rules.user_header:
        name = user_of(scope, rules)
        told = header(scope, rules.role_header) if is_proxy(scope, rules) else []
        roles = {role.strip().casefold() for role in told[0].split(",")} if len(told) == 1 else set()
        known = frozenset(role for role in Role if role.value in roles)
        return Person(name, known) if name and known else None
    if hmac.compare_digest(cookies.get(COOKIE, "").encode(), secret.encode()):
        return Person(rules.local_user, frozenset(Role))
    return None


def secret_of(key: bytes) -> str:
    """What the address holds that lets this machine's user in; the same after a restart, so that no tab is lost."""
    return hmac.new(key, b"werkplek", "sha256").hexdigest()


def form_of(key: bytes, person: Person) -> str:
    """What a form or a script of ours proves itself with; another site cannot read it."""
    return hmac.new(key, f"formulier\0{person.name}".encode(), "sha256").hexdigest()


def is_form(key: bytes, person: Person, told: str) -> bool:
    return hmac.compare_digest(form_of(key, person).encode(), told.encode())


def me(request: Request) -> Person:
    """Who asks; strangers came no further than the door."""
    person: Person = request.scope["state"]["person"]
    return person


def check(person: Person, what: str) -> None:
    """Raises Refused where somebody may not do something."""
    if not person.may(what):
        roles = ", ".join(sorted(role.value for role in person.roles))
        raise Refused(403, NOT_YOURS.format(roles=roles, what=what))


def may_release(person: Person, rules: Rules, state: State, ready_by: str, workers: frozenset[str]) -> str:
    """Why somebody may not let a document go; "" where they may. Four eyes: not one's own work."""
    if not person.may(RELEASING):
        return "Uw rol mag geen stukken vrijgeven."
    if not rules.four_eyes:
        return ""
    if state is not State.SECOND:
        return "Vier ogen: geef het stuk eerst door aan de tweede lezer."
    if Role.SECOND not in person.roles:
        return "Vier ogen: een tweede lezer moet dit stuk vrijgeven."
    if _folded(person.name) in {_folded(name) for name in (ready_by, *workers)}:
        return "Vier ogen: iemand anders dan wie eraan werkte, moet dit stuk vrijgeven."
    return ""


def _folded(name: str) -> str:
    """A name as a sign-in may spell it otherwise the next time: "Els" and "els" are one person."""
    return unicodedata.normalize("NFKC", name).casefold().strip()
