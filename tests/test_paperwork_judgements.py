"""The officer's own list: what she may say of single documents, and what the boxes say without her."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paperworking import HELD, MOTIE, NOTA, SITE, fill_folder, judged, papers, report


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return fill_folder(tmp_path / "out")


def test_the_offered_list_filled_in_settles_the_quarantine(out: Path) -> None:
    papers(out)
    offered = out / "paperwork" / "te-beslissen.csv"
    filled = offered.read_text("utf-8-sig").replace(
        "De PDF is beschadigd.;;;", "De PDF is beschadigd.;niet openbaar;5.1.2.i;"
    )
    offered.write_text(filled, "utf-8-sig")
    assert papers(out, "--judgements", offered) == 0
    row = report(out)[HELD]
    assert (row["judgement"], row["grounds"], row["suspended"]) == ("Niet openbaar", "5.1.2i", "")
    assert offered.read_text("utf-8-sig") == filled


def test_what_is_public_already_has_its_link_and_is_not_uploaded(out: Path, tmp_path: Path) -> None:
    papers(out, "--judgements", judged(tmp_path, f"{MOTIE};Reeds openbaar;;;https://example.nl/kst-1"))
    row = report(out)[MOTIE]
    assert (row["judgement"], row["link"]) == ("Reeds openbaar", "https://example.nl/kst-1")
    assert not (out / "paperwork" / "upload" / f"{MOTIE}.pdf").exists()


def test_what_is_suspended_is_in_the_list_and_not_in_the_upload_or_the_sitemap(out: Path, tmp_path: Path) -> None:
    papers(out, *SITE, "--judgements", judged(tmp_path, f"{NOTA};ja", head="ID;Opgeschort"))
    row = report(out)[NOTA]
    assert (row["judgement"], row["suspended"]) == ("Deels openbaar", "ja")
    assert NOTA not in (out / "paperwork" / "sitemap.xml").read_text()


def test_what_lies_outside_the_request_is_in_no_list_but_counted(out: Path, tmp_path: Path) -> None:
    papers(out, "--judgements", judged(tmp_path, f"{HELD};Buiten verzoek;;Leeg bestand;"))
    assert HELD not in report(out)
    assert json.loads((out / "paperwork" / "statistiek.json").read_text())["outside"] == 1


@pytest.mark.parametrize(
    ("head", "lines", "told"),
    [
        ("ID;Oordeel", [f"{NOTA};x"], "zet op de eerste regel ID"),
        ("Beoordeling", ["Openbaar"], "zet op de eerste regel ID"),
        ("ID;Beoordeling", [f"{NOTA};", f"{NOTA};"], "regel 3: wabc staat er twee keer in".replace("wabc", NOTA)),
        ("ID;Beoordeling", ["w1;"], "w1: dit ID is er niet"),
        ("ID;Beoordeling", [f"{NOTA};Gedeeltelijk"], "'Gedeeltelijk' is geen beoordeling"),
        ("ID;Beoordeling", [f"{NOTA};Openbaar"], "is dit stuk deels openbaar"),
        ("ID;Beoordeling", [f"{HELD};Openbaar"], "staat in quarantaine"),
        ("ID;Beoordeling", [f"{NOTA};Niet openbaar"], "heeft een beoordelingsgrond nodig"),
        ("ID;Beoordeling", [f"{NOTA};Reeds openbaar"], "heeft een publieke link nodig"),
        ("ID;Beoordeling", [f"{NOTA};Buiten verzoek"], "zeg in de toelichting"),
        ("ID;Beoordelingsgrond", [f"{NOTA};5.1.2e"], "andere gronden komen uit de gelakte vakken"),
        ("ID;Beoordeling;Beoordelingsgrond", [f"{NOTA};Niet openbaar;5.9"], "'5.9' is geen bekende grond"),
        ("ID;Publieke link", [f"{NOTA};ftp://x"], "een publieke link begint met https://"),
        ("ID;Datum", [f"{NOTA};31 mei"], "'31 mei' is geen datum"),
        ("ID;Opgeschort", [f"{NOTA};misschien"], "'misschien' is geen ja of nee"),
        ("ID;Email Thread ID", [f"{NOTA};draad"], "geen nummer van een mailwisseling"),
    ],
)
def test_a_list_of_judgements_that_does_not_hold_is_refused_by_line(
    head: str, lines: list[str], told: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert papers(out, "--judgements", judged(tmp_path, *lines, head=head)) == 2
    assert told in capsys.readouterr().err
