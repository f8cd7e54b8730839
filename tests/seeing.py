"""A DIR as it is seen from outside, for tests: its metrics by name and label, and what was done to its last run."""

from __future__ import annotations

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from flows.folder import Folder
from flows.gauges import written
from flows.last_run import LastRun, read_last_run, write_last_run

CANARY = "Zonderling"


def seen(out: Path) -> dict[str, float]:
    """The metrics of DIR, by what Prometheus calls them: 'lakwerk_documents{state="done"}'."""
    return parsed(written(Folder.at(out)).decode())


def parsed(text: str) -> dict[str, float]:
    """The same of a text; raises ValueError where it is not in the format."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def last(out: Path) -> LastRun:
    found = read_last_run(Folder.at(out))
    assert found is not None
    return found


def kill(out: Path) -> None:
    """Leave DIR as a run does that was ended by force."""
    write_last_run(Folder.at(out), LastRun(last(out).started))
