"""`lakwerk watch digest`: tell each receiver what is new, and remember only what was accepted."""

from __future__ import annotations

import hashlib
import json
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from flows.digest import Digest, gather, untold
from flows.folder import Folder
from flows.links import Links, is_web_address
from flows.message import as_html, as_json, as_text, subject
from flows.post import NotDelivered, checked_address, mail, send_hook, send_mail, server
from flows.progress import count, say, warn
from flows.sent import Sent, sent
from flows.settings import WrongUsage

DONE, WRONG_USAGE = 0, 2


class Receiver(NamedTuple):
    """Who is told, and how; `shown` is what may stand on a screen or in a log."""

    name: str
    shown: str
    deliver: Callable[[Digest, str], None]


def digest(arguments: Namespace) -> int:
    """Deliver what is new to each receiver; exit status 2 where one did not accept it."""
    folder = Folder.at(arguments.out)
    try:
        links = Links.of(folder.root, arguments.base_url)
        receivers = list(_receivers(arguments, links))
        whole = gather(folder, arguments.as_of or date.today(), arguments.remind)
        with sent(folder) as told:
            if arguments.dry_run:
                return _show(whole, told, receivers, links)
            return max([_tell(whole, told, receiver) for receiver in receivers])
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE


def _tell(whole: Digest, told: Sent, receiver: Receiver) -> int:
    """One message after another; each is written down as soon as it was accepted."""
    messages = untold(whole, told, receiver.name)
    for each in messages:
        try:
            receiver.deliver(each, _id(each, receiver))
        except NotDelivered as error:
            warn(f"Niet verstuurd aan {receiver.shown}. {error} Bij het volgende overzicht gaat het opnieuw mee.")
            return WRONG_USAGE
        told.mark(receiver.name, [piece.mark for piece in each.pieces])
        say(f"Verstuurd aan {receiver.shown}: {subject(each).removeprefix('Lakwerk: ')}.")
    if not messages:
        say(f"Niets nieuws voor {receiver.shown}.")
    return DONE


def _show(whole: Digest, told: Sent, receivers: list[Receiver], links: Links) -> int:
    """What would be sent; nobody in particular was told nothing yet."""
    for receiver in receivers or [Receiver("", "wie nog niets kreeg", lambda *_: None)]:
        messages = untold(whole, told, receiver.name)
        say(f"Aan {receiver.shown}: {count(len(messages), 'bericht', 'berichten')}")
        for each in messages:
            say(f"\n{subject(each)}\n\n{as_text(each, links)}")
    say("Niets is verstuurd.")
    return DONE


def _receivers(arguments: Namespace, links: Links) -> Iterator[Receiver]:
    """Everybody who is named; raises WrongUsage where something is missing or cannot be understood."""
    if arguments.mail_to:
        yield from _mailboxes(arguments, links)
    if arguments.hook:
        yield _hook(arguments.hook, links)
    if not (arguments.mail_to or arguments.hook or arguments.dry_run):
        raise WrongUsage("Geef --mail-to ADRES of --hook ADRES, of --dry-run om te zien wat er verstuurd zou worden.")


def _mailboxes(arguments: Namespace, links: Links) -> Iterator[Receiver]:
    """Each address gets a mail of its own: nobody sees who else does, and one that is refused stops no other."""
    if not arguments.smtp or not arguments.sender:
        raise WrongUsage("--mail-to: geef ook --smtp HOST:POORT en --sender ADRES.")
    by = server(arguments.smtp, os.environ.get("LAKWERK_SMTP_USER"), os.environ.get("LAKWERK_SMTP_PASSWORD"))
    sender = checked_address(arguments.sender)
    for address in arguments.mail_to:
        to = checked_address(address)

        def deliver(each: Digest, id: str, to: str = to) -> None:
            send_mail(by, mail(sender, to, subject(each), as_text(each, links), as_html(each, links), id))

        yield Receiver(f"mail:{to}", to, deliver)


def _hook(url: str, links: Links) -> Receiver:
    if not is_web_address(url):
        raise WrongUsage("--hook: geef een adres dat met https:// of http:// begint.")

    def deliver(each: Digest, id: str) -> None:
        body = json.dumps(as_json(each, links), ensure_ascii=False).encode("utf-8", "replace")
        send_hook(url, body, id, os.environ.get("LAKWERK_HOOK_SECRET"))

    return Receiver(f"hook:{url}", "het webadres", deliver)


def _id(each: Digest, receiver: Receiver) -> str:
    """The same for the same content to the same receiver: what arrives twice can be told from what is new."""
    told = json.dumps([receiver.name, *(piece.mark for piece in each.pieces)])
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
