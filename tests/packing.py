"""Small Word and OpenDocument files, built part by part."""

from __future__ import annotations

import zipfile
from pathlib import Path

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
ODF += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="Anneloes Vriesendonk" w:date="2024-05-01T10:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    gone = run(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="2" w:author="Anneloes Vriesendonk" w:date="2024-05-01T10:00:00Z">{gone}</w:del>'


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    said = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{marks[0]}{said}{marks[1]}{run(result)}{marks[2]}"


def docx(
    path: Path, *body: str, more: dict[str, str | bytes] | None = None, rels: dict[str, str] | None = None
) -> Path:
    """A .docx; `rels` are relationships of the text: "image http://..." (outside) by id."""
    links = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{said.split()[0]}" Target="{said.split()[1]}" '
        f'TargetMode="{"External" if ":" in said else "Internal"}"/>'
        for id, said in (rels or {}).items()
    )
    styles = "" if not more or "word/styles.xml" not in more else "styles.xml"
    links += f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="{styles}"/>' if styles else ""
    main = f'<Override PartName="/word/document.xml" ContentType="{KINDS}.document.main+xml"/>'
    overrides = main + f'<Override PartName="/word/styles.xml" ContentType="{KINDS}.styles+xml"/>' * bool(styles)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
        "word/document.xml": f"<w:document {WORD}><w:body>{''.join(body)}</w:body></w:document>",
    }
    return zipped(path, parts | (more or {}))


def styles(*rows: str) -> dict[str, str | bytes]:
    return {"word/styles.xml": f"<w:styles {WORD}>{''.join(rows)}</w:styles>"}


def odt(path: Path, body: str, automatic: str = "", more: dict[str, str | bytes] | None = None) -> Path:
    """An .odt; its manifest lists what it has."""
    content = (
        f'<office:document-content {ODF} office:version="1.2"><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        **(more or {}),
    }
    rows = "".join(
        f'<m:file-entry m:full-path="{name}" m:media-type="{"text/xml" if name.endswith("xml") else ""}"/>'
        for name in parts
        if name != "mimetype"
    )
    root = '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
    space = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    parts.setdefault("META-INF/manifest.xml", f'<m:manifest {space} m:version="1.2">{root}{rows}</m:manifest>')
    return zipped(path, parts)


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path
