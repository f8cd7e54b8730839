"""Deliver a digest: by mail through a server of the user's, or to a web address. What was not accepted is an error.

No error names a password, a secret or more of a web address than its host: those lines end in logs.
"""

from __future__ import annotations

import hashlib
import hmac
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime
from urllib.parse import urlsplit

from flows.settings import WrongUsage

MAIL_SECONDS, HOOK_SECONDS = 30.0, 15.0
_TLS_FROM_THE_START = 465
_DEFAULT_PORT = 25
_LAST_PORT = 65535
_ACCEPTED = range(200, 300)


class NotDelivered(Exception):  # noqa: N818 - said as what is wrong
    """The other side did not accept it; the message is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and who may use it; `seconds` is how long it may take to answer."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = MAIL_SECONDS

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def server(told: str, user: str | None, password: str | None) -> Server:
    """A server from HOST, HOST:PORT or [IPv6]:PORT; raises WrongUsage for anything else and for half a login."""
    try:
        parts = urlsplit(f"//{told}")
        host, port = parts.hostname, parts.port or _DEFAULT_PORT
    except ValueError:
        host, port = None, 0
    if not host or not told.isprintable() or any(sign in told for sign in "/@?# ") or not 0 < port <= _LAST_PORT:
        raise WrongUsage(f"--smtp {told!r}: geef HOST:POORT, zoals mail.example.nl:587.")
    if bool(user) != bool(password):
        raise WrongUsage("Zet LAKWERK_SMTP_USER en LAKWERK_SMTP_PASSWORD allebei, of geen van beide.")
    return Server(host, port, user or None, password or None)


def checked_address(told: str) -> str:
    """A mail address; raises WrongUsage for what is none."""
    with suppress(MessageError, ValueError, IndexError):
        address = Address(addr_spec=told)
        if address.username and address.domain and told.isprintable():
            return told
    raise WrongUsage(f"{told!r}: dit is geen mailadres.")


def mail(sender: str, to: str, subject: str, text: str, html: str, id: str) -> EmailMessage:
    """A mail in two forms; the same content has the same id, so that a mailbox can know it again."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = localtime()
    message["Message-ID"] = f"<{id}@{sender.rpartition('@')[2]}>"
    # A machine wrote this: no answer from somebody who is away (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def send_mail(server: Server, message: EmailMessage) -> None:
    """Hand a mail to the server, encrypted where it can; a password never goes in the clear."""
    try:
        connection = _connected(server)
        try:
            connection.send_message(message)
            # The mail is accepted: what goes wrong in taking leave makes it no less so.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
        finally:
            connection.close()
    except (TimeoutError, smtplib.SMTPServerDisconnected):
        raise NotDelivered(
            f"{server}: de mailserver antwoordde niet binnen {server.seconds:.0f} seconden of verbrak de verbinding."
        ) from None
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or "TLS"
        raise NotDelivered(
            f"{server}: de verbinding kan niet worden beveiligd ({why}). "
            "Een eigen certificaat wijst u aan met SSL_CERT_FILE."
        ) from None
    except smtplib.SMTPAuthenticationError:
        raise NotDelivered(f"{server}: de mailserver weigert de gebruikersnaam of het wachtwoord.") from None
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()), (0, b""))[0]
        raise NotDelivered(f"{server}: de mailserver weigert de ontvanger (code {code}).") from None
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(f"{server}: de mailserver weigert de mail (code {error.smtp_code}).") from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise NotDelivered(f"{server}: de mail kon niet worden verstuurd ({_why(error)}).") from None


def _connected(server: Server) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if server.port == _TLS_FROM_THE_START:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=secure)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    try:
        connection.ehlo()
        safe = isinstance(connection, smtplib.SMTP_SSL)
        if not safe and connection.has_extn("starttls"):
            connection.starttls(context=secure)
            connection.ehlo()
            safe = True
        if server.user and server.password:
            if not safe:
                raise NotDelivered(f"{server}: de mailserver biedt geen STARTTLS; het wachtwoord gaat niet open mee.")
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def send_hook(url: str, body: bytes, id: str, secret: str | None, seconds: float = HOOK_SECONDS) -> None:
    """POST JSON to a web address; with a secret the header says the HMAC-SHA-256 of the body. 2xx is accepted."""
    import httpx  # here: who only mails needs no web

    host = urlsplit(url).hostname or ""
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Lakwerk-Delivery": id}
    if secret:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Lakwerk-Signature"] = f"sha256={signature}"
    try:
        # What the other side writes back is not read: only whether it accepted.
        with httpx.stream("POST", url, content=body, headers=headers, timeout=seconds) as answer:
            status = answer.status_code
    except httpx.TimeoutException:
        raise NotDelivered(f"{host}: geen antwoord binnen {seconds:.0f} seconden.") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise NotDelivered(f"{host}: geen verbinding ({type(error).__name__}).") from None
    if status not in _ACCEPTED:
        raise NotDelivered(f"{host}: het bericht is niet aangenomen (HTTP {status}).")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
