"""What a file holds besides its pages: an XMP packet and an attachment, both places where a name may hide."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from examples.content import Properties

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def add(path: Path, properties: Properties) -> None:
    """Add the packet and the attachment; the file keeps the same bytes at every run."""
    if not (properties.creator or properties.attachment):
        return
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if properties.creator:
            packet = _XMP.format(creator=escape(properties.creator)).encode()
            pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        if properties.attachment:
            name, text = properties.attachment
            pdf.attachments[name] = pikepdf.AttachedFileSpec(
                pdf, text.encode(), filename=name, mime_type="text/plain", creation_date="", mod_date=""
            )
        pdf.save(path, deterministic_id=True, fix_metadata_version=False)
