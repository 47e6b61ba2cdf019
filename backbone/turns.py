"""Turns among the instances of a service that get in each other's way.

Batches with events of the same aggregates collide in the database, and who loses has worked for
nothing. For a while after a collision such instances go one after the other. No guarantee hangs on
it: whoever acts without a turn, or past its end, collides and begins anew, as before.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from backbone import leases
from backbone.database import Records
from backbone.identifiers import new_id
from backbone.leases import Lease

NAME = "subscription"
TURN_SECONDS = 2.0
"""After which a killed instance's turn is another's."""

WARY_SECONDS = 1.0
LOOK_SECONDS = 0.004
WAIT_SECONDS = 5.0


class Turns:
    """One instance's view of them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._holder = new_id()
        self._wary_until = 0.0

    @property
    def wary(self) -> bool:
        """Whether it has collided a short while ago."""
        return time.monotonic() < self._wary_until

    def collided(self) -> None:
        if not self._wary_until:
            leases.introduce(self._records, NAME)
        self._wary_until = time.monotonic() + WARY_SECONDS

    @contextmanager
    def mine(self) -> Iterator[None]:
        """A turn for the length of the block; without one where it does not come in time."""
        lease = self._wait()
        try:
            yield
        finally:
            if lease:
                leases.release(self._records, lease)

    def _wait(self) -> Lease | None:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            lease = leases.take(self._records, NAME, self._holder, seconds=TURN_SECONDS)
            if lease:
                return lease
            self._wary_until = time.monotonic() + WARY_SECONDS
            time.sleep(random.uniform(0, 2 * LOOK_SECONDS))  # noqa: S311
        return None
