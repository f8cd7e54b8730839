"""Motions (moties) that a document names: movers, number, subject and fate; one entry per distinct motion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from corpus.document import Document, Part, Span
from corpus.knowledge import load_list
from corpus.records import Kind, Motion, MotionStatus, Mover, Profile
from corpus.stem import stems
from nlp.appreciation import appreciated
from nlp.dutch import Reading
from nlp.fates import Place, fate, shared, told_later
from nlp.minutes import is_repeated, read_out, voted
from nlp.motion_facts import first_paper, note_at, number_at, paper_of, replaced_by, subject_of
from nlp.motion_paper import own_motion
from nlp.motion_rows import is_moved, movers_cells
from nlp.movers import Named, movers_at, movers_before
from nlp.papers import papers_in
from nlp.turns import is_minutes

# "Stemmingen moties Informele Milieuraad" names a debate.
# "zijn motie (nr. 1294) aangehouden; die van het lid X (nr. 1295) is verworpen": another one
_ANCHOR = re.compile(
    r"(?<!Stemmingen )(?<!Stemming )\b(?P<word>[Mm]otie(?P<several>s)?|MOTIE)(?!\w|\s?#)"
    r"|\b(?P<other>[Dd]ie(?= van (?:het lid|de leden) [A-Z]))"
)
_OTHER_REACH = 250  # characters back to the motion beside which "die van het lid X" stands
_ON_PAPER = re.compile(
    r"\s+op stuk\s+(?:\d{2}[ .]?\d{3}(?:[- ][IVX]+)?,\s*)?nr\.?\s*\d{1,4}\s+(?=van (?:het|de|mevrouw)\b)"
)
# "motie van wantrouwen (tegen het kabinet) van het lid Wilders"
_MOVED_BY = re.compile(r"(?:\s+(?:tegen|jegens)\s[^.;|]{3,60}?)?\s+(?=van\s+(?:het|de)\s+(?:[Kk]amer)?(?:lid|leden)\b)")
# "de motie ‘Rom foar it doarp’ van FNP en GroenLinks"
_TITLED = re.compile(r"\s+[‘“'\"][^’”'\"|]{3,90}[’”'\"]\s+(?=van\s)")
# "een motie aangenomen die vraagt om een nieuw kader": nobody and no number, but what it asks tells which.
_IN_FULL = re.compile(
    r"\s+(?:heeft |is |werd )?(?:aangenomen |ingediend )?(?:die|waarin|waarmee|waarbij)\b.{0,60}?"
    r"\b(?:verzocht|verzoekt|vraagt|oproept|roept|gevraagd|opgeroepen)\b"
)
# "Die motie (36 602, nr. 131)": the one just named
_THAT = re.compile(r"\b(?:[Dd]ie|[Dd]eze|[Gg]enoemde|[Ee]erstgenoemde)\s+$")
_NOWHERE = re.compile(r"(?P<several>(?!))?")
_THAT_REACH, _REACH, _FEW = 16, 200, 3  # characters before "motie"; between two namings; sentences
_LATER = frozenset({MotionStatus.UNKNOWN, MotionStatus.ADOPTED})


def find_motions(reading: Reading, profile: Profile) -> tuple[Motion, ...]:
    """The distinct motions of a document; a motion paper's own motion comes first.

    "de moties Marijnissen c.s. en Klaver c.s. die zien op ..." gives two motions, both with others.
    """
    document = reading.document
    own = own_motion(reading) if profile.kind is Kind.MOTIE else None
    minutes = is_minutes(document)
    votes = voted(reading) if minutes else {}
    found = [own] if own else list(read_out(reading)) if minutes else []
    behind = _behind(reading)
    rows = tuple(movers_cells(document))
    for place in _places(reading):
        named = _named(document, place, own) or _in_row(document, place, rows)
        for motion in named:
            if motion.rule == "that" and found and _is_that(found[-1], motion):
                found[-1] = _with(found[-1], motion)
            elif not (minutes and is_repeated(found, motion)):
                status = votes.get(place.span, motion.status)
                if len(named) == 1 and not minutes and status in _LATER:
                    status = told_later(behind.get(place.span, ()), status)
                _merge(document, found, replace(motion, status=status))
    replaced = {motion.replaces for motion in found if motion.replaces}
    found = [one for one in found if f"{one.dossier}-{one.number}" not in replaced]
    if minutes:
        found.sort(key=lambda motion: motion.sentence)
    numbered = [replace(motion, id=f"m{i}") for i, motion in enumerate(found, 1)]
    return appreciated(reading, numbered, profile.date)


def _behind(reading: Reading) -> dict[Span, tuple[str, ...]]:
    """The next sentences of its block behind each sentence."""
    sentences = reading.sentences
    return {
        one.span: tuple(reading.text(other) for other in sentences[at + 1 : at + 1 + _FEW] if other.block == one.block)
        for at, one in enumerate(sentences)
    }


def _is_that(last: Motion, motion: Motion) -> bool:
    """Whether "die motie (36 602, nr. 131)" is the one named just before, without its number."""
    near = 0 <= motion.sentence.start - last.sentence.end < _REACH
    return near and last.number is None and bool(last.movers)


def _with(known: Motion, motion: Motion) -> Motion:
    """An entry with what another place says of it."""
    return replace(
        known,
        movers=known.movers or motion.movers,
        and_others=known.and_others or motion.and_others,
        dossier=known.dossier or motion.dossier,
        number=known.number if known.number is not None else motion.number,
        subject=known.subject or motion.subject,
        replaces=known.replaces or motion.replaces,
        status=known.status if motion.status is MotionStatus.UNKNOWN else motion.status,
    )


def _places(reading: Reading) -> Iterator[Place]:
    """Sentences and headings in reading order; then subject lines, which may name a motion that the text does not."""
    sentences = [Place(s.span, s.block.part) for s in reading.sentences]
    headings = [Place(b.span, b.part) for b in reading.document.parts(Part.HEADING)]
    yield from sorted(sentences + headings)
    yield from (Place(b.span, b.part) for b in reading.document.parts(Part.HEAD))


def _named(document: Document, place: Place, own: Motion | None) -> list[Motion]:
    """The motions that a place names, each with what is said of it up to the next."""
    text = document.text[: place.span.end]
    anchors = list(_ANCHOR.finditer(text, place.span.start))
    at = place.span.start
    found: list[tuple[Motion, Span]] = []
    for i, anchor in enumerate(anchors):
        near = text[max(0, anchor.start() - _OTHER_REACH) : anchor.start()]
        if anchor["other"] and not re.search(r"\b[Mm]otie", near.rpartition("\n")[2]):
            continue
        if anchor.start() < at or (own and place.part is not Part.ROW and anchor["word"] == "MOTIE"):
            continue
        limit = anchors[i + 1].start() if i + 1 < len(anchors) else place.span.end
        named = _movers(text, anchor, place.span.start)
        if named:
            at = named[-1].span.end
            limit = next((a.start() for a in anchors if a.start() >= at), place.span.end)
            rest = Span(at, limit)
            found += [(motion, rest) for motion in _with_movers(document, place, anchor, named, limit)]
        elif listed := _listed(document, place, anchor, limit):
            found += listed
        elif motion := _bare(document, place, anchor, limit):
            found.append((motion, Span(anchor.end(), limit)))
    return shared(document.text, found)


def _in_row(document: Document, place: Place, cells: Sequence[Span]) -> list[Motion]:
    """The motion of a row that names who moved it below "Motie" or "Indiener", without the word itself."""
    cell = next((cell for cell in cells if place.span.covers(cell)), None)
    named = movers_at(document.text[: cell.end], cell.start, False) if cell else ()
    start = _NOWHERE.match(document.text, cell.start) if cell else None
    if not (cell and start and len(named) == 1 and is_moved(document.text, named[0].span.end, cell.end)):
        return []
    found = _with_movers(document, place, start, named, place.span.end)
    paper = first_paper(document.at(place.span))
    first = first_paper(document.text[place.span.start : cell.start])  # a later cell may cite a letter
    return [
        replace(
            one,
            dossier=first.dossier if first else one.dossier,
            number=first.serial if first else one.number,
            replaces=one.replaces or replaced_by(document, place.span, paper),
        )
        for one in found
    ]


def _movers(text: str, anchor: re.Match[str], start: int) -> tuple[Named, ...]:
    """Who moved: named behind "motie" ("motie van wantrouwen van het lid Wilders"), else before it."""
    kind = _kind().match(text, anchor.end())
    if kind:
        lead = _MOVED_BY.match(text, kind.end())
        return movers_at(text, lead.end(), False) if lead else ()
    gap = re.compile(r"-|\s*").match(text, anchor.end())
    titled = _TITLED.match(text, anchor.end())
    at = titled.end() if titled else gap.end() if gap else anchor.end()
    named = movers_at(text, at, bool(anchor["several"]))
    if not named and (on := _ON_PAPER.match(text, anchor.end())):
        # "de motie op stuk nr. 28 van de heer Merkies"
        first = movers_at(text, on.end(), False)[:1]
        named = tuple(one._replace(span=Span(anchor.end(), anchor.end())) for one in first)
    return named or movers_before(text, start, Span(anchor.start(), anchor.end()))


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"\s+van (?:{'|'.join(load_list('nlp', 'motions')['kinds']['words'])})\b")


def _with_movers(
    document: Document, place: Place, anchor: re.Match[str], named: tuple[Named, ...], limit: int
) -> Iterator[Motion]:
    for i, one in enumerate(named):
        until = named[i + 1].span.start if i + 1 < len(named) else limit
        paper = paper_of(document, place, one.span.end, until, len(named) == 1)
        rest = Span(named[-1].span.end, limit)
        motion = Motion(
            id="",
            sentence=place.span,
            movers=one.movers,
            and_others=one.and_others,
            dossier=paper.dossier if paper else None,
            number=paper.serial if paper else number_at(document.text, one.span.end, until),
            subject=subject_of(document, rest),
            replaces=replaced_by(document, rest, paper),
            status=fate(document, place, anchor.start(), rest),
            confidence=0.95 if paper or one.and_others or len(one.movers) > 1 else 0.9,
            rule="movers",
        )
        yield motion
        if anchor["several"] and len(named) == 1 and paper:
            # "de moties-Graus (31311, nrs. 125 tot en met 127)"
            beside = [each for each in papers_in(document.text[one.span.end : until]) if each.span == paper.span]
            yield from (replace(motion, number=each.serial) for each in beside[1:])


def _bare(document: Document, place: Place, anchor: re.Match[str], limit: int) -> Motion | None:
    """A motion without movers: one only by its number ("motie op stuk nr. 157") or by a footnote that tells it."""
    text = document.text
    rest = Span(anchor.end(), limit)
    note = note_at(document, anchor.end(), anchor.end() + 2)
    told = movers_at(text, _after_motie(text, note), False) if note else ()
    close = papers_in(text[anchor.end() : min(limit, anchor.end() + 160)])
    number = number_at(text, anchor.end(), limit)
    paper = close[0] if close and re.match(_NEAR, text[anchor.end() : anchor.end() + close[0].span.start]) else None
    paper = paper or (first_paper(document.at(note)) if note else None)
    that = _THAT.search(text, max(place.span.start, anchor.start() - _THAT_REACH), anchor.start())
    asks = subject_of(document, rest)
    in_full = bool(asks and _IN_FULL.match(text, anchor.end(), limit))
    if not (paper or number or told or in_full) or anchor["several"]:
        return None
    return Motion(
        id="",
        sentence=place.span,
        movers=told[0].movers if told else (),
        and_others=bool(told and told[0].and_others),
        dossier=paper.dossier if paper else None,
        number=paper.serial if paper else number,
        subject=asks,
        replaces=replaced_by(document, rest, paper),
        status=fate(document, place, anchor.start(), rest),
        confidence=0.8 if paper or number or told else 0.6,
        rule="note" if told else ("that" if that else "number") if paper or number else "subject",
    )


def _listed(document: Document, place: Place, anchor: re.Match[str], limit: int) -> list[tuple[Motion, Span]]:
    """Motions that only have numbers: "de volgende aangehouden moties zijn vervallen: 34775-42; 34734-25"."""
    text = document.text[anchor.end() : limit]
    papers = [paper for paper in papers_in(text) if paper.serial is not None]
    ends = [paper.span.end for paper in papers[:-1]]
    joined = all(
        re.fullmatch(r"\s*(?:[;,]|en)\s*", text[end : paper.span.start])
        for end, paper in zip(ends, papers[1:], strict=True)
    )
    if not anchor["several"] or len(papers) < 2 or not joined or len(text[: papers[0].span.start]) > 40:
        return []
    rest = Span(anchor.end(), limit)
    status = fate(document, place, anchor.start(), rest)
    one = Motion("", place.span, (), False, None, None, (), None, status, 0.8, "listed")
    return [(replace(one, dossier=paper.dossier, number=paper.serial), rest) for paper in papers]


_NEAR = re.compile(r"^(?:[\s,(-]|op stuk|met nummer|onder|kamerstuk(?:ken)?|over [^.;()]{3,110}\()*$", re.IGNORECASE)


def _after_motie(text: str, note: Span) -> int:
    found = _ANCHOR.search(text, note.start, note.end)
    return re.compile(r"[-\s]*").match(text, found.end()).end() if found else note.end  # type: ignore[union-attr]


def _merge(document: Document, found: list[Motion], motion: Motion) -> None:
    """Put a motion in the list, or what it adds into the entry that it repeats."""
    for i, known in enumerate(found):
        if _same(document, known, motion):
            found[i] = _with(known, motion)
            return
    found.append(motion)


def _same(document: Document, known: Motion, motion: Motion) -> bool:
    if known.number is not None and motion.number is not None:
        same_dossier = known.dossier == motion.dossier or not (known.dossier and motion.dossier)
        return known.number == motion.number and same_dossier
    if known.rule == "paper" and motion.and_others != known.and_others:
        # A motion paper may cite an earlier motion of its first mover: "de motie-Veltman c.s.".
        return False
    if not (known.movers and motion.movers) or _other_subject(document, known, motion):
        return False
    return _names(known.movers) == _names(motion.movers) or (
        (known.and_others or motion.and_others) and _names(known.movers)[0] == _names(motion.movers)[0]
    )


def _other_subject(document: Document, known: Motion, motion: Motion) -> bool:
    """Whether both say what they are about and no word of it is in both: one mover may have two motions."""
    words = [
        {word for span in one.subject for word in stems(document.at(span)) if len(word) > 3} for one in (known, motion)
    ]
    return bool(words[0] and words[1] and not words[0] & words[1])


def _names(movers: tuple[Mover, ...]) -> list[str]:
    return [mover.name.casefold() for mover in movers]
