"""Footnotes of a report that comes back: their words, where a reader changed them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hmi_visit.form.model import Form, Step
from hmi_visit.letter.back.changes import changes
from hmi_visit.letter.back.exported import exported_letter
from hmi_visit.letter.back.outside import open_outside
from hmi_visit.letter.back.reading import read_edited
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Properties, letter_docx
from hmi_visit.visit.model import Snapshot
from tests.letter.report import FIELDS

TEXT = "It is slow[^a] and steady.\n\n[^a]: By the clock."


def test_the_words_of_a_footnote_come_back(tmp_path: Path) -> None:
    """Its name stays, its words are the reader's; the same letter unchanged brings nothing."""
    home = tmp_path / "report"
    home.mkdir()
    (home / "letter.md.j2").write_text("{% block prose %}{{ prose }}{% endblock %}", encoding="utf-8")
    form = Form("report", "Report", (Step("all", "All", tuple(FIELDS)),), FIELDS, {}, home)
    snapshot = Snapshot("report", {"prose": TEXT})
    letter = tmp_path / "letter.docx"
    made = letter_docx(read(letter_text(form, snapshot).markdown), styles_of(form), Properties("T"))
    letter.write_bytes(made.content)
    exported = exported_letter(form, snapshot)
    assert changes(form, exported, read_edited(open_outside(letter), exported.names), snapshot.answers).changed == ()
    target = tmp_path / "edited.docx"
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info).replace(b"By the clock", b"By two clocks"))
    (found,) = changes(form, exported, read_edited(open_outside(target), exported.names), snapshot.answers).changed
    assert found.value == TEXT.replace("By the clock", "By two clocks")
    assert found.after.endswith("Footnote: By two clocks.")
