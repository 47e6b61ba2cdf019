"""A notifications process that tries webhooks again by a clock of its own, which runs fast.

Arguments: how many seconds of its clock pass in one of ours, and the folder of its `Marks`. It is
the product's own otherwise.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# The runner first: it patches the standard library.
from backbone import clock, runner
from backbone.leases import Lease
from services.notifications.posting.clock import Clock
from services.notifications.posting.engine import Posting
from services.notifications.store import deliveries, progress
from services.notifications.store.deliveries import Entry
from services.notifications.store.progress import Progress
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
        super().wait(seconds / self._factor)


if __name__ == "__main__":
    Posting.clock = Hastened(float(sys.argv[1]))
    marks = Marks(Path(sys.argv[2]))
    add, write = deliveries.add_before, progress.write

    def dying_add(log: Any, entry: Entry) -> None:
        marks.reach(f"{AFTER_ANSWER}-{entry.webhook}")
        add(log, entry)

    def dying_write(documents: Any, after: Progress, lease: Lease) -> bool:
        marks.reach(f"{BEFORE_CURSOR}-{after.webhook}")
        return write(documents, after, lease)

    deliveries.add_before, progress.write = dying_add, dying_write
    sys.exit(runner.serve("notifications"))
