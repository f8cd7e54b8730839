"""`python deploy/lacking.py WHEELS`: what wheels of a folder need, on any release of this Python, that is not there.

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

MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
RELEASES = (f"{MINOR}.0", f"{MINOR}.99")


def lacking(folder: Path) -> list[str]:
    """The names of what is missing, in order."""
    wheels = sorted(folder.glob("*.whl"))
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    return sorted({canonicalize_name(each.name) for wheel in wheels for each in needs(wheel)} - there)


def needs(wheel: Path) -> Iterator[Requirement]:
    """What a wheel asks for without extras, on the first release of this Python or a late one."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA") and each.count("/") == 1)
        told = HeaderParser().parsestr(opened.read(name).decode("utf-8"))
    for line in told.get_all("Requires-Dist", []):
        each = Requirement(line)
        surroundings = ({"python_version": MINOR, "python_full_version": full, "extra": ""} for full in RELEASES)
        if each.marker is None or any(map(each.marker.evaluate, surroundings)):
            yield each


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in lacking(Path(sys.argv[1]))))
