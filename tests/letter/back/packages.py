"""Word files made by hand for the tests, sound and hostile."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def types(main: str = MAIN) -> str:
    """The list of content types."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def relations(*more: str, main: str = "word/document.xml") -> str:
    """Relationships: the document, and what else a test says."""
    first = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>' if main else ""
    return f'<Relationships xmlns="{RELATIONS}">{first}{"".join(more)}</Relationships>'


def relation(kind: str, target: str, *, external: bool = False) -> str:
    """One relationship."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def document(body: str = "<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>") -> str:
    """A document part."""
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of a sound document, some changed: `document`, `types`, `start`, `rels`."""
    return {
        "[Content_Types].xml": changed.get("types", types()),
        "_rels/.rels": changed.get("start", relations()),
        "word/document.xml": changed.get("document", document()),
        "word/_rels/document.xml.rels": changed.get("rels", relations(main="")),
    }


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def without(name: str) -> dict[str, str | bytes]:
    """The parts of a sound document, but for one."""
    return {n: content for n, content in parts().items() if n != name}
