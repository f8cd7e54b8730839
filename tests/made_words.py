"""Texts to words and words to lines: fonts, places where a word may be broken, and the filling of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from made_blocks import Span, spans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from examples.fonts import MissingFontError, find

FACES = ("", "bold", "italic")
# Where a face is not installed the fallback takes its place: the pages differ then, their truth does not.
FAMILIES = {
    "Sans": ("LiberationSans", ("Regular", "Bold", "Italic")),
    "Serif": ("LiberationSerif", ("Regular", "Bold", "Italic")),
    "Mono": ("LiberationMono", ("Regular", "Bold", "Italic")),
    "Narrow": ("LiberationSansNarrow", ("Regular", "Bold", "Italic")),
    "Wide": ("DejaVuSans", ("", "-Bold", "-Oblique")),
    "Book": ("DejaVuSerif", ("", "-Bold", "-Italic")),
    "Tight": ("DejaVuSansCondensed", ("", "-Bold", "-Oblique")),
}
FALLBACK = {"Narrow": "Sans", "Wide": "Sans", "Book": "Serif", "Tight": "Sans"}
SMALL = 0.65  # the size of a raised or lowered character

_HYPHENATED = """
aan-beste-din-gen aan-beve-lin-gen aan-drin-gen aan-ge-kon-digd aan-ge-trof-fen aan-spreek-punt aan-vraag-for-mu-lier
ach-ter-een-vol-gens ad-mi-nis-tra-tie-ve af-braak-pro-duc-ten al-go-rit-me al-go-rit-mes amb-te-na-ren
ba-sis-vaar-dig-he-den be-ant-woor-ding be-drijfs-le-ven be-drij-ven be-hoef-te be-lang-rijk-ste be-oor-de-lin-gen
be-oor-deelt be-schik-baar be-slui-ten be-sluit-vor-ming be-stuur-lijk be-trok-ken be-vin-din-gen be-zwaar-schrif-ten
bij-een-kom-sten bij-voor-beeld com-mis-sie-de-bat com-mu-ni-ca-tie con-cen-tra-tie cor-po-ra-ties de-par-te-men-ten
deel-ne-mers doel-stel-lin-gen door-loop-tijd door-loop-tij-den drink-wa-ter-be-drij-ven dui-de-lijk-heid
er-va-rin-gen eva-lu-a-tie fi-nan-ci-eel fi-nan-ci-ë-le fi-nan-cie-ring flex-wo-nin-gen func-ti-o-na-ris ge-ba-seerd
ge-bie-den ge-gevens ge-ge-vens-ver-wer-king ge-meen-ten ge-meen-te ge-mid-del-de ge-nees-mid-de-len ge-re-ser-veerd
ge-sprek-ken ge-za-men-lij-ke ge-ïn-for-meerd ge-wijzigd grens-over-schrij-den-de grond-prij-zen grond-stof-fen
huur-com-mis-sie in-for-ma-tie in-ge-no-men in-ko-men in-stel-lin-gen in-ter-na-ti-o-na-le jon-ge-ren ka-ze-rne
keu-zes kwa-li-teit le-ra-ren-op-lei-din-gen le-ra-ren-te-kort le-ve-ran-ciers maat-re-ge-len maat-schap-pe-lij-ke
me-de-wer-kers mi-nis-te-rie mi-nis-ters mo-ge-lijk mo-ge-lijk-heid mu-ni-tie-op-slag net-be-heer-ders on-der-bou-wing
on-der-ne-mers on-der-wijs on-der-zoek on-der-zoe-kers on-der-zocht ont-wik-ke-ling op-lei-din-gen op-los-sing
op-per-vlak-te-wa-ter open-baar-ma-king or-ga-ni-sa-ties over-een-komst over-heid over-heids-or-ga-ni-sa-ties
over-we-gin-gen per-ce-len per-soons-ge-ge-vens pro-fes-si-o-nals pro-gram-ma pro-vin-cies rap-por-ta-ge re-ge-ling
re-gis-tra-tie re-gis-tra-ties re-sul-ta-ten rijks-over-heid sa-men-le-ving sa-men-wer-king school-be-stu-ren
staats-se-cre-ta-ris sub-si-die toe-ge-zegd toe-pas-sin-gen toe-zeg-ging toe-zeg-gin-gen uit-ge-voerd uit-kom-sten
uit-voe-ring uit-voe-rings-or-ga-ni-sa-ties uit-zon-de-rin-gen va-ca-tu-res vei-lig-heid ver-an-de-ren ver-de-ling
ver-ga-de-ring ver-ge-lijk-ba-re ver-gun-nin-gen ver-hou-din-gen ver-plich-ting ver-plich-tin-gen ver-schil-len-de
ver-te-gen-woor-di-gers ver-trou-we-lijk ver-wach-ting voor-be-rei-ding voor-ge-no-men voor-lich-ting voor-stel-len
voor-zie-nin-gen voor-zit-ter vrij-wil-lig waar-de-ring werk-ge-le-gen-heid werk-zaam-he-den woord-voe-ring wo-nin-gen
zie-ken-hui-zen zorg-ver-ze-ke-raars
aan-wij-zings-be-voegd-heid aan-ge-past aard-ap-pe-len ad-vi-seert ak-ker-bou-wers ant-woord be-ant-woord be-lang-rijk
be-las-tin-gen be-mes-ting be-nut-ten be-oor-deeld be-per-ken be-schikt be-stem-ming be-zwaar bin-nen-ge-ko-men
con-cen-tra-ties con-cre-te daad-wer-ke-lijk dien-den duur-za-me eind-sta-ti-on eer-ste 
frac-tie ge-bou-wen ge-bruiks-norm ge-bruiks-nor-men ge-ko-zen ge-noemd ge-vol-gen ge-wor-den grond-wa-ter
huis-hou-dens huur-ders in-di-ca-to-ren in-spraak in-ter-rup-tie in-zaai-da-tum land-bouw land-bouw-be-drij-ven
maat-werk melk-vee-hou-ders mest-ver-wer-king mi-nis-ter mo-ties na-tuur na-ti-o-na-le ni-traat-con-cen-tra-tie
on-der-houd on-ge-veer op-brengs-ten op-nieuw pro-ce-du-res pro-duc-ten per-cen-ta-ge richt-lijn rap-por-teert
slech-ter so-ci-a-le stu-den-ten stik-stof-bo-dem-over-schot te-lers ter-mijn toe-lich-ting ui-ter-lijk ver-bod
ver-duur-za-ming ver-an-de-ring ver-hou-ding ver-lich-ten ver-plich-te ver-slech-te-ren voor-be-reid
voor-beeld voor-lo-pi-ge voor-schrif-ten voor-stel voor-waar-de voor-waar-den wa-ter-kwa-li-teit wacht-tijd
wet-ge-ving win-kel wo-ning wo-ning-bouw zand-ge-bie-den
"""
BREAKS = {word.replace("-", ""): word.split("-") for word in _HYPHENATED.split()}
# A hyphen of the word itself stands at the line's end just so: REACH-verordening, AI-systemen.
_OWN_HYPHEN = re.compile(r"(?<=[A-Za-z]-)(?=[A-Za-z])")


@cache
def font(family: str, face: str = "") -> str:
    """The registered name of a face; there is none for bold and italic at once."""
    stem, endings = FAMILIES[family]
    ending = endings[FACES.index(face if face in FACES else "")]
    file = f"{stem}{'-' if stem.startswith('Liberation') else ''}{ending}.ttf"
    try:
        path = find(file)
    except MissingFontError:
        return font(FALLBACK[family], face)
    pdfmetrics.registerFont(TTFont(file[:-4], str(path)))
    return file[:-4]


class Type(NamedTuple):
    """A family and a size."""

    family: str
    size: float
    face: str = ""

    def width(self, text: str, face: str = "") -> float:
        size = self.size * (SMALL if face in {"raised", "lowered", "note"} else 1)
        return float(pdfmetrics.stringWidth(text, font(self.family, face or self.face), size))


Word = tuple[Span, ...]


def words(text: str, number: Sequence[int] = ()) -> list[Word]:
    """The words of a marked-up text; its footnotes become the marks `number`, in order, glued to their words."""
    marks, found = iter(number), list[list[Span]]([[]])
    for span in spans(text):
        if span.face == "note":
            found[-1].append(Span(str(next(marks)), "note"))
            continue
        for i, part in enumerate(span.text.split(" ")):
            if i:
                found.append([])
            if part:
                found[-1].append(Span(part, span.face))
    return [tuple(word) for word in found if word]


def length(word: Word, type_: Type) -> float:
    return sum(type_.width(span.text, span.face) for span in word)


def _cuts(word: Word, soft: bool) -> Iterator[tuple[Word, Word]]:
    """Each way to break a word, the longest head first."""
    first, *rest = word
    places = {match.start(): "" for match in _OWN_HYPHEN.finditer(first.text)}
    bare = first.text.strip("‘’“”(),.;:?!")
    if soft and not places and (parts := BREAKS.get(bare.lower())):
        start = first.text.index(bare)
        places |= {start + len("".join(parts[:i])): "-" for i in range(1, len(parts))}
    for place, hyphen in sorted(places.items(), reverse=True):
        yield (Span(first.text[:place] + hyphen, first.face),), (Span(first.text[place:], first.face), *rest)


def fill(text: Sequence[Word], limits: Sequence[float], type_: Type, soft: bool = False) -> list[list[Word]]:
    """Lines filled greedily; `limits` are the widths of the first lines, the last of them that of all later ones."""
    lines, line, used, blank = list[list[Word]](), list[Word](), 0.0, type_.width(" ")
    waiting = list(reversed(text))
    while waiting:
        word = waiting.pop()
        limit = limits[min(len(lines), len(limits) - 1)]
        wide = length(word, type_)
        start = used + blank if line else 0.0
        if start + wide <= limit:
            line.append(word)
            used = start + wide
            continue
        for head, tail in _cuts(word, soft):
            if start + length(head, type_) <= limit:
                line.append(head)
                word = tail
                break
        if not line:
            line = [word]  # wider than the line, and nowhere to break it
        else:
            waiting.append(word)
        lines.append(line)
        line, used = [], 0.0
    return [*lines, line] if line else lines


def wrap(text: str, limit: float, type_: Type) -> list[str]:
    """The lines of a text without markup, as strings."""
    return [" ".join(span.text for word in line for span in word) for line in fill(words(text), [limit], type_)]
