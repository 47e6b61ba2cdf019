"""The time by which posts are tried again. A test may give one that runs faster."""

import time
from datetime import datetime

from backbone import clock


class Clock:
    def now(self) -> datetime:
        return clock.now()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
