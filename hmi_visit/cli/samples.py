"""The fictional visits that the forms bring: made in a folder of their own, where they are not there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.new import SAMPLE_FILE
from hmi_visit.problems import Problem
from hmi_visit.visit.exchange import imported, read_case
from hmi_visit.visit.folder import make_folder
from hmi_visit.visit.sniff import SUFFIX


def make_samples(folder: Path, tell: Callable[[Problem], None]) -> list[Path]:
    """The sample visits of all forms in `folder`, the one with the most evidence first; faults go to `tell`."""
    found: list[tuple[int, Path]] = []
    make_folder(folder)
    for name in form_names():
        try:
            sample = load_form(name).folder / SAMPLE_FILE
            if not sample.is_file():
                continue
            case, form = read_case(sample.read_text(encoding="utf-8"), str(sample))
            path = folder / f"{name}{SUFFIX}"
            if not path.exists():
                imported(case, form, path).close()
            found.append((len(case.get("evidence_log", [])), path))
        except (Problem, OSError, UnicodeDecodeError) as error:
            tell(error if isinstance(error, Problem) else Problem(str(error), where=name))
    return [path for _, path in sorted(found, key=lambda f: -f[0])]
