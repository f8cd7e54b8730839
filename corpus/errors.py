"""What can go wrong with one document, said so that a Woo officer knows what to do.

The message is Dutch and holds no text of the document. `reason` is a stable code for programs.
"""

from __future__ import annotations


class CannotProcess(Exception):
    """A document that cannot be processed safely; it goes to quarantine."""

    reason = "cannot_process"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NeedsPassword(CannotProcess):
    reason = "needs_password"


class Damaged(CannotProcess):
    reason = "damaged"


class Empty(CannotProcess):
    reason = "empty"


class WrongType(CannotProcess):
    reason = "wrong_type"


class Unreadable(CannotProcess):
    """A picture without text, or a text in an unknown encoding."""

    reason = "unreadable"


class TooLarge(CannotProcess):
    reason = "too_large"


class OfficeMissing(CannotProcess):
    """A Word or OpenDocument file on a machine without LibreOffice."""

    reason = "office_missing"


class CannotConvert(CannotProcess):
    """A Word or OpenDocument file of which LibreOffice made no PDF."""

    reason = "conversion_failed"


class HasChanges(CannotProcess):
    """Tracked changes, comments or hidden text: somebody must say which text is the document."""

    reason = "has_changes"


class FontMissing(CannotProcess):
    reason = "font_missing"


class OutOfTime(CannotProcess):
    reason = "out_of_time"


class Crashed(CannotProcess):
    reason = "crashed"


class Leak(CannotProcess):
    """The gate found removed data, or could not look: the output is not released."""

    reason = "leak"
