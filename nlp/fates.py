"""What became of a motion: adopted, rejected, held ... by the words around its name (lists/motions.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.document import Document, Part, Span
from corpus.knowledge import load_list
from corpus.records import Motion, MotionStatus

# "de motie A over x en de motie B over y zijn verworpen": nothing is said of A alone.
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heb|heeft|hebben|had|kan|zal|verzoekt|vraagt|roept|gaat|doe)\b"
)
# "nr. 692) aan": the stop of a short word ends no sentence
_SHORT = re.compile(r"\b(nrs?|jl|c\.s|t\.v\.v|mw|dhr)\.")
_JOINED = re.compile(r"(?:,|\ben)\s+(?:de\s+|het\s+)?(?:[\w-]*[Mm]otie)?\s*$")

# "Met deze brief beschouw ik de motie als uitgevoerd": no other is named
_BACK = re.compile(
    r"\b(?:[Dd]eze|[Dd]ie|[Dd]e|[Ee]erst(?:genoemde)?|[Gg]enoemde|[Bb]ovengenoemde)\s+motie\b"
    r"(?!-|\s+(?:van|[A-Z(]))"
    r"|^(?:Ze|Zij|Deze|Die)(?= (?:is|werd|wordt)\b)"
)
_ANOTHER = re.compile(r"\b(?:[Mm]otie-|motie(?:s)? van\b|motie [A-Z])")


class Place(NamedTuple):
    """A stretch of text in which motions may be named: a sentence, or a line that is none."""

    span: Span
    part: Part


def fate(document: Document, place: Place, anchor: int, rest: Span) -> MotionStatus:
    """The status of the motion that is named at `anchor`; `rest` is what is said of it behind its name."""
    text = document.text
    before, whole = text[place.span.start : anchor], document.at(place.span)
    # A cell of a table starts with a capital: "Motie-Erkens | Aangenomen".
    row = re.sub(r"(?<=\| )[A-Z]", lambda m: m[0].lower(), whole)
    after: tuple[str, ...] = (whole, row) if place.part is Part.ROW else (text[anchor : rest.end],)
    whole, after = _SHORT.sub(r"\1", whole), tuple(_SHORT.sub(r"\1", one) for one in after)
    for wording in load_list("nlp", "motions")["status"]:
        pattern = wording["pattern"]
        match wording["where"]:
            case "before":
                holds = bool(re.search(rf"\b{pattern}\s+$", before, re.IGNORECASE))
            case "around":
                holds = bool(re.search(pattern, whole))
            case _:
                holds = any(re.search(pattern, one) for one in after)
        if holds:
            return MotionStatus(wording["status"])
    return MotionStatus.UNKNOWN


def told_later(after: Sequence[str], known: MotionStatus) -> MotionStatus:
    """The status that the sentences behind tell of "deze motie", where they say more than its own did.

    "De motie vraagt om een plan. Met deze brief beschouw ik de motie als uitgevoerd."
    """
    for sentence in after:
        found = _BACK.search(sentence)
        if _ANOTHER.search(sentence[: found.start()] if found else sentence) or not found:
            if _ANOTHER.search(sentence):
                break
            continue
        status = _status_in(sentence, sentence[found.end() :])
        if status is not MotionStatus.UNKNOWN:
            return status
    return known


def _status_in(whole: str, after: str) -> MotionStatus:
    for wording in load_list("nlp", "motions")["status"]:
        if wording["where"] != "before" and re.search(
            wording["pattern"], whole if wording["where"] == "around" else after
        ):
            return MotionStatus(wording["status"])
    return MotionStatus.UNKNOWN


def shared(text: str, motions: Sequence[tuple[Motion, Span]]) -> list[Motion]:
    """Motions of one sentence, where one that is only joined to the next ("... en de motie ...") shares its fate."""
    told: list[Motion] = []
    for motion, rest in reversed(motions):
        said = text[rest.start : rest.end]
        lone = motion.status is MotionStatus.UNKNOWN and _JOINED.search(said) and not _VERB.search(said)
        told.append(replace(motion, status=told[-1].status) if told and lone else motion)
    return told[::-1]
