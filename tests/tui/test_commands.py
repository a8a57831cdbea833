"""Keys are declared once, and mean one thing where they work."""

from __future__ import annotations

import pytest

from hmi_visit.tui.commands import ANYWHERE, EVERY_SET


@pytest.mark.parametrize("where", [name for name, commands in EVERY_SET.items() if commands is not ANYWHERE])
def test_no_key_means_two_things(where: str) -> None:
    """Within a set, and between it and what works anywhere, each key has one command."""
    keys = [key.strip() for c in (*ANYWHERE, *EVERY_SET[where]) for key in c.keys.split(",")]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
