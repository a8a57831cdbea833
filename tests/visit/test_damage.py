"""Whatever bytes of a visit or its log are changed or cut: it opens as it was, or is named; never wrong text."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from hmi_visit.form.model import Form, Item
from hmi_visit.problems import Problem
from hmi_visit.visit import entries, links
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry, Link, Snapshot
from hmi_visit.visit.salvage import preview

EVERYWHERE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],  # a failing example is as large as the file: shrinking it takes minutes
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=40)), max_size=4)
KEEP = st.just(1.0) | st.floats(0, 1)


class Kept:
    """A visit's file and log as a killed program left them, and the visit at every moment that either may hold."""

    def __init__(self, path: Path, moments: list[Snapshot]) -> None:
        self.path = path
        self.log = Path(f"{path}-wal")
        self.moments = moments
        self.data, self.logged = path.read_bytes(), self.log.read_bytes()

    def __repr__(self) -> str:
        """Short, because it is told with each example that fails."""
        return "Kept(...)"

    def lies(self, data: bytes | None, logged: bytes | None) -> None:
        """Let these bytes lie there; None for no such file."""
        for file in self.path.parent.iterdir():
            file.unlink()
        for path, content in ((self.path, data), (self.log, logged)):
            if content is not None:
                path.write_bytes(content)


@pytest.fixture
def kept(form: Form, path: Path) -> Kept:
    """A visit with answers, items, entries, links and wording, the later half of them in the log alone."""
    with Visit.create(path, form) as visit:
        moments = []
        beds: list[Item] = [{"note": "by the window"}]
        rooms: list[Item] = [{"name": "north"}, {"name": "south", "beds": beds}]
        writes: list[Callable[[], object]] = [
            lambda: visit.put(form.fields["rooms"], rooms),
            lambda: visit.word("greeting", "Good day"),
            lambda: links.tie(visit.db, Link("story", 1, ("e1",), why="All of it was seen there.")),
            visit.keep_states,
        ]
        for number in range(12):
            writes += [
                lambda n=number: visit.put(form.fields["story"], f"The lamp was lit {n} times. " * 40 * n),  # type: ignore[misc]
                lambda n=number: entries.add(visit.db, Entry(0, f"seen {n} " * 20, "", with_whom=("Ada",), about=(n,))),  # type: ignore[misc]
            ]
        for at, write in enumerate(writes):
            write()
            moments.append(visit.snapshot())
            if at == len(writes) // 2:
                visit.save()
                moments = moments[-1:]
        return Kept(path, moments)


def state(path: Path) -> dict[str, bytes]:
    """Every file in the folder but SQLite's index of the log, to the byte."""
    return {p.name: p.read_bytes() for p in path.parent.iterdir() if not p.name.endswith("-shm")}


def opened(path: Path) -> Snapshot | None:
    """The visit as it opens; None where it is refused: then, and on reading alone, not a byte has changed."""
    before = state(path)
    try:
        with Visit.open(path, writing=False) as visit:
            read = visit.snapshot()
    except Problem:
        read = None
    assert state(path) == before
    try:
        Visit.open(path).close()
    except Problem:
        assert state(path) == before
        return None
    return read


def changed(data: bytes, changes: list[tuple[float, bytes]], keep: float) -> bytes:
    """The bytes with others written over them, and cut."""
    found = bytearray(data)
    for where, what in changes:
        at = int(where * (len(found) - 1))
        found[at : at + len(what)] = what[: len(found) - at]
    return bytes(found[: int(keep * len(found))])


@EVERYWHERE
@given(changes=CHANGES, keep=KEEP)
def test_a_damaged_file_opens_as_it_was_or_is_named(
    kept: Kept, changes: list[tuple[float, bytes]], keep: float
) -> None:
    """A closed visit: exactly the texts that it held, or a Problem and not a byte changed."""
    kept.lies(kept.data, kept.logged)
    Visit.open(kept.path).close()
    kept.lies(changed(kept.path.read_bytes(), changes, keep), None)
    assert opened(kept.path) in (None, kept.moments[-1])


@EVERYWHERE
@given(changes=CHANGES, keep=KEEP)
def test_a_damaged_log_opens_as_of_a_moment_or_is_named(
    kept: Kept, changes: list[tuple[float, bytes]], keep: float
) -> None:
    """A killed visit whose log is damaged or cut: the texts of one moment since the last save, or a Problem."""
    kept.lies(kept.data, changed(kept.logged, changes, keep))
    assert opened(kept.path) in (None, *kept.moments)


@EVERYWHERE
@given(changes=CHANGES, keep=KEEP, log_changes=CHANGES, log_keep=KEEP)
@example(changes=[], keep=0.0, log_changes=[], log_keep=1.0)
def test_both_damaged(
    kept: Kept, changes: list[tuple[float, bytes]], keep: float, log_changes: list[tuple[float, bytes]], log_keep: float
) -> None:
    """File and log damaged at once: the texts of one moment since the last save, or a Problem; salvage never raises."""
    kept.lies(changed(kept.data, changes, keep), changed(kept.logged, log_changes, log_keep))
    preview(kept.path)
    assert opened(kept.path) in (None, *kept.moments)


@pytest.mark.parametrize("length", [0, 1, 16, 99, 100, 4096])
@pytest.mark.parametrize("with_log", [False, True], ids=["alone", "log"])
def test_a_beginning_alone(kept: Kept, length: int, with_log: bool) -> None:
    """A file of zero bytes, a header alone, one page: a Problem; what the log still holds is salvaged."""
    kept.lies(kept.data[:length], kept.logged if with_log else None)
    assert opened(kept.path) is None
    found = preview(kept.path).snapshot
    assert bool(found) is with_log
    if found:
        assert kept.moments[-1].entries[-1].text in [e.text for e in found.entries]


def test_the_log_of_another_visit_is_not_read_into_the_file(kept: Kept, form: Form, tmp_path: Path) -> None:
    """Beside it the log of another visit: looking at it and salvaging it change neither."""
    (tmp_path / "other").mkdir()
    with Visit.create(tmp_path / "other" / "visit.sqlite", form) as other:
        for number in range(30):
            entries.add(other.db, Entry(0, f"another {number} " * 30, ""))
        log = Path(f"{other.path}-wal").read_bytes()
    kept.lies(kept.data, log)
    with contextlib.suppress(Problem), Visit.open(kept.path, writing=False) as visit:
        visit.snapshot()
    preview(kept.path)
    assert state(kept.path) == {kept.path.name: kept.data, kept.log.name: log}
