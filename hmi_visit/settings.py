"""The settings file as a table: read when asked, never written by the program. Every room may know what it says.

theme = "light"
backups = "D:/backups"

[keys]
next_step = "f4,ctrl+j"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.where import config_file, expanded

KEYS = ["theme", "backups", "keys"]
"""Everything that can be set."""


def settings_table() -> dict[str, Any]:
    """What the file says; a missing file says nothing. Raises a Problem naming the place of a fault."""
    path = config_file().path
    where = str(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"the settings cannot be read ({error})", where=where) from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"this is not TOML: {error}", where=where) from None
    for key in table:
        if key not in KEYS:
            raise Problem("there is no such setting", where=f"{where}: {key}", mend=did_you_mean(key, KEYS))
    named = table.get("backups", "")
    if not isinstance(named, str) or (named and not expanded(named).is_absolute()):
        mend = 'write it as backups = "/media/stick/backups"'
        raise Problem("this is not the whole path of a folder", where=f"{where}: backups", mend=mend)
    return table


def backups_setting() -> Path | None:
    """The folder that the settings name for backups; None where they name none."""
    named = settings_table().get("backups")
    return expanded(named) if named else None
