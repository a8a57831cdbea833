"""The bin of the folder of visits: deleted only there, and only where nobody has the visit open."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit.backups import back_up
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder_bin import bin_visit, binned_visits, delete_binned


def test_a_visit_in_the_bin_is_deleted_with_its_log(path: Path, form: Form) -> None:
    """Nothing of it is left in the bin; its backups stay."""
    Visit.create(path, form).close()
    backup = back_up(path)
    assert backup
    binned = bin_visit(path)
    Path(f"{binned}-wal").write_bytes(b"")
    assert binned_visits(path.parent) == [binned]
    delete_binned(binned)
    assert list(binned.parent.iterdir()) == []
    assert backup.exists()


def test_only_what_is_in_the_bin_is_deleted(path: Path, form: Form) -> None:
    """A visit among the others is refused, however it is named."""
    Visit.create(path, form).close()
    with pytest.raises(Problem, match="not in the bin"):
        delete_binned(path)
    assert path.exists()


def test_a_visit_that_is_open_is_not_deleted(path: Path, form: Form) -> None:
    """Somebody works in it, wherever it lies."""
    Visit.create(path, form).close()
    binned = bin_visit(path)
    with Visit.open(binned):
        with pytest.raises(Problem, match="open"):
            delete_binned(binned)
        assert binned.exists()


def test_what_is_damaged_is_deleted_too(path: Path, form: Form) -> None:
    """The bin can be emptied of what is no visit any more."""
    Visit.create(path, form).close()
    binned = bin_visit(path)
    binned.write_bytes(b"")
    delete_binned(binned)
    assert not binned.exists()
