"""Where a process may be killed, and which service comes there at all."""

from contracts.events import REGISTRY
from contracts.topology import SERVICES, SUBSCRIPTIONS

BEFORE_COMMIT = "before-commit"
"""A command's state and events are written and not committed."""

AFTER_COMMIT = "after-commit"
"""They are committed; neither the caller nor the relay has been told."""

BEFORE_PUBLISH = "before-publish"
"""The relay has given events their places in the feed and published none of them."""

BEFORE_MARK = "before-mark"
"""The broker has confirmed them, and the feed does not say so yet."""

BEFORE_EFFECT = "before-effect"
"""A subscriber has written the effects of a batch and not committed them."""

BEFORE_ACK = "before-ack"
"""They are committed and the broker has not been told."""

OF_A_COMMAND = (BEFORE_COMMIT, AFTER_COMMIT)
OF_THE_RELAY = (BEFORE_PUBLISH, BEFORE_MARK)
OF_A_SUBSCRIBER = (BEFORE_EFFECT, BEFORE_ACK)

THREE_TIMES = "three-times"
"""A habit: every event is published three times, those of a batch in any order."""

DISORDER = "disorder"
"""Noted: an event was published after a later one of its aggregate."""

SLOW = "slow"
"""A habit: every event takes its time to be handled."""


def points_of(service: str) -> tuple[str, ...]:
    """Who tells events has commands and a relay at work; who subscribes applies."""
    tells = service in {event.SERVICE for event in REGISTRY.values()}
    hears = service in SUBSCRIPTIONS
    return (
        *(OF_A_COMMAND + OF_THE_RELAY if tells else ()),
        *(OF_A_SUBSCRIBER if hears else ()),
    )


def tellers() -> list[str]:
    """The services whose events anybody hears of."""
    heard = {publisher for publishers in SUBSCRIPTIONS.values() for publisher in publishers}
    return [service for service in SERVICES if service in heard]


def targets() -> list[tuple[str, str]]:
    """Every point of every service."""
    return [(service, point) for service in SERVICES for point in points_of(service)]
