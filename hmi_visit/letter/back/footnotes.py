"""The footnotes of an edited letter: which of them were exported, and what is typed for each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hmi_visit.form.model import Value
from hmi_visit.letter.back.edited import Edited
from hmi_visit.letter.back.exported import ExportedLetter
from hmi_visit.letter.back.leaves import NOTE, NOTED, plain

_MARK = re.compile(f"{NOTE}([^{NOTED}]*){NOTED}")
_REFERENCE = re.compile(r"\[\^([\w.-]{1,40})\](?!:)")
_DEFINITION = re.compile(r"(?:(?<=\n)|\A)[ \t]*\[\^([\w.-]{1,40})\]:[ \t]*((?:[^\n]*\S[^\n]*(?:\n|\Z))+)")


class Notes:
    """Knows each footnote by a label: the number that it was exported with, or `n1`, `n2` for what the reader wrote."""

    def __init__(self, exported: ExportedLetter, edited: Edited) -> None:
        self._was = {str(number): words for number, words in enumerate(exported.notes, 1)}
        self._labels: dict[str, str] = {}
        """By the id in the edited file, which programs give anew."""
        self._now: dict[str, str] = {}
        left = dict(self._was)
        for known, words in edited.notes.items():
            label = next((label for label, was in left.items() if was.strip() == words.strip()), "")
            if label:
                del left[label]
                self._labels[known], self._now[label] = label, words
        used = [known for leaf in edited.leaves for known in _MARK.findall(leaf.text)]
        for known in dict.fromkeys(used):
            if known not in self._labels and known in edited.notes:
                label = known if known in left else next(iter(left), f"n{len(self._labels) + 1}")
                left.pop(label, None)
                self._labels[known], self._now[label] = label, edited.notes[known]

    def reworded(self, marked: str) -> list[tuple[str, str]]:
        """What the footnotes of a marked text said, and say now, where those differ."""
        labels = [label for label in _MARK.findall(marked) if label in self._was and label in self._now]
        pairs = ((plain(self._was[label]).strip(), plain(self._now[label]).strip()) for label in labels)
        return [(was, now) for was, now in pairs if was != now]

    def relabelled(self, marked: str) -> str:
        """Marked text of the edited letter with the labels of its footnotes."""
        return _MARK.sub(lambda m: f"{NOTE}{self._labels.get(m[1], '')}{NOTED}", marked)

    def typed(self, value: Value | None) -> Mapping[str, str]:
        """What is typed in an answer for each footnote; new ones are typed with their words, for a person to see."""
        names = self._names(value)
        new = {label: f" [{plain(words).strip()}]" for label, words in self._now.items() if label not in self._was}
        return {**new, **{label: f"[^{name}]" for label, name in names.items()}}

    def without(self, value: str) -> str:
        """Prose without the words of its footnotes."""
        return _DEFINITION.sub("", value).rstrip("\n") if self._was and "[^" in value else value

    def kept(self, was: str, now: str, marked: str) -> str:
        """Prose as it is now, with the words of the footnotes that are still referred to, changed where they were."""
        if not self._was or "[^" not in was:
            return now
        labels = {name: label for label, name in self._names(was).items()}
        words: dict[str, str] = {name: text.strip("\n") for name, text in _DEFINITION.findall(was)}
        there = set(_REFERENCE.findall(now))
        for name, label in labels.items():
            said = self._now.get(label, "")
            if label in _MARK.findall(marked) and said and said.strip() != self._was[label].strip():
                words[name] = plain(said).strip()
        ends = [f"[^{name}]: {text}" for name, text in words.items() if name in there]
        return "\n\n".join([now, *ends])

    def _names(self, value: Value | None) -> dict[str, str]:
        """The name of each footnote that an answer refers to, by its label."""
        if not isinstance(value, str) or not self._was:
            return {}
        words = {name: " ".join(text.split()) for name, text in _DEFINITION.findall(value)}
        names: dict[str, str] = {}
        for name in dict.fromkeys(_REFERENCE.findall(value)):
            for label, was in self._was.items():
                if label not in names and name in words and _same(words[name], plain(was)):
                    names[label] = name
                    break
        return names


def _same(typed: str, printed: str) -> bool:
    """Whether the words of a footnote are those that were typed, mark-up apart."""
    return re.sub(r"[\W_]+", "", typed) == re.sub(r"[\W_]+", "", printed)
