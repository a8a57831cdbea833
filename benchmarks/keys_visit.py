"""From a key press to its character in the editor of an open visit: `python benchmarks/keys_visit.py [--keys N]`.

The visit has 300 evidence entries and 20 KB in the field typed in; what it is held against is Textual's TextArea alone
with the same text. Both are typed at in turn (see `keys`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, print_figures
from benchmarks.keys import APP, Program, percentile, prose, report
from benchmarks.keys import measure as type_at
from benchmarks.visits import sample_visit
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Kind
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry

FRAME = 16.7
"""Milliseconds of one frame at 60 Hz."""
ENTRIES, SIZE, PARAGRAPH = 300, 20_000, 1_200


def long_visit(path: Path, text: str) -> list[str]:
    """A visit of that size; the keys that lead to the longest of its prose fields."""
    with Visit.open(sample_visit(path)) as visit:
        form, found = load_form(visit.form_name), visit.snapshot().answers
        fields = [field for field in form.fields.values() if field.kind is Kind.PROSE]
        longest = max(fields, key=lambda field: len(str(found.get(field.name, ""))))
        visit.put(longest, text)
        for number in range(ENTRIES):
            said = f"Entry {number}: pupils explain how they worked it out, and check one another's work."
            entries.add(visit.db, Entry(0, said, ""))
        step = form.step_of(longest.name)
    assert step
    return ["f4"] * form.steps.index(step)


def measure(keys: int) -> list[Figure]:
    """Type at all three in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder, text = Path(name), prose(SIZE, PARAGRAPH)
        file = folder / "text"
        file.write_text(text, encoding="utf-8")
        programs = [Program("stock", [sys.executable, "-c", APP, "stock", str(file)], "READY")]
        for title, more in (("closed", []), ("open", ["f7"])):
            path = folder / f"{title}.sqlite"
            way = long_visit(path, text)
            command = [sys.executable, "-m", "hmi_visit", str(path)]
            programs.append(Program(title, command, "Ctrl+P", [*way, *more], rows=(5, 34), columns=(40, 70)))
        type_at(programs, keys)
        report("20 KB, 300 entries", programs)
    stock, closed, opened = (statistics.median(program.shown) for program in programs)
    return [
        Figure("key: in a visit / TextArea alone", closed / stock, 0.5),
        Figure("key: 99th percentile / one frame", percentile(programs[1].shown, 0.99) / FRAME, 1.0),
        Figure("key: preview open / closed", opened / closed, 1.3),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=200)
    print_figures(measure(parser.parse_args().keys))


if __name__ == "__main__":
    main()
