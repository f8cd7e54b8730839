"""What an office document holds besides the text that it shows: changes, comments and hidden text, counted."""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import HasChanges


class Revisions(NamedTuple):
    """How many tracked changes and comments, and how many pieces of hidden text."""

    changes: int = 0
    comments: int = 0
    hidden: int = 0

    def told(self) -> str:
        """In Dutch: "2 bijgehouden wijzigingen en 1 opmerking"."""
        named = (
            (self.changes, "bijgehouden wijziging", "bijgehouden wijzigingen"),
            (self.comments, "opmerking", "opmerkingen"),
            (self.hidden, "stuk verborgen tekst", "stukken verborgen tekst"),
        )
        found = [f"{amount} {one if amount == 1 else many}" for amount, one, many in named if amount]
        return " en ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def settle(found: Revisions, accept: bool) -> tuple[str, ...]:
    """The warning for a document whose changes are accepted; raises HasChanges where nobody said so."""
    if not any(found):
        return ()
    if not accept:
        raise HasChanges(
            f"Het document heeft {found.told()}. Accepteer of verwijder die in het document zelf. Een .docx of .odt "
            "kan ook met --accept-changes worden verwerkt: dan geldt de tekst zoals die na accepteren luidt."
        )
    return (f"Weggelaten of geaccepteerd voor het lakken: {found.told()}. Vergelijk het stuk met het origineel.",)
