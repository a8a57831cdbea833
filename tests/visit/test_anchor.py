"""What following linked words costs."""

from __future__ import annotations

import pytest

from hmi_visit.visit import anchor
from hmi_visit.visit.sentences import Span


def test_a_key_goes_through_no_text_for_words_long_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loose link costs a key press nothing that grows with the text, unless its words may just have come back."""
    asked: list[str] = []

    def units(text: str, **_: bool) -> list[Span]:
        asked.append(text)
        return []

    monkeypatch.setattr(anchor, "_units", units)
    loose = anchor.Anchor(None, "Reading is taught well.")
    assert anchor.followed("Pupils rea", "Pupils read", [loose]) == [loose]
    assert not asked
    anchor.followed("Reading is taught well", "Reading is taught well.", [loose])
    assert asked
