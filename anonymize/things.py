"""Names that are part of the name of a law, committee, organisation, street or building: those are nobody's privacy."""

from __future__ import annotations

import re
from functools import cache

from anonymize import words
from anonymize.cues import INITIAL, alternation
from corpus.document import Span
from nlp.gazetteer import FAIR

# With a blank between them only these make a name of something: "de commissie Remkes", but not "de nota Jansen".
_LOOSE = (
    "locatie|zaal|vergaderzaal|wet|commissie|staatscommissie|adviescommissie|onderzoekscommissie|kabinet|werkgroep|taskforce|lex|stichting|fonds|"
    "planetarium|gemaal|molen|kasteel|fort|huize|villa|lyceum|gymnasium|museum|theater|stadion|kazerne|observatorium|sporthal|basisschool|"
    r"orkaan|storm|cycloon|ms\.?|m\.?s\.|mv|schip|veerboot|sleepboot|boorplatform|Zr\.[ ]?Ms\.|Hr\.[ ]?Ms\."
)
_OF_A_BODY = re.compile(r"[ ][A-Z][\w'’-]+[ ](?:van|bij)[ ](?:de|het)[ ][A-Z]\w+\Z")
# "Bewonersvereniging Busselte": one word, and no first name, behind what a body calls itself
_BODY_BEFORE = re.compile(
    r"(?<!\w)\w*(?:vereniging|maatschappij|coöperatie|combinatie|kwekerij|brouwerij|rederij|werf|onderneming|vervoerder|"
    r"aannemer|bureau|vliegveld|vliegkamp|marinebasis|bedrijventerrein|"
    r"industrieterrein|landgoed|natuurgebied|polder|wijk|buurtschap)[ ]\Z",
    re.IGNORECASE,
)
# "Hoekema Grondwerken B.V."
_INCORPORATED = re.compile(
    r"(?:[ ](?:[A-Z][\w'’-]+|&|en)){1,3}[ ](?:B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|b\.v\.|n\.v\.|vof|GmbH|Ltd)(?!\w)"
)
_FIRM = re.compile(r"(?<!\w)(?:Gebroeders|Gebr\.)[ ]\Z")  # "Gebroeders Remkes Poultry", not "de gebroeders Smit"
_INITIALLED = re.compile(rf"(?:{INITIAL}\.[ ]?)+")
# What may stand between "commissie-" and the found part: "commissie-Docters van Leeuwen", "Zr.Ms. Karel Doorman"
_INSIDE_NAME = re.compile(r"(?:(?<=-)[A-Z][a-z]+[ ])?(?:(?i:van|de|der|den|ten|ter)[ ])?$")
_OF_SOMETHING = re.compile(r"([A-Z][a-zß-ÿ]{2,})[ ]van[ ](?:het[ ]|de[ ])?[A-Z]")
_CAPITAL_FIX = re.compile(r"(?:Van|De|Den|Der|Ter|Ten)[ ]")
_ARTICLE = re.compile(r"(?<!\w)(?:de|het|['’]t)[ ]\Z", re.IGNORECASE)
# "& J. Tiesinga", "& Storms (2017)", "& Zwaving, TBR 2019/44"
_CITED = re.compile(
    rf"[ ]&[ ](?:{INITIAL}\.|[\w '’-]{{2,40}}(?:[ ]?\((?:19|20)\d\d|,[^.;\n]{{0,25}}\b(?:19|20)\d\d\b))"
)
_WHO = re.compile(r",[ ][a-zß-ÿ]|[ ]\([a-zA-Z]")
# "in de arresten Ruiz Zambrano (C-34/09) en Dereci (C-256/11)"
_ARREST = re.compile(r"\b[Aa]rrest(?:en)?[ ](?:[A-Z][\w'’-]+[ ]en[ ])?$")
_NUMBERED = re.compile(r"[ ]\((?:zaak[ ])?[CT][-‑]\d{1,4}/\d\d\b")
_HYPHENED_AFTER = re.compile(r"[-‑][a-zß-ÿ]{3,}")


def is_thing_named_after(text: str, span: Span) -> bool:
    """True when the name at `span` names a thing: "commissie-Remkes", "Johan de Witthuis", "Anton de Kom-leerstoel".

    >>> is_thing_named_after("de commissie-Remkes", Span(13, 19)), is_thing_named_after("mevrouw Remkes", Span(8, 14))
    (True, False)
    """
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    if _is_somebody_of(text[span.start : span.end]):
        return False
    before = _INSIDE_NAME.sub("", before)
    last = re.split(r"[ -]", text[span.start : span.end])[-1]
    # "Dr. J. Thijsselaan" is a street; "F.A. van Lynden-Sandenburg" is somebody
    own = _INITIALLED.match(text, span.start) or _CAPITAL_FIX.match(text, span.start) or _is_called(text, span)
    own = own or _is_apposed(text, span)
    somebody = own and last.lower().endswith(tuple(words.listed_weak_endings()))  # so is "Van Schaardenburg"
    if _HYPHENED_AFTER.match(after) or (words.is_thing(last) and not somebody):
        return True
    if " " in text[span.start : span.end] and _FIRM.search(before):
        return True
    if " " not in text[span.start : span.end] and words.trust(last) < FAIR and _BODY_BEFORE.search(before):
        return True
    if _INCORPORATED.match(text, span.end):
        return True
    if _named_before().search(before) or _ARREST.search(before) or _NUMBERED.match(after):
        return True
    if after.startswith(" &") and _is_of_two(text, span):
        return False
    if _is_called(text, span) and _OF_A_BODY.search(text[span.start : span.end]):
        return False  # "Auke Timmermans-Hol van de Erasmus" Universiteit
    found = re.match(r"[ ](&|[A-Z][\w.]*|b\.v\.|n\.v\.)(?=[^\w]|$)", after)
    return found is not None and found[1].rstrip(".").lower() in _after()


def _is_called(text: str, span: Span) -> bool:
    """A first name, and no article before it, as a building has one: "DG Yolanda Brouwershaven"."""
    first, _, rest = text[span.start : span.end].partition(" ")
    return bool(rest) and words.trust(first) >= FAIR and not _ARTICLE.search(text, max(0, span.start - 5), span.start)


def _is_apposed(text: str, span: Span) -> bool:
    """Two rare words, and who or where it is right behind: "Djoeke Wartburg, directeur", "Haiko Toren (garage)"."""
    first, _, rest = text[span.start : span.end].partition(" ")
    rare = first.isalpha() and first[1:].islower() and words.is_rare(first) and not words.is_place(first)
    thing = (
        words.is_thing(first) or words.is_compound(first) or _ARTICLE.search(text, max(0, span.start - 5), span.start)
    )
    return bool(rest and rare and not thing and _WHO.match(text, span.end))


def _is_of_two(text: str, span: Span) -> bool:
    """Two people, and no firm: "Otis & Moos", "M. Kolkman & J. Tiesinga", "Brinkhuis & Kolen (2017)"."""
    name = text[span.start : span.end]
    first_names = " " not in name and words.trust(name) >= FAIR
    return first_names or bool(_INITIALLED.match(name)) or bool(_CITED.match(text, span.end))


def _is_somebody_of(name: str) -> bool:
    """A surname, and behind it whom somebody is of: "Bruinsma van Wiertsema" & Partners."""
    found = _OF_SOMETHING.match(name)
    known = found is not None and (words.is_surname(found[1]) or words.frequency(found[1]) == 0)
    return found is not None and known and not words.trust(found[1])


@cache
def _named_before() -> re.Pattern[str]:
    before = alternation(sorted(words.listed("named_before")))
    return re.compile(rf"(?<!\w)(?:[\w-]*(?:{before})-|(?:{_LOOSE})[ ])$", re.IGNORECASE)


@cache
def _after() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in words.listed("named_after"))
