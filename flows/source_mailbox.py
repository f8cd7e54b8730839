"""An IMAP mailbox: each message is fetched into the inbox once, as the file `<uidvalidity>-<uid>.eml`.

The mailbox is never changed. A server that numbers its messages anew (another UIDVALIDITY) has them fetched once more
under other names; what was fetched stays. Nothing is fetched again because its file is gone from the inbox.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.imap import Account, Broken, Session, open_mailbox
from flows.settings import WrongUsage
from flows.source import MB, Seen, SourceAway, is_this_machine
from flows.source_inbox import Inbox, Left, Why
from flows.source_secret import secret

MOST_AT_ONCE = 500  # messages a look, so that no source keeps the others waiting
CUTS = 3  # broken connections in a look; a message that breaks one must not keep the others


@dataclass(frozen=True, slots=True)
class Mailbox:
    name: str
    inbox: Inbox
    host: str
    user: str
    port: int
    folder: str
    tls: str
    limit_mb: int

    def __post_init__(self) -> None:
        if self.tls == "none" and not is_this_machine(self.host):
            raise WrongUsage(
                f"Bron '{self.name}': de sleutel 'tls' mag alleen 'none' zijn bij een adres als 127.0.0.1."
            )

    def look(self, now: float) -> Seen:
        self.inbox.prepare()
        reading = _Reading(self)
        try:
            reading.read()
        except Broken:
            raise SourceAway(f"Bron '{self.name}': {self.host} verbrak de verbinding.") from None
        finally:
            reading.session.close()
            self.inbox.remember(reading.state())
        return Seen(self.inbox.files(), reading.waiting, reading.fetched, self.inbox.tell_left(reading.left))

    def open(self) -> Session:
        account = Account(self.name, self.host, self.port, self.tls, self.user, self.folder)
        return open_mailbox(account, secret(self.name, "PASSWORD", "PASSWORD_FILE"))


class _Reading:
    """One look: what is new since `last`, then those `behind`: too large, or not to be had the last time."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox, self._limit, self._cuts = mailbox, mailbox.limit_mb * MB, 0
        self.session = mailbox.open()
        self._validity = self.session.validity
        state = mailbox.inbox.state()
        known = state if state.get("uidvalidity") == self._validity else {}
        self._last: int = known.get("last", 0)
        self._behind: dict[int, None] = dict.fromkeys(known.get("behind", ()))  # the longest untried first
        self._untried = self.fetched = 0
        self.left: Left = []

    def state(self) -> dict[str, object]:
        return {"uidvalidity": self._validity, "last": self._last, "behind": list(self._behind)}

    @property
    def waiting(self) -> int:
        return self._untried + len(self._behind) - len(self.left)

    def read(self) -> None:
        """Fetch what can be fetched; raises Broken where not even a list is to be had, SourceAway where it stops."""
        new, old = self.session.sizes_from(self._last + 1), self.session.sizes_of(list(self._behind))
        self._behind = {uid: None for uid in self._behind if uid in old}
        self._untried, sizes = len(new), old | new
        for uid in [*sorted(new)[:MOST_AT_ONCE], *self._behind]:
            self._take(uid, sizes[uid])
            if self._cuts > CUTS:
                return

    def _take(self, uid: int, size: int) -> None:
        if uid > self._last:
            self._last = uid
            self._untried -= 1
        # Until it is here; at the end, so that another one is the first to be tried again.
        self._behind.pop(uid, None)
        self._behind[uid] = None
        name = f"{self._validity}-{uid}"
        if size > self._limit:
            self.left.append((Why.SIZE, name))
            return
        try:
            data = self.session.message(uid)
        except Broken:
            self._open_again()
            return
        if data is not None:
            self._mailbox.inbox.put(self._mailbox.inbox.objects / f"{name}.eml", [data])
            del self._behind[uid]
            self.fetched += 1

    def _open_again(self) -> None:
        self._cuts += 1
        self.session.close()
        self.session = self._mailbox.open()
        if self.session.validity != self._validity:  # the next look begins anew
            self._cuts = CUTS + 1
