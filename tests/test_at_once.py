"""Pages on several cores give what one core gives, and a share that is lost is never taken for nothing found."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.at_once import VARIABLE, ShareLost, in_shares, processes
from corpus.errors import Damaged
from flows.folder import Folder
from flows.job import Job
from flows.outcome import RECORD, REDACTED_PDF, Done
from flows.pipeline import process
from flows.settings import Settings

SCAN = Path(__file__).resolve().parents[1] / "examples" / "documents" / "scan-beslisnota-bzk-algoritmeregister.pdf"


@pytest.mark.parametrize(
    ("told", "pages", "amount"),
    [("", 300, 1), ("4", 300, 4), ("4", 1, 1), ("4", 5, 1), ("4", 7, 2), ("0", 9, 1), ("veel", 9, 1), ("-2", 9, 1)],
)
def test_short_documents_stay_on_one_core(monkeypatch: pytest.MonkeyPatch, told: str, pages: int, amount: int) -> None:
    monkeypatch.setenv(VARIABLE, told)
    assert processes(pages) == amount


@settings(deadline=None, max_examples=30)  # a process takes as long as the machine wants
@given(pages=st.integers(0, 40), amount=st.integers(1, 5))
def test_every_page_is_done_once_and_in_order(pages: int, amount: int) -> None:
    def share(mine: int, of: int) -> list[tuple[int, str]]:
        return [(number, f"bladzijde {number}") for number in range(mine + 1, pages + 1, of)]

    assert in_shares(share, amount) == [f"bladzijde {number}" for number in range(1, pages + 1)]


def _raise() -> None:
    raise Damaged("Bladzijde 2 is beschadigd.")


@pytest.mark.parametrize(
    ("befall", "error"),
    [
        (_raise, Damaged),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), ShareLost),
        (lambda: os._exit(0), EOFError),
        (lambda: (_ for _ in ()).throw(MemoryError), MemoryError),
    ],
)
@pytest.mark.parametrize("where", [1, 2])
def test_what_befalls_a_share_befalls_the_document(
    befall: Callable[[], object], error: type[Exception], where: int
) -> None:
    def share(mine: int, of: int) -> list[tuple[int, int]]:
        if mine == where:
            befall()
        return [(mine, mine)]

    with pytest.raises(error):
        in_shares(share, 3)


def _mine(place: Path) -> list[str]:
    """Children that are copies of this program: what it started otherwise is called otherwise."""
    own = Path("/proc/self/cmdline").read_bytes()
    return [pid for pid in place.read_text().split() if Path(f"/proc/{pid}/cmdline").read_bytes() == own]


def test_own_share_that_fails_leaves_no_process_behind() -> None:
    def share(mine: int, of: int) -> list[tuple[int, int]]:
        if mine == 0:
            raise Damaged("kapot")
        return []

    with pytest.raises(Damaged):
        in_shares(share, 3)
    assert not [place for place in Path("/proc/self/task").glob("*/children") if _mine(place)]


def test_document_on_two_cores_is_the_one_of_one_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read, redacted and proven: the same record, the same bytes."""
    monkeypatch.setattr("corpus.at_once.FEWEST", 1)
    made = {}
    for amount in ("1", "2"):
        monkeypatch.setenv(VARIABLE, amount)
        folder = Folder.at(tmp_path / amount)
        folder.prepare()
        outcome = process(Job(SCAN, folder.stage("stuk"), b"k" * 32, Settings()))
        assert isinstance(outcome, Done), outcome
        assert outcome.pages > 1
        made[amount] = [(folder.staging / "stuk" / name).read_bytes() for name in (RECORD, REDACTED_PDF)]
    assert made["1"] == made["2"]
