"""The rules that people made for all documents of DIR, as part of what each of them is done with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple

from corpus.database import StoreTrouble
from corpus.rules import RULES, Rule, in_force
from flows.folder import Folder
from flows.instructions import damaged, events_of
from flows.keyed import keyed


def rules_of(folder: Folder) -> tuple[Rule, ...]:
    """The rules that count in DIR; raises WrongUsage, in Dutch, where these cannot be read."""
    if not folder.events.exists():
        return ()
    try:
        return in_force(events_of(folder).of(RULES))
    except (StoreTrouble, ValueError, KeyError, TypeError):
        raise damaged(folder.events) from None


def of_rules(fingerprint: str, rules: Sequence[Rule], key: bytes) -> str:
    """The fingerprint of a document that is done with rules; keyed, since these hold what is hidden.

    All of a rule counts: who made it, when and why is told as the reason of what it does.
    """
    if not rules:
        return fingerprint
    told = json.dumps([fingerprint, [astuple(rule) for rule in rules]])
    return keyed(told, key)
