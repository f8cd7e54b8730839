"""Files to break a reader with: the PDFs of three more files, broken pictures, mails and texts, and mutations.

The same seed makes the same changes. All that show a text show the invented name of `hostile`.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import hostile
import pikepdf
from malformed_bombs import bombs, burst
from malformed_lies import lies
from malformed_pdf import loops, paged
from posting import attach, mail, nested, raw, save

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "documents"
SHORT = ("brief-noor-haddad-toeslagen.pdf", "motie-26643-1204.pdf", "mails-nota-algoritmeregister.pdf")
LINE = f"Contactpersoon is {hostile.NAME}, beleidsmedewerker bij BZK.\n"

# A quick run takes these: what has brought readers down, and one of each kind of lie.
NASTIEST = frozenset(
    """
    form_in_itself.pdf resources_in_a_ring.pdf table_before_itself.pdf tree_in_itself.pdf objects_in_themselves.pdf
    structure_in_itself.pdf content_of_500_megabytes.pdf content_deflated_twice.pdf picture_of_400_megabytes.pdf
    laughing_forms.pdf hundred_thousand_pages.pdf page_of_two_million_points.pdf hundred_thousand_q.pdf
    dictionaries_in_dictionaries.pdf operators_without_numbers.pdf box_reversed.pdf picture_by_jbig2.pdf
    font_broken_fontfile2.pdf root_missing.pdf password_of_the_reader.pdf text.pdf empty.pdf bomb.png wide.tif ring.tif
    deep.eml nul.txt latin.txt
    """.split()
)


def files(folder: Path, seed: int = 0, only: frozenset[str] | None = None) -> Iterator[Path]:
    """Write every file, or `only` those, into the folder; gives their paths."""
    for group in (loops, bombs, lies):
        for name, data in group().items():
            if only is None or f"{name}.pdf" in only:
                yield save(folder / f"{name}.pdf", data)
    for name, data in others().items():
        if only is None or name in only:
            yield save(folder / name, data)
    if only is None:
        for name, data in mutations(folder, random.Random(seed)):
            yield save(folder / name, data)


def others() -> dict[str, bytes]:
    """What is no PDF, though some say they are."""
    return {**_named_pdf(), **_pictures(), **_mails(), **_texts()}


def _named_pdf() -> dict[str, bytes]:
    return {
        "empty.pdf": b"",
        "blank.pdf": b" \n" * 99,
        "text.pdf": LINE.encode() * 20,
        "zip.pdf": _zipped({"a.txt": LINE.encode()}),
        "page.pdf": f"<html><body>{LINE}</body></html>".encode(),
        "picture.pdf": _picture("PNG"),
        "noise.pdf": random.Random(1).randbytes(50_000),
        "zeros.pdf": bytes(100_000),
    }


def _pictures() -> dict[str, bytes]:
    png, jpeg, tiff = _picture("PNG"), _picture("JPEG"), _picture("TIFF")
    return {
        "empty.png": b"",
        "text.png": LINE.encode(),
        "cut.png": png[: len(png) // 2],
        "head.png": png[:40],
        "bomb.png": _png(60_000, 60_000, burst(1, b"\0")),
        "rows.png": _png(9_900, 9_900, burst(94, b"\0")),
        "dot.png": _png(1, 1, zlib.compress(b"\0\0")),
        "flat.png": _png(0, 10, zlib.compress(b"")),
        "notes.png": png[:33] + _chunk(b"zTXt", b"a\0\0" + burst(200, b"a")) + png[33:],
        "cut.jpg": jpeg[: len(jpeg) // 3],
        "wide.jpg": jpeg[: jpeg.index(b"\xff\xc0") + 5] + b"\xff\xdc\xff\xdc" + jpeg[jpeg.index(b"\xff\xc0") + 9 :],
        "noise.jpg": jpeg[:300] + random.Random(2).randbytes(3_000) + jpeg[3_300:],
        "other.jpg": _picture("GIF"),
        "cut.tif": tiff[: len(tiff) // 2],
        "wide.tif": _tiff({256: 4_000_000_000, 257: 4_000_000_000}),
        "flat.tif": _tiff({256: 0, 257: 0}),
        "deep.tif": _tiff({258: 65_000, 277: 65_000}),
        "strips.tif": _tiff({273: 0xFFFFFFF0, 279: 0xFFFFFFF0}),
        "ring.tif": _tiff({}, following=8),
        "coded.tif": _tiff({259: 4}),
        "mapped.tif": _tiff({259: 34712}),
    }


def _mails() -> dict[str, bytes]:
    part = "Content-Type: multipart/mixed; boundary={0}\r\n\r\n--{0}\r\n"
    rings = b"".join(part.format(f"b{number}").encode() for number in range(2_000))
    table = b"<table><tr><td>" * 3_000
    return {
        "empty.eml": b"",
        "deep.eml": nested(40).as_bytes(),
        "deep_parts.eml": b"From: a@b.nl\r\nSubject: Nota\r\n" + rings + LINE.encode(),
        "no_end.eml": raw("multipart/mixed; boundary=x", f"--x\r\n\r\n{LINE}"),
        "no_boundary.eml": raw("multipart/mixed", LINE),
        "long_head.eml": raw("text/plain", LINE, head="X-Lang: " + "a " * 500_000),
        "many_heads.eml": raw("text/plain", LINE, head="\r\n".join(["To: c@d.nl"] * 20_000)),
        "letters.eml": raw("text/plain; charset=onbekend-9", LINE),
        "base64.eml": raw("text/plain", "====" + LINE * 9, "Content-Transfer-Encoding: base64"),
        "coding.eml": raw("text/plain", LINE, "Content-Transfer-Encoding: geheim"),
        "nul.eml": raw("text/plain", LINE.encode() + bytes(1_000)),
        "deep_html.eml": raw("text/html", b"<div>" * 100_000 + LINE.encode()),
        "tables.eml": raw("text/html", table + LINE.encode()),
        "entities.eml": raw("text/html", b"&#x110000;&#0;&#xD800;" * 2_000 + LINE.encode()),
        "date.eml": raw("text/plain", LINE, head="Date: Fri, 99 Foo 99999 99:99:99 +9999"),
        "bad_attachment.eml": attach(mail(LINE), "a.pdf", paged()[:200]).as_bytes(),
        "noise.eml": random.Random(3).randbytes(20_000),
        "noise.msg": random.Random(4).randbytes(20_000),
        "head.msg": bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 2_000,
        "empty.msg": b"",
    }


def _texts() -> dict[str, bytes]:
    return {
        "empty.txt": b"",
        "mark.txt": b"\xef\xbb\xbf",
        "nul.txt": LINE.encode() + b"\0" + LINE.encode(),
        "latin.txt": LINE.replace("Anneloes", "Annelo\u00ebs").encode("latin-1"),
        "wide.txt": LINE.encode("utf-16"),
        "half.txt": LINE.encode() + b"\xe2\x82",
        "controls.txt": b"\x01\x02\x03\x1b[2J" * 100 + LINE.encode(),
        "one_line.txt": LINE.strip().encode() * 2_000,
        "one_word.txt": b"a" * 300_000,
        "feeds.txt": b"\f" * 3_000 + LINE.encode(),
        "marks.txt": ("a" + "\u0301" * 20_000 + "\n" + LINE).encode(),
        "backwards.txt": ("\u202e" + LINE + "\u200b\u2066" * 500).encode(),
        "brackets.txt": (LINE + "((((" * 10_000).encode(),
        "digits.txt": (LINE + "06-12345678 " * 3_000).encode(),
        "large.txt": b"a b " * 5_500_000,
    }


def mutations(folder: Path, dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """Pages of `hostile` and of the examples with bytes changed, lost, added and repeated."""
    sources = dict(_sources(folder))
    ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _delete, _insert, _repeat, _renumber)
    for name, data in sources.items():
        for way in ways:
            yield f"{name}-{way.__name__.strip('_')}.pdf", way(data, dice)
        yield f"{name}-cut.pdf", data[: int(len(data) * dice.random())]
    plain = sources["plain"]
    for share in range(1, 20):
        yield f"plain-cut-{share}.pdf", plain[: len(plain) * share // 20]


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    draft = folder / "draft"
    for name, builder in hostile.CASES.items():
        yield name, builder(draft).read_bytes()
        draft.unlink()
    for name in SHORT:
        out = io.BytesIO()
        with pikepdf.open(EXAMPLES / name) as pdf:
            del pdf.pages[1:]
            pdf.save(out)
        yield name.removesuffix(".pdf"), out.getvalue()


def _flip(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 5, 30))):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _delete(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 20, 200)) :]


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.choice((1, 20, 2_000))) + data[at:]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    at, size = dice.randrange(len(data)), dice.choice((10, 300))
    return data[:at] + data[at : at + size] * dice.choice((1, 50)) + data[at:]


def _renumber(data: bytes, dice: random.Random) -> bytes:
    """Some digits are others: lengths, references and offsets that are not right."""
    out = bytearray(data)
    digits = [at for at, byte in enumerate(out) if 48 <= byte <= 57]
    for at in dice.sample(digits, min(12, len(digits))):
        out[at] = 48 + dice.randrange(10)
    return bytes(out)


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    hostile.picture_of(LINE.strip()).save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, packed: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _tiff(changed: dict[int, int], following: int = 0) -> bytes:
    """A grey picture of 8 x 8 of which some fields are `changed`; `following` is where the next page is said to be."""
    fields = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: 400, 277: 1, 278: 8, 279: 64} | changed
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(fields.items()))
    head = b"II*\0" + struct.pack("<IH", 8, len(fields)) + entries + struct.pack("<I", following)
    return head.ljust(400, b"\0") + bytes(range(64))


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()
