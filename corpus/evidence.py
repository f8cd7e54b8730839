"""Where on its pages a wording stands, as strips across the page: evidence that gives no hidden extent away.

A strip is as wide as the page and as high as the kept words of its lines: what was removed neither widens nor moves it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from corpus.decisions import Published
from corpus.document import Box, Span

# Lines of one sentence lie closer than this share of their height; else the sentence goes on elsewhere on the page.
_GAP = 0.9


def strips(published: Published, span: Span) -> tuple[Box, ...]:
    """The strips of the page on which a span stands, in points, from the top of the displayed page."""
    document = published.document
    widths = {page.number: page.width for page in document.pages}
    kept = [
        document.words[i].box
        for i in document.indices(span)
        if document.words[i].text and not published.hides(document.span_of(i, i))
    ]
    found: list[Box] = []
    for box in sorted(kept, key=lambda box: (box.page, box.top)):
        last = found[-1] if found else None
        if last and last.page == box.page and box.top - last.bottom <= _GAP * box.height:
            found[-1] = last._replace(bottom=max(last.bottom, box.bottom))
        else:
            found.append(Box(box.page, 0.0, box.top, widths.get(box.page, box.x1), box.bottom))
    return tuple(_rounded(found))


def _rounded(found: Iterable[Box]) -> Iterable[Box]:
    """To whole points outwards: a strip shows lines, it measures nothing."""
    for box in found:
        yield box._replace(top=float(math.floor(box.top)), bottom=float(math.ceil(box.bottom)))
