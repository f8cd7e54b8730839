"""A mail as it is read: who, when, about what, the text in its own order, and what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from corpus.attachments import Attachment, short_kind

SUFFIXES = frozenset({".eml", ".msg"})
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mail:
    """Addresses are written as they are shown; `sent` has a zone."""

    sender: str = ""
    to: str = ""
    copy: str = ""
    blind: str = ""
    sent: datetime | None = None
    subject: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    def head(self) -> Iterator[tuple[str, str]]:
        """The lines above the text, as a Dutch mail program prints them."""
        kinds = Counter(short_kind(each) for each in self.attachments if not each.is_logo)
        shown = (
            ("Van:", self.sender),
            ("Verzonden:", spoken(self.sent) if self.sent else ""),
            ("Aan:", self.to),
            ("Cc:", self.copy),
            ("Bcc:", self.blind),
            ("Onderwerp:", self.subject),
            # Not by their names: a file's name is often a person's, in a form that no rule knows.
            ("Bijlagen:", ", ".join(f"{amount} {kind}" for kind, amount in sorted(kinds.items()))),
        )
        return ((label, value) for label, value in shown if value)


def spoken(moment: datetime) -> str:
    """The moment as it was in the Netherlands.

    >>> spoken(datetime(2024, 5, 24, 14, 42, tzinfo=UTC))
    'vrijdag 24 mei 2024 16:42'
    """
    here = moment.astimezone(_zone()) if moment.tzinfo else moment
    return f"{DAYS[here.weekday()]} {here.day} {MONTHS[here.month - 1]} {here.year} {here:%H:%M}"


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


def at(seconds: float) -> datetime | None:
    """The moment that many seconds after 1970, None where no clock shows it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
