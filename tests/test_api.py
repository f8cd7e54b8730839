"""The API: what it gives, in the shapes that it documents, and how it says no."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recording import COMMITMENT, record
from site_folder import SECRET, client, fill

from corpus.facets import FACETS
from corpus.store import DONE, Placed, Store
from review import shapes
from review.asked import SearchAsked

API = "/api/v1"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("web") / "out")


@pytest.fixture(scope="module")
def api(out: Path) -> TestClient:
    return client(out)


def thread_of(api: TestClient) -> str:
    return str(api.get(f"{API}/records/brief-1/c1").json()["thread"])


ANSWERS = [
    ("/search?q=algoritmeregister", shapes.FoundShape),
    ("/search?kind=commitment&kind=motion&limit=1", shapes.FoundShape),
    ("/search?due_before=2025-01-01&order=due", shapes.FoundShape),
    ("/facets", shapes.FacetsShape),
    ("/facets?q=toezicht&ministry=BZK", shapes.FacetsShape),
    ("/documents/brief-1", shapes.DocumentShape),
    ("/documents/bijlage", shapes.DocumentShape),
    ("/records/brief-1/c1", shapes.EntryShape),
    ("/records/brief-1/m1", shapes.EntryShape),
    ("/records/brief-1/d1", shapes.EntryShape),
    ("/threads", shapes.ThreadList),
    ("/threads?kind=motion&state=adopted&limit=1", shapes.ThreadList),
    ("/threads/{thread}", shapes.ThreadShape),
    ("/agenda?on=2024-01-01", shapes.AgendaShape),
]


@pytest.mark.parametrize(("asked", "shape"), ANSWERS)
def test_every_answer_has_the_shape_that_is_documented(api: TestClient, asked: str, shape: type[shapes.Shape]) -> None:
    answer = api.get(API + asked.format(thread=thread_of(api)))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    shape.model_validate(answer.json(), strict=False)


def test_every_address_is_documented_and_tried() -> None:
    """An endpoint that nobody tries here would be held against no shape."""
    with client(Path("/nonexistent")) as api:
        paths = api.get(f"{API}/openapi.json").json()["paths"]
    tried = {API + asked.partition("?")[0].replace("{thread}", "{id}") for asked, _ in ANSWERS}
    tried = {path.replace("brief-1", "{stem}").replace("bijlage", "{stem}") for path in tried}
    tried = {f"{path.rpartition('/')[0]}/{{id}}" if "/records/" in path else path for path in tried}
    assert tried == set(paths)


def test_search_gives_sentence_marks_and_counts(api: TestClient) -> None:
    found = api.get(f"{API}/search", params={"q": "algoritmeregister", "kind": "commitment"}).json()
    first = next(hit for hit in found["hits"] if hit["record"] == "brief-1#c1")
    assert [first["sentence"][start:end] for start, end in first["marks"]] == ["algoritmeregister"]
    assert first["deadline"] == {"text": "voor de zomer", "earliest": None, "latest": "2024-07-04"}
    kinds = next(facet for facet in found["facets"] if facet["name"] == "kind")
    assert {"value": "commitment", "label": "toezegging", "amount": 2} in kinds["values"]


@pytest.mark.parametrize(
    ("asked", "stems"),
    [
        ("ministry=VWS", {"bijlage"}),
        ("ministry=VWS&ministry=BZK&year=2024&q=toezegging OF lijst", {"bijlage", "brief-2"}),
        ("state=adopted", {"brief-1"}),
        ("member=Van Esch", {"brief-1"}),
        ("overdue=2030-01-01", set()),  # the promise was kept by the second letter
        ("due_before=2024-08-01", {"brief-1", "brief-2"}),  # the thread that both are of is due by then
        ("due_from=2024-08-01&kind=deadline", set()),
    ],
)
def test_filters_narrow(api: TestClient, asked: str, stems: set[str]) -> None:
    hits = api.get(f"{API}/search?{asked}").json()["hits"]
    assert {hit["document"]["stem"] for hit in hits} == stems


def test_every_facet_of_the_store_is_a_parameter() -> None:
    assert set(FACETS) <= set(SearchAsked.model_fields)


def test_record_has_reason_deadline_thread_and_evidence(api: TestClient) -> None:
    told = api.get(f"{API}/records/brief-1/c1").json()
    assert told["why"]["example"]
    assert [each["text"] for each in told["deadlines"]] == ["voor de zomer"]
    assert told["thread_state"] == "fulfilled"
    (strip,) = told["evidence"]
    assert strip == {
        "page": 2, "top": 100.0, "bottom": 130.0,
        "file": "/redacted/brief-1.pdf#page=2", "picture": "/bewijs/brief-1/c1/2.png",
    }  # fmt: skip


def test_thread_tells_both_letters_and_why_they_are_one(api: TestClient) -> None:
    told = api.get(f"{API}/threads/{thread_of(api)}").json()
    assert told["records"] == ["brief-1#c1", "brief-2#c1"]
    assert [event["what"] for event in told["events"]] == ["first", "fulfilled"]
    assert told["joins"][0]["why"]


WRONG = [
    ("/search", 400, "Geef woorden"),
    ("/search?q=", 400, "Geef woorden"),
    ("/search?qq=toezicht", 400, "'qq'. Er is: q, kind, state"),
    ("/search?q=toezicht&__proto__=1", 400, "__proto__"),
    ("/search?q=%22%22", 400, ""),
    ("/search?q=" + "a" * 1001, 400, "te lang"),
    ("/search?q=toezicht&cursor=x", 400, "volgende bladzijde"),
    ("/search?q=toezicht&order=due&cursor=1.2", 400, "volgende bladzijde"),
    ("/search?q=toezicht&limit=0", 422, "limit: geef een getal van 1 tot en met 100"),
    ("/search?q=toezicht&limit=101", 422, "limit: geef een getal"),
    ("/search?q=toezicht&limit=x", 422, "limit: geef een heel getal"),
    ("/search?due_before=20260131", 422, "due_before: geef een dag als 2026-01-31"),
    ("/search?due_from=2026-02-31", 422, "due_from: geef een dag"),
    ("/search?overdue=1700000000", 422, "overdue: geef een dag"),
    ("/search?q=toezicht&order=worst", 422, "order: dit is geen van de waarden die er zijn: '', 'best', 'due' of"),
    ("/search?" + "&".join(["ministry=a"] * 21), 422, "hoogstens 20 waarden"),
    ("/facets?limit=3", 400, "'limit'"),
    ("/threads?status=open", 400, "'status'. Er is: kind, state, limit, cursor"),
    ("/agenda?cursor=x", 400, "volgende bladzijde"),
    ("/agenda?on=gisteren", 422, "on: geef een dag"),
    ("/documents/brief-1?x=1", 400, "'x'"),
    ("/documents/geheim", 404, ""),
    ("/documents/BRIEF-1", 404, ""),
    ("/documents/brief-1%00", 404, ""),
    ("/documents/..%2Fconfidential%2Fbrief-1", 404, ""),
    ("/records/brief-1/c9", 404, ""),
    ("/records/brief-1/x1", 404, ""),
    ("/records/brief-1/c1%00", 404, ""),
    ("/records/geheim/c1", 404, ""),
    ("/threads/t00000000", 404, ""),
    ("/threads/t4%22", 404, ""),
    ("/nothing", 404, ""),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "detail"), WRONG)
def test_problems_are_told_in_dutch_as_rfc_9457_says(api: TestClient, asked: str, status: int, detail: str) -> None:
    answer = api.get(API + asked)
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told["status"]) == (status, status)
    assert detail in told["detail"]
    assert told["title"] in {"Deze vraag kan niet worden gesteld", "Niet gevonden", "Een waarde klopt niet"}
    assert SECRET not in answer.text
    shapes.ProblemShape.model_validate(told)


def test_other_methods_are_refused(api: TestClient) -> None:
    answer = api.post(f"{API}/search")
    assert (answer.status_code, answer.json()["title"]) == (405, "Deze methode kan hier niet")
    assert answer.headers["allow"] == "GET"


def test_fault_of_ours_tells_nothing(out: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    """Neither the visitor nor the log sees what the exception holds."""

    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("review.holdings.search", fail)
    answer = client(out).get(f"{API}/search?q=toezicht")
    assert (answer.status_code, answer.json()["title"]) == (500, "Er ging iets mis")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert SECRET not in answer.text + caplog.text
    assert "RuntimeError in test_api.py" in caplog.text


@given(st.dictionaries(st.sampled_from([*SearchAsked.model_fields, "x"]), st.text(max_size=30), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_is_a_fault_of_ours(api: TestClient, asked: dict[str, str]) -> None:
    assert api.get(f"{API}/search", params=asked).status_code in {200, 400, 422}


def test_nothing_of_the_documentation_comes_from_elsewhere(api: TestClient) -> None:
    assert api.get("/docs").status_code == api.get("/redoc").status_code == 404
    page = api.get("/api").text
    assert "://" not in page
    assert f"GET {API}/records/{{stem}}/{{id}}" in page


ORDERS = ["best", "due", "newest"]


@pytest.mark.parametrize("order", ORDERS)
def test_paging_is_whole_while_documents_come_and_go(tmp_path: Path, order: str) -> None:
    """Nothing twice, and nothing of what was there first is lost but what was removed meanwhile."""
    store = Store(tmp_path / "lakwerk.db")
    for number in range(60):
        _letter(store, number)
    api = client(tmp_path)
    asked = {"q": "algoritmeregister", "kind": "commitment", "order": order, "limit": "7"}
    removed, seen, cursor, turn = set[str](), list[str](), "", 0
    while cursor is not None:
        page = api.get(f"{API}/search", params=asked | ({"cursor": cursor} if cursor else {})).json()
        seen += [hit["document"]["stem"] for hit in page["hits"]]
        cursor, turn = page["next"], turn + 1
        gone = f"{(turn * 13) % 60:032x}"
        removed.add(store.stem(gone) or "n13")
        store.remove(gone)
        _letter(store, 100 + turn)
        _letter(store, 200 - turn)
    store.close()
    assert len(seen) == len(set(seen))
    assert {f"n{number}" for number in range(60)} - removed <= set(seen)
    assert set(seen) <= {f"n{number}" for number in range(60)}
    assert turn > 5


def _letter(store: Store, number: int) -> None:
    id, day = f"{number:032x}", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    sentence = f"Ik zal de Kamer in brief {number} over het algoritmeregister informeren."
    told = record(id, date=day, commitments=[COMMITMENT | {"sentence": sentence, "deadline": None}])
    store.save(Placed(id, "f", f"n{number}", f"n{number}.pdf", DONE, redacted=f"n{number}.pdf"), told)


def test_total_and_facets_are_on_the_first_page_only(api: TestClient) -> None:
    first = api.get(f"{API}/search?q=algoritmeregister&limit=1").json()
    second = api.get(f"{API}/search?q=algoritmeregister&limit=1&cursor={first['next']}").json()
    assert first["total"] >= 2
    assert (second["total"], second["facets"]) == (None, None)
    assert second["hits"][0]["record"] != first["hits"][0]["record"]


def test_threads_and_agenda_are_paged_without_gap(api: TestClient) -> None:
    all_of_them = [row["id"] for row in api.get(f"{API}/threads").json()["threads"]]
    first = api.get(f"{API}/threads?limit=1").json()
    second = api.get(f"{API}/threads?limit=1&cursor={first['next']}").json()
    assert [first["threads"][0]["id"], second["threads"][0]["id"]] == all_of_them
    assert (second["next"], len(all_of_them)) == (None, 2)
