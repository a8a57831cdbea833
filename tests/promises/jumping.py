"""The program on a machine whose clock jumps: seconds ahead and a time zone, read again and again from a file."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from hmi_visit.__main__ import main
from hmi_visit.visit import backups, times

CLOCK = "CLOCK_OF_THE_TESTS"
"""The environment variable that names the file: `-86400 Asia/Tokyo`."""


class Jumping(datetime):
    """A clock that the file sets."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The time that this machine believes."""
        ahead, zone = Path(os.environ[CLOCK]).read_text(encoding="ascii").split()
        if os.environ.get("TZ") != zone:
            os.environ["TZ"] = zone
            time.tzset()
        return datetime.now(tz) + timedelta(seconds=float(ahead))


if __name__ == "__main__":
    times.datetime = backups.datetime = Jumping  # type: ignore[attr-defined]
    time.time = lambda: Jumping.now().timestamp()
    sys.exit(main())
