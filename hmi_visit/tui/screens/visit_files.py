"""What is done with the files of visits from the list: new ones, follow-ups, names, the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hmi_visit.problems import Problem
from hmi_visit.tui.screens.base import HouseScreen
from hmi_visit.visit.listing import Listed

WORD = "empty"
"""What is typed to delete for good."""
_NAMED = 8


class VisitFiles(HouseScreen):
    """The deeds of the list of visits; the list itself stands in `home`."""

    folder: Path
    """The folder of visits."""
    in_bin = False
    """Whether its bin is shown."""

    def chosen(self) -> Listed | None:
        """The visit under the cursor."""
        raise NotImplementedError

    def open(self, path: Path) -> None:
        """Open a visit."""
        raise NotImplementedError

    def read_folder(self, select: Path | None = None) -> None:
        """Show the folder as it is now; `select` puts the cursor on a visit."""
        raise NotImplementedError

    async def action_new_visit(self) -> None:
        """Ask for form, school and date; make the visit; open it."""
        from hmi_visit.tui.screens.new_visit import NewVisit

        def made(path: Path | None) -> None:
            if path:
                self.open(path)

        self.in_bin = False
        await self.app.push_screen(NewVisit(self.folder), made)

    def action_follow_up(self) -> None:
        """Begin the next visit to the same school."""
        from hmi_visit.visit.folder import follow_up

        if (listed := self.chosen()) and not self.in_bin:
            try:
                with follow_up(listed.path, self.folder) as visit:
                    path = visit.path
            except Problem as problem:
                self.app.notify(str(problem), severity="error", timeout=10)
                return
            self.open(path)

    async def action_rename(self) -> None:
        """Ask for another name."""
        from hmi_visit.tui.screens.dialogs import Ask
        from hmi_visit.visit.folder import rename

        if listed := self.chosen():

            def answered(name: str | None) -> None:
                if name:
                    self._file_work(lambda: rename(listed.path, name), "Renamed: {}")

            await self.app.push_screen(Ask("Another name for the visit's file", listed.path.stem), answered)

    def action_bin_visit(self) -> None:
        """Move the visit to the bin."""
        from hmi_visit.visit.folder_bin import bin_visit

        if (listed := self.chosen()) and not self.in_bin:
            self._file_work(
                lambda: bin_visit(listed.path), "In the bin: {}. Ctrl+T shows the bin, Enter there brings it back."
            )

    async def action_empty_bin(self) -> None:
        """Delete the visits in the bin for good, after saying which and being told to in a word."""
        from hmi_visit.tui.screens.dialogs import Ask
        from hmi_visit.visit.folder_bin import binned_visits

        paths = binned_visits(self.folder)
        if not paths:
            self.app.notify("The bin is empty.")
            return

        def answered(word: str | None) -> None:
            if word is not None and word.strip().casefold() == WORD:
                self._empty_bin(paths)
            elif word is not None:
                self.app.notify("Nothing was deleted.")

        names = ", ".join(path.stem for path in paths[:_NAMED])
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        what = f"Delete for good what is in the bin: {names}{more}?"
        rest = f"Their backups and letters stay where they are. Type {WORD} to delete them."
        await self.app.push_screen(Ask(f"{what}\n\n{rest}", hint=WORD), answered)

    def _empty_bin(self, paths: Sequence[Path]) -> None:
        from hmi_visit.visit.folder_bin import delete_binned

        deleted = 0
        for path in paths:
            try:
                delete_binned(path)
                deleted += 1
            except Problem as problem:
                self.app.notify(str(problem), severity="error", timeout=10)
        self.app.notify(f"{deleted} visit{'s' if deleted != 1 else ''} deleted for good.")
        self.read_folder()

    async def action_import_case(self) -> None:
        """Ask for an exchange file and make a visit of it."""
        from hmi_visit.tui.screens.dialogs import Ask

        def answered(name: str | None) -> None:
            if name:
                self._file_work(lambda: _imported(Path(name).expanduser(), self.folder), "Imported: {}")

        self.in_bin = False
        await self.app.push_screen(Ask("Import which exchange file?", hint="a file that ends in .json"), answered)

    def _file_work(self, work: Callable[[], Path], said: str) -> None:
        """Do something to files, say what came of it, and show the folder as it is now."""
        try:
            path = work()
        except Problem as problem:
            self.app.notify(str(problem), severity="error", timeout=10)
        else:
            self.app.notify(said.format(path.stem))
            self.read_folder(path)
            return
        self.read_folder()


def _imported(source: Path, folder: Path) -> Path:
    from hmi_visit.visit.exchange import import_file

    with import_file(source, folder) as visit:
        return visit.path
