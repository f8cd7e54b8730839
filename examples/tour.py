"""Shows a newcomer what `lakwerk run` made of the examples, and where (`python -m examples.tour DIR`)."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

SHOWN = 6  # commitments on the screen


def main(folder: Path) -> int:
    """Print a tour of the output folder in Dutch; 1 when there is nothing to show."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "records").glob("*.json"))]
    screen = Console(highlight=False)
    if not records:
        screen.print(f"Er staat nog niets in {folder}. Draai eerst 'make demo'.")
        return 1
    screen.print("\n[bold]Wat er is gemaakt[/bold]")
    screen.print(_files(folder, records))
    screen.print("\n[bold]Enkele toezeggingen[/bold]")
    screen.print(_promises(records))
    screen.print("\n[bold]Zoeken[/bold]")
    search = f".venv/bin/lakwerk search --out {folder} --kind commitment"
    screen.print(f"  {search} toezicht", soft_wrap=True)
    screen.print(f"  {search} --due-before 2025-01-01", soft_wrap=True)
    screen.print("\n[bold]Volgen door alle stukken, en vragen waarom[/bold]")
    screen.print(f"  .venv/bin/lakwerk threads --out {folder} --open", soft_wrap=True)
    screen.print(f"  .venv/bin/lakwerk explain {_first(folder)} --out {folder}\n", soft_wrap=True)
    return 0


def _first(folder: Path) -> str:
    """A commitment to explain: the first that has a deadline."""
    for path in sorted((folder / "records").glob("*.json")):
        for each in json.loads(path.read_text("utf-8"))["commitments"]:
            if each["deadline"]:
                return f"{path.stem}#{each['id']}"
    return "NAAM#c1"


def _files(folder: Path, records: list[dict[str, Any]]) -> Table:
    gone = Counter(redaction["ground"] for record in records for redaction in record["redactions"])
    grounds = ", ".join(f"{count} x {ground}" for ground, count in sorted(gone.items()))
    table = Table(show_header=False, box=None)
    table.add_row(str(folder / "redacted"), f"{len(records)} gelakte documenten: {grounds}")
    table.add_row(str(folder / "accessible"), "hun tekst als webpagina, voor wie de PDF niet kan gebruiken")
    table.add_row(str(folder / "records"), "wat erin staat: secties, toezeggingen, moties, termijnen (JSON)")
    table.add_row(str(folder / "threads.json"), "elke toezegging en motie door alle stukken gevolgd (JSON)")
    table.add_row(str(folder / "inventory.xlsx"), "de inventarislijst (ook als CSV)")
    table.add_row(str(folder / "confidential"), "wat is gevonden en waarom het wegging of bleef; alleen voor u")
    table.add_row(str(folder / "quarantine"), "wat niet veilig kon worden verwerkt, met de reden")
    return table


def _promises(records: list[dict[str, Any]]) -> Table:
    table = Table("Document", "Wie", "Wat", "Wanneer", pad_edge=False)
    rows = [(record, each) for record in records for each in record["commitments"] if each["deadline"]]
    for record, each in rows[:SHOWN]:
        due = next(d for d in record["deadlines"] if d["id"] == each["deadline"])
        table.add_row(record["document"]["source"], each["actor"] or "?", each["action"], _when(due))
    return table


def _when(due: dict[str, Any]) -> str:
    """A deadline's own words, and the days that they stand for."""
    first = f"vanaf {due['earliest']} " if due["earliest"] else ""
    last = f"uiterlijk {due['latest']}" if due["latest"] else ""
    return f"{due['text']}\n{first}{last}".strip()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
