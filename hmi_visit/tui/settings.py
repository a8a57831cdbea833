"""What the settings say to the terminal: the theme, and other keys for commands. Read at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hmi_visit.problems import Problem
from hmi_visit.settings import settings_table
from hmi_visit.tui.commands import check_keymap
from hmi_visit.where import config_file

THEMES = {"dark": "textual-dark", "light": "textual-light"}
"""The names of themes in the settings, and Textual's names for them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says, or the defaults."""

    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the name of a command."""


def read_settings() -> Settings:
    """The settings. Raises a Problem naming the place of a fault; a missing file is no fault."""
    where = str(config_file().path)
    table = settings_table()
    theme = table.get("theme", "dark")
    if theme not in THEMES:
        raise Problem(f"there is no theme {theme}", where=f"{where}: theme", mend=f"one of {', '.join(THEMES)}")
    keys = table.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(v, str) for v in keys.values()):
        raise Problem('keys are written as command = "key,key"', where=f"{where}: keys")
    check_keymap(keys, where)
    return Settings(theme, keys)
