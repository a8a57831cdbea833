"""Word files hold to the schema of their format whatever is answered, and are the same bytes each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.letter.ways import make
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.letter.test_cases import run
from tests.letter.test_proof import PROSE
from tests.letter.test_word import some

NAMES = form_names([templates_folder()])
EXAMPLES = int(os.environ.get("HMI_VISIT_EXAMPLES", "20"))


def answer(field: Field) -> st.SearchStrategy[Value]:
    """An answer of the field's kind: prose with everything that prose can hold, groups of groups."""
    if field.kind is Kind.PROSE:
        return PROSE
    if field.kind is Kind.GROUP:
        return st.lists(st.fixed_dictionaries({}, optional={f.name: answer(f) for f in field.fields}), max_size=2)
    return some(field)


def test_random_visits_make_sound_files(cases: Path, tmp_path: Path) -> None:
    """0 faults in the letters of random visits of every form; HMI_VISIT_EXAMPLES says how many (20)."""
    files: list[Path] = []

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def write(data: st.DataObject) -> None:
        form = load_form(data.draw(st.sampled_from(NAMES)))
        answers = data.draw(st.fixed_dictionaries({}, optional={n: answer(f) for n, f in form.fields.items()}))
        files.append(tmp_path / f"{len(files)}.docx")
        files[-1].write_bytes(make(".docx", form, Snapshot(form.name, answers, visit_id="id"), 1, tmp_path).content)

    write()
    assert len(files) >= EXAMPLES
    assert run(cases.parent / "tools" / "ooxml-valid", *files).startswith("0 faults")


def test_the_same_visit_and_number_are_the_same_bytes(tmp_path: Path) -> None:
    """In two processes, with other hashes and at another time: nothing of the clock, no chance, no order of a set."""
    name = next(n for n in NAMES if load_form(n).wording)
    answers = json.loads((templates_folder() / name / "sample.json").read_text(encoding="utf-8"))["answers"]
    program = (
        "import hashlib, json, sys, pathlib, time\n"
        "if sys.argv[3] == 'later':\n"
        "    real = time.time\n"
        "    time.time = lambda: real() + 1e8\n"
        "from hmi_visit.form.load import load_form\nfrom hmi_visit.letter.ways import make\n"
        "from hmi_visit.visit.model import Snapshot\n"
        "answers = json.loads(sys.argv[2])\n"
        "visit = Snapshot(sys.argv[1], answers, visit_id='id')\n"
        "made = make('.docx', load_form(sys.argv[1]), visit, 7, pathlib.Path())\n"
        "print(hashlib.sha256(made.content).hexdigest())\n"
    )
    digests = set()
    for seed, when in (("1", "now"), ("2", "later")):
        command = [sys.executable, "-c", program, name, json.dumps(answers), when]
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "1" else "Asia/Tokyo"}
        digests.add(subprocess.run(command, env=env, capture_output=True, check=True, text=True).stdout)
    here = make(".docx", load_form(name), Snapshot(name, answers, visit_id="id"), 7, tmp_path).content
    assert len(digests) == 1
    import hashlib

    assert digests == {hashlib.sha256(here).hexdigest() + "\n"}
