"""Python's search for rubbish, kept away from the keys.

Every few seconds of typing Python goes through all objects that there are, to find those that nothing needs any more:
100 ms for a visit on the screen, in the middle of a word. What makes up the screens stays as long as they do, so the
search leaves it out; what comes and goes with the keys is still found, in a moment.
"""

from __future__ import annotations

import gc


def leave_out() -> None:
    """Leave out of the search what there is now. Call it when a screen has been built."""
    gc.freeze()


def take_in() -> None:
    """Search everything again. Call it when screens go, so that what they held is given back."""
    gc.unfreeze()
