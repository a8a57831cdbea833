"""A Word document as a package of parts: opened from the styles document, signed, and written the same each time."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from hmi_visit.letter.markup import escape, quoteattr
from hmi_visit.problems import Problem

_LONGEST_PROPERTY = 255
"""Word's own limit for a title or name."""
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one format id that custom properties have."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself: its title and author in Word, and which visit, form and export it is."""

    title: str = ""
    author: str = ""
    visit_id: str = ""
    form: str = ""
    export: int = 0
    text: str = ""
    """The digest of the letter's text."""


def open_styles(path: Path) -> Any:
    """The styles document, opened. Raises Problem where there is none, or it is no Word document."""
    if not path.is_file():
        raise Problem("there is no styles document", where=str(path))
    try:
        return docx.Document(str(path))
    except Exception:  # the library lets through whatever a broken archive or part makes it stumble over
        what = "this is no Word document (.docx) that can be read"
        raise Problem(what, where=str(path), mend="open it in Word and save it again") from None


def sign(document: Any, properties: Properties) -> None:
    """Put in the file's own properties, and nothing of the styles document's: no dates, no other author."""
    core = document.core_properties
    for child in list(core._element):
        core._element.remove(child)
    core.title = properties.title[:_LONGEST_PROPERTY]
    core.author = properties.author[:_LONGEST_PROPERTY]
    core.language = "en-GB"
    if properties.visit_id:
        _identify(document.part.package, properties)


def _identify(package: Any, properties: Properties) -> None:
    """Say which visit this is a letter of, so that the file is known wherever it is moved."""
    named = {"visit": properties.visit_id, "form": properties.form, "export": str(properties.export)}
    if properties.text:
        named["text"] = properties.text
    body = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="hmi-visit {name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(named.items(), 2)
    )
    xml = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{body}</Properties>'
    for rel_id, relation in list(package.rels.items()):
        if relation.reltype == RT.CUSTOM_PROPERTIES:
            del package.rels[rel_id]
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, xml.encode(), package), RT.CUSTOM_PROPERTIES
    )


def packed(document: Any) -> bytes:
    """The file's bytes, the same for the same parts: no clock in them.

    The library's own `save` stamps the time on each part; zipping its file again would cost as much as the letter.
    """
    package = document.part.package
    parts = list(package.iter_parts())
    files = [("[Content_Types].xml", _content_types(parts)), ("_rels/.rels", package.rels.xml)]
    for part in parts:
        part.before_marshal()
        files.append((part.partname.membername, part.blob))
        if len(part.rels):
            files.append((part.partname.rels_uri.membername, part.rels.xml))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def _content_types(parts: list[Any]) -> bytes:
    """What each part is, by its name."""
    named = "".join(
        f"<Override PartName={quoteattr(part.partname)} ContentType={quoteattr(part.content_type)}/>" for part in parts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CT.XML}"/>{named}</Types>'
    ).encode()
