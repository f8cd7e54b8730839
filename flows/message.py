"""A digest in words, Dutch: as text and as HTML for a mail, and as JSON for another program."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from flows.digest import Digest, News, Reminder
from flows.links import Links
from flows.progress import count
from review.find import Find
from review.tidy import one_line
from review.words import KINDS, day, deadline

_STYLE = "body{font:16px/1.5 sans-serif;max-width:44em}li{margin-bottom:1em}small{color:#444}"


class Told(NamedTuple):
    """One piece in words: a head, the sentence, facts, and the address of its page."""

    head: str
    sentence: str
    facts: str
    address: str | None


def subject(digest: Digest) -> str:
    """The subject of the mail: how much of what."""
    news = sum(len(rows) for _, rows in digest.news)
    soon, late = len(digest.reminders(overdue=False)), len(digest.reminders(overdue=True))
    told = [
        f"{count(soon, 'toezegging', 'toezeggingen')} binnenkort" if soon else "",
        f"{count(late, 'toezegging', 'toezeggingen')} over de termijn" if late else "",
        count(news, "nieuwe vondst", "nieuwe vondsten") if news else "",
    ]
    part = f" (deel {digest.part} van {digest.parts})" if digest.parts > 1 else ""
    return f"Lakwerk: {', '.join(filter(None, told))}{part}"


def as_text(digest: Digest, links: Links) -> str:
    lines = [f"Overzicht van {day(digest.as_of.isoformat())}"]
    for title, pieces in _sections(digest, links):
        lines += ["", title, "-" * len(title)]
        for number, piece in enumerate(pieces, 1):
            told = (piece.sentence, piece.facts, piece.address)
            lines += [f"{number}. {piece.head}", *(f"   {line}" for line in told if line), ""]
        lines.pop()
    return "\n".join([*lines, *(f"\n{line}" for line in _closing(digest)), ""])


def as_html(digest: Digest, links: Links) -> str:
    """A page without pictures, scripts or anything that is fetched."""
    title = escape(f"Overzicht van {day(digest.as_of.isoformat())}")
    lines = [
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>",
    ]
    for head, pieces in _sections(digest, links):
        lines += [f"<h2>{escape(head)}</h2>", "<ol>", *(_item(piece) for piece in pieces), "</ol>"]
    lines += [f"<p>{escape(line)}</p>" for line in _closing(digest)]
    return "\n".join([*lines, "</body></html>", ""])


def as_json(digest: Digest, links: Links) -> dict[str, Any]:
    """The digest with the keys of the record format."""
    return {
        "as_of": digest.as_of.isoformat(),
        "part": digest.part,
        "parts": digest.parts,
        "watches": [
            {"name": watch.name, "search": str(watch.asked), "new": [_hit(row.hit, links) for row in rows]}
            for watch, rows in digest.news
        ],
        "due": [_due(each, links) for each in digest.reminders(overdue=False)],
        "overdue": [_due(each, links) for each in digest.reminders(overdue=True)],
        "overdue_told_before": digest.earlier,
    }


def _sections(digest: Digest, links: Links) -> Iterator[tuple[str, list[Told]]]:
    soon, late = digest.reminders(overdue=False), digest.reminders(overdue=True)
    if soon:
        yield f"Toezeggingen binnen {count(digest.days, 'dag', 'dagen')}", [_reminder(each, links) for each in soon]
    if late:
        yield "Toezeggingen over de termijn", [_reminder(each, links) for each in late]
    for watch, rows in digest.news:
        yield f"{watch.name} ({watch.asked}): {len(rows)} nieuw", [_news(row, links) for row in rows]


def _closing(digest: Digest) -> Iterator[str]:
    if digest.earlier:
        yield f"Eerder gemeld en nog open over de termijn: {digest.earlier}."
    yield "Gemaakt uit gelakte stukken. Of een toezegging echt nog openstaat, zegt het stuk en niet dit overzicht."


def _news(row: News, links: Links) -> Told:
    hit = row.hit
    facts = ", ".join(filter(None, (hit.source, hit.ministry, hit.date, f"pagina {hit.page}")))
    if hit.due:
        facts += f"; termijn: {deadline(*hit.due)}"
    head = f"[{KINDS[hit.kind]}] {hit.title or hit.source}"
    return Told(one_line(head), one_line(hit.sentence), one_line(facts), links.page(hit.stem, hit.page))


def _reminder(each: Reminder, links: Links) -> Told:
    item = each.item
    who = f"{item.who}: " if item.who else ""
    facts = f"termijn: {item.wording}; {item.stem}, pagina {item.page}"
    head = f"{day(each.day.isoformat())}: {who}{item.what}"
    return Told(one_line(head), one_line(item.sentence), one_line(facts), links.page(item.stem, item.page))


def _item(piece: Told) -> str:
    lines = [f"<strong>{escape(piece.head)}</strong>", escape(piece.sentence), f"<small>{escape(piece.facts)}</small>"]
    if piece.address:
        lines.append(f'<a href="{escape(piece.address)}">Naar de bladzijde</a>')
    return f"<li>{'<br>'.join(line for line in lines if line)}</li>"


def _hit(hit: Find, links: Links) -> dict[str, Any]:
    text, earliest, latest = hit.due or (None, None, None)
    return {
        "kind": hit.kind,
        "record": hit.record,
        "document": {"id": hit.document, "stem": hit.stem, "title": hit.title, "date": hit.date},
        "ministry": hit.ministry,
        "page": hit.page,
        "sentence": hit.sentence,
        "deadline": {"text": text, "earliest": earliest, "latest": latest} if hit.due else None,
        "url": links.page(hit.stem, hit.page),
    }


def _due(each: Reminder, links: Links) -> dict[str, Any]:
    item = each.item
    return {
        "thread": item.id,
        "actor": item.who or None,
        "what": item.what,
        "day": each.day.isoformat(),
        "deadline": item.wording,
        "sentence": item.sentence,
        "document": {"stem": item.stem},
        "page": item.page,
        "url": links.page(item.stem, item.page),
    }
