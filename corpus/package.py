"""A zipped office document, looked into before any program opens it: limits first, then XML without entities."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

from corpus.errors import Damaged, NeedsPassword, TooLarge

MAX_PARTS = 5_000
MAX_PART = 150_000_000
MAX_TOTAL = 400_000_000
# A text of ten megabytes shrinks to a thirtieth; what shrinks to less than this is made to burst.
MAX_RATIO, RATIO_FROM = 200, 10_000_000
_ENCRYPTED = 0x1
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

Tree = Any  # an element of lxml, which ships no types
DAMAGED = "Het document is beschadigd. Open het, sla het opnieuw op en lever dat aan."


def parts(path: Path) -> dict[str, bytes]:
    """Every part of the file by its name; raises Damaged, NeedsPassword or TooLarge."""
    try:
        with zipfile.ZipFile(path) as zipped:
            listed = [item for item in zipped.infolist() if not item.is_dir()]
            _check(listed, path.stat().st_size)
            return {item.filename: zipped.read(item) for item in listed}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise Damaged(DAMAGED) from None


def _check(listed: list[zipfile.ZipInfo], size: int) -> None:
    """The sizes that the file itself states; no part can be read beyond them."""
    total = sum(item.file_size for item in listed)
    if (
        len(listed) > MAX_PARTS
        or total > MAX_TOTAL
        or any(item.file_size > MAX_PART for item in listed)
        or (total > RATIO_FROM and total > MAX_RATIO * size)
    ):
        raise TooLarge("Het document is uitgepakt te groot om veilig te openen. Sla het op als PDF en lever dat aan.")
    if any(item.flag_bits & _ENCRYPTED for item in listed):
        raise NeedsPassword("Het document is versleuteld. Lever het zonder wachtwoord aan.")
    if len({item.filename for item in listed}) < len(listed):
        # Of two parts with one name we might look at the one and LibreOffice at the other.
        raise Damaged(DAMAGED)


def is_xml(data: bytes) -> bool:
    """True for anything that a program could read as XML, whatever its name and encoding."""
    return data[:64].lstrip(_BLANK)[:1] == b"<"


def parsed(data: bytes) -> Tree:
    """The root of an XML part; raises Damaged where it is not well-formed or declares anything of its own."""
    _refuse_declarations(data)
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, safe)
    except etree.XMLSyntaxError:
        raise Damaged(DAMAGED) from None


def _refuse_declarations(data: bytes) -> None:
    """No office program writes a DOCTYPE; it is the door for entities that grow and for files from elsewhere."""

    def refuse(*_: object) -> None:
        raise Damaged("Het document bevat XML die niet veilig te openen is. Sla het op als PDF en lever dat aan.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError):
        raise Damaged(DAMAGED) from None


def trees(found: Mapping[str, bytes]) -> dict[str, Tree]:
    """Every part that is XML, parsed."""
    return {name: parsed(data) for name, data in found.items() if is_xml(data)}


def write(found: Mapping[str, bytes], changed: Mapping[str, Tree], target: Path) -> None:
    """A new package from parts, of which some were changed; what was before them comes first, as ODF wants."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in found.items():
            if name in changed:
                data = etree.tostring(changed[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            zipped.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)


def local(node: Tree) -> str:
    """The name of an element without its namespace; "" for a comment or an instruction."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def unwrap(node: Tree) -> None:
    """Put the children of an element, and the text in it, in its place."""
    parent = node.getparent()
    if parent is None:
        return
    at, children = parent.index(node), list(node)
    _put_text(parent, at, node.text)
    after, node.tail = node.tail, None
    parent.remove(node)
    for number, child in enumerate(children):
        parent.insert(at + number, child)
    _put_text(parent, at + len(children), after)


def remove(node: Tree) -> None:
    """Take an element out; the text behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    after, node.tail = node.tail, None
    parent.remove(node)
    _put_text(parent, at, after)


def _put_text(parent: Tree, at: int, text: str | None) -> None:
    """Text that stands right before the child with index `at`."""
    if not text:
        return
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
