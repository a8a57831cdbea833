"""An edited letter, read from its Word file: what it says once every tracked change in it is accepted.

It is walked in the order of the body. Each leaf knows in which named parts it stands (by content control, or by the
bookmark that a program left which dropped the control), who changed it by tracked changes, and what comments say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hmi_visit.letter.back.leaves import CELL, NOTE, NOTED, PARAGRAPH, ROW, Leaf, Run, plain, written
from hmi_visit.letter.back.outside import Package, W
from hmi_visit.letter.back.word_lists import WordLists, is_on
from hmi_visit.letter.trace import without_private

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_CAME = frozenset({f"{W}ins", f"{W}moveTo"})
_THROUGH = frozenset({f"{W}{n}" for n in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")})
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t",
}  # fmt: skip
_OWN_FIELDS = ("PAGEREF", "PAGE", "NUMPAGES", "TOC")
"""Fields whose result is worked out by Word, and is no text of anybody's."""


@dataclass(slots=True)
class Comment:
    """A comment, and where it stands."""

    author: str
    said_at: str
    text: str
    words: str = ""
    """The words that it is about; without any, those of its paragraph."""
    leaf: Leaf | None = None


@dataclass(slots=True)
class Edited:
    """What an edited letter says."""

    leaves: list[Leaf]
    comments: list[Comment]
    notes: dict[str, str] = field(default_factory=dict)
    """The marked words of each footnote, by its id."""
    seen: set[str] = field(default_factory=set)
    """The named parts that are marked in it still."""
    readers: set[str] = field(default_factory=set)
    """Who tracked changes in it."""


@dataclass(slots=True)
class _Line:
    """A paragraph that is being read."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    within: tuple[str, ...] | None = None
    readers: set[str] = field(default_factory=set)
    begun: list[tuple[str, int]] = field(default_factory=list)
    """Comments that are about words of it: the id, and how many runs stood before."""
    referred: list[str] = field(default_factory=list)
    runs_at: dict[str, tuple[int, int]] = field(default_factory=dict)


class _Field:
    """A field of Word that is open: its result is text only where it is nobody's own."""

    def __init__(self) -> None:
        self.code = ""
        self.in_result = False

    @property
    def hides(self) -> bool:
        """Whether what stands here is no text."""
        return not self.in_result or self.code.strip().upper().startswith(_OWN_FIELDS)


def read_edited(package: Package, names: Mapping[str, str]) -> Edited:
    """Read an edited letter. `names` gives the parts' names by their bookmarks."""
    return _Reader(package, names).read()


class _Reader:
    def __init__(self, package: Package, names: Mapping[str, str]) -> None:
        self.package = package
        self.lists = WordLists(package)
        by_name: dict[str, list[str]] = {}
        for bookmark, name in names.items():
            by_name.setdefault(name, []).append(bookmark)
        self.bookmarks = {bookmark.casefold(): bookmark for bookmark in names}
        self.tags = {name: found[0] for name, found in by_name.items() if len(found) == 1}
        self.within: list[tuple[str, bool]] = []
        """The parts that are open, each with whether it was a bookmark that opened it."""
        self.marked: dict[str, str] = {}
        """The bookmarks that are open by their ids. LibreOffice begins a bookmark of several paragraphs twice, with two
        ids, and ends it once: it is open from the first to the end."""
        self.fields: list[_Field] = []
        self.edited = Edited([], [])
        self.comments: dict[str, Comment] = {}
        self.waiting: dict[str, list[str]] = {}
        """The words of comments that began in an earlier paragraph."""
        self.joined: _Line | None = None
        """A paragraph whose end was taken out: it goes on in the next."""
        self.boxes: list[Any] = []

    def read(self) -> Edited:
        self._read_comments(self.package.comments)
        for header in self.package.headers:
            self._blocks(header, flat=True)
            self.within.clear()
        self._blocks(self.package.document.find(f"{W}body"))
        self._read_notes(self.package.footnotes)
        self.edited.comments = list(self.comments.values())
        return self.edited

    def _blocks(self, parent: Any, *, flat: bool = False) -> None:
        """The blocks in an element; `flat` where its tables are there for their look alone."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child)
            elif tag == f"{W}tbl":
                self._flush()
                self._table(child, flat=flat)
            elif tag == f"{W}sdt":
                self._flush()
                self._control(child, lambda content: self._blocks(content, flat=flat))
                self._flush()
            elif tag in _GONE:
                self._note_reader(child)
            elif tag in _CAME or tag in _THROUGH:
                self._note_reader(child)
                self._blocks(child, flat=flat)
            elif tag == f"{_MC}AlternateContent":
                for chosen in child[:1]:
                    self._blocks(chosen, flat=flat)
            else:
                self._place(child, None)
        self._flush()

    def _control(self, control: Any, read: Any) -> None:
        """What stands in a content control, inside the part that its tag or alias names."""
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if content is None:
            return
        name = ""
        for kind in ("tag", "alias"):
            found = properties.find(f"{W}{kind}") if properties is not None else None
            name = name or self.tags.get(str(found.get(f"{W}val", "")) if found is not None else "", "")
        if not name:
            read(content)
            return
        self.within.append((name, False))
        self.edited.seen.add(name)
        read(content)
        self._flush()
        self.within.remove((name, False))

    def _place(self, child: Any, line: _Line | None) -> None:
        """Where a bookmark or comment begins or ends."""
        tag, known = child.tag, str(child.get(f"{W}id", ""))
        if tag == f"{W}bookmarkStart":
            bookmark = self.bookmarks.get(str(child.get(f"{W}name", "")).casefold())
            if bookmark:
                self.marked[known] = bookmark
                if (bookmark, True) not in self.within:
                    self._flush()
                    self.within.append((bookmark, True))
                    self.edited.seen.add(bookmark)
        elif tag == f"{W}bookmarkEnd":
            opened = (self.marked.pop(known, ""), True)
            if opened in self.within:
                if line is None:
                    self._flush()
                self.within.remove(opened)
        elif tag == f"{W}commentRangeStart":
            self.waiting[known] = []
        elif tag == f"{W}commentRangeEnd" and known in self.comments and known in self.waiting:
            self.comments[known].words = " ".join(plain("".join(self.waiting.pop(known))).split())

    def _paragraph(self, element: Any) -> None:
        properties = element.find(f"{W}pPr")
        line = _Line(self.lists.kind(properties))
        if self.joined:
            before, self.joined = self.joined, None
            line.runs, line.within, line.referred = before.runs, before.within, before.referred
            line.readers = before.readers
        self._inlines(element, line, gone=False)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        ended = [e for e in mark if e.tag in _GONE] if mark is not None else []
        for change in mark if mark is not None else ():
            if change.tag in _GONE | _CAME:
                line.readers.add(self._note_reader(change))
        if line.within is None:
            line.within = self._open()
        if ended:
            self.joined = line
        else:
            self._end(line)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._flush()
            self._blocks(box)

    def _flush(self) -> None:
        """End a paragraph whose mark was taken out where nothing follows for it to go on in."""
        if self.joined:
            line, self.joined = self.joined, None
            self._end(line)

    def _end(self, line: _Line) -> None:
        text, _ = written(line.runs)
        if text.strip():
            within = line.within or ()
            leaf = Leaf(within[-1] if within else "", line.kind, text, (), within, line.readers)
            self.edited.leaves.append(leaf)
            self._refer(line, leaf)
        elif line.referred and self.edited.leaves:
            self._refer(line, self.edited.leaves[-1])

    def _refer(self, line: _Line, leaf: Leaf) -> None:
        for known in line.referred:
            if known in self.comments and self.comments[known].leaf is None:
                self.comments[known].leaf = leaf

    def _table(self, table: Any, *, flat: bool) -> None:
        for row in self._through(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and any(e.tag in _GONE for e in properties):
                self._note_reader(next(e for e in properties if e.tag in _GONE))
                continue
            if flat:
                for cell in self._through(row, f"{W}tc"):
                    self._blocks(cell)
                continue
            first = len(self.edited.leaves)
            cells: list[list[Leaf]] = []
            for cell in self._through(row, f"{W}tc"):
                at = len(self.edited.leaves)
                self._blocks(cell)
                cells.append(self.edited.leaves[at:])
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                more = str(span.get(f"{W}val", "1")) if span is not None else "1"
                cells += [[] for _ in range(min(int(more), 63) - 1 if more.isdigit() else 0)]
            inside = self.edited.leaves[first:]
            del self.edited.leaves[first:]
            if inside:  # a row without words is left aside on both sides
                text = "".join("\n".join(leaf.text for leaf in cell) + CELL for cell in cells)
                readers = {reader for leaf in inside for reader in leaf.readers}
                leaf = Leaf(inside[0].part, ROW, text, (), inside[0].within, readers)
                self.edited.leaves.append(leaf)
                for comment in self.comments.values():
                    if any(comment.leaf is other for other in inside):
                        comment.leaf = leaf

    def _through(self, parent: Any, wanted: str) -> Iterable[Any]:
        """The rows of a table or the cells of a row, also in controls and other wrappers."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag == f"{W}sdt" and child.find(f"{W}sdtContent") is not None:
                yield from self._through(child.find(f"{W}sdtContent"), wanted)
            elif child.tag in _THROUGH or child.tag in _CAME:
                yield from self._through(child, wanted)
            else:
                self._place(child, None)

    def _inlines(self, parent: Any, line: _Line, *, gone: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, line, gone=gone)
            elif tag in _GONE:
                line.readers.add(self._note_reader(child))
                self._inlines(child, line, gone=True)
            elif tag in _CAME:
                line.readers.add(self._note_reader(child))
                self._inlines(child, line, gone=gone)
            elif tag in _THROUGH:
                self._inlines(child, line, gone=gone)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._inlines(content, line, gone=gone)
            elif tag == f"{_MC}AlternateContent":
                for chosen in child[:1]:
                    self._inlines(chosen, line, gone=gone)
            elif tag.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math}"):
                self._add(line, Run(without_private("".join(child.itertext()))))
            elif tag != f"{W}pPr":
                self._place(child, line)

    def _run(self, run: Any, line: _Line, *, gone: bool) -> None:
        properties = run.find(f"{W}rPr")
        bold = italic = False
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            named = style.get(f"{W}val") if style is not None else ""
            bold = is_on(properties, "b") or named in self.lists.bold
            italic = is_on(properties, "i") or named in self.lists.italic
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(str(child.get(f"{W}fldCharType", "")))
            elif tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1].code += child.text or ""
            elif tag == f"{W}commentReference":
                line.referred.append(str(child.get(f"{W}id", "")))
            elif gone or any(field.hides for field in self.fields):
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
            elif tag in (f"{W}drawing", f"{W}pict", f"{_MC}AlternateContent"):
                chosen = child[0] if tag == f"{_MC}AlternateContent" and len(child) else child
                self.boxes += [*chosen.iter(f"{W}txbxContent")]

    def _add(self, line: _Line, run: Run) -> None:
        if line.within is None and run.text:
            line.within = self._open()
        line.runs.append(run)
        for words in self.waiting.values():
            words.append(run.text)

    def _open(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self.within))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _note_reader(self, change: Any) -> str:
        reader = str(change.get(f"{W}author", "")) or "somebody"
        self.edited.readers.add(reader)
        return reader

    def _read_comments(self, comments: Any) -> None:
        for one in comments.iterchildren(f"{W}comment") if comments is not None else ():
            text = "\n".join(line for p in one.iter(f"{W}p") if (line := self._words_of(p)))
            author, said_at = str(one.get(f"{W}author", "")), str(one.get(f"{W}date", ""))
            self.comments[str(one.get(f"{W}id", ""))] = Comment(author, said_at, text)

    def _read_notes(self, notes: Any) -> None:
        for one in notes.iterchildren(f"{W}footnote") if notes is not None else ():
            if one.get(f"{W}type") in (None, "normal"):
                lines = (self._marked_words(p) for p in one.iter(f"{W}p"))
                self.edited.notes[str(one.get(f"{W}id", ""))] = "\n".join(line for line in lines if line).strip()

    def _marked_words(self, paragraph: Any) -> str:
        line = _Line(PARAGRAPH)
        self._inlines(paragraph, line, gone=False)
        return written(line.runs)[0].strip()

    def _words_of(self, paragraph: Any) -> str:
        return plain(self._marked_words(paragraph))


def _symbol(code: str) -> str:
    try:
        return without_private(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""
