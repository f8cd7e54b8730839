"""`python deploy/lacking.py WHEELS 3.11`: what wheels of a folder need, on any release of this Python, and lack.

pip looks at the release that it runs on. Debian 12 has Python 3.11.2, for which redis asks for one package more than
for 3.11.3: an archive that was made on a newer release would lack it.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename


def lacking(folder: Path, minor: str) -> list[str]:
    """The names of what is missing for Python `minor`, in order."""
    wheels = sorted(folder.glob("*.whl"))
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    return sorted({canonicalize_name(each.name) for wheel in wheels for each in needs(wheel, minor)} - there)


def needs(wheel: Path, minor: str) -> Iterator[Requirement]:
    """What a wheel asks for without extras, on the first release of a Python or a late one."""
    releases = (f"{minor}.0", f"{minor}.99")
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA") and each.count("/") == 1)
        told = HeaderParser().parsestr(opened.read(name).decode("utf-8"))
    for line in told.get_all("Requires-Dist", []):
        each = Requirement(line)
        surroundings = ({"python_version": minor, "python_full_version": full, "extra": ""} for full in releases)
        if each.marker is None or any(map(each.marker.evaluate, surroundings)):
            yield each


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in lacking(Path(sys.argv[1]), sys.argv[2])))
