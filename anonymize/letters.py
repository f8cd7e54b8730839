"""Letters by which people sign: "JdV" in a route, "[GW3]" at a comment, "M.St." beside a date, "GJB" below a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from anonymize import words
from anonymize.cues import Cue, below_heading, is_unit_in_row
from anonymize.person import Name, parse
from anonymize.scene import Hit, Scene
from corpus.document import Span

RULE = "letters"
# "JdV", "KvdB", "MH": one or two capitals at either end, at most an interfix's letters between; a whole cell or line.
_LABELLED = re.compile(r"(?=\w*[A-Z]\w*[A-Z])[A-Z]{1,3}[vdte]{0,3}[A-Z]{1,2}[a-z]?(?=[ ]?(?:[|,;/\n]|$))")
# With the letters of an interfix between: hardly ever anything but a person, wherever they stand.
_MIXED = re.compile(r"(?<![\w./-])(?:[A-Z]{1,3}(?:v|vd|vdn|v\.d\.|d)[A-Z][a-z]?|vd[A-Z][a-z]*)(?![\w-])")
_PLAIN = (
    r"(?:[A-Z]\.(?:[A-Z][a-z]{0,2}\.){1,3}|[A-Z]{2,4}|[A-Z]{1,3}[vdtea]{1,3}[A-Z][a-z]?"
    r"|[A-Z][a-z]?[A-Z][a-z]?|v?[vdt][A-Z]|mr[A-Z]|[A-Z]{2}[a-z])"
)
# A comment in the margin, numbered: "[GW3]", and "FdV1:" where the bracket was lost
_COMMENT = re.compile(rf"\[(?P<it>{_PLAIN})(?:\d{{1,3}}[\]:]|\]:)")
_NUMBERED = re.compile(r"(?<![\w-])(?P<it>[A-Z]{1,3}(?:v|vd|d|t)[A-Z])\d{1,2}:")
_DATED = re.compile(rf"(?<![\w./-])(?P<it>{_PLAIN})(?=[ ]*[-–:|]?[ ]*\d{{1,2}}[-/]\d{{1,2}}(?!\d))")
# "Opsteller: EMC", "akkoord CH", "opgesteld DCV/CA LJB"
_BY = re.compile(
    r"(?:(?i:\b(?:paraaf|lijnparaaf|geparafeerd|gezien|akkoord|opsteller|steller|dossierhouder|"
    r"(?:op|be|mede[ ]op)gesteld(?:[ ]door)?|bewerkt[ ]door|nagelezen[ ]door))(?:[ ][A-Z][A-Z/&]{1,9})?[ ]?[:|]?[ ]"
    # "Directeur OPO" is of a unit, "Directeur: HP" somebody
    r"|(?i:\b(?:afdelingshoofd|directeur|hoofd))(?:[ ][A-Z][A-Z/&]{1,9})?[ ]?[:|][ ])"
    rf"(?P<it>{_PLAIN})(?=[ ]*(?:[/,;|)]|\.?$)|[ ]en[ ]|[.]?[ ][A-Z][a-z])"
)
_SIGNED = re.compile(
    r"(?i:\b(?:paraaf|parafen|geparafeerd(?:[ ]door)?|gezien|verslag|vastgesteld|notulen|akk\.|akkoord)"
    r"[^|:,]{0,24}?[ ]?[:|,][ ]?)"
    rf"(?P<it>{_PLAIN})(?![\w-]|\.\w)"
)
# "Paraaf SvdB | AW | FEZ WLH |": a unit before the letters of who speaks for it
_BY_UNIT = re.compile(rf"[|:][ ](?:{'|'.join(sorted(words.listed('units')))})[ ](?P<it>[A-Z]{{2,4}})(?=[ ]?(?:\||$))")
# "de initialen DvdS en OK", "zei J.W.:", "de ouders van A. (8 jaar)", "getuige W. verklaarde"
_INITIALLED = re.compile(r"(?i:initialen[ ](?:van[ ])?)(?:\w{2,5}(?:,|[ ]en)[ ]){0,3}(?P<it>[A-Z][A-Za-z]{1,4})(?!\w)")
_ALONE_INITIAL = re.compile(r"(?<=[ ])(?P<it>[A-W]\.(?:[ ]?[A-Z]\.){0,2})(?=[ ,:\n]|$)")
_WHO = re.compile(
    r"\b(?:ouders?|moeder|vader|broer|zus|zoon|dochter|kind|getuige|verdachte|betrokkene|minderjarige|slachtoffer|leerling|"
    r"patiënt|cliënt|verzoeker|verzoekster|klager|klaagster|jongen|meisje|zei|zegt|schreef|schrijft|vroeg|vraagt|belde|mailde|"
    r"meldde|antwoordde|aldus|volgens)(?:[ ]van)?[ ]\Z",
    re.IGNORECASE,
)
# "Bij afwezigheid van RBM tekent"
_STANDS_IN = re.compile(
    r"(?i:\b(?:bij[ ]afwezigheid[ ]van|vervangt|waargenomen[ ]door|paraaf[ ]van|geparafeerd[ ]door))[ ]"
    r"(?P<it>[A-Z]{2,4})(?!\w)"
)
_BY_WORD = re.compile(
    r"paraaf|geparaf|gezien|akkoord|steller|hoofd|directeur|houder|gesteld|bewerkt|nagelezen", re.IGNORECASE
)
_LAST = re.compile(r"[a-z][.!?][ ](?P<it>[A-Z]{2,3})[ ]?$")
_SIGNING = re.compile(r"para[af]|gezien|verslag|vastgesteld|notulen|akk", re.IGNORECASE)
# One letter below a mail, before the next one's head: "F / -----Oorspronkelijk bericht-----"; "Gr A."
_BELOW_MAIL = re.compile(
    r"^[> ]*(?P<it>[A-Z]{1,3}\.?)[ ]*\n(?:[> ]*\n)*[> ]*"
    r"(?:-{4,}|_{5,}|--[ ]?$|(?:Van|From|Verzonden|Sent)[ ]?:|Verstuurd[ ]v|Sent[ ]from"
    r"|Op[ ][^\n]{6,80}schreef|On[ ][^\n]{6,80}wrote)",
    re.MULTILINE,
)
_GREETS = re.compile(
    r"(?:(?<=[.!?][ ])|^[> ]*)(?i:gr|grt|grtz|groet|groeten|groetjes|mvg|vgr|dank|thx|bedankt)[.,!]?[ ]"
    r"(?P<it>[A-Z]\.?)[ ]*$",
    re.MULTILINE,
)
# "DFEZ (RT, mvdw)", "afdeling Toegang tot het recht (HD)": behind a unit in brackets who speaks for it
_ONE = r"(?:[A-Z]{2}|IJ[A-Z]|[A-Z]{1,2}(?:v|vd|d)[A-Z]|[a-z]{1,2}vd?[a-z]{1,2})"
_FOR_UNIT = re.compile(
    r"(?:(?<![\w-])[A-Z][A-Z/&-]*[A-Z]{2,}|/[A-Z]{2,}[a-z]*"
    r"|\b(?:[Aa]fdeling|[Dd]irectie|[Tt]eam|[Cc]luster)[ ][^().;:\n]{3,60}?)"
    rf"[ ]\((?P<all>{_ONE}(?:(?:,[ ]?|[ ]?/[ ]?|[ ]en[ ]){_ONE}){{0,3}})\)"
)
# "een medewerker van de afdeling (R.K.)"; a form of firm and a land are none
_DOTTED = re.compile(r"[a-z] \((?P<it>(?!(?:B\.V|N\.V|V\.S|V\.N|U\.S|E\.U|D\.C|A\.I)\.)(?:[A-Z]\.){2,4})\)")
_CELL = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
# "In de versie van AW stond", "i.o. GL / Sneller / DGLM" at the foot of a letter
_MADE_BY = re.compile(
    r"\b(?:versie|opmerking(?:en)?|mail|tekst|reactie|inbreng|suggestie|concept)[ ]van[ ](?P<it>[A-Z]{2})(?![\w-])"
)
_ON_BEHALF = re.compile(r"\bi\.o\.[ ](?P<it>[A-Z]{2,3})(?=[ ]?/)")
_LETTERS_CELL = re.compile(r"[A-Z]{2,3}(?:[ ]?[/,+][ ]?[A-Z]{2,3}){0,3}(?=[ ]?(?:\||\n|$))")
_EACH = re.compile(r"[A-Za-z]+")
# "MY zoekt dit uit": two capitals that do what somebody at a desk does
_DOES = re.compile(
    r"(?<![\w./&-])(?P<it>[A-Z]{2})[ ]"
    r"(?:zoekt|belt|mailt|checkt|regelt|vraagt|pakt|stemt|past|kijkt|levert|maakt|bespreekt)[ ]"
    r"(?:dit|dat|het|nog|even|hier|er|na|bij|deze|aan)\b"
)
_KNOWN = 3.3  # Zipf: letters that everybody knows
_BESIDE_NAME = re.compile(r"[^\S\n]*(?:\|[^\S\n]*|\((?=\w{2,5}\)))(?P<it>[A-Z][A-Za-z]{1,4})(?!\w)")
_ROW = 60  # characters
_MARK = re.compile(r"[A-Z]{1,3}(?:v|vd|vdn|d)[A-Z][a-z]?|[A-Z]{2,3}")
_DAY = re.compile(r"\d[-/]\d")
_ARROW = re.compile("→|->|=>|>>")
_STEP = re.compile(rf"(?<![\w.])(?P<it>{_PLAIN})(?=[ ]*(?:→|->|=>|>>|$|\())")
_NEXT = re.compile(r"(?:,[ ]| en |[ ]?/[ ]?)(?P<it>[A-Z]{2,3}|[A-Z]{1,2}[vdte]{1,3}[A-Z])(?![\w.-])")
_ALONE = re.compile(r"[A-Z]{2,4}|[A-Z]\.|[A-Z]{1,2}[vd]{1,2}[A-Z]")


def find_letters(look: Scene, found: Sequence[Hit]) -> Iterator[Hit]:
    """Letters that stand for a person, by their place or because a found person has them; apart from what was found."""
    text = look.text
    names = [(hit, parse(text[hit.span.start : hit.span.end])) for hit in found]
    taken = [hit.span for hit in found]
    finders = (
        _monograms(text, [name for _, name in names]),
        _parafen(text, names),
        _labelled(look),
        _by_place(text),
        _in_row(text, found),
        _below(text),
    )
    hits: list[Hit] = []
    for hit in (hit for finder in finders for hit in finder):
        if not any(hit.span.overlaps(other) for other in taken) and not _is_named_thing(text, hit):
            taken.append(hit.span)
            hits.append(hit)
    yield from hits
    lettered = [hit for hit in found if _MARK.fullmatch(text, *hit.span)]
    beside = list(_beside(text, [*hits, *lettered], taken))
    yield from beside
    yield from _again(text, [*hits, *lettered, *beside], taken)


def _is_named_thing(text: str, hit: Hit) -> bool:
    """Capitals that the text calls "de KRW" or joins to a word, "KRW-doelen": a law or a body, and nobody."""
    letters = text[hit.span.start : hit.span.end]
    if hit.rule != RULE or not letters.isupper() or not letters.isalpha() or len(letters) < 3:
        return False
    return bool(re.search(rf"(?<!\w)(?:[Dd]e|[Hh]et|[Ee]en) {letters}(?!\w)|(?<!\w){letters}-[a-zß-ÿ]{{3,}}", text))


def _beside(text: str, hits: Sequence[Hit], taken: list[Span]) -> Iterator[Hit]:
    """Letters in one list with others: "JdV, MvH en AE"."""
    for hit in hits:
        at = hit.span.end
        while found := _NEXT.match(text, at):
            at = found.end()
            span = Span(*found.span("it"))
            if found["it"] not in words.listed("units") and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Hit(span, RULE, 0.5)


def _again(text: str, hits: Sequence[Hit], taken: list[Span]) -> Iterator[Hit]:
    """The same letters elsewhere, also in the name of a file: "RBM 7/2" and "rev4_rbm.doc"."""
    marks = {text[hit.span.start : hit.span.end] for hit in hits if hit.rule == RULE}
    marks = {mark for mark in marks if len(mark) > 1 and not words.is_abbreviation(mark)}
    if not marks:
        return
    forms = "|".join(sorted(map(re.escape, marks)))
    small = "|".join(sorted(re.escape(mark.lower()) for mark in marks if len(mark) > 2))
    pattern = rf"(?<![^\W_])(?<![.@/-])(?:{forms})(?![^\W_]|[@-])" + (rf"|(?<=_)(?:{small})(?=[_.\d])" if small else "")
    for found in re.finditer(pattern, text):
        span = Span(*found.span())
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Hit(span, RULE, 0.5)


def _by_place(text: str) -> Iterator[Hit]:
    for pattern in (_COMMENT, _NUMBERED):
        yield from (
            Hit(Span(*found.span("it")), RULE, 0.6)
            for found in pattern.finditer(text)
            if not _is_unit(found["it"]) or (found[0].endswith("]:") and not found["it"].isupper())
        )
    for found in _ALONE_INITIAL.finditer(text):
        if _WHO.search(text, max(0, found.start() - 25), found.start()):
            yield Hit(Span(*found.span("it")), RULE, 0.5)
    yield from (Hit(Span(*found.span("it")), RULE, 0.5) for found in _INITIALLED.finditer(text))
    for found in _STANDS_IN.finditer(text):
        if not _is_unit(found["it"]):
            yield Hit(Span(*found.span("it")), RULE, 0.5)
    for found in _MIXED.finditer(text):
        if found[0] not in words.listed("abbreviations"):
            yield Hit(Span(*found.span()), RULE, 0.5)
    yield from _of_unit(text)
    for pattern in (_BELOW_MAIL, _GREETS):
        for found in pattern.finditer(text):
            if not _is_unit(found["it"]):
                yield Hit(Span(*found.span("it")), RULE, 0.6)
    at, before = 0, ""
    for line in text.split("\n"):
        yield from (Hit(Span(at + start, at + end), RULE, 0.6) for start, end in _in_line(line))
        closes = not before or before.endswith((".", "!", "?"))
        alone = line.strip(" >")
        if at and closes and _ALONE.fullmatch(alone) and not _is_unit(alone) and not words.is_stop(alone):
            start = at + line.index(alone)
            yield Hit(Span(start, start + len(alone)), RULE, 0.6)
        before = line.strip()
        at += len(line) + 1


def _below(text: str) -> Iterator[Hit]:
    """Letters in a column of a table that says who: "GLA/SB" below "Steller"."""
    for start in below_heading(text):
        cell = _LETTERS_CELL.match(text, start)
        for one in _EACH.finditer(cell[0]) if cell else ():
            if not _is_unit(one[0]):
                yield Hit(Span(start + one.start(), start + one.end()), RULE, 0.5)


def _in_row(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Letters that fill a cell of a row in which names fill others: "T.W. Sung | M.C. Ruigrok | CA"."""
    whole = {hit.span for hit in found}
    at = 0
    for line in text.split("\n"):
        cells = [Span(at + cell.start(), at + cell.end()) for cell in _CELL.finditer(line)]
        if len(cells) > 1 and any(cell in whole for cell in cells):
            for cell in cells:
                letters = text[cell.start : cell.end]
                if _MARK.fullmatch(letters) and not _is_unit(letters):
                    yield Hit(cell, RULE, 0.5)
        at += len(line) + 1


def _of_unit(text: str) -> Iterator[Hit]:
    """The letters of who speaks for a unit, in brackets behind it or as who does something."""
    for found in _FOR_UNIT.finditer(text):
        start = found.start("all")
        for one in _EACH.finditer(found["all"].replace(" en ", "    ")):
            if not _is_unit(one[0]) and not _abbreviates(one[0], text[: found.start("all") - 2]):
                yield Hit(Span(start + one.start(), start + one.end()), RULE, 0.5)
    for pattern in (_DOES, _MADE_BY):
        for found in pattern.finditer(text):
            if not _is_unit(found["it"]):
                yield Hit(Span(*found.span("it")), RULE, 0.5)
    yield from (Hit(Span(*found.span("it")), RULE, 0.5) for found in _ON_BEHALF.finditer(text))
    for found in _DOTTED.finditer(text):
        if not _abbreviates(found["it"].replace(".", ""), text[: found.start("it") - 2]):
            yield Hit(Span(*found.span("it")), RULE, 0.5)


def _abbreviates(letters: str, before: str) -> bool:
    """Whether letters are the first ones of the words before: "afdeling Juridische Zaken (JZ)"."""
    last = re.findall(r"[\w]+", before[-_ROW:])[-len(letters) :]
    return "".join(word[0] for word in last).lower() == letters.lower()


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    """Letters after "paraaf:", before a date, or between the arrows of a route."""
    signs = _SIGNING.search(line)
    if signs:
        yield from (found.span("it") for found in _SIGNED.finditer(line) if not _is_unit(found["it"]))
        if signs[0].lower().startswith("para"):
            yield from (found.span("it") for found in _BY_UNIT.finditer(line) if not _is_unit(found["it"]))
    if _BY_WORD.search(line):
        by = (found for found in _BY.finditer(line) if not is_unit_in_row(line, *found.span("it")))
        yield from (found.span("it") for found in by if not _is_unit(found["it"]))
    if last := _LAST.search(line):
        known = _is_unit(last["it"]) or words.frequency(last["it"]) >= _KNOWN
        yield from [] if known else [last.span("it")]
    if _DAY.search(line):
        dated = list(_DATED.finditer(line))
        # Beside other letters "SP 1/10" is somebody's paraaf, not the party
        route = len(dated) > 1 and signs is not None and signs[0].lower().startswith("para")
        yield from (found.span("it") for found in dated if route or not _is_unit(found["it"]))
    if _ARROW.search(line):
        yield from (found.span("it") for found in _STEP.finditer(line) if not _is_unit(found["it"]))


def _is_unit(letters: str) -> bool:
    return letters in words.listed("units") or letters in words.listed("abbreviations")


def _monograms(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    """The letters of J. de Vries: "JdV" wherever it stands, "JV" only by a paraaf."""
    mixed = {mark for name in names if (mark := monogram(name)) and mark != mark.upper() and len(mark) > 2}
    plain = {mark.upper() for name in names if (mark := monogram(name)) and len(mark) > 1} - words.listed("units")
    for marks, near in ((mixed, False), (plain, True)):
        if not marks:
            continue
        for found in re.finditer(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, marks)))})(?!\w)", text):
            before = text[max(0, found.start() - 60) : found.start()]
            if not near or re.search(r"para[af]|gezien|akkoord", before, re.IGNORECASE):
                yield Hit(Span(*found.span()), "monogram", 0.6)
    small = sorted({re.escape(mark.lower()) for mark in mixed})
    if small:  # "hvd", as a pen writes it, alone on its line or in its cell
        alone = re.compile(rf"(?:^|(?<=\| ))(?:{'|'.join(small)})(?=[ ]?(?:\||$))", re.MULTILINE)
        yield from (Hit(Span(*found.span()), "monogram", 0.6) for found in alone.finditer(text))


def _parafen(text: str, named: Iterable[tuple[Hit, Name]]) -> Iterator[Hit]:
    """The letters beside a name in its row, or in brackets behind it: "A.B. van Oosterzee | AvO", "S. Ramdin (SRa)"."""
    for hit, name in named:
        first = _first(name.initials or name.given) if name.initials or name.given else ""
        fix = "".join(part.strip("'’")[:1] for part in name.interfix.lower().split())
        forms = {
            f"{first}{name.family[:1]}",
            f"{first}{fix}{name.family[:1]}",
            f"{first}{name.family[:2]}",
            f"{first}{fix}{name.family[:2]}",
        }
        beside = _BESIDE_NAME.match(text, hit.span.end)
        yield from _further_on(text, hit, name)
        if not beside:
            continue
        # Of a bare name in its cell only the last letter can be told: "Mei | HM"; of a first name the first
        told = beside["it"] in forms if first else hit.rule == Cue.CELL.value and beside["it"][1:] == name.family[:1]
        # "Floor (FH)"
        given = text[beside.start("it") - 1] == "(" and words.trust(name.family) and beside["it"].isupper()
        told = told or (not first and bool(given) and beside["it"][0] == name.family[0])
        if told and beside["it"] not in words.listed("units"):
            yield Hit(Span(*beside.span("it")), "monogram", 0.6)


def _further_on(text: str, hit: Hit, name: Name) -> Iterator[Hit]:
    """The letters of a name further on in its row: "Bart Schimmelpenning retour met opm. BS"."""
    mark, end = monogram(name).upper(), hit.span.end
    if len(mark) < 2 or _is_unit(mark):
        return
    row = text[end : end + _ROW].partition("\n")[0]
    for found in re.finditer(rf"(?<![\w.-]){re.escape(mark)}(?![\w-])", row):
        yield Hit(Span(end + found.start(), end + found.end()), "monogram", 0.6)


def _labelled(look: Scene) -> Iterator[Hit]:
    """Letters right after a label or function of people behind the scenes: "Opsteller | KvdB", "Medeparaaf: JdV"."""
    for at, kinds in sorted(look.announced.items()):
        found = _LABELLED.match(look.text, at)
        if not found or not kinds & {Cue.CELL, Cue.CONTACT} or found[0] in words.listed("units"):
            continue
        plain = found[0].isupper() and (Cue.CELL not in kinds or len(found[0]) > 3)
        if not plain:
            yield Hit(Span(*found.span()), Cue.CONTACT.value, 0.6)


def _first(part: str) -> str:
    return "IJ" if part.startswith("IJ") else part[0]


def monogram(name: Name) -> str:
    """The letters by which a name is signed.

    >>> monogram(parse("Jan de Vries")), monogram(parse("M.J. van den Berg"))
    ('JdV', 'MJvdB')
    """
    first = name.initials.replace(".", "") or "".join(_first(part) for part in name.given.split())
    if not first:
        return ""
    fix = "".join(part.strip("'’")[0] for part in name.interfix.lower().split() if part.strip("'’"))
    return first + fix + name.family[:1]
