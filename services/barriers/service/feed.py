"""Barrier events in one order, for the systems that listen."""

from typing import Any

import orjson

from backbone import feed
from backbone.outbox import envelope_from
from backbone.rpc import query
from contracts.barriers import messages
from contracts.barriers.messages.feed import SCANNED
from contracts.callers import Caller
from contracts.cloudevents import to_bytes
from contracts.events import PREFIX
from contracts.feeds import matches
from services.barriers.service.part import Part


class Feed(Part):
    runtime: Any
    """In an instance it is the process's `Runtime`."""

    @query(messages.ReadEvents)
    def events(self, request: messages.ReadEvents, caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """`contracts.barriers.messages.Events`, as JSON values.

        Raises:
            NotThisFeed: no event has had that position yet.
        """
        records, after, limit = self.runtime.records, request.after, request.limit
        if not request.types:
            chosen, head = feed.read(records, after, limit=limit)
            through = chosen
        else:
            kinds, head = feed.kinds(records, after, limit=SCANNED)
            wanted = [each for each in kinds if is_wanted(each["type"], request.types)]
            chosen = feed.at(records, [each["position"] for each in wanted[:limit]])
            through = chosen if len(wanted) > limit else kinds
        last = through[-1]["position"] if through else after
        return {"events": list(map(cloudevent, chosen)), "last": last, "head": head}


def is_wanted(type_name: str, types: tuple[str, ...]) -> bool:
    key = type_name.removeprefix(f"{PREFIX}.")
    return any(matches(pattern, key) for pattern in types)


def cloudevent(record: feed.Record) -> orjson.Fragment:
    return orjson.Fragment(to_bytes(envelope_from(record)))
