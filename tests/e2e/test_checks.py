"""In a real terminal: a slip mended by one key, another query set aside with a reason, and the visit finalised."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Role
from hmi_visit.visit.exchange import import_file
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.finality import events
from hmi_visit.where import templates_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pty is POSIX's")


def test_mend_set_aside_finalise(own_machine: Path) -> None:
    """The must is set aside with a reason, the slip is mended, and then the visit is final."""
    pytest.importorskip("pyte")
    from tests.pty_terminal import Terminal

    folder = own_machine / "visits"
    import_file(templates_folder() / "ri-monitoring-2012" / "sample.json", folder).close()
    (path,) = folder.glob("*.sqlite")
    form = load_form(snapshot_of(path).form)
    findings = form.with_role(Role.FINDINGS)
    assert findings is not None
    with Visit.open(path) as visit:
        text: Any = visit.snapshot().answers[findings.name]
        visit.put(findings, f"{text}\n\nI met [name]. Leaders check the the plans each week.")
    command = [sys.executable, "-m", "hmi_visit", str(path)]
    with Terminal(command, rows=24, columns=80, env=dict(os.environ)) as terminal:
        terminal.wait_for("1!")
        terminal.type("\x1bt")
        terminal.wait_for("1 must (!)")
        terminal.type("s")
        terminal.wait_for("Why is this set aside?")
        terminal.type("She asked for it.\r")
        terminal.wait_for("1 set aside")
        terminal.wait_for("“the” stands here twice")
        terminal.type("m")
        terminal.wait_for("“the” stands here twice", gone=True)
        terminal.press("escape")
        terminal.wait_for("1!", gone=True)
        terminal.type("\x1bZ")
        terminal.wait_for("Finalise this visit?")
        terminal.type("y")
        terminal.wait_for("final since")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    found = snapshot_of(path)
    assert str(found.answers[findings.name]).endswith("I met [name]. Leaders check the plans each week.")
    assert [aside.reason for aside in found.asides] == ["She asked for it."]
    with Visit.open(path, writing=False) as visit:
        assert [event.what for event in events(visit.db)] == ["finalised"]
