"""Letters of the real cases, edited in a real LibreOffice: what was changed there comes back, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Kind
from hmi_visit.letter.back.readback import read_back
from hmi_visit.letter.export import export_letter
from hmi_visit.visit.exchange import import_file
from tests.letter.back import in_office

CASES = (
    "ri-monitoring-2014-luton-infant",
    "ri-monitoring-2016-imperial-avenue",
    "la-focused-inspections-2013-coventry",
)
_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "/opt/libreoffice/program/python")


@pytest.fixture(scope="module")
def office_python() -> str:
    """A Python that can speak with LibreOffice; skipped where there is none, or no LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    for python in _PYTHONS:
        if Path(python).exists() and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    pytest.skip("no Python here has LibreOffice's uno module (Debian: python3-uno)")


def edited_in_office(python: str, letter: Path, edits: list[tuple[str, str, str]]) -> Path:
    """The letter with these edits, as LibreOffice saves it."""
    pipe, target = f"hmi-visit-{os.getpid()}-{letter.stem}", letter.with_name("from-office.docx")
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{letter.parent}/profile", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        words = [python, in_office.__file__ or "", pipe, str(letter), str(target), json.dumps(edits)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        office.wait(30)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
    return target


def phrase_in(text: str, paragraph: int, texts: str) -> str:
    """Three words of a paragraph that stand nowhere else; empty where there are none."""
    words = text.split("\n\n")[paragraph].split(" ")
    places = range(1, len(words) - 3)
    found = (" ".join(words[at : at + 3]) for at in (places))
    return next((phrase for phrase in found if texts.count(phrase) == 1), "")


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_edits_made_in_libreoffice_come_back(cases: Path, tmp_path: Path, office_python: str, name: str) -> None:
    """Words changed with and without tracking, paragraphs put in, in a file that it saved.

    The tracked change is not in the first paragraph of a part: LibreOffice 7.4 saves that as broken XML. Comments are
    not tried: the same version ends when one is put in. A paragraph put in after the last of a part stands outside it.
    """
    with import_file(cases / f"{name}.json", tmp_path) as visit:
        form = load_form(visit.form_name)
        letter = export_letter(visit, form, tmp_path / "letter.docx").path
        assert read_back(visit, form, edited_in_office(office_python, letter, [])).offers == ()
        said = visit.snapshot().answers
        prose = {n: str(said[n]) for n, f in form.fields.items() if f.kind is Kind.PROSE and said.get(n) and f.printed}
        texts = "\n".join(prose.values())
        later = next(field for field, text in prose.items() if text.count("\n\n") > 0 and phrase_in(text, 1, texts))
        (second, b), (third, c) = [
            (field, phrase) for field, text in prose.items() if field != later and (phrase := phrase_in(text, 0, texts))
        ][:2]
        first, a = later, phrase_in(prose[later], 1, texts)
        edits = [
            ("tracked", a, "quite other"),
            ("plain", b, "plainly other"),
            ("after", phrase_in(prose[later], 0, texts), "A new one."),
            ("after", c, "Outside."),
        ]
        found = read_back(visit, form, edited_in_office(office_python, letter, edits))
        line, _, rest = prose[first].partition("\n\n")
        want = {
            first: f"{line}\n\nA new one.\n\n{rest.replace(a, 'quite other')}",
            second: prose[second].replace(b, "plainly other"),
        }
        assert {offer.changed.name: offer.value for offer in found.offers} == want
        assert [(loose.spot, loose.after) for loose in found.changes.loose] == [(third, "Outside.")]
