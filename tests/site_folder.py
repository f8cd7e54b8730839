"""A DIR as `lakwerk run` leaves it, small: two letters of one promise, a text, one in quarantine, and secrets."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from recording import COMMITMENT, DEADLINE, MOTION, record, section
from reportlab.pdfgen.canvas import Canvas

from corpus.store import DONE, QUARANTINE, Placed, Store
from flows.folder import Folder
from flows.threads import write_threads
from review.app import make
from review.place import Place

SECRET = "Geheimenstein"
BOXES = {"boxes": [[2, 0.0, 100.0, 595.0, 130.0]]}
PROMISE = COMMITMENT | BOXES | {"rule": "zal"}
KEPT = COMMITMENT | {
    "page": 1,
    "sentence": "Hiermee is mijn toezegging over het algoritmeregister nagekomen.",
    "deadline": None,
    "status": "fulfilled",
    "rule": "toezegging-gestand",
    "boxes": [],
}
STEMS = {
    "brief-1": record(
        "a" * 32, source="brief-1.pdf", kind="kamerbrief", commitments=[PROMISE],
        motions=[MOTION | {"rule": "movers"} | BOXES], deadlines=[DEADLINE | {"rule": "before/recess"} | BOXES],
        sections=[section("De <b>begroting</b> & het toezicht komen in de zomer.", "Toezicht")],
        redactions=[{"id": "r1", "page": 1, "bbox": [1, 2, 3, 4], "ground": "5.1.2e", "category": "person"}],
    ),
    "brief-2": record("b" * 32, source="brief-2.pdf", date="2024-09-01", title=None, commitments=[KEPT]),
    "bijlage": record(
        "c" * 32, source="bijlage.txt", ministry="VWS", sections=[section("Een lijst met geneesmiddelen.")]
    ),
}  # fmt: skip


def fill(root: Path) -> Path:
    """Make the DIR."""
    for name in ("redacted", "accessible", "records", "confidential", "quarantine"):
        (root / name).mkdir(parents=True)
    with closing(Store(root / "lakwerk.db")) as store:
        for stem, told in STEMS.items():
            name = told["document"]["source"]
            store.save(Placed(told["document"]["id"], "f", stem, name, DONE, redacted=name), told)
            (root / "records" / f"{stem}.json").write_text(json.dumps(told), "utf-8")
        held = Placed("d" * 32, "f", "geheim", "geheim.pdf", QUARANTINE, "leak", "Nog leesbaar.", redacted="geheim.pdf")
        store.save(held, None)
    for stem in ("brief-1", "brief-2"):
        draw(root / "redacted" / f"{stem}.pdf", stem)
        edition = f"<!DOCTYPE html><html lang='nl'><title>{stem}</title><style>h1{{}}</style><h1>{stem}</h1></html>"
        (root / "accessible" / f"{stem}.html").write_text(edition, "utf-8")
    (root / "redacted" / "bijlage.txt").write_text("Een lijst", "utf-8")
    for name in ("redacted/geheim.pdf", "redacted/los.pdf", "accessible/los.html", "quarantine/geheim.pdf"):
        (root / name).write_text(SECRET, "utf-8")
    for name in ("confidential/brief-1.json", "confidential/key", "records/geheim.json"):
        (root / name).write_text(SECRET, "utf-8")
    write_threads(Folder.at(root))
    return root


def draw(file: Path, text: str) -> None:
    """A PDF of two pages with a line of text on each."""
    canvas = Canvas(str(file), pagesize=(595, 842))
    for number in (1, 2):
        canvas.drawString(100, 842 - 120, f"{text}, bladzijde {number}")
        canvas.showPage()
    canvas.save()


def client(root: Path, **place: Any) -> TestClient:
    """A browser for the site over a DIR; what goes wrong is answered, as in a server."""
    return TestClient(make(Place(root, **place)), follow_redirects=False)


def signed_in(root: Path, user: str) -> TestClient:
    """A browser behind a proxy that says who its user is."""
    made = client(root, user_header="X-Remote-User", proxies=("testclient",))
    made.headers["X-Remote-User"] = user
    return made


def thread_page(site: TestClient) -> str:
    """The address of the thread that both letters tell of."""
    return f"/draden/{site.get('/api/v1/records/brief-1/c1').json()['thread']}"
