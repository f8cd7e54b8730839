"""By which rules the words of the store were taken apart; where a version has others, all of them are taken apart anew.

What leaves the index must leave it as it went in, since SQLite's own keeps no copy: with other rules, stems of what was
removed, and so perhaps of a name, would stay behind.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from corpus.schema import facts
from corpus.shelf import Shelf

FACT = "rules"
FILES = ("stem.py", "compounds.py", "word_index.py", "lists/compounds.toml")
LIBRARIES = ("PyStemmer", "wordfreq")


@cache
def rules() -> str:
    """A hash of the code, lists and libraries that decide which stems a text has."""
    here = Path(__file__).parent
    told = [(here / name).read_bytes() for name in FILES] + [version(name).encode() for name in LIBRARIES]
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in told)).hexdigest()[:32]


def are_ours(sql: Connection) -> bool:
    """Whether the words of this store were taken apart as it is done now."""
    return sql.execute(select(facts.c.value).where(facts.c.name == FACT)).scalar() == rules()


def renew_words(sql: Connection) -> None:
    """Take all words apart anew, inside the transaction that is open."""
    Shelf(sql).renew()
    told = {"value": rules()}
    if not sql.execute(update(facts).where(facts.c.name == FACT).values(told)).rowcount:
        sql.execute(insert(facts), [{"name": FACT, **told}])
