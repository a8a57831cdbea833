"""Marks typed in an entry say who, about what and which way; the text is kept, and a reader never sees them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.marks import bare, marked, marks_in
from hmi_visit.visit.model import Entry

KNOWN = ("headteacher", "chair of governors")
EMPTY = Entry(0, "", "")


@pytest.mark.parametrize(
    ("text", "sign", "whom", "about", "shown"),
    [
        ("+ @chair of governors #2 text", "+", ("chair of governors",), (2,), "text"),
        ("@headteacher attendance rose, good", "", ("headteacher",), (), "attendance rose, good"),
        ("@headteacher: said so", "", ("headteacher",), (), "said so"),
        ("@chair of governors and vice-chair, said", "", ("chair of governors and vice-chair",), (), "said"),
        ("@Year 6 pupils, @Year 5 pupils: all read", "", ("Year 6 pupils", "Year 5 pupils"), (), "all read"),
        ("@SENCO says it is fine", "", ("SENCO",), (), "says it is fine"),
        ("@caretaker said. Then, later: more", "", ("caretaker",), (), "said. Then, later: more"),
        ("spoke to @chair of governors about #2 books", "", ("chair of governors",), (2,),
         "spoke to chair of governors about books"),
        ("all (#2) read", "", (), (2,), "all read"),
        ("? check #3 and #99", "?", (), (3, 99), "check and"),
        ("- weak marking", "-", (), (), "weak marking"),
        ("+", "+", (), (), ""),
        ("- one\n- two", "", (), (), "- one\n- two"),
        ("-5 per cent", "", (), (), "-5 per cent"),
        ("@", "", (), (), "@"),
        ("# 2 and a@b.org and #x and #12a", "", (), (), "# 2 and a@b.org and #x and #12a"),
        ("#2 #2 @headteacher: @headteacher: twice", "", ("headteacher",), (2,), "twice"),
        ("1 + 1 = 2 - so", "", (), (), "1 + 1 = 2 - so"),
    ],
)  # fmt: skip
def test_marks_are_read(text: str, sign: str, whom: tuple[str, ...], about: tuple[int, ...], shown: str) -> None:
    """What each way of marking means, and what a reader is shown."""
    entry = marked(EMPTY, text, KNOWN)
    assert (entry.sign, entry.with_whom, entry.about, bare(entry)) == (sign, whom, about, shown)
    assert entry.text == text


def test_what_was_set_by_hand_stays() -> None:
    """Editing the text changes what its marks said, and leaves what was said by a key."""
    entry = marked(Entry(1, "", "", with_whom=("pupils",), about=(1,), sign="?"), "@headteacher: on #2", KNOWN)
    assert (entry.with_whom, entry.about, entry.sign) == (("pupils", "headteacher"), (1, 2), "?")
    entry = marked(entry, "+ @chair of governors: on #3", KNOWN)
    assert (entry.with_whom, entry.about, entry.sign) == (("pupils", "chair of governors"), (1, 3), "+")
    entry = marked(entry, "on it", KNOWN)
    assert (entry.with_whom, entry.about, entry.sign) == (("pupils",), (1,), "")


@given(st.text(alphabet="ab @#+-?2,:.()\n", max_size=60))
def test_nothing_typed_raises(text: str) -> None:
    """Any text at all is read; its marks are in order, and each says one thing."""
    found = marks_in(text, KNOWN)
    assert all(a.stop <= b.start for a, b in pairwise(found))
    assert all(bool(m.sign) + bool(m.role) + bool(m.area) == 1 for m in found)
    shown = bare(marked(EMPTY, text, KNOWN))
    assert [c for c in text if c in "ab"] == [c for c in shown if c in "ab"] or any(m.role for m in found)


def test_a_megabyte_is_read_at_once() -> None:
    """A pasted megabyte of marks is read in a straight line."""
    assert len(marks_in("@a #1 " * 20_000)) == 40_000
    assert marks_in("a" * 1_000_000) == ()
