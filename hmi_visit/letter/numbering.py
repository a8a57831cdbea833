"""Lists in Word: each its own number, so that none goes on where another ended."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from hmi_visit.letter.styles import Styles

BULLET, NUMBER = "List Bullet", "List Number"
_LEVEL = {
    BULLET: '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>',
    NUMBER: '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>',
}


class Numbering:
    """Gives out list numbers, and writes them to the numbering part when all are known."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._part = _numbering_part(document)
        self._root = self._part.element
        self._styles = styles
        numbers = [int(n.get(qn("w:numId"))) for n in self._root.findall(qn("w:num"))]
        self._next = max(numbers, default=0) + 1
        self._kinds: dict[str, str] = {}
        self._given: list[str] = []

    def new(self, ordered: bool) -> int:
        """The number of a new list."""
        name = NUMBER if ordered else BULLET
        if name not in self._kinds:
            self._kinds[name] = self._kind_of(name)
        number = self._next
        self._next += 1
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if ordered else ""
        self._given.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._kinds[name]}"/>{restart}</w:num>')
        return number

    def write(self) -> None:
        """Put the numbers given out into the part, after the kinds of list and before anything else."""
        if not self._given:
            return
        added = parse_xml(f"<w:numbering {nsdecls('w')}>{''.join(self._given)}</w:numbering>")
        ending = self._root.findall(qn("w:numIdMacAtCleanup"))
        self._root.extend([*added, *ending])

    def _kind_of(self, name: str) -> str:
        """The kind of list that the style has, or a plain one of our own where it has none."""
        wanted = self._styles.list_number(name)
        for number in self._root.findall(qn("w:num")):
            if number.get(qn("w:numId")) == wanted:
                return str(number.find(qn("w:abstractNumId")).get(qn("w:val")))
        kinds = self._root.findall(qn("w:abstractNum"))
        kind = max((int(k.get(qn("w:abstractNumId"))) for k in kinds), default=-1) + 1
        format_, text = _LEVEL[name].split("/>", 1)
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kind}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{format_}/>{text}<w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
        )
        self._root.insert(len(kinds) + len(self._root.findall(qn("w:numPicBullet"))), parse_xml(xml))
        return str(kind)


def _numbering_part(document: Any) -> Any:
    try:
        return document.part.part_related_by(RT.NUMBERING)
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = XmlPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, document.part.package)
        document.part.relate_to(part, RT.NUMBERING)
        return part
