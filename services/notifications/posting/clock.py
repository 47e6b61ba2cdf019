"""The time by which posts are tried again. A test may give one that runs faster."""

import time
from datetime import datetime

from backbone import clock

LONGEST_SECONDS = 1.0


class Clock:
    def now(self) -> datetime:
        return clock.now()

    def wait(self, seconds: float) -> None:
        """For so long, but for a second at the most: what is waited for may change."""
        time.sleep(min(seconds, LONGEST_SECONDS))
