"""What the prose of a report refers to: footnotes (`[^name]`, with `[^name]: the note` below) and numbered paragraphs.

In any other letter both are plain characters. A reference that leads nowhere is highlighted and named, like a place
that waits for its answer; nothing that was typed is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hmi_visit.form.citing import CITATION, plain_label
from hmi_visit.letter.emphasis import meant_stars
from hmi_visit.letter.escape import escaped, literal
from hmi_visit.letter.rendering import CURRENT, Rendering, note_reference

_NOTE = r"\[\^([\w.-]{1,40})\]"
_REFERENCE = re.compile(f"{_NOTE}|{CITATION.pattern}")
_DEFINITION = re.compile(rf"[ \t]*{_NOTE}:[ \t]*")
_SETTLED = re.compile(r"\\.|\[\^([0-9]+)\]", re.DOTALL)


class References:
    """The footnotes of one prose by name, and how its references print."""

    def __init__(self, lines: list[str]) -> None:
        """Take the notes out of the lines; what stays is `lines`."""
        self.lines = lines
        self._notes: dict[str, str] = {}
        self._rendering = CURRENT.get()
        self.in_report = bool(self._rendering and self._rendering.is_report)
        """Whether the prose is that of a report."""
        if self.in_report and any("[^" in line for line in lines):
            self._take_notes()

    def words(self, text: str) -> str:
        """One paragraph, item or cell as Markdown."""
        return self._words(text, self._note)

    def _take_notes(self) -> None:
        """Take out the notes that something refers to, each up to the next blank line; the first of a name."""
        found: dict[str, list[str]] = {}
        owners: list[str] = []
        taking = ""
        for line in self.lines:
            definition = _DEFINITION.match(line)
            if definition and definition[1] not in found:
                taking = definition[1]
                found[taking] = [line[definition.end() :]]
            elif taking and line.strip(" \t"):
                found[taking].append(line)
            else:
                taking = ""
            owners.append(taking)
        text = (line for line, owner in zip(self.lines, owners, strict=True) if not owner)
        wanted = {reference[1] for line in text for reference in _REFERENCE.finditer(line)}
        self._notes = {name: "\n".join(words).strip() for name, words in found.items() if name in wanted}
        self.lines = ["" if owner in wanted else line for line, owner in zip(self.lines, owners, strict=True)]

    def _words(self, text: str, print_note: Callable[[Rendering, str], str]) -> str:
        meant = meant_stars(text)
        rendering = self._rendering
        if not rendering or not self.in_report or "[" not in text:
            return escaped(text, meant)
        parts: list[str] = []
        at = 0
        for found in _REFERENCE.finditer(text):
            parts.append(_part(text, at, found.start(), meant))
            at = found.end()
            if found[2]:
                parts.append(_cited(rendering, found[2]))
            elif found.start() == 0 and text.startswith(":", at):
                note_reference(f"Footnote {found[1]}, which nothing refers to")
                parts.append(_missing(found[0]))
            else:
                parts.append(print_note(rendering, found[1]))
        parts.append(_part(text, at, len(text), meant))
        return "".join(parts)

    def _note(self, rendering: Rendering, name: str) -> str:
        words = self._notes.get(name, "")
        if not words:
            note_reference(f"Footnote {name}")
            return _missing(f"[Footnote {name}: not yet written]")
        rendering.notes.append(self._words(words, lambda _, inner: literal(f"[^{inner}]")))
        return f"[^{len(rendering.notes)}]"


def with_notes(markdown: str, notes: list[str]) -> str:
    """The letter with its footnotes numbered in its own order, and their words at its end."""
    if not notes:
        return markdown
    order: list[int] = []

    def settle(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0]
        order.append(int(found[1]))
        return f"[^{len(order)}]"

    text = _SETTLED.sub(settle, markdown)
    return text + "".join(f"\n\n[^{number}]: {notes[at - 1]}" for number, at in enumerate(order, 1))


def _part(text: str, start: int, end: int, meant: set[int]) -> str:
    """A piece of the text between two references, escaped; what stands beside one does not begin or end a line."""
    if start == end:
        return ""
    before, after = ("." if start else ""), ("." if end < len(text) else "")
    first = start - len(before)
    piece = escaped(before + text[start:end] + after, {at - first for at in range(start, end) if at in meant})
    return piece[len(before) : len(piece) - len(after)]


def _cited(rendering: Rendering, label: str) -> str:
    number = rendering.labels.get(plain_label(label))
    if number is not None:
        return str(number)
    note_reference(f"Paragraph cited as {label}")
    return _missing(f"[{label}: no such paragraph]")


def _missing(words: str) -> str:
    return f'[{literal(words)}]{{custom-style="Missing"}}'
