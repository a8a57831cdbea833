"""An edited letter, read from its Word file: what it says once every tracked change in it is accepted.

It is walked in the order of the body. Each leaf knows in which named parts it stands (by content control, or by the
bookmark that a program left which dropped the control), who changed it by tracked changes, and what comments say of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hmi_visit.letter.back.anchors import ENDS, STARTS, Anchors
from hmi_visit.letter.back.edited import Comment, Edited, Line
from hmi_visit.letter.back.leaves import CELL, ROW, Leaf, plain, written
from hmi_visit.letter.back.lines import CAME, GONE, MC, THROUGH, Lines
from hmi_visit.letter.back.outside import Package, W
from hmi_visit.letter.back.word_lists import WordLists


def read_edited(package: Package, names: Mapping[str, str]) -> Edited:
    """Read an edited letter. `names` gives the parts' names by their bookmarks."""
    return _Reader(package, names).read()


class _Reader:
    def __init__(self, package: Package, names: Mapping[str, str]) -> None:
        self.package = package
        self.lists = WordLists(package)
        self.anchors = Anchors(names)
        self.lines = Lines(self.anchors, self.lists)
        self.leaves: list[Leaf] = []
        self.joined: Line | None = None
        """A paragraph whose end was taken out: it goes on in the next."""

    def read(self) -> Edited:
        self._read_comments(self.package.comments)
        for header in self.package.headers:
            self._blocks(header, flat=True)
            self.anchors.forget()
        self._blocks(self.package.document.find(f"{W}body"))
        notes = self._notes(self.package.footnotes)
        comments = list(self.anchors.comments.values())
        return Edited(self.leaves, comments, notes, self.anchors.seen, self.lines.readers)

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
            elif tag in GONE:
                self.lines.note_reader(child)
            elif tag in CAME or tag in THROUGH:
                self.lines.note_reader(child)
                self._blocks(child, flat=flat)
            elif tag == f"{MC}AlternateContent":
                for chosen in child[:1]:
                    self._blocks(chosen, flat=flat)
            else:
                self._flush_at(child)
                self.anchors.pass_by(child)
        self._flush()

    def _control(self, control: Any, read: Callable[[Any], None]) -> None:
        """What stands in a content control, inside the part that it is."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        name = self.anchors.named(control)
        if name:
            self.anchors.enter(name)
        read(content)
        self._flush()
        if name:
            self.anchors.leave(name)

    def _flush_at(self, element: Any) -> None:
        """End a paragraph where a part begins or ends."""
        if element.tag in (STARTS, ENDS):
            self._flush()

    def _paragraph(self, element: Any) -> None:
        properties = element.find(f"{W}pPr")
        line = Line(self.lists.kind(properties))
        if self.joined:
            before, self.joined = self.joined, None
            line.runs, line.within, line.referred = before.runs, before.within, before.referred
            line.readers = before.readers
        self.lines.read(element, line)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        ended = [e for e in mark if e.tag in GONE] if mark is not None else []
        for change in mark if mark is not None else ():
            if change.tag in GONE | CAME:
                line.readers.add(self.lines.note_reader(change))
        if line.within is None:
            line.within = self.anchors.open
        if ended:
            self.joined = line
        else:
            self._end(line)
        boxes, self.lines.boxes = self.lines.boxes, []
        for box in boxes:
            self._flush()
            self._blocks(box)

    def _flush(self) -> None:
        """End a paragraph whose mark was taken out where nothing follows for it to go on in."""
        if self.joined:
            line, self.joined = self.joined, None
            self._end(line)

    def _end(self, line: Line) -> None:
        text, _ = written(line.runs)
        if text.strip():
            within = line.within or ()
            leaf = Leaf(within[-1] if within else "", line.kind, text, (), within, line.readers)
            self.leaves.append(leaf)
            self._refer(line, leaf)
        elif line.referred and self.leaves:
            self._refer(line, self.leaves[-1])

    def _refer(self, line: Line, leaf: Leaf) -> None:
        for known in line.referred:
            if known in self.anchors.comments and self.anchors.comments[known].leaf is None:
                self.anchors.comments[known].leaf = leaf

    def _table(self, table: Any, *, flat: bool) -> None:
        for row in self._through(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and any(e.tag in GONE for e in properties):
                self.lines.note_reader(next(e for e in properties if e.tag in GONE))
                continue
            if flat:
                for cell in self._through(row, f"{W}tc"):
                    self._blocks(cell)
                continue
            first = len(self.leaves)
            cells: list[list[Leaf]] = []
            for cell in self._through(row, f"{W}tc"):
                at = len(self.leaves)
                self._blocks(cell)
                cells.append(self.leaves[at:])
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                more = str(span.get(f"{W}val", "1")) if span is not None else "1"
                cells += [[] for _ in range(min(int(more), 63) - 1 if more.isdigit() else 0)]
            inside = self.leaves[first:]
            del self.leaves[first:]
            if inside:  # a row without words is left aside on both sides
                text = "".join("\n".join(leaf.text for leaf in cell) + CELL for cell in cells)
                readers = {reader for leaf in inside for reader in leaf.readers}
                leaf = Leaf(inside[0].part, ROW, text, (), inside[0].within, readers)
                self.leaves.append(leaf)
                for comment in self.anchors.comments.values():
                    if any(comment.leaf is other for other in inside):
                        comment.leaf = leaf

    def _through(self, parent: Any, wanted: str) -> Iterable[Any]:
        """The rows of a table or the cells of a row, also in controls and other wrappers."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag == f"{W}sdt" and child.find(f"{W}sdtContent") is not None:
                yield from self._through(child.find(f"{W}sdtContent"), wanted)
            elif child.tag in THROUGH or child.tag in CAME:
                yield from self._through(child, wanted)
            else:
                self.anchors.pass_by(child)

    def _read_comments(self, comments: Any) -> None:
        for one in comments.iterchildren(f"{W}comment") if comments is not None else ():
            text = "\n".join(line for p in one.iter(f"{W}p") if (line := plain(self.lines.marked(p))))
            author, said_at = str(one.get(f"{W}author", "")), str(one.get(f"{W}date", ""))
            self.anchors.comments[str(one.get(f"{W}id", ""))] = Comment(author, said_at, text)

    def _notes(self, notes: Any) -> dict[str, str]:
        """The marked words of the footnotes, by their ids."""
        found: dict[str, str] = {}
        for one in notes.iterchildren(f"{W}footnote") if notes is not None else ():
            if one.get(f"{W}type") in (None, "normal"):
                lines = (self.lines.marked(p) for p in one.iter(f"{W}p"))
                found[str(one.get(f"{W}id", ""))] = "\n".join(line for line in lines if line).strip()
        return found
