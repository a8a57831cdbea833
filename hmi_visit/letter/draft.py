"""The paragraph of evidence, drafted from the log in the form's own phrasing, to be edited as any prose."""

from __future__ import annotations

import re

from markupsafe import Markup

from hmi_visit.evidence.sources import sources
from hmi_visit.form.model import Form
from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import context_of, letter_environment, rendered, rendering_of
from hmi_visit.visit.model import Snapshot

_SPACE = re.compile(r"[ \t\n]+")
_STOP = re.compile(r" ([.,;:])")


def draft(form: Form, snapshot: Snapshot) -> str:
    """What the form says of this log; nothing where the log has nothing that it speaks of, or the form drafts nothing.

    Raises Problem with the file and key where the form's draft has a fault.
    """
    if not form.evidence.draft:
        return ""
    with rendering_of(form, snapshot):
        templates = letter_environment(form)
        context = context_of(templates, form, snapshot, own={}) | {"log": sources(form, snapshot)}
        text = rendered(templates.snippet(form.evidence.draft, form.evidence.source), context)
        words = _SPACE.sub(" ", plain(read(Markup(text)))).strip()
    return _STOP.sub(r"\1", words)
