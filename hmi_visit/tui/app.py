"""The program in the terminal: opens the folder of visits or one visit, and lets go of all of it at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.screen import Screen

from hmi_visit.problems import Problem
from hmi_visit.tui.backer import EVERY, Backer
from hmi_visit.tui.commands import ANYWHERE, bindings
from hmi_visit.tui.driver import driver_class, install_signal_handlers
from hmi_visit.tui.keys_in_order import KeysInOrder
from hmi_visit.tui.screens.base import HouseScreen
from hmi_visit.tui.settings import THEMES, Settings, read_settings
from hmi_visit.tui.steady import Steady, is_of_the_disk, tell

if TYPE_CHECKING:
    from hmi_visit.visit.file import Visit

HANDED_OVER = 0.001
"""Seconds after which a worker that reckons lets the keyboard's thread go on."""


class VisitApp(Steady, KeysInOrder[int]):
    """hmi-visit in the terminal."""

    TITLE = "hmi-visit"
    CSS_PATH = "styles/app.tcss"
    # Keys that move the cursor have priority: the app does them itself, in order, so that what is typed after such a
    # key goes to the new place however fast it comes. A widget's own binding would run behind keys already under way.
    BINDINGS = [
        *bindings(ANYWHERE),
        Binding("tab", "focus_next", show=False, priority=True),
        Binding("shift+tab", "focus_previous", show=False, priority=True),
        Binding("ctrl+c", "say_how_to_leave", show=False, system=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, folder: Path, visit: Visit | None = None, warnings: Sequence[str] = (), damaged: Path | None = None
    ) -> None:
        """Begin with a visit, or with the list and, over it, what can be done about a damaged one."""
        super().__init__(driver_class=driver_class())
        self.folder = folder
        self.first_visit = visit
        self.damaged = damaged
        self.warnings = list(warnings)
        try:
            self.settings = read_settings()
        except Problem as problem:
            self.settings = Settings()
            self.warnings.append(f"{problem}. The program goes on with its own settings.")
        self.backer = Backer(self)
        self.theme = THEMES[self.settings.theme]
        self.set_keymap(dict(self.settings.keys))

    def home_screen(self, last: Path | None = None) -> Screen[None]:
        """The folder of visits."""
        from hmi_visit.tui.screens.home import HomeScreen

        return HomeScreen(self.folder, last)

    def visit_screen(self, visit: Visit) -> Screen[None]:
        """A visit, open. Raises a Problem where its form has a fault."""
        from hmi_visit.form.load import load_form
        from hmi_visit.tui.screens.visit import VisitScreen
        from hmi_visit.visit.formed import form_of

        load_form.cache_clear()  # a form may have changed since it was read
        formed = form_of(visit)
        if formed.news:
            self.notify(formed.news, severity="warning", timeout=20)
        screen = VisitScreen(visit, formed.form)
        self.backer.opened(visit)
        return screen

    async def on_mount(self) -> None:
        """Open the visit that was named, or the folder; and see to it that a signal closes the visit too."""
        await self.push_screen(self.visit_screen(self.first_visit) if self.first_visit else self.home_screen())
        for warning in self.warnings:
            self.notify(warning, severity="warning", timeout=20)
        self.set_interval(EVERY, self.back_up_visits)
        install_signal_handlers(self, lambda _number: self.close_visits())
        if self.damaged:
            self.call_later(self.open_visit, self.damaged)

    async def open_visit(self, path: Path) -> None:
        """Open a visit over the list, or say why it cannot be; a read-only one is opened to read, a damaged one shown
        with what can be done about it."""
        from hmi_visit.tui.opening import open_for_screen

        try:
            visit = open_for_screen(path, lambda said: self.notify(said, severity="warning", timeout=12))
            try:
                screen = self.visit_screen(visit)
            except Problem:
                visit.close()
                raise
        except Problem as problem:
            from hmi_visit.tui.screens.recovery import offer_recovery

            if not await offer_recovery(self, path):
                self.notify(str(problem), severity="error", timeout=15)
        else:
            await self.push_screen(screen)

    async def reopen(self, path: Path) -> None:
        """Open the visit of this screen again, as it now can be; taken over where another machine had it open."""
        from hmi_visit.tui.opening import open_for_screen

        warn = lambda said: self.notify(said, severity="warning", timeout=12)  # noqa: E731
        try:
            visit = open_for_screen(path, warn, take_over=True)
            try:
                screen = self.visit_screen(visit)
            except Problem:
                visit.close()
                raise
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15)
            self.leave_visit(path)
        else:
            await self.switch_screen(screen)

    def leave_visit(self, last: Path) -> None:
        """Back to the list of visits, which is made where the program began with a visit."""
        from hmi_visit.tui.screens.home import HomeScreen

        if isinstance(self.screen_stack[-2], HomeScreen):
            self.pop_screen()
        else:
            self.switch_screen(self.home_screen(last))

    async def action_help(self) -> None:
        """Every key and command."""
        from hmi_visit.tui.screens.help import HelpScreen, help_text

        if isinstance(self.screen, HelpScreen):
            return
        ours = self.screen if isinstance(self.screen, HouseScreen) else None
        width = min(self.size.width * 9 // 10 - 8, 100)
        text = help_text(self._keymap, ours.guidance() if ours else "", ours.OWN_COMMANDS if ours else (), width)
        await self.push_screen(HelpScreen(text))

    def action_focus_next(self) -> None:
        """Go on to the next field; where the text at the cursor offers to complete a mark, take that."""
        take = getattr(self.focused, "take_offer", None)
        if take is None or not take():
            super().action_focus_next()

    def action_theme_next(self) -> None:
        """Change between dark and light."""
        names = list(THEMES.values())
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_leave(self) -> None:
        """Close every open visit and leave; ask first where text is not on disk."""
        from hmi_visit.tui.rescue import leave_when_safe
        from hmi_visit.tui.screens.visit import VisitScreen

        keepers = [screen.keeper for screen in self.screen_stack if isinstance(screen, VisitScreen)]
        await leave_when_safe(self, keepers, self._leave)

    def _leave(self) -> None:
        self.close_visits()
        self.exit(0)

    def back_up_visits(self) -> None:
        """Back up every visit that is open to write, where it changed."""
        from hmi_visit.tui.screens.visit import VisitScreen

        for screen in self.screen_stack:
            if isinstance(screen, VisitScreen) and screen.visit.writable:
                self.backer.back_up(screen.visit.path)

    def close_visits(self) -> None:
        """Bring every open visit into its one file and let go of it."""
        from hmi_visit.tui.screens.visit import VisitScreen

        for screen in self.screen_stack:
            if isinstance(screen, VisitScreen):
                screen.close_visit()

    def _handle_exception(self, error: Exception) -> None:
        """A disk that cannot be read ends nothing: what is typed may be on the screen alone."""
        if is_of_the_disk(error):
            tell(self, error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End on a fault of the program's own: the visits closed, one line said. Textual would print the values of
        variables, and so an inspector's notes, to the terminal."""
        self.close_visits()
        self._exit_renderables.append(Text(fault_line(self._exception)))
        self._close_messages_no_wait()

    def action_say_how_to_leave(self) -> None:
        """Ctrl+C is not the key to leave by: it copies in a text."""
        self.notify("Ctrl+Q leaves. Everything is kept.")


def fault_line(error: BaseException | None) -> str:
    """What is said of a fault of the program's own: where in the program it was, and nothing of what was typed."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [frame for frame in frames if "hmi_visit" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "an unknown place"
    kind = type(error).__name__
    return f"hmi-visit: a fault of the program's own ({kind} at {place}); everything that was typed is kept"


def run(folder: Path, visit: Path | None) -> int:
    """Open the program on a folder of visits, or on one visit; its exit status."""
    warnings: list[str] = []
    opened, damaged = None, None
    if visit:
        from hmi_visit.tui.opening import open_for_screen
        from hmi_visit.visit.formed import form_of

        try:
            opened = open_for_screen(visit, warnings.append)
            form_of(opened)
        except Problem:
            from hmi_visit.tui.screens.recovery import look_at

            if opened or look_at(visit) is None:
                raise
            damaged = visit
    sys.setswitchinterval(HANDED_OVER)
    app = VisitApp(visit.parent if visit else folder, opened, warnings, damaged)
    result = app.run()
    return app.return_code or result or 0
