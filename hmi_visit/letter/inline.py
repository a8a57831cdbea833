"""The words of a paragraph: emphasis, styled spans, hard breaks and escapes, read in one pass over the text."""

from __future__ import annotations

import re

from hmi_visit.letter.attributes import read_attributes
from hmi_visit.letter.blocks import Bold, Break, Inline, Inlines, Italic, Note, Span, Text

_LOOSE = re.compile(r"[ \t]*\n[ \t]*|[ \t]{2,}|\t")
"""Space that counts as one: a line end (of a hard break too) with the spaces around it, spaces in a row, a tab."""
_MARKS = re.compile(r"[\\&*\[\]\n]")
"""What a token can begin with: a paragraph without any of these, as most are, is text alone."""
_TOKEN = re.compile(
    r"\\\n"  # a hard break
    r"|\\[!-/:-@\[-`{-~]"  # an escaped character: punctuation only, as in every Markdown
    r"|&\#\d{1,7};"  # a character by its number: how leading, doubled and trailing spaces are kept
    r"|\*\**"
    r"|\[\^[0-9]{1,5}\]"  # the mark of a footnote
    r"|\["
    r"|\]\{[^{}\n]*\}"
    r"|\n"  # a line end that is no more than a space
)
_OPEN_BRACKETS = 16
"""Spans nest no deeper than this; a bracket beyond it is a bracket."""


class _Mark:
    """A star or bracket that may open something, and where it stands among the pieces."""

    __slots__ = ("at", "text")

    def __init__(self, at: int, text: str) -> None:
        self.at = at
        self.text = text


class _Reader:
    """Holds the pieces read so far and the marks still open: each is opened once, and closed or dropped once."""

    def __init__(self) -> None:
        self.pieces: list[Inline | _Mark] = []
        self.open: list[_Mark] = []
        self.stars: dict[str, _Mark] = {}
        self.brackets: list[_Mark] = []

    def text(self, text: str) -> None:
        self.pieces.append(Text(text))

    def mark(self, text: str) -> None:
        mark = _Mark(len(self.pieces), text)
        self.pieces.append(mark)
        self.open.append(mark)
        if text == "[":
            self.brackets.append(mark)
        else:
            self.stars[text] = mark

    def close(self, mark: _Mark) -> Inlines:
        """Take off the mark and what stands after it; marks still open there were literal."""
        while True:
            dropped = self.open.pop()
            if dropped.text == "[":
                self.brackets.pop()
            elif self.stars.get(dropped.text) is dropped:
                del self.stars[dropped.text]
            if dropped is mark:
                break
        inner = _joined(self.pieces[mark.at + 1 :])
        del self.pieces[mark.at :]
        return inner

    def star(self, run: str, before: str, after: str) -> None:
        """A run of stars closes what it can, else opens, else is stars."""
        closes = before.strip() != ""
        opens = after.strip() != ""
        if closes and len(run) == 3 and len(self.stars) == 2:
            for inner in sorted(self.stars, key=lambda kind: -self.stars[kind].at):
                self._emphasise(inner)
        elif closes and run in self.stars and self.stars[run].at + 1 < len(self.pieces):
            self._emphasise(run)
        elif opens and len(run) == 3:
            self.mark("**")
            self.mark("*")
        elif opens and len(run) < 3:
            self.mark(run)
        else:
            self.text(run)

    def _emphasise(self, kind: str) -> None:
        inner = self.close(self.stars[kind])
        self.pieces.append(Italic(inner) if kind == "*" else Bold(inner))

    def bracket(self, token: str) -> None:
        """The end of a span, where one is open and the braces hold attributes."""
        attributes = read_attributes(token[2:-1])
        if not self.brackets or attributes is None:
            self.text(token)
            return
        inner = self.close(self.brackets[-1])
        self.pieces.append(Span(inner, attributes.style, attributes.name, attributes.number, attributes.page))


def _joined(pieces: list[Inline | _Mark]) -> Inlines:
    """The pieces with neighbouring text as one; a mark that nothing closed is its own characters."""
    result: list[Inline] = []
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, (Text, _Mark)):
            words.append(piece.text)
            continue
        if words:
            result.append(Text("".join(words)))
            words = []
        result.append(piece)
    if words:
        result.append(Text("".join(words)))
    return tuple(result)


def read_inlines(text: str) -> Inlines:
    """The words of one paragraph, heading, item or cell. Takes time in proportion to the text, whatever it holds."""
    if "  " in text or "\t" in text or " \n" in text or "\n " in text:
        text = _LOOSE.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
    if not _MARKS.search(text):
        return (Text(text),) if text else ()
    reader = _Reader()
    at = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if start > at:
            reader.text(text[at:start])
        token = found[0]
        match token[0]:
            case "\\" if token[1] == "\n":
                reader.pieces.append(Break())
            case "\\":
                reader.text(token[1])
            case "&":
                reader.text(_character(token))
            case "*":
                reader.star(token, text[start - 1 : start], text[end : end + 1])
            case "[" if len(token) > 1:
                reader.pieces.append(Note(int(token[2:-1])))
            case "[" if len(reader.brackets) < _OPEN_BRACKETS:
                reader.mark("[")
            case "[":
                reader.text("[")
            case "]":
                reader.bracket(token)
            case _:
                reader.text(" ")
        at = end
    if at < len(text):
        reader.text(text[at:])
    return _joined(reader.pieces)


def _character(reference: str) -> str:
    number = int(reference[2:-1])
    return chr(number) if number < 0x110000 else reference
