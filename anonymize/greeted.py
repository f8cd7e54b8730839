"""Who is greeted and who signs: there any word with a capital is a name, also one of the language ("Hoi My,")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anonymize import cues, words
from anonymize.runs import UP
from anonymize.scene import Hit, Scene
from corpus.document import Span

_CAP = rf"[{UP}][\w'’-]*"
_GREETED = re.compile(
    rf"(?<![\w-])(?:{cues.words_of(cues.Cue.GREETING)})[ ](?P<it>{_CAP}(?:[ ]{_CAP})?)(?=[ ]?(?:[,!:]|\n|$))"
)
# A name below a closing, alone on its line: "Groet, / Comfort", or on the same one: "Gr. Loes"
_SIGNED = re.compile(
    rf"(?:(?:^|(?<=\n))[> ]*(?i:{cues.words_of(cues.Cue.CLOSING)})[,.!]?[ ]*\n[>\s]*"
    rf"|(?<=[.!?\n] )(?i:gr|grt|groet|groetjes)[.,]?[ ])(?P<it>{_CAP}(?:[ ]{_CAP})?|[{UP}]\.)[ .]*(?=\n|$)"
)
_MANY = 4.0  # Zipf: of a word for several people, "Beste Mensen,"


def greeted_names(look: Scene, found: Sequence[Hit]) -> Iterator[Hit]:
    """Names in a greeting or below a closing that no other rule found whole."""
    taken = [hit.span for hit in found]
    for pattern, rule in ((_GREETED, cues.Cue.GREETING), (_SIGNED, cues.Cue.CLOSING)):
        for match in pattern.finditer(look.text):
            span = Span(*match.span("it"))
            opens = rule is cues.Cue.CLOSING or look.opens(match.start())
            if opens and not any(other.covers(span) for other in taken) and _is_name(match["it"]):
                yield Hit(span, rule.value, 0.6)


def is_closing(text: str) -> bool:
    """True for what closes a mail: "Groet", though some are called so."""
    return re.fullmatch(cues.words_of(cues.Cue.CLOSING), text, re.IGNORECASE) is not None


def _is_name(text: str) -> bool:
    if len(text) == 1 or text.endswith("."):
        return True  # "Mvg, / M."
    parts = text.split()
    parts = parts[:1] if parts[1:] == ["Van"] else parts  # "Hoi Bich Van,"
    if any(words.is_stop(part) or part in words.listed("units") for part in parts):
        return False
    if len(parts) == 1 and ((len(text) > 2 and text.isupper()) or text.lower() in words.listed("actors")):
        return False
    plural = len(parts) == 1 and text.endswith(("en", "s")) and words.frequency(text) >= _MANY
    return not plural or words.trust(text) > 0 or words.is_surname(text)
