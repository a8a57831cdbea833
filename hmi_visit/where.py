"""Where things lie on this machine: the templates, the visits, the config. Nothing is created by asking."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "hmi-visit"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file, and why it is that one."""

    path: Path
    why: str


def expanded(named: str | Path) -> Path:
    """A path as a person names it, with `~` for the home folder; as it stands where there is no such home."""
    try:
        return Path(named).expanduser()
    except RuntimeError:
        return Path(named)


def templates_folder() -> Path:
    """The forms and the house style that come with the program: in the wheel, or at the top of the checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def own_forms_folder() -> Place:
    """The folder of an office's or inspector's own forms; it may not be there."""
    if named := os.environ.get("HMI_VISIT_FORMS"):
        return Place(expanded(named), "HMI_VISIT_FORMS")
    import platformdirs

    return Place(platformdirs.user_data_path(PROGRAM, appauthor=False) / "forms", "the user's own data")


def forms_folders() -> tuple[Path, ...]:
    """Where forms are looked for, the inspector's own first."""
    return (own_forms_folder().path, templates_folder())


def config_file() -> Place:
    """The file of settings; it may not be there."""
    if named := os.environ.get("HMI_VISIT_CONFIG"):
        return Place(expanded(named), "HMI_VISIT_CONFIG")
    import platformdirs

    return Place(platformdirs.user_config_path(PROGRAM, appauthor=False) / "config.toml", "the user's settings")


def own_words_file() -> Place:
    """The office's own list of words and phrases that checks ask about, beside the settings; it may not be there."""
    return Place(config_file().path.with_name("words.toml"), "beside the settings")


def own_dictionary_file() -> Place:
    """The inspector's own dictionary: words spelt right, one a line, beside the settings; it may not be there."""
    return Place(config_file().path.with_name("dictionary.txt"), "beside the settings")


def visits_folder(option: str | Path | None = None) -> Place:
    """The folder of visits: `--visits`, else `HMI_VISITS`, else `visits/` here, else one in the user's documents."""
    if option:
        return Place(expanded(option), "--visits")
    if named := os.environ.get("HMI_VISITS"):
        return Place(expanded(named), "HMI_VISITS")
    if (here := Path("visits")).is_dir():
        return Place(here.resolve(), "visits/ where the command was run")
    import platformdirs

    return Place(platformdirs.user_documents_path() / PROGRAM, "the user's documents")


def demo_folder() -> Path:
    """Where the fictional visits of `hmi-visit demo` lie, apart from real ones."""
    import platformdirs

    return platformdirs.user_data_path(PROGRAM, appauthor=False) / "demo"


def steps_file() -> Path:
    """Where this machine keeps at which step each visit was left; it may not be there."""
    import platformdirs

    return platformdirs.user_state_path(PROGRAM, appauthor=False) / "steps.json"
