"""Word and OpenDocument files as PDF, by LibreOffice where it is installed: looked into first, then without network.

The only file that knows LibreOffice. It runs in the process group of whoever calls, and ends with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pikepdf

from corpus import opendocument, outside, package, programs, word
from corpus.errors import CannotConvert, NeedsPassword, OfficeMissing, OutOfTime, TooLarge, WrongType
from corpus.revisions import settle

SUFFIXES = frozenset({".docx", ".odt", ".doc", ".rtf"})
SECONDS = 150.0
MAX_BYTES = 200_000_000
NOWHERE = "http://127.0.0.1:9"  # the discard port: whatever would still be asked for goes there
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPENINGS = {".docx": b"PK", ".odt": b"PK", ".doc": _OLE, ".rtf": b"{\\rtf"}
FAILED = (
    "LibreOffice kon het document niet omzetten: het is beschadigd of heeft een wachtwoord. Sla het op als PDF en "
    "lever dat aan."
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{rows}
</oor:items>
"""
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "UseOpenCL", "false"),
    ("Writer/Content/Update", "Link", "0"),  # never
)


class Converted(NamedTuple):
    """The PDF, what must be said about it, and which LibreOffice made it."""

    pdf: Path
    warnings: tuple[str, ...]
    maker: str


def convert(source: Path, folder: Path, *, accept_changes: bool = False) -> Converted:
    """A PDF of the document in `folder`; raises a CannotProcess, and never gives half a document."""
    data = source.read_bytes() if source.stat().st_size <= MAX_BYTES else _too_large()
    suffix = source.suffix.lower()
    _check_opening(data, suffix)
    program = _program()
    if suffix in {".doc", ".rtf"}:
        copy = folder / f"before{suffix}"
        copy.write_bytes(data)
        source, suffix = _run(program, copy, folder, "docx"), ".docx"
        # What LibreOffice makes of deleted paragraphs in these is not what Word does.
        accept_changes = False
        _refuse_clocks(source)
    clean = folder / f"document{suffix}"
    warnings = clear(source, clean, accept_changes)
    made = _run(program, clean, folder, "pdf")
    return Converted(made, warnings, _maker(made))


def clear(source: Path, target: Path, accept_changes: bool) -> tuple[str, ...]:
    """Write the document with nothing but what it shows; gives the warnings, or raises HasChanges."""
    kind = opendocument if target.suffix == ".odt" else word
    found = package.parts(source)
    if kind.MAIN not in found:
        raise WrongType(f"Dit is geen {target.suffix}-bestand, al heet het zo. Controleer waar het vandaan komt.")
    if b"encryption-data" in found.get("META-INF/manifest.xml", b""):
        raise NeedsPassword("Het document is versleuteld. Lever het zonder wachtwoord aan.")
    kept = outside.left_out(found)
    trees = package.trees(kept)
    left = outside.cut(found, trees)
    warnings = settle(kind.look(trees), accept_changes)
    if warnings:
        kind.accept(trees)
        if any(kind.look(trees)):
            raise CannotConvert("De wijzigingen in het document zijn niet alle te accepteren. Doe dat in Word zelf.")
    kind.freeze(trees)
    package.write(kept, trees, target)
    return (*warnings, *left.told())


def _refuse_clocks(source: Path) -> None:
    """A field that says today's date says it by now: what the author saw is not in the file any more."""
    if word.has_clock(package.trees(package.parts(source))):
        raise CannotConvert(
            "De datum in het document is een veld, dat steeds de datum van vandaag toont. Sla het stuk met de juiste "
            "datum op als .docx of PDF en lever dat aan."
        )


def _too_large() -> bytes:
    raise TooLarge(f"Het bestand is groter dan {MAX_BYTES // 1_000_000} MB. Splits het.")


def _program() -> str:
    found = programs.office()
    if found is None:
        raise OfficeMissing(
            "Voor Word- en OpenDocument-bestanden is LibreOffice nodig. Laat de beheerder het installeren "
            "(apt-get install libreoffice-writer-nogui), of sla het stuk op als PDF."
        )
    return found


def _check_opening(data: bytes, suffix: str) -> None:
    if data.startswith(_OPENINGS[suffix]):
        return
    if suffix == ".docx" and data.startswith(_OLE):
        # Word puts a document with a password in such a container.
        raise NeedsPassword("Het document is versleuteld of geen .docx. Lever het zonder wachtwoord aan, als .docx.")
    raise WrongType(f"Dit is geen {suffix}-bestand, al heet het zo. Controleer waar het vandaan komt.")


def _run(program: str, source: Path, folder: Path, ending: str) -> Path:
    """Let LibreOffice write `source` in another kind; its profile, caches and sockets lie in `folder` too."""
    home = folder / "libreoffice"
    if not home.exists():
        _make_profile(home)
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    target = folder / "converted" / f"{source.stem}.{ending}"
    command = [
        *_without_network(),
        program,
        profile,
        *"--headless --norestore --nolockcheck --nodefault --nologo --convert-to".split(),
        ending,
        "--outdir",
        str(target.parent),
        str(source),
    ]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, env=_surroundings(home))
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise OutOfTime("LibreOffice deed te lang over het document. Sla het op als PDF en lever dat aan.") from None
    finally:
        _end(process, profile)
    if process.returncode or not _is_there(target, ending):
        raise CannotConvert(FAILED)
    return target


def _maker(pdf: Path) -> str:
    """The producer that LibreOffice names in its PDF; asking the program itself would cost a second."""
    try:
        with pikepdf.open(pdf) as made:
            named = str(made.docinfo.get("/Producer", ""))
    except pikepdf.PdfError:
        raise CannotConvert(FAILED) from None
    return named if re.fullmatch(r"LibreOffice [\d.]{1,20}", named) else "LibreOffice"


def _is_there(target: Path, ending: str) -> bool:
    opening = b"%PDF-" if ending == "pdf" else _OPENINGS[f".{ending}"]
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return file.read(len(opening)) == opening


def _make_profile(home: Path) -> None:
    """A profile of its own: no macros, no links kept up to date, no content from elsewhere."""
    user = home / "profile" / "user"
    user.mkdir(parents=True)
    (home / "tmp").mkdir()
    rows = "\n".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(rows=rows), encoding="utf-8")


def _surroundings(home: Path) -> dict[str, str]:
    """Nothing of the user's environment; proxies that lead nowhere."""
    proxies = {f"{scheme}_proxy": NOWHERE for scheme in ("http", "https", "ftp", "all")}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **proxies,
    }


@cache
def _without_network() -> tuple[str, ...]:
    """The words before a command that leave it no network at all, where this machine lets us."""
    words = ("unshare", "--map-current-user", "--net")
    try:
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return () if tried.returncode else words


def _end(process: subprocess.Popen[bytes], mark: str) -> None:
    """End what was started, and what that started in its turn: all bear the profile in their command."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.wait()
    for each in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (each / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(each.name), signal.SIGKILL)
