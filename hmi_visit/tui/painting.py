"""Painting after a key asks each widget for the rows that are painted, and for no others.

Textual's compositor asks every widget that lies in the same container as the change for all of its rows, and throws
away those that are not to be painted: on a screen full of fields that is most of the time from a key to its character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class NarrowCompositor(Compositor):
    """A compositor that paints the same with less."""

    _painted: Sequence[Region] = ()
    """While a part of the screen is painted: the regions that it consists of."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Paint what has changed."""
        self._painted = [*self._dirty_regions]
        try:
            return super().render_partial_update()
        finally:
            self._painted = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._painted:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            painted = [part for part in self._painted if part.overlaps(seen)]
            if not painted:
                continue
            top = max(seen.y, min(part.y for part in painted))
            bottom = min(seen.bottom, max(part.bottom for part in painted))
            rows = Region(seen.x, top, seen.width, bottom - top)
            yield region, rows, widget.render_lines(rows.translate(-region.offset))
