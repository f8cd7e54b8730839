"""A .docx as it will be shown: changes accepted, comments and hidden text gone, fields as their author last saw them.

WordprocessingML keeps what was deleted in `w:del` and what was added in `w:ins`, both in the running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.package import Tree, local, remove, unwrap
from corpus.revisions import Revisions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
_GONE = frozenset({"del", "moveFrom"})
_COME = frozenset({"ins", "moveTo"})
_RANGES = frozenset(
    f"{kind}Range{end}" for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "comment")
    for end in ("Start", "End")
)  # fmt: skip
_CELLS = frozenset({"cellIns", "cellDel", "cellMerge"})
_SHOWN = frozenset({"t", "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference"})
_OFF = frozenset({"0", "false", "off"})


def look(trees: Mapping[str, Tree]) -> Revisions:
    """What the document holds besides what it shows."""
    styles = _hidden_styles(trees)
    changes = comments = hidden = 0
    for tree in trees.values():
        changes += sum(_is_change(node) for node in tree.iter())
        comments += sum(1 for _ in tree.iter(f"{W}comment"))
        hidden += sum(1 for _ in _hidden(tree, styles))
    return Revisions(changes, comments, hidden)


def accept(trees: Mapping[str, Tree]) -> None:
    """Insertions become text, deletions and moved-away text go, comments and hidden text go."""
    styles = _hidden_styles(trees)
    for tree in trees.values():
        _drop(node for node in list(tree.iter(f"{W}tr")) if node.find(f"{W}trPr/{W}del") is not None)
        _drop(node for node in list(tree.iter(f"{W}tc")) if node.find(f"{W}tcPr/{W}cellDel") is not None)
        _join_paragraphs(tree)
        for node in list(tree.iter()):
            name = local(node) if str(node.tag).startswith(W) else ""
            if name in _GONE or name in _RANGES or name in _CELLS or name in {"comment", "commentReference"}:
                remove(node)
            elif name in _COME:
                unwrap(node)
        _drop(list(_hidden(tree, styles)))


def freeze(trees: Mapping[str, Tree]) -> None:
    """Fields as text: LibreOffice would put today's date where the author's stands, and fetch INCLUDEPICTURE."""
    for tree in trees.values():
        _drop(node for node in list(tree.iter()) if local(node).endswith("PrChange"))
        for node in list(tree.iter(f"{W}fldSimple")):
            if not _is_live(node.get(f"{W}instr") or ""):
                unwrap(node)
        _freeze_fields(tree)


def has_clock(trees: Mapping[str, Tree]) -> bool:
    """True where a field shows what day or time it is."""
    clocks = {"DATE", "TIME"}
    for tree in trees.values():
        simple = (node.get(f"{W}instr") or "" for node in tree.iter(f"{W}fldSimple"))
        said = (node.text or "" for node in tree.iter(f"{W}instrText"))
        if any(words[0].upper() in clocks for words in map(str.split, (*simple, *said)) if words):
            return True
    return False


def _drop(nodes: Iterable[Tree]) -> None:
    for node in nodes:
        remove(node)


def _is_change(node: Tree) -> bool:
    name = local(node)
    return (name in _GONE or name in _COME or name in {"cellIns", "cellDel"}) and str(node.tag).startswith(W)


def _join_paragraphs(tree: Tree) -> None:
    """A paragraph whose end was deleted goes on in the next one."""
    for paragraph in list(tree.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        ended = mark is None or all(mark.find(f"{W}{name}") is None for name in _GONE)
        following = paragraph.getnext()
        if ended or following is None or following.tag != f"{W}p":
            continue
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        for number, child in enumerate(child for child in list(paragraph) if child.tag != f"{W}pPr"):
            following.insert(at + number, child)
        remove(paragraph)


def _is_on(properties: Tree | None, name: str) -> bool | None:
    """A yes-or-no property; None where it is not stated."""
    node = None if properties is None else properties.find(f"{W}{name}")
    return None if node is None else (node.get(f"{W}val") or "true").lower() not in _OFF


def _hidden_styles(trees: Mapping[str, Tree]) -> frozenset[str]:
    """The styles that hide text, also by the style that they are based on."""
    styles: dict[str, tuple[bool | None, str | None]] = {}
    for name, tree in trees.items():
        if "styles" in name.lower():
            for node in tree.iter(f"{W}style"):
                based = node.find(f"{W}basedOn")
                parent = based.get(f"{W}val") if based is not None else None
                styles[node.get(f"{W}styleId") or ""] = _is_on(node.find(f"{W}rPr"), "vanish"), parent

    def hides(style: str | None, depth: int = 0) -> bool:
        vanish, parent = styles.get(style or "", (False, None))
        return vanish if vanish is not None else depth < 20 and hides(parent, depth + 1)

    return frozenset(style for style in styles if hides(style))


def _hidden(tree: Tree, styles: frozenset[str]) -> Iterable[Tree]:
    """Runs that hold something and do not show it, and drawings that are switched off."""
    for run in tree.iter(f"{W}r"):
        own = _is_on(run.find(f"{W}rPr"), "vanish")
        hides = own if own is not None else bool(_styles_of(run) & styles)
        if hides and any(local(child) in _SHOWN and (local(child) != "t" or child.text) for child in run):
            yield run
    for node in tree.iter():
        off = local(node) == "docPr" and (node.get("hidden") or "").lower() in {"1", "true"}
        if off or "visibility:hidden" in (node.get("style") or "").replace(" ", ""):
            holder = next(node.iterancestors(f"{W}drawing", f"{W}pict", f"{W}object"), None)
            if holder is not None:
                yield holder


def _styles_of(run: Tree) -> set[str]:
    character = run.find(f"{W}rPr/{W}rStyle")
    paragraph = next(run.iterancestors(f"{W}p"), None)
    named = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
    return {node.get(f"{W}val") or "" for node in (character, named) if node is not None}


# Fields that have no text of their own, and page numbers, which LibreOffice must count itself.
_LIVE = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES FORMCHECKBOX FORMDROPDOWN SYMBOL EQ MACROBUTTON".split())


def _is_live(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in _LIVE


class _Field:
    """A field that is open: the nodes that make it one, and those of its result."""

    def __init__(self) -> None:
        self.instruction = ""
        self.nodes: list[Tree] = []
        self.result: list[Tree] = []
        self.in_result = False

    def add(self, node: Tree) -> None:
        (self.result if self.in_result else self.nodes).append(node)


def _freeze_fields(tree: Tree) -> None:
    fields: list[_Field] = []
    for node in list(tree.iter(f"{W}fldChar", f"{W}instrText", f"{W}t")):
        kind = node.get(f"{W}fldCharType") or ""
        if node.tag == f"{W}fldChar" and kind == "begin":
            fields.append(_Field())
        if not fields:
            continue
        field = fields[-1]
        field.in_result &= kind not in {"separate", "end"}
        field.add(node)
        if node.tag == f"{W}instrText":
            field.instruction += node.text or ""
        elif kind == "separate":
            field.in_result = True
        elif kind == "end":
            _close(fields.pop(), fields)


def _close(field: _Field, around: list[_Field]) -> None:
    """Leave a field's result as text; a field inside the instruction of another goes with that one."""
    if around and not around[-1].in_result:
        around[-1].nodes += [*field.nodes, *field.result]
    elif not _is_live(field.instruction):
        _drop(node for node in field.nodes if node.getparent() is not None)
