"""The sitemap with DiWoo metadata, for the harvester of the Woo-index.

Elements stand in the order in which nl-rdo-woo-web writes them; names and which are needed follow the schema of DiWoo
0.9.8, where `creatiedatum` and `documentsoorten` may be left out and `publisher` may not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from flows.matter import Matter, Value, values
from flows.pieces import Piece

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
MOST, LARGEST = 50_000, 50_000_000  # addresses and bytes of one file (sitemaps.org)
_ROOM = 4_096  # bytes for what stands around the addresses
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = (
    f"{SITEMAP} {SITEMAP}/sitemap.xsd {DIWOO} "
    "https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd"
)


def sitemaps(
    matter: Matter, decided: date, pieces: Iterable[Piece], most: int = MOST, largest: int = LARGEST
) -> dict[str, bytes]:
    """The files by name: sitemap.xml, or an index of that name and sitemap-1.xml and so on."""
    listed = {each.id: each for each in pieces if publisher(matter, each) and each.is_published}
    inside: dict[str, list[Piece]] = defaultdict(list)
    for piece in listed.values():
        inside[piece.parent].append(piece)
    parts: list[list[bytes]] = [[]]
    size = _ROOM
    for piece in listed.values():
        entry = etree.tostring(
            _url(matter, decided, piece, listed.get(piece.parent), inside[piece.id]), encoding="utf-8"
        )
        if parts[-1] and (len(parts[-1]) == most or size + len(entry) > largest):
            parts.append([])
            size = _ROOM
        parts[-1].append(entry)
        size += len(entry)
    if len(parts) == 1:
        return {"sitemap.xml": _urlset(parts[0])}
    files = {f"sitemap-{number}.xml": _urlset(part) for number, part in enumerate(parts, 1)}
    return {"sitemap.xml": _index(matter, decided, files), **files}


def publisher(matter: Matter, piece: Piece) -> Value | None:
    """Who publishes: the ministry that the officer named, else the sender's; None where neither has a TOOI value."""
    return values("ministry").get(matter.ministry or piece.row.ministry or "")


def _url(matter: Matter, decided: date, piece: Piece, parent: Piece | None, parts: Sequence[Piece]) -> Any:
    url = etree.Element(f"{{{SITEMAP}}}url", nsmap={None: SITEMAP, "diwoo": DIWOO})
    _add(url, "loc", _address(matter, piece), space=SITEMAP)
    _add(url, "lastmod", decided.isoformat(), space=SITEMAP)
    told = _add(_add(url, "Document"), "DiWoo")
    if piece.day:
        _add(told, "creatiedatum", piece.day)
    _valued(told, "publisher", publisher(matter, piece))
    _add(_add(told, "titelcollectie"), "officieleTitel", piece.title or piece.source)
    classes = _add(told, "classificatiecollectie")
    _valued(_add(classes, "informatiecategorieen"), "informatiecategorie", values("category")[matter.category])
    if kind := values("kind").get(piece.row.kind or ""):
        _valued(_add(classes, "documentsoorten"), "documentsoort", kind)
    act = _add(_add(told, "documenthandelingen"), "documenthandeling")
    _valued(act, "soortHandeling", values("handling")["vaststelling"])
    moment = datetime(decided.year, decided.month, decided.day, tzinfo=ZoneInfo("Europe/Amsterdam"))
    _add(act, "atTime", moment.isoformat())
    # A mail and its attachments point at each other.
    if parent:
        _valued(told, "isPartOf", Value(parent.title or parent.source, _address(matter, parent)))
    if parts:
        inside = _add(told, "hasParts")
        for part in parts:
            _valued(inside, "hasPart", Value(part.title or part.source, _address(matter, part)))
    return url


def _address(matter: Matter, piece: Piece) -> str:
    return matter.address(f"{piece.id}{piece.ending}")


def _add(parent: Any, name: str, text: str | None = None, space: str = DIWOO) -> Any:
    child = etree.SubElement(parent, f"{{{space}}}{name}")
    child.text = text
    return child


def _valued(parent: Any, name: str, value: Value | None) -> None:
    if value:
        _add(parent, name, value.label).set("resource", value.resource)


def _urlset(entries: Iterable[bytes]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xsi": _XSI, "diwoo": DIWOO})
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMAS)
    root.extend(etree.fromstring(entry) for entry in entries)
    return _written(root)


def _index(matter: Matter, decided: date, names: Iterable[str]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for name in names:
        entry = _add(root, "sitemap", space=SITEMAP)
        _add(entry, "loc", matter.address(name), space=SITEMAP)
        _add(entry, "lastmod", decided.isoformat(), space=SITEMAP)
    return _written(root)


def _written(root: Any) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["diwoo", "xsi"])
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=False)
    return written
