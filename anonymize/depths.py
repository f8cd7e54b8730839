"""Engines that look below the text: the objects, the bytes, the pictures, the pixels under each box, the fonts."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name, Stream, String
from PIL import Image

from anonymize import structure
from anonymize.boxes import Drawn
from anonymize.byte_views import BETWEEN, views_of
from anonymize.case import Case, Spot, spot
from anonymize.ground import spoken
from anonymize.metadata import COLOURS, LANGUAGE, srgb, xmp
from anonymize.page_faults import visible_pictures
from anonymize.paint import patch, pixels
from anonymize.vector import Label, lettered
from anonymize.wording import Secret, Text, Way, fold, plainest
from corpus import ocr

IN_BYTES = 6  # letters: shorter forms turn up in any heap of bytes by chance
MAX_INFLATED = 256_000_000
STRAY = 0.002  # of a box: more light pixels outside the label's letters than this is no black box
RIM = 2  # pixels: the encoding may blur this far
BOX_DPI = 150


def structure_faults(case: Case) -> Iterator[Spot]:
    """Anything in the file that we do not write."""
    for fault in case.faults:
        yield Spot("structure", 0, fault=fault)


def font_codes(case: Case) -> Iterator[Spot]:
    """Characters that a font knows and no page uses."""
    if structure.unused_codes(case.target):
        yield Spot("fonts", 0, fault="unused characters")


def object_strings(case: Case) -> Iterator[Spot]:
    """Every string, name and text stream of every object, reachable or not."""
    ours = {spoken(one.ground) for one in case.drawn} | {LANGUAGE, COLOURS, case.title, "Adobe", "Identity"}
    with pikepdf.open(case.target) as pdf:
        texts: list[str] = []
        for item in [*pdf.objects, pdf.trailer]:
            texts += [text for text in _strings(item) if text not in ours]
        plain = Text("\n".join(texts))
        for secret in case.secrets.all:
            if plain.count(secret):
                yield spot("objects", 0, secret)
        for item in pdf.objects:
            if isinstance(item, Stream) and item.get("/Subtype") != Name.Image:
                yield from _in_bytes(case, "objects", item.read_bytes())


def _strings(item: object, depth: int = 0) -> Iterator[str]:
    """Strings and unknown names directly in an object; what it refers to comes by itself."""
    if depth > 60:
        raise RecursionError
    if isinstance(item, String):
        raw = bytes(item)
        yield str(item)
        yield from (raw.decode(code, "ignore") for code in ("latin-1", "utf-8", "utf-16-be", "utf-16-le"))
    elif isinstance(item, Name):
        if not structure.is_ours(str(item)):
            yield str(item)
    elif isinstance(item, pikepdf.Array):
        for child in item:
            if not getattr(child, "is_indirect", False):
                yield from _strings(child, depth + 1)
    elif isinstance(item, Dictionary | Stream):
        for key in sorted(item.keys()):
            if not structure.is_ours(key):
                yield key
            if not getattr(item[key], "is_indirect", False):
                yield from _strings(item[key], depth + 1)


_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NAMES = re.compile(rb"/[A-Za-z0-9-]+")
_SYNTAX = re.compile(rb"\b(?:obj|endobj|stream|endstream|xref|trailer|startxref)\b")
_CODED = re.compile(rb"<[0-9a-f]+>(?= Tj|\]| -?\d)")
_NUMBERS = re.compile(rb"(?<![\w.])(?:-?[\d.]+[ \]]+)+(?=[A-Za-z*/<\[\n])")


def raw_bytes(case: Case) -> Iterator[Spot]:
    """The bytes of the file and of everything in it that can be inflated, whether or not an object points at it."""
    data = case.target.read_bytes()
    budget = MAX_INFLATED
    at = 0
    for start in (match.end() for match in _STREAM.finditer(data)):
        if start < at:
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        yield from _in_bytes(case, "bytes", data[at:start])
        at = end
        inflated = _inflated(data[start:end], budget)
        budget -= len(inflated or b"")
        if inflated is not None:
            yield from _in_bytes(case, "bytes", inflated)
        else:
            yield from _in_picture(case, data[start:end])
    yield from _in_bytes(case, "bytes", data[at:])


def _inflated(data: bytes, budget: int) -> bytes | None:
    machine = zlib.decompressobj()
    try:
        out = machine.decompress(data, budget)
    except zlib.error:
        return None
    if machine.unconsumed_tail:
        raise MemoryError
    return out


def _in_picture(case: Case, data: bytes) -> Iterator[Spot]:
    """Forms that stand in binary data as they are, our own title apart: the text may have its words openly."""
    small = data.replace(xmp(case.title), b" ").lower()
    for secret in case.secrets.all:
        form = secret.form.encode()
        if len(form) >= IN_BYTES and secret.way in (Way.PART, Way.ACROSS) and form in small:
            yield spot("bytes", 0, secret)
    if len(data) < 100_000 and data[:64].isascii():
        yield from _in_bytes(case, "bytes", data)


def _in_bytes(case: Case, engine: str, data: bytes) -> Iterator[Spot]:
    """The longer forms in each way that bytes may be meant as text. Equal bytes are searched once."""
    key = hashlib.sha256(data).digest()
    if key not in case.searched:
        case.searched[key] = tuple(_secrets_in(case, data))
    yield from (spot(engine, 0, secret) for secret in case.searched[key])


def _secrets_in(case: Case, data: bytes) -> Iterator[Secret]:
    """What we write ourselves is taken out first."""
    data = data.replace(xmp(case.title), b" ").replace(srgb(), b" ")
    for ground in {one.ground for one in case.drawn}:
        data = data.replace(spoken(ground).encode(), b" ")
    ours = {name for name in set(_NAMES.findall(data)) if structure.is_ours(name.decode())}
    data = _NAMES.sub(lambda name: b" " if name[0] in ours else name[0], data)
    data = _SYNTAX.sub(b" ", data)
    if not case.faults:
        data = _CODED.sub(b" ", data)  # codes of our font, which read as letters say nothing
        data = _NUMBERS.sub(b" ", data)  # places on the page, which read one after the other could be any number
    secrets = [secret for secret in case.secrets.all if len(secret.form) >= IN_BYTES]
    plain = all(secret.form.isascii() for secret in secrets)
    for views in views_of(data):
        # No form reaches over what stands between, so what is not in all of them together is in none.
        joined = BETWEEN.join(views)
        together = plainest(joined) if plain else fold(joined)
        if suspects := [secret for secret in secrets if secret.form in together]:
            texts = list(map(Text, views))
            yield from (secret for text in texts for secret in suspects if text.count(secret))


def other_pictures(case: Case) -> Iterator[Spot]:
    """Pictures that no page shows as its whole self: logos, figures, covered or unused ones. Read one by one."""
    if not case.secrets.all:
        return
    with pikepdf.open(case.target) as pdf:
        shown: set[tuple[int, int]] = set()
        if not case.faults:
            pages = [page.obj for number, page in enumerate(pdf.pages, 1) if not case.is_drawn(number)]
            shown = {objgen for page in pages for objgen in visible_pictures(page)}
        for item in pdf.objects:
            if not isinstance(item, Stream) or "/Width" not in item or item.objgen in shown:
                continue
            picture = pikepdf.PdfImage(item).as_pil_image().convert("L")
            if picture.width < 20 or picture.height < 8:
                continue
            lines = ocr.recognise(picture, 1, 1.0, psm=6)
            text = Text("\n".join(" ".join(word.text for word in line.words) for line in lines), ocr=True)
            for secret in case.secrets.all:
                if len(secret.form) > 2 and text.count(secret):
                    yield spot("pictures", 0, secret)


def box_pixels(case: Case) -> Iterator[Spot]:
    """Inside each box only black, and light only where its label's letters are."""
    with pikepdf.open(case.target) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            drawn = case.drawn_on(number)
            if not drawn:
                continue
            width = float(page.MediaBox[2])
            if case.is_drawn(number):
                picture = case.opened.draw(number, BOX_DPI)
                bad = [one for one in drawn if not _is_labelled(picture, one, picture.width / width)]
            else:
                picture = pikepdf.PdfImage(page.Resources.XObject.Im).as_pil_image().convert("L")
                scale = picture.width / width
                bad = [one for one in drawn if not _is_black(picture, pixels(one.box, scale), one.ground, scale)]
            yield from (Spot("pixels", number, one.box, one.category, one.ground, "not black") for one in bad)


def _is_labelled(picture: Image.Image, one: Drawn, scale: float) -> bool:
    """True when a drawn box is black but for light in the rectangle of its label."""
    left, top, right, bottom = pixels(one.box, scale)
    light = np.asarray(picture.crop((left, top, right, bottom))) > 127
    size, x, base = lettered(Label(one.box, one.ground))
    wide = one.box.x1 - (x - one.box.x0)
    rows = slice(max(0, int((base - size) * scale) - top), max(0, int((base + 0.1 * size) * scale) + 1 - top))
    columns = slice(max(0, int(x * scale) - left - 1), max(0, int(wide * scale) - left + 2))
    shown = bool(light[rows, columns].any())
    light[rows, columns] = False
    stray = light[RIM:-RIM, RIM:-RIM]
    return shown and stray.size > 0 and float(stray.mean()) <= STRAY


def _is_black(picture: Image.Image, place: tuple[int, int, int, int], label: str, scale: float) -> bool:
    left, top, right, bottom = place
    light = np.asarray(picture.crop(place)) > 127
    letters = np.asarray(patch(right - left, bottom - top, label, scale)) > 30
    near = letters.copy()
    for axis in (0, 1):
        for shift in range(-RIM, RIM + 1):
            near |= np.roll(letters, shift, axis)
    for axis in (0, 1):
        near |= np.roll(near, 1, axis) | np.roll(near, -1, axis)
    stray = (light & ~near)[RIM:-RIM, RIM:-RIM]
    shown = not letters.any() or bool((light & letters).any())
    return stray.size > 0 and shown and float(stray.mean()) <= STRAY
