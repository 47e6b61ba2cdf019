"""A notifications process that tries webhooks again by a clock of its own, which runs fast.

Arguments: how many seconds of its clock pass in one of ours, and the folder of its `Marks`. It is
the product's own otherwise.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

# The runner first: it patches the standard library.
from backbone import clock, runner
from services.notifications.posting.clock import Clock
from services.notifications.posting.engine import Posting
from services.notifications.store import deliveries, progress
from tests.faults.dying import dying_before
from tests.faults.marks import Marks

AFTER_ANSWER = "after-answer"
"""The endpoint has accepted a post, and nothing of ours says so."""

BEFORE_CURSOR = "before-cursor"
"""The log has the post, and the webhook's place is still before it."""


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
    marks = Marks(Path(sys.argv[2]))
    deliveries.add = dying_before(deliveries.add, marks, AFTER_ANSWER)
    progress.write = dying_before(progress.write, marks, BEFORE_CURSOR)
    sys.exit(runner.serve("notifications"))
