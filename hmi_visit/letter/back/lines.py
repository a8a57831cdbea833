"""The words of one paragraph of an edited letter, as they are once every tracked change is accepted."""

from __future__ import annotations

from typing import Any

from hmi_visit.letter.back.anchors import Anchors
from hmi_visit.letter.back.edited import Line
from hmi_visit.letter.back.leaves import NOTE, NOTED, PARAGRAPH, Run, written
from hmi_visit.letter.back.outside import W
from hmi_visit.letter.back.word_lists import WordLists, is_on
from hmi_visit.letter.trace import without_private

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = frozenset({f"{W}del", f"{W}moveFrom"})
CAME = frozenset({f"{W}ins", f"{W}moveTo"})
THROUGH = frozenset({f"{W}{n}" for n in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")})
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t",
}  # fmt: skip
_OWN_FIELDS = ("PAGEREF", "PAGE", "NUMPAGES", "TOC")
"""Fields whose result is worked out by Word, and is no text of anybody's."""


class _Field:
    """A field of Word that is open: its result is text only where it is nobody's own."""

    def __init__(self) -> None:
        self.code = ""
        self.in_result = False

    @property
    def hides(self) -> bool:
        """Whether what stands here is no text."""
        return not self.in_result or self.code.strip().upper().startswith(_OWN_FIELDS)


class Lines:
    """Reads the elements inside paragraphs."""

    def __init__(self, anchors: Anchors, lists: WordLists) -> None:
        self._anchors, self._lists = anchors, lists
        self._fields: list[_Field] = []
        self.readers: set[str] = set()
        """Who tracked changes anywhere."""
        self.boxes: list[Any] = []
        """Text boxes that stood in what was read."""

    def read(self, parent: Any, line: Line, *, gone: bool = False) -> None:
        """Read what stands in an element into a line; `gone` where it was taken out."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, line, gone=gone)
            elif tag in GONE:
                line.readers.add(self.note_reader(child))
                self.read(child, line, gone=True)
            elif tag in CAME:
                line.readers.add(self.note_reader(child))
                self.read(child, line, gone=gone)
            elif tag in THROUGH:
                self.read(child, line, gone=gone)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self.read(content, line, gone=gone)
            elif tag == f"{MC}AlternateContent":
                for chosen in child[:1]:
                    self.read(chosen, line, gone=gone)
            elif tag.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math}"):
                self._add(line, Run(without_private("".join(child.itertext()))))
            elif tag != f"{W}pPr":
                self._anchors.pass_by(child)

    def _run(self, run: Any, line: Line, *, gone: bool) -> None:
        properties = run.find(f"{W}rPr")
        bold = italic = False
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            named = style.get(f"{W}val") if style is not None else ""
            bold = is_on(properties, "b") or named in self._lists.bold
            italic = is_on(properties, "i") or named in self._lists.italic
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(str(child.get(f"{W}fldCharType", "")))
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag == f"{W}commentReference":
                line.referred.append(str(child.get(f"{W}id", "")))
            elif gone or any(field.hides for field in self._fields):
                continue
            elif tag == f"{W}t":
                self._add(line, Run(without_private(child.text or ""), bold, italic))
            elif tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
                continue
            elif tag in _CHARACTERS:
                self._add(line, Run(_CHARACTERS[tag], bold, italic))
            elif tag == f"{W}footnoteReference":
                self._add(line, Run(f"{NOTE}{child.get(f'{W}id', '')}{NOTED}"))
            elif tag == f"{W}sym":
                self._add(line, Run(_symbol(str(child.get(f"{W}char", "")))))
            elif tag in (f"{W}drawing", f"{W}pict", f"{MC}AlternateContent"):
                chosen = child[0] if tag == f"{MC}AlternateContent" and len(child) else child
                self.boxes += [*chosen.iter(f"{W}txbxContent")]

    def _add(self, line: Line, run: Run) -> None:
        if line.within is None and run.text:
            line.within = self._anchors.open
        line.runs.append(run)
        self._anchors.hear(run.text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def note_reader(self, change: Any) -> str:
        """Who tracked a change."""
        reader = str(change.get(f"{W}author", "")) or "somebody"
        self.readers.add(reader)
        return reader

    def marked(self, paragraph: Any) -> str:
        """The marked words of a paragraph of a comment or footnote."""
        line = Line(PARAGRAPH)
        self.read(paragraph, line)
        return written(line.runs)[0].strip()


def _symbol(code: str) -> str:
    try:
        return without_private(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""
