"""What an office document would fetch or start when it is opened: taken out before LibreOffice sees the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from posixpath import normpath
from typing import NamedTuple

from corpus.errors import CannotConvert, Damaged
from corpus.package import DAMAGED, Tree, local, remove

_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"  # no place
# Relationships to what is no text of the document: macros, templates, building blocks.
_NEEDLESS = ("vbaProject", "wordVbaData", "glossaryDocument", "attachedTemplate", "keyMapCustomizations", "toolbars")
_LINKS = frozenset({"a", "hyperlink", "hlinkClick", "hlinkHover"})  # are clicked, not fetched
_SOURCES = frozenset({"dde-source", "dde-connection-decls", "dde-connection", "connection-resource"})
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|Basic/|Scripts/|Dialogs/)", re.IGNORECASE)
_OBJECTS = re.compile(r"(?:^|/)embeddings/|^ObjectReplacements/", re.IGNORECASE)
_GLOSSARY = re.compile(r"(?:^|/)glossary/", re.IGNORECASE)


class Outside(NamedTuple):
    """How many things were left out, or are shown by their picture only."""

    fetched: int
    macros: int
    objects: int

    def told(self) -> tuple[str, ...]:
        """A warning for each kind."""
        warnings = []
        if self.fetched:
            warnings.append(
                f"Het document verwijst {self.fetched} keer naar een bestand of afbeelding erbuiten; die is niet "
                "opgehaald en ontbreekt in het stuk."
            )
        if self.macros:
            warnings.append("Het document bevat macro's; die zijn niet uitgevoerd en weggelaten.")
        if self.objects:
            warnings.append(
                f"Het document bevat {self.objects} ingesloten bestanden (bijvoorbeeld een spreadsheet); alleen hun "
                "afbeelding op de pagina is verwerkt."
            )
        return tuple(warnings)


def left_out(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without macros and building blocks."""
    return {name: data for name, data in found.items() if not _MACROS.search(name) and not _GLOSSARY.search(name)}


def cut(found: Mapping[str, bytes], trees: Mapping[str, Tree]) -> Outside:
    """Take every way out of the trees; raises CannotConvert for a text that is pieced together from other files."""
    names = {normpath(name) for name in found}
    fetched = 0
    for name, tree in trees.items():
        if name.endswith(".rels"):
            fetched += _cut_relationships(tree)
            continue
        for node in list(tree.iter()):
            if local(node) == "altChunk":
                raise CannotConvert("Het document bestaat deels uit een ingevoegd ander bestand. Sla het op als PDF.")
            if local(node) in _SOURCES:
                remove(node)
            elif local(node) not in _LINKS:
                fetched += _cut_addresses(node, names)
    macros = sum(bool(_MACROS.search(name)) for name in found)
    return Outside(fetched, macros, sum(bool(_OBJECTS.search(name)) for name in found))


def _cut_relationships(tree: Tree) -> int:
    fetched = 0
    for node in list(tree):
        kind = node.get("Type") or ""
        external = (node.get("TargetMode") or "").lower() == "external"
        if kind.endswith(_NEEDLESS):
            remove(node)
        elif external and not kind.endswith("/hyperlink"):
            remove(node)
            fetched += 1
        elif not external and ":" in (node.get("Target") or ""):
            raise Damaged(DAMAGED)  # a way out that says it is none
    return fetched


def _cut_addresses(node: Tree, names: Collection[str]) -> int:
    """Addresses in an element's own attributes: `xlink:href`, `src`, `o:href`."""
    fetched = 0
    for attribute, value in [(str(name), str(value)) for name, value in node.attrib.items()]:
        named = attribute.rpartition("}")[2] in {"href", "src"} and not attribute.startswith(_REFERENCE)
        if named and not _is_inside(value, names):
            del node.attrib[attribute]
            fetched += local(node) not in {"template", "event-listener", "shape", "relationship"}
    return fetched


def _is_inside(address: str, names: Collection[str]) -> bool:
    """True for a place in the text and for a part of the package; OpenDocument names folders too."""
    if address.startswith("#") or not address:
        return True
    place = normpath(address)
    return place in names or any(name.startswith(f"{place}/") for name in names)
