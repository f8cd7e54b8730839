"""One's own notes: for who the proxy says is signed in, for nobody else, and saved by our own form only."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from site_folder import client, fill, signed_in

from review.place import Place
from review.signed_in import COOKIE, user_of

RECORD = "/stukken/brief-1/c1"
TEXT = "Navragen bij het secretariaat & <b>Kamer</b>"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return fill(tmp_path / "out")


def form_of(site: TestClient) -> dict[str, str]:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', site.get(RECORD).text)
    assert found
    return {"token": found[1]}


def save(site: TestClient, **fields: str) -> Any:
    return site.post(f"{RECORD}/notitie", data=form_of(site) | fields)


def test_note_is_kept_and_shown_to_its_writer(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    answer = save(site, text=TEXT, settled="1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{RECORD}?bewaard=1#notitie")
    shown = site.get(answer.headers["location"]).text
    assert "Navragen bij het secretariaat &amp; &lt;b&gt;Kamer&lt;/b&gt;" in shown
    assert 'name="settled" value="1" checked' in shown
    assert "Bewaard." in shown
    assert "afgehandeld" in site.get("/notities").text


def test_nobody_else_sees_a_note(out: Path) -> None:
    """Not another user, not the public, not the API."""
    site = signed_in(out, "a.jansma")
    save(site, text=TEXT)
    others = [signed_in(out, "b.boersma"), client(out)]
    addresses = [RECORD, "/", "/notities", "/api/v1/records/brief-1/c1", "/api/v1/search?q=algoritmeregister"]
    assert [a for other in others for a in addresses if "Navragen" in other.get(a).text] == []
    assert "Navragen" not in site.get("/api/v1/records/brief-1/c1").text
    assert b"Navragen" not in (out / "lakwerk.db").read_bytes()


def test_note_that_is_emptied_is_gone_from_the_file(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    save(site, text=TEXT)
    assert b"Navragen" in (out / "notes.db").read_bytes()
    save(site, text="  ")
    assert b"Navragen" not in (out / "notes.db").read_bytes()


def test_notes_are_for_the_owner_of_the_file_alone(out: Path) -> None:
    signed_in(out, "a.jansma")
    assert (out / "notes.db").stat().st_mode & 0o777 == 0o600


def test_without_a_header_there_are_no_users_and_no_file(out: Path) -> None:
    site = client(out)
    site.headers["X-Remote-User"] = "a.jansma"
    assert "Uw notitie" not in site.get(RECORD).text
    assert "set-cookie" not in site.get(RECORD).headers
    assert site.get("/notities").status_code == 404
    assert site.post(f"{RECORD}/notitie", data={"text": "x"}).status_code == 403
    assert not (out / "notes.db").exists()


@pytest.mark.parametrize(
    ("client_", "headers", "user"),
    [
        ("127.0.0.1", [(b"x-user", b"jan")], "jan"),
        ("127.0.0.1", [(b"x-user", "zoë".encode())], "zoë"),
        ("10.0.0.9", [(b"x-user", b"jan")], None),  # not from the proxy
        ("127.0.0.1", [(b"x-user", b"jan"), (b"x-user", b"piet")], None),
        ("127.0.0.1", [(b"x_user", b"jan")], None),
        ("127.0.0.1", [(b"x-user", b"  ")], None),
        ("127.0.0.1", [(b"x-user", b"j\x00an")], None),
        ("127.0.0.1", [(b"x-user", b"j" * 201)], None),
        ("127.0.0.1", [], None),
    ],
)
def test_user_is_who_the_proxy_says_once(client_: str, headers: list[tuple[bytes, bytes]], user: str | None) -> None:
    place = Place(Path("out"), "X-User")
    assert user_of({"client": (client_, 1), "headers": headers}, place) == user


@pytest.mark.parametrize("spoil", ["no token", "no cookie", "other cookie", "other user", "other token"])
def test_form_that_is_not_ours_is_refused(out: Path, spoil: str) -> None:
    site = signed_in(out, "a.jansma")
    form = form_of(site) | {"text": TEXT}
    if spoil == "no token":
        del form["token"]
    elif spoil == "no cookie":
        site.cookies.clear()
    elif spoil == "other cookie":
        site.cookies.clear()
        site.cookies.set(COOKIE, "x" * 32)
    elif spoil == "other user":
        site.headers["X-Remote-User"] = "b.boersma"
    else:
        form["token"] = "0" * 64
    answer = site.post(f"{RECORD}/notitie", data=form)
    assert answer.status_code == 403
    assert "verlopen" in answer.text
    with sqlite3.connect(out / "notes.db") as sql:
        assert sql.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_form_still_counts_after_a_restart(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    form, ticket = form_of(site), site.cookies[COOKIE]
    again = signed_in(out, "a.jansma")
    again.cookies.set(COOKIE, ticket)
    assert again.post(f"{RECORD}/notitie", data=form | {"text": TEXT}).status_code == 303


def test_cookie_is_for_this_site_alone(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    told = site.get(RECORD).headers["set-cookie"].lower()
    assert [part for part in ("httponly", "samesite=strict", "path=/") if part not in told] == []
    assert "secure" not in told
    assert "secure" in site.get(RECORD, headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"].lower()


@pytest.mark.parametrize("address", [RECORD, "/", "/redacted/brief-1.pdf", "/api/v1/threads", "/nergens"])
def test_nothing_of_who_is_signed_in_is_kept_by_a_cache(out: Path, address: str) -> None:
    assert signed_in(out, "a.jansma").get(address).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("text", "status"), [("x" * 4000, 303), ("x" * 4001, 413), ("x" * 40000, 413)])
def test_long_notes_are_refused(out: Path, text: str, status: int) -> None:
    assert save(signed_in(out, "a.jansma"), text=text).status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [("/stukken/geheim/c1", 404), ("/stukken/brief-1/c9", 404), ("/stukken/..%2fx/c1", 404), (RECORD, 303)],
)
def test_notes_are_with_released_records_only(out: Path, address: str, status: int) -> None:
    site = signed_in(out, "a.jansma")
    assert site.post(f"{address}/notitie", data=form_of(site) | {"text": "x"}).status_code == status


def test_body_that_is_no_form_is_refused(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    assert site.post(f"{RECORD}/notitie", content=b"\xff\xfe").status_code == 400


def test_note_says_when_its_sentence_changed(out: Path) -> None:
    site = signed_in(out, "a.jansma")
    save(site, text=TEXT)
    assert "is veranderd" not in site.get(RECORD).text
    file = out / "records" / "brief-1.json"
    file.write_text(file.read_text("utf-8").replace("Ik zal uw Kamer voor", "Ik wil uw Kamer voor"), "utf-8")
    assert "is veranderd" in site.get(RECORD).text
    assert b"Ik zal uw Kamer" not in (out / "notes.db").read_bytes()
