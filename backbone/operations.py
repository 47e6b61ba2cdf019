"""What every service answers to those who run the platform, beside its own methods."""

from typing import Any

import orjson
from nameko.extensions import DependencyProvider

from backbone import counts, feed
from backbone.outbox import envelope_from
from backbone.rpc import query
from backbone.runtime import RUNTIME, Runtime
from contracts.callers import Caller
from contracts.cloudevents import to_bytes
from contracts.operating.messages import GetState, ReadFeed, State


class ItsRuntime(DependencyProvider):
    """Gives a service the process's `Runtime`."""

    def get_dependency(self, worker_ctx: Any) -> Runtime:  # noqa: ARG002 (nameko's signature)
        runtime: Runtime = self.container.config[RUNTIME]
        return runtime


class Operations:
    """The base of every service's class. All of it is for administrators."""

    runtime = ItsRuntime()

    @query(GetState)
    def state(self, request: GetState, caller: Caller) -> State:  # noqa: ARG002
        caller.must_be("administrator")
        return counts.state(self.runtime.records)

    @query(ReadFeed)
    def feed(self, request: ReadFeed, caller: Caller) -> dict[str, Any]:
        """`contracts.operating.messages.FeedPage`, as JSON values.

        Raises:
            NotThisFeed: no event has had that position yet.
        """
        caller.must_be("administrator")
        events, head = feed.read(self.runtime.records, request.after, limit=request.limit)
        return {"head": head, "events": list(map(feed_event, events))}


def feed_event(record: feed.Record) -> dict[str, Any]:
    event = orjson.Fragment(to_bytes(envelope_from(record)))
    return {"position": record["position"], "event": event}
