"""Names that the trained recogniser sees and no rule found, trimmed to a name's words.

The recogniser knows how names stand in sentences, the lists know what things are called. So a person that it sees is
believed unless a list says that the word is an organisation, a place, a department or an everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anonymize import cues, words
from anonymize.extents import lettered, tailed
from anonymize.runs import without_fix
from anonymize.scene import Hit, Scene
from corpus.document import Span
from nlp.gazetteer import FAIR

RULE = "model"
_SCORE = 0.5
_PIECE = re.compile(r"[^|\n;:/→>•\t()\[\]]+(?:\n(?=[^\n])[^|\n;:/→>•\t()\[\]]+)?")
_WORD = re.compile(r"[^\s,]+")
_TITLE = re.compile(rf"(?:{cues.any_of('titles')})\.?", re.IGNORECASE)
_LETTER = re.compile(r"[A-Z]\.")
_FIX = re.compile("de|het|den|der|van|te|en|in|op|uit")
_SIGNING = re.compile(r"para[af]|gezien|akkoord|opm|comment|verslag|notul", re.IGNORECASE)
_NEAR = 80  # characters
_SHORTENED = 5  # letters of an abbreviation
_BRAND = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{3,}[A-Z]{1,3}[a-z]*")  # "ParkinsonNet", "SeedNL"
_ARTICLES = frozenset({"de", "het", "den"})
_ARTICLE = re.compile(r"(?:de|het|een|te|deze|dit)[ ]")
_OF = frozenset({"van", "de", "het", "uit", "te", "in", "bij"})
_PLACE_BEARERS = 2000  # of a place's name as a surname: fewer, and it is the place
_VERB = re.compile(
    rf",?[ ](?:{cues.any_of('verbs_of_persons')}|heeft|had|is|was|kan|kon|zal|zou|moet|moest|mag|gaat|ging|komt|kwam|"
    r"doet|deed)(?!\w)"
)
_PERSON_VERB = re.compile(rf"[ ](?:{cues.any_of('verbs_of_persons')})(?!\w)")
_NUMBERED = re.compile(r"(?<![\w-])\d{1,2}\.[ ]\Z")
_TO_PLACE = re.compile(r"(?<!\w)(?:naar|in|uit|te|vanuit)[ ]\Z")
_PHONE_AFTER = re.compile(r"[ ]\(?(?:06|\+31)[ -]?\d")
_KNOWN_PLACE = 3.3  # Zipf: of better known places one says that they want something
_COMMON_NAME = 4.0  # Zipf
_USUAL = 3.0  # Zipf: once in a million words
_DEPARTMENT = re.compile(r"(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z]{2,}[A-Za-z]{0,4}")
_SINGLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SHORT = 8  # letters: a shorter word of the language may yet be a surname that the lists lack
_EDGES = "\"'‘’“”()[]{}<>,.;:!?•*-–—_»«…"
_LETTERS = re.compile(r"(?:[A-Z]\.){1,4}|[A-Z]{2,4}|[A-Z]{1,2}[a-z]{1,4}[A-Z]{1,2}[a-z]?|[vdt][a-z]{0,2}[A-Z]{1,2}")


def learned_names(look: Scene, seen: Sequence[Span], found: Sequence[Hit]) -> Iterator[Hit]:
    """What the recogniser saw beyond the names found by rules.

    A span that holds one found name makes that name longer; of one that holds more, the rest is a name of its own.
    """
    ordered = sorted(found)
    for span in seen:
        for piece in _PIECE.finditer(look.text, span.start, span.end):
            whole = Span(*piece.span())
            inside = [hit for hit in ordered if hit.span.overlaps(whole)]
            if len(inside) == 1 and (longer := _longer(look, whole, inside[0])):
                yield longer
                continue
            for rest in _apart(whole, [hit.span for hit in inside]):
                name = _trimmed(look.text, rest)
                if name is not None and not _is_no_name(look, name):
                    yield tailed(look, lettered(look, Hit(name, RULE, _SCORE)))


def _longer(look: Scene, whole: Span, hit: Hit) -> Hit | None:
    """A found name with the initials, the first name or the half that the recogniser saw beside it."""
    name = _trimmed(look.text, whole)
    if name is None or not (name.start <= hit.span.start and hit.span.end <= name.end) or name == hit.span:
        return None
    rests = [_trimmed(look.text, rest) for rest in _apart(name, [hit.span])]
    if any(rest is not None and len(look.text[slice(*rest)]) > 2 and _is_no_name(look, rest) for rest in rests):
        return None
    return hit._replace(span=name)


def _apart(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a span that no found name takes."""
    at = span.start
    for other in taken:
        if other.end <= at or other.start >= span.end:
            continue
        if other.start > at:
            yield Span(at, other.start)
        at = other.end
    if at < span.end:
        yield Span(at, span.end)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without titles and small words at its ends; None where no word is left that can be a name."""
    parts = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(text[span.start : span.end])]
    while parts and not _may_open(text, parts):
        parts.pop(0)
    while parts and not _may_close(text, parts):
        parts.pop()
    if not parts:
        return None
    start, end = parts[0].start, parts[-1].end
    whole = text[start:end]
    start += len(whole) - len(whole.lstrip(_EDGES))
    end -= len(whole) - len(whole.rstrip(_EDGES)) if not re.search(r"[A-Z]\.$", whole) else 0
    return Span(start, end) if end > start else None


def _may_open(text: str, parts: Sequence[Span]) -> bool:
    """Not a title, a small word, a stop word or a department: "DGMo Van Reigersbergen" starts at "Van"."""
    word = text[parts[0].start : parts[0].end]
    core = word.strip(_EDGES)
    if _TITLE.fullmatch(word) or not (_has_capital(text, parts[0]) or core.lower() in cues.INTERFIX_WORDS):
        return False
    rest = text[parts[0].end : parts[-1].end].strip()
    if rest and _NUMBERED.search(text, max(0, parts[0].start - 6), parts[0].start):
        return words.is_surname(core) or words.trust(core) > 0 or not _is_put_together(core)  # "3. Camerabeelden"
    if words.is_function_word(core) and _ARTICLE.match(rest):
        return False  # "In de Arbocatalogus", "Over de Wet-Roemer"
    if rest and core.lower() not in cues.INTERFIX_WORDS and (_is_plain_stop(core) or core in words.listed("units")):
        return False
    return not (rest and _DEPARTMENT.fullmatch(core) and not rest.isupper())


def _may_close(text: str, parts: Sequence[Span]) -> bool:
    word = text[parts[-1].start : parts[-1].end].strip(_EDGES)
    if not _has_capital(text, parts[-1]):
        return _follows_initials(text, parts)
    if len(parts) > 1 and text[parts[-1].end : parts[-1].end + 1] == ":" and not word.isupper():
        return False  # the label of the next line
    apart = len(parts) > 1 and "\n" in text[parts[-2].end : parts[-1].start]
    if apart and not words.is_surname(word) and not words.trust(word):
        return False  # "Niels Ruijter / Klachtencoördinator"
    if len(parts) > 2 and text[parts[-2].start : parts[-2].end] in _OF and _is_of_body(word):
        return False  # "Kwame Boateng van de Fraudehelpdesk"
    return len(parts) == 1 or not (_is_plain_stop(word) or word in words.listed("units"))


def _is_of_body(word: str) -> bool:
    """What somebody is of, and not called by: an organisation, a place, a department."""
    if words.is_surname(word):
        return False
    usual = _is_put_together(word) or words.is_place(word) or words.frequency(word) >= _USUAL
    return usual or word in words.listed("units") or (word.isupper() and len(word) <= _SHORTENED)


def _is_put_together(word: str) -> bool:
    """A word made of two of the language: an organisation or a thing, not a surname that no list has."""
    low = word.lower()
    return words.is_compound(word) or words.is_matter(low) or (len(word) > _SHORT and words.is_joined(low))


def _is_plain_stop(word: str) -> bool:
    return words.is_stop(word) and words.nameness(word) < -2


def _has_capital(text: str, part: Span) -> bool:
    return any(letter.isupper() for letter in text[part.start : part.end])


def _follows_initials(text: str, parts: Sequence[Span]) -> bool:
    """The interfix behind the initials of a name turned round: "Vries, J. de"."""
    word = text[parts[-1].start : parts[-1].end]
    return len(parts) > 1 and word in cues.INTERFIX_WORDS and "," in text[parts[0].start : parts[-1].start]


def _is_no_name(look: Scene, span: Span) -> bool:
    """A thing, a place or a word of the language, by the lists."""
    text = look.text[span.start : span.end]
    parts = [without_fix(part) for part in text.split()]
    if words.in_thing(look.text, span.start) or parts[0].lower() in words.listed("bodies") or set("/@") & set(text):
        return True
    if sum(sign.isdigit() for sign in text) > 2 or all(part in words.listed("units") for part in parts):
        return True
    if len(parts) == 1:
        return _is_word(look, span, parts[0], text[:1].islower())
    if _LETTER.fullmatch(parts[0]) and len(parts) == 2 and look.opens(span.start):
        named = words.is_surname(parts[1]) or words.is_strange(parts[1]) or _acts(look.text, span.end)
        return not named and (words.frequency(parts[1]) >= _USUAL or _is_put_together(parts[1]))  # "A. Conceptbrief"
    if _FIX.fullmatch(parts[0]) and len(parts) == 2 and text[0].islower():
        return _is_word(look, span, parts[1], True)
    if len(parts) > 1 and parts[-1].lower() in words.listed("named_after"):
        return True  # "Van Nelle Fabriek"
    if text[0].isupper() and parts[0].lower() in cues.INTERFIX_WORDS and not words.is_stop(parts[-1]):
        article = parts[0].lower() in _ARTICLES and _is_put_together(parts[-1]) and not words.is_surname(parts[-1])
        return words.is_place(text) or article  # "Van Reigersbergen", but "Den Bosch" and "De Fraudehelpdesk"
    if not any(_may_be_name(part) for part in parts):
        return True  # "Nederlands Actieplan Luchtvaartveiligheid"
    known = words.listed("named_after")
    return all(words.is_stop(p) or p.lower() in known or p in words.listed("units") for p in parts)


def _may_be_name(part: str) -> bool:
    """A first name, a surname, or a word that the language does not know; no abbreviation."""
    if part.isupper() and len(part) <= _SHORTENED and not words.is_surname(part):
        return False
    if words.is_surname(part) or (words.trust(part) and words.frequency(part) < _COMMON_NAME):
        return True
    return words.frequency(part) < _USUAL and not _is_put_together(part) and not words.is_stop(part)


def _is_word(look: Scene, span: Span, word: str, after_fix: bool) -> bool:
    """A single word that is no name; `after_fix`: a small "de" before it, as in "de Molukse gemeenschap"."""
    surname, given = words.is_surname(word), words.trust(word)
    label = look.text[span.end : span.end + 2].startswith((":", ".:"))  # "Tel.:"
    if label and (words.is_stop(word) or (not surname and not given and _is_put_together(word))):
        return True  # "Sent:", "Gezien:", "Doorkiesnummer:"
    if (words.is_stop(word) and (words.nameness(word) < -2 or not surname)) or word.lower() in cues.INTERFIX_WORDS:
        return True
    if words.is_nearly_stop(word) and not surname and not given:
        return True
    if words.is_place(word) and not surname and _TO_PLACE.search(look.text, max(0, span.start - 8), span.start):
        return True  # "door naar Sydney"
    if words.is_place(word) and not given and not surname:
        return not _PHONE_AFTER.match(look.text, span.end)  # "via Axel (06-48110365)"
    acts = words.frequency(word) < _KNOWN_PLACE and bool(_PERSON_VERB.match(look.text, span.end))
    if words.is_place(word) and not given and words.bearers("", word) < _PLACE_BEARERS and not acts:
        return True
    if look.opens(span.start) and words.frequency(word) >= _USUAL and given < FAIR and not _acts(look.text, span.end):
        return True  # "Vlak voor verzending", "Kies voor variant B"
    if not surname and not given and _NUMBERED.search(look.text, max(0, span.start - 6), span.start):
        return True  # "3. Camerabeelden"
    if _LETTERS.fullmatch(word):
        return not _signs(look.text, span, word)
    if words.is_thing(word) or word.rstrip(".") in _SINGLE or (after_fix and word.endswith("se")):
        return True
    if not surname and not given and (words.frequency(word) >= _USUAL or any(map(words.is_place, word.split("-")))):
        return True
    if _BRAND.fullmatch(word) and not surname:
        return True
    if "-" in word and not given and any(map(words.is_place, word.split("-"))):
        return True  # "Kijfhoek-Roosendaal"
    # "Algoritmeregister" with a capital: two words that nobody is called
    if given or surname or len(word) <= _SHORT:
        return False
    return _is_put_together(word)


def _acts(text: str, end: int) -> bool:
    """A verb follows that says what somebody does or is, so that the word before it is somebody."""
    return bool(_VERB.match(text, end))


def _signs(text: str, span: Span, letters: str) -> bool:
    """Letters are somebody's where something is signed or commented on; elsewhere they are a department's."""
    if words.is_abbreviation(letters):
        return False
    near = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    return any(sign.islower() for sign in letters) or bool(_SIGNING.search(near))
