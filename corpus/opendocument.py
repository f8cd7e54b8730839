"""An .odt as it will be shown: changes accepted, comments and hidden text gone, fields as their author last saw them.

OpenDocument keeps what was deleted apart, in `text:tracked-changes`, and only marks what was added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.package import Tree, local, remove, unwrap
from corpus.revisions import Revisions

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
MAIN = "content.xml"
_CHANGES = frozenset({"tracked-changes", "change-start", "change-end", "change"})
_COMMENTS = frozenset({"annotation", "annotation-end"})
_FIELDS = frozenset(
    "date time modification-date modification-time creation-date creation-time print-date print-time editing-duration "
    "file-name template-name author-name author-initials initial-creator creator printed-by database-display".split()
)
_SENDER = "sender-"


def look(trees: Mapping[str, Tree]) -> Revisions:
    """What the document holds besides what it shows."""
    styles = _hidden_styles(trees)
    changes = comments = hidden = 0
    for tree in trees.values():
        changes += sum(local(node) == "changed-region" for node in tree.iter())
        comments += sum(local(node) == "annotation" for node in tree.iter())
        hidden += sum(1 for _ in _hidden(tree, styles))
    return Revisions(changes, comments, hidden)


def accept(trees: Mapping[str, Tree]) -> None:
    """Insertions become text, deletions, comments and hidden text go."""
    styles = _hidden_styles(trees)
    for tree in trees.values():
        for node in list(tree.iter()):
            if local(node) in _CHANGES or local(node) in _COMMENTS:
                remove(node)
        for node in list(_hidden(tree, styles)):
            remove(node)


def freeze(trees: Mapping[str, Tree]) -> None:
    """Fields as text: LibreOffice would put today's date where the author's stands."""
    for tree in trees.values():
        for node in list(tree.iter()):
            name = local(node)
            if str(node.tag).startswith(TEXT) and (name in _FIELDS or name.startswith(_SENDER)):
                unwrap(node)


def _hidden_styles(trees: Mapping[str, Tree]) -> frozenset[str]:
    """The styles that hide text, also by their parent."""
    styles: dict[str, tuple[str | None, str | None]] = {}
    for tree in trees.values():
        for node in tree.iter(f"{STYLE}style"):
            properties = node.find(f"{STYLE}text-properties")
            display = None if properties is None else properties.get(f"{TEXT}display")
            styles[node.get(f"{STYLE}name") or ""] = display, node.get(f"{STYLE}parent-style-name")

    def hides(style: str | None, depth: int = 0) -> bool:
        display, parent = styles.get(style or "", ("true", None))
        return display == "none" if display is not None else depth < 20 and hides(parent, depth + 1)

    return frozenset(style for style in styles if hides(style))


def _hidden(tree: Tree, styles: frozenset[str]) -> Iterator[Tree]:
    """Elements that hold text and do not show it; what may show under a condition counts as hidden."""
    for node in tree.iter():
        name = local(node)
        if name == "hidden-paragraph" and node.get(f"{TEXT}is-hidden") == "true":
            yield next(node.iterancestors(f"{TEXT}p", f"{TEXT}h"), node)
            continue
        switched = name == "section" and node.get(f"{TEXT}display") in {"none", "condition"}
        styled = name in {"span", "p", "h", "a"} and (node.get(f"{TEXT}style-name") or "") in styles
        if name in {"hidden-text", "hidden-paragraph"} or ((switched or styled) and "".join(node.itertext()).strip()):
            yield node
