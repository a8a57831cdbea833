"""A visit typed for a whole day: how large its file is, and how long it takes to open: `python benchmarks/day.py`.

60,000 key presses go over 30 fields in stretches, as one writes, each kept by itself; 300 evidence entries are typed
between them; states are kept at pauses, and the visit is closed and opened at breaks. What is opened in turn with it is
an empty visit of the same form. Growth is told by visits of 10 and 10,000 entries.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.keys import prose
from benchmarks.start import Program, environment
from benchmarks.start import milliseconds_to_first_screen as first_screen
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Kind
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry

KEYS, FIELDS, ENTRIES = 60_000, 30, 300
STRETCH, BREAKS = 100, 6
"""Keys from pause to pause, and sessions of the day."""
FEW, MANY = 10, 10_000


def day_form(folder: Path) -> Form:
    """A form of 30 texts."""
    place = folder / "day"
    place.mkdir(parents=True)
    names = [f"text{number}" for number in range(FIELDS)]
    steps = f'title = "A day"\n[[steps]]\nname = "all"\nfields = {[*names, "school", "day"]}\n'.replace("'", '"')
    fields = "".join(f'[fields.{name}]\nkind = "prose"\n' for name in names)
    fields += '[fields.school]\nkind = "line"\nrole = "subject"\n[fields.day]\nkind = "date"\nrole = "date"\n'
    (place / "form.toml").write_text(steps + fields, encoding="utf-8")
    (place / "letter.md.j2").write_text("# A day\n\n{{ text0 }}\n", encoding="utf-8")
    (place / "help.md").write_text("## text0\n\nWrite.\n", encoding="utf-8")
    return load_form("day", (folder,))


def typed_day(path: Path, form: Form, keys: int = KEYS) -> int:
    """Type the day into a new visit; how many bytes its final text has."""
    rng, words = random.Random(4), iter(prose(2 * KEYS, 600))
    texts = {name: "" for name, field in form.fields.items() if field.kind is Kind.PROSE}
    visit = Visit.create(path, form)
    said = ""
    for stretch in range(keys // STRETCH):
        if stretch and stretch % (keys // STRETCH // BREAKS) == 0:
            visit.close()
            visit = Visit.open(path)
        name = rng.choice(list(texts))
        for _ in range(STRETCH):
            at = len(texts[name]) if rng.random() < 0.9 else rng.randrange(len(texts[name]) + 1)
            if rng.random() < 0.05 and texts[name]:
                texts[name] = texts[name][:-1]
            else:
                texts[name] = texts[name][:at] + next(words) + texts[name][at:]
            visit.put(form.fields[name], texts[name])
        if stretch % (keys // STRETCH // ENTRIES) == 0:
            entry = entries.add(visit.db, Entry(0, "S", ""))
            seen = f"Seen {stretch}: pupils explain how they worked it out."
            for length in range(2, len(seen) + 1):
                entries.change_text(visit.db, entry.number, seen[:length])
            said += seen
        visit.keep_states()
        if stretch % 10 == 0:
            visit.save()
    visit.close()
    return len(said.encode()) + sum(len(text.encode()) for text in texts.values())


def with_entries(path: Path, form: Form, count: int) -> Path:
    """A visit of so many entries."""
    with Visit.create(path, form) as visit, visit.together():
        for number in range(count):
            entries.add(visit.db, Entry(0, f"Entry {number}: pupils explain how they worked it out.", ""))
    return path


def open_milliseconds(path: Path) -> float:
    """What opening a visit to write takes, with the check of the whole file."""
    begun = time.perf_counter()
    visit = Visit.open(path)
    taken = time.perf_counter() - begun
    visit.close()
    return taken * 1000


def key_milliseconds(path: Path, form: Form) -> float:
    """What keeping a key's text takes of the processor; of 200 keys."""
    with Visit.open(path) as visit:
        field = next(field for field in form.fields.values() if field.kind is Kind.PROSE)
        begun = time.thread_time()
        for number in range(200):
            visit.put(field, "Pupils explain." + "." * number)
        return (time.thread_time() - begun) * 1000 / 200


def measure(runs: int) -> list[Figure]:
    """The day's file, and how visits grow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = day_form(folder / "forms")
        day, empty = folder / "day.sqlite", folder / "empty.sqlite"
        text = typed_day(day, form)
        Visit.create(empty, form).close()
        size = day.stat().st_size
        print(f"  a day's file: {size:,} bytes for {text:,} bytes of text")
        some = {count: with_entries(folder / f"{count}.sqlite", form, count) for count in (FEW, 1_000, MANY)}
        opened = {"empty": empty, "a day": day, **{f"{count:,} entries": path for count, path in some.items()}}
        found = in_turn({title: partial(open_milliseconds, path) for title, path in opened.items()}, runs)
        env = environment(folder) | {"HMI_VISIT_FORMS": str(folder / "forms")}
        programs = {
            title: Program([sys.executable, "-m", "hmi_visit", str(opened[title])], "Ctrl+P")
            for title in ("empty", "a day")
        }
        shown = in_turn({title: partial(first_screen, one, env) for title, one in programs.items()}, runs)
        keys = in_turn({f"{count:,} entries": partial(key_milliseconds, some[count], form) for count in (FEW, MANY)}, 5)
    print_medians(found, "ms to open and check")
    print_medians(shown, "ms to its screen")
    print_medians(keys, "ms a key")
    return [
        Figure("day: file / (5 × text + 500 KB)", size / (5 * text + 500_000), 1.0),
        Figure("day: opening on the screen / an empty one", ratio(shown, "a day", "empty"), 1.5),
        Figure("opening: 10,000 entries / 10 × 1,000", ratio(found, "10,000 entries", "1,000 entries") / 10, 1.2),
        Figure("keeping a key: 10,000 entries / 10", ratio(keys, "10,000 entries", "10 entries"), 1.2),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
