"""Abbreviations are written out as words of their own, in their own letters, and offered while they are typed."""

from __future__ import annotations

import pytest

from hmi_visit.evidence.short import Writer, offered

SHORT = {"SLT": "senior leadership team", "TA": "teaching assistant", "IT": "information technology",
         "SEN": "special educational needs", "SENCO": "SEN leader", "P&T": "parents and teachers"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the SLT met", "the senior leadership team met"),
        ("SLT met. TAs too", "Senior leadership team met. Teaching assistants too"),
        ("the SLT's plan; (TA)", "the senior leadership team's plan; (teaching assistant)"),
        ("“SLT” said\nTA left", "“Senior leadership team” said\nTeaching assistant left"),
        ("it is so; use IT", "it is so; use information technology"),
        ("SENCO for SEN", "SEN leader for special educational needs"),
        ("STATUS SLTX xSLT TA_1", "STATUS SLTX xSLT TA_1"),
        ("the P&T met", "the parents and teachers met"),
    ],
)
def test_written_out(typed: str, written: str) -> None:
    """One word at a time; what stands for it is not read again."""
    assert Writer(SHORT)(typed) == written


def test_what_was_used_is_known() -> None:
    """Only what was written out is listed."""
    write = Writer(SHORT)
    write("TAs")
    assert write.used == {"TA": "teaching assistant"}
    assert Writer({})("TAs") == "TAs"


@pytest.mark.parametrize(
    ("before", "offer"),
    [
        ("met the slt", "senior leadership team"),
        ("SLT", "senior leadership team"),
        ("SLT ", None),
        ("@SLT", None),
        ("xSLT", None),
        ("", None),
    ],
)
def test_offered(before: str, offer: str | None) -> None:
    """Whole words before the cursor, whatever their case; a mark has offers of its own."""
    found = offered(before, SHORT)
    assert (found.text if found else None) == offer
    assert not found or (found.typed, found.shown) == (3, f"{offer} ({before.split()[-1]})")
