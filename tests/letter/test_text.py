"""The letter's text: values by kind, what is missing, standard wording, and templates with faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text, standard_wording
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Snapshot
from tests.letter.made_up import ANSWERS, made_up_form, rendered


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ name }} {{ nickname }}", "Saltmarsh & Co *Salty*"),
        ("{{ address }}", "1 Quay_Road\n- Harbour"),
        ("{{ day }}, {{ month }}", "26 June 2018, February 2014"),
        ("{{ count }} {{ open }}", "3 yes"),
        ("{{ verdict }}{% if verdict == 'y' %}!{% endif %}", "Yes it is!"),
        ("{{ report }} More.", "It is slow.\n\none\ntwo\n\nMore."),
        ("See: {{ points }} More.", "See:\n\na & b\n2025. Was\n\nMore."),
        ("{% for room in rooms %}{{ room.title }} {{ room.seats }}; {% endfor %}", "Hall 90; Lab ;"),
        ("{{ name ~ ' *x* ' ~ count }}", "Saltmarsh & Co *x* 3"),
        ("{{ name + '*' }}", "Saltmarsh & Co*"),
        ("{{ nickname | upper }}", "*SALTY*"),
        ("{% set a %}**{{ name }}**{% endset %}{{ a }}", "Saltmarsh & Co"),
        ("{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m(nickname) }}", "*Salty*"),
        ("{{ '<b> & *c*' }}", "<b> & *c*"),
    ],
)
def test_values_print_by_their_kind(tmp_path: Path, template: str, text: str) -> None:
    """Each kind prints as letters print it; mark-up is the template's and prose's alone."""
    assert plain(read(rendered(tmp_path, template))) == text


def test_what_is_typed_is_no_template(tmp_path: Path) -> None:
    """Braces in an answer are characters."""
    typed = "{{ 7 * 7 }}{% for %}{# x #}"
    assert (
        plain(read(rendered(tmp_path, "{{ name }} {{ report }}", {"name": typed, "report": typed})))
        == f"{typed} {typed}"
    )


def test_missing_answers_are_held_open(tmp_path: Path) -> None:
    """A required field without an answer stands highlighted where it is printed, and is named once, in order."""
    template = "{{ report }} {{ nickname }} {{ name | upper }} {{ day | span(end) }} {{ count | ordinal }} {{ report }}"
    form = made_up_form(tmp_path, template)
    letter = letter_text(form, Snapshot("made-up", {"report": " ", "count": 2}))
    assert plain(read(letter.markdown)).split("] ") == [
        "[Report: not yet answered",
        "[Name: not yet answered",
        "[Day: not yet answered",
        "second [Report: not yet answered]",
    ]
    assert [field.name for field in letter.missing] == ["report", "name", "day"]
    assert '{custom-style="Missing"}' in letter.markdown


def test_a_sentence_that_hangs_on_a_missing_choice_names_it(tmp_path: Path) -> None:
    """Comparing a choice that was never made counts as needing it."""
    form = made_up_form(tmp_path, "It is{% if verdict == 'n' %} not{% endif %}.")
    assert [field.name for field in letter_text(form, Snapshot("made-up", {})).missing] == ["verdict"]


def test_no_answer_is_nothing_in_tests_and_loops(tmp_path: Path) -> None:
    """Conditions, loops, lengths and defaults take a field without an answer for nothing."""
    template = (
        "{% if points %}a{% endif %}{% for p in points %}b{% endfor %}{{ points | length }}{{ name | default('c') }}"
    )
    assert rendered(tmp_path, template, {}) == "0c"


def test_wording_is_the_forms_or_the_visits_own(tmp_path: Path) -> None:
    """A standard paragraph is Jinja; a visit's own words in its place are prose, never Jinja."""
    form = made_up_form(tmp_path, "{{ wording.opening }}", {"opening": "Dear {{ name }}, *all*."})
    assert letter_text(form, Snapshot("made-up", ANSWERS)).markdown == "Dear Saltmarsh & Co, *all*.\n"
    own = Snapshot("made-up", ANSWERS, wording={"opening": "My {{ name }} & *own*."})
    assert plain(read(letter_text(form, own).markdown)) == "My {{ name }} & own."
    assert standard_wording(form, own, "opening") == "Dear Saltmarsh & Co, all."


def test_blocks_are_named_parts(tmp_path: Path) -> None:
    """A block is a division of its name; one without content leaves nothing, one that calls its parent is one part."""
    base = "{% block a %}\nbase\n{% endblock %}{% block b %}\n## \n{{ nickname }}\n{% endblock %}"
    child = "{% extends 'made-up/base.md.j2' %}{% block a %}{{ super() }} and more{% endblock %}"
    form = made_up_form(tmp_path, child, base=base)
    assert letter_text(form, Snapshot("made-up", {})).markdown == "::: {#a}\n\nbase\n\nand more\n\n:::\n"


def test_a_changed_template_is_seen(tmp_path: Path) -> None:
    """Templates stay compiled, but not after their file changed."""
    assert rendered(tmp_path, "one") == "one"
    (tmp_path / "made-up" / "letter.md.j2").write_text("two", encoding="utf-8")
    os.utime(tmp_path / "made-up" / "letter.md.j2", (1, 1))
    form = made_up_form(tmp_path, "two")
    assert letter_text(form, Snapshot("made-up", {})).markdown == "two\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a\n{{ nmae }}", "letter.md.j2:2: there is no field nmae; did you mean name?"),
        ("{% if nmae %}{% endif %}", "letter.md.j2:1: there is no field nmae; did you mean name?"),
        (
            "{{ wording.opning }}",
            "letter.md.j2:1: there is no standard paragraph wording.opning; did you mean opening?",
        ),
        (
            "\n{% for r in rooms %}{{ r.titel }}{% endfor %}",
            "letter.md.j2:2: an item has no field titel; did you mean title?",
        ),
        ("{{ name | joind }}", "letter.md.j2:1: there is no filter joind; did you mean joined?"),
        ("{% if name is emty %}{% endif %}", "letter.md.j2:1: there is no test emty"),
        ("a\n{% if name %}", "letter.md.j2:2: Unexpected end of template"),
        ("{{ wording.wrong }}", "form.toml: wording.wrong.text: there is no field nmae; did you mean name?"),
        ("{{ wording.circle }}", "form.toml: wording.circle.text: it goes round in a circle"),
        ("{% include 'none.j2' %}", "letter.md.j2:1: there is no template none.j2"),
        ("\n{% include 'made-up/letter.md.j2' %}", "letter.md.j2:2: it goes round in a circle"),
        ("{% extends 'made-up/letter.md.j2' %}", "it goes round in a circle"),
        (
            "\n{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
            "letter.md.j2:2: its loops and calls",
        ),
        ("{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}", "loops and calls"),
        ("{% for r in rooms recursive %}{% endfor %}", "letter.md.j2:1: a loop cannot be recursive"),
        ("{{ 'x' * 10000000000 }}", "letter.md.j2:1: * makes more than"),
        ("{{ 9 ** 999999999 }}", "letter.md.j2:1: the power"),
        ("{{ range(10000000000) }}", "letter.md.j2:1: Range too big"),
        ("{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}", "characters"),
        ("{{ name.format(1) }}", "letter.md.j2:1: "),
        ("{{ name.__class__ }}", "letter.md.j2:1: "),
        ("{{ count | span }}", "letter.md.j2:1: "),
        ("{{ 1 / 0 }}", "letter.md.j2:1: "),
    ],
)
def test_faults_of_templates_are_problems(tmp_path: Path, template: str, message: str) -> None:
    """Whatever is wrong in a template is told with its file and line, or key, and never ends in a traceback."""
    wording = {"opening": "x", "wrong": "{{ nmae }}", "circle": "{{ wording.circle }}"}
    form = made_up_form(tmp_path, template, wording)
    with pytest.raises(Problem) as problem:
        letter_text(form, Snapshot("made-up", ANSWERS))
    assert message in str(problem.value)


def test_a_template_that_is_not_text(tmp_path: Path) -> None:
    """A template in another encoding is told as such."""
    form = made_up_form(tmp_path, "x")
    form.template.write_bytes(b"\xe9")
    with pytest.raises(Problem, match="not UTF-8"):
        letter_text(form, Snapshot("made-up", {}))


def test_a_preview_needs_no_word(tmp_path: Path) -> None:
    """The letter's text comes without importing what makes Word files."""
    import subprocess
    import sys

    code = "import sys, hmi_visit.letter.text, hmi_visit.letter.markdown; print({'docx', 'lxml'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
