"""The whole way on the examples and on bad files: what must go is gone from everything that leaves the house."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from measure import read_by_ocr
from PIL import Image

from anonymize.wording import ocr_fold

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "documents"
TRUTHS = json.loads((ROOT / "examples" / "truth.json").read_text("utf-8"))["documents"]
PUBLIC = ("redacted", "records")


class Run:
    """What one `lakwerk run` gave."""

    def __init__(self, out: Path, done: subprocess.CompletedProcess[str]) -> None:
        self.out, self.status, self.shown = out, done.returncode, done.stdout + done.stderr

    def record(self, file: str) -> dict[str, Any]:
        """The record of an example, found by what its truth says and its name does not."""
        truth = next(t for t in TRUTHS if t["file"] == file)
        for path in sorted((self.out / "records").glob("*.json")):
            record = json.loads(path.read_text("utf-8"))
            facts = record["document"]
            same = (
                facts["kind"] == truth["kind"] and facts["title"] == truth["title"] and facts["date"] == truth["date"]
            )
            if same and facts["text_source"] == truth["text_source"]:
                return {**record, "stem": path.stem}
        raise AssertionError(f"no record of {file}")


def lakwerk(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
    command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=280)


def hashes(folder: Path) -> dict[str, tuple[str, int]]:
    """Bytes and times; the time of last-run is how a run that did nothing is seen at all."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "last-run")
    return {
        str(p.relative_to(folder)): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns) for p in files
    }


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("examples") / "out"
    return Run(out, lakwerk("run", EXAMPLES, "--out", out))


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything(run: Run) -> dict[str, str]:
    """All that leaves the house, as text: files' text by two engines, their properties, records, lists, database."""
    shown = {"screen": run.shown, "names": " ".join(str(p) for p in run.out.rglob("*") if "confidential" not in str(p))}
    for path in sorted((run.out / "redacted").iterdir()):
        if path.suffix == ".pdf":
            text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
            shown[path.name] = text.stdout + properties(path)
        else:
            shown[path.name] = path.read_text("utf-8")
    for name in ("records", "quarantine"):
        for path in sorted((run.out / name).iterdir()):
            shown[f"{name}/{path.name}"] = path.read_text("utf-8")
    shown["inventory.csv"] = (run.out / "inventory.csv").read_text("utf-8-sig")
    shown["lakwerk.db"] = (run.out / "lakwerk.db").read_bytes().decode("utf-8", "ignore")
    return shown


def properties(path: Path) -> str:
    """Every string and every decoded stream of a PDF but its pictures."""
    pieces: list[str] = []
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
                pieces.append(thing.read_bytes().decode("latin-1"))
            if isinstance(thing, pikepdf.Dictionary):
                pieces.append(str(dict(thing.items())))
    return " ".join(pieces)


def test_all_examples_are_released(examples: Run) -> None:
    assert examples.status == 0, examples.shown
    records = [json.loads(path.read_text("utf-8")) for path in (examples.out / "records").iterdir()]
    own = [record["document"] for record in records if record["document"]["parent"] is None]
    assert len(own) == len(TRUTHS)
    # What is embedded in one of them is a document too.
    assert sum(len(facts["attachments"]) for facts in own) == len(records) - len(own) == 1


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda t: t["file"])
def test_what_must_go_is_gone_everywhere(examples: Run, truth: dict[str, Any]) -> None:
    record = examples.record(truth["file"])
    shown = everything(examples)
    own = {name: text for name, text in shown.items() if record["stem"] in name}
    assert len(own) >= 2
    left = {
        hidden["text"]: name
        for hidden in truth["must_go"]
        for name, text in own.items()
        if squeezed(hidden["text"]) in squeezed(text)
    }
    assert left == {}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda t: t["file"])
def test_no_name_is_hidden_by_half(examples: Run, truth: dict[str, Any]) -> None:
    """Right after or before a gap stands no word of a name that must go."""
    parts = {word for hidden in truth["must_go"] for word in hidden["text"].split() if word[:1].isupper()}
    text = json.dumps(examples.record(truth["file"]), ensure_ascii=False)
    beside = {word for pair in re.findall(r"(\w*) ?\[5\.1\.2e\] ?(\w*)", text) for word in pair}
    assert beside & parts == set()


@pytest.mark.parametrize("truth", [t for t in TRUTHS if "ocr" in t["text_source"]], ids=lambda t: t["file"])
def test_what_must_go_cannot_be_read_in_the_picture_of_a_scan(examples: Run, truth: dict[str, Any]) -> None:
    """Whatever the reader made of the scan: it may have misread a number and left it."""
    stem = examples.record(truth["file"])["stem"]
    page = "".join(ocr_fold(word) for word in read_by_ocr(examples.out / "redacted" / f"{stem}.pdf"))
    assert [h["text"] for h in truth["must_go"] if len(h["text"]) > 3 and ocr_fold(h["text"]) in page] == []


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda t: t["file"])
def test_no_long_wording_that_must_go_stands_in_anything_shared(examples: Run, truth: dict[str, Any]) -> None:
    shown = {
        n: squeezed(t)
        for n, t in everything(examples).items()
        if n in ("screen", "names", "inventory.csv", "lakwerk.db")
    }
    long = [h["text"] for h in truth["must_go"] if len(h["text"]) > 7]
    assert [(text, name) for text in long for name, all_ in shown.items() if squeezed(text) in all_] == []


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda t: t["file"])
def test_what_must_stay_is_there(examples: Run, truth: dict[str, Any]) -> None:
    record = examples.record(truth["file"])
    text = squeezed(everything(examples)[next(p.name for p in (examples.out / "redacted").glob(record["stem"] + ".*"))])
    text += squeezed(json.dumps(record, ensure_ascii=False))
    assert [kept for kept in truth["must_stay"] if squeezed(kept) not in text] == []


@pytest.mark.parametrize("truth", [t for t in TRUTHS if "ocr" not in t["text_source"]], ids=lambda t: t["file"])
def test_records_of_digital_documents_are_right(examples: Run, truth: dict[str, Any]) -> None:
    record = examples.record(truth["file"])
    assert [c["sentence"] for c in record["commitments"]] == [c["sentence"] for c in truth["commitments"]]
    found = [(d["text"], d["earliest"], d["latest"], d["recurrence"]) for d in record["deadlines"]]
    assert found == [(d["text"], d["earliest"], d["latest"], d["recurrence"]) for d in truth["deadlines"]]
    assert [(m["movers"], m["status"]) for m in record["motions"]] == [
        (m["movers"], m["status"]) for m in truth["motions"]
    ]
    for name in ("our_reference", "your_reference", "ministry", "dossiers", "pages"):
        assert record["document"][name] == truth[name]


def test_the_store_is_whole_and_knows_findings_only_as_counts(examples: Run) -> None:
    with sqlite3.connect(examples.out / "lakwerk.db") as store:
        assert store.execute("pragma integrity_check").fetchone() == ("ok",)
    store.close()


def test_confidential_files_are_for_their_owner_only(examples: Run) -> None:
    folder = examples.out / "confidential"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [p for p in folder.rglob("*") if p.is_file() and p.stat().st_mode & 0o077] == []


def test_a_second_run_changes_no_byte(examples: Run) -> None:
    before = hashes(examples.out)
    again = lakwerk("run", EXAMPLES, "--out", examples.out)
    assert again.returncode == 0
    assert hashes(examples.out) == before


def test_search_finds_a_promise_and_shows_its_page(examples: Run) -> None:
    found = lakwerk("search", "registratieplicht", "--out", examples.out, "--kind", "commitment", "--json")
    hits = json.loads(found.stdout)
    assert any("zomerreces" in hit["sentence"] and hit["page"] == 1 for hit in hits)


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("bad")
    source = folder / "in"
    source.mkdir()
    shutil.copy(EXAMPLES / "motie-26643-1204.pdf", source / "goed.pdf")
    whole = (EXAMPLES / "motie-26643-1204.pdf").read_bytes()
    with pikepdf.open(source / "goed.pdf") as pdf:
        pdf.save(source / "slot.pdf", encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    (source / "half.pdf").write_bytes(whole[: len(whole) // 3])
    (source / "leeg.pdf").write_bytes(b"")
    (source / "web.pdf").write_text("<html><body>Dit is geen PDF</body></html>", "utf-8")
    Image.new("RGB", (800, 600), "white").save(source / "wit.png")
    (source / "oud.txt").write_bytes("financiële gevolgen".encode("latin-1"))
    (source / "zip.pdf").write_bytes(b"%PDF-1.4\n" + zlib.compress(b"x" * 1000))
    return Run(folder / "out", lakwerk("run", source, "--out", folder / "out"))


@pytest.mark.parametrize(
    ("stem", "reason"),
    [
        ("slot", "needs_password"),
        ("half", "damaged"),
        ("leeg", "empty"),
        ("web", "wrong_type"),
        ("wit", "unreadable"),
        ("oud", "unreadable"),
        ("zip", "damaged"),
    ],
)
def test_a_bad_file_gets_its_reason_and_no_output(bad: Run, stem: str, reason: str) -> None:
    told = json.loads((bad.out / "quarantine" / f"{stem}.json").read_text("utf-8"))
    assert told["reason"] == reason
    assert told["detail"].endswith(".")
    assert not list(bad.out.glob(f"redacted/{stem}.*")) + list(bad.out.glob(f"records/{stem}.*"))


def test_the_good_file_beside_bad_ones_is_done_and_the_status_is_1(bad: Run) -> None:
    assert bad.status == 1
    assert (bad.out / "redacted" / "goed.pdf").is_file()
