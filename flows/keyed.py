"""A fingerprint that only who has the key of DIR can make: what it stands for may hold what is hidden."""

from __future__ import annotations

import hmac

DIGITS = 32


def keyed(told: str, key: bytes) -> str:
    """The keyed hash of a text, HMAC-SHA-256, as hexadecimal digits: a plain one would let a reader test guesses."""
    return hmac.new(key, told.encode(), "sha256").hexdigest()[:DIGITS]
