"""What a notice says about a page, without any wording of the document; the same of several pages is said once."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.illustrations import Kind
from corpus.numbers import pages_of

SHOWN = {
    Kind.PHOTO: "er staat een foto op, waarop personen herkenbaar kunnen zijn. Bekijk die.",
    Kind.QR: "er staat een QR-code op; wat daarin staat, is niet gelezen. Controleer die.",
    Kind.BARCODE: "er staat een streepjescode op; wat daarin staat, is niet gelezen. Controleer die.",
    Kind.SCREENSHOT: "er staat een afbeelding met veel tekst op (een schermafdruk?). Controleer of alles is gelezen.",
}
HANDWRITING = "er staat handschrift of een tekening op dat niet is gelezen. Dat is gelakt; bekijk of het kan blijven."
HANDWRITTEN = (
    "de pagina is grotendeels met de hand geschreven en niet te lezen. Dat is gelakt; beoordeel de pagina met de hand."
)


def foreign_text(language: str) -> str:
    """`language` as `corpus.language.foreign` names it."""
    written = language if language.startswith("een ") else f"het {language}"
    return f"de tekst is in {written}; namen en toezeggingen worden daar minder goed gevonden."


def under_bars(count: int) -> str:
    """`count` as `corpus.bars.bars` counts them."""
    words = "staat nog 1 leesbaar woord" if count == 1 else f"staan nog {count} leesbare woorden"
    return f"onder donkere vlakken {words} in het bestand. Die tekst is niet overgenomen."


def unseen(count: int) -> str:
    """`count` words of the file's text cannot be seen on the page."""
    words = (
        "1 onzichtbaar woord in de tekstlaag is" if count == 1 else f"{count} onzichtbare woorden in de tekstlaag zijn"
    )
    return f"{words} weggelaten."


def doubtful(share: float) -> str:
    """`share` of the words that OCR was not sure of."""
    return f"{share:.0%} van de woorden is met twijfel herkend."


def by_page(said: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Notices from what is said of each page, by number.

    >>> by_page([(1, "er staat een foto op."), (2, "er staat een foto op.")])
    ('Pagina 1-2: er staat een foto op.',)
    """
    places: dict[str, list[int]] = {}
    for number, sentence in said:
        places.setdefault(sentence, []).append(number)
    return tuple(f"{pages_of(numbers)}: {sentence}" for sentence, numbers in places.items())
