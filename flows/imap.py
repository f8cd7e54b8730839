"""The messages of a mailbox, over IMAP; the only file that knows imaplib. Read-only: EXAMINE and BODY.PEEK.

No error shows what the server said: that may hold a name or what was typed.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from flows.source import SourceAway

SECONDS = 60.0  # that the server may take for each answer
PORTS = {"tls": 993, "starttls": 143, "none": 143}
_UIDS_A_LINE = 500  # servers take no endless lines
_UID, _SIZE = (re.compile(rb"\b%s (\d+)" % word, re.IGNORECASE) for word in (b"UID", rb"RFC822\.SIZE"))


class Broken(Exception):  # noqa: N818 - said as what happened
    """The connection broke; a new one may do."""


class Account(NamedTuple):
    """Whose mailbox, where. `source` is how messages call it."""

    source: str
    host: str
    port: int
    tls: str
    user: str
    folder: str


class Session:
    """A mailbox that was opened for reading. `validity` is the number under which its message numbers hold."""

    def __init__(self, connection: imaplib.IMAP4, account: Account) -> None:
        """Raises SourceAway where the folder is not there, or has no such number (RFC 9051, 2.3.1.1)."""
        self._connection = connection
        status, exists = connection.select(_quoted(_modified_utf7(account.folder)), readonly=True)
        if status != "OK":
            raise _away(account, f"de map '{account.folder}' is er niet of mag niet worden gelezen")
        validity = connection.response("UIDVALIDITY")[1][0]
        if not validity or not validity.isdigit():
            raise _away(account, "de server geeft geen vaste nummers aan berichten")
        self.validity = int(validity)
        self._empty = exists[0] == b"0"

    def sizes_from(self, uid: int) -> dict[int, int]:
        """The size in bytes of each message with this number or a later one."""
        # "*" is the last message, also where that came before.
        return {found: size for found, size in self._sizes(f"{uid}:*") if found >= uid}

    def sizes_of(self, uids: Sequence[int]) -> dict[int, int]:
        """The same of these messages, as far as they are still there."""
        lines = (uids[start : start + _UIDS_A_LINE] for start in range(0, len(uids), _UIDS_A_LINE))
        return {uid: size for line in lines for uid, size in self._sizes(",".join(map(str, line)))}

    def message(self, uid: int) -> bytes | None:
        """A message as it came; None where the server does not give it. Raises Broken."""
        with _broken():
            try:
                status, parts = self._connection.uid("FETCH", str(uid), "(BODY.PEEK[])")
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:  # it calls the command wrong, as some do of a message that they cannot read
                return None
        found = (part for part in parts if isinstance(part, tuple) and b"BODY[]" in part[0].upper())
        return next((bytes(part[1]) for part in found), None) if status == "OK" else None

    def close(self) -> None:
        with suppress(OSError, imaplib.IMAP4.error):
            self._connection.logout()

    def _sizes(self, uids: str) -> Iterator[tuple[int, int]]:
        if self._empty:
            return
        with _broken():
            status, lines = self._connection.uid("FETCH", uids, "(UID RFC822.SIZE)")
        if status != "OK":
            raise Broken
        for line in lines:
            if isinstance(line, bytes) and (uid := _UID.search(line)) and (size := _SIZE.search(line)):
                yield int(uid[1]), int(size[1])


def open_mailbox(account: Account, password: str) -> Session:
    """Log in and open the folder for reading; raises SourceAway."""
    try:
        connection = _connected(account)
        try:
            _log_in(connection, account, password)
            return Session(connection, account)
        except BaseException:
            with suppress(OSError):
                connection.shutdown()
            raise
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or "TLS"
        told = f"de verbinding kan niet worden beveiligd ({why}); een eigen certificaat wijst u aan met SSL_CERT_FILE"
        raise _away(account, told) from None
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise _away(account, f"{account.host} is niet te bereiken of verbrak de verbinding ({why})") from None


def _connected(account: Account) -> imaplib.IMAP4:
    port, secure = account.port or PORTS[account.tls], ssl.create_default_context()
    if account.tls == "tls":
        return imaplib.IMAP4_SSL(account.host, port, ssl_context=secure, timeout=SECONDS)
    connection = imaplib.IMAP4(account.host, port, timeout=SECONDS)
    if account.tls == "starttls":
        try:
            connection.starttls(secure)
        except BaseException as error:
            with suppress(OSError):
                connection.shutdown()
            if isinstance(error, imaplib.IMAP4.error):
                raise _away(account, f"{account.host} biedt geen STARTTLS; het wachtwoord gaat niet open mee") from None
            raise
    return connection


def _log_in(connection: imaplib.IMAP4, account: Account, password: str) -> None:
    try:
        if "AUTH=PLAIN" in connection.capabilities:  # which knows letters beyond ASCII (RFC 4616)
            connection.authenticate("PLAIN", lambda _: f"\0{account.user}\0{password}".encode())
        else:
            connection.login(_quoted(account.user), password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise _away(account, f"{account.host} weigert de gebruikersnaam of het wachtwoord") from None
    except UnicodeError:
        told = f"{account.host} kent een teken van de gebruikersnaam of het wachtwoord niet; neem letters zonder accent"
        raise _away(account, told) from None


@contextmanager
def _broken() -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError):
        raise Broken from None


def _away(account: Account, why: str) -> SourceAway:
    return SourceAway(f"Bron '{account.source}': {why}.")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _modified_utf7(name: str) -> str:
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3).

    >>> _modified_utf7("Woo & één")
    'Woo &- &AOkA6Q-n'
    """
    return "".join(_shifted(run) for run in re.findall(r"[ -~]+|[^ -~]+", name))


def _shifted(run: str) -> str:
    if run.isascii() and run.isprintable():
        return run.replace("&", "&-")
    told = base64.b64encode(run.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{told}-"
