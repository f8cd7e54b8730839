"""What was measured of the recogniser, as the accountability text tells it (lists/measured.toml)."""

from __future__ import annotations

from typing import Any

from corpus.knowledge import load_list
from flows.shares import of, share, table

_SETS = ("teksten", "gemeten", "personen geheel gevonden", "telefoon, mail, BSN, IBAN", "adres en overig")
_WRONG = ("ambtsdragers ten onrechte gelakt", "andere woorden ten onrechte gelakt")
_COLUMNS = ("persons", "numbers", "other", "public", "words")
HOME = "Nederlands"  # the origin that others are held against


def measured() -> dict[str, str]:
    """The tables and figures by the names that the text gives them."""
    told = load_list("flows", "measured")
    facts = {name: fact["value"] for name, fact in told["fact"].items()}
    return facts | {
        "names_on": told["names_on"],
        "removal_on": told["removal_on"],
        "sets": table((*_SETS, *_WRONG), ((row["name"], row["state"], *_cells(row)) for row in told["set"])),
        "origins": table(
            ("herkomst van de naam", "geheel gevonden", "gemist"),
            ((row["name"], of(*row["found"]), str(row["found"][1] - row["found"][0])) for row in told["origin"]),
        ),
        "recognisers": table(
            ("herkenners", "weg van wat weg moest"), ((row["name"], of(*row["found"])) for row in told["recogniser"])
        ),
        **_unequal(told["origin"]),
    }


def _cells(row: dict[str, Any]) -> list[str]:
    return [of(*row[name]) for name in _COLUMNS]


def _unequal(origins: list[dict[str, Any]]) -> dict[str, str]:
    """Whose names are missed most, and how that is beside Dutch names."""
    worst = min(origins, key=lambda row: row["found"][0] / row["found"][1])
    home = next(row for row in origins if row["name"] == HOME)
    return {
        "worst": f"namen van herkomst {worst['name']}",
        "worst_share": _missed(worst),
        "dutch_share": _missed(home),
    }


def _missed(row: dict[str, Any]) -> str:
    found, whole = row["found"]
    return f"{whole - found} van {whole} ({share(whole - found, whole)})"
