"""The folder of visits: listed without opening, named, renamed, binned and followed up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit.file import FORM_MADE, Visit, snapshot_of
from hmi_visit.visit.folder import find_visit, follow_up, free_path, make_folder, name_for, new_visit, rename
from hmi_visit.visit.folder_bin import bin_visit, unbin_visit
from hmi_visit.visit.formed import form_of
from hmi_visit.visit.listing import Listed, list_visits, summarise
from hmi_visit.visit.progress import Progress


def aged(path: Path, seconds: int) -> Path:
    """A file of this age."""
    path.write_bytes(b"")
    os.utime(path, (seconds, seconds))
    return path


def listed(folder: Path) -> list[str]:
    """The names in a list of visits."""
    return [visit.path.name for visit in list_visits(folder)]


def test_newest_first(tmp_path: Path) -> None:
    """What changed last stands first, also where only its log is newer; equals stand by name."""
    for name, seconds in (("a", 100), ("b", 300), ("c", 200), ("d", 200)):
        aged(tmp_path / f"{name}.sqlite", seconds)
    assert listed(tmp_path) == ["b.sqlite", "c.sqlite", "d.sqlite", "a.sqlite"]
    aged(tmp_path / "a.sqlite-wal", 400)
    assert listed(tmp_path) == ["a.sqlite", "b.sqlite", "c.sqlite", "d.sqlite"]
    assert list_visits(tmp_path)[0].changed == 400


def test_only_visits_are_listed(tmp_path: Path) -> None:
    """Other files, drafts, folders, lost logs and links to nowhere are no visits, and hide none."""
    aged(tmp_path / "a.sqlite", 100)
    for name in (".b.sqlite", "c.sqlite-wal", "d.sqlite-shm", "e.docx", ".0123.new"):
        aged(tmp_path / name, 100)
    (tmp_path / "f.sqlite").mkdir()
    (tmp_path / "bin").mkdir()
    aged(tmp_path / "bin" / "g.sqlite", 100)
    (tmp_path / "h.sqlite").symlink_to("nowhere")
    assert listed(tmp_path) == ["a.sqlite"]


def test_folders_that_are_none(tmp_path: Path) -> None:
    """A missing folder is empty; a file in its place is told."""
    assert list_visits(tmp_path / "gone") == []
    file = aged(tmp_path / "file", 100)
    with pytest.raises(Problem, match="the folder of visits cannot be read"):
        list_visits(file)
    with pytest.raises(Problem, match="the folder of visits cannot be made"):
        make_folder(file / "inside")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_folder_is_the_owners(tmp_path: Path) -> None:
    """A folder of visits is made for its owner alone; one that is there stays as it is."""
    make_folder(tmp_path / "visits")
    assert (tmp_path / "visits").stat().st_mode & 0o777 == 0o700
    (tmp_path / "visits").chmod(0o750)
    make_folder(tmp_path / "visits")
    assert (tmp_path / "visits").stat().st_mode & 0o777 == 0o750


def test_a_thousand_visits_are_listed_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is made from names and times: no file of a thousand is opened, by Python or by SQLite."""
    for number in range(1000):
        aged(tmp_path / f"{number:04}.sqlite", number)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(sqlite3, "connect", opened)
    monkeypatch.setattr("io.open", opened)
    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr(os, "open", opened)
    assert listed(tmp_path) == [f"{number:04}.sqlite" for number in reversed(range(1000))]


def test_a_summary(form: Form, path: Path) -> None:
    """What the list says of a visit, while somebody has it open too."""
    with new_visit(form, "The Great Lamp", "2014-06-27", path) as visit:
        visit.put(form.fields["colour"], "red")
        for _ in range(2):
            summary = summarise(list_visits(path.parent)[0])
            assert (summary.subject, summary.date, summary.form_title) == (
                "The Great Lamp",
                "2014-06-27",
                "Visit to a lighthouse",
            )
            assert summary.progress == Progress(3, 4)
            assert summary.problem == ""
            visit.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE fact SET value = 'gone' WHERE name LIKE 'form%'", "there is no form gone"),
        ("DELETE FROM fact WHERE name = 'form'", "this visit is damaged"),
        ("UPDATE answer SET value = '[' WHERE field = 'keepers'", "this visit is damaged"),
        ("UPDATE answer SET kind = 'liste' WHERE field = 'keepers'", "this visit is damaged"),
        ("DROP TABLE answer", "no such table"),
    ],
)
def test_faults_are_part_of_a_summary(visit: Visit, change: str, told: str) -> None:
    """A visit that cannot be summed up says why, in the list."""
    visit.close()
    with closing(sqlite3.connect(visit.path, isolation_level=None)) as db:
        db.execute(change)
    assert told in summarise(Listed(visit.path, 0.0)).problem


@pytest.mark.parametrize(
    ("subject", "date", "name"),
    [
        ("Northgate Primary School", "2024-06-27", "northgate-primary-school-2024-06-27.sqlite"),
        ("St Mary’s & St John's", "", "st-marys-st-johns.sqlite"),
        ("Ysgol Gynradd Llanfair-yng-Nghornwy (Môn)", "", "ysgol-gynradd-llanfair-yng-nghornwy-mon.sqlite"),
        ("École ﬁne", "", "ecole-fine.sqlite"),
        ("👩‍👩‍👧", "2024-06-27", "visit-2024-06-27.sqlite"),
        ("学校", "", "visit.sqlite"),
        ("../../etc/passwd", "", "etc-passwd.sqlite"),
        ("CON", "", "visit-con.sqlite"),
        ("aux", "2024-06-27", "aux-2024-06-27.sqlite"),
        ("LPT1", "", "visit-lpt1.sqlite"),
        ("", "", "visit.sqlite"),
    ],
)
def test_names_from_subjects(subject: str, date: str, name: str) -> None:
    """A name is letters, digits and hyphens of ASCII, and one that Windows takes too."""
    assert name_for(subject, date) == name


@given(st.text(max_size=300))
def test_any_subject_makes_a_name(subject: str) -> None:
    """Whatever a school is called, its file has a plain name of bearable length."""
    name = name_for(subject, "2024-06-27")
    assert name.isascii()
    assert set(name.removesuffix("-2024-06-27.sqlite")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) < 110


def test_free_paths(tmp_path: Path) -> None:
    """A name that a visit, or the log of a lost one, has gets a number."""
    assert free_path(tmp_path, "a.sqlite").name == "a.sqlite"
    aged(tmp_path / "a.sqlite", 1)
    aged(tmp_path / "a-2.sqlite-wal", 1)
    (tmp_path / "a-3.sqlite").symlink_to("nowhere")
    assert free_path(tmp_path, "a.sqlite").name == "a-4.sqlite"


def test_a_new_visit_is_whole_or_not_there(form: Form, path: Path) -> None:
    """A subject that the form or a letter cannot hold makes no visit."""
    for subject, date in (("a\nb", ""), ("\x07", ""), ("a", "27/6/14"), ("a", "2014-06-31")):
        with pytest.raises(Problem):
            new_visit(form, subject, date, path)
        assert not path.exists()
    with new_visit(form, "a", "2014-06-27", path) as visit:
        assert visit.snapshot().answers["day"] == "2014-06-27"


def test_visits_are_found_by_name(tmp_path: Path, own_machine: Path) -> None:
    """A path, or a name in the folder, with and without its ending; a folder of that name is no visit."""
    inside = aged(tmp_path / "a.sqlite", 1)
    home = aged(own_machine / "b.sqlite", 1)
    for named in ("a", "a.sqlite", str(inside), str(tmp_path / "a")):
        assert find_visit(named, tmp_path) == inside
    assert find_visit("~/b", tmp_path) == home
    Path("a").mkdir()
    assert find_visit("a", tmp_path) == inside
    aged(Path("a.sqlite"), 1)
    assert find_visit("a", tmp_path) == Path("a.sqlite")
    for named in ("none", "x" * 300, "~nobody-of-this-name/a", "a\0b", ""):
        assert find_visit(named, tmp_path) == Path(named)


def test_renaming(visit: Visit, form: Form) -> None:
    """A visit gets another name in its folder, with all that was typed."""
    visit.put(form.fields["story"], "a")
    visit.close()
    to = rename(visit.path, "  Äpfel & Birnen 🍐  ")
    assert [p.name for p in to.parent.iterdir()] == ["Äpfel & Birnen 🍐.sqlite"]
    assert snapshot_of(to).answers["story"] == "a"
    assert rename(to, to.name) == to


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", ".hidden", "a/b", "a\\b", "a:b", 'a"', "a\nb", "a\0", "con", "NUL.old", "x" * 300, "🍐" * 80],
)
def test_names_that_no_visit_can_have(visit: Visit, name: str) -> None:
    """A name that some file system cannot take is refused, and the visit stays where it is."""
    visit.close()
    with pytest.raises(Problem):
        rename(visit.path, name)
    assert visit.path.exists()


def test_a_name_that_is_taken(visit: Visit) -> None:
    """Renaming replaces neither a visit nor the log of a lost one."""
    visit.close()
    aged(visit.path.with_name("a.sqlite"), 1)
    aged(visit.path.with_name("b.sqlite-wal"), 1)
    for name in ("a", "b"):
        with pytest.raises(Problem, match="there is a visit of this name already"):
            rename(visit.path, name)
    assert visit.path.exists()


def test_an_open_visit_is_not_moved(visit: Visit, form: Form) -> None:
    """Under a visit that is open, here or elsewhere, its file is not taken away."""
    for deed in (bin_visit, lambda path: rename(path, "other")):
        with pytest.raises(Problem, match="this visit is open; close it first"):
            deed(visit.path)
    visit.put(form.fields["story"], "still here")
    assert visit.save()


def test_what_a_kill_left_in_the_log_moves_too(visit: Visit) -> None:
    """A visit that a killed program left with a log is moved as one whole file."""
    visit.close()
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom hmi_visit.form.model import Field, Kind\n"
        "from hmi_visit.visit.file import Visit\nvisit = Visit.open(Path(sys.argv[1]))\n"
        "visit.put(Field('story', Kind.PROSE, ''), 'last words')\nos._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(visit.path)], check=False).returncode == 9
    assert Path(f"{visit.path}-wal").stat().st_size > 0
    to = rename(visit.path, "moved")
    assert [p.name for p in to.parent.iterdir()] == ["moved.sqlite"]
    assert snapshot_of(to).answers["story"] == "last words"


def test_damaged_visits_move_as_they_lie(path: Path) -> None:
    """What cannot be opened can still be binned, with the log beside it."""
    path.write_bytes(b"no visit")
    Path(f"{path}-wal").write_bytes(b"its log")
    to = bin_visit(path)
    assert to.read_bytes() == b"no visit"
    assert Path(f"{to}-wal").read_bytes() == b"its log"
    assert [p.name for p in path.parent.iterdir()] == ["bin"]


def test_a_visit_that_is_gone(path: Path) -> None:
    """Moving what is not there is told."""
    with pytest.raises(Problem, match="it cannot be moved"):
        rename(path, "other")


def test_to_the_bin_and_back(visit: Visit, form: Form) -> None:
    """A visit in the bin is out of the list and whole; back, it takes a free name. Two of one name go both."""
    visit.close()
    folder = visit.path.parent
    first = bin_visit(visit.path)
    assert first.parent == folder / "bin"
    assert list_visits(folder) == []
    Visit.create(visit.path, form).close()
    second = bin_visit(visit.path)
    assert listed(folder / "bin") != []
    assert {first.name, second.name} == {"visit.sqlite", "visit-2.sqlite"}
    assert [unbin_visit(second).name, unbin_visit(first).name] == ["visit-2.sqlite", "visit.sqlite"]
    assert snapshot_of(folder / "visit.sqlite").visit_id == visit.id


def test_a_follow_up(form: Form, path: Path) -> None:
    """What is kept is kept, numbers go on, the rest begins as the form has it; the first visit is untouched."""
    with new_visit(form, "Great Lamp", "2014-06-27", path) as visit:
        visit.put(form.fields["height"], 12)
        visit.put(form.fields["keepers"], ["Bo", "Cy"])
        visit.put(form.fields["visits"], 4)
        visit.put(form.fields["lit"], False)
        visit.put(form.fields["story"], "long")
        visit.word("greeting", "Hello")
    before = path.read_bytes()
    with follow_up(path, path.parent) as after:
        assert after.path.name == "great-lamp-follow-up.sqlite"
        found = after.snapshot()
        assert found.answers == {"lamp": "Great Lamp", "height": 12, "keepers": ["Bo", "Cy"], "visits": 5, "lit": True}
        assert found.visit_id != visit.id
        assert (found.entries, found.wording) == ((), {})
    with follow_up(path, path.parent) as again:
        assert again.path.name == "great-lamp-follow-up-2.sqlite"
    assert path.read_bytes() == before


def test_a_follow_up_without_a_subject(form: Form, visit: Visit) -> None:
    """A visit that names no school yet is followed up under its file's name; what was absent is the form's default."""
    with follow_up(visit.path, visit.path.parent) as after:
        assert after.path.name == "visit-follow-up.sqlite"
        assert after.snapshot().answers["visits"] == 2


def test_a_follow_up_of_a_lost_form(visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the form is gone the one that the visit kept is followed; where there is none it is named, and nothing is
    made."""
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "nowhere"))
    load_form.cache_clear()
    with follow_up(visit.path, visit.path.parent) as after:
        assert form_of(after).form.fields.keys() == form_of(visit).form.fields.keys()
    visit.db.execute("DELETE FROM fact WHERE name = ?", (FORM_MADE,))
    with pytest.raises(Problem, match="there is no form lighthouse"):
        follow_up(visit.path, visit.path.parent)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("hmi_visit.visit.folder", "sqlite_utils"),
        ("hmi_visit.visit.listing", "sqlite_utils"),
        ("hmi_visit.visit.listing", "hmi_visit.visit.file"),
        ("hmi_visit.tui.screens.home", "hmi_visit.tui.screens.visit"),
        ("hmi_visit.tui.app", "hmi_visit.visit.sentences"),
    ],
)
def test_the_start_imports_little(module: str, heavy: str) -> None:
    """The list of visits comes up without what only an open visit, or a new schema, has need of."""
    code = f"import sys, {module}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
