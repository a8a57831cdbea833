"""A link stays with its sentence through every edit, or says that it is loose; it never points elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.visit.anchor import Anchor, fixed, followed, place_of, settled
from hmi_visit.visit.sentences import Place, paragraphs, sentences

WORDS = ["Governors", "leaders", "pupils", "teaching", "marking", "improves", "plans", "targets", "quickly", "well"]
NUMBERED = st.lists(st.lists(st.integers(2, 6), min_size=1, max_size=4), min_size=1, max_size=4)


def written(shape: list[list[int]]) -> list[list[str]]:
    """Paragraphs of sentences, each with a mark of its own, by which the test knows it again."""
    count, made = 0, []
    for lengths in shape:
        paragraph = []
        for length in lengths:
            count += 1
            words = " ".join(WORDS[(count * 3 + n) % len(WORDS)] for n in range(length))
            paragraph.append(f"Mark{count} {words} end{count}.")
        made.append(paragraph)
    return made


def as_text(made: list[list[str]]) -> str:
    """The paragraphs as they are typed."""
    return "\n\n".join(" ".join(paragraph) for paragraph in made)


@dataclass
class Desk:
    """A text that is edited, with a link at each of its sentences."""

    text: str
    anchors: dict[int, Anchor]

    @classmethod
    def laid(cls, shape: list[list[int]]) -> Desk:
        """A text with all its sentences linked, by the number of their marks."""
        text, anchors, count = as_text(written(shape)), {}, 0
        for at, paragraph in enumerate(paragraphs(text), 1):
            for inside, _ in enumerate(sentences(text, paragraph), 1):
                count += 1
                anchors[count] = fixed(text, Place(at, inside))
        return cls(text, anchors)

    def becomes(self, text: str) -> None:
        """The text is replaced by another one."""
        moved = followed(self.text, text, list(self.anchors.values()))
        self.anchors = dict(zip(self.anchors, moved, strict=True))
        self.text = text

    def pause(self) -> None:
        """The links remember their words."""
        self.anchors = {n: settled(self.text, a) if a.span else a for n, a in self.anchors.items()}

    def check(self) -> None:
        """Each link is at the sentence with its mark (its first or last word), or loose."""
        for number, anchor in self.anchors.items():
            place = place_of(self.text, anchor)
            assert (place is None) == (anchor.span is None)
            if place is None:
                continue
            paragraph = paragraphs(self.text)[place.paragraph - 1]
            assert place.sentence
            words = sentences(self.text, paragraph)[place.sentence - 1].of(self.text)
            assert f"Mark{number} " in words or f"end{number}." in words, (number, words)


@given(NUMBERED, st.data())
def test_links_follow_their_sentences(shape: list[list[int]], data: st.DataObject) -> None:
    """Typing, deleting, splitting, joining, moving, undoing, rewording all at once: right, or loose."""
    desk = Desk.laid(shape)
    past = [desk.text]
    for _ in range(data.draw(st.integers(1, 12))):
        text = desk.text
        stops = [i for i, c in enumerate(text) if c == " "]
        do = data.draw(st.sampled_from(["type", "cut", "split", "join", "move", "undo", "new", "swap", "pause"]))
        if do == "type" and stops:  # words go in between others
            at = data.draw(st.sampled_from(stops))
            desk.becomes(text[:at] + data.draw(st.sampled_from([" and so", " 3", ", too,"])) + text[at:])
        elif do == "cut" and len(text) > 4:  # a sentence is taken out whole
            place = [s for p in paragraphs(text) for s in sentences(text, p)]
            span = data.draw(st.sampled_from(place)) if place else None
            if span:
                desk.becomes(text[: span.start] + text[span.stop :])
        elif do == "split" and stops:
            at = data.draw(st.sampled_from(stops))
            if text[at - 1] == ".":
                desk.becomes(text[:at] + "\n\n" + text[at + 1 :])
        elif do == "join" and "\n\n" in text:
            desk.becomes(text.replace("\n\n", " ", 1))
        elif do == "move":  # a paragraph goes up, as one edit or as a cut and a paste
            parts = text.split("\n\n")
            if len(parts) > 1:
                at = data.draw(st.integers(1, len(parts) - 1))
                if data.draw(st.booleans()):
                    desk.becomes("\n\n".join([*parts[: at - 1], parts[at], parts[at - 1], *parts[at + 1 :]]))
                else:
                    desk.becomes("\n\n".join([*parts[:at], *parts[at + 1 :]]))
                    desk.check()
                    desk.becomes("\n\n".join([*parts[: at - 1], parts[at], parts[at - 1], *parts[at + 1 :]]))
        elif do == "undo" and len(past) > 1:
            past.pop()
            desk.becomes(past[-1])
        elif do == "new":  # a new sentence, before or after
            fresh = "Fresh words came."
            desk.becomes(f"{fresh} {text}" if data.draw(st.booleans()) else f"{text} {fresh}")
        elif do == "swap":  # an earlier state is brought back
            desk.becomes(data.draw(st.sampled_from(past)))
        elif do == "pause":
            desk.pause()
        if desk.text != past[-1]:
            past.append(desk.text)
        desk.check()


@given(NUMBERED, st.data())
def test_taken_out_and_undone(shape: list[list[int]], data: st.DataObject) -> None:
    """Whatever piece is taken out in one go, undoing it brings back every link that it held."""
    desk = Desk.laid(shape)
    text = desk.text
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    before = {n: place_of(text, a) for n, a in desk.anchors.items()}
    desk.becomes(text[:start] + text[stop:])
    desk.becomes(text)
    assert {n: place_of(text, a) for n, a in desk.anchors.items()} == before


@given(NUMBERED, st.data())
def test_backspace_and_undo(shape: list[list[int]], data: st.DataObject) -> None:
    """A sentence deleted key by key is loose; brought back in one go, it has its link again."""
    desk = Desk.laid(shape)
    text = desk.text
    number = data.draw(st.sampled_from(sorted(desk.anchors)))
    span = desk.anchors[number].span
    assert span
    for at in range(span.stop, span.start, -1):
        desk.becomes(text[: at - 1] + text[span.stop :])
    assert desk.anchors[number].span is None
    desk.becomes(text)
    assert place_of(text, desk.anchors[number]) == place_of(text, Desk.laid(shape).anchors[number])


def test_typed_after_a_sentence_is_not_of_it() -> None:
    """A sentence that is typed after a linked one, or in its place, has no link."""
    desk = Desk.laid([[3]])
    desk.becomes(desk.text + " Another one")
    span = desk.anchors[1].span
    assert span
    assert span.of(desk.text).endswith("end1.")
    desk.becomes("Something else entirely.")
    assert desk.anchors[1].span is None


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("One is so. Two is so.", "One is so. Two is really quite so.", Place(1, 2)),
        ("One is so. Two is so.", "Two is so.", Place(1, 1)),
        ("Same. Same. Same.", "Same. New one. Same. Same.", Place(1, 3)),
        ("A is good here. B is so.", "A is very good here. And B is so.", Place(1, 2)),
    ],
)
def test_bulk_changes(old: str, new: str, place: Place) -> None:
    """A text that is replaced as a whole keeps the link of its second sentence where that is still told."""
    assert place_of(new, followed(old, new, [fixed(old, Place(1, 2))])[0]) == place
