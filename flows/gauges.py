"""How DIR is, for Prometheus: read at the moment that it is asked for, so that no program must live on for it.

No name and no wording: numbers, with codes from closed sets as labels.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from corpus.review import State
from corpus.row import DONE, QUARANTINE
from flows.condition import Condition, condition
from flows.folder import Folder
from flows.last_run import LastRun
from flows.reasons import by_code

NEVER = 0.0  # a moment that did not come yet: alerts on age then speak too


class Gauges(Collector):
    """The metrics of a DIR."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def collect(self) -> Iterator[Metric]:
        """Every metric, anew each time."""
        found = condition(self._folder)
        yield _by("info", "The version that reads DIR.", {found.version: 1}, "version")
        yield _by("healthy", "Whether a check is passed; all are what /health looks at.", found.checks, "check")
        yield from _store(found)
        yield from _run(found)
        yield _one("disk_free_bytes", "Bytes that are free where DIR lies.", found.free)
        yield _one("disk_size_bytes", "Bytes that the disk of DIR has.", found.size)
        yield _one("staged_documents", "Results that wait to be put in place by the next run.", found.staged)
        if found.tail:
            yield _one("trail_rows", "Rows of the trail.", found.tail.rows)
            backup = datetime.fromisoformat(found.tail.last).timestamp() if found.tail.last else NEVER
            yield _one("last_backup_timestamp_seconds", "When a backup was last made; 0: never.", backup)
        if found.registers:
            seen = datetime.combine(found.registers, time(), UTC).timestamp()
            yield _one("registers_timestamp_seconds", "The day the register of office holders was looked at.", seen)


def written(folder: Folder) -> bytes:
    """The metrics of DIR in the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Gauges(folder))
    return generate_latest(registry)


def health(folder: Folder) -> tuple[bool, bytes]:
    """Whether all is well, and the same as JSON: codes, no path and no name."""
    checks = condition(folder).checks
    fine = all(checks.values())
    listed = [{"code": code, "ok": passed} for code, passed in checks.items()]
    return fine, json.dumps({"status": "ok" if fine else "fail", "checks": listed}).encode()


def _store(found: Condition) -> Iterator[Metric]:
    if found.census:
        yield _by("documents", "Documents in the store, by state.", found.census.documents, "state")
        held = by_code(found.census.reasons)
        yield _by("quarantine_documents", "Documents in quarantine, by the code of the reason.", held, "reason")
        yield _one("pages", "Pages of the documents in the store.", found.census.pages)
        yield _one("commitments_waiting", "Commitments that are not settled.", found.census.waiting)
        yield _one("commitments_overdue", "Of these, past their last day.", found.census.overdue)
    if found.reviews is not None:
        reviews = {state.name.lower(): found.reviews.get(state, 0) for state in State}
        told = "Documents that the gate let through, by where their review stands."
        yield _by("review_documents", told, reviews, "state")


def _run(found: Condition) -> Iterator[Metric]:
    yield _one("run_active", "Whether a run goes on.", found.running)
    if found.running and found.going:
        yield _one("run_documents", "Paths that the run is about.", found.going.total)
        yield _one("run_documents_left", "Paths of it that are not in place yet.", found.going.left)
        if found.going.seconds is not None:
            yield _one("run_remaining_seconds", "How long it still takes, as it reckons itself.", found.going.seconds)
    yield _one("last_run_killed", "Whether the last run ended without a word.", found.killed)
    yield from _last(found.last) if found.last else ()


def _last(last: LastRun) -> Iterator[Metric]:
    yield _one("last_run_start_timestamp_seconds", "When the last run began.", last.started.timestamp())
    if last.ended is None or last.exit is None:
        return
    yield _one("last_run_end_timestamp_seconds", "When the last run ended.", last.ended.timestamp())
    yield _one("last_run_duration_seconds", "How long the last run took that had something to do.", last.seconds)
    yield _one("last_run_exit_status", "0 done, 1 some in quarantine, 2 not done, 130 interrupted.", last.exit)
    told = {DONE: last.done, QUARANTINE: last.held, "earlier": last.earlier}
    yield _by("last_run_documents", "What that run did, and what it found done.", told, "state")


def _one(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"lakwerk_{name}", told, value=value)


def _by(name: str, told: str, values: Mapping[str, float], label: str) -> Metric:
    made = GaugeMetricFamily(f"lakwerk_{name}", told, labels=[label])
    for value, amount in values.items():
        made.add_metric([value], amount)
    return made
