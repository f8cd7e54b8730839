"""The site stays up while its store is away, damaged, replaced or written to, and shows what is there now."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from recording import record
from site_folder import client, fill, thread_page

from corpus.store import DONE, Placed, Store
from review.kept import Kept


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A DIR that a test may spoil."""
    return fill(tmp_path / "out")


@pytest.mark.parametrize("address", ["/?q=toezicht", "/agenda", "/stukken/brief-1", "/redacted/brief-1.pdf"])
def test_site_stays_up_while_the_store_is_away(own: Path, address: str) -> None:
    """Told in Dutch without the place of the file, and over when the file is back."""
    site = client(own)
    assert site.get(address).status_code == 200
    (own / "lakwerk.db").rename(own / "away.db")
    away = site.get(address)
    assert (away.status_code, away.headers["retry-after"]) == (503, "30")
    assert "Even niet bereikbaar" in away.text
    assert str(own) not in away.text
    assert site.get("/api/v1/search?q=toezicht").json()["status"] == 503
    (own / "away.db").rename(own / "lakwerk.db")
    assert site.get(address).status_code == 200


def test_another_store_in_its_place_is_read(own: Path, tmp_path: Path) -> None:
    site = client(own)
    assert site.get("/api/v1/search?q=nieuwigheid").json()["total"] == 0
    other = tmp_path / "other.db"
    store = Store(other)
    told = record("e" * 32, title="Nieuwigheid", sections=[{"heading": None, "page": 1, "text": "Een nieuwigheid."}])
    store.save(Placed("e" * 32, "f", "nieuw", "nieuw.pdf", DONE, redacted="nieuw.pdf"), told)
    store.close()
    other.replace(own / "lakwerk.db")
    assert site.get("/api/v1/search?q=nieuwigheid").json()["total"] == 1


def test_damaged_store_is_trouble_and_a_mended_one_is_read(own: Path) -> None:
    site = client(own)
    assert site.get("/?q=toezicht").status_code == 200
    shutil.copy(own / "lakwerk.db", own / "good.db")
    (own / "bad.db").write_bytes(b"x" * 8192)
    (own / "bad.db").replace(own / "lakwerk.db")
    assert site.get("/?q=toezicht").status_code == 503
    (own / "good.db").replace(own / "lakwerk.db")
    assert site.get("/?q=toezicht").status_code == 200


def test_what_is_withdrawn_is_not_found_the_next_moment(own: Path) -> None:
    """Answers of a moment ago are kept, but not beyond the next word in the store."""
    site = client(own)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 1
    assert site.get("/redacted/bijlage.txt").status_code == 200
    store = Store(own / "lakwerk.db")
    store.remove("c" * 32)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0
    assert site.get("/redacted/bijlage.txt").status_code == 404
    store.close()


def test_who_may_not_write_in_the_folder_sees_changes_too(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a user of its own the site reads a file that is told never to change, until it did."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    site = client(own)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 1
    store = Store(own / "lakwerk.db")
    store.remove("c" * 32)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0
    store.close()
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0


def test_same_question_is_searched_for_once(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = client(own)
    first = site.get("/api/v1/search?q=toezicht")
    monkeypatch.setattr("review.holdings.search", None)
    assert site.get("/api/v1/search?q=toezicht").content == first.content
    assert site.get("/api/v1/search?q=begroting").status_code == 500


def test_thread_leaves_out_what_was_withdrawn(own: Path) -> None:
    """Between a removal and the next threads.json."""
    site = client(own)
    address = thread_page(site)
    store = Store(own / "lakwerk.db")
    store.remove("b" * 32)
    store.close()
    shown = site.get(address).text
    assert [text for text in ("1 september 2024", "Waarom deze stukken", "brief-2") if text in shown] == []


def test_record_of_another_version_of_the_document_is_not_shown(own: Path) -> None:
    shutil.copy(own / "records" / "brief-2.json", own / "records" / "brief-1.json")
    assert client(own).get("/stukken/brief-1/c1").status_code == 503


def test_kept_values_are_bounded() -> None:
    kept: Kept[str] = Kept(10)
    for number in range(20):
        kept.put(number, "x", 3)
    assert [number for number in range(20) if kept.get(number)] == [17, 18, 19]
    kept.put("heavy", "x", 11)
    assert kept.get("heavy") is None
