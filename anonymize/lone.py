"""Surnames that are words of the language, standing alone: told by where they stand.

Dutch writes no capital on a word within a sentence, but in names and titles. So "de opmerkingen van Kern" names
somebody, and so does "Kern vindt", since a thing finds nothing. The bodies and papers that government writes with a
capital (lists/keep.toml, `capitals`) are no names; nor is a word beside another one with a capital, or in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from anonymize import cues, words
from anonymize.extents import lettered
from anonymize.runs import UP
from anonymize.scene import Hit, Scene
from corpus.document import Span

RULE = "lone-surname"
_UNITS = "|".join(sorted(map(re.escape, words.listed("units")), key=len, reverse=True))
FEWEST = 100  # bearers: a rarer surname that is a word is rather the word
_BEFORE = (
    "van|met|door|bij|aan|namens|volgens|tussen|via|naast|zonder|voor|dat|als|toen|omdat|of|want|maar|heeft|had|was|is|"
    "belde|vroeg|zei|naar"
)
_AFTER_SMALL = re.compile(rf"(?<![\w'’-])(?:{_BEFORE})[ ](?P<it>[{UP}][a-zß-ÿ]+)(?=[ ][a-zß-ÿ(]|[,.;:?!)]|\n[a-z])")
_ACTS = re.compile(rf"(?P<it>[{UP}][a-zß-ÿ]+)[ ](?:{cues.any_of('verbs_of_persons')})(?!\w)")
_FIXED = rf"(?:Van|De|Den|Der|Ter|Ten|El|Van[ ]der|Van[ ]den|Van[ ]de|Op[ ]de|In[ ]['’]t)[ ][{UP}][a-zß-ÿ]+"
# "op verzoek van Van der Mei", "De Wit belde net"
_AFTER_FIXED = re.compile(rf"(?<![\w'’-])(?:{_BEFORE}|en|naar)[ ](?P<it>{_FIXED})(?![\w-])(?![ ][{UP}])")
_FIXED_ACTS = re.compile(rf"(?P<it>{_FIXED})[ ](?:{cues.any_of('verbs_of_persons')}|heeft|had|is|was|wil|gaat)(?!\w)")
# "Winter heeft de afgelopen week": a thing without an article before it has nothing
_HAS = re.compile(rf"(?P<it>[{UP}][a-zß-ÿ]+)[ ](?:heeft|had|wil|wilde|zal|gaat|ging|komt|kwam)(?!\w)")
_MANY, _WORD_RATHER = 1000, -2.2
_OLD = ("van der ", "van den ", "v.d. ", "v.d.", "v/d ", "vd ", "v ", "Van der ", "Van den ", "Vd ")
# "antwoord van der Zanden": these cases live on in names alone
_OLD_FIX = re.compile(rf"(?<![\w-])(?P<it>(?:[Vv]an[ ]de[rn]|v\.?d\.?|v/d|v)[ ](?P<core>[{UP}][a-zß-ÿ]+))(?![\w-])")
# "e-mail Van Ingen aan": a capital within a sentence; "Van" begins nobody's sentence there
_CAPITAL_FIX = re.compile(
    rf"(?:(?<=[a-z,|][ ])|(?<=[ ]\()|(?<=[a-z]/))(?P<it>(?:Van|Den|Ter|Ten|El|Van[ ]de[rn]?|Van[ ]het|Van[ ]['’]t)[ ]"
    rf"(?P<core>[{UP}][a-zß-ÿ]+))(?![\w-])"
    rf"(?![ ][{UP}])"
)
_ROUTED = re.compile(rf"(?<=[A-Za-z][ ])(?P<it>[{UP}][a-zß-ÿ]+)(?=[ ]\d{{1,2}}[/-]\d)")  # "WJZ Tromp 14/3"
# "FEZ: akkoord (Deelen, 11 april)"
_AGREED = re.compile(
    rf"(?<!\w)(?:[Aa]kkoord|[Gg]ezien|[Gg]eparafeerd)[ ]\((?P<it>(?:{cues.INTERFIX}[ ])?(?P<core>[{UP}][a-zß-ÿ]+))"
    r"(?=\)|,?[ ]\d{1,2}(?:[ ][a-z]|[-/]\d))"
)
_UNIT_BEFORE = re.compile(rf"(?<![\w/])(?:{_UNITS})[ ]\Z")
# "Hatice van R&P-AV", "Tan van het LCH-team": who is of a unit is somebody
_OF_UNIT = re.compile(
    rf"(?<![\w@.'’/-])(?P<it>(?:(?:Van|De|Den|Ter|Ten|El)(?:[ ](?:de[rn]?|het))?[ ])?"
    rf"(?P<core>[{UP}][a-zß-ÿ]+))[ ]van[ ](?:(?:{_UNITS}|[A-Z][A-Z&-]+(?:/[A-Z]+)?)(?=[ ]+[a-zß-ÿ(]|[,.;)])"
    r"|(?:de[ ]|het[ ])?(?:[\w-]+-)?(?:[a-z]*afdeling|directie|team|kennisgroep|werkgroep|projectgroep|dienst|bureau|"
    r"cluster|redactie|griffie|staf)(?!\w))"
)
# "Winter is op vakantie", "Vos is tot maandag afwezig"
_AWAY = re.compile(
    rf"(?P<it>[{UP}][a-zß-ÿ]+)[ ]is[ ](?:[^.,;:\n]{{0,40}}[ ])?"
    r"(?:op[ ]vakantie|afwezig|ziek|met[ ]verlof|verhinderd|bereikbaar|jarig|er[ ]niet)(?!\w)"
)
_MEMBER_OF = re.compile(
    rf"(?P<it>[{UP}][a-zß-ÿ]+)[ ]\((?:(?:{_UNITS})|(?P<whole>directie|afdeling|cluster|team)[ ][^()\n]{{2,40}})\)"
)
_UNIT = re.compile(rf"[ ]\((?P<it>[{UP}][a-zß-ÿ]+)(?:[ ]?[,;/][ ]?[{UP}][a-zß-ÿ]+)*\)")
_FIX = rf"(?:(?i:{cues.INTERFIX})[ ])?"
_JOIN = "(?:,[ ]|;[ ]|/|[ ]en[ ]|[ ]of[ ])"
_LISTED = re.compile(
    rf"(?P<it>{_FIX}(?P<core>[{UP}][a-zß-ÿ]+))(?:[ ]\((?:vz|voorzitter|verslag|notulen|not)\.?\))?{_JOIN}\Z"
)
_LISTED_AFTER = re.compile(
    rf"(?:[ ]\([^()\n]{{1,20}}\))?{_JOIN}(?P<it>{_FIX}(?P<core>[{UP}][a-zß-ÿ]+))(?![\w-])(?![ ][{UP}])"
)


_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)  # without one it is an abbreviation: "Wkkgz"
_LONGEST = 10  # letters: a longer word that nobody knows is rather put together
_HARDLY, _SELDOM, _LESS_SELDOM = 2.2, 3.4, 2.8  # Zipf: of a surname, of a first name, of one beside another capital
_ARTICLE_BEFORE = re.compile(r"(?<![\w-])(?:de|het|een|Het|Een|dit|deze)[ ]\Z")
_GOES_ON = re.compile(rf"[ ](?:(?:{cues.INTERFIX})[ ])?[{UP}]")
_APPOSED = re.compile(rf", (?P<it>[{UP}][a-zß-ÿ]+),(?=[ ][a-z])")
_FIRST_BEFORE = re.compile(rf"(?<![\w@.'’/-])(?P<it>[{UP}][a-zß-ÿ]{{2,}})[ ]\Z")
_CAPITAL = re.compile(rf"(?<![\w@.'’/-])[{UP}][a-zß-ÿ]{{3,}}(?![\w@'’/-])")


def lone_surnames(look: Scene, found: Sequence[Hit]) -> Iterator[Hit]:
    """Surnames of one word that no other rule found."""
    text = look.text
    taken = [hit.span for hit in found]
    alone = list(_free(look, (*_by_sentence(look), *_by_unit(text)), taken))
    yield from alone
    yield from _free(look, _by_neighbour(text, [*found, *alone]), taken)


def _free(look: Scene, spans: Iterable[Span], taken: list[Span]) -> Iterator[Hit]:
    """Hits at the places that are not yet taken, and in no heading or name of a thing."""
    for span in spans:
        free = not any(span.overlaps(other) for other in taken) and not look.in_heading(span.start)
        if free and not words.in_thing(look.text, span.start):
            taken.append(span)
            yield lettered(look, Hit(span, RULE, 0.4))


def _by_sentence(look: Scene) -> Iterator[Span]:
    for found in _AFTER_SMALL.finditer(look.text):
        if _may_be_surname(found["it"]):
            yield Span(*found.span("it"))
    for found in _ACTS.finditer(look.text):
        if look.opens(found.start()) and _may_be_surname(found["it"], "actors"):
            yield Span(*found.span("it"))
    for found in _APPOSED.finditer(look.text):
        if _may_be_surname(found["it"]) and words.nameness(found["it"]) > 0:
            yield Span(*found.span("it"))
    for found in _HAS.finditer(look.text):
        if look.opens(found.start()) and _may_be_surname(found["it"]) and words.bearers("", found["it"]) >= _MANY:
            yield Span(*found.span("it"))
    for found in _OF_UNIT.finditer(look.text):
        core = found["core"]
        given = words.trust(core) and not words.is_stop(core) and not words.is_place(core)
        if given or (_may_be_surname(core, "actors", "capitals") and words.nameness(core) > -1):
            yield Span(*found.span("it"))
    for found in _AWAY.finditer(look.text):
        if _may_be_surname(found["it"]) and words.nameness(found["it"]) > _WORD_RATHER:
            yield Span(*found.span("it"))
    for pattern in (_AFTER_FIXED, _FIXED_ACTS):
        for found in pattern.finditer(look.text):
            core = found["it"].split()[-1]
            if (
                words.is_surname(core)
                and not words.is_place(found["it"])
                and core.lower() not in words.listed("actors")
            ):
                yield Span(*found.span("it"))
    for pattern in (_OLD_FIX, _CAPITAL_FIX):
        for found in pattern.finditer(look.text):
            if _may_be_fixed(found["it"], found["core"]) and not words.is_place(found["it"].lower()):
                yield Span(*found.span("it"))
    for found in _ROUTED.finditer(look.text):
        if _UNIT_BEFORE.search(look.text, max(0, found.start() - 9), found.start()):
            yield Span(*found.span("it"))
    for found in _AGREED.finditer(look.text):
        if words.is_surname(found["core"]) or words.trust(found["core"]):
            yield Span(*found.span("it"))
    for found in _MEMBER_OF.finditer(look.text):
        least = -2.5 if found["whole"] else -1.0  # "Kern (directie Financiën)" is fuller than "Kern (FEZ)"
        tables = ("actors",) if found["whole"] else ("actors", "capitals")
        if _may_be_surname(found["it"], *tables) and words.nameness(found["it"]) > least:
            yield Span(*found.span("it"))
    yield from _rare(look)


def _rare(look: Scene) -> Iterator[Span]:
    """A name of some list within a sentence that Dutch texts hardly use as a word: "en Hadewych met alles"."""
    for found in _CAPITAL.finditer(look.text):
        word = found[0]
        if look.opens(found.start()) or words.frequency(word) >= _SELDOM or not _VOWEL.search(word):
            continue
        if words.is_place(word) or words.is_thing(word) or words.is_stop(word):
            continue
        if _ARTICLE_BEFORE.search(look.text, max(0, found.start() - 6), found.start()):
            continue  # "het Antoni van Leeuwenhoek", "de Chinook"
        if words.frequency(word) >= _LESS_SELDOM and _GOES_ON.match(look.text, found.end()):
            continue  # "Tata Steel", "Addis Abeba"
        unheard = words.frequency(word) == 0 and len(word) <= _LONGEST and not words.is_joined(word.lower())
        known = unheard or words.trust(word) or (words.is_surname(word) and words.frequency(word) < _HARDLY)
        if known and not words.is_compound(word):
            first = _FIRST_BEFORE.search(look.text, max(0, found.start() - 25), found.start())
            named = first and not look.opens(first.start("it")) and _may_be_first(first["it"])
            yield Span(first.start("it") if first and named else found.start(), found.end())


def _may_be_first(word: str) -> bool:
    """A word before a rare name that hardly any text has: "DGMo, Soeren Gopal"."""
    plain = words.is_place(word) or words.is_stop(word) or words.is_compound(word) or words.is_thing(word)
    return words.frequency(word) < _LESS_SELDOM and not plain and not words.is_joined(word.lower())


def _by_unit(text: str) -> Iterator[Span]:
    """Who stands behind a department in brackets: "CZW (Kern)"."""
    for found in _UNIT.finditer(text):
        before = re.search(r"([A-Z]{2,8}(?:/[A-Z]{1,6})?)\Z", text[max(0, found.start() - 12) : found.start()])
        if before and _may_be_surname(found["it"], "actors"):
            yield Span(*found.span("it"))


def _by_neighbour(text: str, found: Sequence[Hit]) -> Iterator[Span]:
    """Beside a name in a list: "Hollander (vz.), Raghoebier", "De Wit en Zwart"."""
    starts = {hit.span.start for hit in found}
    for hit in found:
        if hit.rule == "file":
            continue
        before = _LISTED.search(text, max(0, hit.span.start - 45), hit.span.start)
        after = _LISTED_AFTER.match(text, hit.span.end)
        for match in filter(None, (before, after)):
            fixed = match["it"] != match["core"]
            many = match["it"][0].isupper() and words.bearers("", match["core"]) >= _MANY  # "Bakker en De Koning"
            fixed = fixed and (many or _may_be_fixed(match["it"], match["core"]))
            if fixed or _may_be_surname(match["core"]) or _is_between(text, match, starts):
                yield Span(*match.span("it"))


def _is_between(text: str, match: re.Match[str], starts: Collection[int]) -> bool:
    """A surname of some between two people of a list, whatever else it is: "El Yazidi, Oost, Vink"."""
    start, end = match.span("it")
    listed = text[:start].endswith(", ") and text.startswith(", ", end) and end + 2 in starts
    return listed and match["it"] == match["core"] and words.bearers("", match["core"]) >= FEWEST


def _may_be_fixed(whole: str, core: str) -> bool:
    """A surname behind an interfix that no list has: "Van Maanen", "de Bruijne", but not "de Kamer", "Den Haag"."""
    if not words.is_surname(core) and (words.is_compound(core) or words.is_joined(core.lower())):
        return False
    if whole[0].islower() and words.is_place(core) and not whole.startswith(_OLD):
        return False  # "de burgemeester van Amsterdam, Femke Halsema"
    known = words.is_surname(core) or whole[0].isupper() or whole.startswith(_OLD)
    borne = whole.startswith("Van ") and words.bearers("", core) >= FEWEST  # "inspecteur Van 't Hof"
    word = words.is_stop(core) or core.lower() in words.listed("actors") | words.listed("capitals")
    return known and not (words.is_place(whole) or words.is_thing(core) or (word and not borne))


def _may_be_surname(word: str, *besides: str) -> bool:
    """A surname of some; not one of the words that stand there with a capital for another reason."""
    low = word.lower()
    if (
        any(low in words.listed(table) for table in besides or ("capitals", "actors"))
        or words.is_place(word)
        or words.is_function_word(word)
    ):
        return False
    if len(word) < 3 or (
        not besides and words.is_stop(word) and low != "mei"
    ):  # a month has no capital within a sentence
        return False
    return words.bearers("", word) >= FEWEST
