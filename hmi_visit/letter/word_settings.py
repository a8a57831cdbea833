"""Single settings of a Word document, each put where the format wants it among the others."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_ORDER = (
    "updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr",
    "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures",
    "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The settings from `updateFields` on, in the order of the format (ECMA-376, CT_Settings)."""


def put_setting(document: Any, xml: str) -> None:
    """Put in a setting that is one of those in `_ORDER`, in place of the one that is there."""
    settings = document.settings.element
    name = xml[len("<w:") :].split(">")[0].split("/")[0].split(" ")[0]
    for old in settings.findall(qn(f"w:{name}")):
        settings.remove(old)
    new = parse_xml(xml.replace(f"<w:{name}", f"<w:{name} {nsdecls('w')}", 1))
    later = _ORDER[_ORDER.index(name) + 1 :]
    after = next((e for e in settings if isinstance(e.tag, str) and e.tag.rsplit("}", 1)[-1] in later), None)
    settings.append(new) if after is None else after.addprevious(new)
