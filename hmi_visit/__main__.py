"""Where the program begins: straight into the terminal where that is meant, else through the commands of the shell.

Opening the program does not import click, which would be a quarter of the time to the first screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hmi_visit.problems import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit status: 0, 1 where something could not be done (one line on standard error says what
    and where), 2 where the command line makes no sense. Never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except Problem as problem:
        told = str(problem)
    except KeyboardInterrupt:
        told = "stopped"
    except BrokenPipeError:  # nobody reads on: nothing is left to say
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  what is still buffered has to go somewhere
        return 1
    except OSError as error:
        told = f"{error.filename}: {error.strerror}" if error.filename else str(error)
    except Exception as error:
        if os.environ.get("HMI_VISIT_TRACEBACK"):
            raise
        told = _unexpected(error)
    print(Problem(told), file=sys.stderr)
    return 1


def open_program(folder: Path, visit: Path | None) -> int:
    """Open the program in the terminal, on its folder of visits or on one visit; its exit status."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        if visit:  # what is wrong with it says more
            from hmi_visit.visit.sniff import check_is_visit
            from hmi_visit.visit.sound import check_sound

            check_is_visit(visit)
            check_sound(visit)
        raise Problem("the program opens in a terminal, and this is none", mend="hmi-visit --help lists the commands")
    from hmi_visit.tui.app import run

    return run(folder, visit)


def _run(words: list[str]) -> int:
    completing = "_HMI_VISIT_COMPLETE" in os.environ
    option, rest = (words[1], words[2:]) if len(words) > 1 and words[0] == "--visits" else (None, words)
    if not completing and len(rest) < 2:
        from hmi_visit.where import visits_folder

        folder = visits_folder(option).path
        visit = _visit_named(rest[0], folder) if rest else None
        if visit or not rest:
            return open_program(folder, visit)
    from hmi_visit.cli.group import run

    return run(words, open_program)


def _visit_named(word: str, folder: Path) -> Path | None:
    """The visit that a word alone on the command line names; None where it is a command, an option or a slip."""
    from hmi_visit.cli import COMMANDS

    if word in COMMANDS or word.startswith("-"):
        return None
    from hmi_visit.visit.folder import find_visit

    path = find_visit(word, folder)
    return path if path.is_file() else None


def _unexpected(error: Exception) -> str:
    """A fault of the program itself: its kind and place, for a report; its words might be an inspector's."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
    what = f"this is a fault of the program itself ({type(error).__name__}{place})"
    return f"{what}; please report it: HMI_VISIT_TRACEBACK=1 shows all of it"


if __name__ == "__main__":
    sys.exit(main())
