"""How far a found name reaches: the first name after the comma, the half after a hyphen, the word on the next line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anonymize import cues, words
from anonymize.cues import Cue
from anonymize.runs import INITIALS, JOINED, UP, Run, without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import FAIR

_IN_OFFICE = re.compile(r"(?<!\w)(?:minister|staatssecretaris)[ ]\Z", re.IGNORECASE)
_SURNAME_FIRST = re.compile(
    rf"(?:,[ ](?P<given>{JOINED}(?:[ ]{JOINED})?|{INITIALS}(?:[ ]?(?:{cues.INTERFIX})(?![\w]))?)(?![\w@]))"
    rf"(?:[ ](?P<after>{cues.INTERFIX})(?![\w'’]))?"
)
_INITIALS = re.compile(INITIALS)
_SURNAME_NEXT = re.compile(rf"[ ]?(?:(?:{cues.INTERFIX})[ ])?[{UP}]")
_OWN_SURNAME = re.compile(rf"[ ](?:{cues.INTERFIX})[ ][{UP}]")
_OWN_LETTER = re.compile(rf"[ ][{UP}]\.(?![ ]?{cues.INITIAL}\.)")  # "Mariusz Krawczyk, Dawid K.": another one
_NICKNAME = re.compile(rf"[ ]\(({JOINED})\)")
_SECOND_HALF = re.compile(
    rf"[ ][-–][ ](?P<fix>(?i:{cues.INTERFIX})[ ])?(?P<core>{JOINED})(?P<given>,[ ](?:{INITIALS}|{JOINED}))?"
)
_FIRST_HALF = re.compile(rf"(?<![\w-])(?P<core>{JOINED})[ ][-–][ ]$")
_BY_FIRST_NAME = frozenset({"bare-first-name", "list", "greeting", "closing", "lone-surname"})
_LETTER_AFTER = re.compile(rf"(?P<it>[ ](?:(?:{cues.INTERFIX})[ ]|vd?)?[{UP}]\.?)(?=[\s,;:)–/]|$)")
_GOES_ON = re.compile(rf"[ ]?(?:[{UP}]|(?:{cues.INTERFIX})[ ][{UP}])")  # "Peter M. Jansen"
_TAIL = re.compile(rf"[ ](?:van|van de|van der|van den|tot|tot de)[ ](?P<core>[{UP}][a-zß-ÿ]+)(?![\w-])")
_ELDER = re.compile(r",?[ ](?:sr|jr)\b\.?", re.IGNORECASE)
_RARE, _EVERYDAY = 3.0, 3.6  # Zipf
_TELLING = frozenset({Cue.SALUTATION.value, Cue.MAIL.value, Cue.CONTACT.value, Cue.GREETING.value})
_FIX_AT_END = re.compile(rf"[ ](?:{cues.INTERFIX})[ ]?\n{JOINED}")
_SHORT_BETWEEN = re.compile(rf"[ ][{UP}][a-zß-ÿ]{{1,2}}[ ]")
_NEXT_LINE = re.compile(rf"\n(?P<fix>(?:{cues.INTERFIX})[ ])?(?P<core>{JOINED})(?=[ ,;]*[ ][a-zß-ÿ(])")


def with_surnames_before(hit: Hit, run: Run) -> Hit:
    """Take in the words before a found first name that are rather names than words: "Nguyen Thi Hanh"."""
    start = hit.span.start
    for span, part in reversed(run.parts):
        core = without_fix(part)
        named = words.is_surname(core) and words.nameness(core) > 0
        named = named and not (words.frequency(core) >= _EVERYDAY and not words.is_strange(core))  # "Schipper Evert"
        if span.end + 1 == start and (named or words.trust(core)) and not words.is_place(core):
            start = span.start
    return hit._replace(span=Span(start, hit.span.end))


def doubled(look: Scene, hit: Hit) -> Hit:
    """Take in the half after a spaced hyphen: "Uitdehaag - Van Wissen", "Groen - de Lange, M."."""
    found = _SECOND_HALF.match(look.text, hit.span.end)
    if not found or words.is_stop(found["core"]):
        return _halved(look, hit)
    capital = bool(found["fix"]) and found["fix"][0].isupper() and hit.rule in _TELLING
    if not capital and not words.is_surname(found["core"]):
        return hit
    named = found["fix"] or found["given"] or words.nameness(found["core"]) > 0
    if not named or words.trust(found["core"].split("-")[0]) > FAIR:
        return hit
    return hit._replace(span=Span(hit.span.start, found.end() if found["given"] else found.end("core")))


def _halved(look: Scene, hit: Hit) -> Hit:
    """Take in the half before a spaced hyphen, of a name turned round: "Groen - de Lange, M."."""
    if hit.rule not in {"surname-first", Cue.MAIL.value} or "," not in look.text[hit.span.start : hit.span.end]:
        return hit
    found = _FIRST_HALF.search(look.text, max(0, hit.span.start - 30), hit.span.start)
    return (
        hit._replace(span=Span(found.start("core"), hit.span.end)) if found and words.is_surname(found["core"]) else hit
    )


def over_line(look: Scene, hit: Hit) -> Hit:
    """Take in the surname on the next line, where the text of lines runs on: "met Marja / Steenhuizen is"."""
    if look.opens(hit.span.start) or " " in look.text[hit.span.start : hit.span.end]:
        return hit
    if words.trust(look.text[hit.span.start : hit.span.end]) < FAIR:
        return hit
    found = _NEXT_LINE.match(look.text, hit.span.end)
    if not found or words.is_stop(found["core"]) or not (found["fix"] or words.nameness(found["core"]) > 0):
        return hit
    return hit._replace(span=Span(hit.span.start, found.end("core")))


def unbroken(look: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Each name whole where the line was broken behind its interfix: "Kees van den / Dungelman"."""
    whole: list[Hit] = []
    for hit in hits:
        found = _FIX_AT_END.match(look.text, hit.span.end)
        whole.append(hit._replace(span=Span(hit.span.start, found.end())) if found else hit)
    after = {hit.span.start: hit for hit in whole}
    for at, hit in enumerate(whole):
        between = _SHORT_BETWEEN.match(look.text, hit.span.end)
        if between and (last := after.get(between.end())) and " " not in look.text[hit.span.start : hit.span.end]:
            whole[at] = hit._replace(span=Span(hit.span.start, last.span.end))  # "Li Na Chen", found as two
    longer = [one.span for one, hit in zip(whole, hits, strict=True) if one.span != hit.span]
    return [one for one in whole if not any(span.covers(one.span) and span != one.span for span in longer)]


def lettered(look: Scene, hit: Hit) -> Hit:
    """Take in the letter that stands for a surname: "Ilse B.", "Hugo de W."."""
    first = look.text[hit.span.start : hit.span.end]
    found = _LETTER_AFTER.match(look.text, hit.span.end)
    if " " in first or not found:
        return hit
    if hit.rule not in _BY_FIRST_NAME and not (
        found["it"].endswith(".") and words.trust(first) > 0 and not _GOES_ON.match(look.text, found.end("it"))
    ):
        return hit
    return hit._replace(span=Span(hit.span.start, found.end("it")))


def tailed(look: Scene, hit: Hit) -> Hit:
    """Take in the second half of an old double name, "Van Zuylen van Nijevelt", and "sr." behind any."""
    if elder := _ELDER.match(look.text, hit.span.end):
        return hit._replace(span=Span(hit.span.start, elder.end()))
    found = _TAIL.match(look.text, hit.span.end)
    core = look.text[hit.span.start : hit.span.end]
    if not found or not re.match(rf"(?:\w\.)*[ ]?(?i:{cues.INTERFIX})[ ]", core) or words.is_stop(found["core"]):
        return hit
    rare = not words.is_place(found["core"]) and words.frequency(found["core"]) < _RARE
    return hit._replace(span=Span(hit.span.start, found.end())) if rare else hit


def nicknamed(look: Scene, hit: Hit) -> Hit:
    """Take in the first name in brackets: "Dekker, A. (Anneke)"."""
    found = _NICKNAME.match(look.text, hit.span.end)
    nickname = found and words.trust(found[1]) and not found[1].isupper() and found[1] not in words.listed("units")
    return hit._replace(span=Span(hit.span.start, found.end())) if found and nickname else hit


def turned_round(look: Scene, hit: Hit) -> Hit:
    """Take in the first name after the comma: "El Khatabi, Soufiane", "Vries, J. de"."""
    found = _SURNAME_FIRST.match(look.text, hit.span.end)
    if not found or " en " in look.text[hit.span.start : hit.span.end]:
        return hit
    if _IN_OFFICE.search(look.text, max(0, hit.span.start - 20), hit.span.start):
        return hit  # "de assistent van minister Hermans, Thomas": who governs is not turned round
    if found["after"] and _FIX_AT_END.match(look.text, found.end("given")):
        return hit  # "Ravi Jagessar, Kees van den / Dungelman"
    given = found["given"]
    if _OWN_SURNAME.match(look.text, found.end("given")) or _OWN_LETTER.match(look.text, found.end("given")):
        return hit
    core = look.text[hit.span.start : hit.span.end]
    end = found.start() + len(found[0].rstrip())
    if " " in given and given.split()[-1].isupper() and not _INITIALS.match(given):
        given = given.split()[0]  # "Vos-Aboagye, Irene | FIN"
        end = found.start("given") + len(given)
    if " " in given and not _INITIALS.match(given) and not words.trust(given.split()[-1]):
        if not words.is_ordinary(given.split()[-1]):
            return hit
        given = given.split()[0]
        end = found.start("given") + len(given)
    if "." in core or (hit.rule == "first-name" and words.trust(core.split()[0])):
        return hit  # "Yohannes Tesfamariam, Ömer Faruk Çelik": two people
    if _INITIALS.match(given):
        follows = look.text[found.end() : found.end() + 12]
        # "de leden Bos, J. de Vries": the initials belong to the next surname
        if not found["after"] and _SURNAME_NEXT.match(follows):
            return hit
        return hit._replace(span=Span(hit.span.start, end))
    first = given.split()[0]
    if (
        len(core.split()) > 3
        or words.trust(core.split()[0]) >= FAIR
        or words.trust(first) < 1
        or words.nameness(first) > 0
    ):
        return hit
    if hit.rule in {Cue.MEMBER.value, Cue.MOTION.value} or (hit.rule == "list" and words.trust(core)):
        return hit
    return hit._replace(span=Span(hit.span.start, end))
