"""Read-back against export, and its memory against python-docx: `python benchmarks/readback.py [--runs N]`.

The letter is the sample visit's, with one word of its prose changed. Memory is the largest that a process of its own
has held, with the same interpreter; python-docx only opens the file and looks at no word of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.letter import milliseconds
from benchmarks.start import ROOT, environment
from benchmarks.visits import sample_visit
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Kind
from hmi_visit.letter.back.readback import read_back
from hmi_visit.letter.export import export_letter
from hmi_visit.visit.file import Visit

EXPORT, BACK = "export of a letter, proof included", "read-back of it"
OPENED, READ = "python-docx opens it", "memory: read-back"
_OPEN = "import sys, docx; docx.Document(sys.argv[2])"
_READ = """
import sys
from pathlib import Path
from hmi_visit.form.load import load_form
from hmi_visit.letter.back.readback import read_back
from hmi_visit.visit.file import Visit
with Visit.open(Path(sys.argv[1]), writing=False) as visit:
    assert read_back(visit, load_form(visit.form_name), Path(sys.argv[2])).offers
"""
_PEAK = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
"""Linux's own word; getrusage counts what the process was before it began this program."""


def edited(letter: Path, form: Form, visit: Visit) -> Path:
    """The letter with a word more in the first prose that it has."""
    said = visit.snapshot().answers
    prose = next(
        str(said[f.name]) for f in form.fields.values() if f.kind is Kind.PROSE and f.printed and said.get(f.name)
    )
    words = prose.split(".")[0]
    target = letter.with_name("edited.docx")
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/document.xml":
                content = content.replace(words.encode(), f"{words} indeed".encode(), 1)
            new.writestr(info.filename, content)
    return target


def megabytes(code: str, visit: Path, letter: Path, env: dict[str, str]) -> float:
    """The most memory that a process with this code has held."""
    command = [sys.executable, "-c", code + _PEAK, str(visit), str(letter)]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def measure(runs: int) -> list[Figure]:
    """Both in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        path = sample_visit(folder / "sample.sqlite")
        with Visit.open(path) as visit:
            form = load_form(visit.form_name)
            letter = export_letter(visit, form, folder / "letter.docx").path
            changed = edited(letter, form, visit)
            assert len(read_back(visit, form, changed).offers) == 1
            work = {
                EXPORT: partial(milliseconds, lambda: export_letter(visit, form, folder / "again.docx", force=True)),
                BACK: partial(milliseconds, lambda: read_back(visit, form, changed)),
            }
            times = in_turn(work, runs * 3)
        held = in_turn(
            {
                OPENED: partial(megabytes, _OPEN, path, changed, env),
                READ: partial(megabytes, _READ, path, changed, env),
            },
            min(runs, 5),
        )
    print_medians(times, "ms")
    print_medians(held, "MB")
    return [
        Figure("read-back of a letter / its export", ratio(times, BACK, EXPORT), 2.0),
        Figure("memory: read-back / python-docx opening", ratio(held, READ, OPENED), 1.5),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
