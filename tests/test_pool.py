"""A batch on several machines: what workers do, what is done when they go, and that nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from batching import fill, give_key
from pooling import Site, kill, site

from corpus.store import DONE, Store
from flows.cli import main
from flows.folder import Folder
from flows.isolate import Ending
from flows.job import Job
from flows.order import Order, begin, deliver, give, is_done, read_order, take_back
from flows.outcome import Failed
from flows.settings import Settings
from flows.staging import write_outcome

PRINT = "f" * 32
ID = "a" * 32
SMALL = 12
WHOLE = 200
LONGEST = 900.0


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path / "out")
    made.prepare()
    return made


def order_of(folder: Folder, fingerprint: str = PRINT) -> Order:
    job = Job(folder.root.parent / "brief.txt", folder.staging / ID, b"k" * 32, Settings())
    return Order("faking:process", "engine", job, ID, fingerprint, 60.0)


def finished(folder: Folder, order: Order, name: str) -> Path:
    place = begin(folder, order.id)
    write_outcome(place, Failed(ID, name, f"{name}.txt", "damaged", "kapot"), order.fingerprint)
    return place


@pytest.mark.parametrize(("reason", "delivered"), [("damaged", True), ("io_error", False), ("out_of_time", False)])
def test_worker_leaves_what_may_pass_to_who_ordered_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, reason: str, delivered: bool
) -> None:
    """A disk that is full over there for a moment puts no document in quarantine."""
    from flows import documents

    order = order_of(folder)
    give(folder, order)

    class Engine:
        def call(self, target: str, arguments: tuple[str, Job, str, str], place: Path, *_: object) -> Ending:
            write_outcome(place, Failed(ID, "brief", "brief.txt", reason, "..."), order.fingerprint)
            return Ending.OK

    monkeypatch.setattr(documents, "engine_hash", lambda: order.engine)
    assert documents._carry_out(folder, order, Engine()) is delivered  # type: ignore[arg-type]
    assert is_done(folder, ID, PRINT) is delivered
    assert list(folder.attempts.iterdir()) == []


def test_worker_of_another_version_refuses(folder: Folder) -> None:
    from flows import documents

    give(folder, order_of(folder))
    with pytest.raises(documents.OtherVersion):
        documents._carry_out(folder, order_of(folder), None)  # type: ignore[arg-type]


def test_order_is_for_its_owner_alone_and_comes_back_as_it_was(folder: Folder) -> None:
    give(folder, order_of(folder))
    assert read_order(folder, ID) == order_of(folder)
    assert (folder.assignments / ID).stat().st_mode & 0o777 == 0o600
    assert folder.assignments.stat().st_mode & 0o777 == 0o700


def test_who_is_second_drops_what_they_made(folder: Folder) -> None:
    order = order_of(folder)
    give(folder, order)
    one, two = finished(folder, order, "een"), finished(folder, order, "twee")
    deliver(folder, order, one)
    deliver(folder, order, two)
    assert json.loads((folder.staging / ID / "outcome.json").read_text())["stem"] == "een"
    assert list(folder.attempts.iterdir()) == []


@pytest.mark.parametrize("change", [lambda f: take_back(f, ID), lambda f: give(f, order_of(f, "0" * 32))])
def test_what_is_no_longer_asked_for_is_not_put_in_place(folder: Folder, change: Callable[[Folder], None]) -> None:
    """The order was taken back, or given anew with other settings, while somebody was at it."""
    order = order_of(folder)
    give(folder, order)
    place = finished(folder, order, "laat")
    change(folder)
    deliver(folder, order, place)
    assert not (folder.staging / ID).exists()
    assert not place.exists()


def test_order_leaves_a_finished_result_and_clears_half_of_one(folder: Folder) -> None:
    order = order_of(folder)
    give(folder, order)
    deliver(folder, order, finished(folder, order, "klaar"))
    give(folder, order)
    assert is_done(folder, ID, PRINT)
    give(folder, order_of(folder, "0" * 32))
    assert not (folder.staging / ID).exists()


def test_worker_says_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LAKWERK_PREFECT", "LAKWERK_POOL"):
        monkeypatch.delenv(name, raising=False)
    assert main(["worker", "--out", str(tmp_path)]) == 2
    assert "Zet prefect in het instellingenbestand" in capsys.readouterr().err


def test_batch_survives_what_befalls_its_machines(tmp_path: Path) -> None:
    """A smaller form of the soak: a worker is killed, the databases are away for some seconds."""
    _survive(tmp_path, tmp_path / "out", SMALL, seed=1, workers=2, faults=("worker", "databases"), every=(4.0, 6.0))


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(20))
def test_two_hundred_documents_survive_everything(tmp_path: Path, seed: int) -> None:
    """Workers, the server and the run itself are killed, the databases are cut off, a small disk fills up."""
    faults = ("worker", "server", "databases", "worker", "run", "disk")
    with _small_disk(tmp_path / "disk") as disk:
        _survive(tmp_path, disk / "out", WHOLE, seed, workers=3, faults=faults, every=(4.0, 12.0))


def _survive(
    home: Path, out: Path, amount: int, seed: int, workers: int, faults: tuple[str, ...], every: tuple[float, float]
) -> None:
    """Let a batch be done while one fault after another comes, and hold the end against what one machine makes."""
    dice = random.Random(seed)
    texts = {
        f"brief-{at:03}.txt": f"Brief {at} naam: Vermeulen{at}. slaap {dice.uniform(0.1, 0.6):.2f}"
        for at in range(amount)
    }
    source = fill(home / "in", texts)
    give_key(out)
    with site(out, home) as machines:
        for _ in range(workers):
            machines.start_worker()
        _carried_out(machines, source, dice, list(faults), every)
        stored = _stored(machines)
    give_key(home / "alone")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LAKWERK_")}
    words = ["run", str(source), "--out", str(home / "alone")]
    subprocess.run(_alone(words), check=True, env=environment, stdout=subprocess.DEVNULL)
    assert stored == Counter({f"brief-{at:03}": 1 for at in range(amount)})
    for name in ("redacted", "records", "confidential"):
        assert _files(out / name) == _files(home / "alone" / name)
    assert [
        path.name for path in (out / "confidential").iterdir() if path.name in ("assignments", "attempts", "staging")
    ] == []


def _carried_out(
    machines: Site, source: Path, dice: random.Random, faults: list[str], every: tuple[float, float]
) -> None:
    """Begin the run again whenever it ends unfinished, as `lakwerk serve` does, and let the faults come."""
    until, next_fault = time.monotonic() + LONGEST, time.monotonic() + dice.uniform(*every)
    mending: list[tuple[float, Callable[[], None]]] = []
    machines.start_run(source)
    while True:
        assert time.monotonic() < until, "it does not end"
        assert machines.running is not None
        status = machines.running.poll()
        if status == 0:
            break
        if status is not None:
            machines.start_run(source)
        now = time.monotonic()
        for due in [each for each in mending if each[0] <= now]:
            due[1]()
            mending.remove(due)
        if faults and now >= next_fault:
            mending.append((now + dice.uniform(2, 10), _befall(machines, faults.pop(0), dice)))
            next_fault = now + dice.uniform(*every)
        time.sleep(0.1)
    for _, mend in mending:
        mend()


def _befall(machines: Site, fault: str, dice: random.Random) -> Callable[[], None]:
    """One fault; what mends it comes back."""
    if fault == "worker":
        kill(machines.workers.pop(dice.randrange(len(machines.workers))))
        return machines.start_worker
    if fault == "server":
        assert machines.server is not None
        kill(machines.server)
        return machines.start_server
    if fault == "databases":
        machines.databases.shut()
        return machines.databases.open
    if fault == "run":
        assert machines.running is not None
        kill(machines.running)
        return lambda: None
    ballast = machines.out.parent / "ballast"
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(b"\0" * 65_536)
    return lambda: ballast.unlink(missing_ok=True)


def _stored(machines: Site) -> Counter[str]:
    """How often each document is in the store and was released, by the trail."""
    before = os.environ.get("LAKWERK_DATABASE")
    machines.databases.open()
    os.environ["LAKWERK_DATABASE"] = machines.environment["LAKWERK_DATABASE"]
    try:
        folder = Folder.at(machines.out)
        with closing(Store(folder.database)) as store:
            return Counter(row.stem for row in store.rows().values() if row.state == DONE)
    finally:
        os.environ.pop("LAKWERK_DATABASE")
        if before is not None:
            os.environ["LAKWERK_DATABASE"] = before


def _alone(words: list[str]) -> list[str]:
    here = Path(__file__).resolve().parent
    places = [str(here.parent), str(here)]
    script = f"import sys; sys.path[:0] = {places!r}; from flows.cli import main; sys.exit(main(work='faking:process'))"
    return [sys.executable, "-c", script, *words]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("brief-*.*"))}


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    """A disk of 260 MB, just what a batch asks for; skipped where this machine lets nobody mount one."""
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=260m", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    with ExitStack() as opened:
        opened.callback(subprocess.run, ["umount", "-l", str(place)], check=False)
        yield place
