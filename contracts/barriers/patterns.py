"""Which barrier events somebody wants, checked against those that there are."""

from typing import Any

from marshmallow import ValidationError

import contracts.barriers.events  # noqa: F401  (imported so that every event is registered)
from contracts.barriers.messages.feed import FEED
from contracts.events import REGISTRY
from contracts.feeds import Pattern, matches


def told() -> list[str]:
    """The routing keys of all barrier events."""
    return [event.routing_key() for event in REGISTRY.values() if event.SERVICE == FEED]


class BarrierPattern(Pattern):
    """One that at least one barrier event matches."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        pattern = super()._deserialize(value, attr, data, **kwargs)
        if not any(matches(pattern, key) for key in told()):
            raise ValidationError(
                f"No event of barriers matches {pattern}. All of them are barriers.#; "
                "docs/reference/events.md lists them."
            )
        return pattern
