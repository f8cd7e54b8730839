"""Names in the names of files that a text speaks of: "20240312_reactie_Jansen_v2.docx", "huren_jdevries.xlsx"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anonymize import words
from anonymize.filename import personal
from anonymize.letters import monogram
from anonymize.person import Name, fold, parse
from anonymize.scene import Hit
from corpus.document import Span
from nlp.gazetteer import SURE

RULE = "file"
_ENDING = re.compile(r"(?<=\w)\.(?:docx?|pdf|xlsx?|pptx?|csv|msg|eml|txt|odt|rtf|zip|jpe?g|png)(?![\w])", re.IGNORECASE)
# What may stand before a file's name; a name itself may have blanks: "Doorrekening RVO Bos.xlsx".
_SEPARATOR = re.compile(r"[|;:,<>\"'“”‘’/()\[\]\n]")
_LONGEST = 90
_RARE = 3.6  # Zipf: a first name that is no everyday word
_UNDERSCORED = re.compile(r"(?<![\w@./-])(?=[^\W_]+_[^\W_]+_)\w{5,80}(?![\w@])")
_PART = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"(?:[A-Z]|v|vd|van)(?P<family>[A-Z][a-zß-ÿ]{3,})")
_TELLING = 2.5  # Zipf
_REMARKED = re.compile(r"(?:opm|opmerkingen|comm|commentaar)[_ ](?P<it>[A-Z]{2,3}|[a-z]{2,3})(?![^\W_])")
_CAMEL = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+")


def find_in_file_names(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """The stretches of file names that say who; `found` are the names found in the text."""
    hidden = [text[hit.span.start : hit.span.end] for hit in found]
    for stem in stems(text):
        name = text[stem.start : stem.end]
        for span in (*personal(name, hidden), *_first_names(name), *_monograms(name, hidden), *_strangers(name)):
            yield Hit(Span(stem.start + span.start, stem.start + span.end), RULE, 0.5)


def stems(text: str) -> tuple[Span, ...]:
    """The names of files in a text, without their endings."""
    return tuple(dict.fromkeys((*_files(text), *(Span(*match.span()) for match in _UNDERSCORED.finditer(text)))))


_ACCOUNT = re.compile(r"(?<![\w@./-])([a-z]{5,12})\d{1,3}(?![\w@-])")
# "r.tol" without what stands behind an "@": an initial and a surname
_DOTTED = re.compile(
    r"(?<![\w@.:/-])[a-z]\.(?P<family>(?:v|vd|van|vande|vander|de|den|der|el)?[a-z]{3,}(?:-[a-z]{3,})?)(?![\w@]|\.\w)"
)
_SHORTEST = 5  # letters of an account that a name may have


def find_accounts(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Accounts made of a found name ("griendj03", "jvandergriend"), and an initial with a surname: "r.tol"."""
    names = [parse(text[hit.span.start : hit.span.end]) for hit in found]
    families = {fold(name.family) for name in names}
    long = tuple(family for family in families if len(family) > 4 and family.isalpha())
    for account in _ACCOUNT.finditer(text):
        if long and account[1].startswith(long):
            yield Hit(Span(*account.span()), RULE, 0.5)
    for account in _DOTTED.finditer(text):
        if words.is_surname(account["family"]) or not words.is_word(account["family"]):
            yield Hit(Span(*account.span()), RULE, 0.5)
    forms = {form for name in names for form in _accounts(name) if len(form) >= _SHORTEST}
    if forms:
        pattern = rf"(?<![^\W_])(?<![@./-])(?:{'|'.join(sorted(map(re.escape, forms)))})(?![^\W_]|[@-]|\.\w+@)"
        yield from (Hit(Span(*found.span()), RULE, 0.5) for found in re.finditer(pattern, text))


def _accounts(name: Name) -> Iterator[str]:
    """How systems call somebody: "msedney", "sedneym", "malou.sedney", "sedneygj"; not by a surname of two letters."""
    given = fold(name.given.split()[0] if name.given else name.initials.replace(".", ""))
    first = given.replace("-", "")
    family = re.sub(r"[^a-z]", "", fold(f"{name.interfix}{name.family}"))
    if not first.isalpha() or len(family) < 3:
        return
    letters = "".join(part[:1] for part in given.split("-"))  # "Geert-Jan": "geertjan", "gj" and "g"
    for begin in {first[0], first, letters}:
        yield from (
            f"{begin}{family}",
            f"{begin}.{family}",
            f"{begin}_{family}",
            f"{family}{begin}",
            f"{family}.{begin}",
        )


def _files(text: str) -> Iterator[Span]:
    for ending in _ENDING.finditer(text):
        first = max(0, ending.start() - _LONGEST)
        apart = list(_SEPARATOR.finditer(text, first, ending.start()))
        start = apart[-1].end() if apart else first
        start += len(text[start : ending.start()]) - len(text[start : ending.start()].lstrip())
        yield Span(start, ending.start())


def _monograms(stem: str, hidden: Sequence[str]) -> Iterator[Span]:
    """The letters of somebody who was found: "feitenrelaas BV 16nov", of Bas Verhulst."""
    marks = {monogram(parse(name)).upper() for name in hidden if " " in name}
    for part in _PART.finditer(stem):
        if part[0].isupper() and len(part[0]) > 1 and part[0] in marks:
            yield Span(*part.span())


def _strangers(stem: str) -> Iterator[Span]:
    """Surnames, accounts and letters of who wrote: "opm_Schouwstra", "smarzouki", "HBruining", "vMaanen", "opm_IV"."""
    for part in _PART.finditer(stem):
        glued = _GLUED.fullmatch(part[0])
        family = glued["family"] if glued else part[0]
        if len(family) < 5 or words.is_place(family) or words.is_stop(family):
            continue
        telling = words.is_surname(family) and (words.frequency(family) < _TELLING or words.nameness(family) > 0.5)
        account = part[0].islower() and not any(map(words.is_word, (part[0], part[0].removesuffix("s"))))
        account = account and not words.is_compound(part[0]) and not words.is_joined(part[0])
        if telling or (account and len(part[0]) > 5):
            yield Span(*part.span())
    for found in _REMARKED.finditer(stem):
        if not words.is_abbreviation(found["it"]) or found["it"].isupper():
            yield Span(*found.span("it"))


def _first_names(stem: str) -> Iterator[Span]:
    """A sure first name between underscores or capitals: "opm_Sjoukje", "oud_tugba_maart"."""
    for part in _PART.finditer(stem):
        pieces = [part.span(), *((part.start() + m.start(), part.start() + m.end()) for m in _CAMEL.finditer(part[0]))]
        for start, end in pieces:
            word = stem[start:end]
            apart = "_" in (stem[start - 1 : start], stem[end : end + 1]) or (start, end) != part.span()
            known = words.trust(word) >= SURE or (apart and words.trust(word) and words.frequency(word) < _RARE)
            if len(word) > 3 and known and not words.is_place(word):
                yield Span(start, end)
