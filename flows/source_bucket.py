"""An S3-compatible bucket: what is new or changed there is fetched into the inbox.

An object that is gone from the bucket stays in the inbox: what was read must be there for who reviews it. A file that
is gone from the inbox (`lakwerk forget --originals`) is not fetched again, unless the object changes.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from flows.inputs import SUFFIXES
from flows.s3 import S3, Broken, Gone, Object, Refused
from flows.settings import WrongUsage
from flows.source import MB, Seen, SourceAway, is_this_machine
from flows.source_inbox import Inbox, Left, Why
from flows.source_secret import secret

TRIES, PAUSE = 3, 1.0  # of one object, and seconds between them
MOST_OBJECTS = 500_000  # below one prefix
MOST_AT_ONCE = 500  # objects a look, so that no source keeps the others waiting
SAVE_EVERY = 30.0  # seconds, so that a crash costs little
_LONGEST_NAME = 180  # bytes, of the 255 that a file system takes


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    inbox: Inbox
    endpoint: str
    bucket: str
    prefix: str
    region: str
    limit_mb: int

    def __post_init__(self) -> None:
        parts = None
        with suppress(ValueError):  # such as a half address of IPv6
            parts = urlsplit(self.endpoint)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise WrongUsage(
                f"Bron '{self.name}': de sleutel 'endpoint' moet een adres als https://s3.example.nl zijn."
            )
        if parts.scheme == "http" and not is_this_machine(parts.hostname):
            raise WrongUsage(f"Bron '{self.name}': de sleutel 'endpoint' moet met https beginnen.")

    def look(self, now: float) -> Seen:
        self.inbox.prepare()
        known: dict[str, str] = self.inbox.state().get("objects", {})
        access, key = secret(self.name, "ACCESS_KEY"), secret(self.name, "SECRET_KEY", "SECRET_FILE")
        server = S3(self.name, self.endpoint, self.region, self.bucket, access, key)
        left: Left = []
        wanted = self._wanted(server, known, left)
        try:
            fetched = self._fetch_all(server, wanted[:MOST_AT_ONCE], known, left)
        finally:
            self.inbox.remember({"objects": known})
        waiting = len(wanted) - fetched - sum(why is Why.CLOSED for why, _ in left)
        return Seen(self.inbox.files(), waiting, fetched, self.inbox.tell_left(left))

    def _wanted(self, server: S3, known: dict[str, str], left: Left) -> list[Object]:
        """What the bucket holds that we do not have as it is now."""
        wanted = []
        for count, item in enumerate(server.objects(self.prefix), 1):
            if count > MOST_OBJECTS:
                raise SourceAway(f"Bron '{self.name}': er zijn meer dan {MOST_OBJECTS} objecten; geef een 'prefix'.")
            if item.key.endswith("/"):  # how programs show a folder that there is none of
                continue
            if PurePosixPath(item.key).suffix.lower() not in SUFFIXES:
                left.append((Why.TYPE, item.key))
            elif item.size > self.limit_mb * MB:
                left.append((Why.SIZE, item.key))
            elif known.get(item.key) != item.version:
                wanted.append(item)
        return wanted

    def _fetch_all(self, server: S3, wanted: Iterable[Object], known: dict[str, str], left: Left) -> int:
        """Fetch objects and note each as known; how many came. One that is not given to us stops no other."""
        fetched, saved = 0, time.monotonic()
        for item in wanted:
            try:
                self._fetch(server, item)
            except Gone:
                continue  # the next look sees what it is by then
            except Refused:
                left.append((Why.CLOSED, item.key))
                continue
            known[item.key] = item.version
            fetched += 1
            if time.monotonic() - saved > SAVE_EVERY:
                self.inbox.remember({"objects": known})
                saved = time.monotonic()
        return fetched

    def _fetch(self, server: S3, item: Object) -> None:
        target = path_of(self.inbox.objects, item.key)
        for left in reversed(range(TRIES)):
            try:
                self.inbox.put(target, server.pieces(item))
                return
            except Broken as error:
                if not left:
                    raise SourceAway(f"Bron '{self.name}': {error}.") from None
                time.sleep(PAUSE)


def path_of(folder: Path, key: str) -> Path:
    """Where an object lies: its own file name, made safe, in a folder of its key's hash.

    So two keys never meet, whatever they hold, and no key leads out of the folder.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return folder / digest[:2] / digest[2:34] / _safe_name(key)


def _safe_name(key: str) -> str:
    """The last part of a key as a file name that shows and is not hidden.

    >>> _safe_name("dossier/2026/nota van de minister.pdf"), _safe_name("..nota?.txt")
    ('nota van de minister.pdf', 'nota_.txt')
    """
    last = key.rpartition("/")[2]
    suffix = PurePosixPath(last).suffix
    suffix = suffix if suffix.lower() in SUFFIXES else ""
    stem = last.removesuffix(suffix)
    safe = "".join(sign if sign.isprintable() and sign not in '\\:*?"<>|' else "_" for sign in stem)
    cut = safe.lstrip(". ").encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{cut or '_'}{suffix}"
