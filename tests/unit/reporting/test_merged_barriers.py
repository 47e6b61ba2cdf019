"""What reporting counts of barriers that merge and part again, whichever stream it hears first."""

import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.effects import Effects
from backbone.subscriptions import handlers_of
from contracts.events import Event
from services.reporting.service import ReportingService
from tests.unit.barriers.world import STEPS, Step, happened


class Picture(Effects):
    """Reporting's barriers as they would be stored."""

    def __init__(self) -> None:
        self.barriers: dict[str, dict[str, Any]] = {}
        self.notices = set()

    def update(self, model: Any, query: Any, change: Any, *, upsert: bool = False) -> None:  # noqa: ARG002
        self.barriers.setdefault(query["_id"], {}).update(change["$set"])


def interleaved(streams: dict[str, list[Event]], chance: random.Random) -> Iterator[Event]:
    """The events of each barrier in their order, those of different ones in any."""
    left = [list(reversed(stream)) for stream in streams.values()]
    while left := [stream for stream in left if stream]:
        yield chance.choice(left).pop()


@settings(max_examples=200)
@given(STEPS, st.randoms(use_true_random=False))
def test_reporting_counts_what_is_so_in_whatever_order_the_streams_come(
    steps: list[Step], chance: random.Random
) -> None:
    world, picture = happened(steps), Picture()
    handlers = handlers_of(ReportingService())
    for event in interleaved(world.streams, chance):
        if type(event) in handlers:
            handlers[type(event)](event, picture)

    counted = {each: (kept["supporters"], kept["stage"]) for each, kept in picture.barriers.items()}
    assert counted == {
        each: (len(barrier.councils), barrier.stage) for each, barrier in world.barriers.items()
    }
