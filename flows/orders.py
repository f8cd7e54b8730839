"""Where the orders of people lie: DIR/confidential/orders/<id of the document>.json, for its owner alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence

from corpus.orders import Order
from flows.folder import Folder, make_private, write_private
from flows.settings import WrongUsage


def read_orders(folder: Folder, id: str) -> tuple[Order, ...]:
    """The orders about a document, the first first; raises WrongUsage for a damaged file: it may not be passed over."""
    file = folder.orders / f"{id}.json"
    if not file.exists():
        return ()
    try:
        return tuple(Order(**each) for each in json.loads(file.read_text("utf-8"))["orders"])
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongUsage(f"{file}: dit bestand is beschadigd. Zet het uit een reservekopie terug.") from None


def write_orders(folder: Folder, id: str, orders: Sequence[Order]) -> None:
    """Replace the orders about a document."""
    make_private(folder.orders)
    told = json.dumps({"orders": [each._asdict() for each in orders]}, ensure_ascii=False, indent=2) + "\n"
    write_private(folder.orders / f"{id}.json", told.encode())


def of_orders(fingerprint: str, orders: Sequence[Order], key: bytes) -> str:
    """The fingerprint of a document that is done with orders; keyed, since these hold what is hidden."""
    if not orders:
        return fingerprint
    told = json.dumps([fingerprint, [each[:6] for each in orders]])
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:32]
