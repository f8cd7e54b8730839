"""What a person refused as a whole in the workspace is no part of what a decision publishes."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.store import Row
from flows.folder import Folder
from flows.instructions import reviews
from flows.judgements import Given, Judgement
from flows.pieces import platform_ids
from flows.settings import WrongUsage


def with_refusals(folder: Folder, rows: Mapping[str, Row], given: Mapping[str, Given]) -> dict[str, Given]:
    """The officer's judgements, and those of the workspace; raises WrongUsage where one opens what the other closed."""
    told, names = dict(given), platform_ids(rows)
    for id, found in reviews(folder).items():
        if id not in rows or found.refused is None:
            continue
        own = told.get(names[id], Given())
        if own.judgement in (Judgement.OPEN, Judgement.PARTLY):
            verb = own.judgement.value.lower()
            raise WrongUsage(f"{names[id]}: dit stuk is op de werkplek geweigerd en kan niet {verb} worden.")
        if own.judgement is None:
            grounds = (str(found.refused.told["ground"]),)
            told[names[id]] = own._replace(judgement=Judgement.CLOSED, grounds=grounds)
    return told
