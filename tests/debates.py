"""Real debates as plain text: the House's XML (two kinds) made into the paragraphs that its minutes print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree


class Minutes(NamedTuple):
    """Minutes among the real documents: the file, the day, and which characters of its text are taken."""

    file: str
    day: str
    start: int = 0
    end: int = 10**9


_TK70 = "handelingen/h-tk-20172018-70-{}.xml"
_VLOS = "handelingen/vlos-plenair-2014-10-15.xml"
MINUTES = {f"tk70-{i}.txt": Minutes(_TK70.format(i), "5 april 2018") for i in (3, 4, 5, 6, 8, 9)} | {
    "vlos-a.txt": Minutes(_VLOS, "15 oktober 2014", 185_000, 221_000),
    "vlos-b.txt": Minutes(_VLOS, "15 oktober 2014", 318_000, 376_000),
    "vlos-c.txt": Minutes(_VLOS, "15 oktober 2014", 98_000, 180_000),
    "vlos-d.txt": Minutes(_VLOS, "15 oktober 2014", 378_000, 478_000),
}


def debate(real: Path, minutes: Minutes) -> str:
    """The minutes in an XML file of the House as text, a blank line between paragraphs, the day at the head."""
    root = _root(real / minutes.file)
    found = _minutes(root) if root.find(".//agendapunt") is not None else _report(root)
    kept: list[str] = []
    at = 0
    for text in (joined for each in found if (joined := " ".join(each.split()))):
        if minutes.start <= at < minutes.end:
            kept.append(text)
        at += len(text) + 2
    body = "\n\n".join(kept)
    return f"Handelingen Tweede Kamer\n\nDatum: {minutes.day}\n\n{body}\n"


def _root(path: Path) -> etree._Element:
    """Some of the files were encoded twice; what is before the declaration is dropped."""
    text = path.read_text("utf-8-sig")
    if "Ã" in text:
        text = re.sub(r"[\u0080-\u00ff]+", _once, text)
    text = re.sub(r"^.*?(?=<[a-z])", "", re.sub(r"<\?xml.*?\?>", "", text), count=1, flags=re.DOTALL)
    text = re.sub(r'\sxmlns(?::\w+)?="[^"]*"|\sxsi:\w+="[^"]*"', "", text)
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, huge_tree=False))


def _once(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        try:
            return match[0].encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            return match[0]


def _minutes(root: etree._Element) -> Iterator[str]:
    """The paragraphs of "officiele-publicatie" XML; who speaks stands on a line of its own."""
    for element in root.iter("item-titel", "spreker", "al", "titel"):
        if not any(above.tag in ("al", "spreker") for above in element.iterancestors()):
            yield re.sub(r"\s+([).,:;])|(\()\s+", r"\1\2", " ".join("".join(element.itertext()).split()))


def _report(root: etree._Element) -> Iterator[str]:
    """The paragraphs of a VLOS report."""
    for element in root.iter("alineaitem"):
        yield "".join(element.itertext())
