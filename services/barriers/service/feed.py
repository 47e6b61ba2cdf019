"""Barrier events in one order, for the systems that listen."""

from typing import Any

import orjson

from backbone import feed
from backbone.outbox import envelope_from
from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.cloudevents import to_bytes
from contracts.events import PREFIX
from contracts.feeds import matches
from services.barriers.service.part import Part

SCANNED = 1_000
"""Events that one page is picked out of, so that rare ones do not hold up the service."""


class Feed(Part):
    runtime: Any
    """In an instance it is the process's `Runtime`."""

    @query(messages.ReadEvents)
    def events(self, request: messages.ReadEvents, caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """`contracts.barriers.messages.Events`, as JSON values.

        Raises:
            NotThisFeed: no event has had that position yet.
        """
        wide = SCANNED if request.types else request.limit
        found, head = feed.read(self.runtime.records, request.after, limit=wide)
        wanted = [record for record in found if is_wanted(record, request.types)]
        chosen = wanted[: request.limit]
        through = chosen if len(wanted) > len(chosen) else found
        last = through[-1]["position"] if through else request.after
        return {"events": list(map(cloudevent, chosen)), "last": last, "head": head}


def is_wanted(record: feed.Record, types: tuple[str, ...]) -> bool:
    key = record["type"].removeprefix(f"{PREFIX}.")
    return not types or any(matches(pattern, key) for pattern in types)


def cloudevent(record: feed.Record) -> orjson.Fragment:
    return orjson.Fragment(to_bytes(envelope_from(record)))
