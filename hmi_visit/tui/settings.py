"""The settings file: the theme, and other keys for commands. Read at start; the program never writes it.

theme = "light"

[keys]
next_step = "f4,ctrl+j"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.tui.commands import check_keymap
from hmi_visit.where import config_file

THEMES = {"dark": "textual-dark", "light": "textual-light"}
"""The names of themes in the settings, and Textual's names for them."""
_KEYS = ["theme", "keys"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says, or the defaults."""

    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the name of a command."""


def read_settings() -> Settings:
    """The settings. Raises a Problem naming the place of a fault; a missing file is no fault."""
    path = config_file().path
    where = str(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"the settings cannot be read ({error})", where=where) from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"this is not TOML: {error}", where=where) from None
    for key in table:
        if key not in _KEYS:
            raise Problem("there is no such setting", where=f"{where}: {key}", mend=did_you_mean(key, _KEYS))
    theme = table.get("theme", "dark")
    if theme not in THEMES:
        raise Problem(f"there is no theme {theme}", where=f"{where}: theme", mend=f"one of {', '.join(THEMES)}")
    keys = table.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(v, str) for v in keys.values()):
        raise Problem('keys are written as command = "key,key"', where=f"{where}: keys")
    check_keymap(keys, where)
    return Settings(theme, keys)
