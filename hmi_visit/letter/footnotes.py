"""The part of a Word file that holds the words of its footnotes. python-docx has none, so it is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from hmi_visit.letter.blocks import Inlines
from hmi_visit.letter.runs import Runs
from hmi_visit.letter.styles import Styles
from hmi_visit.letter.word_settings import put_setting

_STYLE = "footnote text"
_THIN = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
_SEPARATORS = (
    f'<w:footnote w:type="separator" w:id="-1"><w:p>{_THIN}<w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:type="continuationSeparator" w:id="0"><w:p>{_THIN}<w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)
_LINES = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
"""What the settings say of the lines above footnotes."""


def write_footnotes(document: Any, styles: Styles, runs: Runs, notes: Sequence[Inlines]) -> None:
    """Give the document the part with these footnotes, the first of them number 1; nothing where there are none."""
    if not notes:
        return
    style_id = styles.paragraph(_STYLE)
    properties = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>' if style_id else ""
    mark = runs.note_mark("<w:footnoteRef/>")
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p>{properties}{mark}{space}{runs.write(words)}</w:p></w:footnote>'
        for number, words in enumerate(notes, 1)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{body}</w:footnotes>"
    )
    for rel_id, relation in list(document.part.rels.items()):
        if relation.reltype == RT.FOOTNOTES:  # the office's own document may bring an empty one
            del document.part.rels[rel_id]
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, xml.encode(), package)
    document.part.relate_to(part, RT.FOOTNOTES)
    put_setting(document, _LINES)
