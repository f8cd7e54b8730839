"""A mail that nobody sent: the engine does it once before the first document, so that every child starts ready.

What a document needs is loaded when it is first asked for: the model, word counts, lists of names, patterns, the
letters of common fonts. A child that starts without these loads them, and the next one does so again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from flows.job import Job
from flows.settings import Settings

# A name, an address, a number, a promise with its day, a motion: something for every recogniser.
MAIL = """\
From: Hanneke Terpwijkstra <h.terpwijkstra@example.nl>
To: Fenna Abma <f.abma@example.nl>
Date: Tue, 14 Nov 2023 10:00:00 +0100
Subject: Motie over een discriminatietoets
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Geachte mevrouw Abma,

De motie van de leden Van Baarle en Kathmann (Kamerstuk 26643, nr. 1204) is aangenomen. De staatssecretaris
van BZK zegt toe de Kamer voor de zomer van 2024 te informeren over het algoritmeregister. Graag uw akkoord
uiterlijk 1 december 2023. Bel mij op 070 426 07 89 of schrijf naar Kalverstraat 12, 1012 PA Amsterdam.

Met vriendelijke groet,
Hanneke Terpwijkstra
"""


def practise(process: Callable[[Job], object]) -> None:
    """Let `process` do the mail, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        source, staging = Path(folder) / "oefening.eml", Path(folder) / "staging"
        source.write_text(MAIL, "utf-8")
        staging.mkdir()
        process(Job(source, staging, b"practice" * 4, Settings()))
