"""An import, a migration, a restore, a salvage or a backup is cut off: the file is as before or as after, not between.

Each is killed before each of the calls by which it changes something on the disk; by default a choice of them, with
HMI_VISIT_EXAMPLES=1000 every one.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.letter.back.readback import read_back
from hmi_visit.letter.back.taking import take
from hmi_visit.letter.export import export_letter
from hmi_visit.visit.backups import back_up, backups_of
from hmi_visit.visit.connection import connect_reading
from hmi_visit.visit.exchange import as_text, exported, import_file
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.folder import rename
from hmi_visit.visit.listing import list_visits
from hmi_visit.visit.restore import restore
from hmi_visit.visit.salvage import damage, preview, salvage
from hmi_visit.visit.sniff import VERSION
from tests.promises.cutting import cut_off, moments, spread
from tests.promises.inspector import TRIALS, is_whole, needs_strace, tides
from tests.promises.small_disk import left_by_a_kill
from tests.visit.earlier import make_earlier

pytestmark = needs_strace
MOST = TRIALS // 3


def each_cut(path: Path, work: Callable[[], object]) -> Iterator[None]:
    """Once for each moment: the folder of the visit as it was, and the work cut off in it."""
    folder, before = path.parent, path.parent.with_name("before")
    shutil.copytree(folder, before)
    found = moments(work, folder)
    yield
    for moment in spread(found, MOST):
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        cut_off(work, moment)
        yield


def test_an_import_that_is_cut_off_has_made_a_whole_visit_or_none(path: Path) -> None:
    """Killed at any moment, the folder has no new visit, or one that is whole and says all that was imported."""
    with Visit.open(path) as visit:
        case = exported(visit)
    source = path.parent.parent / "case.json"
    source.write_text(as_text(case), encoding="utf-8")
    made = 0
    for _ in each_cut(path, lambda: import_file(source, path.parent).close()):
        new = [listed.path for listed in list_visits(path.parent) if listed.path != path]
        for found in new:
            with Visit.open(found) as visit:
                assert exported(visit) == case
        made += len(new)
        with Visit.open(path) as visit:
            assert exported(visit) == case
    assert made > 1


def test_a_migration_that_is_cut_off_leaves_the_old_version_or_todays(path: Path) -> None:
    """Killed at any moment of being brought up, the visit is of one whole version, sound, and says the same; opened
    again it is of today's."""
    make_earlier(path, 1)
    with Visit.open(path, writing=False) as visit:
        said = visit.snapshot()
    versions = set()
    for _ in each_cut(path, lambda: Visit.open(path).close()):
        assert is_whole(path)
        with closing(connect_reading(path)) as db:
            versions.add(db.execute("PRAGMA user_version").fetchone()[0])
        with Visit.open(path) as visit:
            assert visit.snapshot() == said
            assert visit.db.execute("PRAGMA user_version").fetchone()[0] == VERSION
    assert {1, VERSION} <= versions <= set(range(1, VERSION + 1))


def test_a_restore_that_is_cut_off_leaves_what_was_there_or_the_backup(path: Path, form: Form) -> None:
    """Killed at any moment, the visit says what it said, its log included, or what the backup says; what it said before
    is never gone."""
    backup = back_up(path)
    assert backup
    left_by_a_kill(path, form, "High at three.")
    said = []
    for _ in each_cut(path, lambda: restore(path, backup)):
        with Visit.open(path):
            said.append(tides(path))
        assert "High at three." in [said[-1], *(tides(b.path) for b in backups_of(path))]
    assert set(said) == {"High at three.", "Low at nine. "}


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: bytes(200) + data[200:]], ids=["zero bytes", "header"]
)
def test_a_restore_over_a_damaged_file_that_is_cut_off_leaves_it_with_its_log_or_the_backup(
    path: Path, form: Form, spoil: Callable[[bytes], bytes]
) -> None:
    """Killed at any moment, either the damaged file lies there to the byte with its log, from which the words are read,
    or the backup lies there whole; and the damaged bytes are never gone."""
    backup = back_up(path)
    assert backup
    left_by_a_kill(path, form, "High at three.")
    path.write_bytes(spoil(path.read_bytes()))
    both = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    said = []
    for _ in each_cut(path, lambda: restore(path, backup)):
        if damage(path):
            assert {end: Path(f"{path}{end}").read_bytes() for end in both} == both
            found = preview(path).snapshot
            assert found
            said.append(found.answers["tides"])
        else:
            said.append(tides(path))
            with Visit.open(path) as visit:
                assert visit.snapshot() == snapshot_of(backup)
            kept = next((path.parent / "backups").glob("*.damaged"))
            assert {end: Path(f"{kept}{end}").read_bytes() for end in both} == both
    assert set(said) == {"High at three.", "Low at nine. "}


def test_a_salvage_that_is_cut_off_has_made_a_whole_visit_or_none(path: Path, form: Form) -> None:
    """Killed at any moment, the damaged file is as it was to the byte, and beside it is a whole visit or none."""
    path.write_bytes(path.read_bytes().replace(b"Low at nine", b"LOw at nine"))
    data, made = path.read_bytes(), 0
    for _ in each_cut(path, lambda: salvage(path)):
        assert path.read_bytes() == data
        for found in path.parent.glob("*-salvaged.sqlite"):
            made += 1
            with Visit.open(found):
                assert tides(found) == "LOw at nine. "
    assert made > 1


def test_a_backup_that_is_cut_off_is_whole_or_none(path: Path, form: Form) -> None:
    """Killed at any moment, every backup that is listed is sound, the earlier one is there, and the visit as it was."""
    back_up(path)
    left_by_a_kill(path, form, "High at three.")
    said = set()
    for _ in each_cut(path, lambda: back_up(path)):
        found = backups_of(path)
        assert all(is_whole(backup.path) for backup in found)
        assert tides(found[-1].path) == "Low at nine. "
        said.add(tides(found[0].path))
        with Visit.open(path):
            assert tides(path) == "High at three."
    assert said == {"Low at nine. ", "High at three."}


def test_renaming_that_is_cut_off_leaves_one_visit_of_either_name(path: Path, form: Form) -> None:
    """Killed at any moment, there is one visit, under its old or its new name, with the words of its log."""
    left_by_a_kill(path, form, "High at three.")
    for _ in each_cut(path, lambda: rename(path, "other")):
        (found,) = list_visits(path.parent)
        with Visit.open(found.path):
            assert tides(found.path) == "High at three."


def test_a_read_back_that_is_cut_off_has_taken_all_or_nothing(path: Path, form: Form, own_machine: Path) -> None:
    """Killed at any moment, the visit says what it said before, or all that the reader changed; never half of it."""
    draft = own_machine / "draft.docx"
    text = "{% block pilot %}\n{{ pilot }}\n{% endblock %}\n\n{% block tides %}\n{{ tides }}\n{% endblock %}\n"
    (form.folder / "letter.md.j2").write_text(text, encoding="utf-8")
    with Visit.open(path) as visit:
        export_letter(visit, form, draft)
    with zipfile.ZipFile(draft) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].replace(b"Low at nine.", b"Low at ten.").replace(b"Saltmarsh", b"Tidewick")
    with zipfile.ZipFile(draft, "w") as package:
        for name, data in {**parts, "word/document.xml": body}.items():
            package.writestr(name, data)

    def taken() -> None:
        with Visit.open(path) as visit:
            take(visit, read_back(visit, form, draft), ["all"])

    said = set()
    for _ in each_cut(path, taken):
        with Visit.open(path) as visit:
            answers = visit.snapshot().answers
        said.add((answers["pilot"], str(answers["tides"]).strip()))
    assert said == {("Saltmarsh Harbour", "Low at nine."), ("Tidewick Harbour", "Low at ten.")}
