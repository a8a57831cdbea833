"""The letter as it was exported, as leaves whose every character knows what printed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hmi_visit.form.model import Form
from hmi_visit.letter.back.leaves import (
    BULLET,
    CELL,
    NOTE,
    NOTED,
    NUMBER,
    PARAGRAPH,
    ROW,
    Leaf,
    Owners,
    Run,
    written,
)
from hmi_visit.letter.blocks import (
    Block,
    Bold,
    Break,
    Div,
    Document,
    Inlines,
    Italic,
    ListBlock,
    Note,
    Span,
    Table,
    Text,
    walk,
)
from hmi_visit.letter.bookmarks import Bookmarks
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.trace import MARK, Source, Trace, number_of
from hmi_visit.visit.digest import digest
from hmi_visit.visit.model import Snapshot


@dataclass(frozen=True, slots=True)
class ExportedLetter:
    """A letter as it left."""

    leaves: tuple[Leaf, ...]
    printed: tuple[Source, ...]
    """What the numbers in the leaves' owners stand for."""
    names: dict[str, str] = field(default_factory=dict)
    """The name of each part by its bookmark; a part is known by its bookmark."""
    text: int = 0
    """The digest of its Markdown, as the visit keeps it."""
    notes: tuple[str, ...] = ()
    """The marked words of the footnotes, the first of them number 1."""


def exported_letter(form: Form, snapshot: Snapshot) -> ExportedLetter:
    """The letter of these answers, as it was when they were exported. Raises Problem where a template has a fault."""
    trace = Trace()
    markdown = letter_text(form, snapshot, trace).markdown
    document = read(markdown)
    reader = _Leaves(document)
    leaves = tuple(reader.read())
    notes = tuple(written(_Runs().read(words))[0] for words in document.notes)
    return ExportedLetter(leaves, tuple(trace.printed), reader.names, digest(MARK.sub("", markdown)), notes)


class _Leaves:
    """Goes through the blocks in the order of the letter: the first page's header stands first, as it is printed."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._bookmarks = Bookmarks()
        self.names: dict[str, str] = {}

    def read(self) -> Iterator[Leaf]:
        body: list[tuple[Block, tuple[str, ...]]] = []
        heads: list[tuple[Block, tuple[str, ...]]] = []
        for block in self.document.blocks:
            found = [b for b in walk([block]) if isinstance(b, Div) and b.header]
            if found:
                name = block.name if isinstance(block, Div) else ""
                heads += [(Div(div.blocks, name=div.name or name), ()) for div in found]
            else:
                body.append((block, ()))
        self._bookmarks.give([block for block, _ in body])
        inside = [leaf for block, within in body for leaf in self._leaves(block, within)]
        letterhead = [leaf for block, within in heads for leaf in self._leaves(block, within)]
        yield from (leaf for leaf in (*letterhead, *inside) if leaf.text.strip(" \n\t" + CELL))

    def _leaves(self, block: Block, within: tuple[str, ...]) -> Iterator[Leaf]:
        match block:
            case Div():
                if block.name and not block.place:
                    bookmark = self._bookmarks.of(block)
                    self.names[bookmark] = block.name
                    within = (*within, bookmark)
                for inner in block.blocks:
                    yield from self._leaves(inner, within)
            case ListBlock():
                kind = NUMBER if block.ordered else BULLET
                for item in block.items:
                    yield _leaf(kind, [item], within)
            case Table():
                if any(block.header):
                    yield _leaf(ROW, block.header, within)
                for row in block.rows:
                    yield _leaf(ROW, [*row, *[()] * (block.columns - len(row))], within)
            case _:
                yield _leaf(PARAGRAPH, [block.inlines], within)


def _leaf(kind: str, cells: Sequence[Inlines], within: tuple[str, ...]) -> Leaf:
    text = ""
    owners: list[Owners] = []
    runs = _Runs()
    for cell in cells:
        words, by = written(runs.read(cell))
        text += words
        owners += by
        if kind == ROW:
            text += CELL
            owners.append(owners[-1] if by else ())
    for at, printer in enumerate(owners):  # a line end between two lines of one answer is the answer's own
        if not printer and text[at] == "\n" and 0 < at < len(owners) - 1 and owners[at - 1] == owners[at + 1]:
            owners[at] = owners[at - 1]
    return Leaf(within[-1] if within else "", kind, text, owners, within)


class _Runs:
    """The runs of some words; marks of the trace, taken out, say what printed them."""

    def __init__(self) -> None:
        self.open: list[int] = []

    def read(self, inlines: Inlines, *, bold: bool = False, italic: bool = False) -> list[Run]:
        runs: list[Run] = []
        after_number = False
        for inline in inlines:
            match inline:
                case Text():
                    words = self._words(inline.text, bold, italic)
                    if after_number and words and words[0].text.startswith(" "):
                        words[0] = words[0]._replace(text=words[0].text[1:])
                    runs += words
                case Break():
                    runs.append(Run("\n", bold, italic, tuple(self.open)))
                case Bold():
                    runs += self.read(inline.inlines, bold=True, italic=italic)
                case Italic():
                    runs += self.read(inline.inlines, bold=bold, italic=True)
                case Note():
                    runs.append(Run(f"{NOTE}{inline.number}{NOTED}", owners=tuple(self.open)))
                case Span(page=""):
                    runs += self.read(inline.inlines, bold=bold, italic=italic)
                    if inline.number:
                        runs.append(Run("\t", owners=tuple(self.open)))
            after_number = isinstance(inline, Span) and inline.number
        return runs

    def _words(self, text: str, bold: bool, italic: bool) -> list[Run]:
        runs: list[Run] = []
        at = 0
        for mark in MARK.finditer(text):
            runs.append(Run(text[at : mark.start()], bold, italic, tuple(self.open)))
            at = mark.end()
            number = number_of(mark)
            if number is not None:
                self.open.append(number)
            elif self.open:
                self.open.pop()
        runs.append(Run(text[at:], bold, italic, tuple(self.open)))
        return [run for run in runs if run.text]
