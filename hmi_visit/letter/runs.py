"""The words of a paragraph as the XML of Word: runs with their looks, breaks, footnote marks, page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hmi_visit.letter.blocks import Bold, Break, Inlines, Italic, Note, Span, Text, superscript
from hmi_visit.letter.markup import escape
from hmi_visit.letter.styles import Styles
from hmi_visit.problems import Problem
from hmi_visit.visit.characters import unprintable

MISSING, NOTE_MARK = "Missing", "footnote reference"
_PIECE = re.compile(r"[^\t\n]+|\t|\n")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of words looks."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    highlighted: bool = False

    @property
    def xml(self) -> str:
        """The run's properties; nothing for plain words."""
        marks = f'<w:rStyle w:val="{self.style}"/>' if self.style else ""
        marks += "<w:b/>" if self.bold else ""
        marks += "<w:i/>" if self.italic else ""
        marks += '<w:highlight w:val="yellow"/>' if self.highlighted else ""
        return f"<w:rPr>{marks}</w:rPr>" if marks else ""


PLAIN = Look()


class Runs:
    """Writes words; refuses a character that no Word file can hold, saying where it is."""

    def __init__(
        self,
        styles: Styles,
        notes: int,
        page_of: Callable[[str], str],
        where: Callable[[], str],
        named: Callable[[str, str], str] = lambda _, runs: runs,
    ) -> None:
        self._styles = styles
        self._notes = notes
        """How many footnotes the letter has."""
        self._page_of = page_of
        """The bookmark of a part by its name; empty where there is none."""
        self._where = where
        """The part of the letter that is being written, for messages."""
        self._named = named
        """Makes runs the content control of a name."""
        self.has_pages = False
        """Whether a page number was written that Word has to work out."""

    def write(self, inlines: Inlines, look: Look = PLAIN) -> str:
        """The runs of some words."""
        parts: list[str] = []
        after_number = False
        for inline in inlines:
            match inline:
                case Text():
                    parts.append(self._run(inline.text.removeprefix(" ") if after_number else inline.text, look))
                case Break():
                    parts.append("<w:r><w:br/></w:r>")
                case Bold():
                    parts.append(self.write(inline.inlines, replace(look, bold=True)))
                case Italic():
                    parts.append(self.write(inline.inlines, replace(look, italic=True)))
                case Note():
                    parts.append(self._note(inline.number))
                case Span():
                    parts.append(self._span(inline, look))
            after_number = isinstance(inline, Span) and inline.number  # the tab stands for the space after it
        return "".join(parts)

    def note_mark(self, mark: str) -> str:
        """A run that holds the mark of a footnote, above the line."""
        style = self._styles.character(NOTE_MARK)
        look = f'<w:rStyle w:val="{style}"/>' if style else '<w:vertAlign w:val="superscript"/>'
        return f"<w:r><w:rPr>{look}</w:rPr>{mark}</w:r>"

    def _note(self, number: int) -> str:
        if 0 < number <= self._notes:
            return self.note_mark(f'<w:footnoteReference w:id="{number}"/>')
        return self._run(superscript(number), PLAIN)

    def _span(self, span: Span, look: Look) -> str:
        if span.page:
            return self._page(self._page_of(span.page), look)
        words = self.write(span.inlines, self._styled(look, span.style))
        words = self._named(span.name, words) if span.name else words
        return f"{words}<w:r><w:tab/></w:r>" if span.number else words

    def _page(self, bookmark: str, look: Look) -> str:
        """The number of the page on which a part begins; Word works it out when it opens the file."""
        if not bookmark:
            return ""
        self.has_pages = True
        return "".join(
            f"<w:r>{look.xml}{mark}</w:r>"
            for mark in (
                '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
                f'<w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>0</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )

    def _styled(self, look: Look, name: str) -> Look:
        """The look with a character style; a place held open is highlighted even where there is no style for it."""
        if not name:
            return look
        style_id = self._styles.character(name)
        return replace(look, style=style_id or look.style, highlighted=name == MISSING and not style_id)

    def _run(self, text: str, look: Look) -> str:
        if found := unprintable(text):
            self._refuse(found[0])
        if text and "\t" not in text and "\n" not in text:
            return f'<w:r>{look.xml}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        parts = []
        for piece in _PIECE.findall(text):
            if piece == "\t":
                parts.append("<w:tab/>")
            elif piece == "\n":
                parts.append("<w:br/>")
            else:
                parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
        return f"<w:r>{look.xml}{''.join(parts)}</w:r>" if parts else ""

    def _refuse(self, place: tuple[int, int, int]) -> None:
        _, column, code = place
        what = f"Word cannot hold the character U+{code:04X}, which is character {column} of its text"
        raise Problem(what, where=self._where(), mend="delete it")
