"""A notifications process that tries webhooks again by a clock of its own, which runs fast.

Argument: how many seconds of its clock pass in one of ours. It is the product's own otherwise.
"""

import sys
import time
from datetime import datetime, timedelta

# The runner first: it patches the standard library.
from backbone import clock, runner
from services.notifications.posting.clock import Clock
from services.notifications.posting.engine import Posting


class Hastened(Clock):
    def __init__(self, factor: float) -> None:
        self._factor, self._since = factor, clock.now()

    def now(self) -> datetime:
        passed = (clock.now() - self._since).total_seconds() * self._factor
        return self._since + timedelta(seconds=passed)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds / self._factor)


if __name__ == "__main__":
    Posting.clock = Hastened(float(sys.argv[1]))
    sys.exit(runner.serve("notifications"))
