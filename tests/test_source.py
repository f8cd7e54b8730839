"""What a table of a source may say, what a source is allowed to show, and that what it gives becomes a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from posting import attach, mail
from sourcing import NOW, made
from sourcing_imap import PASSWORD, imap_server
from sourcing_s3 import ACCESS, SECRET, bucket_of, s3_server

from corpus import contained, inbox, read
from flows.cli import main
from flows.settings import WrongUsage
from flows.source import LARGEST_MB, MB, Source, SourceAway, source_of

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "documents"
MAILBOX = {"kind": "mailbox", "host": "mail.example.nl", "user": "woo"}
BUCKET = {"kind": "bucket", "endpoint": "https://s3.example.nl", "bucket": "woo"}
FOLDER = {"kind": "folder", "path": "/x"}
# What is wrong with a source "in", and what is said of it after its name.
REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "'kind' ontbreekt; mogelijk zijn 'bucket', 'folder', 'mailbox'."),
    ({"kind": "mapp"}, "'kind' kent 'mapp' niet; mogelijk zijn 'bucket', 'folder', 'mailbox'."),
    ({"kind": "mailbx"}, "'kind' kent 'mailbx' niet; bedoelt u 'mailbox'?"),
    ({"kind": "folder"}, "'path' ontbreekt."),
    ({"kind": "folder", "pth": "/x"}, "'pth' is onbekend; bedoelt u 'path'?"),
    ({"kind": "folder", "zzz": 1}, "'zzz' is onbekend; mogelijk zijn 'path', 'settle'."),
    ({"kind": "folder", "path": 3}, "'path' moet een tekst zijn."),
    ({"kind": "folder", "path": ""}, "'path' is leeg of bevat een onzichtbaar teken."),
    ({"kind": "folder", "path": "los"}, "'path' moet een volledig pad zijn."),
    ({"kind": "folder", "path": "/x", "settle": True}, "'settle' moet een getal zijn."),
    ({"kind": "folder", "path": "/x", "settle": 0}, "'settle' moet tussen 1 en 86400 liggen."),
    ({"kind": "folder", "path": "/x", "settle": float("nan")}, "'settle' moet tussen 1 en 86400 liggen."),
    ({**BUCKET, "limit_mb": 500}, "'limit_mb' moet tussen 1 en 200 liggen."),
    (
        {**BUCKET, "secret_key": "x"},
        "'secret_key' is onbekend; mogelijk zijn 'bucket', 'endpoint', 'limit_mb', 'prefix', 'region'.",
    ),
    ({**BUCKET, "endpoint": "s3.example.nl"}, "'endpoint' moet een adres als https://s3.example.nl zijn."),
    ({**BUCKET, "endpoint": "http://["}, "'endpoint' moet een adres als https://s3.example.nl zijn."),
    ({**BUCKET, "endpoint": "http://s3.example.nl"}, "'endpoint' moet met https beginnen."),
    ({**MAILBOX, "tls": "ja"}, "'tls' kent deze waarde niet; mogelijk zijn 'none', 'starttls', 'tls'."),
    ({**MAILBOX, "tls": "none"}, "'tls' mag alleen 'none' zijn bij een adres als 127.0.0.1."),
    ({**MAILBOX, "port": 993.0}, "'port' moet een geheel getal zijn."),
    ({**MAILBOX, "user": "a\r\nb"}, "'user' is leeg of bevat een onzichtbaar teken."),
)


@pytest.mark.parametrize(("table", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_a_table_that_is_not_right_is_told_in_one_sentence(table: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        source_of({"name": "in", **table}, tmp_path)
    assert str(refused.value) == f"Bron 'in': de sleutel {told}"


@pytest.mark.parametrize("name", [None, "", "../weg", "Bron", "a_b", "-", "x" * 41, 3])
def test_a_name_is_one_of_a_folder_and_of_a_variable(name: object, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="'name'"):
        source_of({**FOLDER, "name": name} if name is not None else FOLDER, tmp_path)


@pytest.mark.parametrize("table", [BUCKET, MAILBOX, {"kind": "folder", "path": "/x", "settle": 5}])
def test_the_keys_that_must_be_given_are_enough(table: dict[str, Any], tmp_path: Path) -> None:
    assert source_of({"name": "in", **table}, tmp_path).name == "in"


def test_a_folder_may_not_hold_what_the_program_writes(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="de uitvoermap mag niet in de map van 'path' liggen"):
        made(tmp_path, "folder", path=str(tmp_path))


def test_the_limit_of_a_source_is_that_of_the_program() -> None:
    assert {read.MAX_BYTES, inbox.MAX_BYTES, contained.MAX_BYTES} == {LARGEST_MB * MB}


@pytest.mark.parametrize(("table", "variable"), [(BUCKET, "MIJN_BRON_ACCESS_KEY"), (MAILBOX, "MIJN_BRON_PASSWORD")])
def test_a_secret_that_is_not_set_is_asked_for(table: dict[str, Any], variable: str, tmp_path: Path) -> None:
    source = source_of({"name": "mijn-bron", **table}, tmp_path)
    with pytest.raises(SourceAway, match=f"zet LAKWERK_{variable}"):
        source.look(NOW)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_file_with_no_secret_is_told(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "geheim").write_bytes(content)
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD_FILE", str(tmp_path / "geheim"))
    source = source_of({"name": "bron", **MAILBOX}, tmp_path)
    with pytest.raises(SourceAway, match="LAKWERK_BRON_PASSWORD_FILE"):
        source.look(NOW)


@pytest.mark.parametrize(
    "table", [{**BUCKET, "endpoint": "http://127.0.0.1:9"}, {**MAILBOX, "host": "127.0.0.1", "port": 9}]
)
def test_no_secret_shows_in_an_error_or_a_value(
    table: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("ACCESS_KEY", "SECRET_KEY", "PASSWORD"):
        monkeypatch.setenv(f"LAKWERK_BRON_{variable}", "Terpwijkstra")
    source = source_of({"name": "bron", **table}, tmp_path)
    with pytest.raises(SourceAway) as away:
        source.look(NOW)
    shown = f"{away.value!r} {away.value.__cause__!r} {source!r}"
    assert "127.0.0.1" in shown
    assert "Terpwijkstra" not in shown


def test_mail_and_objects_become_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nota = (EXAMPLES / "nota-bzk-gelijke-behandeling.txt").read_bytes()
    letter = attach(
        mail("Beste Anna,\n\nHierbij de nota.\n"), "motie.pdf", (EXAMPLES / "motie-26643-1204.pdf").read_bytes()
    )
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD", PASSWORD)
    monkeypatch.setenv("LAKWERK_BRON_ACCESS_KEY", ACCESS)
    monkeypatch.setenv("LAKWERK_BRON_SECRET_KEY", SECRET)
    with imap_server() as imap, s3_server() as address:
        imap.deliver(letter.as_bytes())
        bucket_of(address, "woo").put_object(Key="2026/nota.txt", Body=nota)
        sources: tuple[Source, ...] = (
            made(tmp_path, "mailbox", host="127.0.0.1", port=imap.port, tls="none", user=imap.user),
            made(tmp_path / "ook", "bucket", endpoint=address, bucket="woo"),
        )
        files = [str(path) for source in sources for path in source.look(NOW).files]
    assert main(["run", *files, "--out", str(tmp_path / "out"), "--jobs", "2"]) == 0
    records = [json.loads(file.read_text()) for file in (tmp_path / "out" / "records").glob("*.json")]
    assert sorted(Path(record["document"]["source"]).suffix for record in records) == [".eml", ".pdf", ".txt"]
