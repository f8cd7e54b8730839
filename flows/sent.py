"""Who was told what: kept so that nothing is told twice, and nothing is held for told that did not arrive.

It lies in DIR/confidential/digests, for the owner alone. Receivers stand there as keyed hashes, finds as hashes and
reminders by their thread and day: no address and no sentence is in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.folder import PRIVATE_FILE, Folder, make_private, write_private
from flows.settings import WrongUsage
from flows.threads import read_json

REMINDERS = ""  # the topic of reminders; a saved search is a topic by its name, which is never empty


class Sent:
    """The topics that each receiver was told of, and the keys of what was told."""

    def __init__(self, file: Path, key: bytes) -> None:
        self._file = file
        self._key = key
        self._told: dict[str, dict[str, set[str]]] = read_json(file, _loaded) if file.exists() else {}

    def to(self, receiver: str, topic: str) -> frozenset[str]:
        """What a receiver was told of a topic."""
        return frozenset(self._told.get(self._hash(receiver), {}).get(topic, ()))

    def mark(self, receiver: str, told: Iterable[tuple[str, str]]) -> None:
        """Write down (topic, key) of what a receiver accepted."""
        topics = self._told.setdefault(self._hash(receiver), {})
        for topic, key in told:
            topics.setdefault(topic, set()).add(key)
        self._write()

    def forget(self, topic: str) -> None:
        """A saved search is gone; one of the same name starts anew."""
        if any(topic in topics for topics in self._told.values()):
            for topics in self._told.values():
                topics.pop(topic, None)
            self._write()

    def _hash(self, receiver: str) -> str:
        return hmac.new(self._key, receiver.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]

    def _write(self) -> None:
        rows = {
            receiver: {topic: sorted(keys) for topic, keys in sorted(topics.items())}
            for receiver, topics in sorted(self._told.items())
        }
        text = json.dumps({"receivers": rows}, ensure_ascii=False, indent=1) + "\n"
        try:
            write_private(self._file, text.encode("utf-8", "replace"))
        except OSError as error:
            raise WrongUsage(f"{self._file}: kan niet worden geschreven ({error.strerror}).") from None


@contextmanager
def sent(folder: Folder) -> Iterator[Sent]:
    """Hold what was sent; raises WrongUsage where another digest does, or the file is damaged.

    It is not the lock of a run: a mail server that takes its time keeps no run waiting.
    """
    folder.prepare()
    place = folder.confidential / "digests"
    try:
        make_private(place)
        handle = os.open(place / "lock", os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        raise WrongUsage(f"{place}: kan niet worden geschreven ({error.strerror}).") from None
    try:
        _hold(handle, folder)
        yield Sent(place / "sent.json", folder.key())
    finally:
        os.close(handle)


def _hold(handle: int, folder: Folder) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise WrongUsage(f"{folder.root}: er wordt al een overzicht verstuurd. Wacht tot dat klaar is.") from None


def _loaded(whole: Any) -> dict[str, dict[str, set[str]]]:
    return {
        receiver: {topic: {str(key) for key in keys} for topic, keys in topics.items()}
        for receiver, topics in whole["receivers"].items()
    }
