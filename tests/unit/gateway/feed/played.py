"""A feed that plays barriers at the RPC edge."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from backbone.feed import NotThisFeed
from contracts.barriers.messages import ReadEvents
from contracts.feeds import matches
from tests.unit.gateway.conftest import Services

RAISED = "barriers.barrier-raised.v1"
SUPPORTED = "barriers.barrier-supported.v1"
REDACTED = "barriers.barrier-redacted.v1"


@dataclass
class Feed:
    events: list[dict[str, Any]] = field(default_factory=list)

    def happen(self, *keys: str) -> None:
        for key in keys:
            position = str(len(self.events) + 1)
            event = {"type": f"uk.waymark.{key}", "position": position, "data": {"title": "One"}}
            self.events.append(event)

    def answer(self, message: ReadEvents) -> dict[str, Any]:
        head, found = len(self.events), []
        if message.after > head:
            raise NotThisFeed
        last = message.after
        for each in self.events[message.after :]:
            if len(found) == message.limit:
                break
            key = each["type"].removeprefix("uk.waymark.")
            if not message.types or any(matches(pattern, key) for pattern in message.types):
                found.append(dict(each))
            last = int(each["position"])
        return {"events": found, "last": last, "head": head}


def play(services: Services, feed: Feed) -> Callable[[], list[ReadEvents]]:
    """Lets barriers answer out of `feed`; gives what it has been asked."""
    services.answers["barriers.events"] = feed.answer
    return lambda: [each.message for each in services.asked if each.method == "barriers.events"]
