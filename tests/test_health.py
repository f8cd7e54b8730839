"""/health of site and workspace says whether they are there, to everybody, and opens nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from desking import PROXIED, USER, Browser, Made
from fastapi.testclient import TestClient
from site_folder import SECRET, fill

from review.app import make
from review.desk.accounts import secret_of
from review.desk.door import KEY
from review.desk.workplace import Rules
from review.place import Place

TEXT = "Brief van Jan Vos aan Piet Bos over het algoritmeregister van het Rijk"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return fill(tmp_path / "out")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("user_header", ["", "X-Remote-User"])
def test_site_is_there(out: Path, method: str, user_header: str) -> None:
    with TestClient(make(Place(out, user_header))) as site:
        answer = site.request(method, "/health")
    assert (answer.status_code, answer.text) == (200, "ok" if method == "GET" else "")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_site_whose_store_is_away_says_so_until_it_is_back(out: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, aside = out / "lakwerk.db", out / "aside.db"
    with TestClient(make(Place(out))) as site:
        store.rename(aside)
        away = site.get("/health")
        aside.rename(store)
        back = site.get("/health")
    assert (away.status_code, away.text, back.status_code) == (503, "away", 200)
    assert caplog.text == ""


def test_health_of_the_site_is_no_part_of_the_api(out: Path) -> None:
    with TestClient(make(Place(out))) as site:
        assert "/health" not in site.get("/api/v1/openapi.json").text
        assert site.post("/health").status_code == 405
        assert SECRET not in site.get("/health").text
        assert site.get("/metrics").status_code == 404


@pytest.fixture(params=[Rules("Els"), PROXIED], ids=["alone", "proxied"])
def stranger(request: pytest.FixtureRequest, tmp_path: Path) -> TestClient:
    """A client that nobody let in."""
    made = Made(tmp_path, {"a": TEXT}, ["Jan Vos"], request.param)
    client = Browser(made).client
    client.cookies.clear()
    client.headers.pop(USER, None)
    return client


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_workspace_is_there_for_a_stranger(stranger: TestClient, method: str) -> None:
    answer = stranger.request(method, "/health")
    assert (answer.status_code, answer.text) == (200, "ok" if method == "GET" else "")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/health"),
        ("PUT", "/health"),
        ("DELETE", "/health"),
        ("OPTIONS", "/health"),
        ("GET", "/health/"),
        ("GET", "//health"),
        ("GET", "/Health"),
        ("GET", "/health/../"),
        ("GET", "/health/../stuk/a"),
        ("GET", "/health%2f..%2fstuk/a"),
        ("GET", "/health%00"),
        ("GET", "/health;x"),
        ("GET", "/stuk/health"),
        ("GET", "/metrics"),
        ("GET", "/?path=/health"),
    ],
)
def test_health_lets_nobody_in(stranger: TestClient, method: str, path: str) -> None:
    assert stranger.request(method, path).status_code == 403


def test_health_gives_no_cookie_to_who_has_the_key(tmp_path: Path) -> None:
    made = Made(tmp_path, {"a": TEXT})
    client = Browser(made).client
    client.cookies.clear()
    answer = client.get("/health", params={KEY: secret_of(made.events.key())})
    assert (answer.status_code, answer.headers.get("set-cookie")) == (200, None)
    assert client.get("/").status_code == 403


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test", ""])
def test_health_answers_no_name_that_was_made_to_point_here(tmp_path: Path, host: str) -> None:
    client = Browser(Made(tmp_path, {"a": TEXT})).client
    assert client.get("/health", headers={"host": host}).status_code == 403


def test_workspace_that_cannot_keep_decisions_says_so_and_no_more(tmp_path: Path) -> None:
    made = Made(tmp_path, {"a": TEXT})
    client = Browser(made).client
    (tmp_path / "events.db").write_text("geen database" * 1000)
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (503, "away")
