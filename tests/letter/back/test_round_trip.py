"""Random edits of an exported letter come back exactly, and nothing else does."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hmi_visit.form.model import Form
from hmi_visit.letter.back.readback import read_back
from hmi_visit.visit.file import Visit
from tests.letter.back.drafts import REPORT, W, draft, edited, mark_of, run, told, tracked
from tests.letter.back.packages import W as NAMESPACE
from tests.letter.back.packages import relation

WORDS = ["alpha", "café", "2014", "x & y", "<b>", "“quoted”", "a_b", "50%", "[sic]", "C:\\dir", "{{ x }}", "the"]
ALPHABETIC = ["alpha", "café", "the"]
COMMENTS = (
    f'<w:comments xmlns:w="{NAMESPACE}"><w:comment w:id="7" w:author="Ann" w:date="2018-07-01T10:00:00Z">'
    "<w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comment></w:comments>"
)
STARS = {"": "", "b": "**", "i": "*"}


class Text:
    """What the reader has before them: paragraphs of runs, each with the elements that hold them in the file."""

    def __init__(self, body: Any) -> None:
        control = next(s for s in body.iter(f"{W}sdt") if s.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "report")
        self.paragraphs = [p for p in control.iter(f"{W}p") if "".join(p.itertext()).strip()]
        self.commented = False

    @property
    def typed(self) -> str:
        """What it would be in the form, worked out from the elements that stand in the text now."""
        text = ""
        was_item = False
        for one in self.paragraphs:
            is_item = one.find(f"{W}pPr/{W}numPr") is not None
            looks = groupby(runs_of(one), look_of)
            words = "".join(starred(look, "".join(r.findtext(f"{W}t") or "" for r in same)) for look, same in looks)
            if not words:
                continue
            text += ("\n" if is_item and was_item else "\n\n" if text else "") + ("- " if is_item else "") + words
            was_item = is_item
        return text


def look_of(one: Any) -> str:
    """Bold, italics, or nothing."""
    return "b" if one.find(f"{W}rPr/{W}b") is not None else "i" if one.find(f"{W}rPr/{W}i") is not None else ""


def starred(look: str, words: str) -> str:
    """Words of one look as they are typed."""
    return f"{STARS[look]}{words}{STARS[look]}" if words else ""


def runs_of(one: Any) -> list[Any]:
    """The runs that stand in a paragraph: not those that were taken out."""
    return [r for r in one.iter(f"{W}r") if r.find(f"{W}t") is not None]


def change_word(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """One word of a run is another, or none, or two."""
    runs = runs_of(text.paragraphs[at % len(text.paragraphs)])
    if not runs:
        return
    own = runs[which % len(runs)]
    words = (own.findtext(f"{W}t") or "").split(" ")
    places = [n for n, w in enumerate(words) if w]
    if not places:
        return
    place = places[which % len(places)]
    plain = own.find(f"{W}rPr") is None
    new = (WORDS if plain else ALPHABETIC)[word % len(WORDS if plain else ALPHABETIC)]
    before, after = [" ".join([*words[:place], ""]), " ".join(["", *words[place + 1 :]])]
    put = [new, f"{words[place]} {new}"][word % 2]
    if track:
        parts = [(before, ""), (words[place], "del"), (put, "ins"), (after, "")]
        for words_of, kind in parts:
            if words_of:
                piece = deepcopy(own)
                piece.find(f"{W}t").text = words_of
                piece.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made = tracked(kind, piece) if kind else piece
                parent = own.getparent()
                if kind == "del" and parent.tag == f"{W}ins":
                    continue  # Word takes out for good what the same reader put in
                (own if parent.tag == f"{W}p" else parent).addprevious(
                    made if parent.tag == f"{W}p" or kind else tracked("ins", piece)
                )
        parent = own.getparent()
        (parent.getparent().remove(parent) if parent.tag != f"{W}p" else parent.remove(own))
    else:
        own.find(f"{W}t").text = before + put + after


def put_in(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """A new paragraph or item after another."""
    before = text.paragraphs[at % len(text.paragraphs)]
    new = etree.Element(f"{W}p")
    if before.find(f"{W}pPr") is not None:
        new.append(deepcopy(before.find(f"{W}pPr")))
        unmarked(new)
    words = run(f"New {WORDS[word % len(WORDS)]} number {which}.")
    new.append(tracked("ins", words) if track else words)
    if track:
        mark_of(new, "ins")
    before.addnext(new)
    text.paragraphs.insert(text.paragraphs.index(before) + 1, new)


def take_out(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """A paragraph or item, with its end."""
    gone = text.paragraphs[at % len(text.paragraphs)]
    if len([p for p in text.paragraphs if runs_of(p)]) < 2:
        return
    if track:
        _take_runs(gone, "del")
        mark_of(gone, "del")
    else:
        gone.getparent().remove(gone)
        text.paragraphs.remove(gone)


def move(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """A paragraph or item to before another."""
    moved, to = (text.paragraphs[n % len(text.paragraphs)] for n in (at, which))
    if (
        moved is to
        or not runs_of(moved)
        or moved.find(f".//{W}ins") is not None
        or moved.find(f".//{W}del") is not None
    ):
        return
    place = text.paragraphs.index(to)
    if track:
        copy = deepcopy(moved)
        for one in copy.findall(f"{W}r"):
            copy.replace(one, tracked("moveTo", deepcopy(one)))
        to.addprevious(copy)
        text.paragraphs.insert(place, copy)
        _take_runs(moved, "moveFrom")
        mark_of(moved, "moveFrom")
    else:
        to.addprevious(moved)
        text.paragraphs.remove(moved)
        text.paragraphs.insert(text.paragraphs.index(to), moved)


def split(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """A paragraph parted between two of its runs."""
    first = text.paragraphs[at % len(text.paragraphs)]
    children = [e for e in first if e.tag in (f"{W}r", f"{W}ins", f"{W}del")]
    if len(children) < 2 or first.find(f".//{W}moveTo") is not None:
        return
    cut = children[1 + which % (len(children) - 1) :]
    words = "".join(t.text or "" for e in cut for t in e.iter(f"{W}t"))
    rest = "".join(t.text or "" for e in children if e not in cut for t in e.iter(f"{W}t"))
    if not words.strip() or not rest.strip() or words != words.strip() or rest != rest.strip():
        return  # a line never begins or ends with a space here
    second = etree.Element(f"{W}p")
    if first.find(f"{W}pPr") is not None:
        second.append(deepcopy(first.find(f"{W}pPr")))
    second.extend(cut)
    first.addnext(second)
    unmarked(first)
    if track:
        mark_of(first, "ins")
    text.paragraphs.insert(text.paragraphs.index(first) + 1, second)


def comment(text: Text, at: int, which: int, word: int, track: bool) -> None:
    """A comment on a paragraph: no change of any answer."""
    about = text.paragraphs[at % len(text.paragraphs)]
    if text.commented or not runs_of(about):
        return
    text.commented = True
    reference = etree.SubElement(about, f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": "7"})


def unmarked(one: Any) -> None:
    """Let the end of a paragraph be neither put in nor taken out."""
    for looks in one.findall(f"{W}pPr/{W}rPr"):
        looks.getparent().remove(looks)


def _take_runs(gone: Any, kind: str) -> None:
    """All runs of a paragraph as taken out."""
    for child in list(gone):
        if child.tag in (f"{W}ins", f"{W}moveTo"):
            gone.remove(child)
        elif child.tag == f"{W}r" and child.find(f"{W}t") is not None:
            copy = deepcopy(child)
            gone.replace(child, tracked(kind, copy))
            for words in copy.iter(f"{W}t"):
                words.tag = f"{W}delText"


EDITS: list[Callable[[Text, int, int, int, bool], None]] = [change_word, put_in, take_out, move, split, comment]


@functools.cache
def letter() -> tuple[Visit, Form, Path]:
    """One visit and its letter for all examples, in a folder that goes with the process."""
    kept = tempfile.TemporaryDirectory()
    _KEPT.append(kept)
    return draft(Path(kept.name))


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
_number = st.integers(0, 60)


@given(st.lists(st.tuples(st.sampled_from(range(len(EDITS))), _number, _number, _number, st.booleans()), max_size=6))
def test_edits_come_back_exactly_and_nothing_else_does(edits: list[tuple[int, int, int, int, bool]]) -> None:
    """Words changed, paragraphs put in, taken out, moved and split, tracked or not, with comments or without."""
    visit, form, path = letter()
    typed = []

    def change(body: Any) -> None:
        text = Text(body)
        assert text.typed == REPORT
        for kind, at, which, word, track in edits:
            EDITS[kind](text, at, which, word, track)
        typed.append(text.typed)

    changed = edited(path, change, comments=COMMENTS, document=relation("comments", "comments.xml"))
    found = read_back(visit, form, changed)
    assert told(found) == ({} if typed == [REPORT] else {"report": typed[0]})
    assert found.changes.loose == ()
