"""A disk that is soon full, and a visit as a killed program leaves it."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit

_BLOCK = 4096


def fill(folder: Path, leave: int = 0) -> None:
    """Leave no room on a disk, or so many blocks of 4 KB."""
    with (folder / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(_BLOCK))
        except OSError:
            ballast.truncate(max(ballast.tell() - leave * _BLOCK, 0))


def left_by_a_kill(path: Path, form: Form, words: str) -> None:
    """Let a visit lie as a killed program leaves it: these words in its log alone."""
    with Visit.open(path) as visit:
        visit.put(form.fields["tides"], words)
        visit.keep_states()
        both = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    for end, data in both.items():
        Path(f"{path}{end}").write_bytes(data)
