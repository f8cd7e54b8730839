"""What the site never serves: whatever the store does not know as released."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from recording import record
from site_folder import SECRET, client, fill

from corpus.store import DONE, Placed, Store
from review.documents import of_file, released
from review.holdings import Holdings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client(fill(tmp_path_factory.mktemp("web") / "out"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A DIR that a test may spoil."""
    return fill(tmp_path / "out")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/redacted/brief-1.pdf", "application/pdf"),
        ("/redacted/bijlage.txt", "text/plain; charset=utf-8"),
        ("/accessible/brief-1.html", "text/html; charset=utf-8"),
        ("/bewijs/brief-1/c1/2.png", "image/png"),
        ("/site.css", "text/css; charset=utf-8"),
    ],
)
def test_public_files_are_served(site: TestClient, address: str, kind: str) -> None:
    answer = site.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert site.head(address).status_code == 200


FORBIDDEN = [
    "/redacted/geheim.pdf",  # in quarantine, though a file of its name lies there
    "/redacted/los.pdf",  # lies there, but the store does not know it
    "/accessible/los.html",
    "/accessible/brief-1",
    "/redacted/brief-1",
    "/redacted/BRIEF-1.PDF",
    "/redacted/brief-1.pdf%00",
    "/redacted/brief-1.pdf%00.txt",
    "/redacted/../confidential/key",
    "/redacted/%2e%2e/confidential/key",
    "/redacted/..%2fconfidential%2fkey",
    "/redacted/..%5cconfidential%5ckey",
    "/redacted/%252e%252e%252fconfidential%252fkey",
    "/redacted//etc/passwd",
    "/redacted/%2fetc%2fpasswd",
    "/redacted/.",
    "/redacted/",
    "/accessible/..%2fconfidential%2fbrief-1.json",
    "/confidential/key",
    "/confidential/brief-1.json",
    "/quarantine/geheim.pdf",
    "/records/brief-1.json",
    "/lakwerk.db",
    "/notes.db",
    "/threads.json",
    "/stukken/geheim",
    "/stukken/..%2fconfidential",
    "/stukken/brief-1/c99",
    "/stukken/brief-1/..%2f..%2fconfidential",
    "/bewijs/geheim/c1/1.png",
    "/bewijs/brief-1/c1/1.png",
    "/bewijs/brief-1/c9/2.png",
    "/bewijs/bijlage/c1/1.png",
    "/draden/t00000000",
    "/site.css/../../pyproject.toml",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_what_was_not_released_is_not_served(site: TestClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    assert SECRET not in answer.text
    assert "Niet gevonden" in answer.text


def test_link_in_the_folder_is_not_followed(own: Path) -> None:
    """Whoever can put a file there must not publish another one through it."""
    (own / "redacted" / "brief-1.pdf").unlink()
    (own / "redacted" / "brief-1.pdf").symlink_to(own / "confidential" / "key")
    assert client(own).get("/redacted/brief-1.pdf").status_code == 404


def test_name_in_the_store_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    store = Store(tmp_path / "lakwerk.db")
    store.save(Placed("e" * 32, "f", "../uit", "x.pdf", DONE, redacted="../uit.pdf"), record("e" * 32))
    store.close()
    (tmp_path.parent / "uit.pdf").write_text(SECRET)
    with Holdings(tmp_path / "lakwerk.db").reading() as sql:
        assert (of_file(sql, "../uit.pdf"), released(sql, "../uit")) == (None, None)
    assert client(tmp_path).get("/redacted/..%2fuit.pdf").status_code == 404
