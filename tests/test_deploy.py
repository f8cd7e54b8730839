"""The units of systemd, the container and its compose file: real commands, shut off as far as can be."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli import parse
from flows.config import Config, named

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"] == "lakwerk")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
EXPOSED = 15  # of 100, by systemd-analyze security: 12 with one network that is this machine
ROOT_PROGRAMS = ("lakwerk", "prefect")


def lines(unit: str, name: str) -> list[str]:
    """Every value of a setting of a unit; two sections have none of the same name here."""
    return re.findall(rf"^{name}=(.*)$", (DEPLOY / unit).read_text("utf-8"), re.MULTILINE)


def asked() -> Iterator[tuple[str, list[str]]]:
    """(where, the words after `lakwerk`) of each unit and each container."""
    for unit in UNITS:
        program, *words = shlex.split(lines(unit, "ExecStart")[0])
        if Path(program).name == "lakwerk":
            yield unit, words
    for name in OURS:
        if "entrypoint" not in SERVICES[name]:
            yield name, SERVICES[name]["command"]


ASKED = dict(asked())


@pytest.mark.parametrize("where", ASKED)
def test_command_is_one_that_lakwerk_knows(where: str) -> None:
    """Where `out` is not typed, the settings file has it."""
    _, typed = named(ASKED[where], {})
    assert parse(typed, Config(out=Path("/srv/lakwerk/out"))).command == ASKED[where][0]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with programs that are there; skips where systemd is not."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    for name in ROOT_PROGRAMS:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    for unit in UNITS:
        told = (DEPLOY / unit).read_text("utf-8").replace("/opt/lakwerk/bin/", f"{tmp_path}/")
        (tmp_path / unit).write_text(told)
    return tmp_path


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(unit: str, units: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", units / unit], capture_output=True, text=True, timeout=60)
    assert [line for line in done.stderr.splitlines() if unit in line or str(units) in line] == []


@pytest.mark.parametrize("unit", UNITS)
def test_unit_is_shut_off(unit: str, units: Path) -> None:
    """systemd's own figure of what a unit could reach."""
    told = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", units / unit]
    done = subprocess.run(told, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr


@pytest.mark.parametrize("unit", UNITS)
def test_unit_has_no_network_but_this_machine_and_a_bound_of_memory(unit: str) -> None:
    assert (lines(unit, "IPAddressDeny"), lines(unit, "IPAddressAllow")) == (["any"], ["localhost"])
    assert lines(unit, "MemoryMax") != []
    assert lines(unit, "ReadWritePaths") in (
        [], ["/srv/lakwerk/out"], ["/srv/lakwerk/out /srv/lakwerk/site"],
    )  # fmt: skip


def test_site_runs_as_a_user_of_its_own_for_whom_dir_does_not_exist() -> None:
    unit = "lakwerk-web.service"
    assert lines(unit, "User") == ["lakwerk-web"]
    assert "-/srv/lakwerk/out" in lines(unit, "InaccessiblePaths")
    assert lines(unit, "ReadWritePaths") + lines(unit, "EnvironmentFile") == []


def test_only_the_two_sites_are_open_and_only_to_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"review": ["127.0.0.1:8421:8421"], "web": ["127.0.0.1:8420:8420"]}
    assert all("network_mode" not in service and not service.get("privileged") for service in SERVICES.values())


@pytest.mark.parametrize("name", SERVICES)
def test_container_has_bounds_and_no_rights(name: str) -> None:
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "restart"} <= service.keys()
    assert "healthcheck" in service or service["image"] == "lakwerk"  # the image has one of its own


@pytest.mark.parametrize("name", SERVICES)
def test_no_password_stands_in_the_environment(name: str) -> None:
    """Passwords are files, for one container each; an address of a database names a user alone."""
    for key, value in SERVICES[name].get("environment", {}).items():
        assert not re.search("PASSWORD|SECRET|TOKEN", key) or key.endswith("_FILE")
        assert not re.search(r"://[^/@]+:[^/@]+@", str(value))
    assert all(COMPOSE["secrets"][each]["file"].startswith("./secrets/") for each in SERVICES[name].get("secrets", ()))


def test_site_sees_the_published_folder_and_nothing_else() -> None:
    web = SERVICES["web"]
    assert (web["volumes"], web["secrets"], web["networks"]) == (["site:/srv/lakwerk/site:ro"], [], ["sites"])
    assert web["user"] == "lakwerk-web"


def test_what_works_on_documents_has_no_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("postgres", "prefect", "serve", "worker"))


def test_every_volume_and_secret_that_is_named_is_told() -> None:
    named = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    assert {name for name in named if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert {each for service in SERVICES.values() for each in service.get("secrets", ())} == set(COMPOSE["secrets"])


def test_image_runs_as_nobody_and_looks_after_itself() -> None:
    told = [line.split(maxsplit=1) for line in CONTAINERFILE if line and not line.startswith("#")]
    users = [rest for word, rest in told if word == "USER"]
    assert users[-1:] == ["lakwerk"]
    assert any("--uid 10001" in rest for word, rest in told if word == "RUN")
    words = [word for word, _ in told]
    assert ("ADD" in words, words.count("HEALTHCHECK"), words.count("ENTRYPOINT")) == (False, 1, 1)


def test_image_gets_what_it_copies_and_nothing_else() -> None:
    """What is not in the list beside the Containerfile does not reach the build."""
    allowed = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    copied = {
        source
        for line in CONTAINERFILE
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    }
    assert copied == {line[1:] for line in allowed if line.startswith("!")}
    assert "*" in allowed
    assert all((DEPLOY.parent / source).exists() for source in copied)


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not on this machine")
@pytest.mark.parametrize("script", ["pack", "install.sh", "passwords"])
def test_script_can_be_read_by_its_shell(script: str) -> None:
    assert subprocess.run(["bash", "-n", DEPLOY / script], capture_output=True).returncode == 0
    assert (DEPLOY / script).stat().st_mode & 0o111
