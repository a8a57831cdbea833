"""What a reader changed, field by field: an edited letter held against the letter as it was exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from hmi_visit.form.model import Form, Kind, Value
from hmi_visit.form.values import LIST_KINDS, understand
from hmi_visit.letter.back.diffing import Segment, counted, segments
from hmi_visit.letter.back.edited import Comment, Edited
from hmi_visit.letter.back.exported import ExportedLetter
from hmi_visit.letter.back.footnotes import Notes
from hmi_visit.letter.back.found import Changed, Changes, Loose
from hmi_visit.letter.back.leaves import Leaf, Owners, plain
from hmi_visit.letter.back.places import answer_at, label_of
from hmi_visit.letter.back.placing import is_like, place
from hmi_visit.letter.back.typed import literal_lines, one_line, typed_prose
from hmi_visit.letter.trace import Source
from hmi_visit.visit.merging import merge_lines

_RANKS = {Kind.PROSE: 4, Kind.LIST: 4, Kind.LINES: 3}
_OTHER_FIELD, _WORDING = 1, 2
_BLANK = re.compile(r"\W*\Z")
Answers = Mapping[str, Value]


def changes(form: Form, exported: ExportedLetter, edited: Edited, answers: Answers) -> Changes:
    """Hold an edited letter against the exported one; `answers` are those that it was made of."""
    return _Comparison(form, exported, edited, answers).changes()


class _Comparison:
    def __init__(self, form: Form, exported: ExportedLetter, edited: Edited, answers: Answers) -> None:
        self.form, self.exported, self.edited, self.answers = form, exported, edited, answers
        self.printed = exported.printed
        self.notes = Notes(exported, edited)
        for leaf in edited.leaves:
            leaf.text = self.notes.relabelled(leaf.text)
        self.found: dict[int, list[Segment]] = {}
        """What became of what each thing printed, by its number in the trace."""
        self.own: dict[int, bool] = {}
        """Whether a standard paragraph changed in its own words, and not only in an answer inside it."""
        self.part_of: dict[int, str] = {}
        self.loose: list[Loose] = []
        self.readers: dict[str, set[str]] = {}

    def changes(self) -> Changes:
        unmarked = place(self.exported.leaves, self.edited.leaves)
        for leaf in self.edited.leaves:
            self.readers.setdefault(leaf.part, set()).update(leaf.readers)
        parts = dict.fromkeys([leaf.part for leaf in self.exported.leaves])
        known: set[int] = set()
        for part in parts:
            old = [leaf for leaf in self.exported.leaves if leaf.part == part]
            new = [leaf for leaf in self.edited.leaves if leaf.part == part]
            if not part:  # no control says what belongs to it
                new = [leaf for leaf in new if is_like(leaf, old)]
            known |= {id(leaf) for leaf in new}
            self._part(part, old, new)
        self._strangers(known)
        names = self.exported.names
        return Changes(
            tuple(self._changed()),
            tuple(self.loose),
            tuple((comment, self._spot(comment)) for comment in self.edited.comments),
            tuple(sorted(self.edited.readers)),
            tuple(names.get(part, part) for part in parts if part in unmarked),
        )

    def _part(self, part: str, old: Sequence[Leaf], new: Sequence[Leaf]) -> None:
        near = ""
        for segment in segments(old, new, self._rank):
            for number in segment.owners:
                self.found.setdefault(number, []).append(segment)
                self.part_of[number] = part
            if segment.before != segment.after:
                if segment.owners:
                    self.own[segment.owners[-1]] = True
                elif not (_BLANK.match(segment.before) and _BLANK.match(segment.after)):
                    words = [plain(text).strip() for text in (segment.before, segment.after)]
                    spot, beside = ("", "") if words[0] else self._before(words[1])
                    self.loose.append(Loose(spot or self.exported.names.get(part, part), beside or near, *words))
            if not any(self._is_prose(number) for number in segment.owners):
                self.loose += [Loose(part, near, *pair) for pair in self.notes.reworded(segment.after)]
            near = plain(segment.after).strip() or near

    def _before(self, words: str) -> tuple[str, str]:
        """The name of the part of the leaf that stands before the one of these words, and what that says."""
        leaves = self.edited.leaves
        at = next((at for at, leaf in enumerate(leaves) if leaf.plain.strip() == words), 0)
        part = leaves[at - 1].part if at else ""
        return (self.exported.names.get(part, part), leaves[at - 1].plain) if at else ("", "")

    def _is_prose(self, number: int) -> bool:
        asked = self.printed[number].field
        return asked is not None and asked.kind is Kind.PROSE

    def _rank(self, owners: Owners) -> int:
        """Prose and lists take what is typed beside them before a standard paragraph, that before a name or date."""
        if not owners:
            return 0
        asked = self.printed[owners[-1]].field
        return _WORDING if asked is None else _RANKS.get(asked.kind, _OTHER_FIELD)

    def _strangers(self, known: set[int]) -> None:
        """Leaves that stand in no part of the exported letter."""
        near, spot = "", ""
        for leaf in self.edited.leaves:
            if id(leaf) not in known:
                self.loose.append(Loose(spot, near, "", leaf.plain))
            else:
                spot = self.exported.names.get(leaf.part, leaf.part)
            near = leaf.plain

    def _changed(self) -> Iterator[Changed]:
        """Each thing that changed, once, in the order of the letter."""
        taken_in: set[int] = set()
        by_source: dict[tuple[bool, tuple[str | int, ...]], list[int]] = {}
        for number in sorted(self.found):
            source = self.printed[number]
            if source.field is None and self._says_otherwise(number):
                inside = {inner for segment in self.found[number] for inner in segment.owners} - {number}
                taken_in |= inside
            by_source.setdefault((source.field is None, source.path), []).append(number)
        for (is_wording, _), numbers in by_source.items():
            told = [n for n in numbers if n not in taken_in and self._differs(n)]
            told = [n for n in told if not is_wording or self._says_otherwise(n)]
            if told:
                yield self._change(told)

    def _says_otherwise(self, number: int) -> bool:
        """Whether a standard paragraph has other words now, which no answer inside it can take."""
        if self.own.get(number):
            return True
        inside = {inner for segment in self.found[number] for inner in segment.owners} - {number}
        return any(self._differs(inner) and self._value(inner) is None for inner in inside)

    def _texts(self, number: int) -> tuple[str, str]:
        found = self.found[number]
        return "".join(s.before for s in found), "".join(s.after for s in found)

    def _differs(self, number: int) -> bool:
        before, after = self._texts(number)
        source = self.printed[number]
        if source.field is not None and source.field.kind is Kind.PROSE and self.notes.reworded(after):
            return True
        if before == after:
            return False
        if source.field is None or source.field.kind is Kind.PROSE:
            return self._typed(source, before) != self._typed(source, after)
        return literal_lines(before) != literal_lines(after)

    def _typed(self, source: Source, marked: str) -> str:
        """Marked text as it would be typed into its field."""
        if source.field is None or source.field.kind is Kind.PROSE:
            return typed_prose(marked, self.notes.typed(answer_at(self.answers, source.path)))
        if source.field.kind is Kind.LIST:
            return "\n".join(" ".join(item.split("\n")) for item in literal_lines(marked))
        if source.field.kind is Kind.LINES:
            return "\n".join(literal_lines(marked))
        return one_line(marked)

    def _with_notes(self, typed: str, marked: str, *, now: bool) -> str:
        """What is typed, with the words of the footnotes that differ, for a person to see."""
        return "\n\n".join([typed, *(f"Footnote: {pair[now]}" for pair in self.notes.reworded(marked))])

    def _value(self, number: int) -> Value | None:
        """The answer that the reader's words make."""
        source = self.printed[number]
        before, after = (self._typed(source, text) for text in self._texts(number))
        if source.held_open:
            after = after.replace(before, "").strip()
            before = ""
        asked = source.field
        if asked is None:
            return after
        if asked.kind is Kind.PROSE:
            was = str(answer_at(self.answers, source.path) or "")
            return self.notes.kept(
                was, merge_lines(before, self.notes.without(was), after).text, self._texts(number)[1]
            )
        if asked.kind is Kind.LIST:
            return literal_lines(self._texts(number)[1]) if not source.held_open else after.split("\n")
        if asked.kind in LIST_KINDS:
            return [line for line in after.split("\n") if line.strip()]
        return understand(asked, after, date.min)

    def _change(self, numbers: Sequence[int]) -> Changed:
        first = numbers[0]
        source = self.printed[first]
        before, after = self._texts(first)
        came, went, moved = counted(before, after)
        typed = [self._with_notes(self._typed(source, text := self._texts(n)[1]), text, now=True) for n in numbers]
        parts = dict.fromkeys(self.part_of[number] for number in numbers)
        return Changed(
            source,
            label_of(self.form, source),
            "" if source.held_open else self._with_notes(self._typed(source, before), after, now=False),
            typed[0] if not source.held_open else str(self._value(first) or ""),
            self._value(first),
            tuple(self.exported.names.get(part, part) for part in parts),
            moved,
            came,
            went,
            tuple(sorted({reader for part in parts for reader in self.readers.get(part, ())})),
            tuple(dict.fromkeys(text for text in typed[1:] if text != typed[0])),
        )

    def _spot(self, comment: Comment) -> str:
        """The field that the commented leaf is mostly of, else its part."""
        if comment.leaf is None:
            return ""
        part = comment.leaf.part
        for leaf in self.exported.leaves:
            if leaf.part == part:
                paths = {self.printed[by[-1]].path for by in leaf.owners if by}
                if len(paths) == 1 and any(by and self.printed[by[-1]].field for by in leaf.owners):
                    return str(next(iter(paths))[0])
        return self.exported.names.get(part, part)
