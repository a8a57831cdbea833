"""What can be read of a damaged visit is taken over, the rest is named, and the damaged file is never touched."""

from __future__ import annotations

import random
import sqlite3
import string
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from hmi_visit.form.model import Form, Item
from hmi_visit.problems import Problem
from hmi_visit.visit import entries
from hmi_visit.visit.backups import back_up, newest_sound
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.model import Entry, Snapshot
from hmi_visit.visit.salvage import Salvaged, damage, preview, salvage
from hmi_visit.visit.sniff import APPLICATION_ID

LETTERS = random.Random(1)


def words(length: int) -> str:
    """A text like no other."""
    return "".join(LETTERS.choice(string.ascii_letters + " é") for _ in range(length)).strip() + "."


@pytest.fixture
def whole(visit: Visit, form: Form) -> Path:
    """A closed visit with an answer of every kind, items, and entries over several pages."""
    fields = form.fields
    visit.put(fields["lamp"], words(40))
    visit.put(fields["story"], words(20_000))
    visit.put(fields["keepers"], [words(30), words(30)])
    visit.put(fields["hands"], [words(30)])
    visit.put(fields["height"], 123456)
    beds: list[Item] = [{"note": words(300)}]
    rooms: list[Item] = [{"name": words(30), "beds": beds}, {"name": words(30)}]
    visit.put(fields["rooms"], rooms)
    for _ in range(60):
        entries.add(visit.db, Entry(0, words(200), "", with_whom=(words(20),), about=(1,), sign="+"))
    visit.word("greeting", words(60))
    visit.close()
    return visit.path


def texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every text in an answer, with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, name)
    elif isinstance(value, dict):
        for inner, one in value.items():
            yield from texts(one, inner)


def brought(found: Salvaged) -> str:
    """All the text that was taken over."""
    visit = found.snapshot
    if not visit:
        return ""
    parts = [text for name, value in visit.answers.items() for _, text in texts(value, name)]
    parts += [text for e in visit.entries for text in (e.text, *e.with_whom)]
    return "\n".join([*parts, *visit.wording.values()])


def test_a_whole_visit_is_read_to_the_last_character(whole: Path) -> None:
    """Without damage nothing is missing or doubtful, and the visit that is made says the same."""
    found = salvage(whole)
    assert (found.missing, found.doubtful) == ((), ())
    assert found.path == whole.with_name("visit-salvaged.sqlite")
    assert snapshot_of(found.path) == found.snapshot == snapshot_of(whole)
    with Visit.open(found.path):
        assert damage(found.path) == ""


def test_what_stands_in_the_log_alone_is_read(form: Form, path: Path) -> None:
    """A finished change in the log of a killed program is taken over, also where the one file is lost."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "long before")
        visit.save()
        for number in range(30):
            visit.put(form.fields["story"], f"{number} in the log alone, and long enough")
        files = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
        expected = visit.snapshot()
    for end, data in files.items():
        Path(f"{path}{end}").write_bytes(data)
    assert preview(path).snapshot == expected
    path.write_bytes(b"")
    assert preview(path).snapshot is not None
    assert "29 in the log alone" in brought(preview(path))


@pytest.mark.parametrize("end", [1, 16, 100, 4096])
def test_without_its_beginning_everything_else_is_read(whole: Path, end: int) -> None:
    """With its header gone, or its whole first page, every answer, item and entry is still there."""
    before = snapshot_of(whole)
    data = b"\xa5" * end + whole.read_bytes()[end:]
    whole.write_bytes(data)
    assert damage(whole)
    found = salvage(whole)
    assert found.snapshot is not None
    assert (found.snapshot.answers, found.snapshot.entries) == (before.answers, before.entries)
    assert found.snapshot.form == "lighthouse"
    assert whole.read_bytes() == data


def test_a_changed_text_is_taken_over_and_named(whole: Path) -> None:
    """Bytes changed inside a text leave it in, as it reads now, and its field is named as doubtful."""
    text = snapshot_of(whole).answers["lamp"]
    assert isinstance(text, str)
    changed = text.replace(text[10:14], "#!#!", 1)
    whole.write_bytes(whole.read_bytes().replace(text.encode(), changed.encode()))
    found = preview(whole)
    assert found.snapshot is not None
    assert found.snapshot.answers["lamp"] == changed
    assert any("(lamp)" in name for name in found.doubtful)
    assert not any("(lamp)" in name for name in found.missing)


def test_an_answer_on_a_lost_page_comes_from_the_history(whole: Path) -> None:
    """Where the page of an answer is gone, its last earlier state is taken, and that is said."""
    data = bytearray(whole.read_bytes())
    text = str(snapshot_of(whole).answers["lamp"]).encode()
    page = data.index(text) // 4096 * 4096
    data[page : page + 4096] = bytes(4096)
    whole.write_bytes(data)
    found = preview(whole)
    assert any("(lamp), as it was on " in name for name in found.from_history)
    assert found.snapshot is not None
    assert found.snapshot.answers["lamp"] == text.decode()
    assert len(found.snapshot.entries) == 60


def test_an_empty_file_has_nothing_and_its_backup_is_there(form: Form, path: Path) -> None:
    """A file of zero bytes is a lost visit: nothing is salvaged, nothing made, and the latest backup is found."""
    with Visit.create(path, form):
        kept = back_up(path)
    path.write_bytes(b"")
    found = salvage(path)
    assert (found.path, found.snapshot) == (None, None)
    assert "empty" in damage(path)
    backup = newest_sound(path)
    assert backup is not None
    assert backup.path == kept
    assert path.read_bytes() == b""


def test_what_cannot_be_read_at_all_is_told(path: Path) -> None:
    """A file that is not there is a Problem, and no damage."""
    with pytest.raises(Problem, match="cannot be read"):
        preview(path)
    assert damage(path) == ""


def test_a_newer_visit_is_not_damaged(visit: Visit) -> None:
    """A visit that a newer version of the program wrote is no case for salvage."""
    visit.db.execute("PRAGMA user_version = 99")
    visit.close()
    assert damage(visit.path) == ""
    assert APPLICATION_ID.to_bytes(4, "big") in visit.path.read_bytes()[:100]


def bytes_changed(data: bytes, changes: list[tuple[float, bytes]], repeat: int) -> bytes:
    """The bytes with others written over them at these places."""
    changed = bytearray(data)
    for where, what in changes:
        at = int(where * (len(changed) - 1))
        new = (what * repeat)[: min(6000, len(changed) - at)]
        changed[at : at + len(new)] = new
    return bytes(changed)


def found_in(path: Path, data: bytes, log: bytes = b"") -> Salvaged:
    """What salvage finds where these are the bytes of the visit and its log, which it must leave as they are."""
    untouched = path.read_bytes()
    beside = Path(f"{path}-wal")
    try:
        path.write_bytes(data)
        if log:
            beside.write_bytes(log)
        found = preview(path)
        assert path.read_bytes() == data
        assert sorted(p.name for p in path.parent.iterdir()) == [path.name, *([beside.name] if log else [])]
        assert not log or beside.read_bytes() == log
    finally:
        path.write_bytes(untouched)
        beside.unlink(missing_ok=True)
    return found


def lost(before: Snapshot, found: Salvaged, *data: bytes) -> list[str]:
    """The parts of texts whose bytes stand in the file or its log as before, and that were not taken over."""
    taken = brought(found)
    wanted = [pair for name, value in before.answers.items() for pair in texts(value, name)]
    wanted += [(e.name, e.text) for e in before.entries]
    parts = ((name, text[at : at + 40]) for name, text in wanted for at in range(0, max(len(text) - 39, 1), 20))
    return [
        f"{name}: {part}"
        for name, part in parts
        if len(part) > 10 and part not in taken and any(part.encode() in each for each in data)
    ]


EVERYWHERE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],  # a failing example is as large as the file: shrinking it takes minutes
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6000)), max_size=3)


@EVERYWHERE
@given(changes=CHANGES, keep=st.just(1.0) | st.floats(0, 1), repeat=st.integers(1, 400))
@example(changes=[(0.0, b"\0" * 4096)], keep=1.0, repeat=1)
@example(changes=[(0.3, b"\xff")], keep=0.5, repeat=1)
@example(changes=[(0.6, b"\x00\x00\x00\x00\x08\x00")], keep=1.0, repeat=3)  # two rows with one number
def test_intact_text_is_found(whole: Path, changes: list[tuple[float, bytes]], keep: float, repeat: int) -> None:
    """Whatever bytes are changed or cut, every text whose own bytes are intact is taken over; nothing is raised."""
    before = snapshot_of(whole)
    data = bytes_changed(whole.read_bytes(), changes, repeat)
    data = data[: max(int(keep * len(data)), 1)]
    assert lost(before, found_in(whole, data), data) == []


@EVERYWHERE
@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=200), history=st.booleans())
def test_flipped_bytes_hide_nothing(whole: Path, flips: list[tuple[float, int]], history: bool) -> None:
    """Single bytes flipped all over the file, with and without a history, hide no text that they do not stand in."""
    before = snapshot_of(whole)
    if not history:
        with closing(sqlite3.connect(whole)) as db:
            db.execute("DELETE FROM state")
            db.commit()
    data = bytearray(whole.read_bytes())
    for where, mask in flips:
        data[int(where * (len(data) - 1))] ^= mask
    assert lost(before, found_in(whole, bytes(data)), bytes(data)) == []


class Killed(NamedTuple):
    """A visit whose program was killed: what it held, the bytes of its file, and of its log."""

    held: Snapshot
    data: bytes
    log: bytes

    def __repr__(self) -> str:
        """Short, because it is told with each example that fails."""
        return "Killed(...)"


@pytest.fixture
def killed(form: Form, path: Path) -> Killed:
    """A visit whose program was killed."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], words(9000))
        visit.save()
        for number in range(1, 10):
            entries.add(visit.db, Entry(0, words(150), ""))
            visit.put(form.fields["story"], words(1000 * number))
            visit.put(form.fields["lamp"], words(50))
        return Killed(visit.snapshot(), path.read_bytes(), Path(f"{path}-wal").read_bytes())


@EVERYWHERE
@given(
    changes=CHANGES,
    log_changes=CHANGES,
    keep=st.just(1.0) | st.floats(0, 1),
    log_keep=st.just(1.0) | st.floats(0, 1),
    repeat=st.integers(1, 400),
)
def test_intact_text_in_a_damaged_log_is_found(
    killed: Killed,
    path: Path,
    changes: list[tuple[float, bytes]],
    log_changes: list[tuple[float, bytes]],
    keep: float,
    log_keep: float,
    repeat: int,
) -> None:
    """Whatever is changed or cut in a file and in the log beside it, intact text in either is taken over."""
    data, log = bytes_changed(killed.data, changes, repeat), bytes_changed(killed.log, log_changes, repeat)
    data, log = data[: int(keep * len(data))], log[: max(int(log_keep * len(log)), 1)]
    assert lost(killed.held, found_in(path, data, log), data, log) == []
