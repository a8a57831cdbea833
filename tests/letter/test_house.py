"""Papers of the house: typed text comes out as it was typed, in Word too, and the same visit gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.base import evidence_base
from hmi_visit.evidence.feedback import feedback
from hmi_visit.form.load import load_form
from hmi_visit.letter.blocks import Div, Paragraph, plain, walk
from hmi_visit.letter.house import EVIDENCE, FEEDBACK, paper, paper_in_word
from hmi_visit.letter.markdown import read
from hmi_visit.problems import Problem
from hmi_visit.visit.exchange import read_case
from hmi_visit.visit.model import Entry, Snapshot
from tests.evidence.test_base import FORM as SMALL
from tests.evidence.test_base import VISIT

FORM = load_form("ri-monitoring-2012")
HOSTILE = [
    "# Not a heading", "1. x\n2025. Was", "- a\n- b", "| a | b |\n|---|---|\n| 1 | 2 |", "::: {#x}\n:::",
    "a\\\nb \\", "{{ school }} {% raw %}", "[x](y) <b>&amp; ^1 [^1]", "    four spaces\n\ttab", "**b** _i_ `c` $x$ ~y~",
    "---\n***", "\ufeffmark\u2028line\u0085", "[Context: not yet answered]",
]  # fmt: skip


def of(*texts: str) -> Snapshot:
    """A visit with these entries."""
    return Snapshot(FORM.name, {}, tuple(Entry(n, text, "") for n, text in enumerate(texts, 1)))


def markdown_of(visit: Snapshot) -> str:
    """Its evidence base as Markdown."""
    return paper(FORM, visit, EVIDENCE, evidence_base(FORM, visit))


def test_the_whole_of_it() -> None:
    """The Markdown of a visit with a little of everything."""
    golden = Path(__file__).parent / "goldens" / "evidence.md"
    assert paper(SMALL, VISIT, EVIDENCE, evidence_base(SMALL, VISIT)) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_words(text: str) -> None:
    """Nothing typed is mark-up or template: its words are read back, and the paper has no other headings or lists."""
    found = read(markdown_of(of(f"a {text}", text)))
    assert _words(text) in _words(plain(found))
    assert {type(b) for b in walk(found.blocks)} - {Div, Paragraph} <= {type(b) for b in walk(read("# a").blocks)}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_any_words_come_back(text: str) -> None:
    """Each character that is no space is there, in its order."""
    assert _words(text) in _words(plain(read(markdown_of(of(f"x{text}x")))))


def test_line_breaks_are_kept_in_word() -> None:
    """A line end is a line end, a blank line a new paragraph."""
    document = docx.Document(BytesIO(paper_in_word(FORM, markdown_of(of("one\n  two\n\nthree")), "t").content))
    texts = [
        "".join(t.text or "\n" for t in p.iter() if t.tag.endswith(("}t", "}br")))
        for p in document.element.body.iter()
        if p.tag.endswith("}p")
    ]
    assert "one\n  two" in texts
    assert "three" in texts


def test_a_large_entry_and_many_come_out() -> None:
    """An entry of a megabyte is there to its last word; thousands of entries do not run out of what a template may."""
    text = markdown_of(of("word " * 200_000 + "end"))
    assert text.count("word") == 200_000
    assert markdown_of(of(*["x"] * 3_000)).count("### ") == 0
    assert markdown_of(of(*["x"] * 3_000)).count("e3000") == 1


def test_papers_are_sound_word_and_the_same_each_time(cases: Path, tmp_path: Path) -> None:
    """The published schema has no fault to find, in hostile texts either, and no clock is in the file."""
    case, form = read_case((FORM.folder / "sample.json").read_text("utf-8"), "sample")
    log = tuple(Entry(int(e["id"][1:]), e["text"], e["typed_at"]) for e in case["evidence_log"])
    visit = Snapshot(form.name, case["answers"], log)
    hostile = Snapshot(form.name, {"actions": HOSTILE}, of(*HOSTILE).entries)
    files: list[Path] = []
    for snapshot in (visit, hostile):
        for template, data in ((EVIDENCE, evidence_base(form, snapshot)), (FEEDBACK, feedback(form, snapshot))):
            made = [paper_in_word(form, paper(form, snapshot, template, data), "t").content for _ in "12"]
            assert made[0] == made[1]
            files.append(tmp_path / f"{len(files)}.docx")
            files[-1].write_bytes(made[0])
    run = [sys.executable, str(cases.parent / "tools" / "ooxml-valid"), *map(str, files)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("0 faults in 4"), done.stdout


def test_an_office_has_a_template_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file of the same name in its own forms takes the house's place, and a fault in it is told by its line."""
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path))
    (tmp_path / "house").mkdir()
    own = tmp_path / "house" / "evidence.md.j2"
    own.write_text("{% for day in days %}{{ day.entries | count }} on {{ day.heading }}{% endfor %}")
    form = load_form("ri-monitoring-2012")
    visit = Snapshot(form.name, {}, (Entry(1, "x", "2014-06-26T10:00:00+01:00"),))
    assert paper(form, visit, EVIDENCE, evidence_base(form, visit)) == "1 on Thursday 26 June 2014\n"
    own.write_text("one\n{{ dyas }}")
    with pytest.raises(Problem, match=r"evidence\.md\.j2:2: "):
        paper(form, visit, EVIDENCE, evidence_base(form, visit))


def _words(text: str) -> str:
    return "".join(text.split())
