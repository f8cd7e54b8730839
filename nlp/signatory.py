"""Who signs a letter and whom a nota addresses: what "ik", "wij" and "u" mean in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from corpus.document import Block, Document, Part, Span
from corpus.records import Kind, Profile
from nlp.actors import bodies_in, code_in, office_at, office_in
from nlp.ministries import written

SHORT = 160  # letters of a line in which an office signs
_REACH = 8  # blocks below the words that close a letter
# The office ends its line there, or a comma or a portfolio follows: "De minister van X - Openbaar Vervoer,".
_ENDS = re.compile(r"\s*(?:$|,\s*(?:$|[A-Z\[])|[-–]\s*[A-Z])")
_CLOSES = re.compile(
    r"(?:Hoogachtend|Met (?:vriendelijke|hartelijke|de meeste) (?:groet(?:en)?|hoogachting)|Met hoogachting)\b"
)
_OPENS = re.compile(r"\b(?:[Dd]e|DE) (?=(?:[Mm]inister|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS)\b)")
_COLLEGE = re.compile(
    r"(?:[Nn]amens )?(?:[Hh]et )?(?:[Dd]agelijks bestuur,? )?(?:[Cc]ollege van )?"
    r"(?P<college>[Bb]urgemeester en [Ww]ethouders|[Dd]ijkgraaf en (?:[Hh]oog)?[Hh]eemraden|[Gg]edeputeerde [Ss]taten)"
    r"(?P<of> van (?:de )?[^,\n(]{2,50})?\s*(?:,|$)"
)
_GOVERNS = re.compile(r"\b(?:[Mm]inister|[Ss]taatssecretaris)\b")
_ONLY_NAMES = re.compile(r"[\s,]*(?:(?:[A-Z][\w.’'-]*|[Dd]e|van|der|den|ten|ter|te|en)[\s,]*)*")
_BODY_SIGNS = re.compile(r"(?:[Nn]amens\s)?(?:(?:de|het|De|Het)\s)?(?:[Cc]ollege van\s)?$")


def addressee(document: Document, profile: Profile) -> str | None:
    """The office that a nota is for ("Aan: MOCW"), or None where the nota does not say."""
    for text in _addressed(document, profile):
        if office := office_in(text, profile.date):
            portfolio = office.split()[1] not in {"van", "voor"} if " " in office else False
            return f"{office.split()[0]} van {written(profile.ministry)}" if portfolio and profile.ministry else office
        role = re.match(r"(?:de\s+)?(minister|staatssecretaris)\b", text, re.IGNORECASE)
        if role and profile.ministry:
            return f"{role[1].lower()} van {written(profile.ministry)}"
    signing = re.search(r"ondertekenen \(([^)]*)\)", document.text)
    return office_in(signing[1]) if signing else None


def _addressed(document: Document, profile: Profile) -> Iterator[str]:
    for field in profile.fields:
        if field.label.strip(": ").lower() == "aan":
            yield " ".join(document.at(field.value).split())
    for block in document.blocks:
        text = document.at(block.span)
        if block.part in {Part.HEAD, Part.COLOPHON} and (code := code_in(text)):
            yield code
        if found := re.match(r"(?:TER\s[A-Z]+\s+)?(?:Aan|T\.a\.v\.)\s*:?\s+(?!de [Vv]oorzitter)(.{1,90})", text):
            yield found[1]


def signatories_of(document: Document, profile: Profile) -> tuple[str, ...]:
    """The offices that sign a letter, from its closing or, in a printed paper, from its head; in order."""
    for block in document.blocks:
        text = document.at(block.span)
        if found := re.search(r"\bBRIEF VAN DE ((?:MINISTER|STAATSSECRETARIS)\b.*)", text):
            office = office_in(found[1])
            return (office,) if office else ()
    if college := _college(document):  # whom it writes to may be a minister, on a line of his own
        return (college,)
    if signing := tuple(dict.fromkeys(_beside_each_other(document))):
        return signing
    if signing := tuple(dict.fromkeys(_on_own_line(document, in_head=False))):
        return signing
    if one := _split_closing(document) or _below_closing(document, profile):
        return (one,)
    if signing := tuple(dict.fromkeys(_last_lines(document))):
        return signing
    # the head of a letter to a minister names him as well
    return () if profile.kind is Kind.BRIEF else tuple(dict.fromkeys(_on_own_line(document, in_head=True)))


def _on_own_line(document: Document, *, in_head: bool) -> Iterator[str]:
    """The offices that a line gives and nothing else: "De minister van Justitie en Veiligheid,"."""
    left_out = {Part.NOTE} if in_head else {Part.NOTE, Part.HEAD}
    blocks = [document.at(block.span) for block in document.blocks if block.part not in left_out]
    for text, below in zip_longest(blocks, blocks[1:], fillvalue=""):
        for found in re.finditer(r"(?:^|\n|Hoogachtend,\s+|[Gg]roet(?:en)?,\s+)(?:De|DE|de)\s+", text):
            office = office_at(text, found.end())
            if not office or not _ENDS.match(text, office.end):
                continue
            # "De minister van Volksgezondheid,", and "Welzijn en Sport," below it
            whole = office_at(f"{text} {below}", found.end()) if len(below) < SHORT else None
            yield whole.name if whole and whole.end > len(text) else office.name


def _beside_each_other(document: Document) -> Iterator[str]:
    """The offices of a closing in two columns, whose lines were read as one: "De minister van A De minister voor B"."""
    for block in document.running():
        text = document.at(block.span)
        line = len(text) < 2 * SHORT and "." not in text
        opens = [found.start() + block.span.start for found in _OPENS.finditer(text)] if line else []
        if len(opens) != 2 or opens[0] != block.span.start:
            continue
        words = [document.words[at] for at in document.indices(block.span)]
        first, second = (document.words[next(iter(document.indices(Span(at, at + 2))))].box for at in opens)
        edge = max(first.x0, second.x0) - 1
        if abs(first.top - second.top) > 2 * first.height or min(first.x1, second.x1) > edge:
            continue
        columns = [[word.text for word in words if (word.box.x0 > edge) is right] for right in (False, True)]
        offices = [office_at(" ".join(column), len("De ")) for column in columns]
        if all(offices):
            yield from (office.name for office in offices if office)


def _college(document: Document) -> str | None:
    """The college that a letter of a town, province or water board closes with: "het college van dijkgraaf en ..."."""
    for line in _closing_lines(document):
        if found := _COLLEGE.match(line.strip(" ,")):
            place = found["of"].rstrip(" ,") if found["of"] else ""
            college = " ".join(found["college"].lower().split())
            return f"Gedeputeerde Staten{place}" if "staten" in college else f"college van {college}{place}"
    return None


def _split_closing(document: Document) -> str | None:
    """A closing that was read as two blocks: "De minister van Binnenlandse Zaken en", "Koninkrijksrelaties,"."""
    lines = [document.at(block.span) for block in document.blocks if block.part is not Part.NOTE]
    for first, second in pairwise(lines):
        if len(first) < 90 and re.match(r"(?:De|DE)\s+(?:[Mm]inister|[Ss]taatssecretaris|M|S)", first):
            joined = f"{first} {second}"
            office = office_at(joined, first.find(" ") + 1)
            if office and re.match(r"\s*,", joined[office.end :]):
                return office.name
    return None


def _below_closing(document: Document, profile: Profile) -> str | None:
    """The office, else the body, named below "Hoogachtend", whatever stands before it: a name, "namens"."""
    lines = [text for text in _closing_lines(document) if len(text) < SHORT]
    return next((office for text in lines if (office := office_in(text, profile.date))), None) or next(
        (name for text in lines for start, name in bodies_in(text) if _BODY_SIGNS.fullmatch(text[:start])), None
    )


def _last_lines(document: Document) -> Iterator[str]:
    """The offices that one of the last lines gives and nothing else but names, where no words close the letter.

    "Rob Jetten", below it "Minister van Algemene Zaken"; or two beside each other, each with his office.
    """
    last = [document.at(block.span) for block in document.running()][-_REACH:]
    for line in (line for text in last if len(text) < SHORT for line in text.split("\n")):
        found, rest, at = [], "", 0
        for opens in _GOVERNS.finditer(line):
            office = office_at(line, opens.start()) if opens.start() >= at else None
            if office:
                rest += f"{line[at : opens.start()]} "
                found.append(office.name)
                at = office.end
        if found and _ONLY_NAMES.fullmatch(rest + line[at:]):
            yield from found
            return


def _closing_lines(document: Document) -> Iterator[str]:
    blocks: Sequence[Block] = [block for block in document.blocks if block.part is not Part.NOTE]
    closing = [at for at, block in enumerate(blocks) if _CLOSES.search(document.at(block.span))]
    if not closing:
        return
    text = document.at(blocks[closing[-1]].span)
    closes = _CLOSES.search(text)
    yield from text[closes.end() if closes else 0 :].lstrip(" ,\n").split("\n")
    for block in blocks[closing[-1] + 1 : closing[-1] + 1 + _REACH]:
        yield from document.at(block.span).split("\n")
