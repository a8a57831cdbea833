"""The program with its promise broken on purpose: it paints at once and keeps a minute later. To try the harness on."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from hmi_visit.__main__ import main
from hmi_visit.tui.keeper import Keeper


def break_the_promise(seconds: float) -> None:
    """From now on, what is typed is written so many seconds later."""
    prompt = Keeper.keep

    def late(*arguments: Any, **more: Any) -> None:
        asyncio.get_running_loop().call_later(seconds, lambda: prompt(*arguments, **more))

    Keeper.keep = late  # type: ignore[method-assign]


if __name__ == "__main__":
    break_the_promise(60)
    sys.exit(main())
