"""The keys about what is kept: when it was saved, what it was before, taking over, sending elsewhere."""

from __future__ import annotations

from textual import events

from hmi_visit.tui.rescue import send_elsewhere
from hmi_visit.tui.screens.visit_parts.base import VisitPart
from hmi_visit.tui.widgets.editor import Editor


class SafetyPart(VisitPart):
    """Says the truth about the text, and gives the ways to safety."""

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """A field that is left has its state kept."""
        if self.visit.writable and not self.let_go:
            self.call_after_refresh(self.keep_states)

    def keep_states(self) -> None:
        """Keep a state of what was typed since the last."""
        if not self.let_go:
            self.keeper.keep_states()

    async def action_history(self) -> None:
        """What the field with the cursor was before, and the way back to it."""
        from hmi_visit.tui.screens.history import show_history

        await show_history(self, self.focused_view())

    def action_when_saved(self) -> None:
        """Say how safe the text is; and save it now."""
        from hmi_visit.tui.widgets.bars import safety_text

        self.saver.save()
        self.app.notify(f"Everything is kept as you type it: {safety_text(self.keeper)}.")

    def on_key(self, event: events.Key) -> None:
        """In a visit that is open to read, say so to whoever types."""
        if event.is_printable and not self.visit.writable:
            self.say(self.why_read_only())

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Say what became of text that did not go in as it came."""
        self.app.notify(event.message, severity="warning", timeout=10)

    async def action_send_elsewhere(self) -> None:
        """Write what is not on disk to a file in another place."""
        await send_elsewhere(self, self.keeper)
