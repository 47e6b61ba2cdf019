"""One process of the trial service with half of its work: ``python -m tests.benchmarks.process``.

The first argument is `publisher` (no subscription) or `subscriber` (no relay); the second, the
number of partitions that the subscription's queue is split into (see `partitions`), 0 for none.
"""

import sys

from backbone import runner
from backbone.effects import Effects
from backbone.relay import Relay
from tests.benchmarks import partitions
from tests.trial import contract, things
from tests.trial.service import TrialService


def see_counted(event: contract.ThingCounted, effects: Effects) -> None:
    """Without the list of all amounts, which for a hot thing would grow to thousands."""
    change = {"$inc": {"count": event.amount, "applied": 1}}
    effects.update(things.SEEN, {"_id": event.thing}, change)


def main(part: str, split: str = "0") -> int:
    del TrialService.tick  # it fails on purpose, and says so
    things.see_counted = see_counted
    if part == "publisher":
        del TrialService.thing_added, TrialService.thing_counted
    else:
        Relay.run = Relay.stop
    if int(split):
        partitions.use(int(split))
    return runner.serve("trial", "tests")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
