"""`lakwerk decide`: a person says what goes or stays in a document; the next run does so, and every one after it."""

from __future__ import annotations

import hashlib
import hmac
import json
from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from corpus.database import StoreTrouble
from corpus.decisions import Verdict
from corpus.orders import EVERYWHERE, HIDE, SHOW, Order
from corpus.store import DONE, Row, Store
from corpus.trail import Fact
from flows.accounts import trail_of, who
from flows.folder import Folder
from flows.grounds import grounds
from flows.orders import read_orders, write_orders
from flows.progress import count, say, warn
from flows.settings import WrongUsage

DECIDED, WRONG_USAGE = 0, 2
WORDS = {HIDE: "met de hand gelakt", SHOW: "met de hand leesbaar gemaakt"}
UNDONE = "met de hand teruggedraaid"
SEAL = 16  # digits of a keyed hash by which the trail names a wording that it must not hold


def decide(arguments: Namespace) -> int:
    """Add an order about a document, take back the last one, or list them."""
    folder = Folder.at(arguments.out)
    try:
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        with folder.lock():
            row = _row(folder, arguments.stem)
            orders = read_orders(folder, row.id)
            if arguments.list:
                return _list(orders)
            if arguments.undo:
                return _undo(folder, row, orders)
            return _add(folder, row, orders, arguments)
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE


def _row(folder: Folder, stem: str) -> Row:
    with closing(Store(folder.database)) as store:
        found = next((row for row in store.rows().values() if row.stem == stem), None)
    if found is None:
        raise WrongUsage(f"{stem}: dit stuk is er niet. Geef een naam uit de map records, zonder .json.")
    return found


def _add(folder: Folder, row: Row, orders: tuple[Order, ...], arguments: Namespace) -> int:
    what, told = (HIDE, arguments.hide) if arguments.hide is not None else (SHOW, arguments.show)
    text = " ".join((told or "").split())
    if not text:
        raise WrongUsage("Geef met --hide of --show de tekst waar het om gaat, zoals die in het stuk staat.")
    found = _places(folder, row, what, text, arguments.page)
    if row.state == DONE and not found:
        where = "de leesbare tekst" if what == HIDE else "wat gelakt is"
        raise WrongUsage(f"{row.stem}: deze tekst staat niet in {where}. Let op hoofdletters en bladzijde.")
    ground = _ground(arguments.ground) if what == HIDE else ""
    category = arguments.category if what == HIDE else ""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    order = Order(what, text, arguments.page or EVERYWHERE, ground, category, arguments.why or "", who(), now)
    write_orders(folder, row.id, (*orders, order))
    _note(folder, row, WORDS[what], order)
    say(f"{row.stem}: {WORDS[what]} ({count(found, 'plaats', 'plaatsen')}). Draai 'lakwerk run' om het stuk te maken.")
    return DECIDED


def _undo(folder: Folder, row: Row, orders: tuple[Order, ...]) -> int:
    if not orders:
        raise WrongUsage(f"{row.stem}: hier is niets terug te draaien.")
    write_orders(folder, row.id, orders[:-1])
    _note(folder, row, UNDONE, orders[-1])
    say(f"{row.stem}: het laatste besluit is teruggedraaid. Draai 'lakwerk run' om het stuk te maken.")
    return DECIDED


def _list(orders: tuple[Order, ...]) -> int:
    for number, each in enumerate(orders, 1):
        where = f"pagina {each.page}" if each.page else "overal"
        facts = ", ".join(filter(None, (where, each.ground, each.why, each.who, each.at)))
        say(f'{number}. {WORDS[each.what]}: "{each.text}" ({facts})')
    say(f"{count(len(orders), 'besluit', 'besluiten')}.")
    return DECIDED


def _ground(told: str) -> str:
    known = grounds()
    if told not in known:
        raise WrongUsage(f"--ground {told!r}: geef een grond van de Woo, zoals 5.1.2e of 5.2.1.")
    return known[told].code


def _places(folder: Folder, row: Row, what: str, text: str, page: int | None) -> int:
    """How often a text stands where an order about it can do something, by what the last run wrote."""
    if row.state != DONE:
        return 0
    if what == SHOW:
        told = _json(folder, "confidential", row.stem)["findings"]
        hidden = (each for each in told if each["decision"] == Verdict.REDACT and each["text"])
        return sum(_same(each["text"], text) for each in hidden if page in (None, each["page"]))
    record = _json(folder, "records", row.stem)
    texts = [each["text"] for each in record["sections"] if page in (None, each["page"])]
    texts += [*record["colophon"].values(), record["document"]["title"] or ""]
    return sum(" ".join(told.replace(" | ", " ").split()).count(text) for told in texts)


def _same(hidden: str, text: str) -> bool:
    return text in " ".join(hidden.replace(" | ", " ").split())


def _json(folder: Folder, place: str, stem: str) -> dict[str, Any]:
    file = folder.root / place / f"{stem}.json"
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        damaged = f"{place}/{file.name}: dit bestand ontbreekt of is beschadigd. Verwerk het stuk opnieuw."
        raise WrongUsage(damaged) from None
    return told


def _note(folder: Folder, row: Row, what: str, order: Order) -> None:
    """The trail tells of the order, but not its wording, which may have to be wiped."""
    seal = hmac.new(folder.key(), order.text.encode(), hashlib.sha256).hexdigest()[:SEAL]
    where = f"pagina {order.page}" if order.page else "overal"
    why = "; ".join(filter(None, (where, order.why, f"tekst {seal}", order.at)))
    by = who() if what == UNDONE else order.who
    with trail_of(folder) as trail:
        trail.append(Fact(by, what, row.id, row.stem, order.ground, why))
