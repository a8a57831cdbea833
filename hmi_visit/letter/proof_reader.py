"""The proof's own reader of Word files: what a letter says, line by line, read from the file's parts.

It shares nothing with what writes letters, so that a fault there cannot hide itself.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

HEADER, BODY, NOTES = "header", "body", "footnotes"
"""The parts of a letter that say something of their own."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN, _RELATIONS, _NOTES = "word/document.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "‑"}
_RUN = f"{_W}r"
_TEXT, _PARAGRAPH, _FIELD, _INSTRUCTION = f"{_W}t", f"{_W}p", f"{_W}fldChar", f"{_W}instrText"
_MARK, _OWN_MARK, _REFERENCE = f"{_W}footnoteReference", f"{_W}footnoteRef", f"{_W}headerReference"
_READ = (_TEXT, _PARAGRAPH, _FIELD, _INSTRUCTION, _MARK, _OWN_MARK, _REFERENCE, *_CHARACTERS)
_MARK_OF_NOTE = "\ue000"
"""Stands for a footnote's own mark while its line is read; a space follows it."""
_COUNTED = ("PAGE", "PAGEREF", "NUMPAGES")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Said:
    """What a Word file says: the lines of its first page's header, of its text and of its footnotes.

    A line is a paragraph, an item or a cell; a break in it is a line end, and lines without words are left out. Page
    numbers, which Word counts, are no words.
    """

    header: tuple[str, ...]
    body: tuple[str, ...]
    footnotes: tuple[str, ...]


def read_back(content: bytes) -> Said:
    """What a Word file says. Raises KeyError, `zipfile.BadZipFile` or `etree.XMLSyntaxError` where it is none."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        main = _Lines(package.read(_MAIN))
        header: list[str] = []
        for relation in main.headers:
            header += _Lines(package.read(_target(package, relation))).lines
        notes = _Lines(package.read(_NOTES)).lines if _NOTES in package.namelist() else []
    return Said(tuple(header), tuple(main.lines), tuple(notes))


def _target(package: zipfile.ZipFile, relation: str) -> str:
    """The part that a relation of the letter leads to."""
    for one in etree.fromstring(package.read(_RELATIONS)):
        if one.get("Id") == relation:
            return posixpath.normpath(posixpath.join("/word", one.get("Target", ""))).lstrip("/")
    raise KeyError(relation)


class _Lines:
    """Goes through one part once."""

    def __init__(self, part: bytes) -> None:
        self.lines: list[str] = []
        self.headers: list[str] = []
        """The relations of the headers that the first page has."""
        self._open: list[list[str]] = [[]]
        self._fields: list[str] = []
        """The instructions of the fields that are open; one whose result has begun ends in a line end."""
        for event, element in etree.iterparse(
            BytesIO(part), events=("start", "end"), tag=_READ, resolve_entities=False
        ):
            if event == "start":
                if element.tag == _PARAGRAPH:
                    self._open.append([])
            else:
                self._take(element)

    def _take(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _TEXT:
            if not self._is_counted():
                self._open[-1].append(element.text or "")
        elif tag == _PARAGRAPH:
            words = "".join(self._open.pop()).removeprefix(f"{_MARK_OF_NOTE} ")
            if words.strip(" \t\n"):
                self.lines.append(words)
            element.clear()
        elif tag in _CHARACTERS:
            parent = element.getparent()
            if parent is not None and parent.tag == _RUN:
                self._open[-1].append(_CHARACTERS[str(tag)])
        elif tag == _FIELD:
            self._field(element.get(f"{_W}fldCharType", ""))
        elif tag == _INSTRUCTION and self._fields:
            self._fields[-1] += element.text or ""
        elif tag == _MARK:
            self._open[-1].append(element.get(f"{_W}id", "").translate(_RAISED))
        elif tag == _OWN_MARK:
            self._open[-1].append(_MARK_OF_NOTE)
        elif tag == _REFERENCE and element.get(f"{_W}type") == "first":
            self.headers.append(element.get(f"{_R}id", ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif self._fields and kind == "separate":
            self._fields[-1] += "\n"
        elif self._fields and kind == "end":
            self._fields.pop()

    def _is_counted(self) -> bool:
        """Whether what stands here is the number of a page."""
        return any(
            field.endswith("\n") and field.split()[:1] and field.split()[0] in _COUNTED for field in self._fields
        )


def parts_of(said: Said) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines by the name of their part, in the order of reading."""
    yield HEADER, said.header
    yield BODY, said.body
    yield NOTES, said.footnotes
