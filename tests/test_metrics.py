"""Metrics and health tell how DIR is, in numbers and codes, whatever is broken; and name nobody."""

from __future__ import annotations

import json
import logging
import os
import re
import sqlite3
import threading
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest
from batching import fill, run
from recording import COMMITMENT, record
from seeing import CANARY, kill, last, parsed, seen

from corpus.events import Change, Events
from corpus.review import COMMENT, READY, RELEASE, WITHDRAW, State, reviews, states
from corpus.store import DONE, QUARANTINE, Placed, Store
from flows.cli import main
from flows.folder import Folder
from flows.gauges import health
from flows.log import _LEVELS, Event
from flows.metrics import start_metrics
from flows.reasons import ADVICE, OTHER
from flows.threads import write_threads

OPERATE = Path(__file__).resolve().parents[1] / "docs" / "operate.md"


def checks(out: Path) -> dict[str, bool]:
    fine, told = health(Folder.at(out))
    found = {each["code"]: each["ok"] for each in json.loads(told)["checks"]}
    assert (json.loads(told)["status"] == "ok", all(found.values())) == (fine, fine)
    return found


def test_metrics_of_a_folder(kept: Path) -> None:
    """`text_string_to_metric_families` reads them as Prometheus does."""
    found = seen(kept)
    assert found['lakwerk_documents{state="done"}'] == 2
    assert found['lakwerk_documents{state="quarantine"}'] == 1
    assert found['lakwerk_quarantine_documents{reason="damaged"}'] == 1
    assert found["lakwerk_pages"] == 2
    assert found["lakwerk_commitments_overdue"] == found["lakwerk_commitments_waiting"] > 0  # of 2024
    assert {found[f'lakwerk_healthy{{check="{check}"}}'] for check in checks(kept)} == {1}
    assert found['lakwerk_review_documents{state="new"}'] == 2
    assert found["lakwerk_run_active"] == found["lakwerk_last_run_killed"] == 0
    assert found["lakwerk_last_run_exit_status"] == 1
    assert found['lakwerk_last_run_documents{state="done"}'] == 2
    assert found['lakwerk_last_run_documents{state="quarantine"}'] == 1
    assert time.time() - 300 < found["lakwerk_last_run_end_timestamp_seconds"] <= time.time()
    assert found["lakwerk_last_backup_timestamp_seconds"] == 0
    assert found["lakwerk_trail_rows"] == 4
    assert found["lakwerk_disk_free_bytes"] > 0
    assert datetime.fromtimestamp(found["lakwerk_registers_timestamp_seconds"], UTC).year >= 2026


def test_metrics_hold_no_name_and_no_path(kept: Path, tmp_path: Path) -> None:
    with closing(Store(kept / "lakwerk.db")) as store:
        store.save(Placed("d" * 32, "f", CANARY, f"{CANARY}.pdf", QUARANTINE, CANARY, f"van {CANARY}"), None)
    text = "\n".join(seen(kept))
    assert f'reason="{OTHER}"' in text
    assert CANARY not in text
    assert str(tmp_path) not in text
    assert CANARY not in health(Folder.at(kept))[1].decode()


def test_looking_changes_nothing(kept: Path) -> None:
    def stamps() -> dict[str, tuple[int, bytes]]:
        files = (each for each in kept.rglob("*") if each.is_file() and not each.name.endswith(("-wal", "-shm")))
        return {str(each): (each.stat().st_mtime_ns, each.read_bytes()) for each in files}

    before = stamps()
    seen(kept)
    assert stamps() == before


def test_review_states_are_counted_as_the_workspace_shows_them(kept: Path) -> None:
    folder = Folder.at(kept)
    events = Events(folder.events)
    with closing(Store(folder.database)) as store:
        ids = sorted(id for id, row in store.rows().items() if row.state == DONE)
        (held,) = (id for id, row in store.rows().items() if row.state != DONE)
    for id, kind, told in (
        (ids[0], COMMENT, {"text": CANARY}),
        (ids[0], READY, {}),
        (ids[1], RELEASE, {"refused": True}),
        (held, RELEASE, {}),
    ):
        events.append("els", [Change(id, kind, told)])
    found = seen(kept)
    assert [found[f'lakwerk_review_documents{{state="{each}"}}'] for each in ("new", "second", "refused")] == [0, 1, 1]
    events.append("els", [Change(ids[1], WITHDRAW, {"why": CANARY})])
    assert seen(kept)['lakwerk_review_documents{state="refused"}'] == 0


def test_states_without_what_was_said_are_those_with_it(tmp_path: Path) -> None:
    events = Events(tmp_path / "events.db")
    kinds = [
        (COMMENT, {"text": "x"}),
        (READY, {}),
        (RELEASE, {"refused": True}),
        (WITHDRAW, {"why": "x"}),
        (RELEASE, {}),
    ]
    for length in range(1, len(kinds) + 1):
        for kind, told in kinds[:length]:
            events.append("els", [Change(f"document {length}", kind, told)])
    told = states(events.steps())
    assert told == {id: each.state for id, each in reviews(events.since()).items()}
    assert set(told.values()) == {State.IN_REVIEW, State.SECOND, State.REFUSED, State.RELEASED}


def test_commitment_is_overdue_after_its_last_day(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.prepare()
    days = {"a": "2020-01-01", "b": "2999-01-01"}
    with closing(Store(folder.database)) as store:
        for letter, day in days.items():
            id = letter * 32
            sentence = f"Ik zal de Kamer over onderwerp {letter} informeren."
            promise = COMMITMENT | {"sentence": sentence, "action": f"informeren over {letter}"}
            due = {"id": "d1", "page": 1, "text": "dan", "sentence": sentence, "earliest": None, "latest": day,
                   "recurrence": None, "applies_to": ["c1"], "confidence": 0.9}  # fmt: skip
            told = record(id, source=f"{letter}.pdf", commitments=[promise], deadlines=[due])
            store.save(Placed(id, "f", letter, f"{letter}.pdf", DONE, redacted=f"{letter}.pdf"), told)
            (folder.records / f"{letter}.json").write_text(json.dumps(told))
    write_threads(folder)
    found = seen(tmp_path)
    assert (found["lakwerk_commitments_waiting"], found["lakwerk_commitments_overdue"]) == (2, 1)


def test_backup_is_seen(kept: Path, tmp_path: Path) -> None:
    assert main(["backup", "--out", str(kept), "--to", str(tmp_path / "kopie.tar")]) == 0
    assert time.time() - 300 < seen(kept)["lakwerk_last_backup_timestamp_seconds"] <= time.time()


def _lose_store(out: Path) -> None:
    (out / "lakwerk.db").unlink()


def _spoil_store(out: Path) -> None:
    (out / "lakwerk.db").write_text("geen database" * 1000)


def _spoil_events(out: Path) -> None:
    (out / "confidential" / "events.db").write_text("geen database" * 1000)


def _lose_seal(out: Path) -> None:
    (out / "confidential" / "trail.seal").unlink()


def _lose_trail(out: Path) -> None:
    (out / "confidential" / "trail.db").unlink()


def _change_trail(out: Path) -> None:
    with closing(sqlite3.connect(out / "confidential" / "trail.db")) as sql, sql:
        sql.execute("DROP TRIGGER trail_delete")
        sql.execute("DELETE FROM trail WHERE number = (SELECT max(number) FROM trail)")


def _fail(out: Path) -> None:
    told = json.loads((out / "confidential" / "last-run").read_text())
    (out / "confidential" / "last-run").write_text(json.dumps(told | {"exit": 2}))


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_lose_store, "store"),
        (_spoil_store, "store"),
        (_spoil_events, "store"),
        (_lose_seal, "trail"),
        (_lose_trail, "trail"),
        (_change_trail, "trail"),
        (_fail, "last_run"),
        (kill, "last_run"),
    ],
)
def test_what_is_wrong_is_told_by_its_code_and_the_rest_goes_on(kept: Path, harm, code: str) -> None:  # type: ignore[no-untyped-def]
    harm(kept)
    assert [name for name, fine in checks(kept).items() if not fine] == [code]
    found = seen(kept)
    assert found[f'lakwerk_healthy{{check="{code}"}}'] == 0
    assert found["lakwerk_disk_free_bytes"] > 0


@pytest.mark.parametrize(("exit", "fine"), [(0, True), (1, True), (130, True), (2, False)])
def test_quarantine_and_an_end_on_request_are_no_ill_health(kept: Path, exit: int, fine: bool) -> None:
    told = json.loads((kept / "confidential" / "last-run").read_text())
    (kept / "confidential" / "last-run").write_text(json.dumps(told | {"exit": exit}))
    assert checks(kept)["last_run"] is fine


def test_low_disk_and_no_right_to_write_are_ill_health(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.condition.ROOM", 1 << 60)
    monkeypatch.setattr("flows.condition.os.access", lambda *_: False)
    assert [name for name, fine in checks(kept).items() if not fine] == ["disk", "writable"]


def test_run_that_was_killed_is_seen_once_its_lock_is_free(kept: Path) -> None:
    kill(kept)
    folder = Folder.at(kept)
    with folder.lock():
        folder.progress.write_text('{"total": 10, "left": 4, "seconds": 90}')
        found = seen(kept)
        assert (found["lakwerk_run_active"], found["lakwerk_last_run_killed"]) == (1, 0)
        assert (found["lakwerk_run_documents"], found["lakwerk_run_documents_left"]) == (10, 4)
        assert found["lakwerk_run_remaining_seconds"] == 90
    found = seen(kept)
    assert (found["lakwerk_run_active"], found["lakwerk_last_run_killed"]) == (0, 1)
    assert "lakwerk_run_documents" not in found
    assert "lakwerk_last_run_end_timestamp_seconds" not in found


def test_second_run_that_does_nothing_is_the_last_run_all_the_same(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes are those of the run before, as the output contract wants; the time of the file tells."""
    file = kept / "confidential" / "last-run"
    before = file.read_bytes()
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    assert file.read_bytes() == before
    assert time.time() - 300 < last(kept).ended.timestamp()  # type: ignore[union-attr]
    assert last(kept).done == 2


def test_run_that_was_refused_is_known_in_dir(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A share that is not mounted: the folder of DIR is there, what was to be read is not."""
    assert run(monkeypatch, kept.parent / "weg", "--out", kept) == 2
    assert (last(kept).exit, checks(kept)["last_run"]) == (2, False)


def test_run_that_may_not_start_leaves_the_story_of_the_one_that_goes_on(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill(kept)
    before = (kept / "confidential" / "last-run").read_bytes()
    with Folder.at(kept).lock():
        assert run(monkeypatch, kept.parent / "in", "--out", kept) == 2
    assert (kept / "confidential" / "last-run").read_bytes() == before


def test_last_run_is_for_its_owner_and_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source, out = fill(tmp_path / CANARY, {f"{CANARY}.txt": f"naam: {CANARY}"}), tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    file = out / "confidential" / "last-run"
    assert file.stat().st_mode & 0o777 == 0o600
    assert CANARY not in file.read_text()


@pytest.mark.parametrize("told", ["", "{", "[]", '{"started": "gisteren"}', '{"started": 3, "ended": null}', "null"])
def test_damaged_last_run_counts_as_none(kept: Path, told: str) -> None:
    (kept / "confidential" / "last-run").write_text(told)
    assert "lakwerk_last_run_exit_status" not in seen(kept)
    assert (kept / "confidential" / "progress").write_text(told) == len(told)
    with Folder.at(kept).lock():
        assert "lakwerk_run_documents" not in seen(kept)


def test_looking_never_keeps_a_run_from_starting(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.prepare()
    with folder.lock():
        pass
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            folder.is_locked()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for _ in range(200):
            with folder.lock():
                pass
    finally:
        done.set()
        thread.join()


def ask(address: tuple[str, int], path: str, method: str = "GET") -> tuple[int, str, str]:
    asked = urllib.request.Request(f"http://{address[0]}:{address[1]}{path}", method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(asked, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_server_answers_metrics_and_health_and_nothing_else(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with closing(start_metrics(Folder.at(kept), ("127.0.0.1", 0))) as server:
        status, kind, text = ask(server.address, "/metrics?x=1")
        assert (status, kind.startswith("text/plain; version=")) == (200, True)
        assert parsed(text)['lakwerk_documents{state="done"}'] == 2
        status, kind, text = ask(server.address, "/health")
        assert (status, kind, json.loads(text)["status"]) == (200, "application/json", "ok")
        assert ask(server.address, "/health", "HEAD")[::2] == (200, "")
        _lose_seal(kept)
        status, _, text = ask(server.address, "/health")
        assert (status, json.loads(text)["status"]) == (503, "fail")
        assert [ask(server.address, path)[0] for path in ("/", "/lakwerk.db", "/../key", "/metrics/")] == [404] * 4
        assert ask(server.address, "/metrics", "POST")[0] == 501
    assert "".join(capfd.readouterr()) == ""


def test_server_that_was_closed_listens_no_more(kept: Path) -> None:
    server = start_metrics(Folder.at(kept), ("127.0.0.1", 0))
    server.close()
    with pytest.raises(OSError, match="refused"):
        ask(server.address, "/health")
    with closing(start_metrics(Folder.at(kept), server.address)) as again:
        assert again.address == server.address


def test_address_that_is_taken_is_told(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(start_metrics(Folder.at(kept), ("127.0.0.1", 0))) as server:
        taken = f"127.0.0.1:{server.address[1]}"
        assert main(["metrics", "--out", str(kept), "--serve", taken]) == 2
    assert taken in capsys.readouterr().err


def test_command_prints_and_writes_what_the_server_tells(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["metrics", "--out", str(kept)]) == 0
    printed = parsed(capsys.readouterr().out)
    file = tmp_path / "node" / "lakwerk.prom"
    file.parent.mkdir()
    for _ in range(2):
        assert main(["metrics", "--out", str(kept), "--file", str(file)]) == 0
    assert parsed(file.read_text()).keys() == printed.keys()
    assert (file.stat().st_mode & 0o777, [each.name for each in file.parent.iterdir()]) == (0o644, ["lakwerk.prom"])


@pytest.mark.parametrize(
    "arguments", [["--file", "metrics.txt"], ["--file", "/nergens/lakwerk.prom"], ["--out", "weg"]]
)
def test_what_cannot_be_done_is_told(kept: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["metrics", "--out", str(kept), *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, "Traceback" in told.err, told.err.startswith("lakwerk: ")) == ("", False, True)


@pytest.mark.parametrize(
    "told", ["9464", ":9464", "localhost:", "localhost:x", "localhost:65536", "localhost:-1", "x:٣"]
)
def test_address_that_is_none_is_wrong_usage(kept: Path, told: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["metrics", "--out", str(kept), "--serve", told])
    assert ended.value.code == 2


def test_every_reason_that_the_pipeline_gives_has_its_advice() -> None:
    """Those of the errors that put a document in quarantine, and those that batch and child give themselves."""
    import flows.pipeline  # noqa: F401 - so that every module that has an error of its own is there
    from corpus.errors import CannotProcess

    def below(kind: type[CannotProcess]) -> set[str]:
        return {kind.reason}.union(*(below(each) for each in kind.__subclasses__()))

    given = below(CannotProcess) | {"changed", "io_error", "out_of_memory", "unreadable", OTHER}
    assert given - {"xfdf_refused"} == set(ADVICE)  # boxes of another program: no document is held back for these


def test_operations_name_every_metric_and_no_other(kept: Path) -> None:
    found = set(seen(kept))
    kill(kept)
    with Folder.at(kept).lock():
        Folder.at(kept).progress.write_text('{"total": 10, "left": 4, "seconds": 90}')
        found |= set(seen(kept))
    table = [line.split("|")[1] for line in OPERATE.read_text("utf-8").splitlines() if line.startswith("| `lakwerk_")]
    assert set(re.findall("lakwerk_[a-z_]+", "".join(table))) == {name.partition("{")[0] for name in found}


def test_operations_name_every_event() -> None:
    lines = OPERATE.read_text("utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if re.search(r"\| (info|warning|error) \|", line)]
    told = {event: level.strip() for events, level in rows for event in re.findall("`([a-z_]+)`", events)}
    assert told == {event.value: logging.getLevelName(_LEVELS.get(event, logging.INFO)).lower() for event in Event}
