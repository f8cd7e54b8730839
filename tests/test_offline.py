"""The archive for a machine without a network: what is not as it was packed, or for another machine, is refused."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
ALONE = ("unshare", "--net")  # in a network that is not there
# Releases of Python that may be met: conditions of packages look at them.
RELEASES = ("3.11.0", "3.11.99", "3.12.0", "3.12.99", "3.13.0", "3.13.99")
SAYING = """
import sys
def main():
    print("goed    gemaakt: voor de toets")
"""


def debian() -> tuple[str, str]:
    """The release and the architecture of this machine; skips where it is no Debian."""
    if not shutil.which("dpkg"):
        pytest.skip("dpkg is not on this machine")
    told = subprocess.run(
        ["bash", "-c", ". /etc/os-release; echo $VERSION_CODENAME; dpkg --print-architecture"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    release, architecture = told.stdout.split()
    return release, architecture


def wheel(folder: Path) -> None:
    """A Lakwerk of one sentence."""
    files = {
        "made.py": SAYING,
        "lakwerk-0.0.1.dist-info/METADATA": "Metadata-Version: 2.1\nName: lakwerk\nVersion: 0.0.1\n",
        "lakwerk-0.0.1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
        "lakwerk-0.0.1.dist-info/entry_points.txt": "[console_scripts]\nlakwerk = made:main\n",
    }
    rows = [f"{name},sha256={_digest(text)},{len(text.encode())}" for name, text in files.items()]
    files["lakwerk-0.0.1.dist-info/RECORD"] = "\n".join([*rows, "lakwerk-0.0.1.dist-info/RECORD,,", ""])
    with zipfile.ZipFile(folder / "lakwerk-0.0.1-py3-none-any.whl", "w") as out:
        for name, text in files.items():
            out.writestr(name, text)


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive for this machine, unpacked."""
    return pack(tmp_path / "archive")


def pack(folder: Path, **changes: str) -> Path:
    release, architecture = debian()
    for name in ("wheels", "debs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    wheel(folder / "wheels")
    (folder / "debs" / "Packages").write_text("")
    shutil.copy(ROOT / "deploy" / "install.sh", folder)
    about = {"version": "0.0.1", "release": release, "architecture": architecture, "pythons": PYTHON}
    told = {**about, "packages": "python3 tesseract-ocr", **changes}
    (folder / "about").write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(folder)}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums))
    return folder


def install(archive: Path, *arguments: object, before: tuple[str, ...] = (), **environment: str) -> tuple[int, str]:
    """The exit status and what was said; the interpreter is that of the tests."""
    done = subprocess.run(
        [*before, archive / "install.sh", *map(str, arguments)],
        env={**os.environ, "PYTHON": sys.executable, **environment},
        capture_output=True, text=True, timeout=900, cwd="/",
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def commands(folder: Path, **told: str) -> str:
    """A PATH on which these commands say something else."""
    folder.mkdir()
    for name, script in told.items():
        file = folder / name.replace("_", "-")
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def _changed(archive: Path) -> None:
    with (archive / "wheels" / "lakwerk-0.0.1-py3-none-any.whl").open("ab") as out:
        out.write(b"x")


def _added(archive: Path) -> None:
    (archive / "wheels" / "lakwerk-0.0.2-py3-none-any.whl").touch()


def _removed(archive: Path) -> None:
    (archive / "debs" / "Packages").unlink()


def _unsealed(archive: Path) -> None:
    (archive / "SHA256SUMS").unlink()


def _emptied(archive: Path) -> None:
    (archive / "SHA256SUMS").write_text("")


@pytest.mark.parametrize("change", [_changed, _added, _removed, _unsealed, _emptied])
def test_archive_that_is_not_what_was_packed_is_refused(change: object, archive: Path, tmp_path: Path) -> None:
    assert callable(change)
    change(archive)
    status, told = install(archive, "--without-debs", "--to", tmp_path / "to")
    assert (status, "install.sh: " in told, "opnieuw" in told) == (2, True, True)
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"architecture": "sparc"}, "dit archief is voor sparc"),
        ({"release": "potato"}, "dit archief is voor potato"),
        ({"pythons": "2.7"}, "dit archief is voor Python 2.7"),
    ],
)
def test_archive_for_another_machine_is_refused(changes: dict[str, str], expected: str, tmp_path: Path) -> None:
    status, told = install(pack(tmp_path / "archive", **changes), "--to", tmp_path / "to")
    assert (status, expected in told) == (2, True)
    assert not (tmp_path / "to").exists()


def test_packages_need_root(archive: Path, tmp_path: Path) -> None:
    path = commands(tmp_path / "bin", id="echo 1000", dpkg_query="exit 1")
    status, told = install(archive, "--to", tmp_path / "to", PATH=path)
    assert (status, "rechten van root nodig" in told, "tesseract-ocr" in told) == (2, True, True)
    assert not (tmp_path / "to").exists()


def test_python_that_does_not_work_is_told(archive: Path, tmp_path: Path) -> None:
    status, told = install(archive, "--without-debs", "--to", tmp_path / "to", PYTHON="/nonexistent/python")
    assert (status, "Wijs een andere aan met PYTHON=" in told) == (2, True)


def test_looking_installs_nothing(archive: Path, tmp_path: Path) -> None:
    status, told = install(archive, "--check", "--to", tmp_path / "to")
    assert (status, "past bij het archief" in told) == (0, True)
    assert not (tmp_path / "to").exists()


def test_without_a_network_it_is_installed_once_and_a_new_version_takes_its_place(tmp_path: Path) -> None:
    """The one before stays, so that what runs goes on; older ones go."""
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("a network of one's own is not permitted here")
    to = tmp_path / "to"
    first = pack(tmp_path / "first")
    status, told = install(first, "--without-debs", "--to", to, before=ALONE)
    assert (status, "Klaar" in told, "gemaakt: voor de toets" in told) == (0, True, True), told
    (made,) = to.glob("venv-*")
    before = (made / "complete").stat().st_mtime_ns
    status, told = install(first, "--without-debs", "--to", to, before=ALONE)
    assert (status, "staat al" in told, (made / "complete").stat().st_mtime_ns) == (0, True, before)
    (made / "complete").unlink()  # ended half-way
    second = pack(tmp_path / "second", packages="python3")
    (to / "venv-old").mkdir()
    assert install(second, "--without-debs", "--to", to, before=ALONE)[0] == 0
    assert len(list(to.glob("venv-*"))) == 2
    assert (to / "bin" / "lakwerk").resolve().parents[1] != made
    assert made.is_dir()


@pytest.mark.parametrize(("minor", "expected"), [("3.11", ["old-thing"]), ("3.12", [])])
def test_what_an_older_release_of_the_same_python_needs_is_looked_up(
    minor: str, expected: list[str], tmp_path: Path
) -> None:
    told = "Requires-Dist: old_thing; python_full_version < '3.11.3'\nRequires-Dist: more; extra == 'more'\n"
    with zipfile.ZipFile(tmp_path / "made-1-py3-none-any.whl", "w") as out:
        out.writestr("made-1.dist-info/METADATA", f"Metadata-Version: 2.1\nName: made\nVersion: 1\n{told}")
    asked = [sys.executable, ROOT / "deploy" / "lacking.py", tmp_path, minor]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split() == expected


def test_lock_holds_all_that_any_release_of_python_needs() -> None:
    """Debian 12 has Python 3.11.2, for which redis asks for a package more than for the next one."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").split()
    locked = {canonicalize_name(line.partition("==")[0]) for line in lines}
    missing = set()
    for name in locked:
        try:
            told = distribution(name).requires or []
        except PackageNotFoundError:  # of another release of Python
            continue
        for each in map(Requirement, told):
            for full in RELEASES:
                surroundings = {"python_version": full.rpartition(".")[0], "python_full_version": full, "extra": ""}
                if each.marker is None or each.marker.evaluate(surroundings):
                    missing |= {canonicalize_name(each.name)} - locked
    assert missing == set()


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_archive_is_all_that_a_minimal_debian_needs(tmp_path: Path) -> None:
    """Made for real, installed without a network into a folder and into a bare Debian, where a document is done."""
    if os.geteuid() or not shutil.which("debootstrap"):
        pytest.skip("this needs root and debootstrap")
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("a network of one's own is not permitted here")
    release, _ = debian()
    subprocess.run([ROOT / "deploy" / "pack", sys.executable], check=True, timeout=1200)
    (tar,) = (ROOT / "offline").glob("*.tar")
    machine = tmp_path / "machine"
    subprocess.run(["debootstrap", "--variant=minbase", release, machine], check=True, timeout=1200)
    subprocess.run(["tar", "-xf", tar, "-C", machine / "srv"], check=True)
    here = machine / "srv" / tar.stem
    lakwerk = f"cd /srv/{tar.stem}; ./install.sh && /opt/lakwerk/bin/lakwerk"
    run = f"{lakwerk} run examples/nota-bzk-gelijke-behandeling.txt --out /srv/out && {lakwerk} doctor --out /srv/out"
    inside = f"mount -t proc proc {machine}/proc; mount --bind /dev {machine}/dev; chroot {machine} bash -c '{run}'"
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    isolated = [*ALONE, "--mount", "--pid", "--fork"]
    subprocess.run([*isolated, "bash", "-c", inside], env=clean, check=True, timeout=1200)
    assert (machine / "srv" / "out" / "redacted" / "nota-bzk-gelijke-behandeling.txt").is_file()
    status, told = install(here, "--without-debs", "--to", tmp_path / "to", before=ALONE)
    assert status == 0, told
    again = [*ALONE, tmp_path / "to" / "bin" / "lakwerk", "run", here / "examples" / "motie-26643-1204.pdf"]
    assert subprocess.run([*again, "--out", tmp_path / "out"], timeout=300).returncode == 0
