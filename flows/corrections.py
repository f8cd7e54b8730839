"""What people said about the records of a document, as part of what it was done with."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.corrections import Correction
from flows.keyed import keyed


def of_corrections(fingerprint: str, corrections: Sequence[Correction], key: bytes) -> str:
    """The fingerprint of a document that is done with corrections; keyed, since what was typed may be personal data.

    Who said it, when and why changes nothing in what is made.
    """
    if not corrections:
        return fingerprint
    said = [(c.what, c.kind, c.sentence, c.page, c.action, c.fields, c.id) for c in corrections]
    told = json.dumps([fingerprint, said])
    return keyed(told, key)
