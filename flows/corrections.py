"""What people said about the records of a document, as part of what it was done with."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence

from corpus.corrections import Correction


def of_corrections(fingerprint: str, corrections: Sequence[Correction], key: bytes) -> str:
    """The fingerprint of a document that is done with corrections; keyed, since what was typed may be personal data.

    Who said it, when and why changes nothing in what is made.
    """
    if not corrections:
        return fingerprint
    said = [(c.what, c.kind, c.sentence, c.page, c.action, c.fields, c.id) for c in corrections]
    told = json.dumps([fingerprint, said])
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:32]
