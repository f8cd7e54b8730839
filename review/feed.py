"""A search as an Atom feed (RFC 4287). The same hits give the same bytes: its times are those of the documents."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from lxml import etree

from review.find import Find
from review.tidy import one_line
from review.words import KINDS, deadline

ATOM = "http://www.w3.org/2005/Atom"
_UNDATED = "1970-01-01"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:lakwerk:feed")


# The address of a page of a document, where it has one.
PageOf = Callable[[str, int], str | None]


def as_feed(asked: str, hits: Sequence[Find], page_of: PageOf, own_address: str | None = None) -> bytes:
    """The hits of what was asked, in their order, as entries; `own_address` is where the feed itself can be fetched."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "nl")
    _add(feed, "id", _urn(f"feed {asked}"))
    _add(feed, "title", f"Lakwerk: {asked}")
    _add(feed, "updated", _moment(max((hit.date for hit in hits if hit.date), default=None)))
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Lakwerk")
    if own_address:
        _link(feed, "self", own_address)
    for hit in hits:
        _entry(feed, hit, page_of)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(feed: etree._Element, hit: Find, page_of: PageOf) -> None:
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    # A record keeps its place where its wording is read otherwise; a sentence of the text has only its words.
    _add(entry, "id", _urn(f"{hit.document}#{hit.record or hit.key}"))
    _add(entry, "title", f"{KINDS[hit.kind].capitalize()}: {hit.title or hit.source}")
    _add(entry, "updated", _moment(hit.date))
    if address := page_of(hit.stem, hit.page):
        _link(entry, "alternate", address)
    etree.SubElement(entry, f"{{{ATOM}}}category", term=hit.kind, label=KINDS[hit.kind])
    _add(entry, "content", "\n".join(_content(hit)), type="text")


def _content(hit: Find) -> list[str]:
    lines = [one_line(hit.sentence)]
    if hit.due:
        lines.append(f"Termijn: {deadline(one_line(hit.due[0]), *hit.due[1:])}")
    facts = (hit.source, hit.ministry, hit.date, f"pagina {hit.page}")
    return [*lines, one_line(", ".join(filter(None, facts)))]


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text if name == "content" else one_line(text)


def _link(parent: etree._Element, rel: str, address: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=address)


def _urn(name: str) -> str:
    return uuid.uuid5(_SPACE, name.encode("utf-8", "replace").decode()).urn


def _moment(day: str | None) -> str:
    return f"{day or _UNDATED}T00:00:00Z"
