"""A Word document from outside, opened with care: nothing in it is run, fetched or followed.

A refusal says in plain words what is wrong; what is only left aside is named in `notices`. The bounds hold a file to
300 MB of memory and 3 seconds on a plain machine: unpacked bytes (`zipped`), elements, depth (the parser's own 256).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from hmi_visit.letter.back.zipped import Zipped
from hmi_visit.problems import Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_TAGS, _MOST_ATTRIBUTES = 800_000, 800_000
"""Of all parts together; a report of 2,500 paragraphs has 60,000 tags."""
_LONGEST_TAG = 100_000
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)
_STRICT = "http://purl.oclc.org/ooxml/"
_TYPES, _RELS = "[Content_Types].xml", "_rels/.rels"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPES = (f"{_MAIN}document.main+xml", f"{_MAIN}template.main+xml")
_AS_DOCX = "open it in Word and save it as a Word document (.docx)"
_OUTSIDE_WORDS = {
    "hyperlink": "",
    "attachedtemplate": "a template that lies elsewhere is not fetched",
    "image": "a picture that lies elsewhere is not fetched",
    "subdocument": "a document that lies elsewhere is not fetched: its text is not read",
    "frame": "a frame that lies elsewhere is not fetched",
    "oleobject": "an object that lies elsewhere is not fetched",
}
"""What is said of relationships that lead outside the file, by their kind; links to pages are left without a word."""
_INSIDE_WORDS = {
    "vbaproject": "it holds macros, which are not run",
    "afchunk": "it holds a file in another format, whose text is not read",
    "oleobject": "it holds an object of another program, which is not opened",
    "package": "it holds a document of another program, which is not opened",
    "control": "it holds a control that runs a program, which is not run",
}


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a letter that read-back looks at, parsed."""

    document: Any
    """The root of the document part."""
    headers: tuple[Any, ...] = ()
    numbering: Any = None
    styles: Any = None
    footnotes: Any = None
    comments: Any = None
    properties: Mapping[str, str] = field(default_factory=dict)
    """The document's own properties by name."""
    notices: tuple[str, ...] = ()
    """What was left aside, for a person."""


def open_outside(path: Path) -> Package:
    """Open a Word document from outside. Raises Problem in plain words where it is none, or is not to be trusted."""
    return _Opener(Zipped(path)).package()


class _Opener:
    """Follows the relationships of one file."""

    def __init__(self, zipped: Zipped) -> None:
        self.zipped = zipped
        self.notices: dict[str, None] = {}
        self._tags, self._attributes = _MOST_TAGS, _MOST_ATTRIBUTES

    def package(self) -> Package:
        self._check_is_word()
        start = self._relations(_RELS, "")
        name = start.get("officedocument", [""])[0]
        root = self._root(name) if name else None
        if root is None:
            raise self.zipped.problem("it has no text: the part that holds it is missing", _AS_DOCX)
        self._check_type(name)
        if str(root.tag).startswith(f"{{{_STRICT}"):
            mend = "in Word, save it as Word Document (.docx), not as Strict Open XML"
            raise self.zipped.problem("it is saved as Strict Open XML, which is not read", mend)
        if root.tag != f"{W}document" or root.find(f"{W}body") is None:
            raise self.zipped.problem("its text is not that of a Word document", _AS_DOCX)
        folder, base = posixpath.split(name)
        parts = self._relations(f"{folder}/_rels/{base}.rels", folder)
        one = {kind: self._root(parts[kind][0]) for kind in _SINGLE if kind in parts}
        headers = tuple(h for part in parts.get("header", []) if (h := self._root(part)) is not None)
        custom = start.get("custom-properties", [""])[0]
        return Package(root, headers, properties=self._properties(custom), notices=tuple(self.notices), **one)

    def _check_is_word(self) -> None:
        names = self.zipped.names
        if "[content_types].xml" in names:
            return
        if "mimetype" in names:
            raise self.zipped.problem("this is an OpenDocument file (.odt)", "save it as a Word document (.docx)")
        raise self.zipped.problem("this is a zip, and no Word document", "take the letter out of it first")

    def _check_type(self, name: str) -> None:
        types = self._root(_TYPES)
        wanted, ending = f"/{name}".casefold(), name.rpartition(".")[2].casefold()
        said = default = ""
        for one in types if types is not None else ():
            if str(one.get("PartName", "")).casefold() == wanted:
                said = one.get("ContentType", "")
            elif str(one.get("Extension", "")).casefold() == ending:
                default = one.get("ContentType", "")
        kind = said or default
        if "macroenabled" in kind.casefold():
            mend = "in Word, save it as Word Document (.docx), without its macros"
            raise self.zipped.problem("it is a document with macros (.docm)", mend)
        if kind not in _MAIN_TYPES:
            raise self.zipped.problem("this is a file of Office, and no Word document", _AS_DOCX)

    def _relations(self, name: str, folder: str) -> dict[str, list[str]]:
        """The parts that a part leads to, by the kind of relationship; what leads outside is named and left."""
        root = self._root(name)
        found: dict[str, list[str]] = {}
        for one in root if root is not None else ():
            kind = str(one.get("Type", "")).rpartition("/")[2].casefold()
            target = str(one.get("Target", ""))
            if str(one.get("TargetMode", "")).casefold() == "external":
                self._notice(_OUTSIDE_WORDS.get(kind, "something that lies elsewhere is not fetched"))
            else:
                self._notice(_INSIDE_WORDS.get(kind, ""))
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(kind, []).append(posixpath.normpath(inside))
        return found

    def _notice(self, words: str) -> None:
        if words:
            self.notices[words] = None

    def _properties(self, name: str) -> dict[str, str]:
        root = self._root(name) if name else None
        listed = root if root is not None else ()
        return {str(one.get("name", "")): "".join(one.itertext()) for one in listed}

    def _root(self, name: str) -> Any:
        """A part, parsed; None where it is not there."""
        data = self.zipped.read(name)
        return None if data is None else self._parsed(name, data)

    def _parsed(self, name: str, data: bytes) -> Any:
        self._tags -= data.count(b"<")
        self._attributes -= data.count(b"=")
        if self._tags < 0 or self._attributes < 0 or _LONG_TAG.search(data):
            raise self.zipped.problem(f"its part {name} has far more in it than a letter", "ask for the letter alone")
        if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data[:200] else data):
            raise self._declares(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root: Any = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error).casefold():
                what = f"its part {name} is nested far deeper than a letter"
            else:
                what = f"its part {name} is broken: it is not well formed"
            raise self.zipped.problem(what, "open it in the program that saved it, and save it again") from None
        if root.getroottree().docinfo.doctype:
            raise self._declares(name)
        return root

    def _declares(self, name: str) -> Problem:
        what = f"its part {name} declares entities, as no Word document does"
        return self.zipped.problem(what, "do not trust this file: ask for it again")


_SINGLE = ("numbering", "styles", "footnotes", "comments")
