"""How well pages are read: generated ones against their truth, real ones against what a person saw (`make measure`).

Generated pages are read as they are and as worn scans of 300 and 200 dpi; a plain `tesseract -l nld` of the same
pictures stands beside it. Costs are CPU seconds of this machine, children included.
"""

from __future__ import annotations

import difflib
import re
import resource
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from figures import Tally

from corpus.document import Document, Part
from nlp.describe import describe
from nlp.fields import find_fields
from nlp.sections import find_sections

DPIS = (300, 200)
FIELDS = ("kind", "title", "date", "our_reference", "your_reference", "ministry", "dossiers", "pages")


def folded(text: str) -> str:
    """White space, quotes and dashes alike: OCR cannot tell them apart, and nobody reads them otherwise."""
    text = re.sub(r"[‘’‚`´]", "'", re.sub(r"[“”„]", '"', text))
    return " ".join(re.sub(r"[–—‐‑]", "-", text).split())


def unnumbered(text: str) -> str:
    """Without the numbers of items, which are text to one and a bullet to another."""
    return " ".join(word for word in text.split() if not re.fullmatch(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", word))


def body_of(document: Document) -> list[tuple[str | None, str]]:
    return [(s.heading and document.at(s.heading), document.at(s.body)) for s in find_sections(document)]


def score(made: Any, document: Document, kind: str, tally: Tally) -> str:
    """Hold a reading against the truth; the body's text comes back."""
    truth = made.truth
    got = body_of(document)
    want_text = folded(" ".join(f"{heading or ''} {text}" for heading, text in truth.sections))
    got_text = folded(" ".join(f"{heading or ''} {text}" for heading, text in got))
    want_text, got_text = unnumbered(want_text), unnumbered(got_text)
    _words(made, want_text.split(), got_text.split(), kind, tally)
    _headings(made, [h for h, _ in truth.sections if h], [h for h, _ in got if h], kind, tally)
    _fields(made, document, kind, tally)
    for row, part, count in (("list items", Part.ITEM, truth.items), ("table rows", Part.ROW, truth.rows)):
        found = sum(block.part is part for block in document.blocks)
        tally.add(
            f"{kind}: {row}",
            min(found, count),
            max(found, count),
            *[f"{made.name}: {found}, not {count}"] * (found != count),
        )
    notes = [document.at(b.span) for b in document.parts(Part.NOTE)]
    tally.add(
        f"{kind}: footnotes",
        min(len(notes), len(truth.notes)),
        max(len(notes), len(truth.notes)),
        *[f"{made.name}: {len(notes)}, not {len(truth.notes)}"] * (len(notes) != len(truth.notes)),
    )
    return got_text


def _words(made: Any, want: list[str], got: list[str], kind: str, tally: Tally) -> None:
    matcher = difflib.SequenceMatcher(None, want, got, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    lost = [" ".join(want[a:b]) for op, a, b, _, _ in matcher.get_opcodes() if op in {"delete", "replace"}]
    tally.add(f"{kind}: body words kept, in order", kept, len(want), *[f"{made.name}: {each[:90]}" for each in lost])
    outside = Counter(folded(" ".join((*made.truth.side, *made.truth.furniture, *made.truth.notes))).split())
    added = [got[c:d] for op, _, _, c, d in matcher.get_opcodes() if op in {"insert", "replace"}]
    extra = Counter(word for run in added for word in run) - (Counter(want) - Counter(got))
    strange = extra & outside
    tally.add(
        f"{kind}: words from outside the body in it",
        strange.total(),
        len(got),
        *[f"{made.name}: {' '.join(strange)[:120]}"] * bool(strange),
    )


def _headings(made: Any, want: Sequence[str], got: Sequence[str], kind: str, tally: Tally) -> None:
    matcher = difflib.SequenceMatcher(None, [folded(h) for h in want], [folded(h) for h in got], autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    wrong = [
        f"{made.name}: {want[a:b]} read as {got[c:d]}" for op, a, b, c, d in matcher.get_opcodes() if op != "equal"
    ]
    tally.add(f"{kind}: headings", same, max(len(want), len(got)), *wrong)


def facts_of(document: Document) -> dict[str, Any]:
    """What is read of a document as a whole, by the names of the record."""
    profile, at = describe(document), document.at
    return {
        "kind": profile.kind.value,
        "title": profile.title and folded(at(profile.title)),
        "date": profile.date and profile.date.isoformat(),
        "our_reference": profile.our_reference and folded(at(profile.our_reference)),
        "your_reference": profile.your_reference and folded(at(profile.your_reference)),
        "ministry": profile.ministry,
        "dossiers": tuple(profile.dossiers),
        "pages": len(document.pages),
        "text_source": [page.source.value for page in document.pages],
    }


def _fields(made: Any, document: Document, kind: str, tally: Tally) -> None:
    truth, got, at = made.truth, facts_of(document), document.at
    for name in FIELDS:
        want = getattr(truth, name)
        want = (
            folded(want) or None if isinstance(want, str) else tuple(want) if isinstance(want, list | tuple) else want
        )
        tally.add(
            f"{kind}: fields",
            got[name] == want,
            1,
            *[f"{made.name}: {name} {got[name]!r}, not {want!r}"] * (got[name] != want),
        )
    values = {_label(item.field.label): folded(at(item.field.value)) for item in reversed(find_fields(document))}
    loose = {"T", "M", "E", *(word for each in values.values() for word in each.split())}
    for label, value in truth.colophon.items():
        got_value = values.get(_label(label))
        # A telephone number or mail address below a name is a field of its own to us.
        rest = folded(value).removeprefix(got_value or "").split() if got_value else [""]
        right = got_value == folded(value) or bool(got_value and set(rest) <= loose)
        tally.add(
            f"{kind}: labels with their value",
            right,
            1,
            *[f"{made.name}: {label}: {values.get(_label(label))!r}, not {folded(value)!r}"] * (not right),
        )


def _label(text: str) -> str:
    return folded(text).rstrip(" :").lower()


def distance(one: str, other: str) -> int:
    """Letters to change, put in or take out to make one text the other (Levenshtein)."""
    a, b = (
        np.frombuffer(one.encode("utf-32-le"), dtype=np.uint32),
        np.frombuffer(other.encode("utf-32-le"), dtype=np.uint32),
    )
    row = np.arange(len(b) + 1)
    steps = np.arange(len(b) + 1)
    for at, letter in enumerate(a, 1):
        best = np.minimum(row[:-1] + (b != letter), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate([[at], best]) - steps) + steps
    return int(row[-1])


def cpu() -> float:
    """CPU seconds of this process and its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
