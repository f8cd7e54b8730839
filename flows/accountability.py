"""The accountability text (verantwoording): one skeleton, for docs/verantwoording.md and for `lakwerk report`.

`python -m flows.accountability docs/verantwoording.md` makes the one of the project anew.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from flows.measured import measured

TITLE = "Verantwoording van Lakwerk"
_ABOUT = "Hoofdstuk 10 is hier leeg: `lakwerk report` maakt dit stuk met de cijfers en instellingen van uw eigen map."
_EMPTY = """\
`lakwerk report --out DIR --file verantwoording.md` vult hier in: versie, vingerafdruk van de regels, model en licentie,
het profiel, de lijsten met hun grootte en ouderdom, de aantallen stukken naar toestand, bladzijden en vakken per grond
en soort, hoeveel voorstellen mensen hebben omgekeerd of aangevuld, vier ogen, redenen van quarantaine, en of het spoor
heel is. Er staat geen naam en geen tekst van een stuk in."""


def accountability(about: str = _ABOUT, installation: str = _EMPTY) -> str:
    """The text; without arguments that of the project, which knows no installation."""
    model = model_facts()
    told = measured() | {
        "about": about,
        "installation": installation,
        "version": version("lakwerk"),
        "model": model["name"],
        "model_version": model["version"],
        "model_licence": model["license"],
    }
    place = files("flows") / "lists" / "account"
    chapters = sorted(place.iterdir(), key=lambda chapter: chapter.name)
    return "\n".join(chapter.read_text("utf-8").format(**told) for chapter in chapters)


def model_facts() -> dict[str, Any]:
    """Name, version and licence of the trained model, as it says itself."""
    told: dict[str, Any] = json.loads((files("nlp") / "model" / "meta.json").read_text("utf-8"))
    return told


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(accountability(), "utf-8")
