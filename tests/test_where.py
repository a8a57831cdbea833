"""Where things lie: the nearest answer wins, and asking makes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit import where


def test_the_folder_of_visits(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, then the environment, then visits/ here, then the user's documents."""
    far = where.visits_folder()
    assert far.path.name == "hmi-visit"
    assert far.path.is_relative_to(own_machine)
    Path("visits").mkdir()
    assert where.visits_folder().path == Path("visits").resolve()
    monkeypatch.setenv("HMI_VISITS", "~/elsewhere")
    assert where.visits_folder() == where.Place(own_machine / "elsewhere", "HMI_VISITS")
    assert where.visits_folder("~/there").path == own_machine / "there"
    assert not (own_machine / "elsewhere").exists()


@pytest.mark.parametrize("named", ["~nobody-of-this-name/visits", "a\0b", ""])
def test_a_home_that_is_not_there(named: str) -> None:
    """A path that cannot be looked up stays as it was named."""
    assert where.expanded(named) == Path(named)


def test_settings_and_forms_can_be_named(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have a place among the user's own files, and a variable that names another."""
    assert where.config_file().path.is_relative_to(own_machine)
    assert where.own_forms_folder().path.is_relative_to(own_machine)
    assert where.demo_folder().is_relative_to(own_machine)
    monkeypatch.setenv("HMI_VISIT_CONFIG", "~/c.toml")
    monkeypatch.setenv("HMI_VISIT_FORMS", "~/forms")
    assert where.config_file().path == own_machine / "c.toml"
    assert where.forms_folders() == (own_machine / "forms", where.templates_folder())


def test_the_templates_are_there() -> None:
    """Forms and house style come with the program."""
    assert (where.templates_folder() / "house").is_dir()
