"""Papers about a visit that are no letters: a template of the house over plain data, as Markdown and in Word.

An office changes one by a file of the same name in the folder `house` of its own forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hmi_visit.form.model import Form
from hmi_visit.letter.markdown import read
from hmi_visit.letter.sandbox import environment
from hmi_visit.letter.text import rendered, rendering_of
from hmi_visit.letter.tidy import tidy
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Docx, Properties, letter_docx
from hmi_visit.visit.characters import visible
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import forms_folders

EVIDENCE, FEEDBACK = "house/evidence.md.j2", "house/feedback.md.j2"
_ROUNDS_EACH, _CHARACTERS_EACH = 100, 100
"""What a template may do for each entry, and put together for each of their characters, beside what any may."""


def paper(form: Form, visit: Snapshot, template: str, data: Mapping[str, Any]) -> str:
    """The Markdown that a template of the house makes of the data.

    Raises Problem with the file and line where the template has a fault.
    """
    folders = tuple(dict.fromkeys((*forms_folders(), form.folder.parent)))
    with rendering_of(form, visit) as rendering:
        rendering.rounds += _ROUNDS_EACH * len(visit.entries)
        rendering.characters += _CHARACTERS_EACH * sum(len(entry.text) for entry in visit.entries)
        text = rendered(environment(folders).get_template(template), data)
    return visible(tidy(text))


def paper_in_word(form: Form, markdown: str, title: str, author: str = "") -> Docx:
    """The paper as a Word file in the form's styles. It is not signed as a letter: none is read back from it."""
    return letter_docx(read(markdown), styles_of(form), Properties(title=title, author=author))
