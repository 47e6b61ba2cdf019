"""What a process tells Prometheus, found out when it is asked.

What stands in the store is the same for every instance of a service: take the largest of them, not
the sum. What can't be found out in time is left out, and `waymark_database_up` says why.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import pymongo
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from pymongo.errors import PyMongoError

from backbone import counts, leases, relay, totals
from backbone.clock import now
from backbone.database import Records
from backbone.logs import logger
from backbone.runtime import Runtime

log = logger(__name__)

SECONDS = 2.0
"""For all questions to the database; a scrape gives up after ten by default."""

Figures = Callable[[Records], Iterable[tuple[str, str, float]]]
"""A service's own of its store: name, what it means, value."""

ABOUT = {
    "parked": "Events that could not be applied and wait for a decision.",
    "waiting": "Events that came before an earlier one of their aggregate.",
    "unplaced": "Own events that have no position in the feed yet.",
    "unpublished": "Own events that have one and may not be with the broker yet.",
}


class InStore:
    """A collector of prometheus_client, for one scrape."""

    def __init__(self, runtime: Runtime, own: Iterable[Figures]) -> None:
        self._runtime = runtime
        self._own = own
        self._service = runtime.settings.service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with pymongo.timeout(SECONDS):
                found = list(self._of_database())
        except PyMongoError as error:
            log.warning("metrics without the database", reason=repr(error))
            found = []
        up = float(bool(found))
        yield self._gauge("waymark_database_up", "Whether the service's database answers.", up)
        yield from found

    def _of_database(self) -> Iterator[GaugeMetricFamily]:
        records = self._runtime.records
        state = counts.state(records)
        for name, about in ABOUT.items():
            yield self._gauge(f"waymark_events_{name}", about, getattr(state, name))
        yield self._gauge(
            "waymark_oldest_parked_seconds",
            "Since when the oldest parked event is parked; 0 where none is.",
            age(state.oldest_parked),
        )
        yield self._gauge(
            "waymark_oldest_unpublished_seconds",
            "How old the oldest event is that is not known to be with the broker; 0 for none.",
            age(counts.oldest_unpublished(records)),
        )
        for figures in self._own:
            for name, about, value in figures(records):
                yield self._gauge(name, about, value)
        leading = leases.held_by(records, relay.LEASE_NAME, self._runtime.instance)
        yield self._gauge(
            "waymark_relay_leading", "Whether this process publishes for its service.", leading
        )

    def _gauge(self, name: str, about: str, value: float) -> GaugeMetricFamily:
        gauge = GaugeMetricFamily(name, about, labels=["service"])
        gauge.add_metric([self._service], float(value))
        return gauge


def exposition(runtime: Runtime, own: Iterable[Figures] = ()) -> bytes:
    """All of it in Prometheus' text form."""
    registry = CollectorRegistry()
    registry.register(InStore(runtime, own))
    return generate_latest(registry) + generate_latest(totals.REGISTRY)


def age(moment: datetime | None) -> float:
    """Seconds since then; 0 where there is no such moment."""
    return max((now() - moment).total_seconds(), 0.0) if moment else 0.0
