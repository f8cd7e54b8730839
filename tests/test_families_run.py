"""The whole way with the real engine: a mail and all that hangs on it, and no name that leaves the house."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import hostile
import pytest
from packing import docx, inserted, paragraph, run
from posting import attach, locked_pdf, mail, nested, save

from corpus import programs

ROOT = Path(__file__).resolve().parents[1]
CANARY = "Zonnestraal"  # in the names of files only
HTML = (
    '<html><head><title>x</title><script>document.write("Zonnestraal")</script></head><body><p>Beste Anna,</p>'
    '<p>Ik zal de Tweede Kamer voor 1 juli 2024 informeren.<img src="http://127.0.0.1:9/Zonnestraal.png"></p>'
    "<p>Groet,<br>Petra</p></body></html>"
)


class Run:
    """One run over a mail with a PDF, a locked PDF, a sheet, a Word file and a mail."""

    def __init__(self, folder: Path) -> None:
        message = mail(" ", Subject="Stukken algoritmeregister", Cc="Jeroen Bos <j.bos@minjenv.nl>; info@minbzk.nl")
        message.add_alternative(HTML, subtype="html")
        pdf = hostile.plain(folder / "x.pdf").read_bytes()
        attach(message, f"brief van Wim {CANARY}.pdf", pdf, "application/pdf")
        attach(message, f"{CANARY}.pdf", locked_pdf(folder / "y.pdf"), "application/pdf")
        attach(message, f"{CANARY}, W..xlsx", b"PK", "application/vnd.ms-excel")
        text = paragraph(run("Het kabinet komt "), inserted("voor de zomer "), run("met een plan."))
        attach(message, f"../{CANARY}.docx", docx(folder / "z.docx", text).read_bytes())
        message.add_attachment(nested(0))
        save(folder / "in" / "mail.eml", message)
        self.out = folder / "out"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
        command = [
            sys.executable,
            "-m",
            "flows.cli",
            "run",
            str(folder / "in"),
            "--out",
            str(self.out),
            "--accept-changes",
        ]
        self.done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=280)

    def json(self, place: str, stem: str) -> dict[str, Any]:
        return json.loads((self.out / place / f"{stem}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("family"))


def test_every_attachment_is_done_or_held_on_its_own(family: Run) -> None:
    assert family.done.returncode == 1, family.done.stderr
    held = {path.stem: family.json("quarantine", path.stem)["reason"] for path in (family.out / "quarantine").iterdir()}
    expected = {"mail-bijlage-2": "needs_password"}
    if not programs.office():
        expected["mail-bijlage-4"] = "office_missing"
    assert held == expected
    done = {path.name for path in (family.out / "redacted").iterdir()}
    assert done >= {"mail.pdf", "mail-bijlage-1.pdf", "mail-bijlage-5.pdf"}


def test_record_of_a_mail_has_its_head_as_fields(family: Run) -> None:
    record = family.json("records", "mail")
    facts = record["document"]
    assert (facts["kind"], facts["title"], facts["date"]) == ("overig", "Stukken algoritmeregister", "2024-05-24")
    assert (facts["ministry"], facts["source"], facts["parent"]) == ("BZK", "mail.eml", None)
    assert record["colophon"]["Van"] == "[5.1.2e] <[5.1.2e]@minbzk.nl>"
    assert record["colophon"]["Cc"] == "[5.1.2e] <[5.1.2e]@minjenv.nl>; info@minbzk.nl"
    assert record["colophon"]["Bijlagen"] == "1 docx, 1 mail, 2 pdf, 1 xlsx"
    assert record["versions"]["reader"].startswith("mail, ")
    (promise,) = record["commitments"]
    assert (promise["recipient"], record["deadlines"][0]["latest"]) == ("Tweede Kamer", "2024-06-30")


def test_parent_and_attachments_name_each_other(family: Run) -> None:
    parent, child = family.json("records", "mail")["document"], family.json("records", "mail-bijlage-1")["document"]
    assert child["parent"] == parent["id"]
    assert parent["attachments"][0] == child["id"]
    assert len(parent["attachments"]) == 4
    assert child["source"] == "mail-bijlage-1.pdf"


def test_what_was_not_read_is_told_without_its_name(family: Run) -> None:
    warnings = family.json("records", "mail")["warnings"]
    assert any(each.startswith("Bijlage 3 (xlsx) is niet verwerkt") for each in warnings)


def test_names_of_files_and_people_leave_no_trace_outside_the_confidential_folder(family: Run) -> None:
    shown = {"screen": family.done.stdout + family.done.stderr}
    for path in sorted(family.out.rglob("*")):
        if "confidential" in path.parts or not path.is_file():
            continue
        shown[path.name] = f"{path} {path.read_bytes().decode('latin-1')}"
        if path.suffix == ".pdf":
            shown[path.name] += subprocess.run(
                ["pdftotext", path, "-"], capture_output=True, text=True, check=True
            ).stdout
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                shown[path.name] += " ".join(book.read(name).decode("utf-8") for name in book.namelist())
    gone = (CANARY, "Anna de Wit", "petra.dejonge", "Jeroen", hostile.LAST)
    assert {(name, word) for name, text in shown.items() for word in gone if word in text} == set()


def test_real_names_are_told_to_the_owner(family: Run) -> None:
    assert family.json("confidential", "mail-bijlage-1")["source"] == f"brief van Wim {CANARY}.pdf"


@pytest.mark.skipif(not programs.office(), reason="LibreOffice is not installed")
def test_word_file_in_a_mail_is_done_with_its_changes_accepted(family: Run) -> None:
    record = family.json("records", "mail-bijlage-4")
    assert record["sections"][0]["text"] == "Het kabinet komt voor de zomer met een plan."
    assert "1 bijgehouden wijziging" in record["warnings"][0]
    assert record["versions"]["reader"].startswith("LibreOffice ")


def test_nothing_is_left_behind(family: Run) -> None:
    left = {path.name for path in (family.out / "confidential").iterdir()}
    kept = {"key", "ledger.sqlite", "lock", "settings", "attachments", "galleys", "look-at-these.csv", "last-run"}
    assert left - kept - {"trail.db", "trail.seal", "version", "readings", "threads.print"} == {
        path.name for path in (family.out / "confidential").glob("*.json")
    }
    assert sorted(path.name for path in (family.out / "confidential" / "attachments").rglob("*.*")) == [
        "01.pdf", "02.pdf", "04.docx", "05.eml",
    ]  # fmt: skip
