"""LibreOffice itself, where it is installed, and a stand-in for all that it may do wrong."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from packing import deleted, docx, field, inserted, odt, paragraph, run
from posting import OFFICIAL

from corpus import office, programs
from corpus.errors import CannotConvert, CannotProcess, Empty, HasChanges, OfficeMissing, OutOfTime
from corpus.prepare import opened

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# As LibreOffice's own starter does.
STARTS_ANOTHER = 'if [ -e "$out/x" ]; then sleep 60; fi; touch "$out/x"; "$0" "$@" & sleep 60'
needs_office = pytest.mark.skipif(not programs.office(), reason="LibreOffice is not installed")


def stand_in(folder: Path, script: str, patch: pytest.MonkeyPatch) -> Path:
    """A program called soffice that does as the script says: $out and $source are its last words."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    head = '#!/bin/bash\nout="${@: -2:1}"; source="${@: -1}"; name="$(basename "${source%.*}")"; mkdir -p "$out"\n'
    program.write_text(head + script)
    program.chmod(0o755)
    patch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 1", CannotConvert),
        ("exit 0", CannotConvert),
        ('echo geen pdf > "$out/$name.pdf"', CannotConvert),
        ('echo "%PDF-1.4 kapot" > "$out/$name.pdf"', CannotConvert),
        ('echo "%PDF-1.4" > "$out/$name.pdf"; exit 77', CannotConvert),
        (STARTS_ANOTHER, OutOfTime),
    ],
)
def test_program_that_fails_gives_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: type[CannotProcess]
) -> None:
    stand_in(tmp_path, script, monkeypatch)
    monkeypatch.setattr(office, "SECONDS", 1.0)
    source, staging = docx(tmp_path / "a.docx", paragraph(run("Tekst"))), tmp_path / "staging"
    staging.mkdir()
    began = time.monotonic()
    with pytest.raises(error) as refused, opened(source, staging):
        pytest.fail("there is nothing to open")
    assert time.monotonic() - began < 20
    assert list(staging.iterdir()) == []
    assert "Vriesendonk" not in refused.value.detail
    time.sleep(0.2)
    assert _running(str(staging)) == []


def _running(mark: str) -> list[str]:
    found = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in found.splitlines() if mark in line]


def test_what_is_made_is_gone_afterwards_and_the_program_knows_nothing_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    pdf = Path(__file__).resolve().parents[1] / "examples" / "documents" / "motie-26643-1204.pdf"
    stand_in(tmp_path, f'env > {told}; echo "$@" >> {told}; cp {pdf} "$out/$name.pdf"', monkeypatch)
    monkeypatch.setenv("GEHEIM", OFFICIAL)
    source, staging = docx(tmp_path / f"{OFFICIAL}.docx", paragraph(run("Tekst"))), tmp_path / "staging"
    staging.mkdir()
    with opened(source, staging) as prepared:
        assert prepared.path.read_bytes() == pdf.read_bytes()
        assert prepared.maker == "LibreOffice"
        assert prepared.path.is_relative_to(staging)
        user = staging / "prepared" / "libreoffice" / "profile" / "user" / "registrymodifications.xcu"
        assert "DisableMacrosExecution" in user.read_text()
    assert list(staging.iterdir()) == []
    assert OFFICIAL not in told.read_text()
    assert "http_proxy=http://127.0.0.1:9" in told.read_text()


def test_missing_program_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(OfficeMissing, match="apt-get install"):
        office.convert(docx(tmp_path / "a.docx", paragraph(run("Tekst"))), tmp_path)


def test_empty_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    with pytest.raises(Empty), opened(tmp_path / "a.docx", tmp_path):
        pass


def pages(pdf: Path) -> str:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(shown.split())


@needs_office
@pytest.mark.parametrize(
    ("suffix", "text"),
    [(".docx", "Zoë zegt: de Kamer krijgt een brief."), (".odt", "Zoë zegt: de Kamer krijgt een brief.")],
)
def test_libreoffice_makes_pages_of_it(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"a{suffix}"
    source = docx(path, paragraph(run(text))) if suffix == ".docx" else odt(path, f"<text:p>{text}</text:p>")
    made = office.convert(source, tmp_path)
    assert pages(made.pdf) == text
    assert made.maker.startswith("LibreOffice ")


@needs_office
def test_rich_text_goes_the_same_way_and_is_looked_into_as_well(tmp_path: Path) -> None:
    plain, hidden, clock = (tmp_path / f"{name}.rtf" for name in ("plain", "hidden", "clock"))
    plain.write_text(r"{\rtf1\ansi\ansicpg1252 Zo\'eb zegt het.\par}")
    hidden.write_text(r"{\rtf1\ansi Zie {\v geheim} dit.\par}")
    clock.write_text(r"{\rtf1\ansi Op {\field{\*\fldinst DATE}{\fldrslt 3 mei 2024}}\par}")
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
    assert pages(office.convert(plain, tmp_path / "a").pdf) == "Zoë zegt het."
    with pytest.raises(HasChanges):
        office.convert(hidden, tmp_path / "b", accept_changes=True)
    with pytest.raises(CannotConvert, match="datum van vandaag"):
        office.convert(clock, tmp_path / "c")


@needs_office
def test_accepted_changes_are_what_the_pages_show(tmp_path: Path) -> None:
    body = [
        paragraph(run("Op "), field("DATE", "3 mei 2024")),
        paragraph(run("Het "), deleted(f"{OFFICIAL} "), inserted("kabinet "), run("komt", "<w:vanish/>"), run("gaat.")),
    ]
    source = docx(tmp_path / "a.docx", *body)
    assert pages(office.convert(source, tmp_path, accept_changes=True).pdf) == "Op 3 mei 2024 Het kabinet gaat."


@needs_office
def test_no_layer_of_the_defence_asks_for_what_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], address: str
) -> None:
    """Also where the file was not cleared and the machine lets nobody cut off the network."""
    blip = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="99999" cy="99999"/>'
        f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:link="rId7"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    source = docx(tmp_path / "a.docx", paragraph(run("Tekst")), blip, rels={"rId7": f"image {address}/a.png"})
    profile = f"-env:UserInstallation={(tmp_path / 'bare').as_uri()}"
    bare = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path / "o", source]
    subprocess.run(bare, capture_output=True, check=True)
    assert asked, "the test itself asks for nothing"
    asked.clear()
    monkeypatch.setattr(office, "_without_network", lambda: ())
    office._run(office._program(), source, tmp_path, "pdf")
    assert asked == []


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def address(asked: list[str]) -> Iterator[str]:
    """A server on this machine that notes what it is asked for."""

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as the library wants it

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
