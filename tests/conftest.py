"""What every test stands on: a machine of its own, and the real cases where there are any."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from hmi_visit.form.load import load_form

_NAMED = os.environ.get("HMI_VISIT_CASES")
CASES = Path(_NAMED).absolute() if _NAMED else None
"""Read before any test runs in an environment and a folder of its own."""

# few examples by default, the same ones each time in CI; by hand: HMI_VISIT_EXAMPLES=1000 python -m pytest
settings.register_profile(
    "hmi-visit",
    deadline=None,
    database=None,
    max_examples=int(os.environ.get("HMI_VISIT_EXAMPLES", "25")),
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("hmi-visit")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks that the tests use."""
    config.addinivalue_line("markers", "slow: takes seconds, because it builds or starts something whole")


@pytest.fixture(autouse=True)
def own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep the developer's own home, settings, forms, visits and time zone out of the tests; the home made instead."""
    home = tmp_path_factory.mktemp("home")
    for name in os.environ:
        if name.startswith(("HMI_", "_HMI_", "XDG_")) or name in ("NO_COLOR", "FORCE_COLOR", "PYTHONPATH"):
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TZ", "Europe/London")
    if hasattr(time, "tzset"):
        time.tzset()
    work = home / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    load_form.cache_clear()
    yield home
    load_form.cache_clear()
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of real cases that `HMI_VISIT_CASES` names; without it the test is skipped."""
    if not CASES:
        pytest.skip("HMI_VISIT_CASES does not name the folder of real cases")
    return CASES
