"""Nobody gets into the workspace who may not, and nothing is done that a page of ours did not ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desking import PROXIED, ROLE, USER, Browser, Made
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.desk.accounts import FORM
from review.desk.app import make_desk
from review.desk.workplace import Rules

TEXT = "Brief van Jan Vos aan Piet Bos over het algoritmeregister van het Rijk"


def routes(made: Made) -> list[tuple[str, str]]:
    """Every method and address of the workspace, but for its own scripts."""
    found = []
    included = (getattr(each, "original_router", each) for each in make_desk(made).routes)
    for route in (route for router in included for route in getattr(router, "routes", [router])):
        if isinstance(route, APIRoute) and not route.path.startswith("/desk/"):
            path = route.path
            for name, value in {"{id}": "a", "{number}": "1", "{ending}": "pdf", "{record}": "c1"}.items():
                path = path.replace(name, value)
            found += [(method, path) for method in sorted(route.methods)]
    return found


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, {"a": TEXT}, ["Jan Vos"])


@pytest.fixture
def proxied(tmp_path: Path) -> Made:
    return Made(tmp_path, {"a": TEXT}, ["Jan Vos"], PROXIED)


def test_there_are_routes_to_try(made: Made) -> None:
    found = routes(made)
    assert len(found) > 20
    assert len([path for method, path in found if method == "POST"]) >= 6


def test_no_route_answers_without_the_key(made: Made) -> None:
    client = Browser(made).client
    client.cookies.clear()
    assert {client.request(*route).status_code for route in routes(made)} == {403}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {USER: "els"},
        {ROLE: "behandelaar"},
        {USER: "", ROLE: "behandelaar"},
        {USER: "  ", ROLE: "behandelaar"},
        {USER: "els", ROLE: "directeur"},
    ],
)
def test_no_route_answers_who_the_proxy_does_not_name(proxied: Made, headers: dict[str, str]) -> None:
    client = Browser(proxied, "els", "behandelaar").client
    for name in (USER, ROLE):
        client.headers.pop(name)
    assert {client.request(*route, headers=headers).status_code for route in routes(proxied)} == {403}


@pytest.mark.parametrize("twice", [USER, ROLE])
def test_a_header_that_comes_twice_names_nobody(proxied: Made, twice: str) -> None:
    client = Browser(proxied, "els", "behandelaar").client
    assert client.get("/").status_code == 200
    headers = [(USER, "els"), (ROLE, "behandelaar"), (twice.lower(), "beheerder")]
    client.headers.clear()
    assert client.get("/", headers=headers).status_code == 403


def test_headers_from_elsewhere_than_the_proxy_name_nobody(tmp_path: Path) -> None:
    rules = Rules("", False, USER, ROLE, ("10.0.0.9",))
    made = Made(tmp_path, {"a": TEXT}, rules=rules)
    assert Browser(made, "els", "behandelaar").client.get("/").status_code == 403


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
@pytest.mark.parametrize("who", ["local", "proxied"])
def test_nothing_is_done_without_the_token(made: Made, kind: str, who: str, request: pytest.FixtureRequest) -> None:
    """Whatever kind of body another site has a browser send, also JSON that says it is a form."""
    place = made if who == "local" else request.getfixturevalue("proxied")
    browser = Browser(place) if who == "local" else Browser(place, "els", "behandelaar, tweede lezer")
    told = json.dumps({"do": "comment", "text": "van elders", "page": 0, "version": 0}).encode()
    bodies = [told, b"do=comment&text=van+elders&page=0&versie=0&why=x&formulier=" + b"0" * 64]
    for method, path in routes(place):
        if method != "GET":
            for body in bodies:
                answer = browser.client.request(method, path, content=body, headers={"content-type": kind})
                assert answer.status_code in (400, 403), (method, path)
    assert (place.events.since(), place.let_go) == ((), [])


@pytest.mark.parametrize(
    ("kind", "status"), [("text/plain", 403), ("application/json", 403), ("application/x-www-form-urlencoded", 404)]
)
def test_the_door_itself_asks_for_the_token_where_no_form_could_hold_it(made: Made, kind: str, status: int) -> None:
    """Whatever route comes to lie behind it: a form has its token in it, and its route looks for it there."""
    answer = Browser(made).client.post("/stuk/a/er-is-niets", content=b"x", headers={"content-type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_is_done_for_another_site_that_has_the_token(made: Made, site: str) -> None:
    browser = Browser(made)
    asked = {"do": "comment", "text": "x", "page": 0, "version": 0}
    headers = {FORM: browser.token, "sec-fetch-site": site}
    assert browser.client.post("/stuk/a/handeling", json=asked, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test", "127.0.0.1.evil.test:80", ""])
def test_a_name_that_was_made_to_point_here_gets_nothing(made: Made, host: str) -> None:
    client = Browser(made).client
    assert {client.request(*route, headers={"host": host}).status_code for route in routes(made)} == {403}


MAY = {
    "lezer": set(),
    "beheerder": set(),
    "behandelaar": {"hide", "release"},
    "tweede lezer": {"hide", "release"},
}


@pytest.mark.parametrize("role", MAY)
def test_roles_do_what_is_theirs(tmp_path: Path, role: str) -> None:
    made = Made(
        tmp_path,
        {"a": TEXT},
        ["Jan Vos"],
        Rules("", False, USER, ROLE, ("testclient",)),
    )
    browser = Browser(made, "els", role)
    (id,) = (id for id, each in browser.findings("a").items() if each["verdict"] == "redact")
    done = set()
    if browser.act("a", do="hide", finding=id).status_code == 200:
        done.add("hide")
    if browser.post("/stuk/a/vrijgeven", versie=made.events.version("a")).status_code == 303:
        done.add("release")
    assert (done, set(made.let_go)) == (MAY[role], {"a"} if "release" in MAY[role] else set())


@pytest.mark.parametrize(
    "path", ["/desk/..%2fapp.py", "/desk/%2e%2e", "/desk/..", "/desk/desk.js%00", "/desk/../stuk/a"]
)
def test_scripts_are_all_that_is_served_to_strangers(made: Made, path: str) -> None:
    client = Browser(made).client
    client.cookies.clear()
    assert client.get(path).status_code in (403, 404)


def test_cookie_is_for_this_site_and_no_script(made: Made) -> None:
    from review.desk.accounts import secret_of
    from review.desk.door import KEY

    client = Browser(made).client
    told = client.get("/", params={KEY: secret_of(made.events.key()), "q": "x"})
    assert told.headers["location"] == "/?q=x"
    assert {"HttpOnly", "SameSite=strict"} <= set(told.headers["set-cookie"].split("; "))


EVIL = "<img src=x onerror=alert(1)>"


def test_no_page_holds_markup_that_somebody_typed(tmp_path: Path) -> None:
    made = Made(tmp_path, {"a": f"Brief van {EVIL} aan Piet"}, rules=Rules(f"Els{EVIL}"))
    browser = Browser(made)
    assert browser.act("a", do="comment", text=EVIL, page=1).status_code == 200
    assert browser.act("a", do="text", text="<img", ground="5.1.2e").status_code in (200, 422)
    browser.post("/stuk/a/stap", do="refuse", ground="5.1.2e", why=EVIL, versie=made.events.version("a"))
    for path in ("/", f"/?q={EVIL}", "/stuk/a", "/stuk/a/verloop", "/stuk/a/voorbeeld", "/logboek", f"/stuk/{EVIL}"):
        assert "<img src=x" not in browser.client.get(path, headers={"accept": "text/html"}).text, path


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-1e9, 1e9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
DO = (
    "accept hide show delete ground extent box page text person refuse boxes correct seen comment ready return undo "
    "redo reopen"
).split()
FIELDS = (
    "finding",
    "ground",
    "category",
    "start",
    "end",
    "box",
    "page",
    "text",
    "what",
    "why",
    "snap",
    "correction",
    "boxes",
)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return Browser(Made(tmp_path_factory.mktemp("odd"), {"a": TEXT, "b": TEXT}, ["Jan Vos"]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(DO), st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=6), st.none() | ODD)
def test_odd_values_are_refused_and_never_a_fault(odd: Browser, do: str, fields: dict[str, Any], version: Any) -> None:
    asked = fields | {"do": do} | ({"version": version} if version is not None else {})
    answer = odd.act("a", **asked)
    assert answer.status_code < 500, answer.text
    assert odd.client.get("/stuk/a/stand.json").status_code == 200


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"version": NaN}', b'{"version": 1e999}', b"\xff", b"{}" * 40_000, b"null"]
)
def test_odd_bodies_are_refused(made: Made, body: bytes) -> None:
    browser = Browser(made)
    told = browser.client.post("/stuk/a/handeling", content=body, headers={FORM: browser.token})
    assert told.status_code in (400, 413)


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", "٣", "1e9", ""])
def test_odd_versions_in_a_form_are_refused(made: Made, number: str) -> None:
    browser = Browser(made)
    for path in ("/stuk/a/stap", "/stuk/a/vrijgeven", "/stuk/a/toezeggingen"):
        told = browser.post(
            path, do="ready", versie=number, version=number, what="confirm", kind="motion", sentence="x", page="1"
        )
        assert told.status_code in (400, 404, 409, 422), (path, told.text)
    assert made.events.since() == ()
