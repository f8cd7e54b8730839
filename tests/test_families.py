"""An attachment is a document like any other, after the one that it came with, and goes when that one goes."""

from __future__ import annotations

import csv
import json
import os
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import faking
import pytest
from batching import fill, give_key, names, run, state, tree
from posting import OFFICIAL, attach, mail, nested, save

import flows.family
import flows.unpack
from corpus import programs
from corpus.errors import OfficeMissing
from flows.family import unfold
from flows.folder import Folder
from flows.inputs import identify_all
from flows.isolate import Isolation
from flows.job import Family, Job
from flows.outcome import Failed, Outcome
from flows.settings import Limits
from flows.unpack import LOST

SURNAME = OFFICIAL.split()[1]


def holding(*texts: str, said: str = "Zie bijlagen.") -> EmailMessage:
    """A mail with text files that bear a civil servant's name."""
    message = mail(said)
    for number, text in enumerate(texts):
        attach(message, f"{OFFICIAL} {number}.txt", text.encode(), "text/plain")
    return message


def record(out: Path, stem: str) -> dict[str, Any]:
    return json.loads((out / "records" / f"{stem}.json").read_text())


def rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "inventory.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_attachments_follow_their_parent_and_are_named_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = attach(holding("een", "kapot"), "x.xlsx", b"x")
    message.add_attachment(holding("twee"))
    source = save(tmp_path / "in" / "b.eml", message).parent
    fill(source, {"a.txt": "voor", "c.txt": "na"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    expected = ["a.txt", "b.eml", "b-bijlage-1.txt", "b-bijlage-2.txt", "b-bijlage-4.eml", "b-bijlage-4-bijlage-1.txt",
                "c.txt"]  # fmt: skip
    assert [row["Bestandsnaam"] for row in rows(out)] == expected
    assert [row["Bijlage bij"] for row in rows(out)] == ["", "", "b", "b", "b", "b-bijlage-4", ""]
    shown = [line.split("] ")[1].split(":")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("[")]
    assert shown == expected
    assert names(out / "quarantine") == ["b-bijlage-2.json"]
    assert record(out, "b-bijlage-1")["document"]["source"] == "b-bijlage-1.txt"
    assert (out / "redacted" / "b-bijlage-1.txt").read_text() == "een"


def test_real_names_of_attachments_stay_in_the_confidential_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = attach(holding("een"), f"{OFFICIAL}.xlsx", b"x")
    source = save(tmp_path / "in" / "b.eml", attach(message, f"x.{SURNAME}", b"x")).parent
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    public = {name: data for name, data in tree(out).items() if not name.startswith("confidential/")}
    # The stand-in engine publishes a mail as it is, file names and all.
    del public["redacted/b.txt"], public["records/b.json"], public["lakwerk.db"]
    assert [name for name, data in public.items() if SURNAME in name or SURNAME.encode() in data] == []
    assert SURNAME not in "".join(capsys.readouterr())
    private = out / "confidential" / "attachments"
    assert {path.stat().st_mode & 0o777 for path in private.rglob("*")} == {0o600, 0o700}
    assert [path.name for path in private.rglob("*") if path.is_file()] == ["01.txt"]


def test_second_run_unpacks_nothing_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = save(tmp_path / "in" / "b.eml", holding("een", "twee")).parent
    save(source / "leeg.eml", mail())
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    before = state(out)
    monkeypatch.setattr(Isolation, "call", lambda *_: pytest.fail("a child was started"))
    assert run(monkeypatch, source, "--out", out) == 0
    assert state(out) == before


def test_attachments_of_a_changed_mail_go_and_the_new_ones_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    """Also those of a mail in the mail; what the new mail has too is listed under that one."""
    old = holding("zeldzaamoud", "blijft")
    old.add_attachment(holding("zeldzaambinnen"))
    source = save(tmp_path / "in" / "b.eml", old).parent
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    assert len(rows(out)) == 5
    save(source / "b.eml", holding("blijft", said="Nieuw."))
    assert run(monkeypatch, source, "--out", out) == 0
    assert [row["Bestandsnaam"] for row in rows(out)] == ["b.eml", "b-bijlage-1.txt"]
    left = b"".join(tree(out).values())
    assert b"zeldzaam" not in left
    assert len(names(out / "confidential" / "attachments")) == 1
    (kept,) = [name for name in names(out / "redacted") if "bijlage" in name]
    assert (out / "redacted" / kept).read_text() == "blijft"


def test_attachment_that_is_none_any_more_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    """The same mail, of which a newer version reads less."""
    source = save(tmp_path / "in" / "b.eml", holding("een", "twee")).parent
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    monkeypatch.setattr(flows.family, "MAX_FILES", 1)
    run(monkeypatch, source, "--out", out)
    assert [row["Bestandsnaam"] for row in rows(out)] == ["b.eml", "b-bijlage-1.txt"]
    assert names(out / "redacted") == ["b-bijlage-1.txt", "b.txt"]


def test_attachments_of_a_removed_mail_stay_like_the_mail_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = save(tmp_path / "in" / "b.eml", holding("een")).parent
    fill(source, {"a.txt": "twee"})
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    before = rows(out)
    (source / "b.eml").unlink()
    assert run(monkeypatch, source, "--out", out) == 0
    assert rows(out) == before


def test_record_says_what_a_document_came_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    asked: list[tuple[str, Family]] = []
    process = faking.process

    def noting(job: Job) -> Outcome:
        asked.append((job.source.name, job.family))
        return process(job)

    monkeypatch.setattr(faking, "process", noting)
    source = save(tmp_path / "in" / "b.eml", attach(holding("een"), "x.xlsx", b"x")).parent
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out, "--jobs", 1)
    (mail_name, parent), (file_name, child) = asked
    assert (mail_name, file_name) == ("b.eml", "01.txt")
    assert parent.parent is None
    assert [row["Document ID"] for row in rows(out)] == [child.parent, *parent.attachments]
    assert child.name == f"{OFFICIAL} 0.txt"
    assert len(parent.warnings) == 1


def test_same_attachment_of_two_mails_is_done_once_and_listed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = save(tmp_path / "in" / "a.eml", holding("zelfde")).parent
    save(source / "b.eml", holding("zelfde", said="Anders."))
    save(source / "copy" / "b.eml", (source / "b.eml").read_bytes())
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert [(row["Bestandsnaam"], row["Documentnummer"], row["Bijlage bij"]) for row in rows(out)] == [
        ("a.eml", "a", ""),
        ("a-bijlage-1.txt", "a-bijlage-1", "a"),
        ("b.eml", "b", ""),
        ("b-bijlage-1.txt", "a-bijlage-1", "b"),
        ("b.eml", "b", ""),
    ]


def test_name_of_a_parent_is_as_safe_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    """What is hidden in the attachment goes from its name as well, though its parent may show it."""
    source = save(tmp_path / "in" / "aan Jansen en Smit.eml", holding("naam: Smit")).parent
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert [row["Bestandsnaam"] for row in rows(out)] == [
        "aan gelakt en Smit.eml",
        "aan gelakt en gelakt-bijlage-1.txt",
    ]


def test_mails_in_mails_are_read_three_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    source = save(tmp_path / "in" / "a.eml", nested(10)).parent
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert [row["Documentnummer"].count("bijlage") for row in rows(out)] == [0, 1, 2, 3]


def test_family_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    monkeypatch.setattr(flows.family, "MAX_DOCUMENTS", 4)
    message = mail("Twee mails.")
    for number in range(2):
        message.add_attachment(holding(*(f"{number} {file}" for file in range(3)), said=str(number)))
    source = save(tmp_path / "in" / "a.eml", message).parent
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert len(rows(out)) <= 6


def test_file_that_ends_the_unpacking_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child dies at the second of three; the third is asked in another one."""
    source = tmp_path / "in"
    for name in "abc":
        save(source / f"{name}.eml", holding(f"in {name}", said=name))
    monkeypatch.setattr(flows.family, "TARGET", "test_families:unpack_but_die_at_b")
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert [row["Bestandsnaam"] for row in rows(out)] == [
        "a.eml", "a-bijlage-1.txt", "b.eml", "c.eml", "c-bijlage-1.txt",
    ]  # fmt: skip

    folder, key = Folder.at(out), (out / "confidential" / "key").read_bytes()
    files = identify_all(sorted(source.iterdir()), key)
    entries = unfold(files, folder, key, Isolation("faking:process"), Limits())
    told = {entry.path.name: entry.family.warnings for entry in entries if entry.family.parent is None}
    assert told == {"a.eml": (), "b.eml": (LOST,), "c.eml": ()}


def unpack_but_die_at_b(items: Any, answers: Path) -> None:
    """Runs in the child."""

    def one_by_one() -> Any:
        for source, target, room in items:
            if source.name == "b.eml":
                os.abort()
            yield flows.unpack._unpacked(source, target, room)._asdict()

    flows.unpack.answer(answers, one_by_one())


def test_attachments_that_were_lost_are_unpacked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = save(tmp_path / "in" / "b.eml", holding("een")).parent
    whole, out = tmp_path / "whole", tmp_path / "out"
    for folder in (whole, out):
        give_key(folder)
        run(monkeypatch, source, "--out", folder)
    shutil.rmtree(out / "confidential" / "attachments")
    assert run(monkeypatch, source, "--out", out) == 0
    moved = {name: data for name, data in tree(out).items() if "ledger" not in name}
    assert moved == {name: data for name, data in tree(whole).items() if "ledger" not in name}


def test_folder_may_be_moved_with_its_attachments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    source = save(tmp_path / "in" / "b.eml", holding("een")).parent
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    before = tree(out)
    moved = out.rename(tmp_path / "elders")
    assert run(monkeypatch, source, "--out", moved) == 0
    assert tree(moved) == before


def test_word_file_that_waited_for_libreoffice_is_done_when_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source, out = fill(tmp_path / "in", {"a.docx": "tekst", "b.txt": "kapot"}), tmp_path / "out"
    missing = lambda job: Failed("", "a", "a.docx", OfficeMissing.reason, "Installeer het.")  # noqa: E731
    with monkeypatch.context() as bare:
        bare.setattr(programs, "office", lambda: None)
        bare.setattr(faking, "process", missing)
        assert run(bare, source, "--out", out) == 1
        before = state(out)
        assert run(bare, source, "--out", out) == 1
        assert state(out) == before
    monkeypatch.setattr(programs, "office", lambda: "/usr/bin/soffice")
    assert run(monkeypatch, source, "--out", out) == 1
    assert names(out / "redacted") == ["a.txt"]
